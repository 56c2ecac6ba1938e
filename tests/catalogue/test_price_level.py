"""Amounts in prices of another year: exact, only where the price year is known, and never a ratio."""

import ast
from dataclasses import fields
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.cpi import Cpi, cpi
from catalogue.documents import Result
from catalogue.figures import KnownFigure
from catalogue.parts import BalanceItem, Sensitivity
from catalogue.price_level import (
    Converted,
    ItemInPrices,
    ResultInPrices,
    SensitivityInPrices,
    in_prices_of,
    item_in_prices,
    price_year_of,
    result_in_prices,
    sensitivity_in_prices,
)
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Document
from catalogue.shapes import shapes
from catalogue.vocabulary import FirstHand
from tests.builders import make_benefit, make_figure, make_result, make_study

ROOT = Path(__file__).resolve().parents[2]
CENT = Decimal("0.01")
YEARS = [row.year for row in cpi().years]
IN_SERIES = st.sampled_from(YEARS)
CENTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
OUTSIDE = st.integers(0, 9999).filter(lambda year: year not in YEARS)


@pytest.fixture(scope="module")
def series() -> Cpi:
    return cpi()


def figure(low: str | None = None, mid: str | None = None, high: str | None = None) -> KnownFigure:
    parts = [None if part is None else Decimal(part) for part in (low, mid, high)]
    return KnownFigure(low=parts[0], mid=parts[1], high=parts[2], first_hand=FirstHand.FIRST_HAND)


def converted(shown: Converted | None) -> Converted:
    assert shown is not None
    return shown


def mid(shown: Converted | None) -> Decimal:
    value = converted(shown).mid
    assert value is not None
    return value


def there_and_back(amount: Decimal, year: int, other: int) -> Decimal:
    there = in_prices_of(make_figure(amount), year, other, cpi())
    return mid(in_prices_of(make_figure(mid(there)), other, year, cpi())).quantize(CENT, ROUND_HALF_EVEN)


@given(CENTS, IN_SERIES, IN_SERIES)
def test_there_and_back_is_exact_to_the_cent(amount: Decimal, year: int, other: int) -> None:
    assert there_and_back(amount, year, other) == amount


@pytest.mark.parametrize("amount", ["0.01", "-0.01", "999999999999.99", "-999999999999.99", "1000"])
def test_there_and_back_is_exact_for_every_pair_of_years(amount: str) -> None:
    off = [
        (a, b) for a, b in product(YEARS, YEARS) if there_and_back(Decimal(amount), a, b) != Decimal(amount)
    ]
    assert off == []


@given(CENTS, IN_SERIES, IN_SERIES)
def test_the_callers_own_precision_changes_nothing(amount: Decimal, year: int, other: int) -> None:
    with localcontext(prec=9):
        there = mid(in_prices_of(make_figure(amount), year, other, cpi()))
        back = mid(in_prices_of(make_figure(there), other, year, cpi()))
    assert back.quantize(CENT, ROUND_HALF_EVEN) == amount


@given(CENTS, IN_SERIES)
def test_converting_to_the_same_year_is_the_identity(amount: Decimal, year: int) -> None:
    same = converted(in_prices_of(make_figure(amount), year, year, cpi()))
    assert mid(same) == amount
    assert same.factor == 1
    assert not same.changes


@given(CENTS, IN_SERIES, OUTSIDE)
def test_outside_the_series_there_is_no_amount(amount: Decimal, year: int, outside: int) -> None:
    assert in_prices_of(make_figure(amount), year, outside, cpi()) is None
    assert in_prices_of(make_figure(amount), outside, year, cpi()) is None


def test_the_known_factor_gives_the_known_amount(series: Cpi) -> None:
    found = converted(in_prices_of(make_figure(1000), 2012, 2024, series))
    assert mid(found).quantize(CENT) == Decimal("1357.54")
    assert (found.source.index, found.target.index) == (Decimal("95.99"), Decimal("130.31"))
    assert found.factor.quantize(Decimal("0.000001")) == Decimal("1.357537")


def test_what_a_figure_does_not_give_stays_away(series: Cpi) -> None:
    at_least = converted(in_prices_of(figure(low="1000"), 2012, 2024, series))
    assert (at_least.mid, at_least.high) == (None, None)
    assert at_least.low is not None


@given(st.tuples(CENTS, CENTS, CENTS).map(sorted), IN_SERIES, IN_SERIES)
def test_low_mid_and_high_stay_in_order(values: list[Decimal], year: int, other: int) -> None:
    shown = converted(in_prices_of(figure(*map(str, values)), year, other, cpi()))
    assert [shown.low, shown.mid, shown.high] == sorted([shown.low, shown.mid, shown.high])  # type: ignore[type-var]


def test_costs_and_benefits_grow_alike_so_their_ratio_stays(series: Cpi) -> None:
    prices = result_in_prices(make_study(price_year=2012), make_result(), 2024, series)
    assert (mid(prices.benefits) / mid(prices.costs)).quantize(Decimal("0.000001")) == Decimal("1.5")


@pytest.mark.parametrize("unknown", [NOT_ADOPTED, NOT_REPORTED, NOT_APPLICABLE])
def test_without_a_price_year_nothing_is_converted(series: Cpi, unknown: object) -> None:
    study = make_study(price_year=unknown, year=2012)
    assert price_year_of(study) is None
    assert result_in_prices(study, make_result(), 2024, series) == ResultInPrices(None, None, None)
    assert item_in_prices(study, make_benefit(), 2024, series) == ItemInPrices(None, None)


def test_the_year_of_publication_is_never_the_price_year() -> None:
    assert price_year_of(make_study(year=2012, price_year=NOT_ADOPTED)) is None


def test_an_item_may_have_a_price_year_of_its_own(series: Cpi) -> None:
    study = make_study(price_year=2012)
    assert price_year_of(study, make_benefit()) == 2012
    assert price_year_of(study, make_benefit(price_year=2015)) == 2015
    assert price_year_of(make_study(price_year=NOT_ADOPTED), make_benefit(price_year=2015)) == 2015
    found = converted(item_in_prices(study, make_benefit(price_year=2015), 2024, series).amount)
    assert mid(found).quantize(CENT) == Decimal("1303.10")


def test_an_unknown_amount_stays_unknown(series: Cpi) -> None:
    result = make_result(costs=NOT_ADOPTED, benefits=NOT_REPORTED)
    prices = result_in_prices(make_study(price_year=2012), result, 2024, series)
    assert (prices.costs, prices.benefits) == (None, None)
    assert prices.net is not None


def test_the_balance_of_a_sensitivity_is_an_amount(series: Cpi) -> None:
    row = Sensitivity(id="g1", variable="Aantal", result="Dan is er verlies.", net=make_figure(-1000))
    found = converted(sensitivity_in_prices(make_study(price_year=2012), row, 2024, series).net)
    assert mid(found).quantize(CENT) == Decimal("-1357.54")


@pytest.mark.parametrize(
    ("document", "amounts"),
    [(Result, ResultInPrices), (BalanceItem, ItemInPrices), (Sensitivity, SensitivityInPrices)],
)
def test_exactly_the_fields_in_euros_are_converted_and_no_ratio(
    document: type[Document], amounts: type
) -> None:
    in_euros = {shape.attribute for shape in shapes(document) if shape.unit == "euro"}
    assert {field.name for field in fields(amounts)} == in_euros
    assert "ratio" not in in_euros


def test_pages_convert_only_through_the_functions_that_name_amounts() -> None:
    """`in_prices_of` and `Cpi.convert` take any number, a ratio too; a page has no business with them."""
    for file in (ROOT / "app").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not used & {"in_prices_of", "convert"}, file
    for file in (ROOT / "templates").rglob("*.html"):
        assert "convert" not in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize(
    ("given_amount", "shown"),
    [
        ("46224", "62751"),
        ("46224.50", "62751.48"),
        ("25000000", "33900000"),
        ("1234567", "1675971"),
        ("0", "0"),
        ("0.50", "0.68"),
        ("0.001", "0.00136"),
        ("-46224", "-62751"),
    ],
)
def test_an_amount_is_shown_as_exact_as_it_was_given(series: Cpi, given_amount: str, shown: str) -> None:
    found = converted(in_prices_of(make_figure(given_amount), 2012, 2024, series))
    assert found.rounded.mid == Decimal(shown)


@given(CENTS, IN_SERIES, IN_SERIES)
def test_what_is_shown_is_close_to_the_exact_amount_and_never_nothing(
    amount: Decimal, year: int, other: int
) -> None:
    found = converted(in_prices_of(make_figure(amount), year, other, cpi()))
    assert found.rounded.mid is not None
    assert abs(found.rounded.mid - mid(found)) <= max(Decimal("0.5"), abs(mid(found)) / 200)
    assert bool(found.rounded.mid) == bool(amount)
