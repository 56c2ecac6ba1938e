"""What a computation takes for granted, said beside it in plain Dutch."""

from collections import Counter
from collections.abc import Iterator, Sequence

from catalogue.documents import Study
from catalogue.economics_effects import Correction, corrections, uncorrected
from catalogue.economics_lines import Line, counted_years
from catalogue.economics_reasons import price_years
from catalogue.money import number, percent
from catalogue.schema import Unknown, known
from catalogue.vocabulary import ItemKind, Party

OUTER_RANGE = (
    "Laag telt alle baten laag en alle kosten hoog; hoog doet het omgekeerde. "
    "Dat is de uiterste ruimte, geen kansverdeling."
)
NO_RANGE = "Van deze posten is geen bandbreedte bekend. Daarom staat er steeds één bedrag."
MISSING_SIDE = (
    "Bij een overdracht is niet bekend wie de andere partij is. "
    "De bedragen per partij zijn daarom niet volledig."
)
UNTOUCHED = (
    "Correcties op het effect gelden niet voor kosten en niet voor bedragen die al zijn teruggerekend."
)


def assumptions_of(study: Study, lines: Sequence[Line]) -> tuple[str, ...]:
    """The assumptions behind a computation, in the order in which a reader needs them."""
    return (
        *_of_discounting(study, lines),
        *_of_prices(study, lines),
        *_of_horizon(study, lines),
        *_of_effects(study, lines),
        *_of_signs(lines),
        OUTER_RANGE if any(line.amount.has_range for line in lines) else NO_RANGE,
    )


def _of_discounting(study: Study, lines: Sequence[Line]) -> Iterator[str]:
    rate = known(study.discount_rate)
    in_time = [line for line in lines if line.weights is not None]
    if in_time and rate is not None:
        where = f", vanaf het {study.discount_moment} van elk jaar" if rate else ""
        yield f"Wij rekenen terug met de rekenrente van het onderzoek: {percent(rate)} per jaar{where}."
    discounted = [line for line in lines if line.weights is None and line.amount.is_known]
    if discounted:
        is_one = len(discounted) == 1
        yield (
            f"{_posts(len(discounted))} {'is' if is_one else 'zijn'} al teruggerekend "
            f"en {'telt' if is_one else 'tellen'} ongewijzigd mee."
        )
    unsaid = [line for line in in_time if isinstance(line.item.is_present_value, Unknown)]
    if unsaid:
        said = f"Bij {_posts(len(unsaid))} staat niet of het bedrag al is teruggerekend."
        yield f"{said} Wij nemen aan van niet."


def price_year_of_lines(study: Study, lines: Sequence[Line]) -> int | None:
    """The one year in whose prices the counted amounts are; None when it is not known."""
    found = price_years(study, (line.item for line in lines if line.amount.is_known))
    return found.pop() if len(found) == 1 else None


def _of_prices(study: Study, lines: Sequence[Line]) -> Iterator[str]:
    year = price_year_of_lines(study, lines)
    yield "Het prijspeil is niet bekend." if year is None else f"Alle bedragen zijn in prijzen van {year}."


def _of_horizon(study: Study, lines: Sequence[Line]) -> Iterator[str]:
    horizon = known(study.horizon_years)
    if horizon is not None and any(_is_cut(study, line) for line in lines):
        yield f"Wat na de looptijd van {number(horizon)} jaar valt, telt niet mee."


def _is_cut(study: Study, line: Line) -> bool:
    last = known(line.item.year_to) or known(line.item.year_from)
    return line.weights is not None and last is not None and last not in counted_years(study, line.item)


def _of_effects(study: Study, lines: Sequence[Line]) -> Iterator[str]:
    is_net = study.effect_is_net is True
    if is_net:
        yield "Wat ook zonder de aanpak was gebeurd, is in het onderzoek al afgetrokken."
    effects = [
        line.item for line in lines if line.weights is not None and line.item.kind is not ItemKind.COST
    ]
    lacking = Counter(uncorrected(item, effect_is_net=is_net) for item in effects)
    for names, count in lacking.items():
        if names:
            what = _in_a_row([correction for correction in Correction if correction in names])
            yield f"Bij {_posts(count)} is niet bekend {what}. Daarvoor is niet gecorrigeerd."
    untouched = [line.item for line in lines if line.weights is None or line.item.kind is ItemKind.COST]
    if any(share for item in untouched for share in corrections(item, effect_is_net=is_net).values()):
        yield UNTOUCHED


def _of_signs(lines: Sequence[Line]) -> Iterator[str]:
    kinds = {line.item.kind for line in lines}
    if ItemKind.TRANSFER in kinds:
        yield "Een overdracht telt alleen bij de partijen. In het totaal valt zij weg."
    if any(line.item.kind is ItemKind.TRANSFER and line.item.counter_party is None for line in lines):
        yield MISSING_SIDE
    if any(line.item.kind is ItemKind.BENEFIT and min(line.amount.values, default=0) < 0 for line in lines):
        yield "Negatieve effecten staan bij de baten en maken die lager."
    if any(line.item.party is Party.SOCIETY for line in lines):
        yield "Wat het onderzoek bij geen partij legt, staat bij de samenleving."


def _in_a_row(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


def _posts(count: int) -> str:
    return f"{number(count)} {'post' if count == 1 else 'posten'}"
