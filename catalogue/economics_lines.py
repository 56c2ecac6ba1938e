"""Balance items as lines in time: an amount, and how much of it counts in each relative year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from catalogue.documents import Study
from catalogue.economics_bands import UNKNOWN_BAND, Band, precise
from catalogue.economics_discounting import Moment, discount_factor
from catalogue.economics_effects import Correction, corrections, net_effect
from catalogue.figures import KnownFigure
from catalogue.parts import BalanceItem
from catalogue.schema import known
from catalogue.vocabulary import Frequency, ItemKind


@dataclass(frozen=True, slots=True)
class Line:
    """An item in the sum. `weights` is what one euro of it counts for now, per relative year.

    None for weights: the amount is a present value already and enters unchanged (F3).
    """

    item: BalanceItem
    amount: Band
    weights: Mapping[int, Decimal] | None

    @property
    def present(self) -> Band:
        """The present value of the whole line."""
        return self.amount if self.weights is None else self.amount.scaled(_total(self.weights.values()))


def amount_of(item: BalanceItem) -> Band:
    """The amount of an item, or else quantity times unit price when both are known."""
    if isinstance(item.amount, KnownFigure):
        return Band.of(item.amount)
    quantity = known(item.quantity)
    if quantity is None or quantity < 0:
        return UNKNOWN_BAND
    return Band.of(item.unit_price).scaled(quantity)


def is_present_value(item: BalanceItem) -> bool:
    """Whether the amount of an item was discounted before it was written down."""
    return item.frequency is Frequency.PRESENT_VALUE or item.is_present_value is True


def lines_of(study: Study, items: Sequence[BalanceItem]) -> tuple[Line, ...]:
    """The items as lines. Only for items of which `economics_reasons` finds nothing missing.

    An item without a known amount stays in as an unknown amount, so that totals become unknown (F14).
    """
    return tuple(_line(study, item) for item in items)


def counted_years(study: Study, item: BalanceItem) -> range:
    """The relative years in which an amount falls, as far as the horizon of the study reaches (A12.2)."""
    first, last = known(item.year_from), known(item.year_to)
    if first is None or (last is None and item.frequency is not Frequency.ONCE):
        return range(0)
    last = first if last is None else last
    horizon = known(study.horizon_years)
    return range(first, (last if horizon is None else min(last, int(horizon))) + 1)


def _line(study: Study, item: BalanceItem) -> Line:
    amount = amount_of(item)
    if is_present_value(item) or not amount.is_known:
        return Line(item, amount, None)
    rate, first = known(study.discount_rate) or Decimal(0), known(item.year_from) or 0
    moment: Moment = "eind" if study.discount_moment == "eind" else "begin"
    shares: Mapping[Correction, Decimal | None] = {}
    if item.kind is not ItemKind.COST:
        shares = corrections(item, effect_is_net=study.effect_is_net is True)
    weights = {
        year: _weight(shares, year - first + 1, discount_factor(year, rate, moment))
        for year in counted_years(study, item)
    }
    return Line(item, amount, MappingProxyType(weights))


@precise
def _weight(shares: Mapping[Correction, Decimal | None], effect_year: int, factor: Decimal) -> Decimal:
    named = {name.name.lower(): share for name, share in shares.items()}
    return factor * net_effect(Decimal(1), effect_year=effect_year, **named)


@precise
def _total(weights: Iterable[Decimal]) -> Decimal:
    return sum(weights, Decimal(0))
