"""When an approach pays for itself: share of the effect, year, participants (METHOD F10)."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate

from catalogue.economics_bands import precise


@precise
def break_even_share(costs: Decimal | None, benefits: Decimal | None) -> Decimal | None:
    """The share of the expected effect at which benefits equal costs; 1 is the whole effect.

    Above 1 the approach does not pay for itself as studied. None when something is unknown or the
    benefits are not above zero.
    """
    if costs is None or benefits is None or benefits <= 0:
        return None
    return costs / benefits


@precise
def cumulative(flows: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Running totals of discounted net amounts, from year 0 on."""
    return tuple(accumulate(flows))


@precise
def break_even_year(flows: Sequence[Decimal | None], first_cost: int = 0) -> int | None:
    """The first relative year at the end of which discounted benefits made up for the costs so far (F10).

    `flows` are discounted net amounts from year 0 on; `first_cost` is the year of the first of the costs:
    before it there is nothing to make up for. None when one is unknown before that, never, or when the
    costs are higher in the end: then the approach does not pay for itself.
    """
    total, found = Decimal(0), None
    for year, flow in enumerate(flows):
        if flow is None:
            return found
        total += flow
        if found is None and total >= 0 and year >= first_cost:
            found = year
    return found if total >= 0 else None


@precise
def break_even_participants(
    fixed: Decimal | None, variable: Decimal | None, benefit: Decimal | None
) -> int | None:
    """How many participants it takes to earn back fixed costs, in present values per participant.

    None when something is unknown or a participant costs as much as it brings.
    """
    if fixed is None or variable is None or benefit is None or benefit <= variable:
        return None
    return int((fixed / (benefit - variable)).to_integral_value(ROUND_CEILING))
