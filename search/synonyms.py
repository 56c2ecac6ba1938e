"""Reads synonyms.txt and plaatsen.txt: what is also searched for when someone types a word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search.dutch import folded_words, stem

_FILES = ("synonyms.txt", "plaatsen.txt")

Stems = tuple[str, ...]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Also:
    """What is searched beside something typed: any of `any_of`, or all words of one of `all_of`."""

    any_of: tuple[Words, ...] = ()
    all_of: tuple[tuple[Words, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.any_of or self.all_of)


class Synonyms:
    """Looks up runs of stems.

    `longest` is the length of the longest run that has synonyms; `sources` are the single words as listed.
    """

    def __init__(self, others: Mapping[Stems, Also], sources: frozenset[str] = frozenset()) -> None:
        self._others = others
        self.sources = sources
        self.longest = max((len(stems) for stems in others), default=0)

    def of(self, stems: Stems) -> Also:
        """What is searched beside these stems."""
        return self._others.get(stems, Also())


def read_synonyms(*texts: tuple[str, str]) -> Synonyms:
    """Synonyms of (name, text) pairs in the form that synonyms.txt explains.

    Raises ValueError with the name and the number of a line that cannot be read.
    """
    others: dict[Stems, Also] = {}
    sources: set[str] = set()
    for typed, target in _pairs_of(texts):
        if len(typed) == 1:
            sources.add(typed[0])
        stems = tuple(map(stem, typed))
        before = others.get(stems, Also())
        if len(target) > 1:
            others[stems] = Also(before.any_of, (*before.all_of, target))
        elif stems != tuple(map(stem, target[0])) and target[0] not in before.any_of:
            others[stems] = Also((*before.any_of, target[0]), before.all_of)
    return Synonyms(others, frozenset(sources))


def _pairs_of(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[Words, tuple[Words, ...]]]:
    for name, text in texts:
        for number, line in enumerate(text.splitlines(), 1):
            content = line.split("#")[0].strip()
            if content:
                yield from _pairs(content, f"{name}, regel {number}")


def _pairs(content: str, place: str) -> Iterator[tuple[Words, tuple[Words, ...]]]:
    left, arrow, right = content.partition("=>")
    sources = [_words(text, place) for text in left.split(",")]
    if not arrow and len(sources) == 1:
        raise ValueError(f"{place}: een woord alleen heeft geen synoniem")
    targets = (
        [tuple(_words(piece, place) for piece in text.split("+")) for text in right.split(",")]
        if arrow
        else []
    )
    for source in sources:
        for target in targets or [(other,) for other in sources]:
            yield source, target


def _words(text: str, place: str) -> Words:
    found = tuple(folded_words(text))
    if not found:
        raise ValueError(f"{place}: leeg woord")
    return found


@lru_cache(maxsize=1)
def written() -> tuple[tuple[Words, tuple[Words, ...]], ...]:
    """Each word of the files with one that is also searched for; several words where all of them must fit."""
    return tuple(pair for pair in _pairs_of(_texts()) if (pair[0],) != pair[1])


@lru_cache(maxsize=1)
def rows() -> frozenset[Words]:
    """Every row of two or more words in the files."""
    sides = (words for typed, target in written() for words in (typed, *target))
    return frozenset(words for words in sides if len(words) > 1)


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """The synonyms of the field."""
    return read_synonyms(*_texts())


def _texts() -> tuple[tuple[str, str], ...]:
    folder = Path(__file__).parent
    return tuple((name, (folder / name).read_text("utf-8")) for name in _FILES)
