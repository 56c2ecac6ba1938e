"""The question in an address: everything usable is used, everything else is said, nothing ever raises."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from app import filters
from app.filters import FACET_PARAMETERS, FACET_TERMS, Misfit, Question, default_sort, label, on_page, read
from app.urls import with_query
from search.engine import Query, Sort

NAMES = (*FACET_PARAMETERS, *filters.OTHER_PARAMETERS, "verzonnen")
WORDS = st.text(max_size=30) | st.sampled_from(
    ["jongerenwerk", "0363", "landelijk", "2015", "-1", "naam", "0"]
)


def ask(query: str) -> Question:
    return read(QueryParams(query))


def messages(query: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.value, one.message) for one in ask(query).misfits]


def test_an_empty_address_asks_for_everything_by_name() -> None:
    assert ask("") == Question(Query(sort=Sort.NAME), ())
    assert not ask("").narrowed


@pytest.mark.parametrize("name", FACET_TERMS)
def test_every_code_of_every_list_is_understood(name: str) -> None:
    codes = tuple(term.value for term in FACET_TERMS[name])
    question = read(QueryParams([(name, code) for code in codes]))
    assert question.query.facets == {name: codes}
    assert question.misfits == ()
    assert all(label(name, code) for code in codes)


@pytest.mark.parametrize(("code", "words"), [("0363", "Amsterdam"), ("landelijk", "Heel Nederland")])
def test_a_municipality_is_known_by_its_code_and_the_country_by_its_word(code: str, words: str) -> None:
    question = ask(f"gemeente={code}")
    assert question.query.facets == {"gemeente": (code,)}
    assert label("gemeente", code) == words


@pytest.mark.parametrize("name", FACET_PARAMETERS)
def test_a_code_that_is_not_in_the_list_is_said_and_left_out(name: str) -> None:
    text = "Wij kennen ‘onzin’ niet bij dit filter. Kies een waarde uit de lijst."
    assert messages(f"{name}=onzin") == [(name, "onzin", text)]
    assert ask(f"{name}=onzin").query.facets == {}
    with pytest.raises(KeyError):
        label(name, "onzin")


def test_a_good_code_beside_a_bad_one_is_used() -> None:
    question = ask("thema=eenzaamheid&thema=onzin&thema=")
    assert question.query.facets == {"thema": ("eenzaamheid",)}
    assert [one.value for one in question.misfits] == ["onzin"]


def test_a_code_that_is_given_twice_counts_once_good_or_bad() -> None:
    question = ask("thema=eenzaamheid&thema=onzin&thema=eenzaamheid&thema=onzin")
    assert question.query.facets == {"thema": ("eenzaamheid",)}
    assert len(question.misfits) == 1


def test_the_message_quotes_at_most_sixty_signs_of_what_was_typed() -> None:
    ((_, _, message),) = messages(f"thema={'x' * 5000}")
    assert f"‘{'x' * 60}’" in message


def test_spaces_in_the_search_text_are_made_single_and_several_texts_are_one() -> None:
    assert ask("q=++jongeren%0A%09+werk++").query.text == "jongeren werk"
    assert ask("q=jongeren&q=werk").query.text == "jongeren werk"
    assert ask("q=+%09").query.text == ""


def test_a_text_that_is_too_long_is_cut_and_said() -> None:
    longest = "a" * 500
    assert ask(f"q={longest}").misfits == ()
    assert ask(f"q={longest}b").query.text == longest
    text = "Gebruik hoogstens 500 tekens. Wij zoeken op het begin."
    assert messages(f"q={longest}b") == [("q", "a" * 40, text)]


@pytest.mark.parametrize("years", [(1990, 2100), (2015, 2015), (2001, 2020)])
def test_years_are_read_as_a_range(years: tuple[int, int]) -> None:
    question = ask(f"jaarVan={years[0]}&jaarTot={years[1]}")
    assert (question.query.year_from, question.query.year_to) == years
    assert question.misfits == ()
    assert question.narrowed


def test_swapped_years_are_turned_round_and_said() -> None:
    question = ask("jaarVan=2020&jaarTot=2010")
    assert (question.query.year_from, question.query.year_to) == (2010, 2020)
    text = "Het eindjaar ligt voor het beginjaar. Wij draaien ze om."
    assert question.misfits == (Misfit("jaarTot", "2010", text),)


BAD_NUMBERS = [
    "1989",
    "2101",
    "-2000",
    "+2000",
    "2000.0",
    "2000,5",
    "2e3",
    "²⁰⁰⁰",
    "٢٠٠٠",
    "0x7d0",
    "9" * 400,
    "jaar",
]


@pytest.mark.parametrize("name", ["jaarVan", "jaarTot"])
@pytest.mark.parametrize("text", BAD_NUMBERS)
def test_what_is_no_year_is_said_and_left_out(name: str, text: str) -> None:
    question = read(QueryParams([(name, text)]))
    assert (question.query.year_from, question.query.year_to) == (None, None)
    assert question.misfits == (Misfit(name, text[:20], "Vul een heel getal in van 1990 tot en met 2100."),)


@pytest.mark.parametrize(("text", "page"), [("", 1), ("1", 1), ("10000", 10_000), (" 7 ", 7), ("007", 7)])
def test_a_page_is_read(text: str, page: int) -> None:
    question = read(QueryParams([("pagina", text)]))
    assert question.query.page == page
    assert question.misfits == ()


@pytest.mark.parametrize("text", ["0", "-1", "10001", "1.5", "twee", "９", "99999999999999999999"])
def test_a_page_out_of_bounds_is_said_and_becomes_the_first(text: str) -> None:
    question = read(QueryParams([("pagina", text)]))
    assert question.query.page == 1
    assert question.misfits == (Misfit("pagina", text[:20], "Vul een heel getal in van 1 tot en met 10000."),)


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_is_understood(sort: Sort) -> None:
    assert ask(f"sorteer={sort.value}").query.sort is sort


@pytest.mark.parametrize("sort", ["ratio", "saldo", "-naam", "NAAM", "prijs"])
def test_an_unknown_order_is_said_and_there_is_none_on_outcome(sort: str) -> None:
    text = "Wij kennen deze volgorde niet. Kies uit: relevantie, nieuwste-onderzoek, naam, laatst-gewijzigd."
    assert messages(f"sorteer={sort}") == [("sorteer", sort, text)]
    assert ask(f"sorteer={sort}").query.sort is Sort.NAME


def test_without_a_choice_a_search_is_by_relevance_and_browsing_by_name() -> None:
    assert (default_sort("werk"), default_sort("")) == (Sort.RELEVANCE, Sort.NAME)
    assert ask("q=werk").query.sort is Sort.RELEVANCE
    assert ask("thema=eenzaamheid").query.sort is Sort.NAME


def test_of_a_parameter_that_is_given_twice_the_last_one_counts() -> None:
    query = ask("jaarVan=2001&jaarVan=2002&pagina=3&pagina=4&sorteer=x&sorteer=naam").query
    assert (query.year_from, query.page, query.sort) == (2002, 4, Sort.NAME)


def test_a_name_that_means_nothing_is_left_alone() -> None:
    assert ask("utm_source=brief&fbclid=1") == ask("")


def test_several_misfits_are_said_together() -> None:
    found = messages("thema=x&jaarVan=9&sorteer=z&pagina=0&werksoort=y")
    assert {name for name, _, _ in found} == {"thema", "jaarVan", "sorteer", "pagina", "werksoort"}


def test_another_page_keeps_the_question() -> None:
    question = ask("q=werk&thema=eenzaamheid&pagina=2")
    other = on_page(question, 5)
    assert other.query.page == 5
    assert on_page(other, 2) == question


@pytest.mark.parametrize(
    ("query", "expected"), [("q=a", True), ("thema=eenzaamheid", True), ("jaarTot=2010", True),
                            ("sorteer=naam", False), ("pagina=3", False), ("thema=onzin", False)]
)  # fmt: skip
def test_only_a_choice_narrows(query: str, expected: bool) -> None:
    assert ask(query).narrowed is expected


hostile = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), WORDS), max_size=12)


@settings(max_examples=60, deadline=None)
@given(hostile)
def test_no_address_raises_and_every_answer_is_within_bounds(pairs: list[tuple[str, str]]) -> None:
    question = read(QueryParams(pairs))
    query = question.query
    assert 1 <= query.page <= 10_000
    assert len(query.text) <= 500
    assert query.page_size == filters.PAGE_SIZE
    for year in (query.year_from, query.year_to):
        assert year is None or 1990 <= year <= 2100
    for name, codes in query.facets.items():
        assert all(label(name, code) for code in codes)
        assert len(set(codes)) == len(codes) > 0
    assert all(one.message for one in question.misfits)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80))
def test_no_raw_query_string_raises(raw: bytes) -> None:
    assert read(QueryParams(raw.decode("latin-1"))).query.page >= 1


@settings(max_examples=40, deadline=None)
@given(hostile)
def test_the_parameters_of_a_question_ask_the_same_question(pairs: list[tuple[str, str]]) -> None:
    question = on_page(read(QueryParams(pairs)), 1)
    address = with_query("/aanpakken", question.parameters)
    again: Any = read(QueryParams(address.partition("?")[2]))
    assert again == Question(question.query, (), question.compared)
