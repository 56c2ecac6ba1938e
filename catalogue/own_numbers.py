"""A study with a reader's own numbers: a range with its assumptions, never one outcome (METHOD F11).

What a study does not carry is refused in words. With nothing changed, the upper end of the range is what the
study found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from catalogue.cpi import Cpi, CpiYear
from catalogue.documents import Result, Study
from catalogue.economics import (
    UNKNOWN_BAND,
    Band,
    Exploration,
    NotComputed,
    compute,
    divided,
    refusals_to_scale,
    scale_up,
)
from catalogue.own_numbers_words import Setting, assumptions
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Unit

CONTEXT = (Decimal("0.5"), Decimal(1))
"""How much of the effect another place may expect: the default range of METHOD F11."""

LARGEST_COST = Decimal(1_000_000)
"""In euros per participant: beyond it a typing error is likelier than an approach."""

MOST_PARTICIPANTS = 1_000_000
ALL = Decimal(100)
DISPLAY_DIGITS = 2

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
        """Costs of one participant in euros, unrounded."""
        return _per_one(self.costs, self.participants)


@dataclass(frozen=True, slots=True)
class Inputs:
    """A reader's own numbers; what is None stays as it is in the study.

    `cost` is in euros per participant and in prices of `price_year`; `effect` in percent of what was found.
    """

    participants: int | None = None
    cost: Decimal | None = None
    effect: Decimal | None = None
    price_year: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The range in euros for all participants together, unrounded, with what was assumed."""

    participants: int
    costs: Band
    benefits: Band
    net: Band
    unchanged: bool
    break_even: Band
    """The part of the study's effect at which benefits equal costs, from the lowest to the highest costs.

    1 is the whole effect; unknown where there are no benefits above zero.
    """
    assumptions: tuple[str, ...]

    @property
    def totals(self) -> tuple[Band, ...]:
        """Costs, benefits and net of all participants."""
        return self.costs, self.benefits, self.net

    @property
    def each(self) -> tuple[Band, ...]:
        """Costs, benefits and net of one participant."""
        return tuple(_per_one(band, self.participants) for band in self.totals)


def _per_one(band: Band, participants: int) -> Band:
    return Band(*(divided(value, participants) for value in (band.low, band.mid, band.high)))


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
    return Start(study, result, whole or 1, costs, benefits, price_year)


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


def _totals(study: Study, result: Result) -> _Totals:
    """The published totals; one that is not published comes from the stored flows, in prices of those."""
    published = (Band.of(result.costs), Band.of(result.benefits))
    own = known(study.price_year)
    computed = None if all(band.is_known for band in published) else compute(study, result)
    if computed is None or isinstance(computed, NotComputed):
        return _Totals(published, frozenset({own}))
    pairs = zip(published, (computed.costs, computed.benefits), strict=True)
    costs, benefits = (band if band.is_known else other for band, other in pairs)
    years = frozenset(own if band.is_known else computed.price_year for band in published)
    return _Totals((costs, benefits), years)


def _ended(band: Band) -> Band:
    """The mid value stands for an end that the study does not give."""
    return Band(
        band.mid if band.low is None else band.low, band.mid, band.mid if band.high is None else band.high
    )


def _sure(value: Decimal | None) -> Decimal:
    """An end of a band of a Start, which has both. Raises TypeError: an unknown never becomes a number."""
    if value is None:
        raise TypeError("a start has both ends of its bands")
    return value


def explore(start: Start, inputs: Inputs, series: Cpi) -> Outcome | Refused:
    """The study with a reader's own numbers (METHOD F10, F11).

    Benefits run from the study's low value, at half the effect, to its mid value at the whole effect; costs
    are the reader's own, or those of the study. Refused for more participants than the study carries, and
    for a price year that the series cannot convert.
    """
    participants = inputs.participants or start.participants
    reasons = refusals_to_scale(start.study, start.result, participants)
    if reasons:
        return Refused(reasons)
    converted = _in_prices_of(start, inputs.price_year, series)
    if isinstance(converted, Refused):
        return converted
    cost = converted.cost_each if inputs.cost is None else Band.exactly(inputs.cost)
    benefit = _per_one(converted.benefits, start.participants)
    share = (ALL if inputs.effect is None else inputs.effect) / ALL
    costs, benefits, net = _scaled(participants, cost, benefit, share)
    index = None if converted is start else _index(start, converted, series)
    setting = Setting(start.noun, converted.price_year, inputs.cost is not None, index)
    return Outcome(
        participants=participants,
        costs=costs,
        benefits=benefits,
        net=net,
        unchanged=_is_unchanged(start, inputs),
        break_even=_break_even(cost, _upper(benefit)),
        assumptions=assumptions(start.study, setting),
    )


def _scaled(participants: int, cost: Band, benefit: Band, share: Decimal) -> tuple[Band, Band, Band]:
    """Costs, benefits and net; the low end of the net has the highest costs (F9)."""

    def at(each: Decimal | None) -> Exploration:
        return scale_up(
            participants,
            fixed=Decimal(0),
            variable=_sure(each),
            capacity=None,
            benefit_low=_sure(benefit.low),
            benefit_high=_upper(benefit),
            context_low=CONTEXT[0] * share,
            context_high=CONTEXT[1] * share,
        )

    dear, cheap = at(cost.high), at(cost.low)
    costs = Band(cheap.costs.low, None, dear.costs.high)
    return costs, dear.benefits, Band(dear.net.low, None, cheap.net.high)


def _break_even(cost: Band, benefit: Decimal) -> Band:
    if benefit <= 0:
        return UNKNOWN_BAND
    return Band(*(divided(value, benefit) for value in (cost.low, cost.mid, cost.high)))


def _upper(benefit: Band) -> Decimal:
    """The mid value; the high one where a study gives no mid (test vector of F11)."""
    return _sure(benefit.high if benefit.mid is None else benefit.mid)


def _is_unchanged(start: Start, inputs: Inputs) -> bool:
    return (
        inputs.participants in {None, start.participants}
        and inputs.cost is None
        and inputs.effect in {None, ALL}
        and inputs.price_year in {None, start.price_year}
    )


def _in_prices_of(start: Start, year: int | None, series: Cpi) -> Start | Refused:
    own = start.price_year
    if year is None or year == own:
        return start
    if own is None:
        return Refused((NO_PRICE_YEAR,))
    if series.index(own) is None or series.index(year) is None:
        missing = own if series.index(own) is None else year
        return Refused((f"Voor {missing} hebben wij geen indexcijfer. Daarom rekenen wij niet om.",))

    def converted(band: Band) -> Band:
        values = (band.low, band.mid, band.high)
        return Band(*(None if value is None else series.convert(value, own, year) for value in values))

    return replace(start, costs=converted(start.costs), benefits=converted(start.benefits), price_year=year)


def _index(start: Start, converted: Start, series: Cpi) -> tuple[CpiYear, CpiYear] | None:
    """The index of the study's price year and of the chosen one."""
    old, new = (series.year(year) if year else None for year in (start.price_year, converted.price_year))
    return (old, new) if old and new else None


NO_PRICE_YEAR = (
    "Het prijspeil van dit onderzoek is niet bekend. Daarom rekenen wij niet om naar een ander jaar."
)


def rounded(value: Decimal) -> Decimal:
    """Two significant digits, so that a range claims no more than it knows (METHOD F11)."""
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - DISPLAY_DIGITS + 1), ROUND_HALF_UP)
