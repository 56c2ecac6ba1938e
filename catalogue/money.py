"""How numbers, amounts and dates look on the page, in Dutch notation."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

NBSP = "\u00a0"

_LOCALE = "nl"
_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")
_WIDE = Context(prec=100)
"""A quotient of amounts may have more digits than the usual context can round."""
_SHORT_DIGITS = 3
_SHORT_NAMES = ((Decimal(10**9), "miljard"), (Decimal(10**6), "miljoen"))


def number(value: Decimal | int) -> str:
    """Dutch notation with every digit of the value: "1.234,5"."""
    text: str = format_decimal(_trim(Decimal(value)), locale=_LOCALE, decimal_quantization=False)
    return text


def euro(amount: Decimal | int) -> str:
    """Amount rounded to cents: "€ 1.234", "€ 0,50". An amount below half a cent keeps its digits."""
    exact = Decimal(amount)
    cents = exact.quantize(_CENT, ROUND_HALF_UP, _WIDE)
    if not cents and exact:
        return f"€{NBSP}{number(exact)}"
    if cents == cents.to_integral_value():
        return f"€{NBSP}{number(cents)}"
    return f"€{NBSP}{_fixed(cents)}"


def euro_short(amount: Decimal | int) -> str:
    """As "€ 25 miljoen" where at most three digits say it exactly; otherwise the full amount."""
    exact = Decimal(amount)
    for size, name in _SHORT_NAMES:
        if abs(exact) >= size and _digits(exact) <= _SHORT_DIGITS:
            return f"€{NBSP}{number(exact / size)}{NBSP}{name}"
    return euro(exact)


def percent(points: Decimal | int) -> str:
    """Percentage points as they are stored: 2.25 becomes "2,25%"."""
    return f"{number(points)}%"


def per_euro(ratio: Decimal | int) -> str:
    """Benefits per euro of costs, rounded to ten cents and shown in cents: "€ 1,90" (METHOD A12.6).

    A ratio that rounds to nothing without being nothing is said in words, never shown as zero.
    """
    exact = Decimal(ratio)
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP, _WIDE)
    if not rounded:
        return f"minder dan €{NBSP}0,10" if exact else f"€{NBSP}0,00"
    return f"€{NBSP}{_fixed(rounded)}"


def date_text(day: date) -> str:
    """As in "21 november 2026"."""
    text: str = format_date(day, "d MMMM y", locale=_LOCALE)
    return text


def _fixed(value: Decimal) -> str:
    text: str = format_decimal(value, format="#,##0.00", locale=_LOCALE)
    return text


def _trim(value: Decimal) -> Decimal:
    """Without trailing zeros, minus zero and exponent: three ways in which equal numbers look different."""
    return Decimal(format(value.normalize(), "f")) if value else Decimal(0)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
