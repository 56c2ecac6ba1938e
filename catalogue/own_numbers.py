"""A study with a reader's own numbers: a range with its assumptions, never one outcome (METHOD F11).

What a study does not carry is refused in words. With nothing changed, the upper end of the range is what the
study found.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from catalogue.cpi import Cpi, CpiYear
from catalogue.economics import UNKNOWN_BAND, Band, Exploration, divided, refusals_to_scale, scale_up
from catalogue.item_subjects import subject_of_total
from catalogue.own_numbers_start import Refused, Start, start_of
from catalogue.own_numbers_words import Setting, assumptions
from catalogue.vocabulary import ItemKind

__all__ = ["Inputs", "Outcome", "Refused", "Start", "explore", "rounded", "start_of"]

CONTEXT = (Decimal("0.5"), Decimal(1))
"""How much of the effect another place may expect: the default range of METHOD F11."""

LARGEST_COST = Decimal(1_000_000)
"""In euros per participant: beyond it a typing error is likelier than an approach."""

MOST_PARTICIPANTS = 1_000_000
ALL = Decimal(100)
DISPLAY_DIGITS = 2


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
    price_year: int | None
    """In whose prices the amounts are; None when that is not known."""
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
        return tuple(band.shared_by(self.participants) for band in self.totals)


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
    benefit = converted.benefits.shared_by(start.participants)
    share = (ALL if inputs.effect is None else inputs.effect) / ALL
    fixed = converted.fixed or Band.exactly(0)
    costs, benefits, net = _scaled(participants, fixed, cost, benefit, share)
    index = None if converted is start else _index(start, converted, series)
    setting = Setting(
        start.noun, converted.price_year, inputs.cost is not None, index, converted.fixed, _is_per_year(start)
    )
    return Outcome(
        participants=participants,
        costs=costs,
        benefits=benefits,
        net=net,
        unchanged=_is_unchanged(start, inputs),
        price_year=converted.price_year,
        break_even=_break_even(costs.shared_by(participants), _upper(benefit)),
        assumptions=assumptions(start.study, setting),
    )


def _is_per_year(start: Start) -> bool:
    subjects = (subject_of_total(start.result, kind) for kind in (ItemKind.COST, ItemKind.BENEFIT))
    return all(subject is not None and "per jaar" in subject.casefold() for subject in subjects)


def _scaled(
    participants: int, fixed: Band, cost: Band, benefit: Band, share: Decimal
) -> tuple[Band, Band, Band]:
    """Costs, benefits and net; the low end of the net has the highest costs (F9)."""

    def at(whole: Decimal | None, each: Decimal | None) -> Exploration:
        return scale_up(
            participants,
            fixed=_sure(whole),
            variable=_sure(each),
            capacity=None,
            benefit_low=_sure(benefit.low),
            benefit_high=_upper(benefit),
            context_low=CONTEXT[0] * share,
            context_high=CONTEXT[1] * share,
        )

    dear, cheap = at(fixed.high, cost.high), at(fixed.low, cost.low)
    costs = Band(cheap.costs.low, None, dear.costs.high)
    return costs, dear.benefits, Band(dear.net.low, None, cheap.net.high)


def _break_even(cost: Band, benefit: Decimal) -> Band:
    """At the lowest and the highest costs of one participant; without a range these are one."""
    if benefit <= 0:
        return UNKNOWN_BAND
    low, high = divided(cost.low, benefit), divided(cost.high, benefit)
    return Band(low, low if low == high else None, high)


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
        return Band(*(None if value is None else series.convert(value, own, year) for value in band.corners))

    fixed = None if start.fixed is None else converted(start.fixed)
    costs, benefits = converted(start.costs), converted(start.benefits)
    return replace(start, costs=costs, benefits=benefits, price_year=year, fixed=fixed)


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
