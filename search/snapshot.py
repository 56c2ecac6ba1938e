"""One state of the embedded index. Readers hold a snapshot; a change makes another one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import log

import tantivy

from search.dutch import fold
from search.engine import SearchDocument, Sort
from search.facets import FacetIndex, members_of
from search.index import all_words_query, any_word_query, concept_query
from search.plan import Plan
from search.vocabulary import Vocabulary

_SAME_SCORE = 2  # decimals; closer scores than that say nothing about what is better
_LEAST_COVERED = 0.22
_NEAR_BEST = 0.6
_COVERAGE = 1000.0  # larger than any score

Scored = list[tuple[float, int]]


@dataclass(frozen=True)
class Snapshot:
    """Documents by ordinal (None where one was dropped), with all that was made of them."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    documents: tuple[SearchDocument | None, ...]
    ordinals: Mapping[str, int]
    facets: FacetIndex
    vocabulary: Vocabulary
    everything: int
    _places: dict[Sort, list[int]] = field(default_factory=dict)

    def document(self, ordinal: int) -> SearchDocument:
        """The document with this number; KeyError when it was dropped."""
        document = self.documents[ordinal]
        if document is None:
            raise KeyError(ordinal)
        return document

    def with_all(self, plan: Plan) -> Scored:
        """Every document with all strong concepts."""
        return self.scored(all_words_query(self.schema, plan))

    def with_most(self, plan: Plan) -> Scored:
        """Documents with most of the strong concepts; how many and how rare they are goes before the score.

        A rare word says more than a common one, and a word the collection lacks counts as very rare: someone
        who asks for it is not helped by everything that fits the common word beside it.
        """
        covered: dict[int, float] = {}
        asked = 0.0
        for concept in plan.strong:
            holders = self.scored(concept_query(self.schema, concept))
            rarity = log(1 + len(self.ordinals) / max(len(holders), 1))
            asked += rarity
            for _, ordinal in holders:
                covered[ordinal] = covered.get(ordinal, 0.0) + rarity
        least = max(_LEAST_COVERED * asked, _NEAR_BEST * max(covered.values(), default=0.0))
        candidates = self.scored(any_word_query(self.schema, plan))
        kept = [(score, n, covered[n] / asked) for score, n in candidates if covered.get(n, 0.0) >= least]
        return sorted(((share * _COVERAGE + score, n) for score, n, share in kept), reverse=True)

    def scored(self, query: tantivy.Query) -> Scored:
        """(score, ordinal) of every document a query finds, best first."""
        hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
        if not hits:
            return []
        numbers = self.searcher.fast_field_values("nummer", [address for _, address in hits])
        return [(score, int(number or 0)) for (score, _), number in zip(hits, numbers, strict=True)]

    def places(self, sort: Sort) -> list[int]:
        """Per ordinal its place in an order; made once per snapshot and order."""
        if sort not in self._places:
            alive = [(_key(document, sort), n) for n, document in enumerate(self.documents) if document]
            places = [0] * len(self.documents)
            for place, (_, ordinal) in enumerate(sorted(alive)):
                places[ordinal] = place
            self._places[sort] = places
        return self._places[sort]

    def in_order(self, found: int, sort: Sort, start: int, end: int) -> list[int]:
        """Ordinals from `start` to `end` of a set, in an order of their own."""
        places = self.places(sort)
        return sorted(members_of(found), key=places.__getitem__)[start:end]

    def by_score(self, scored: Scored, found: int, start: int, end: int) -> list[int]:
        """Ordinals from `start` to `end` of the scored ones in a set; ties by rank group, year, name."""
        places = self.places(Sort.RELEVANCE)
        ranked: list[tuple[float, int, int]] = []
        for score, ordinal in _inside(scored, found):
            rounded = -round(score, _SAME_SCORE)
            if len(ranked) >= end and rounded > ranked[-1][0]:
                break
            ranked.append((rounded, places[ordinal], ordinal))
        return [ordinal for _, _, ordinal in sorted(ranked)[start:end]]


def _inside(scored: Scored, found: int) -> Iterator[tuple[float, int]]:
    flags = found.to_bytes(found.bit_length() // 8 + 1, "little")
    for score, ordinal in scored:
        if ordinal >> 3 < len(flags) and flags[ordinal >> 3] >> (ordinal & 7) & 1:
            yield score, ordinal


def _key(document: SearchDocument, sort: Sort) -> tuple[object, ...]:
    """What a document is ordered by. An unknown year comes last."""
    name = (fold(document.name), document.slug)
    newest = -(document.newest_study or 0)
    if sort is Sort.NAME:
        return name
    if sort is Sort.NEWEST_STUDY:
        return (newest, document.rank_group, *name)
    if sort is Sort.LAST_CHANGED:
        return (-document.changed_at.timestamp(), *name)
    return (document.rank_group, newest, *name)
