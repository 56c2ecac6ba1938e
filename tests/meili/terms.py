"""A query in terms: words, quoted phrases and what must not be there.

Simplified against the server: words and phrases are derived by looking through all words of the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.meili.typos import distance
from tests.meili.vocabulary import Vocabulary
from tests.meili.words import Kind, folded, in_words, tokens

MAX_TERMS = 10
MAX_SYNONYMS = 50
MAX_SYNONYM_WORDS = 100
MAX_NGRAM = 3
HARD_STEP = 7

# A way to find a term: words that stand next to each other (None is any word), and the typos it counts.
Way = tuple[tuple[str | None, ...], int]


@dataclass(frozen=True)
class Term:
    words: tuple[str | None, ...]
    place: int
    prefix: bool = False
    phrase: bool = False


@dataclass
class Query:
    terms: list[Term] = field(default_factory=list)
    banned: list[tuple[str | None, ...]] = field(default_factory=list)


@dataclass
class _Reading:
    """How far a query is read."""

    query: Query
    stop_words: frozenset[str]
    place: int = -1
    phrase: list[str | None] | None = None
    start: int = 0
    negated_phrase: bool = False
    negate_next: bool = False
    after_space: bool = True

    def word(self, word: str, *, last: bool, prefix: bool) -> None:
        self.place += 1
        stop = word in self.stop_words
        if self.phrase is not None:
            if not any(self.phrase):
                self.start = self.place
            self.phrase.append(None if stop else word)
        elif self.negate_next:
            self.query.banned.append((word,))
            self.negate_next = False
        elif last or not stop:
            # The last word is still being typed: it is looked for as it stands, stop word or not.
            self.query.terms.append(Term((word,), self.place, prefix=last and prefix))

    def separator(self, text: str, *, hard: bool) -> None:
        if hard:
            self.place += HARD_STEP
            if self.phrase is not None:
                self.close(reopen=True)
        if text == '"':
            if self.phrase is None:
                self.negated_phrase = self.negate_next
                self.phrase = []
            else:
                self.close(reopen=False)
        self.negate_next = self.phrase is None and text == "-" and self.after_space

    def close(self, *, reopen: bool) -> None:
        words = tuple(self.phrase or ())
        self.phrase = [] if reopen else None
        if any(words) and self.negated_phrase:
            self.query.banned.append(words)
        elif any(words):
            self.query.terms.append(Term(words, self.start, phrase=True))
        if not reopen:
            self.negated_phrase = False


def read_query(text: str, stop_words: frozenset[str], *, prefix: bool) -> Query:
    """At most ten terms; what follows is ignored. Nothing to look for makes it a placeholder search."""
    reading = _Reading(Query(), stop_words)
    found = list(tokens(text))
    for at, token in enumerate(found):
        if len(reading.query.terms) >= MAX_TERMS:
            return reading.query
        if token.kind is Kind.WORD:
            reading.word(token.text, last=at == len(found) - 1, prefix=prefix)
        else:
            reading.separator(token.text.strip() or " ", hard=token.kind is Kind.HARD)
        reading.after_space = token.text[-1:].isspace()
    if reading.phrase is not None:
        reading.close(reopen=False)
    return reading.query


@dataclass(frozen=True)
class Tolerance:
    """The typo settings of an index."""

    enabled: bool
    one: int
    two: int
    words: frozenset[str]
    numbers: bool

    def typos(self, word: str) -> int:
        if not self.enabled or len(word) < self.one or word in self.words:
            return 0
        if not self.numbers and word.isdecimal():
            return 0
        return 1 if len(word) < self.two else 2


def synonyms_of(given: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Synonyms by the words of their key; at most 50, and at most 100 words of several, per key."""
    result: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for key, others in given.items():
        kept = result.setdefault(in_words(key), [])
        for words in map(in_words, others[:MAX_SYNONYMS]):
            if words and sum(map(len, kept)) + len(words) <= MAX_SYNONYM_WORDS:
                kept.append(words)
    return result


def ways(
    terms: Sequence[Term],
    vocabulary: Vocabulary,
    tolerance: Tolerance,
    synonyms: Mapping[tuple[str, ...], list[tuple[str, ...]]],
) -> list[Way]:
    """All ways to find one term, or neighbouring terms written as one word, the fewest typos for each."""
    if terms[0].phrase:
        return [(terms[0].words, 0)]
    words = tuple(str(term.words[0]) for term in terms)
    joined = "".join(words)
    extra = len(terms) - 1
    most = max(0, tolerance.typos(joined) - extra)
    found: dict[tuple[str | None, ...], int] = {}
    for word in _near(joined, vocabulary, most, prefix=terms[-1].prefix):
        typos = distance(joined, word, prefix=terms[-1].prefix, most=most)
        if typos <= most:
            found[(word,)] = typos + extra
    for other in synonyms.get(words, ()):
        found[other] = min(extra, found.get(other, extra))
    if (split := _split(joined, vocabulary)) is not None and split != words:
        found.setdefault(split, 1)
    return list(found.items())


def _near(word: str, vocabulary: Vocabulary, most: int, *, prefix: bool) -> Iterable[str]:
    """The words of the index that can be meant."""
    if most:
        return vocabulary.words()
    if prefix:
        return vocabulary.starting(word)
    return [word] if word in vocabulary.postings else []


def _split(word: str, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """The two words of the index that together are this word and stand next to each other most often."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for at in range(1, len(word)):
        left, right = word[:at], word[at:]
        together = sum(
            1 for number in _both(left, right, vocabulary) if _adjacent(left, right, number, vocabulary)
        )
        best = max(best, (together, (left, right)), key=lambda pair: pair[0])
    return best[1] or None


def _both(left: str, right: str, vocabulary: Vocabulary) -> set[int]:
    if left not in vocabulary.postings or right not in vocabulary.postings:
        return set()
    return vocabulary.postings[left].keys() & vocabulary.postings[right].keys()


def _adjacent(left: str, right: str, number: int, vocabulary: Vocabulary) -> bool:
    lefts, rights = vocabulary.postings[left][number], vocabulary.postings[right][number]
    return any(place + 1 in rights.get(name, ()) for name, places in lefts.items() for place in places)


def known_words(given: Sequence[str]) -> frozenset[str]:
    """Stop words and exact words as the index knows them."""
    return frozenset(folded(word) for word in given)
