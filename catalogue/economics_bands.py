"""Low, mid and high amounts, and exact arithmetic with them (METHOD F9, F14)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from catalogue.figures import KnownFigure
from catalogue.schema import Unknown

P = ParamSpec("P")
R = TypeVar("R")

PRECISION = 50
"""Digits kept while calculating; amounts have at most 30. Rounding is for display only."""

_CONTEXT = Context(prec=PRECISION)


def precise(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function with enough digits, whatever the caller's decimal context is."""

    @wraps(function)
    def wrapped(*args: P.args, **options: P.kwargs) -> R:
        with localcontext(_CONTEXT):
            return function(*args, **options)

    return wrapped


@dataclass(frozen=True, slots=True)
class Band:
    """An amount with its outer range. None is unknown.

    The range is no probability interval: its low end takes every part at its least favourable value, its
    high end every part at its most favourable (F9). A source that gives one value has a band of that value.
    """

    low: Decimal | None
    mid: Decimal | None
    high: Decimal | None

    @classmethod
    def of(cls, figure: KnownFigure | Unknown) -> "Band":
        """The band of a stored figure. One value alone counts for all three; a bound alone stays alone."""
        if isinstance(figure, Unknown):
            return UNKNOWN_BAND
        if figure.low is None and figure.high is None:
            return cls(figure.mid, figure.mid, figure.mid)
        return cls(figure.low, figure.mid, figure.high)

    @classmethod
    def exactly(cls, value: Decimal | int) -> "Band":
        """A band without a range."""
        exact = Decimal(value)
        return cls(exact, exact, exact)

    @property
    def has_range(self) -> bool:
        """Whether low and high are known and differ."""
        return self.low is not None and self.high is not None and self.low != self.high

    @property
    def is_known(self) -> bool:
        """Whether at least one of the three is known."""
        return (self.low, self.mid, self.high) != (None, None, None)

    @property
    def floor(self) -> Decimal | None:
        """What the amount is not below; None where nothing bounds it: "at most 5" has no floor."""
        return self.mid if self.low is None and self.high is None else self.low

    @property
    def ceiling(self) -> Decimal | None:
        """What the amount is not above; None where nothing bounds it: "at least 5" has no ceiling."""
        return self.mid if self.low is None and self.high is None else self.high

    @property
    def is_below_zero(self) -> bool:
        """Whether the amount is certainly below zero. "At least -5" is not: it may be anything above that."""
        return self.ceiling is not None and self.ceiling < 0

    @property
    def corners(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Low, mid and high, known or not."""
        return self.low, self.mid, self.high

    @property
    def values(self) -> tuple[Decimal, ...]:
        """What is known, from low to high."""
        return tuple(value for value in (self.low, self.mid, self.high) if value is not None)

    def __add__(self, other: "Band") -> "Band":
        """Add corner by corner; unknown plus anything is unknown (F14)."""
        return Band(plus(self.low, other.low), plus(self.mid, other.mid), plus(self.high, other.high))

    def __sub__(self, other: "Band") -> "Band":
        """Subtract with crossed corners: the lowest difference is low minus high (F9)."""
        return self + other.negated()

    def negated(self) -> "Band":
        """The same amounts seen from the other side: low and high change places."""
        return Band(_minus(self.high), _minus(self.mid), _minus(self.low))

    def scaled(self, factor: Decimal | int) -> "Band":
        """Times a factor. Raises ValueError for a factor below zero, which would turn the range around."""
        if factor < 0:
            raise ValueError(f"Een band kan niet met {factor} worden vermenigvuldigd.")
        return Band(times(self.low, factor), times(self.mid, factor), times(self.high, factor))

    def shared_by(self, number: Decimal | int) -> "Band":
        """The part of one in so many, unrounded. Raises ValueError unless the number is above zero."""
        if number <= 0:
            raise ValueError(f"Een band kan niet over {number} worden verdeeld.")
        return Band(*(divided(value, number) for value in self.corners))


UNKNOWN_BAND = Band(None, None, None)


@precise
def plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The sum; unknown when either is (F14)."""
    return None if one is None or other is None else one + other


@precise
def times(value: Decimal | None, factor: Decimal | int | None) -> Decimal | None:
    """The product; unknown when either is, also times zero (F14)."""
    return None if value is None or factor is None else value * factor


@precise
def divided(value: Decimal | None, by: Decimal | int | None) -> Decimal | None:
    """The quotient; unknown when either is, or when the divisor is zero."""
    return None if value is None or not by else value / by


def sum_of(bands: Iterable[Band]) -> Band:
    """The sum of bands, corner by corner. Without any bands it is zero: the caller knows what empty means."""
    total = Band.exactly(0)
    for band in bands:
        total += band
    return total


@precise
def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value
