"""Searching with words: what is found, and what comes first."""

from collections.abc import Callable
from typing import Any

import pytest
from meilisearch.errors import MeilisearchApiError
from meilisearch.index import Index

from tests.meili.conftest import ids
from tests.meili.terms import read_query
from tests.meili.typos import distance
from tests.meili.words import flat, in_words, positions

Done = Callable[[Any], dict[str, Any]]
STOP = frozenset({"de", "het", "in"})


def found(index: Index, text: str, **asked: Any) -> set[str]:
    return set(ids(index.search(text, asked)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eén ÉÉN ﬁjn straße", ["een", "een", "fijn", "strasse"]),
        ("mbo'er co-ouder ggz/jeugd", ["mbo", "er", "co", "ouder", "ggz", "jeugd"]),
        ("mantelZorg openSSL GGZ", ["mantel", "zorg", "open", "ssl", "ggz"]),
        ("c++ €12 100%", ["c++", "€12", "100"]),
        ("snake_case, (haakjes)", ["snake", "case", "haakjes"]),
        ("", []),
    ],
)
def test_text_falls_apart_in_words(text: str, words: list[str]) -> None:
    assert list(in_words(text)) == words


def test_sentences_and_elements_of_lists_keep_words_apart() -> None:
    assert list(positions("een twee. drie, vier-vijf")) == [
        ("een", 0),
        ("twee", 1),
        ("drie", 9),
        ("vier", 17),
        ("vijf", 18),
    ]
    assert list(positions(["een", "twee"])) == [("een", 0), ("twee", 8)]


def test_values_that_are_no_text_can_be_searched_too() -> None:
    assert flat({"a": [1, None, True], "b": None}) == "a: 1. true. . "


@pytest.mark.parametrize(
    ("word", "other", "typos"),
    [
        ("seven", "seven", 0),
        ("sevem", "seven", 1),
        ("sevn", "seven", 1),
        ("sveen", "seven", 1),
        ("zeven", "seven", 2),
        ("zevem", "seven", 3),
        ("toekomst", "toekomend", 3),
    ],
)
def test_typos_are_counted_and_the_first_letter_counts_double(word: str, other: str, typos: int) -> None:
    assert distance(word, other, prefix=False, most=2) == typos


def test_the_last_word_is_still_being_typed(index: Index) -> None:
    assert found(index, "toek") == {"c", "e"}
    assert found(index, "toek ") == set()
    assert found(index, "toek wijk", matchingStrategy="all") == set()


def test_looking_for_the_beginning_of_a_word_can_be_switched_off(index: Index, done: Done) -> None:
    done(index.update_settings({"prefixSearch": "disabled"}))
    assert found(index, "toek") == set()
    assert found(index, "toekomst") == {"c", "e"}


def test_stop_words_are_dropped_except_where_the_reader_is_typing(index: Index) -> None:
    assert found(index, "de toekomst", matchingStrategy="all") == {"c", "e"}
    assert found(index, "voor de ") == {"a", "b", "c", "d", "e"}
    assert found(index, "voor de") == set()


def test_an_empty_question_or_only_punctuation_finds_everything(index: Index) -> None:
    for text in ("", "  ", "?!", '""'):
        assert len(found(index, text)) == 5


def test_typos_are_forgiven_by_the_length_of_the_word(index: Index) -> None:
    assert found(index, "wijck ") == {"d", "e"}
    assert found(index, "mantelzrog ") == {"d"}
    assert found(index, "thiis ") == {"b"}
    assert found(index, "wiik ") == set()


def test_typo_tolerance_can_be_switched_off_whole_and_in_part(index: Index, done: Done) -> None:
    done(index.update_settings({"typoTolerance": {"disableOnWords": ["mantelzrog"]}}))
    assert found(index, "mantelzrog ") == set()
    assert found(index, "toekonst ") == {"c", "e"}
    done(index.update_settings({"typoTolerance": {"disableOnAttributes": ["titel"]}}))
    assert found(index, "toekonst ") == set()
    assert found(index, "schuldn ") == {"a", "b"}
    done(index.update_settings({"typoTolerance": {"enabled": False}}))
    assert found(index, "schuldn ") == set()


def test_numbers_can_be_kept_from_typos(index: Index, done: Done) -> None:
    done(index.add_documents([{"id": "x", "titel": "Verslag 20245"}]))
    assert found(index, "20246 ") == {"x"}
    done(index.update_settings({"typoTolerance": {"disableOnNumbers": True}}))
    assert found(index, "20246 ") == set()
    assert found(index, "20245 ") == {"x"}


def test_accents_and_case_do_not_matter_in_words(index: Index) -> None:
    assert found(index, "EEN ") == found(index, "één ") == {"b"}


def test_words_written_apart_or_together_find_each_other(index: Index) -> None:
    assert found(index, "mantel zorg ", matchingStrategy="all") == {"d"}
    assert found(index, "schuldhulp ") == {"b"}


def test_a_phrase_is_found_as_it_stands(index: Index) -> None:
    assert found(index, '"nieuwe toekomst"') == {"c"}
    assert found(index, '"toekomst nieuwe"') == set()
    assert found(index, '"nieuwe toekomts"') == set()
    assert found(index, '"toekomst voor de wijk"') == {"e"}


def test_a_phrase_is_never_dropped(index: Index) -> None:
    assert found(index, '"nieuwe toekomst" thuis') == {"c"}


def test_a_dash_before_a_word_excludes(index: Index) -> None:
    assert found(index, "toekomst -nieuwe") == {"e"}
    assert found(index, 'toekomst -"voor de wijk"') == {"c"}
    assert found(index, "-wijk") == {"a", "b", "c"}


def test_last_drops_words_from_the_end(index: Index) -> None:
    assert ids(index.search("toekomst nieuwe schulden")) == ["c", "e"]
    assert ids(index.search("schulden nieuwe toekomst")) == ["a", "b"]


def test_all_wants_every_word(index: Index) -> None:
    assert found(index, "toekomst nieuwe", matchingStrategy="all") == {"c"}
    assert found(index, "toekomst schulden", matchingStrategy="all") == set()


def test_frequency_drops_the_commonest_words_first(index: Index) -> None:
    assert ids(index.search("toekomst mantelzorg", {"matchingStrategy": "frequency"})) == ["d"]


def test_only_ten_words_count(index: Index) -> None:
    nine = " ".join(["toekomst"] * 9)
    assert found(index, f"{nine} nieuwe mantelzorg", matchingStrategy="all") == {"c"}
    assert len(read_query("a b c d e f g h i j k l", STOP, prefix=True).terms) == 10


def test_synonyms_go_one_way_unless_told_twice(index: Index, done: Done) -> None:
    done(index.update_settings({"synonyms": {"puber": ["jongeren"], "buurt": ["wijk"], "wijk": ["buurt"]}}))
    done(index.add_documents([{"id": "x", "titel": "Puber in de buurt"}]))
    assert found(index, "puber ") == {"a", "x"}
    assert found(index, "jongeren ") == {"a"}
    assert found(index, "buurt ") == found(index, "wijk ") == {"d", "e", "x"}


def test_synonyms_of_several_words_are_phrases(index: Index, done: Done) -> None:
    done(
        index.update_settings(
            {"synonyms": {"dnt": ["de nieuwe toekomst"], "nieuwe toekomst": ["mantelzorg"]}}
        )
    )
    done(index.update_settings({"stopWords": []}))
    assert found(index, "dnt ") == {"c"}
    assert found(index, "nieuwe toekomst ", matchingStrategy="all") == {"c", "d"}


def test_attributes_to_search_on_narrow_the_search(index: Index) -> None:
    assert found(index, "schulden ") == {"a", "b"}
    assert found(index, "schulden ", attributesToSearchOn=["titel"]) == set()
    assert found(index, "jeugd ", attributesToSearchOn=["thema"]) == {"a"}


def test_an_attribute_that_is_not_searchable_is_refused_only_when_they_are_listed(
    index: Index, done: Done
) -> None:
    with pytest.raises(MeilisearchApiError):
        index.search("wijk", {"attributesToSearchOn": ["jaar"]})
    done(index.update_settings({"searchableAttributes": None}))
    assert found(index, "wijk ", attributesToSearchOn=["onbekend"]) == set()


def test_attributes_rank_only_when_they_are_listed(index: Index, done: Done) -> None:
    done(index.delete_all_documents())
    done(index.add_documents([{"id": "1", "plaats": "zorg"}, {"id": "2", "titel": "zorg"}]))
    assert ids(index.search("zorg ")) == ["2", "1"]
    done(index.update_settings({"searchableAttributes": None}))
    assert ids(index.search("zorg ")) == ["1", "2"]


def test_only_searchable_attributes_are_searched(index: Index) -> None:
    assert found(index, "euro ") == set()


def test_the_rules_rank_one_after_the_other(index: Index, done: Done) -> None:
    """More words, fewer typos, closer together, better attribute, nearer the start, exactly."""
    done(index.delete_all_documents())
    done(
        index.add_documents(
            [
                {"id": "typo", "titel": "zorg voor jongerem"},
                {"id": "ver", "titel": "zorg en daarna van alles voor jongeren"},
                {"id": "een", "titel": "zorg"},
                {"id": "lager", "titel": "x", "thema": "zorg jongeren"},
                {"id": "midden", "titel": "alle zorg jongeren"},
                {"id": "precies", "titel": "zorg jongeren"},
            ]
        )
    )
    assert ids(index.search("zorg jongeren ")) == ["precies", "midden", "lager", "ver", "typo", "een"]


def test_sort_ranks_where_it_stands_among_the_rules(index: Index, done: Done) -> None:
    done(index.update_settings({"rankingRules": ["sort", "words", "typo"]}))
    asked = {"sort": ["jaar:desc"]}
    assert ids(index.search("toekomst wijk ", asked)) == ["c", "e"]
    done(index.update_settings({"rankingRules": ["words", "sort"]}))
    assert ids(index.search("toekomst wijk ", asked)) == ["e", "c"]


def test_scores_fall_with_the_rank(index: Index) -> None:
    hits = index.search("toekomst wijk ", {"showRankingScore": True})["hits"]
    scores = [hit["_rankingScore"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    everything = index.search("", {"showRankingScore": True})["hits"]
    assert {hit["_rankingScore"] for hit in everything} == {1.0}


def test_filters_and_words_go_together(index: Index) -> None:
    answer = index.search("toekomst", {"filter": "jaar = 2021", "facets": ["jaar"]})
    assert ids(answer) == ["c"]
    assert answer["estimatedTotalHits"] == 1
    assert answer["facetDistribution"] == {"jaar": {"2021": 1}}
