"""Dutch display of amounts, numbers and dates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.money import date_text, euro, euro_short, number, per_euro, percent


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1234", "€\u00a01.234"),
        ("1234.5", "€\u00a01.234,50"),
        ("1234.00", "€\u00a01.234"),
        ("30.87", "€\u00a030,87"),
        ("30", "€\u00a030"),
        ("0", "€\u00a00"),
        ("0.5", "€\u00a00,50"),
        ("0.005", "€\u00a00,01"),
        ("0.004", "€\u00a00,004"),
        ("2.345", "€\u00a02,35"),
        ("-79417.48", "€\u00a0-79.417,48"),
        ("25000000", "€\u00a025.000.000"),
        ("1E+6", "€\u00a01.000.000"),
    ],
)
def test_an_amount_has_points_for_thousands_and_cents_only_where_needed(amount: str, shown: str) -> None:
    assert euro(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("25000000", "€\u00a025\u00a0miljoen"),
        ("1250000", "€\u00a01,25\u00a0miljoen"),
        ("12345678", "€\u00a012.345.678"),
        ("1200000000", "€\u00a01,2\u00a0miljard"),
        ("-6300000", "€\u00a0-6,3\u00a0miljoen"),
        ("250000", "€\u00a0250.000"),
        ("999.95", "€\u00a0999,95"),
    ],
)
def test_a_short_amount_never_loses_a_digit(amount: str, shown: str) -> None:
    assert euro_short(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1234567.89", "1.234.567,89"), ("0.10", "0,1"), ("-0", "0"), ("12", "12"), ("0.000001", "0,000001")],
)
def test_a_number_shows_every_digit_it_has(value: str, shown: str) -> None:
    assert number(Decimal(value)) == shown


@pytest.mark.parametrize(("points", "shown"), [("2.25", "2,25%"), ("3.0", "3%"), ("0", "0%")])
def test_a_percentage_is_shown_as_stored(points: str, shown: str) -> None:
    assert percent(Decimal(points)) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        ("1.9", "€\u00a01,90"),
        ("1.208", "€\u00a01,20"),
        ("1.25", "€\u00a01,30"),
        ("0.57", "€\u00a00,60"),
        ("12", "€\u00a012,00"),
        ("0", "€\u00a00,00"),
        ("-0.34", "€\u00a0-0,30"),
        ("0.04", "minder dan €\u00a00,10"),
        ("-0.04", "minder dan €\u00a00,10"),
    ],
)
def test_a_ratio_is_rounded_to_ten_cents_and_never_to_nothing(ratio: str, shown: str) -> None:
    assert per_euro(Decimal(ratio)) == shown


def test_a_date_is_written_in_dutch() -> None:
    assert date_text(date(2026, 11, 21)) == "21 november 2026"
    assert date_text(date(2026, 3, 1)) == "1 maart 2026"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_a_shown_number_reads_back_as_the_same_number(value: Decimal) -> None:
    assert Decimal(number(value).replace(".", "").replace(",", ".")) == value


@given(st.integers(min_value=-(10**14), max_value=10**14), st.integers(min_value=0, max_value=2))
def test_a_shown_amount_in_cents_reads_back_as_the_same_amount(cents: int, places: int) -> None:
    amount = Decimal(cents).scaleb(-places)
    shown = euro(amount).removeprefix("€\u00a0")
    assert Decimal(shown.replace(".", "").replace(",", ".")) == amount
