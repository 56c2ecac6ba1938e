"""How far figures of one study may lie apart before they contradict each other (METHOD A12.4 V7, V8)."""

from decimal import Decimal

RATIO_TOLERANCE = Decimal("0.05")
MILLION = Decimal(10) ** 6


def amount_tolerance(amount: Decimal, *others: Decimal) -> Decimal:
    """Euros that `amount` may differ from what follows from the other amounts (V7).

    The largest of one euro, one percent of the amount, and half a unit of the last digit of the most
    rounded amount in millions.
    """
    return max(Decimal(1), abs(amount) / 100, rounding(amount, *others))


def rounding(*amounts: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero, of the most rounded amount in millions; else zero."""
    return max((last_unit(amount) for amount in amounts if abs(amount) >= MILLION), default=Decimal(0)) / 2


def last_unit(amount: Decimal) -> Decimal:
    """What the last digit that is not zero stands for: 100,000 in 1,800,000."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
