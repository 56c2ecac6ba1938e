"""Where a calculation with own numbers begins: what a study gives, or why it carries none (METHOD F11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalogue.documents import Result, Study
from catalogue.economics import (
    Band,
    Computation,
    NotComputed,
    compare,
    compute,
    refusals_to_scale,
    times,
)
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Unit

NOUNS: Mapping[Unit, tuple[str, str]] = MappingProxyType(
    {
        Unit.PER_PARTICIPANT: ("deelnemer", "deelnemers"),
        Unit.PER_HOUSEHOLD: ("huishouden", "huishoudens"),
        Unit.PER_TRAJECTORY: ("traject", "trajecten"),
        Unit.WHOLE_PROJECT: ("deelnemer", "deelnemers"),
    }
)
"""What the number of participants counts, by what the amounts of a study are for."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a study cannot carry a calculation: sentences for a reader."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What a study gives to begin with: euros for `participants` together, in prices of `price_year`."""

    study: Study
    result: Result
    participants: int
    costs: Band
    benefits: Band
    price_year: int | None
    fixed: Band | None = None
    """The part of the costs that stays the same with more participants; None when it is not told apart."""

    @property
    def is_published(self) -> bool:
        """Whether the study gives both totals itself."""
        return not isinstance(self.result.costs, Unknown) and not isinstance(self.result.benefits, Unknown)

    @property
    def noun(self) -> tuple[str, str]:
        """What is counted, for one and for more."""
        return NOUNS[self.study.unit]

    @property
    def cost_each(self) -> Band:
        """Costs of one participant in euros, unrounded, without fixed costs that are told apart."""
        if self.fixed is None:
            return self.costs.shared_by(self.participants)
        # Corner by corner and not crossed: at each corner the fixed part is in the costs.
        growing = self.costs + Band(*(times(value, -1) for value in self.fixed.corners))
        return growing.shared_by(self.participants)


def start_of(study: Study, result: Result) -> Start | Refused:
    """Where a calculation begins, where the study carries one (METHOD F11).

    A total that is not published comes from the stored flows.
    """
    reasons = refusals_to_scale(study, result)
    if reasons:
        return Refused(reasons)
    totals = _totals(study, result)
    costs, benefits = (_ended(band) for band in totals.bands)
    if None in {costs.low, costs.high, benefits.low, benefits.high}:
        return Refused((NO_ENDS,))
    if len(totals.price_years) > 1:
        return Refused((DIFFERENT_YEARS,))
    whole = known(study.participants) if study.unit is Unit.WHOLE_PROJECT else None
    (price_year,) = totals.price_years
    fixed = totals.fixed if whole else None
    return Start(study, result, whole or 1, costs, benefits, price_year, fixed)


NO_ENDS = (
    "Het onderzoek geeft de kosten of de baten alleen als ‘minstens’ of ‘hoogstens’. "
    "Daar volgt geen saldo uit."
)


DIFFERENT_YEARS = (
    "Van de kosten en de baten is maar een van beide gepubliceerd, en zij staan in prijzen van andere jaren. "
    "Daar volgt geen saldo uit."
)


@dataclass(frozen=True, slots=True)
class _Totals:
    """Costs and benefits, and the years in whose prices they are: one, unless they differ."""

    bands: tuple[Band, Band]
    price_years: frozenset[int | None]
    fixed: Band | None = None


def _totals(study: Study, result: Result) -> _Totals:
    """The published totals; one that is not published comes from the stored flows, in prices of those."""
    published = (Band.of(result.costs), Band.of(result.benefits))
    own = known(study.price_year)
    computed = compute(study, result)
    if isinstance(computed, NotComputed):
        return _Totals(published, frozenset({own}))
    pairs = zip(published, (computed.costs, computed.benefits), strict=True)
    costs, benefits = (band if band.is_known else other for band, other in pairs)
    years = frozenset(own if band.is_known else computed.price_year for band in published)
    return _Totals((costs, benefits), years, _fixed(computed, result, own))


def _fixed(computed: Computation, result: Result, own: int | None) -> Band | None:
    """The fixed part of the costs: where they come from the items, or agree with those in the same prices."""
    costs, *_ = compare(computed, result)
    from_items = isinstance(result.costs, Unknown)
    if not computed.fixed_costs.is_known or not (from_items or (costs.agrees and computed.price_year == own)):
        return None
    return _ended(computed.fixed_costs)


def _ended(band: Band) -> Band:
    """The mid value stands for an end that the study does not give."""
    return Band(
        band.mid if band.low is None else band.low, band.mid, band.mid if band.high is None else band.high
    )
