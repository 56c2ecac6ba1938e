"""Whether a name fits what someone has typed so far, and which part of it does."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from string import ascii_lowercase

from markupsafe import Markup, escape

from search.dutch import Word, clean, fold, folded_words, words
from search.mistakes import SHORTEST_TYPO
from search.plan import typed_so_far

SHORTEST_INSIDE = 4
"""From this length on a word is also found inside another: hulpverlening in schuldhulpverlening."""
_CLITIC = re.compile(r"(?<!\w)['’‘]([stn])(?!\w)", re.IGNORECASE)


class Rank(IntEnum):
    """How well a name fits; the lowest is the best."""

    WHOLE = 0
    BEGINNING = 1
    WORD = 2
    INSIDE = 3
    TYPO = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its folded words. `row`: those words in order, as someone types them."""

    text: str
    words: tuple[str, ...]
    row: str


@lru_cache(maxsize=10_000)
def name_of(text: str) -> Name:
    """The name in a text. The letter of 's-Gravenhage is a word as well here: some people type it."""
    text = clean(text)
    found = folded_words(text)
    joined = [first + second for first, second in pairwise(found)]
    return Name(text, (*found, *_CLITIC.findall(fold(text)), *joined), " ".join(found))


def typed_words(text: str) -> tuple[str, ...]:
    """The folded words of what was typed so far; each may still be unfinished."""
    return tuple(typed_so_far(text))


def rank(typed: Sequence[str], name: Name) -> Rank | None:
    """How a name fits when nothing was mistyped; None when a typed word does not fit.

    A word fits when a word of the name begins with it. Words may also be typed apart: jongeren werk.
    """
    row = " ".join(typed)
    if name.row.startswith(row):
        return Rank.WHOLE if name.row == row else Rank.BEGINNING
    if all(any(word.startswith(one) for word in name.words) for one in typed):
        return Rank.WORD
    joined = "".join(typed)
    if len(typed) > 1 and any(word.startswith(joined) for word in name.words):
        return Rank.WORD
    return None


def stands_inside(typed: Sequence[str], name: Name) -> bool:
    """Whether every typed word stands somewhere in a word of the name."""
    return all(len(one) >= SHORTEST_INSIDE and any(one in word for word in name.words) for one in typed)


def fits_with_typo(typed: Sequence[str], name: Name) -> bool:
    """Whether the name fits when every longer typed word may hold one mistake."""
    return all(any(nearly_begins(word, one) for word in name.words) for one in typed)


def nearly_begins(word: str, typed: str) -> bool:
    """Whether a word begins with what was typed, but for one wrong, missing, extra or swapped letter."""
    if word.startswith(typed):
        return True
    if len(typed) < SHORTEST_TYPO or not typed.isalpha():
        return False
    length = len(typed)
    return not _mistaken(typed).isdisjoint((word[: length - 1], word[:length], word[: length + 1]))


@lru_cache(maxsize=256)
def _mistaken(typed: str) -> frozenset[str]:
    """Everything someone may have meant who made one mistake in typing this."""
    cuts = [(typed[:at], typed[at:]) for at in range(len(typed))]
    extra = {before + after[1:] for before, after in cuts}
    swapped = {before + after[1::-1] + after[2:] for before, after in cuts}
    wrong = {before + letter + after[1:] for before, after in cuts for letter in ascii_lowercase}
    missing = {before + letter + after for before, after in cuts for letter in ascii_lowercase}
    return frozenset(extra | swapped | wrong | missing)


class NameIndex:
    """Names by their words, to find those that fit without looking at each."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._numbers: dict[str, set[int]] = {}
        for number, name in enumerate(names):
            for word in name.words:
                self._numbers.setdefault(word, set()).add(number)
        self._words = sorted(self._numbers)

    def fitting(self, typed: Sequence[str]) -> set[int]:
        """The numbers of the names of which `rank` says that they fit."""
        found = _in_all([self._having(self._beginning(one)) for one in typed])
        return found | self._having(self._beginning("".join(typed)))

    def nearly(self, typed: Sequence[str]) -> set[int]:
        """The numbers of the names that fit when every longer typed word may hold one mistake."""
        return _in_all(
            [self._having(word for word in self._words if nearly_begins(word, one)) for one in typed]
        )

    def _beginning(self, start: str) -> Iterator[str]:
        at = bisect_left(self._words, start)
        return takewhile(lambda word: word.startswith(start), islice(self._words, at, None))

    def _having(self, found: Iterable[str]) -> set[int]:
        return set().union(*(self._numbers[word] for word in found))


def _in_all(sets: Sequence[set[int]]) -> set[int]:
    return set.intersection(*sets) if sets else set()


def marked(text: str, typed: Sequence[str]) -> Markup:
    """The text as HTML in which the fitting part of each word stands in <mark>."""
    text = clean(text)
    pieces: list[Markup] = []
    at = 0
    for start, end in _spans(text, typed):
        pieces += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def _spans(text: str, typed: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places to mark, in order: what was typed of a word; of a word that was mistyped, all of it."""
    if not typed:
        return
    found = list(words(text))
    ways = [*typed, "".join(typed), *_apart(found, typed)]
    for word in found:
        begins = [one for one in ways if word.folded.startswith(one)]
        if begins:
            yield word.start, _end_of(text, word, len(max(begins, key=len)))
            continue
        inside = [one for one in typed if len(one) >= SHORTEST_INSIDE and one in word.folded]
        if inside:
            before = word.folded.index(inside[0])
            yield _end_of(text, word, before), _end_of(text, word, before + len(inside[0]))
        elif any(nearly_begins(word.folded, one) for one in typed):
            yield word.start, word.end


def _apart(found: Sequence[Word], typed: Sequence[str]) -> Iterator[str]:
    """The two parts of a typed word that the name writes apart: wijkteam in wijk team."""
    for first, second in pairwise(found):
        for one in typed:
            rest = one.removeprefix(first.folded)
            if rest not in ("", one) and second.folded.startswith(rest):
                yield from (first.folded, rest)


def _end_of(text: str, word: Word, letters: int) -> int:
    """Where so many folded letters of a word end in the text; an accent belongs to its letter."""
    at = word.start
    while at < word.end and (letters > 0 or not fold(text[at])):
        letters -= sum(char.isalnum() for char in fold(text[at]))
        at += 1
    return at
