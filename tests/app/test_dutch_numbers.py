"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.dutch_numbers import dutch_number, whole_number
from catalogue.money import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,50", "1234.50"),
        ("1234,5", "1234.5"),
        ("€ 12", "12"),
        ("€\u00a01.500,-", "1500"),
        ("80%", "80"),
        ("80 procent", "80"),
        (" 1 234 ", "1234"),
        ("1.234", "1234"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("0,5", "0.5"),
        ("12 euro", "12"),
    ],
)
def test_a_number_is_read_as_it_is_written_in_dutch(text: str, value: str) -> None:
    assert dutch_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "veel", "1e5", "inf", "NaN", "1_000", "+5", "1.23.456", "12.345.67", "٣", "1,2,3", "9" * 50]
)
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Vul een getal in, bijvoorbeeld 1\.234,50\.$"):
        dutch_number(text)
    with pytest.raises(ValueError, match=r"bijvoorbeeld 80\.$"):
        dutch_number(text, example="80")


def test_a_point_before_cents_is_asked_about_and_never_guessed() -> None:
    with pytest.raises(ValueError, match=r"Bedoelt u 12,50\?"):
        dutch_number("12.50")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_what_the_site_writes_can_be_typed_back(value: Decimal) -> None:
    assert dutch_number(number(value)) == value


def test_a_whole_number_has_no_decimals() -> None:
    assert whole_number("1.200", example="40") == 1200
    with pytest.raises(ValueError, match=r"bijvoorbeeld 40\.$"):
        whole_number("veel", example="40")
    for text in ("12,5", "12.5"):
        with pytest.raises(ValueError, match="heel getal"):
            whole_number(text, example="40")
