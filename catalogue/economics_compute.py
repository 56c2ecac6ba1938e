"""A result computed from the amounts per year that its study gives (METHOD A12.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.documents import Result, Study
from catalogue.economics_assumptions import assumptions_of
from catalogue.economics_balance import (
    PartyBalance,
    WrongPocket,
    at_least,
    party_balances,
    ratio_of,
    total,
    wrong_pocket,
)
from catalogue.economics_bands import Band, divided, precise
from catalogue.economics_break_even import break_even_share, break_even_year, cumulative
from catalogue.economics_discounting import annuity
from catalogue.economics_lines import Line, lines_of
from catalogue.economics_reasons import reasons_against
from catalogue.schema import known
from catalogue.vocabulary import ItemKind, Method, RatioDefinition, Unit

PER_HEAD = frozenset({Unit.PER_PARTICIPANT, Unit.PER_HOUSEHOLD, Unit.PER_TRAJECTORY})
"""Units whose amounts are for one participant, household or trajectory as they stand."""


@dataclass(frozen=True, slots=True)
class NotComputed:
    """Why nothing was computed: Dutch sentences, each about one missing fact."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """When the approach pays for itself, at mid values (F10). None is unknown, or never.

    `share`: of the expected effect; 1 is all of it. `year`: relative; `calendar_year` when the base year is
    known. `cumulative`: discounted net amounts so far, per year from 0; empty when they are not known.
    """

    share: Decimal | None
    year: int | None
    calendar_year: int | None
    cumulative: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class PerParticipant:
    """The totals per participant, household or trajectory, in euros."""

    costs: Band
    benefits: Band
    net: Band


@dataclass(frozen=True, slots=True)
class Computation:
    """Present values in euros, exact and unrounded; every unknown stays unknown.

    `ratio_definition` says what the ratio is: an SROI never stands in one list with benefits over costs.
    `costs_at_least`, `benefits_at_least`: lower bounds of totals that miss amounts (F14).
    """

    costs: Band
    benefits: Band
    net: Band
    ratio: Band
    ratio_definition: RatioDefinition
    costs_at_least: Decimal | None
    benefits_at_least: Decimal | None
    parties: tuple[PartyBalance, ...]
    wrong_pocket: WrongPocket
    break_even: BreakEven
    per_participant: PerParticipant | None
    annuity: Band
    annuity_years: Decimal | None
    assumptions: tuple[str, ...]

    @property
    def parties_complete(self) -> bool:
        """Whether both sides of every transfer are known, so that the parties add up to the whole."""
        return all(row.party is not None for row in self.parties)


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
    net = benefits - costs
    parties = party_balances(lines)
    years = _years(study, lines)
    return Computation(
        costs=costs,
        benefits=benefits,
        net=net,
        ratio=ratio_of(costs, benefits),
        ratio_definition=_definition(study),
        costs_at_least=at_least(lines, ItemKind.COST),
        benefits_at_least=at_least(lines, ItemKind.BENEFIT),
        parties=parties,
        wrong_pocket=wrong_pocket(net.mid, parties),
        break_even=_break_even(study, lines, costs.mid, benefits.mid),
        per_participant=_each(study, costs, benefits, net),
        annuity=_annuity(study, net, years),
        annuity_years=years,
        assumptions=assumptions_of(study, lines),
    )


def per_participant(study: Study, band: Band) -> Band | None:
    """An amount for one participant (F13); None where the unit does not allow it.

    Amounts per participant, household or trajectory stay as they are. Those of a whole project are divided
    by its participants when their number is known. Never those of a year, a municipality or the country:
    the participants of the study are not all people such a total is for.
    """
    if study.unit in PER_HEAD:
        return band
    participants = known(study.participants)
    if study.unit is not Unit.WHOLE_PROJECT or participants is None or participants <= 0:
        return None
    return Band(*(divided(value, participants) for value in (band.low, band.mid, band.high)))


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
    return Band(*(annuity(value, rate, years) for value in (net.low, net.mid, net.high)))


def _break_even(
    study: Study, lines: Sequence[Line], costs: Decimal | None, benefits: Decimal | None
) -> BreakEven:
    share = break_even_share(costs, benefits)
    flows = _flows(lines) if costs is not None and benefits is not None else ()
    year = break_even_year(flows) if flows else None
    base = known(study.base_year)
    calendar_year = base + year if base is not None and year is not None else None
    return BreakEven(share, year, calendar_year, cumulative(flows))


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
