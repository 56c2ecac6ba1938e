"""Settings: defaults per version, partial updates and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError
from meilisearch.index import Index

from tests.meili import MeiliServer
from tests.meili.conftest import ids

Done = Callable[[Any], dict[str, Any]]
OLD, NEW = "1.12.0", "1.50.0"
SIZES = {"oneTypo": 9, "twoTypos": 5}


def refused(index: Index, given: dict[str, Any]) -> tuple[int, str]:
    with pytest.raises(MeilisearchApiError) as error:
        index.update_settings(given)
    return error.value.status_code, str(error.value.code)


def test_settings_make_the_index(client: Client, done: Done) -> None:
    task = done(client.index("a").update_settings({"stopWords": ["de"]}))
    assert (task["type"], task["details"]) == ("settingsUpdate", {"stopWords": ["de"]})
    assert client.index("a").get_settings()["stopWords"] == ["de"]


def test_an_update_leaves_the_rest_and_null_puts_back(client: Client, done: Done) -> None:
    index = client.index("a")
    done(index.update_settings({"stopWords": ["het", "de"], "typoTolerance": {"disableOnWords": ["x"]}}))
    done(index.update_settings({"typoTolerance": {"minWordSizeForTypos": {"oneTypo": 4}}}))
    found = index.get_settings()
    assert found["stopWords"] == ["de", "het"]
    assert found["typoTolerance"]["disableOnWords"] == ["x"]
    assert found["typoTolerance"]["minWordSizeForTypos"] == {"oneTypo": 4, "twoTypos": 9}
    done(index.update_settings({"stopWords": None, "typoTolerance": None}))
    assert index.get_settings()["stopWords"] == []
    assert index.get_settings()["typoTolerance"]["minWordSizeForTypos"]["oneTypo"] == 5


def test_lists_keep_their_order_and_sets_are_sorted(client: Client, done: Done) -> None:
    index = client.index("a")
    names = ["b", "a", "c"]
    done(index.update_settings({"searchableAttributes": names, "sortableAttributes": names}))
    assert index.get_settings()["searchableAttributes"] == names
    assert index.get_settings()["sortableAttributes"] == sorted(names)


def test_new_settings_hold_for_documents_that_are_there(index: Index, done: Done) -> None:
    done(index.update_settings({"filterableAttributes": ["titel"]}))
    assert ids(index.search("", {"filter": 'titel = "de nieuwe toekomst"'})) == ["c"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"stopWords": "de"}, "invalid_settings_stop_words"),
        ({"searchableAttributes": [1]}, "invalid_settings_searchable_attributes"),
        ({"filterableAttributes": "x"}, "invalid_settings_filterable_attributes"),
        ({"rankingRules": ["manyTheFish"]}, "invalid_settings_ranking_rules"),
        ({"rankingRules": ["attribute", "attributeRank"]}, "invalid_settings_ranking_rules"),
        ({"synonyms": ["x"]}, "invalid_settings_synonyms"),
        ({"synonyms": {"x": "y"}}, "invalid_settings_synonyms"),
        ({"typoTolerance": {"onbekend": 1}}, "invalid_settings_typo_tolerance"),
        ({"typoTolerance": {"minWordSizeForTypos": SIZES}}, "invalid_settings_typo_tolerance"),
        ({"faceting": {"maxValuesPerFacet": "x"}}, "invalid_settings_faceting"),
        ({"faceting": {"sortFacetValuesBy": {"*": "x"}}}, "invalid_settings_faceting"),
        ({"pagination": {"maxTotalHits": 0}}, "invalid_settings_pagination"),
        ({"searchCutoffMs": -1}, "invalid_settings_search_cutoff_ms"),
        ({"prefixSearch": "altijd"}, "invalid_settings_prefix_search"),
        ({"facetSearch": "ja"}, "invalid_settings_facet_search"),
        ({"onbekend": 1}, "bad_request"),
    ],
)
def test_wrong_settings_are_refused_at_once(client: Client, given: dict[str, Any], code: str) -> None:
    assert refused(client.index("a"), given) == (400, code)
    assert client.get_tasks().total == 0


def test_the_ranking_rules_of_a_new_index_differ_per_version(
    done: Done, client: Client, server: MeiliServer
) -> None:
    server.version = "1.35.0"
    done(client.create_index("oud"))
    server.version = "1.36.0"
    done(client.create_index("nieuw"))
    assert "attribute" in client.index("oud").get_settings()["rankingRules"]
    assert client.index("nieuw").get_settings()["rankingRules"][3:6] == [
        "attributeRank",
        "sort",
        "wordPosition",
    ]


@pytest.mark.parametrize(
    ("given", "since"),
    [
        ({"typoTolerance": {"disableOnNumbers": True}}, "1.15.0"),
        ({"filterableAttributes": [{"attributePatterns": ["a"]}]}, "1.14.0"),
        ({"rankingRules": ["words", "attributeRank"]}, "1.36.0"),
    ],
)
def test_an_older_server_refuses_newer_settings(
    server: MeiliServer, client: Client, done: Done, given: dict[str, Any], since: str
) -> None:
    server.version = OLD
    assert refused(client.index("a"), given)[0] == 400
    server.version = since
    assert done(client.index("a").update_settings(given))["status"] == "succeeded"


def test_granular_filters_allow_what_they_say(index: Index, done: Done) -> None:
    rule = {"attributePatterns": ["ja*"], "features": {"filter": {"equality": False, "comparison": True}}}
    done(index.update_settings({"filterableAttributes": [rule]}))
    assert ids(index.search("", {"filter": "jaar > 2020"})) == ["c"]
    with pytest.raises(MeilisearchApiError) as error:
        index.search("", {"filter": "jaar = 2020"})
    assert "Filter operator `=` is not allowed" in error.value.message


def test_an_older_server_compares_numbers_only(server: MeiliServer, index: Index) -> None:
    assert ids(index.search("", {"filter": "thema > s"})) == ["a", "b", "d"]
    server.version = OLD
    assert ids(index.search("", {"filter": "jaar > 2018"})) == ["a", "c"]
    with pytest.raises(MeilisearchApiError) as error:
        index.search("", {"filter": "thema > s"})
    assert error.value.code == "invalid_search_filter"


def test_starts_with_was_an_experiment(server: MeiliServer, index: Index) -> None:
    server.version = "1.16.0"
    with pytest.raises(MeilisearchApiError) as error:
        index.search("", {"filter": "thema STARTS WITH s"})
    assert error.value.code == "feature_not_enabled"


def test_renaming_is_unknown_before_118(server: MeiliServer, client: Client) -> None:
    server.version = "1.17.0"
    with pytest.raises(MeilisearchApiError) as error:
        client.swap_indexes([{"indexes": ["a", "b"], "rename": False}])
    assert (error.value.status_code, error.value.code) == (400, "bad_request")


def test_the_version_is_what_the_server_says(server: MeiliServer, client: Client) -> None:
    assert client.get_version()["pkgVersion"] == NEW
    server.version = "1.11.3"
    assert client.get_version()["pkgVersion"] == "1.11.3"
