"""What of a search document is indexed where, and how much a find there weighs: the same for every engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log

from search.dutch import clean, fold, inner_terms, joined_terms, stem, taken_apart, words
from search.engine import SearchDocument
from search.lexicon import stop_words

BREAK = "|"  # stands between two texts of one group, so that no phrase runs from one into the other
_ACRONYM_WORDS = range(3, 8)
_NAMEBREAKS = str.maketrans(dict.fromkeys("():;/,", "\n"))


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that weigh the same. `joins`: neighbouring words are also found when written as one."""

    name: str
    weight: float
    joins: bool


# A name says what an entry is, so a word there outweighs the same word elsewhere. Labels were chosen by an
# editor, titles by researchers, so they say what it is about. Who and where are asked for by name, and then
# nothing else contains the word. A summary mentions what matters; a text mentions everything.
NAME = Group("naam", 10.0, joins=True)
LABELS = Group("labels", 5.0, joins=True)
TITLES = Group("titels", 4.0, joins=True)
PARTIES = Group("betrokken", 4.0, joins=True)
SUMMARY = Group("samenvatting", 3.0, joins=True)
TEXT = Group("tekst", 1.0, joins=False)
GROUPS = (NAME, LABELS, TITLES, PARTIES, SUMMARY, TEXT)

# What else orders the entries that were found, for every engine.
WEAK = 0.2  # a weak word (hulp, project) in a name: decides between equals, never against a telling word
TOGETHER = (
    0.35  # two words in one text of a document, where a compound was asked: likely, but not the thing itself
)
ROW = 30.0  # the whole question side by side in a name: more than any word can add, for it is what was asked
SAME_SCORE = (
    2  # decimals; scores closer than that are a tie: then worked-out, newest study, name (search.orders)
)
COVERAGE = 1000.0  # when no entry has every word: larger than any score, so having more of them goes first
LEAST_COVERED = 0.22  # of the question, by rarity of its words: less is an answer to another question
NEAR_BEST = 0.6  # of what the best entry covers: the rest would only make the list longer


def rarity(holders: int, total: int) -> float:
    """How much a concept says: the fewer of all documents have it, the more."""
    return log(1 + total / max(holders, 1))


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document as terms. `stems` and `inner` per group are lists in order of the text.

    `solid` are terms of single words; `joined` those that only exist because words stand side by side.
    `surfaces` gives for each folded word how the text writes it.
    """

    stems: dict[str, list[str]]
    inner: dict[str, list[str]]
    solid: frozenset[str]
    joined: frozenset[str]
    surfaces: dict[str, str]


def texts_of(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    """The texts of each group."""
    return {
        NAME.name: (document.name,),
        LABELS.name: document.labels,
        TITLES.name: document.study_titles,
        PARTIES.name: (*document.organisations, *document.bureaus, *document.municipalities),
        SUMMARY.name: (document.summary,),
        TEXT.name: (document.text,),
    }


def analysed(document: SearchDocument) -> Analysed:
    """The terms under which a document is found."""
    texts = texts_of(document)
    stems: dict[str, list[str]] = {}
    inner: dict[str, list[str]] = {}
    solid: set[str] = set()
    joined: set[str] = set()
    surfaces: dict[str, str] = {}
    for group in GROUPS:
        runs = [_folded(clean(text), surfaces) for text in texts[group.name] if text]
        stems[group.name] = _with_breaks([stem(word) for word in run] for run in runs)
        compounds = [term for word in chain(*runs) for term in inner_terms(word)]
        pairs = [term for run in runs for term in _joins(run)] if group.joins else []
        solid.update(stems[group.name], compounds)
        joined.update(pairs)
        inner[group.name] = compounds + pairs
    acronyms = list(_acronyms(document.name))
    inner[NAME.name] += acronyms
    solid.discard(BREAK)
    return Analysed(stems, inner, frozenset(solid), frozenset(joined.union(acronyms)), surfaces)


def _folded(text: str, surfaces: dict[str, str]) -> list[str]:
    found = []
    for word in words(text):
        found.append(word.folded)
        if word.folded not in surfaces:
            surfaces[word.folded] = text[word.start : word.end].lower()
    return found


def _with_breaks(runs: Iterable[list[str]]) -> list[str]:
    result: list[str] = []
    for run in runs:
        result += [BREAK, *run] if result else run
    return result


def _joins(run: list[str]) -> Iterator[str]:
    """Neighbours as one word (eigenkracht): two, three with a small one between, verbs taken apart."""
    small = stop_words()
    for first, second in pairwise(run):
        if first not in small and second not in small:
            yield from joined_terms(first, second)
    for first, middle, last in zip(run, run[1:], run[2:], strict=False):
        if first not in small and last not in small:
            yield stem(first + middle + last)
        if verb := taken_apart(first, middle, last):
            yield verb


def _acronyms(name: str) -> Iterator[str]:
    """First letters of the words of a name: Jongeren Perspectief Fonds -> jpf."""
    for piece in clean(name).translate(_NAMEBREAKS).split("\n"):
        initials = [fold(word.folded)[0] for word in words(piece)]
        if len(initials) in _ACRONYM_WORDS:
            yield "".join(initials)
