"""YAML is read exactly or refused with the line."""

from datetime import date
from decimal import Decimal

import pytest

from catalogue.yaml_exact import YamlProblem, load


def test_a_number_with_a_point_is_a_decimal_with_the_digits_of_the_text() -> None:
    assert load("prijs: 30.870") == {"prijs": Decimal("30.870")}
    assert str(load("prijs: 30.870")["prijs"]) == "30.870"
    assert load("1e3") == "1e3"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019", 2019),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-21", date(2026, 11, 21)),
        ('"12"', "12"),
        ("a: ''", {"a": ""}),
        ("a:", {"a": None}),
    ],
)
def test_plain_values_get_their_own_type_and_quoted_values_stay_text(text: str, value: object) -> None:
    assert load(text) == value


@pytest.mark.parametrize(
    "text", ["0363", "0059", "on", "no", "1:30", "1_000", ".inf", ".nan", "2026-11", "1.234.567"]
)
def test_what_older_yaml_would_turn_into_something_else_stays_text(text: str) -> None:
    assert load(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\n", 3),
        ("a: 1\nb: 2\na: 3\n", 3),
        ("a: 1\nb: &x [1]\nc: *x\n", 2),
        ("a: 1\nb: !!python/name:os.system x\n", 2),
        ("a: 1\nb: !geheim 2\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: 1\ndatum: 2026-02-30\n", 2),
        ("a: 1\n? [x]\n: 2\n", 2),
        ("a: 1\nb: \x07\n", 2),
        ("a: b: c", 1),
    ],
)
def test_doubt_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlProblem) as problem:
        load(text)
    assert problem.value.line == line
    assert str(problem.value) == f"Regel {line}: {problem.value.message}"


def test_endless_nesting_is_refused_instead_of_crashing() -> None:
    with pytest.raises(YamlProblem, match="te diep"):
        load("[" * 100 + "]" * 100)


def test_a_reference_to_itself_is_refused() -> None:
    with pytest.raises(YamlProblem, match="Verwijzing"):
        load("a: &a [*a]")


def test_very_deep_nesting_and_very_long_numbers_do_not_break_the_reader() -> None:
    with pytest.raises(YamlProblem):
        load("[" * 200_000)
    assert load("9" * 5000) == "9" * 5000
