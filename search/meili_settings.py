"""The settings of the Meilisearch index, made from the same files as the analysis."""

from typing import Any

from search.engine import Sort
from search.facets import FACETS
from search.fields import GROUPS
from search.lexicon import stop_words
from search.meili_rows import (
    ANALYSIS,
    CHANGED,
    ID,
    INSIDE,
    LABELS_LENGTH,
    NAME_KEY,
    NAME_LENGTH,
    NAME_START,
    PRINT,
    RANK,
    ROWS,
    SHOWN,
    STEMS,
    WORD_START,
    YEAR,
    attribute,
)
from search.mistakes import SHORTEST_TYPO, TWO_MISTAKES_FROM
from search.synonyms import written

MOST_HITS = 1_000_000
"""Higher than any collection: a lower limit would cut off the counts as well as the pages."""
_MOST_CODES = 1_000  # all municipalities and years, with room
_CUTOFF_MS = 800  # a reader gets an answer from the embedded engine after a second

_BY_NAME = [f"{NAME_KEY}:asc", f"{ID}:asc"]
ORDERS: dict[Sort, list[str]] = {
    Sort.RELEVANCE: [f"{RANK}:asc", f"{YEAR}:desc", *_BY_NAME],
    Sort.NEWEST_STUDY: [f"{YEAR}:desc", f"{RANK}:asc", *_BY_NAME],
    Sort.NAME: _BY_NAME,
    Sort.LAST_CHANGED: [f"{CHANGED}:desc", *_BY_NAME],
}
"""The same orders as search.orders; the last criterion is unique, so that pages never overlap."""


_SEARCHED = ("naam", "labels", "titels", "betrokken", "samenvatting", "woorddelen", "tekst")
_READ = (ID, *SHOWN, *_SEARCHED[1:4], RANK, YEAR, NAME_KEY, NAME_LENGTH, LABELS_LENGTH, PRINT, ANALYSIS)
_RULES = ("words", "typo", "proximity", "attribute", "exactness", f"{RANK}:asc", f"{YEAR}:desc")


def settings() -> dict[str, Any]:
    """Every setting we choose; the others stay as the server has them.

    Selecting and ordering goes by filters on our own terms. Searchable attributes, synonyms, stop words and
    typo rules serve the question that our own analysis can make nothing of.
    """
    return {
        "searchableAttributes": list(_SEARCHED),
        "displayedAttributes": list(_READ),
        "filterableAttributes": sorted(_filtered()),
        "sortableAttributes": sorted([ID, RANK, YEAR, NAME_KEY, CHANGED]),
        # An order that a visitor chose goes before how well a word fits.
        "rankingRules": ["sort", *_RULES],
        "stopWords": sorted(stop_words()),
        "synonyms": _synonyms(),
        "typoTolerance": {
            "enabled": True,
            "minWordSizeForTypos": {"oneTypo": SHORTEST_TYPO, "twoTypos": TWO_MISTAKES_FROM},
            "disableOnWords": [],
            "disableOnAttributes": ["tekst"],
        },
        "faceting": {"maxValuesPerFacet": _MOST_CODES},
        "pagination": {"maxTotalHits": MOST_HITS},
        "searchCutoffMs": _CUTOFF_MS,
        "prefixSearch": "indexingTime",
        # Nobody searches within the values of a facet, and with our terms there are very many.
        "facetSearch": False,
    }


def _filtered() -> list[str]:
    kinds = (STEMS, INSIDE, ROWS)
    terms = [attribute(group.name, kind) for group in GROUPS for kind in kinds]
    return [ID, *kinds, *terms, NAME_START, WORD_START, ANALYSIS, *(facet.name for facet in FACETS)]


def _synonyms() -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for typed, target in written():
        # Meilisearch has no synonym that is two things at once.
        if len(target) == 1:
            found.setdefault(" ".join(typed), set()).add(" ".join(target[0]))
    return {typed: sorted(others) for typed, others in sorted(found.items())}
