"""The same approach for another number of participants: a range only (METHOD F11)."""

from dataclasses import dataclass
from decimal import Decimal

from catalogue.economics_bands import Band, precise


@dataclass(frozen=True, slots=True)
class Exploration:
    """An exploration, no forecast: exact and unrounded. Show it as a range only, with its assumptions."""

    costs: Band
    benefits: Band
    net: Band


@precise
def scale_up(
    n: int,
    *,
    fixed: Decimal,
    variable: Decimal,
    capacity: int | None,
    benefit_low: Decimal,
    benefit_high: Decimal,
    context_low: Decimal,
    context_high: Decimal,
) -> Exploration:
    """Costs and benefits for `n` participants, all amounts in present values.

    `fixed` costs come once per `capacity` participants, or once in all without a capacity; `variable` costs
    and benefits are per participant. The context factors say how much of the effect another place may
    expect. Raises ValueError for no participants, no capacity, or a range that runs backwards.
    """
    if n < 1 or (capacity is not None and capacity < 1):
        raise ValueError("Voor minder dan één deelnemer valt er niets te rekenen.")
    if benefit_low > benefit_high or not 0 <= context_low <= context_high:
        raise ValueError("Een laagste waarde ligt boven de hoogste, of onder nul.")
    groups = 1 if capacity is None else -(-n // capacity)
    costs = Band.exactly(fixed * groups + variable * n)
    # An approach with negative benefits does most harm where its effect is largest.
    low = min(benefit_low * context_low, benefit_low * context_high) * n
    high = max(benefit_high * context_low, benefit_high * context_high) * n
    benefits = Band(low, None, high)
    return Exploration(costs, benefits, Band(low, None, high) - costs)
