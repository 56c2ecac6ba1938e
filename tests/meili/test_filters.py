"""Filters: the grammar, what equals what, and that no value can get out of its quotes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meilisearch.errors import MeilisearchApiError
from meilisearch.index import Index

from tests.meili.conftest import ids
from tests.meili.errors import NotBuilt, Refused
from tests.meili.filters import And, Condition, Node, Not, Or, parse, read_filter

DEEPEST = 49


def passing(index: Index, given: Any) -> list[str]:
    return ids(index.search("", {"filter": given}))


def refused(index: Index, given: Any) -> MeilisearchApiError:
    with pytest.raises(MeilisearchApiError) as error:
        index.search("", {"filter": given})
    return error.value


def only(node: Node | None) -> Condition:
    assert isinstance(node, Condition)
    return node


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("jaar = 2018", "be"),
        ('jaar = "2018"', "be"),
        ("jaar = 2018.0", "b"),
        ("jaar != 2018", "acd"),
        ("NOT jaar = 2018", "acd"),
        ("NOT NOT jaar = 2018", "be"),
        ("jaar > 2018", "ac"),
        ("jaar >= 2018 AND jaar < 2021", "abe"),
        ("jaar 2018 TO 2020", "abe"),
        ("jaar 2021 TO 2020", ""),
        ("jaar IN [2020, 2021]", "ac"),
        ("jaar NOT IN[2020,2021,]", "bde"),
        ("jaar IN []", ""),
        ("jaar NOT IN []", "abcde"),
        ("jaar EXISTS", "abce"),
        ("jaar NOT EXISTS", "d"),
        ("plaats IS NULL", "c"),
        ("plaats IS NOT NULL", "abde"),
        ("plaats IS EMPTY", "d"),
        ("thema IS EMPTY", "c"),
        ("thema IS NOT EMPTY", "abde"),
        ("thema STARTS WITH schul", "ab"),
        ("thema NOT STARTS WITH schul", "cde"),
        ("kosten.totaal > 12", "e"),
        ("kosten.munt = EURO", "e"),
        ("kosten EXISTS", "e"),
    ],
)
def test_every_operator_selects_what_the_reference_says(index: Index, expression: str, found: str) -> None:
    assert passing(index, expression) == list(found)


def test_strings_are_compared_trimmed_and_in_lower_case_but_with_their_accents(index: Index) -> None:
    assert passing(index, "thema = SCHULDEN") == ["a", "b"]
    assert passing(index, 'thema = "  schulden "') == ["a", "b"]
    assert passing(index, 'plaats = "e\u0301E\u0301n"') == ["b"]
    assert passing(index, "plaats = een") == []


def test_null_and_empty_values_equal_nothing(index: Index) -> None:
    assert passing(index, 'plaats = ""') == []
    assert passing(index, 'plaats = "null"') == []


def test_not_binds_before_and_and_and_before_or(index: Index) -> None:
    assert passing(index, "jaar = 2021 OR thema = schulden AND jaar = 2018") == ["b", "c"]
    assert passing(index, "(jaar = 2021 OR thema = schulden) AND jaar = 2018") == ["b"]
    assert passing(index, "NOT jaar = 2021 AND thema = schulden") == ["a", "b"]
    assert passing(index, "NOT (jaar = 2021 OR thema = schulden)") == ["d", "e"]


def test_a_list_is_and_and_a_list_in_it_is_or(index: Index) -> None:
    assert passing(index, [["jaar = 2021", "thema = schulden"], "jaar = 2018"]) == ["b"]
    assert passing(index, ["thema = schulden", "jaar = 2018"]) == ["b"]


@pytest.mark.parametrize("nothing", ["", "  ", [], [[]], [""], [["", " "]]])
def test_an_empty_filter_filters_nothing(index: Index, nothing: Any) -> None:
    assert passing(index, nothing) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("given", [True, 12, {"jaar": 1}, [12], [["jaar = 1", ["jaar = 2"]]]])
def test_a_filter_of_another_type_is_refused(index: Index, given: Any) -> None:
    error = refused(index, given)
    assert (error.status_code, error.code) == (400, "invalid_search_filter")
    assert "Invalid syntax for the filter parameter" in error.message


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("jaar = ", "Was expecting a value but instead got nothing."),
        ("jaar = AND", "which is a reserved keyword"),
        ("OR = 1", "which is a reserved keyword"),
        ("jaar = \N{CRAB}", "Was expecting a value but instead got `\N{CRAB}`."),
        ("jaar", "Was expecting an operation"),
        ("jaar 1", "Was expecting an operation"),
        ("jaar = 1 jaar = 2", "Found unexpected characters at the end of the filter: `jaar = 2`."),
        ("jaar = 1 AND", "Was expecting an operation"),
        ("(jaar = 1", "is missing the following closing delimiter: `)`"),
        ('jaar = "1', 'is missing the following closing delimiter: `"`'),
        ('jaar = "1\\"', 'is missing the following closing delimiter: `"`'),
        ("jaar IN 1", "Expected `[` after `IN` keyword."),
        ("jaar IN [1", "Expected matching `]`"),
        ("jaar IN [1 2]", "Expected only comma-separated field names"),
        ("jaar IN [AND]", "Expected only comma-separated field names"),
        ('jaar = "\\q"', "Malformed value"),
    ],
)
def test_a_mistake_is_named_with_its_place(index: Index, expression: str, complaint: str) -> None:
    error = refused(index, expression)
    assert (error.status_code, error.code) == (400, "invalid_search_filter")
    assert complaint in error.message
    assert error.message.partition(". Hint")[0].endswith(expression)


def test_an_attribute_has_to_be_filterable(index: Index) -> None:
    error = refused(index, "jaar = 1 AND titel = x")
    assert error.code == "invalid_search_filter"
    assert "Index `aanpakken`: Attribute `titel` is not filterable." in error.message
    assert (
        "Available filterable attribute patterns are: `jaar`, `kosten`, `plaats`, `thema`." in error.message
    )


def test_unequal_knows_nothing_of_an_attribute_that_no_document_has(index: Index) -> None:
    """The one case where `!=` and NOT = differ."""
    assert passing(index, "kosten.onbekend != 1") == []
    assert passing(index, "NOT kosten.onbekend = 1") == ["a", "b", "c", "d", "e"]


def test_reserved_words_and_syntax_are_fine_in_quotes() -> None:
    condition = only(parse("'jaar van' = \"x AND NOT (y IN [1])\""))
    assert condition.attribute.text == "jaar van"
    assert condition.values[0].text == "x AND NOT (y IN [1])"


@pytest.mark.parametrize(
    ("quoted", "value"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"a\\"', "a\\"),
        (r'"a\\\"b"', 'a\\"b'),
        (r"'it\'s'", "it's"),
        (r'"\n\t"', "\n\t"),
        (r'"\x41\u0042\u{43}"', "ABC"),
        ('"regel\neen"', "regel\neen"),
    ],
)
def test_quoted_values_are_unescaped(quoted: str, value: str) -> None:
    assert only(parse(f"x = {quoted}")).values[0].text == value


def test_half_an_escape_breaks_the_server() -> None:
    with pytest.raises(Refused) as error:
        parse(r'x = "\u12"')
    assert error.value.status == 500


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_gets_out_of_its_quotes(text: str) -> None:
    """Backslash and quote escaped is all that is needed, whatever the value holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    node = parse(f'a = "{escaped}" AND b IN ["{escaped}", "{escaped}"]')
    assert isinstance(node, And)
    first, second = (only(part) for part in node.parts)
    assert [value.text for value in (*first.values, *second.values)] == [text] * 3


def test_a_long_list_of_values_is_no_problem() -> None:
    values = ", ".join(f'"waarde {number}"' for number in range(1000))
    assert len(only(parse(f"x IN [{values}]")).values) == 1000


def test_a_long_row_of_conditions_is_no_nesting() -> None:
    node = parse(" OR ".join(f"x = {number}" for number in range(3000)))
    assert isinstance(node, Or)
    assert len(node.parts) == 3000


def test_nesting_has_a_limit() -> None:
    assert isinstance(parse("(" * DEEPEST + "x = 1" + ")" * DEEPEST), Condition)
    with pytest.raises(Refused, match="maximum depth limit"):
        parse("(" * (DEEPEST + 2) + "x = 1" + ")" * (DEEPEST + 2))


def test_double_negation_disappears() -> None:
    assert isinstance(parse("NOT NOT NOT x = 1"), Not)


@pytest.mark.parametrize("expression", ["_geoRadius(1, 2, 3)", "x CONTAINS y", "_vectors EXISTS"])
def test_what_is_left_out_says_so(expression: str) -> None:
    with pytest.raises(NotBuilt):
        read_filter(expression)


def test_long_values_are_cut_when_stored_and_not_when_looked_for(index: Index) -> None:
    index.add_documents([{"id": "lang", "thema": "x" * 600}])
    index.wait_for_task(index.get_tasks().results[0].uid, interval_in_ms=5)
    assert passing(index, f'thema = "{"x" * 600}"') == []
    assert passing(index, f'thema = "{"x" * 468}"') == ["lang"]
