"""How a document matches the terms of a query, and how well.

Simplified against the server: it narrows a graph of all ways to read the query, ranking rule by ranking rule;
here the way with the fewest typos is taken for a document, and the other costs are measured on that way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.meili.terms import MAX_NGRAM, Query, Term, Way
from tests.meili.vocabulary import Places, Vocabulary

FAR = 8

# The ways to find a term, or neighbouring terms written as one word.
Derive = Callable[[Sequence[Term]], list[Way]]


@dataclass(frozen=True)
class Found:
    """Where a term stands in a document: by attribute its first and last place."""

    typos: int
    exact: bool
    places: dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Match:
    """What the ranking rules look at."""

    dropped: int
    typos: int
    path: tuple[Found, ...]


class Matcher:
    """The ways to find every term of one query in one index."""

    def __init__(
        self,
        query: Query,
        vocabulary: Vocabulary,
        within: Sequence[str],
        exact: frozenset[str],
        found: dict[tuple[int, int], list[Way]],
    ) -> None:
        self.terms, self.vocabulary, self.within = query.terms, vocabulary, within
        self.tolerant = [name for name in within if name not in exact]
        self.ways = found

    def match(self, number: int, levels: Sequence[frozenset[int]]) -> Match | None:
        """The match with the fewest terms dropped; None when none of the levels fits."""
        seen: dict[tuple[int, int], Found | None] = {}
        for level in levels:
            path = self._path(number, 0, level, seen)
            if path is not None:
                return Match(len(level), sum(found.typos for found in path), path)
        return None

    def _path(
        self, number: int, at: int, dropped: frozenset[int], seen: dict[tuple[int, int], Found | None]
    ) -> tuple[Found, ...] | None:
        if at >= len(self.terms):
            return ()
        if at in dropped:
            return self._path(number, at + 1, dropped, seen)
        best: tuple[Found, ...] | None = None
        for size in range(1, MAX_NGRAM + 1):
            found = self._found(number, at, size, seen)
            rest = self._path(number, at + size, dropped, seen) if found is not None else None
            if found is None or rest is None:
                continue
            path = (found, *rest)
            if best is None or _typos(path) < _typos(best):
                best = path
        return best

    def _found(
        self, number: int, at: int, size: int, seen: dict[tuple[int, int], Found | None]
    ) -> Found | None:
        key = (at, size)
        if key not in self.ways:
            return None
        if key not in seen:
            seen[key] = self._look(number, key)
        return seen[key]

    def _look(self, number: int, key: tuple[int, int]) -> Found | None:
        at, size = key
        best: Found | None = None
        for words, typos in sorted(self.ways[key], key=lambda way: way[1]):
            if best is not None and typos > best.typos:
                break
            names = self.within if typos == 0 and size == 1 else self.tolerant
            places = phrase_places(words, number, self.vocabulary, names)
            if places:
                exact = typos == 0 and words == self.terms[at].words
                merged = dict(best.places) if best is not None else {}
                for name, spots in places.items():
                    merged[name] = [*merged.get(name, []), *spots]
                best = Found(typos, exact or (best is not None and best.exact), merged)
        return best


def matcher(
    query: Query, vocabulary: Vocabulary, within: Sequence[str], exact: frozenset[str], derive: Derive
) -> Matcher:
    """All terms, and all runs of two or three neighbouring words, with their ways."""
    found: dict[tuple[int, int], list[Way]] = {}
    for at in range(len(query.terms)):
        for size in range(1, MAX_NGRAM + 1):
            run = query.terms[at : at + size]
            if len(run) == size and (size == 1 or _joinable(run)):
                found[at, size] = derive(run)
    return Matcher(query, vocabulary, within, exact, found)


def _joinable(run: Sequence[Term]) -> bool:
    return not any(term.phrase for term in run) and all(b.place == a.place + 1 for a, b in pairwise(run))


def _typos(path: tuple[Found, ...]) -> int:
    return sum(found.typos for found in path)


def phrase_places(
    words: tuple[str | None, ...], number: int, vocabulary: Vocabulary, within: Sequence[str]
) -> dict[str, list[tuple[int, int]]]:
    """Where these words follow each other; None stands for any word."""
    by_word: list[tuple[int, Places]] = [
        (offset, vocabulary.places(word, number, within))
        for offset, word in enumerate(words)
        if word is not None
    ]
    if not by_word:
        return {}
    first, starts = by_word[0]
    result: dict[str, list[tuple[int, int]]] = {}
    for name, spots in starts.items():
        held = [(offset - first, set(places.get(name, ()))) for offset, places in by_word[1:]]
        fitting = [spot for spot in spots if all(spot + offset in others for offset, others in held)]
        if fitting:
            result[name] = [(spot, spot + len(words) - 1 - first) for spot in fitting]
    return result


def proximity(path: tuple[Found, ...]) -> int:
    """How far the terms stand apart, 0 when each follows the one before it."""
    return sum(_apart(a, b) for a, b in pairwise(path))


def _apart(left: Found, right: Found) -> int:
    best = FAR - 1
    for name, spots in left.places.items():
        for _, end in spots:
            for start, _ in right.places.get(name, ()):
                # The other way round counts one more.
                gap = start - end - 1 if start > end else end - start
                best = min(best, max(gap, 0))
    return best
