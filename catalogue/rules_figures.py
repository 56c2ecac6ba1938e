"""Publication rules of figures and balance items (METHOD A12.4 V1-V9, V14)."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure, benefits_per_euro, mid
from catalogue.money import euro
from catalogue.parts import BalanceItem
from catalogue.problem import Problem, Weight
from catalogue.schema import Unknown, known
from catalogue.tolerance import RATIO_TOLERANCE, amount_tolerance
from catalogue.vocabulary import ItemKind, RatioDefinition

LARGEST = Decimal(10) ** 12
WORDED = {"duizend": Decimal(1000), "miljoen": Decimal(10) ** 6, "miljard": Decimal(10) ** 9}
AMOUNT_IN_TEXT = re.compile(r"(?:€\s*)?(\d[\d.]*(?:,\d+)?)\s*(duizend|miljoen|miljard)?\s*(euro)?")


def result_problems(study: Study, path: str) -> Iterator[Problem]:
    """Problems of all results of a study, and of amounts named in its conclusion."""
    sources = {source.id for source in study.sources}
    for number, result in enumerate(study.results):
        place = f"{path}.uitkomsten.{number}"
        for name, figure in _figures(result):
            yield from _figure(figure, f"{place}.{name}", sources)
        yield from _listed_sources(result, place, sources)
        yield from _balance(result, place)
        for index, item in enumerate(result.items):
            yield from _item(item, study, f"{place}.posten.{index}")
    yield from _amounts_in_text(study, path)


def _figures(result: Result) -> Iterator[tuple[str, KnownFigure]]:
    named = [(name, getattr(result, name)) for name in ("costs", "benefits", "net", "ratio")]
    dutch = {"costs": "kosten", "benefits": "baten", "net": "saldo", "ratio": "ratio"}
    pairs = [(dutch[name], figure) for name, figure in named]
    for index, item in enumerate(result.items):
        pairs += [(f"posten.{index}.bedrag", item.amount), (f"posten.{index}.prijs", item.unit_price)]
    for index, row in enumerate(result.sensitivities):
        pairs += [(f"gevoeligheden.{index}.saldo_variant", row.net)]
        pairs += [(f"gevoeligheden.{index}.ratio_variant", row.ratio)]
    yield from ((name, figure) for name, figure in pairs if isinstance(figure, KnownFigure))


def _figure(figure: KnownFigure, path: str, sources: set[str]) -> Iterator[Problem]:
    if not figure.sources:
        yield Problem("BRON", path, "Zeg uit welke bron dit bedrag komt.", Weight.REFUSE)
    yield from _absent_sources(figure.sources, path, sources)
    if any(abs(value) >= LARGEST for value in figure.values):
        yield Problem("V1", path, "Dit bedrag is te groot. Staat er een nul te veel?", Weight.REFUSE)
    if any(lower > higher for lower, higher in pairwise(figure.values)):
        yield Problem("V2", path, "Zet de bedragen op volgorde: laag, midden, hoog.", Weight.REFUSE)


def _too_large(item: BalanceItem) -> bool:
    """Quantity times unit price counts as an amount where no amount is given."""
    quantity = known(item.quantity)
    if quantity is None or not isinstance(item.unit_price, KnownFigure):
        return False
    return any(abs(value * quantity) >= LARGEST for value in item.unit_price.values)


def _listed_sources(result: Result, path: str, sources: set[str]) -> Iterator[Problem]:
    for number, effect in enumerate(result.unpriced):
        yield from _absent_sources(effect.sources, f"{path}.pm_posten.{number}.bronnen", sources)
    for number, row in enumerate(result.sensitivities):
        yield from _absent_sources(row.sources, f"{path}.gevoeligheden.{number}.bronnen", sources)


def _absent_sources(named: Iterable[str], path: str, sources: set[str]) -> Iterator[Problem]:
    for source in named:
        if source not in sources:
            message = f"De bron ‘{source}’ staat niet bij dit onderzoek."
            yield Problem("BRON", path, message, Weight.REFUSE)


def _balance(result: Result, path: str) -> Iterator[Problem]:
    costs, benefits, net = mid(result.costs), mid(result.benefits), mid(result.net)
    if isinstance(result.costs, KnownFigure) and any(value < 0 for value in result.costs.values):
        yield Problem("V3", f"{path}.kosten", "Kosten kunnen niet onder nul zijn.", Weight.REFUSE)
    if costs is not None and benefits is not None and net is not None:
        difference = abs(net - (benefits - costs))
        if difference > amount_tolerance(net, costs, benefits):
            message = "De cijfers sluiten niet op elkaar aan: het saldo is niet de baten min de kosten."
            yield Problem("V7", f"{path}.saldo", message, Weight.REMARK)
    ratio = mid(result.ratio)
    computed = benefits_per_euro(costs, benefits)
    comparable = result.ratio_definition in {RatioDefinition.BENEFITS_OVER_COSTS, RatioDefinition.SROI}
    if ratio is not None and computed is not None and comparable and abs(ratio - computed) > RATIO_TOLERANCE:
        message = (
            "De cijfers sluiten niet op elkaar aan: de verhouding is niet de baten gedeeld door de kosten."
        )
        yield Problem("V8", f"{path}.ratio", message, Weight.REMARK)


def _item(item: BalanceItem, study: Study, path: str) -> Iterator[Problem]:
    if item.kind is ItemKind.COST and isinstance(item.amount, KnownFigure) and min(item.amount.values) < 0:
        yield Problem("V3", f"{path}.bedrag", "Kosten kunnen niet onder nul zijn.", Weight.REFUSE)
    if item.kind is ItemKind.TRANSFER and item.counter_party is None:
        message = "Zeg bij een overdracht wie de andere partij is, of leg uit waarom dat niet bekend is."
        yield Problem("V4", f"{path}.tegenpartij", message, Weight.REMARK)
    if item.counter_party is not None and item.counter_party is item.party:
        message = "De tegenpartij van een overdracht is een andere partij."
        yield Problem("V4-gelijk", f"{path}.tegenpartij", message, Weight.REFUSE)
    if _too_large(item):
        message = "Aantal keer prijs is te groot. Staat er een nul te veel?"
        yield Problem("V1", f"{path}.aantal", message, Weight.REFUSE)
    yield from _percentages(item, path)
    deadweight = known(item.deadweight_pct)
    if study.effect_is_net is True and deadweight is not None and deadweight > 0:
        message = "De vergelijking zit al in het effect. Trek dit deel niet nog eens af."
        yield Problem("V9", f"{path}.autonoom_pct", message, Weight.REFUSE)


def _percentages(item: BalanceItem, path: str) -> Iterator[Problem]:
    shares = {
        "autonoom_pct": item.deadweight_pct,
        "verdringing_pct": item.displacement_pct,
        "toerekening_pct": item.attribution_pct,
        "afname_pct_per_jaar": item.drop_off_pct,
    }
    for name, share in shares.items():
        if not isinstance(share, Unknown) and not 0 <= share <= 100:  # noqa: PLR2004  (METHOD V5)
            yield Problem(
                "V5", f"{path}.{name}", "Vul een percentage in van 0 tot en met 100.", Weight.REFUSE
            )


def _amounts_in_text(study: Study, path: str) -> Iterator[Problem]:
    """V14: an amount that stands only in the conclusion cannot be sourced or compared."""
    if isinstance(study.conclusion, Unknown):
        return
    recorded = {
        value for result in study.results for _, figure in _figures(result) for value in figure.values
    }
    for amount in euro_amounts(study.conclusion):
        if amount not in recorded:
            message = (
                f"Het bedrag {euro(amount)} staat alleen in de tekst. Neem het ook op als cijfer met bron."
            )
            yield Problem("V14", f"{path}.conclusie", message, Weight.NOTICE)


def euro_amounts(text: str) -> tuple[Decimal, ...]:
    """Amounts of euros named in a Dutch text: "€ 1.200", "25 miljoen euro", "1,90 euro"."""
    found = []
    for match in AMOUNT_IN_TEXT.finditer(text):
        digits, word, currency = match.groups()
        if not (currency or match.group(0).startswith("€")):
            continue
        number = Decimal(digits.rstrip(".").replace(".", "").replace(",", "."))
        found.append(number * WORDED.get(word or "", Decimal(1)))
    return tuple(found)
