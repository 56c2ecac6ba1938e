"""Amounts in prices of another year (METHOD A5, F1).

Only amounts of euros have a price year. A ratio has none: costs and benefits grow by the same index, so the
ratio stays what it is. That is why documents go through the three functions that name their amounts, and a
ratio goes through none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from catalogue.cpi import PRECISION, Cpi, CpiYear
from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.parts import BalanceItem, Sensitivity
from catalogue.schema import Unknown, known

EXACT = Context(prec=PRECISION, rounding=ROUND_HALF_UP)
MILLION = Decimal(10) ** 6
LEAST_DIGITS = 3
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Converted:
    """A figure in prices of another year: euros, unrounded, with the index figures they rest on.

    What the figure does not give (a low or a high value) stays None.
    """

    figure: KnownFigure
    low: Decimal | None
    mid: Decimal | None
    high: Decimal | None
    source: CpiYear
    target: CpiYear

    @property
    def changes(self) -> bool:
        """Whether this is another year than that of the figure itself."""
        return self.source.year != self.target.year

    @property
    def factor(self) -> Decimal:
        """What every amount was multiplied by: 50 digits, to show and not to calculate with."""
        return EXACT.divide(self.target.index, self.source.index)

    @property
    def rounded(self) -> "Rounded":
        """The values as exact as the figure itself, to show beside it.

        From a million on: as many digits as the figure has, and at least three. Below it: whole euros, or
        cents where the figure has cents.
        """
        figure = self.figure
        return Rounded(
            *(
                None if value is None or given is None else _as_exact_as(given, value)
                for value, given in ((self.low, figure.low), (self.mid, figure.mid), (self.high, figure.high))
            )
        )


@dataclass(frozen=True, slots=True)
class Rounded:
    """Low, mid and high in euros, rounded to show."""

    low: Decimal | None
    mid: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class ResultInPrices:
    """The totals of a result; None where the total or its price year is unknown. There is no ratio here."""

    costs: Converted | None
    benefits: Converted | None
    net: Converted | None


@dataclass(frozen=True, slots=True)
class ItemInPrices:
    """The amounts of a balance item; None where the amount or its price year is unknown."""

    amount: Converted | None
    unit_price: Converted | None


@dataclass(frozen=True, slots=True)
class SensitivityInPrices:
    """The balance under another assumption; None where it or its price year is unknown."""

    net: Converted | None


def price_year_of(study: Study, item: BalanceItem | None = None) -> int | None:
    """The year whose prices the amounts are in: that of the item where it has one, else that of the study.

    The year of publication is not a price year, so it is never taken instead (METHOD A5).
    """
    own = known(item.price_year) if item is not None else None
    return known(study.price_year) if own is None else own


def in_prices_of(figure: KnownFigure, source_year: int, target_year: int, series: Cpi) -> Converted | None:
    """An amount of euros in prices of the target year; None when a year is outside the series (F1).

    Not for a ratio. For what stands in a document, use the functions that name its amounts.
    """
    source, target = series.year(source_year), series.year(target_year)
    if source is None or target is None:
        return None

    def converted(value: Decimal | None) -> Decimal | None:
        return None if value is None else series.convert(value, source_year, target_year)

    low, mid, high = (converted(value) for value in (figure.low, figure.mid, figure.high))
    return Converted(figure, low, mid, high, source, target)


def result_in_prices(study: Study, result: Result, year: int, series: Cpi) -> ResultInPrices:
    """The totals of a result in prices of a year."""
    convert = _converter(price_year_of(study), year, series)
    return ResultInPrices(convert(result.costs), convert(result.benefits), convert(result.net))


def item_in_prices(study: Study, item: BalanceItem, year: int, series: Cpi) -> ItemInPrices:
    """The amounts of a balance item in prices of a year."""
    convert = _converter(price_year_of(study, item), year, series)
    return ItemInPrices(convert(item.amount), convert(item.unit_price))


def sensitivity_in_prices(
    study: Study, sensitivity: Sensitivity, year: int, series: Cpi
) -> SensitivityInPrices:
    """The balance under another assumption in prices of a year."""
    return SensitivityInPrices(_converter(price_year_of(study), year, series)(sensitivity.net))


def _converter(
    source_year: int | None, target_year: int, series: Cpi
) -> Callable[[KnownFigure | Unknown], Converted | None]:
    def convert(figure: KnownFigure | Unknown) -> Converted | None:
        if source_year is None or isinstance(figure, Unknown):
            return None
        return in_prices_of(figure, source_year, target_year, series)

    return convert


def _as_exact_as(given: Decimal, value: Decimal) -> Decimal:
    """The converted value with the digits of what was given; never zero where it is not nothing."""
    size = abs(value)
    if size >= MILLION or CENT > size > 0:
        digits = max(LEAST_DIGITS, len(given.normalize(EXACT).as_tuple().digits))
        step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    else:
        step = Decimal(1) if size >= 1 and given == given.to_integral_value() else CENT
    return value.quantize(step, context=EXACT)
