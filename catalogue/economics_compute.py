"""A result computed from the amounts per year that its study gives (METHOD A12.5)."""

from collections.abc import Sequence
from decimal import Decimal

from catalogue.documents import Result, Study
from catalogue.economics_assumptions import assumptions_of, price_year_of_lines
from catalogue.economics_balance import (
    at_least,
    party_balances,
    ratio_of,
    total,
    wrong_pocket,
)
from catalogue.economics_bands import UNKNOWN_BAND, Band, divided, plus, precise, sum_of
from catalogue.economics_break_even import (
    break_even_participants,
    break_even_share,
    break_even_year,
    cumulative,
)
from catalogue.economics_computation import (
    NO_RATIO,
    BreakEven,
    Computation,
    NotComputed,
    PerParticipant,
    per_participant,
)
from catalogue.economics_discounting import annuity
from catalogue.economics_lines import Line, lines_of
from catalogue.economics_reasons import reasons_against
from catalogue.schema import known
from catalogue.vocabulary import CostBehaviour, ItemKind, Method, RatioDefinition, Unit


def compute(study: Study, result: Result) -> Computation | NotComputed:
    """Present values, balance, ratio, parties and break-even of a result from its items.

    Nothing published enters here: set the two side by side with `compare`. The rate, the moment and the
    years are those of the study; what is lacking is said, never assumed.
    """
    reasons = reasons_against(study, result)
    if reasons:
        return NotComputed(reasons)
    lines = lines_of(study, result.items)
    costs, benefits = total(lines, ItemKind.COST), total(lines, ItemKind.BENEFIT)
    net, fixed = benefits - costs, _fixed_costs(lines)
    parties = party_balances(lines)
    years = _years(study, lines)
    return Computation(
        costs=costs,
        benefits=benefits,
        net=net,
        ratio=UNKNOWN_BAND if study.method in NO_RATIO else ratio_of(costs, benefits),
        ratio_definition=_definition(study),
        costs_at_least=at_least(lines, ItemKind.COST),
        benefits_at_least=at_least(lines, ItemKind.BENEFIT),
        parties=parties,
        wrong_pocket=wrong_pocket(net.mid, parties),
        break_even=_break_even(study, lines, fixed.mid, costs.mid, benefits.mid),
        per_participant=_each(study, costs, benefits, net),
        annuity=_annuity(study, net, years),
        annuity_years=years,
        price_year=price_year_of_lines(study, lines),
        fixed_costs=fixed,
        assumptions=assumptions_of(study, lines),
    )


def _each(study: Study, costs: Band, benefits: Band, net: Band) -> PerParticipant | None:
    each = [per_participant(study, band) for band in (costs, benefits, net)]
    found = [band for band in each if band is not None]
    return PerParticipant(*found) if len(found) == len(each) else None


def _definition(study: Study) -> RatioDefinition:
    is_sroi = study.method is Method.SROI
    return RatioDefinition.SROI if is_sroi else RatioDefinition.BENEFITS_OVER_COSTS


def _years(study: Study, lines: Sequence[Line]) -> Decimal | None:
    """Over how many years to spread the balance: the horizon, or else the years in which amounts fall."""
    horizon = known(study.horizon_years)
    if horizon is not None:
        return horizon
    last = max((year for line in lines for year in line.weights or ()), default=None)
    return None if last is None else Decimal(last + 1)


def _annuity(study: Study, net: Band, years: Decimal | None) -> Band:
    rate = known(study.discount_rate)
    return Band(*(annuity(value, rate, years) for value in net.corners))


def _fixed_costs(lines: Sequence[Line]) -> Band:
    """What of the costs does not grow with the number of participants, in present values (F10, F11).

    Unknown as soon as it is not known of one cost; nothing when all costs grow.
    """
    costs = [line for line in lines if line.item.kind is ItemKind.COST]
    if not costs or any(line.item.cost_behaviour is CostBehaviour.UNKNOWN for line in costs):
        return UNKNOWN_BAND
    return sum_of(line.present for line in costs if line.item.cost_behaviour is CostBehaviour.FIXED)


def _participants(
    study: Study, fixed: Decimal | None, costs: Decimal | None, benefits: Decimal | None
) -> int | None:
    """For a whole project of known size: amounts for one participant hold no fixed costs."""
    size = known(study.participants)
    if study.unit is not Unit.WHOLE_PROJECT or size is None or size <= 0 or not fixed:
        return None
    variable = divided(plus(costs, -fixed), size)
    return break_even_participants(fixed, variable, divided(benefits, size))


def _break_even(
    study: Study,
    lines: Sequence[Line],
    fixed: Decimal | None,
    costs: Decimal | None,
    benefits: Decimal | None,
) -> BreakEven:
    """At mid values; `fixed` is the part of the costs that does not grow with participants."""
    share = break_even_share(costs, benefits)
    flows = _flows(lines) if costs is not None and benefits is not None else ()
    costs_from = [min(line.weights) for line in lines if line.item.kind is ItemKind.COST and line.weights]
    year = break_even_year(flows, min(costs_from, default=0)) if flows else None
    base = known(study.base_year)
    calendar_year = base + year if base is not None and year is not None else None
    participants = _participants(study, fixed, costs, benefits)
    return BreakEven(share, year, calendar_year, cumulative(flows), participants)


@precise
def _flows(lines: Sequence[Line]) -> tuple[Decimal, ...]:
    """Discounted net amounts per relative year; none when an amount has no year of its own."""
    counted = [line for line in lines if line.item.kind is not ItemKind.TRANSFER]
    found: dict[int, Decimal] = {}
    for line in counted:
        if line.weights is None or line.amount.mid is None:
            return ()
        sign = -1 if line.item.kind is ItemKind.COST else 1
        for year, weight in line.weights.items():
            found[year] = found.get(year, Decimal(0)) + sign * line.amount.mid * weight
    return tuple(found.get(year, Decimal(0)) for year in range(max(found, default=-1) + 1))
