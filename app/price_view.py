"""Amounts in prices of a year that the reader chose: the choice in the address, and what a page shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from catalogue.cpi import Cpi, CpiYear, cpi
from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.money import euro_short
from catalogue.price_level import (
    Converted,
    ResultInPrices,
    item_in_prices,
    price_year_of,
    result_in_prices,
    sensitivity_in_prices,
)
from catalogue.wording import within

PARAMETER = "prijspeil"
YEAR = re.compile(r"[0-9]{4}")
SHOWN_FACTOR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class PriceChoice:
    """The year whose prices the reader wants to see; the newest of the series unless asked otherwise.

    `misfit` says that something else was asked than a year of the series. What it was is not kept: it would
    make as many different pages as there are words.
    """

    series: Cpi
    year: int
    misfit: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The years to choose from, newest first."""
        return tuple(sorted((row.year for row in self.series.years), reverse=True))

    @property
    def is_newest(self) -> bool:
        """Whether this is the year that is shown without any choice."""
        return self.year == self.series.last_year

    @property
    def variant(self) -> str:
        """What tells this page from the one at the bare address: nothing, a year, or a misfit."""
        if self.misfit:
            return f"{PARAMETER}?"
        return "" if self.is_newest else f"{PARAMETER}={self.year}"


def price_choice(asked: str | None, series: Cpi | None = None) -> PriceChoice:
    """The choice in an address; an empty one is no choice."""
    series = series or cpi()
    if not asked:
        return PriceChoice(series, series.last_year)
    if YEAR.fullmatch(asked) and series.year(int(asked)):
        return PriceChoice(series, int(asked))
    return PriceChoice(series, series.last_year, misfit=True)


@dataclass(frozen=True, slots=True)
class ResultPrices:
    """The amounts of one result in prices of the chosen year; items and sensitivities by their id.

    `note` says why nothing is converted where there is something to convert.
    """

    totals: ResultInPrices
    items: Mapping[str, Converted]
    sensitivities: Mapping[str, Converted]
    note: str | None

    def __iter__(self) -> Iterator[Converted]:
        totals = (self.totals.costs, self.totals.benefits, self.totals.net)
        yield from (total for total in totals if total is not None)
        yield from self.items.values()
        yield from self.sensitivities.values()


def result_prices(study: Study, result: Result, choice: PriceChoice) -> ResultPrices:
    """The amounts of a result in prices of the chosen year."""
    year, series = choice.year, choice.series
    items = {item.id: item_in_prices(study, item, year, series).amount for item in result.items}
    rows = {row.id: sensitivity_in_prices(study, row, year, series).net for row in result.sensitivities}
    return ResultPrices(
        totals=result_in_prices(study, result, year, series),
        items={id: found for id, found in items.items() if found},
        sensitivities={id: found for id, found in rows.items() if found},
        note=_why_not(study, result, series),
    )


UNKNOWN_PRICE_YEAR = "Het prijspeil is niet bekend; daarom rekenen wij deze bedragen niet om."
PARTLY_UNKNOWN = "Van een deel van deze bedragen is het prijspeil niet bekend; die rekenen wij niet om."
OUTSIDE = "Voor prijspeil {} hebben wij geen indexcijfer; daarom rekenen wij die bedragen niet om."


def _why_not(study: Study, result: Result, series: Cpi) -> str | None:
    """Said once for amounts that stay as they are; nothing where there are no such amounts."""
    totals = (result.costs, result.benefits, result.net, *(row.net for row in result.sensitivities))
    years = {price_year_of(study) for total in totals if isinstance(total, KnownFigure)}
    years |= {price_year_of(study, item) for item in result.items if isinstance(item.amount, KnownFigure)}
    if None in years:
        return UNKNOWN_PRICE_YEAR if len(years) == 1 else PARTLY_UNKNOWN
    outside = sorted(year for year in years if year is not None and series.year(year) is None)
    return OUTSIDE.format(outside[0]) if outside else None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One price year on a page: its index, and the factor to the chosen year rounded to show."""

    source: CpiYear
    factor: Decimal
    changes: bool


@dataclass(frozen=True, slots=True)
class PagePrices:
    """What a page says once: the choice, and the index of each price year that occurs on it."""

    choice: PriceChoice
    rows: tuple[IndexRow, ...]
    target: CpiYear


def page_prices(choice: PriceChoice, results: Iterable[ResultPrices]) -> PagePrices | None:
    """The explanation of a page; None where nothing on it is converted."""
    found = {shown.source.year: shown for result in results for shown in result}
    if not found:
        return None
    rows = tuple(
        IndexRow(shown.source, shown.factor.quantize(SHOWN_FACTOR), shown.changes)
        for _, shown in sorted(found.items())
    )
    return PagePrices(choice, rows, next(iter(found.values())).target)


def omgerekend(shown: Converted) -> Markup:
    """An amount in prices of the chosen year, to stand behind the amount as it was read."""
    year = shown.source.year
    if not shown.changes:
        return Markup('<span class="mk-cell-note mk-today">Prijspeil {}.</span>').format(year)
    words = within(shown.rounded, euro_short)
    return Markup(
        '<span class="mk-cell-note mk-today">Prijspeil {}. Dat is {}<span class="mk-number">{}</span> '
        '(prijspeil {}), <a class="utrecht-link" href="#prijspeil-{}">omgerekend met de '
        "consumentenprijsindex</a>.</span>"
    ).format(year, _about(shown, words), words, shown.target.year, year)


def _about(shown: Converted, words: str) -> str:
    """What stands before the amount; "at least" and "at most" say already that it is no exact one."""
    now = "nu " if shown.target.year == cpi().last_year else ""
    return f"{now}ongeveer " if words.startswith("€") else now
