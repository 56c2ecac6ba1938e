"""What computing a result gives: totals, parties, break-even, or the reasons why not."""

from dataclasses import dataclass
from decimal import Decimal

from catalogue.documents import Study
from catalogue.economics_balance import PartyBalance, WrongPocket
from catalogue.economics_bands import Band
from catalogue.schema import known
from catalogue.vocabulary import Method, RatioDefinition, Unit

PER_HEAD = frozenset({Unit.PER_PARTICIPANT, Unit.PER_HOUSEHOLD, Unit.PER_TRAJECTORY})
"""Units whose amounts are for one participant, household or trajectory as they stand."""
NO_RATIO = frozenset({Method.META_ANALYSIS, Method.COST_EFFECTIVENESS})
"""Methods whose totals do not divide into a ratio that means what it says."""


@dataclass(frozen=True, slots=True)
class NotComputed:
    """Why nothing was computed: Dutch sentences, each about one missing fact."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """When the approach pays for itself, at mid values (F10). None is unknown, or never.

    `share`: of the expected effect; 1 is all of it. `year`: relative; `calendar_year` when the base year is
    known. `cumulative`: discounted net amounts so far, per year from 0; empty when they are not known.
    `participants`: how many it takes to earn back the fixed costs, when all costs are told apart.
    """

    share: Decimal | None
    year: int | None
    calendar_year: int | None
    cumulative: tuple[Decimal, ...]
    participants: int | None = None


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
    `costs_at_least`, `benefits_at_least`: lower bounds of totals that miss amounts (F14). `price_year`: that
    of the items, which may be another than the study's own; None when it is not known.
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
    price_year: int | None
    fixed_costs: Band
    """The part of the costs that does not grow with participants; unknown when that of one cost is."""
    assumptions: tuple[str, ...]


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
    return band.shared_by(participants)
