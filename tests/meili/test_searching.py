"""Searching without words: order, pages, facets and what a hit shows."""

from collections.abc import Callable
from typing import Any

import pytest
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError
from meilisearch.index import Index

from tests.meili.conftest import ids

Done = Callable[[Any], dict[str, Any]]


def code_of(index: Index, **asked: Any) -> str:
    with pytest.raises(MeilisearchApiError) as error:
        index.search("", asked)
    assert error.value.status_code == 400
    return str(error.value.code)


def counts(index: Index, attribute: str) -> dict[str, int]:
    return dict(index.search("", {"facets": [attribute]})["facetDistribution"][attribute])


def test_without_a_question_documents_come_in_the_order_they_came_in(index: Index, done: Done) -> None:
    assert ids(index.search("")) == ["a", "b", "c", "d", "e"]
    done(index.add_documents([{"id": "c", "titel": "vervangen"}]))
    assert ids(index.search("")) == ["a", "b", "c", "d", "e"]
    done(index.delete_document("b"))
    done(index.add_documents([{"id": "nieuw"}]))
    assert ids(index.search("")) == ["a", "nieuw", "c", "d", "e"]


def test_sorting_puts_numbers_before_texts_and_what_is_missing_last_both_ways(index: Index) -> None:
    assert ids(index.search("", {"sort": ["jaar:asc"]})) == ["b", "a", "c", "e", "d"]
    assert ids(index.search("", {"sort": ["jaar:desc"]})) == ["c", "a", "b", "e", "d"]


def test_texts_sort_by_the_bytes_of_their_normal_form(index: Index, done: Done) -> None:
    words = ["Zebra", "ezel", "Één", "appel", "10", "9"]
    done(index.delete_all_documents())
    done(index.add_documents([{"id": str(at), "titel": word} for at, word in enumerate(words)]))
    found = [hit["titel"] for hit in index.search("", {"sort": ["titel:asc"]})["hits"]]
    assert found == ["10", "9", "appel", "ezel", "Één", "Zebra"]


def test_a_list_sorts_by_its_lowest_up_and_its_highest_down(index: Index, done: Done) -> None:
    done(index.add_documents([{"id": "f", "jaar": [1990, 2030]}]))
    assert ids(index.search("", {"sort": ["jaar:asc"]}))[0] == "f"
    assert ids(index.search("", {"sort": ["jaar:desc"]}))[0] == "f"


def test_ties_go_to_the_next_criterion_and_then_to_the_order_of_insertion(index: Index, done: Done) -> None:
    done(index.add_documents([{"id": "f", "jaar": 2018, "titel": "Aap"}, {"id": "g", "jaar": 2018}]))
    assert ids(index.search("", {"sort": ["jaar:asc", "titel:asc"]}))[:3] == ["f", "b", "g"]
    assert ids(index.search("", {"sort": ["jaar:asc"]}))[:3] == ["b", "f", "g"]


def test_custom_ranking_rules_order_a_search_without_a_question(index: Index, done: Done) -> None:
    done(index.update_settings({"rankingRules": ["words", "typo", "jaar:desc", "sort"]}))
    assert ids(index.search("")) == ["c", "a", "b", "e", "d"]


def test_sorting_needs_the_rule_and_a_sortable_attribute(index: Index, done: Done) -> None:
    assert code_of(index, sort=["thema:asc"]) == "invalid_search_sort"
    assert code_of(index, sort=["jaar"]) == "invalid_search_sort"
    assert code_of(index, sort=["jaar:omhoog"]) == "invalid_search_sort"
    done(index.update_settings({"rankingRules": ["words"]}))
    assert code_of(index, sort=["jaar:asc"]) == "invalid_search_sort"


def test_offset_and_limit_come_with_an_estimate(index: Index) -> None:
    answer = index.search("", {"limit": 2, "offset": 1})
    assert ids(answer) == ["b", "c"]
    assert (answer["limit"], answer["offset"], answer["estimatedTotalHits"]) == (2, 1, 5)
    assert "totalHits" not in answer


def test_pages_come_with_an_exact_count(index: Index) -> None:
    answer = index.search("", {"page": 2, "hitsPerPage": 2})
    assert ids(answer) == ["c", "d"]
    assert (answer["page"], answer["hitsPerPage"]) == (2, 2)
    assert (answer["totalPages"], answer["totalHits"]) == (3, 5)
    assert "estimatedTotalHits" not in answer
    assert index.search("", {"page": 0})["hits"] == []
    assert index.search("", {"hitsPerPage": 0})["totalPages"] == 0


def test_a_limit_of_nothing_still_counts(index: Index) -> None:
    answer = index.search("", {"limit": 0, "facets": ["thema"]})
    assert answer["hits"] == []
    assert answer["estimatedTotalHits"] == 5
    assert sum(answer["facetDistribution"]["thema"].values()) == 4


def test_max_total_hits_caps_hits_and_counts_but_not_facets(index: Index, done: Done) -> None:
    done(index.update_settings({"pagination": {"maxTotalHits": 2}}))
    answer = index.search("", {"limit": 10, "facets": ["thema"]})
    assert ids(answer) == ["a", "b"]
    assert answer["estimatedTotalHits"] == 2
    assert sum(answer["facetDistribution"]["thema"].values()) == 4
    assert index.search("", {"offset": 2})["hits"] == []
    assert index.search("", {"page": 2, "hitsPerPage": 1})["totalPages"] == 2


def test_facets_merge_spellings_and_show_the_first(index: Index) -> None:
    found = index.search("", {"facets": ["thema"]})["facetDistribution"]["thema"]
    assert found == {"Jeugd": 1, "Schulden": 2, "Zorg": 1}
    assert list(found) == ["Jeugd", "Schulden", "Zorg"]
    narrowed = index.search("", {"facets": ["thema"], "filter": "jaar = 2018"})
    assert narrowed["facetDistribution"]["thema"] == {"schulden": 1}


def test_facets_can_go_by_count_and_have_a_limit(index: Index, done: Done) -> None:
    done(index.update_settings({"faceting": {"maxValuesPerFacet": 2}}))
    assert list(index.search("", {"facets": ["thema"]})["facetDistribution"]["thema"]) == [
        "Jeugd",
        "Schulden",
    ]
    done(index.update_settings({"faceting": {"sortFacetValuesBy": {"*": "count"}}}))
    assert next(iter(index.search("", {"facets": ["thema"]})["facetDistribution"]["thema"])) == "Schulden"


def test_numeric_facets_have_statistics(index: Index) -> None:
    answer = index.search("", {"facets": ["jaar", "thema"]})
    assert answer["facetStats"] == {"jaar": {"min": 2018.0, "max": 2021.0}}


def test_a_number_and_a_text_spelled_alike_share_a_line_in_the_facets(index: Index) -> None:
    """The count is that of the text: the server does not add them up. Give an attribute one type."""
    assert counts(index, "jaar") == {"2018": 1, "2020": 1, "2021": 1}


def test_all_facets_can_be_asked_and_only_filterable_ones(index: Index) -> None:
    asked = index.search("", {"facets": ["*"]})["facetDistribution"]
    assert set(asked) == {"jaar", "thema", "plaats", "kosten", "kosten.totaal", "kosten.munt"}
    assert code_of(index, facets=["titel"]) == "invalid_search_facets"


def test_a_facet_that_no_document_has_is_not_in_the_answer(index: Index, done: Done) -> None:
    done(index.update_settings({"filterableAttributes": ["jaar", "nooit"]}))
    assert index.search("", {"facets": ["nooit"]})["facetDistribution"] == {}


def test_a_hit_shows_what_is_displayed_and_asked(index: Index, done: Done) -> None:
    done(index.update_settings({"displayedAttributes": ["id", "titel", "kosten.totaal"]}))
    assert index.search("", {"filter": "kosten EXISTS"})["hits"] == [
        {"id": "e", "titel": "Toekomst voor de wijk", "kosten": {"totaal": 12.5}},
    ]
    shown = index.search("", {"attributesToRetrieve": ["id", "jaar"], "limit": 1})
    assert shown["hits"] == [{"id": "a"}]


def test_reading_documents_ignores_what_is_displayed(index: Index, done: Done) -> None:
    done(index.update_settings({"displayedAttributes": ["id"]}))
    read = index.get_documents({"limit": 2, "offset": 1, "filter": "jaar EXISTS", "fields": ["id", "jaar"]})
    assert (read.total, read.limit, read.offset) == (4, 2, 1)
    assert [dict(document) for document in read.results] == [
        {"id": "b", "jaar": 2018},
        {"id": "c", "jaar": 2021},
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"limit": "veel"}, "invalid_search_limit"),
        ({"limit": -1}, "invalid_search_limit"),
        ({"limit": None}, "invalid_search_limit"),
        ({"facets": "thema"}, "invalid_search_facets"),
        ({"sort": "jaar:asc"}, "invalid_search_sort"),
        ({"matchingStrategy": "some"}, "invalid_search_matching_strategy"),
        ({"attributesToSearchOn": ["nergens"]}, "invalid_search_attributes_to_search_on"),
        ({"onbekend": 1}, "bad_request"),
    ],
)
def test_wrong_parameters_are_refused(index: Index, asked: dict[str, Any], code: str) -> None:
    assert code_of(index, **asked) == code


def test_several_searches_go_in_one_request_in_their_order(client: Client, index: Index) -> None:
    answer = client.multi_search(
        [
            {"indexUid": "aanpakken", "filter": "jaar = 2021"},
            {"indexUid": "aanpakken", "limit": 0, "facets": ["thema"]},
            {"indexUid": "aanpakken", "q": "wijk", "sort": ["titel:asc"]},
        ]
    )
    first, second, third = answer["results"]
    assert (first["indexUid"], ids(first)) == ("aanpakken", ["c"])
    assert second["facetDistribution"]["thema"]["Schulden"] == 2
    assert third["query"] == "wijk"


def test_one_wrong_search_fails_them_all_and_says_which(client: Client, index: Index) -> None:
    with pytest.raises(MeilisearchApiError) as error:
        client.multi_search([{"indexUid": "aanpakken"}, {"indexUid": "aanpakken", "filter": "titel = x"}])
    assert (error.value.status_code, error.value.code) == (400, "invalid_search_filter")
    assert error.value.message.startswith("Inside `.queries[1]`: Index `aanpakken`: Attribute `titel`")


def test_a_missing_index_is_404_in_a_search_and_400_in_several(client: Client) -> None:
    with pytest.raises(MeilisearchApiError) as alone:
        client.index("weg").search("")
    with pytest.raises(MeilisearchApiError) as several:
        client.multi_search([{"indexUid": "weg"}])
    assert (alone.value.status_code, alone.value.code) == (404, "index_not_found")
    assert (several.value.status_code, several.value.code) == (400, "index_not_found")
    assert several.value.message == "Inside `.queries[0]`: Index `weg` not found."


def test_what_is_left_out_is_not_answered_with_something_else(index: Index) -> None:
    with pytest.raises(MeilisearchApiError) as error:
        index.search("x", {"attributesToHighlight": ["titel"]})
    assert error.value.status_code == 501
