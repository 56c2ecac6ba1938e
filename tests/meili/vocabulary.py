"""The words of an index: in which documents, in which attribute, at which places."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.meili.words import positions

Places = dict[str, list[int]]


class Vocabulary:
    """Postings of the searchable attributes, kept in step document by document."""

    def __init__(self, searchable: Sequence[str], stop_words: frozenset[str]) -> None:
        self.searchable = list(searchable)
        self.stop_words = stop_words
        self.postings: dict[str, dict[int, Places]] = defaultdict(dict)
        self.held: dict[int, set[str]] = {}
        self.lengths: dict[tuple[int, str], int] = {}
        self.order: list[str] = []
        self._sorted: list[str] | None = None

    def attributes(self, document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What is searched in: the listed attributes, or all of them in the order they were first seen."""
        if "*" not in self.searchable:
            for name in self.searchable:
                value: Any = document
                for part in [name] if name in document else name.split("."):
                    value = value.get(part) if isinstance(value, Mapping) else None
                yield name, value
            return
        for name, value in document.items():
            if name not in self.order:
                self.order.append(name)
            yield name, value

    def ranked(self) -> list[str]:
        return self.order if "*" in self.searchable else self.searchable

    def add(self, number: int, document: Mapping[str, Any]) -> None:
        words = self.held.setdefault(number, set())
        for name, value in self.attributes(document):
            for word, place in positions(value):
                self.lengths[number, name] = self.lengths.get((number, name), 0) + 1
                if word not in self.stop_words:
                    self.postings[word].setdefault(number, {}).setdefault(name, []).append(place)
                    words.add(word)
        self._sorted = None

    def remove(self, number: int) -> None:
        for word in self.held.pop(number, ()):
            del self.postings[word][number]
            if not self.postings[word]:
                del self.postings[word]
        for name in self.ranked():
            self.lengths.pop((number, name), None)
        self._sorted = None

    def words(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self.postings)
        return self._sorted

    def starting(self, prefix: str) -> Iterator[str]:
        words = self.words()
        for word in words[bisect_left(words, prefix) :]:
            if not word.startswith(prefix):
                return
            yield word

    def places(self, word: str, number: int, within: Iterable[str]) -> Places:
        found = self.postings.get(word, {}).get(number, {})
        return {name: found[name] for name in within if name in found}
