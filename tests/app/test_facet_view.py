"""The filters of the list as a template gets them."""

import pytest
from starlette.datastructures import QueryParams

from app.facet_view import Chip, Filter, chips, filters
from app.filters import Question, read
from catalogue.vocabulary import Method
from search.facets import FACETS

COUNTS = {
    "werksoort": {"ouderenwerk": 2, "jongerenwerk": 7, "kinderwerk": 2},
    "methode": {"overig": 9, "mkba": 1, "sroi": 4},
    "gemeente": {"0796": 3, "0363": 1, "landelijk": 5, "0518": 2, "0034": 1},
    "partij": {"gemeente": 5},
    "jaar": {"2020": 3},
    "thema": {},
}


def ask(query: str) -> Question:
    return read(QueryParams(query))


def by_name(query: str = "") -> dict[str, Filter]:
    return {one.name: one for one in filters(ask(query), COUNTS)}


def codes(one: Filter) -> list[str]:
    return [choice.code for choice in one.choices]


def test_a_filter_without_values_is_not_shown() -> None:
    assert list(by_name()) == ["werksoort", "methode", "gemeente"]


def test_work_types_stand_by_number_and_equal_ones_by_label() -> None:
    assert codes(by_name()["werksoort"]) == ["jongerenwerk", "kinderwerk", "ouderenwerk"]


def test_methods_stand_in_the_order_of_their_list_whatever_the_numbers() -> None:
    order = [term.value for term in Method]
    assert codes(by_name()["methode"]) == sorted(COUNTS["methode"], key=order.index)


def test_municipalities_stand_by_name_without_the_apostrophe() -> None:
    labels = [choice.label for choice in by_name()["gemeente"].choices]
    assert labels == ["Almere", "Amsterdam", "Heel Nederland", "'s-Gravenhage", "'s-Hertogenbosch"]


def test_every_value_has_its_label_and_its_number() -> None:
    first = by_name()["werksoort"].choices[0]
    assert (first.code, first.label, first.count, first.chosen) == ("jongerenwerk", "Jongerenwerk", 7, False)
    assert by_name()["werksoort"].title == "Werksoort"


def test_a_chosen_value_stays_visible_when_nothing_has_it() -> None:
    found = by_name("werksoort=wijkteam&thema=eenzaamheid")
    assert [(one.code, one.count) for one in found["werksoort"].chosen] == [("wijkteam", 0)]
    assert codes(found["thema"]) == ["eenzaamheid"]


def test_what_is_chosen_is_marked_and_nothing_else() -> None:
    found = by_name("werksoort=kinderwerk&methode=sroi")
    assert [one.code for one in found["werksoort"].chosen] == ["kinderwerk"]
    assert [one.code for one in found["methode"].chosen] == ["sroi"]
    assert found["gemeente"].chosen == ()


def test_no_counts_at_all_give_no_filters() -> None:
    assert filters(ask(""), {}) == ()


def test_each_choice_can_be_taken_away_alone() -> None:
    question = ask(
        "q=buurt&thema=eenzaamheid&thema=mantelzorg&betaalt=gemeente&sorteer=nieuwste-onderzoek&pagina=3"
    )
    rest = "q=buurt&{}sorteer=nieuwste-onderzoek"
    assert chips(question) == (
        Chip("Thema", "Eenzaamheid", f"/aanpakken?{rest.format('thema=mantelzorg&betaalt=gemeente&')}"),
        Chip("Thema", "Mantelzorg", f"/aanpakken?{rest.format('thema=eenzaamheid&betaalt=gemeente&')}"),
        Chip("Wie betaalt", "Gemeente", f"/aanpakken?{rest.format('thema=eenzaamheid&thema=mantelzorg&')}"),
    )


def test_years_are_chips_too_and_the_last_one_leads_to_the_whole_list() -> None:
    assert chips(ask("jaarVan=2001&jaarTot=2009")) == (
        Chip("Onderzoek vanaf", "2001", "/aanpakken?jaarTot=2009"),
        Chip("Onderzoek tot en met", "2009", "/aanpakken?jaarVan=2001"),
    )
    assert chips(ask("jaarTot=2009")) == (Chip("Onderzoek tot en met", "2009", "/aanpakken"),)


@pytest.mark.parametrize("query", ["", "q=buurt", "sorteer=naam", "thema=onzin", "jaarVan=onzin"])
def test_what_is_not_chosen_has_no_chip(query: str) -> None:
    assert chips(ask(query)) == ()


def test_a_party_chosen_elsewhere_can_be_taken_away_though_it_has_no_list() -> None:
    assert {one.name for one in filters(ask("partij=gemeente"), COUNTS)}.isdisjoint({"partij", "jaar"})
    (chip,) = chips(ask("partij=gemeente"))
    assert (chip.title, chip.label, chip.remove_url) == ("Partij", "Gemeente", "/aanpakken")


def test_a_search_text_is_written_safely_in_the_address() -> None:
    (chip,) = chips(ask("q=%22%3E%3Cscript%3E%26thema%3Dx&thema=eenzaamheid"))
    assert chip.remove_url == "/aanpakken?q=%22%3E%3Cscript%3E%26thema%3Dx"


def test_no_filter_is_about_the_height_of_an_outcome() -> None:
    assert not {"ratio", "saldo", "baten", "kosten"} & {facet.name for facet in FACETS}
