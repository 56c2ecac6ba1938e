"""Amounts of later years in today's value, and back to an equal amount a year (METHOD F3, F12)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from catalogue.economics_bands import precise

Moment = Literal["begin", "eind"]
HUNDRED = Decimal(100)
LAST_YEAR = 100
"""The longest horizon a study may have (METHOD A12.2); a later year is a typing error."""


@precise
def discount_factor(year: int, rate: Decimal, moment: Moment = "begin") -> Decimal:
    """What one euro of a relative year counts for now. `rate` is real and in percent a year.

    At `begin` year 0 counts in full; at `eind` it is discounted for one year. Raises ValueError for a rate
    of minus 100 percent or less, with which nothing can be discounted.
    """
    if rate <= -HUNDRED:
        raise ValueError(f"Met een rekenrente van {rate} procent kan niet worden teruggerekend.")
    return 1 / (1 + rate / HUNDRED) ** (year + (moment == "eind"))


@precise
def present_value(
    amounts: Iterable[tuple[int, Decimal | None]], rate: Decimal, moment: Moment = "begin"
) -> Decimal | None:
    """The value now of amounts of relative years (F3); unknown when one of them is, zero without any."""
    total = Decimal(0)
    for year, amount in amounts:
        if amount is None:
            return None
        total += amount * discount_factor(year, rate, moment)
    return total


@precise
def annuity(net: Decimal | None, rate: Decimal | None, years: Decimal | int | None) -> Decimal | None:
    """The equal amount a year, over so many years, that is worth `net` now (F12). `rate` in percent.

    None when something is unknown, or when years or rate are no possible ones: a concept may hold a typing
    error, and its page is shown all the same.
    """
    if net is None or rate is None or years is None or not 0 < years <= LAST_YEAR or abs(rate) >= HUNDRED:
        return None
    if rate == 0:
        return net / years
    share = rate / HUNDRED
    return net * share / (1 - (1 + share) ** -Decimal(years))
