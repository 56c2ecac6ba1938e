"""One state of the embedded index. Readers hold a snapshot; a change makes another one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import cast

import tantivy

from search.counting import FacetIndex, holds_of, mask_of
from search.engine import SearchDocument, Sort
from search.fields import COVERAGE, LEAST_COVERED, NEAR_BEST, SAME_SCORE, rarity
from search.index import all_words_query, any_word_query, concept_query
from search.orders import Key, Orders
from search.plan import Concept, Plan
from search.vocabulary import Vocabulary

__all__ = ["LEAST_COVERED", "NEAR_BEST", "Found", "Snapshot"]


class Found:
    """What a text finds: ordinals with their scores, the best first. `partial`: no document has all words."""

    def __init__(self, scores: Sequence[float], ordinals: Sequence[int], *, partial: bool = False) -> None:
        self.scores = scores
        self.ordinals = ordinals
        self.partial = partial

    @cached_property
    def mask(self) -> int:
        """The ordinals as a set."""
        return mask_of(self.ordinals)

    def inside(self, narrowed: int) -> Iterator[tuple[float, int]]:
        """(score, ordinal) of those in a set, the best first."""
        holds = holds_of(narrowed)
        return (pair for pair in zip(self.scores, self.ordinals, strict=True) if holds(pair[1]))


@dataclass(frozen=True)
class Snapshot:
    """Documents by ordinal (None where one was dropped), with all that was made of them."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    documents: tuple[SearchDocument | None, ...]
    ordinals: Mapping[str, int]
    facets: FacetIndex
    vocabulary: Vocabulary
    orders: Orders
    everything: int

    def document(self, ordinal: int) -> SearchDocument:
        """The document with this number; KeyError when it was dropped."""
        document = self.documents[ordinal]
        if document is None:
            raise KeyError(ordinal)
        return document

    def with_all(self, plan: Plan) -> Found:
        """Every document with all strong concepts."""
        return self.found(all_words_query(self.schema, plan))

    def with_most(self, plan: Plan) -> Found:
        """Documents with most of the strong concepts; how many and how rare they are goes before the score.

        A rare word says more than a common one, and a word the collection lacks counts as very rare: someone
        who asks for it is not helped by everything that fits the common word beside it.
        """
        covered: dict[int, float] = {}
        asked = 0.0
        for concept in plan.strong:
            holders = self.found(concept_query(self.schema, concept)).ordinals
            rare = rarity(len(holders), len(self.ordinals))
            asked += rare
            for ordinal in holders:
                covered[ordinal] = covered.get(ordinal, 0.0) + rare
        least = max(LEAST_COVERED * asked, NEAR_BEST * max(covered.values(), default=0.0))
        candidates = self.found(any_word_query(self.schema, plan))
        ranked = [
            (covered[ordinal] / asked * COVERAGE + score, ordinal)
            for score, ordinal in zip(candidates.scores, candidates.ordinals, strict=True)
            if covered.get(ordinal, 0.0) >= least
        ]
        ranked.sort(reverse=True)
        return Found([score for score, _ in ranked], [ordinal for _, ordinal in ranked], partial=True)

    def lacking(self, plan: Plan, slug: str) -> tuple[str, ...]:
        """The typed words of a plan that one document does not have."""
        this = tantivy.Query.term_query(self.schema, "slug", slug, "basic")
        must = tantivy.Occur.Must

        def lacks(concept: Concept) -> bool:
            both = [(must, this), (must, concept_query(self.schema, concept))]
            return not self.found(tantivy.Query.boolean_query(both)).ordinals

        return tuple(concept.typed for concept in plan.strong if lacks(concept))

    def found(self, query: tantivy.Query) -> Found:
        """Every document a query finds."""
        hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
        if not hits:
            return Found((), ())
        numbers = self.searcher.fast_field_values("nummer", list(map(itemgetter(1), hits)))
        return Found(list(map(itemgetter(0), hits)), cast("list[int]", numbers))

    def best(self, found: Found, narrowed: int, start: int, end: int) -> list[int]:
        """Ordinals from `start` to `end` of the finds in a set; ties by rank group, year, name."""
        keys = self.orders.keys[Sort.RELEVANCE]
        ranked: list[tuple[float, Key, int]] = []
        for score, ordinal in found.inside(narrowed):
            rounded = -round(score, SAME_SCORE)
            if len(ranked) >= end and rounded > ranked[-1][0]:
                break
            ranked.append((rounded, keys[ordinal], ordinal))
        return [ordinal for _, _, ordinal in sorted(ranked)[start:end]]
