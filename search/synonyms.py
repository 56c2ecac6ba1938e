"""Reads synonyms.txt: which words are also searched for when someone types a word."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from search.dutch import folded_words, stem

_FILE = Path(__file__).with_name("synonyms.txt")

Stems = tuple[str, ...]
Words = tuple[str, ...]


class Synonyms:
    """Looks up runs of stems. `longest` is the length of the longest run that has synonyms."""

    def __init__(self, others: Mapping[Stems, tuple[Words, ...]]) -> None:
        self._others = others
        self.longest = max((len(stems) for stems in others), default=0)

    def of(self, stems: Stems) -> tuple[Words, ...]:
        """The folded words that are searched beside these stems; empty when there is nothing."""
        return self._others.get(stems, ())


def read_synonyms(text: str) -> Synonyms:
    """Synonyms of a text in the form that synonyms.txt explains. Raises ValueError with the line number."""
    others: dict[Stems, dict[Words, None]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        content = line.split("#")[0].strip()
        if not content:
            continue
        for typed, also in _pairs(content, number):
            stems = tuple(map(stem, typed))
            if stems != tuple(map(stem, also)):
                others.setdefault(stems, {})[also] = None
    return Synonyms({typed: tuple(also) for typed, also in others.items()})


def _pairs(content: str, number: int) -> Iterator[tuple[Words, Words]]:
    left, arrow, right = content.partition("=>")
    sources = [_words(words, number) for words in left.split(",")]
    targets = [_words(words, number) for words in right.split(",")] if arrow else sources
    if not arrow and len(sources) == 1:
        raise ValueError(f"synonyms.txt, regel {number}: een woord alleen heeft geen synoniem")
    for source in sources:
        for target in targets:
            yield source, target


def _words(text: str, number: int) -> Words:
    found = tuple(folded_words(text))
    if not found:
        raise ValueError(f"synonyms.txt, regel {number}: leeg woord")
    return found


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """The synonyms of the field."""
    return read_synonyms(_FILE.read_text("utf-8"))
