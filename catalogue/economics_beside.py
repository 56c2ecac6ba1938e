"""A calculated figure beside the published one: the difference, shown and explained, never hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalogue.economics_bands import Band, precise
from catalogue.economics_words import Format, band_text, more_or_less
from catalogue.figures import KnownFigure
from catalogue.money import euro_short, per_euro
from catalogue.schema import Unknown
from catalogue.tolerance import RATIO_TOLERANCE, amount_tolerance
from catalogue.vocabulary import UnknownReason

Tolerance = Callable[[Decimal], Decimal]

EQUAL = "Gelijk aan wat het onderzoek noemt."
WITHIN = "Dat past bij wat het onderzoek noemt."
SAME_ROUNDED = "Afgerond is dat hetzelfde als wat het onderzoek noemt."
SMALL = "Zo’n klein verschil past bij afronding."
LARGE = (
    "Dat is meer dan past bij afronding. Waardoor het komt, is hier niet bekend. Beide cijfers blijven staan."
)
OTHER_RANGE = "De bandbreedte is anders: het onderzoek noemt {}."
NOT_CALCULATED = "Niet te berekenen, want een deel is niet bekend."
ABSENT = {
    UnknownReason.NOT_REPORTED: "Het onderzoek noemt dit zelf niet.",
    UnknownReason.NOT_ADOPTED: "Of het onderzoek dit zelf noemt, is hier niet bekend.",
    UnknownReason.NOT_APPLICABLE: "Dit past niet bij het onderzoek.",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """Calculated minus published at mid value, or the distance to a one-sided bound; None without both.

    `agrees` follows METHOD V7 for amounts and V8 for ratios, at every corner that both give.
    """

    difference: Decimal | None
    agrees: bool | None
    explanation: str


def amounts_beside(calculated: Band, published: KnownFigure | Unknown, *parts: Band) -> Beside:
    """Two amounts of euros; `parts` are what the calculated one is made of, whose rounding it inherits."""
    others = tuple(value for part in parts for value in part.values)
    return _beside(calculated, published, euro_short, lambda value: amount_tolerance(value, *others))


def ratios_beside(calculated: Band, published: KnownFigure | Unknown) -> Beside:
    """Two ratios of the same kind, shown to ten cents, so that a difference in words is about right."""
    found = _beside(calculated, published, per_euro, lambda _: RATIO_TOLERANCE, "ongeveer ")
    if found.agrees is False and isinstance(published, KnownFigure) and _rounds_to(calculated, published):
        coarse = "Het onderzoek rondt zijn verhouding grover af; zo afgerond is het hetzelfde getal."
        return Beside(found.difference, agrees=False, explanation=found.explanation.replace(LARGE, coarse))
    return found


@precise
def _beside(
    calculated: Band,
    published: KnownFigure | Unknown,
    show: Format,
    tolerance: Tolerance,
    about: str = "",
) -> Beside:
    if not calculated.is_known:
        return Beside(None, None, NOT_CALCULATED)
    if isinstance(published, Unknown):
        return Beside(None, None, ABSENT[published.reason])
    difference = _difference(calculated, published)
    agrees = _agrees(difference, published, tolerance)
    sentences = [_sentence(difference, published, show, about, agrees=agrees)]
    if published.has_range and not _same_ends(calculated, published, tolerance):
        sentences.append(OTHER_RANGE.format(band_text(Band(published.low, None, published.high), show)))
        agrees = False if agrees is not None else None
    return Beside(difference, agrees, " ".join(sentence for sentence in sentences if sentence))


def _difference(calculated: Band, published: KnownFigure) -> Decimal | None:
    """At mid value; without a published mid, how far outside its bounds, where zero is inside."""
    own = calculated.mid
    if own is None:
        return None
    if published.mid is not None:
        return own - published.mid
    if published.low is not None and own < published.low:
        return own - published.low
    if published.high is not None and own > published.high:
        return own - published.high
    return Decimal(0)


def _agrees(difference: Decimal | None, published: KnownFigure, tolerance: Tolerance) -> bool | None:
    return None if difference is None else abs(difference) <= tolerance(published.values[0])


def _same_ends(calculated: Band, published: KnownFigure, tolerance: Tolerance) -> bool:
    pairs = ((calculated.low, published.low), (calculated.high, published.high))
    # A calculation without a range of its own has no ends to set beside those of the study.
    return not calculated.has_range or all(
        own is None or theirs is None or abs(own - theirs) <= tolerance(theirs) for own, theirs in pairs
    )


def _sentence(
    difference: Decimal | None, published: KnownFigure, show: Format, about: str, *, agrees: bool | None
) -> str:
    if difference is None:
        return "Er is geen middenwaarde om mee te vergelijken."
    if difference == 0:
        return EQUAL if published.mid is not None else WITHIN
    if about and agrees:
        return SAME_ROUNDED
    what = "het onderzoek noemt" if published.mid is not None else "het onderzoek als grens noemt"
    return f"Dat is {about}{more_or_less(difference, show)} dan {what}. {SMALL if agrees else LARGE}"


def _rounds_to(calculated: Band, published: KnownFigure) -> bool:
    if calculated.mid is None or published.mid is None:
        return False
    digits = published.mid.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(digits) if isinstance(digits, int) else Decimal(1)
    return calculated.mid.quantize(step, ROUND_HALF_UP) == published.mid
