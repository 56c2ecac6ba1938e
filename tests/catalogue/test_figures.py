"""Figures: unknown stays unknown, a known figure has a value and a source, and nothing is ever a float."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalogue.figures import Figure, KnownFigure, benefits_per_euro, mid, reason, total
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Unknown, known, plain
from catalogue.vocabulary import FirstHand, UnknownReason
from tests.builders import make_figure

FIGURES: TypeAdapter[KnownFigure | Unknown] = TypeAdapter(Figure)
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
VERY_EXACT = st.builds(
    lambda whole, rest: Decimal(f"{whole}.{rest:029d}"),
    st.integers(min_value=-(10**28), max_value=10**28),
    st.integers(min_value=0, max_value=10**29 - 1),
)


def read(**facts: Any) -> KnownFigure | Unknown:
    return FIGURES.validate_python({"gelezen": "eerste_hand", **facts})


@settings(max_examples=40)
@given(st.lists(st.none() | AMOUNTS).filter(lambda parts: None in parts))
def test_a_sum_with_a_missing_part_is_missing(parts: list[Decimal | None]) -> None:
    assert total(parts) is None


@settings(max_examples=40)
@given(st.lists(AMOUNTS, min_size=1))
def test_a_sum_of_known_parts_is_their_exact_sum(parts: list[Decimal]) -> None:
    assert total(parts) == sum(parts)


def test_a_sum_of_nothing_is_unknown_and_not_zero() -> None:
    assert total([]) is None


def test_zero_is_a_known_amount() -> None:
    assert total([Decimal(0)]) == 0
    assert mid(make_figure(0)) == 0


@given(st.none() | AMOUNTS, st.none() | AMOUNTS)
def test_benefits_per_euro_exist_only_with_known_benefits_and_costs_above_zero(
    costs: Decimal | None, benefits: Decimal | None
) -> None:
    ratio = benefits_per_euro(costs, benefits)
    is_computable = costs is not None and costs > 0 and benefits is not None
    assert (ratio is not None) == is_computable
    if costs and benefits and ratio is not None:
        assert abs(ratio * costs - benefits) <= abs(benefits) / 10**20


def test_benefits_below_zero_give_a_ratio_below_zero() -> None:
    assert benefits_per_euro(Decimal(100), Decimal(-50)) == Decimal("-0.5")


@pytest.mark.parametrize("values", [{}, {"laag": None, "midden": None, "hoog": None}])
def test_a_known_figure_has_at_least_one_value(values: dict[str, None]) -> None:
    with pytest.raises(ValidationError, match="Vul een waarde in, of zeg waarom het cijfer onbekend is"):
        read(**values)


@pytest.mark.parametrize("part", ["laag", "midden", "hoog"])
def test_one_value_of_three_is_enough_and_the_others_stay_empty(part: str) -> None:
    figure = read(**{part: "12.50"})
    assert isinstance(figure, KnownFigure)
    assert figure.values == (Decimal("12.50"),)
    assert [figure.low, figure.mid, figure.high].count(None) == 2


@pytest.mark.parametrize("part", ["laag", "hoog"])
def test_a_one_sided_figure_has_no_best_value_and_no_range(part: str) -> None:
    figure = read(**{part: "4"})
    assert isinstance(figure, KnownFigure)
    assert figure.best is None
    assert mid(figure) is None
    assert not figure.has_range


def test_values_are_listed_from_low_to_high() -> None:
    figure = read(hoog="3", laag="1", midden="2")
    assert isinstance(figure, KnownFigure)
    assert figure.values == (Decimal(1), Decimal(2), Decimal(3))
    assert figure.has_range
    assert figure.best == 2


@pytest.mark.parametrize("part", ["laag", "midden", "hoog"])
@pytest.mark.parametrize("value", [1.5, 0.0, float("nan"), float("inf")])
def test_a_float_is_refused_as_an_amount(part: str, value: float) -> None:
    with pytest.raises(ValidationError, match="Gebruik een exact getal"):
        read(**{part: value})


def test_a_float_is_refused_in_json_as_well() -> None:
    with pytest.raises(ValidationError, match="Gebruik een exact getal"):
        FIGURES.validate_json('{"gelezen": "eerste_hand", "midden": 1.9}')


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "twaalf", "1,90", "", True])
def test_what_is_no_finite_number_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        read(midden=value)


@pytest.mark.parametrize("value", ["1e999999999", "-1e31", "1e-999999999"])
def test_a_number_that_would_fill_the_memory_when_written_out_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="Klopt het aantal nullen"):
        read(midden=value)


@given(AMOUNTS | VERY_EXACT)
def test_an_amount_comes_back_exactly_from_json(amount: Decimal) -> None:
    figure = make_figure(str(amount))
    assert FIGURES.validate_json(figure.model_dump_json()) == figure
    assert mid(figure) == amount


@given(VERY_EXACT)
def test_equal_amounts_have_one_text_without_exponent_or_trailing_zeros(amount: Decimal) -> None:
    text = plain(amount)
    assert Decimal(text) == amount
    assert plain(Decimal(f"{amount:f}00")) == text
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


@pytest.mark.parametrize(
    ("number", "text"),
    [("-0.00", "0"), ("0E+5", "0"), ("1E+3", "1000"), ("1.90", "1.9"), ("100", "100"), ("-0.10", "-0.1")],
)
def test_a_number_is_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize("code", list(UnknownReason))
def test_an_unknown_figure_says_why_and_keeps_saying_it(code: UnknownReason) -> None:
    figure = FIGURES.validate_python({"onbekend": code.value})
    assert figure == Unknown(reason=code)
    assert reason(figure) is code
    assert mid(figure) is None
    assert known(figure) is None
    assert FIGURES.dump_python(figure, mode="json") == {"onbekend": code.value}


def test_a_known_figure_has_no_reason_to_be_unknown() -> None:
    assert reason(make_figure()) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"onbekend": "niet_gerapporteerd", "midden": "5"},
        {"onbekend": "nul"},
        {"onbekend": None},
        {"onbekend": ""},
        {"midden": "5", "gelezen": "eerste_hand", "valuta": "dollar"},
        {"midden": "5"},
        {},
    ],
)
def test_a_figure_is_known_or_unknown_and_never_both_or_neither(facts: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FIGURES.validate_python(facts)


@pytest.mark.parametrize("empty", [None, "", 0, []])
def test_nothing_is_not_a_figure(empty: object) -> None:
    with pytest.raises(ValidationError):
        FIGURES.validate_python(empty)


def test_english_and_dutch_names_make_the_same_figure() -> None:
    dutch = read(
        laag="1", midden="2", hoog="3", bronnen=["b1"], vindplaats="p. 4", betwist=True, opmerking="Let op."
    )
    english = KnownFigure(
        low=Decimal(1), mid=Decimal(2), high=Decimal(3), sources=("b1",), locator="p. 4",
        first_hand=FirstHand.FIRST_HAND, disputed=True, remark="Let op.",
    )  # fmt: skip
    assert dutch == english
    assert FIGURES.validate_python({"reason": "niet_gerapporteerd"}) == NOT_REPORTED


def test_the_three_reasons_are_three_different_values() -> None:
    assert len({NOT_ADOPTED, NOT_REPORTED, NOT_APPLICABLE}) == 3


@pytest.mark.parametrize("change", [lambda f: setattr(f, "mid", Decimal(1)), lambda f: delattr(f, "mid")])
def test_a_figure_never_changes(change: Callable[[KnownFigure], None]) -> None:
    with pytest.raises(ValidationError):
        change(make_figure())
