"""Sentences about the collection as a whole. Every number in them is counted, none is written down."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.formats import opsomming
from catalogue.money import NBSP, number, per_euro, percent
from catalogue.schema import known
from catalogue.survey import Holding, PublishedRatio, RatioGroup, RatioKind, Spread, Survey, highest, lowest
from catalogue.vocabulary import RatioDefinition, ReadingDepth
from catalogue.wording import comparison

NONE = "geen enkel"


def amount(count: int, one: str, many: str) -> str:
    """A number with its noun: "1 aanpak", "3 aanpakken"."""
    return f"{count} {one if count == 1 else many}"


def approaches_and_studies(holding: Holding) -> str:
    """As in "3 aanpakken, 4 onderzoeken"."""
    approaches = amount(holding.approaches, "aanpak", "aanpakken")
    return f"{approaches}, {amount(holding.studies, 'onderzoek', 'onderzoeken')}"


def in_euros(holding: Holding) -> str:
    """How many of the studies have an outcome in euros."""
    if not holding.in_euros:
        return "Geen uitkomst in euro’s bekend"
    return f"{holding.in_euros} met een uitkomst in euro’s"


def evidence(holding: Holding) -> str:
    """How the effects were studied, as far as that is known, and who recognised the approach."""
    parts = [_designs_of(holding)]
    if holding.recognised:
        parts.append(f"{amount(holding.recognised, 'aanpak', 'aanpakken')} met een erkenning")
    return "; ".join(parts)


def _designs_of(holding: Holding) -> str:
    if holding.design_unknown == holding.studies:
        return "Opzet niet bekend"
    strong = amount(holding.strong, "onderzoek", "onderzoeken") if holding.strong else "Geen onderzoek"
    unknown = f"; van {holding.design_unknown} is de opzet niet bekend" if holding.design_unknown else ""
    return f"{strong} met een sterke opzet{unknown}"


def spread_text(spread: Spread) -> str:
    """The published ratios of one place: a range where they compare, else why there is none."""
    total = len(spread.ratios)
    if total == 0:
        return "Geen verhouding bekend"
    if total == 1:
        return "1 verhouding, dus geen spreiding"
    span = spread.range
    if span is None:
        return f"{total} verhoudingen. {spread.reason}"
    return f"{total} verhoudingen, {_range(spread, *span)} ({_basis(spread)})"


def _range(spread: Spread, low: Decimal, high: Decimal) -> str:
    """Only benefits over costs and SROI are euros per euro; comparable ratios share their definition."""
    match spread.ratios[0].result.ratio_definition:
        case RatioDefinition.NET_RETURN:
            return f"van {percent(low * 100)} tot {percent(high * 100)} rendement"
        case RatioDefinition.BENEFITS_OVER_COSTS | RatioDefinition.SROI:
            return f"van {per_euro(low)} tot {per_euro(high)} per euro"
        case _:
            return f"van {number(low)} tot {number(high)}, op een eigen manier berekend"


def _basis(spread: Spread) -> str:
    """Method, years and comparison, which belong beside every ratio."""
    studies = [one.study for one in spread.ratios]
    methods = dict.fromkeys(study.method.label for study in studies)
    years = sorted({known(study.year) for study in studies} - {None}, key=str)
    known_years = opsomming(years) if years else "jaar onbekend"
    compared = dict.fromkeys(comparison(study).rstrip(".") for study in studies)
    return f"{opsomming(methods)}, {known_years}, vergeleken met: {'; '.join(compared)}"


def conclusion(group: RatioGroup) -> str:
    """What a reader sees in the chart of a group, in words."""
    total = len(group.ratios)
    what = "baten" if group.kind is RatioKind.BENEFITS_PER_EURO else "waarde"
    counted = amount(total, "gepubliceerde verhouding", "gepubliceerde verhoudingen")
    bounds = f"{group.with_range or 'geen'} met een laagste en hoogste waarde"
    return f"{counted}, {bounds}. {_sides(group.ratios, what)} Welke aanpak beter is, volgt hier niet uit."


def _sides(ratios: Sequence[PublishedRatio], what: str) -> str:
    above = sum((low := lowest(one.figure)) is not None and low > 1 for one in ratios)
    below = sum((high := highest(one.figure)) is not None and high < 1 for one in ratios)
    euro = f"€{NBSP}1"
    parts = {
        f"Boven {euro} aan {what} per euro": above,
        f"Onder {euro}": below,
        f"Op of aan beide kanten van {euro}": len(ratios) - above - below,
    }
    return " ".join(f"{where}: {count}." for where, count in parts.items() if count)


def not_told(survey: Survey) -> Iterator[tuple[str, str]]:
    """What the collection does not tell: a heading and a sentence with counts, one after another."""
    total = len(survey.studies)
    if not total:
        return
    yield (
        "Geen steekproef",
        (
            "Wij verzamelden wat wij konden vinden en lezen. "
            "De aantallen zeggen niet hoe vaak een aanpak voorkomt, en ook niet hoe goed zij is."
        ),
    )
    yield "Wat gunstig is, wordt eerder bekend", _publication_bias(survey)
    yield "Eerste of tweede hand", _second_hand(survey, total)
    yield "Prijspeil, looptijd en rekenrente", _price_basis(survey, total)
    yield "Uitkomsten in euro’s", _outcomes(survey, total)
    yield "Hoe het effect is gemeten", _designs(survey, total)


def _publication_bias(survey: Survey) -> str:
    start = (
        "Onderzoek met een gunstige uitkomst komt waarschijnlijk eerder naar buiten"
        " dan onderzoek dat tegenvalt. Hoeveel dat scheelt, weten wij niet."
    )
    comparable = [one for one in survey.ratios if one.kind is not RatioKind.OTHER]
    below = sum((high := highest(one.figure)) is not None and high < 1 for one in comparable)
    if not comparable:
        return start
    found = f"{below} van de {len(comparable)}" if below else f"{NONE.capitalize()}e van de {len(comparable)}"
    verb = "liggen" if below > 1 else "ligt"
    return f"{start} {found} verhoudingen in de lijsten hierboven {verb} onder €{NBSP}1 per euro."


def _second_hand(survey: Survey, total: int) -> str:
    second = survey.distributions["herkomst"].count("secundair")
    whole = survey.distributions["gelezen"].count(ReadingDepth.FULL)
    read = f"{NONE.capitalize()} onderzoek" if not whole else amount(whole, "onderzoek", "onderzoeken")
    return (
        f"Van {second} van de {total} onderzoeken lazen wij alleen een stuk erover, niet het onderzoek zelf. "
        f"{read} lazen wij helemaal. Er kan dus meer bekend zijn dan hier staat."
    )


def _price_basis(survey: Survey, total: int) -> str:
    price, horizon, rate = (_known(survey, code) for code in ("prijspeil", "looptijd", "rekenrente"))
    return (
        f"Van de {total} onderzoeken kennen wij bij {price} het prijspeil, bij {horizon} de looptijd en "
        f"bij {rate} de rekenrente. Zonder die gegevens kunt u bedragen niet goed naast elkaar leggen."
    )


def _known(survey: Survey, code: str) -> str:
    count = survey.items[code].known
    return str(count) if count else NONE


def _outcomes(survey: Survey, total: int) -> str:
    ranged = sum(one.figure.has_range for one in survey.ratios)
    return (
        f"{survey.in_euros} van de {total} onderzoeken hebben hier een uitkomst in euro’s. "
        f"Er zijn {len(survey.ratios)} verhoudingen, "
        f"waarvan {ranged or NONE} met een laagste en een hoogste waarde. "
        "Een gemiddelde geven wij niet: de onderzoeken meten niet hetzelfde."
    )


def _designs(survey: Survey, total: int) -> str:
    strong = Holding(tuple(survey.entries)).strong
    unknown = survey.distributions["opzetten"].unknown
    return (
        f"Bij {unknown} van de {total} onderzoeken weten wij niet hoe het effect is vastgesteld. "
        f"Bij {strong or NONE} is er een sterke opzet: loting, of een groep die echt vergelijkbaar is."
    )
