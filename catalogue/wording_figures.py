"""Figures in words: a value, a range, or a bound on one side only."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from catalogue.money import NBSP, number, per_euro, percent
from catalogue.vocabulary import RatioDefinition, Unit

Format = Callable[[Decimal], str]
TENTH = Decimal("0.1")


class Bounds(Protocol):
    """Anything with a low, mid and high value: a figure as published, or a band that was computed."""

    @property
    def low(self) -> Decimal | None:
        """The lowest value; None where it is not given."""

    @property
    def mid(self) -> Decimal | None:
        """The value in between; None where it is not given."""

    @property
    def high(self) -> Decimal | None:
        """The highest value; None where it is not given."""


def span(figure: Bounds, show: Format) -> str:
    """A figure in words: "€ 5", "van € 3 tot € 6", "minstens € 4", "€ 4 (van € 3 tot € 6)".

    Raises ValueError without any value: what is not known has other words.
    """
    bounds = _bounds(figure, show)
    if figure.mid is None:
        if bounds is None:
            raise ValueError("Een cijfer zonder waarde is onbekend, met een reden.")
        return bounds
    return f"{show(figure.mid)} ({bounds})" if bounds else show(figure.mid)


def _bounds(figure: Bounds, show: Format) -> str | None:
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return f"van {show(low)} tot {show(high)}"
    if low is not None:
        return f"minstens {show(low)}"
    return None if high is None else f"hoogstens {show(high)}"


def within(figure: Bounds, show: Format) -> str:
    """As `span`, for inside a sentence: "de baten zijn € 3 tot € 6", without "van"."""
    return span(figure, show).removeprefix("van ")


def return_words(share: Decimal) -> str:
    """A net return as a percentage of the costs: 0.2 becomes "20 procent"."""
    return percent(share * 100).replace("%", f"{NBSP}procent")


def own_number(value: Decimal) -> str:
    """A number that a study calculated its own way, with at most one decimal (METHOD A12.6)."""
    rounded = value.quantize(TENTH, ROUND_HALF_UP)
    if value and not rounded:
        return f"minder dan {number(TENTH)}" if value > 0 else f"iets onder {number(0)}"
    return number(rounded)


RATIO_FORMATS: dict[RatioDefinition, Format] = {
    RatioDefinition.NET_RETURN: return_words,
    RatioDefinition.OTHER: own_number,
}
"""How a ratio is shown that is no number of euros per euro; all others are `per_euro`."""


def ratio_format(definition: RatioDefinition) -> Format:
    """How one value of a ratio of this kind is shown."""
    return RATIO_FORMATS.get(definition, per_euro)


UNIT_WORDS = {
    Unit.PER_PARTICIPANT: " per deelnemer",
    Unit.PER_HOUSEHOLD: " per huishouden",
    Unit.PER_TRAJECTORY: " per traject",
    Unit.WHOLE_PROJECT: " voor het hele project",
    Unit.PER_YEAR: " per jaar",
    Unit.PER_MUNICIPALITY: " per gemeente",
    Unit.NATIONWIDE: " voor heel Nederland",
    Unit.UNKNOWN: "",
}
"""What amounts are for, as the end of a phrase."""
