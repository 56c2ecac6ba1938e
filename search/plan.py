"""What someone probably asks: typed text becomes concepts, each with the ways in which it may be found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from search.dutch import Word, clean, folded_words, joined_terms, key, parts, stem, words
from search.lexicon import stop_words, weak_words
from search.synonyms import Also, synonyms
from search.vocabulary import Vocabulary

MOST_CHARACTERS = 400
MOST_WORDS = 20
MOST_TYPED = 8
QUOTES = '"“”„«»'
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")

# How sure each way is, relative to the typed word itself.
_SAME = 1.0
_AS_PART = 0.6  # werk in jongerenwerk
_AS_COMPOUND = 0.95  # jongeren werk, or schuldhulp in schuldhulpverlening
_SYNONYM = 0.7
_SIDE_BY_SIDE = 0.5  # ouderen, werken: not always ouderenwerk
_APART = 0.4  # all parts of the word, but not side by side
_BEGINNING = 0.7
_NEAR = 0.35  # the words of a synonym in the same text, in any order
_MEANT = 0.8
_MOST_ALIKE = 4  # synonyms of each part of a word that was typed as one


@dataclass(frozen=True, slots=True)
class Way:
    """One way to find a concept: one stem, or stems in a row.

    `inside`: terms inside compounds, in any order. `near`: stems in the same text, in any order.
    """

    terms: tuple[str, ...]
    weight: float
    inside: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing asked for. It is found by any of its ways, or when all of one of `together` are found.

    `strong` concepts select documents, the others only order them. A document without a `must` never fits.
    `typed` is the text someone typed for it; synonyms and parts of it have none of their own.
    """

    ways: tuple[Way, ...]
    strong: bool = True
    together: tuple[tuple["Concept", ...], ...] = ()
    must: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A read question. `row`: all stems in order, as in a name. `correction`: what was read instead."""

    concepts: tuple[Concept, ...]
    row: tuple[str, ...] = ()
    correction: str | None = None

    @property
    def strong(self) -> tuple[Concept, ...]:
        """The concepts by which documents are selected."""
        return tuple(concept for concept in self.concepts if concept.strong)


def read(text: str, vocabulary: Vocabulary) -> Plan:
    """The plan for any text. Without words there are no concepts."""
    text = clean(text[:MOST_CHARACTERS])
    phrases = [found for match in _QUOTED.finditer(text) if (found := _words_at(match))]
    loose = list(words(_QUOTED.sub(lambda match: " " * len(match[0]), text)))[:MOST_WORDS]
    reader = _Reader(vocabulary)
    concepts = [replace(_phrase(phrase), typed=_typed(text, phrase)) for phrase in phrases]
    concepts += [replace(concept, typed=_typed(text, taken)) for taken, concept in reader.concepts(loose)]
    if concepts and not any(concept.strong for concept in concepts):
        concepts = [replace(concept, strong=True) for concept in concepts]
    row = tuple(stem(word.folded) for word in list(words(text))[:MOST_WORDS])
    return Plan(tuple(concepts), row, reader.corrected(text))


def typed_so_far(text: str) -> list[str]:
    """The folded words of a text that someone is still typing; the last one may be unfinished."""
    return folded_words(text[:MOST_CHARACTERS])[:MOST_TYPED]


def telling(together: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """The parts of a combination that must be there: the strong ones, or all when none is."""
    return tuple(part for part in together if part.strong) or together


def without_quotes(text: str) -> str:
    """The same words, no longer as a phrase."""
    return _QUOTED.sub(lambda match: f" {match[1]} ", text)


def _words_at(match: re.Match[str]) -> list[Word]:
    """The words inside quotes, with their places in the whole text."""
    at = match.start(1)
    return [Word(word.folded, word.start + at, word.end + at) for word in words(match[1])]


def _typed(text: str, taken: list[Word]) -> str:
    return text[taken[0].start : taken[-1].end]


def _phrase(phrase: list[Word]) -> Concept:
    return Concept((Way(tuple(stem(word.folded) for word in phrase[:MOST_WORDS]), _SAME),), must=True)


class _Reader:
    """Reads loose words and remembers which of them were read as another word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._replaced: dict[Word, str] = {}

    def concepts(self, typed: list[Word]) -> Iterator[tuple[list[Word], Concept]]:
        """Words with their concept, in order: known groups of words, words that belong together, words."""
        at = 0
        while at < len(typed):
            taken, concept = self._group(typed[at:]) or self._pair(typed[at:]) or (1, self._word(typed[at]))
            yield typed[at : at + taken], self._kept(concept)
            at += taken

    def corrected(self, text: str) -> str | None:
        """The text with the words that were meant, or None when every word was read as typed."""
        for word, meant in sorted(self._replaced.items(), key=lambda item: -item[0].start):
            text = text[: word.start] + meant + text[word.end :]
        return text.strip() if self._replaced else None

    def _group(self, typed: list[Word]) -> tuple[int, Concept] | None:
        """The longest row of words that has synonyms of its own: voortijdig schoolverlaten."""
        table = synonyms()
        for length in range(min(table.longest, len(typed)), 1, -1):
            run = tuple(word.folded for word in typed[:length])
            also = table.of(tuple(map(stem, run)))
            if also:
                apart = tuple(_plain(word) for word in run if word not in stop_words())
                ways = (Way(tuple(map(stem, run)), _SAME), *_joined(run), *_all_ways(also.any_of, _SYNONYM))
                return length, Concept(ways, together=(apart, *_combinations(also)))
        return None

    def _pair(self, typed: list[Word]) -> tuple[int, Concept] | None:
        """Two words that the collection also writes as one: jongeren werk."""
        if len(typed) == 1:
            return None
        first, second = typed[0].folded, typed[1].folded
        if stop_words() & {first, second}:
            return None
        terms = joined_terms(first, second)
        if not any(self._vocabulary.knows_as_one(term) for term in terms):
            return None
        also = synonyms().of((stem(first + second),))
        ways = (Way((stem(first), stem(second)), _SIDE_BY_SIDE), *_joined((first, second)))
        apart = (_plain(first), _plain(second))
        return 2, Concept((*ways, *_all_ways(also.any_of, _SYNONYM)), together=(apart, *_combinations(also)))

    def _word(self, typed: Word) -> Concept:
        concept = _plain(typed.folded)
        if concept.strong and not self._known(concept):
            return self._guessed(typed) or concept
        return concept

    def _kept(self, concept: Concept) -> Concept:
        """The concept without the ways that find nothing in this collection: less to ask, the same answer."""
        ways = tuple(way for way in concept.ways if all(map(self._vocabulary.knows, way.terms)))
        together = (
            tuple(map(self._kept, parts)) for parts in concept.together if all(map(self._known, parts))
        )
        return replace(concept, ways=ways or concept.ways[:1], together=tuple(together))

    def _known(self, concept: Concept) -> bool:
        known = any(all(map(self._vocabulary.knows, way.terms)) for way in concept.ways)
        return known or any(all(map(self._known, parts)) for parts in concept.together)

    def _guessed(self, typed: Word) -> Concept | None:
        """What a word that is not in the collection stands for: its parts, a longer word, a misspelt one."""
        if ways := self._in_parts(parts(typed.folded), _APART):
            return Concept(ways)
        if longer := self._vocabulary.beginning(typed.folded):
            return Concept(_all_ways(tuple((word,) for word in longer), _BEGINNING))
        if meant := self._vocabulary.meant(typed.folded, lambda word: self._known(_plain(word))):
            self._replaced[typed] = self._vocabulary.surface(meant[0])
            return _likely(tuple(map(_plain, meant)))
        if ways := self._in_parts(self._vocabulary.run_together(typed.folded), _AS_COMPOUND):
            return Concept(ways)
        return None

    def _in_parts(self, pieces: tuple[str, ...], weight: float) -> tuple[Way, ...]:
        """Ways to find stems that were typed as one word, each also by what it is a synonym of.

        Of a word with one part that tells something (taal in taalproject) that part alone is looked for too.
        """
        if len(pieces) < 2:  # noqa: PLR2004 - one piece is the word itself
            return ()
        each = [list(islice(filter(self._vocabulary.knows, _alike(piece)), _MOST_ALIKE)) for piece in pieces]
        found = ((terms, tuple(dict.fromkeys(terms))) for terms in product(*each))
        ways = tuple(
            Way(once, weight if terms == pieces else weight * _SYNONYM, inside=len(once) > 1)
            for terms, once in found
        )
        telling = [piece for piece in pieces if piece not in weak_words()]
        if len(telling) == 1 and self._vocabulary.knows(telling[0]):
            ways += _ways_of((telling[0],), weight * _SYNONYM)
        return ways


def _alike(stemmed: str) -> Iterator[str]:
    """A stem, and the stems of single words that are also searched for."""
    yield stemmed
    yield from (stem(words[0]) for words in synonyms().of((stemmed,)).any_of if len(words) == 1)


def _likely(concepts: tuple[Concept, ...]) -> Concept:
    """Words that may have been meant, as one concept."""
    ways = (replace(way, weight=way.weight * _MEANT) for concept in concepts for way in concept.ways)
    return Concept(tuple(ways), together=tuple(both for concept in concepts for both in concept.together))


def _plain(word: str) -> Concept:
    """A word as it was typed, with its synonyms."""
    is_digit = len(word) == 1 and word.isdecimal()  # 0 in "van 0 tot 4 jaar" stands in every other text
    strong = not is_digit and word not in stop_words() and word not in weak_words()
    return Concept(_word_ways(word), strong, _combinations(synonyms().of((stem(word),))))


def _word_ways(word: str) -> tuple[Way, ...]:
    return (*_ways_of((word,), _SAME), *_all_ways(synonyms().of((stem(word),)).any_of, _SYNONYM))


def _combinations(also: Also) -> tuple[tuple[Concept, ...], ...]:
    """Synonyms that are two things at once, each with its own synonyms."""
    return tuple(
        tuple(Concept(_word_ways(run[0]) if len(run) == 1 else _ways_of(run, _SAME)) for run in combination)
        for combination in also.all_of
    )


def _all_ways(others: tuple[tuple[str, ...], ...], weight: float) -> tuple[Way, ...]:
    return tuple(way for other in others for way in _ways_of(other, weight))


def _ways_of(run: tuple[str, ...], weight: float) -> tuple[Way, ...]:
    """The ways to find a word or a row of words as it stands."""
    if len(run) > 1:
        small = stop_words()
        near = tuple(stem(word) for word in run if word not in small)
        row = (Way(tuple(map(stem, run)), weight), *_joined(run, weight))
        return (*row, Way(near, weight * _NEAR, near=True)) if len(near) > 1 else row
    pieces = parts(run[0])
    ways = (Way((stem(run[0]),), weight), Way((stem(run[0]),), weight * _AS_PART, inside=True))
    return ways if len(pieces) == 1 else (*ways, Way((key(pieces),), weight * _AS_COMPOUND, inside=True))


def _joined(run: tuple[str, ...], weight: float = _SAME) -> tuple[Way, ...]:
    """The ways to find two words that were written as one."""
    if len(run) != 2:  # noqa: PLR2004 - longer rows are hardly ever written as one word
        return ()
    one, *compound = joined_terms(*run)
    ways = (Way((one,), weight * _AS_COMPOUND),)
    return (*ways, *(Way((term,), weight * _AS_COMPOUND, inside=True) for term in (one, *compound)))
