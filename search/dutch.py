"""One Dutch analysis for every engine: folding, words with their place, stems and word parts."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from search.lexicon import Lexicon, read_lexicon

_APOSTROPHES = "'’‘ʼ´`′"
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*")
_CLITICS = frozenset("stnkSTNK")  # 's-Gravenhage, 't Lukt: such a letter carries no meaning
_APOSTROPHE = re.compile(rf"[{_APOSTROPHES}]")
_SUFFIXES = frozenset(
    {"s", "er", "ers", "en", "tje", "tjes", "je", "jes"}
)  # mbo'er, zzp'ers, ggd'en, school's
_LETTER_RUN = re.compile(r"[^\W\d_]{3,}")
_DIMINUTIVE = re.compile(
    r"(?P<root>.{2,}?)(?:(?P<doubled>([bdfglmnprst])\3)etje|(?<=m)pje|"
    r"(?<=[aeiouwlrn])(?P<short>tje)|(?<=[bdfgkpst])je)s?$"
)
_ENDS_IN_T = re.compile(r"(?<!aa|ee|oo|uu|ei|ij|ui|ou|au|eu|oe|ie)n$|(?:aa|ee|oo|uu)r$")
_PARTICLES = frozenset(
    (
        *("aan", "achter", "af", "bij", "binnen", "door", "in", "langs", "mee", "na", "om", "op", "over"),
        *("rond", "samen", "tegen", "terug", "thuis", "toe", "uit", "voor", "weg"),
    )
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONGEST_WORD = 60
_SHORTEST_STEM = 3

_stemmer_lock = threading.Lock()  # a Stemmer is no thread-safe object
_stemmer = Stemmer.Stemmer("dutch_porter", 0)


class Word(NamedTuple):
    """A word of a text: folded, with its place in the text it came from."""

    folded: str
    start: int
    end: int


def clean(text: str) -> str:
    """Composed characters, and a space for each half of a broken surrogate pair."""
    return unicodedata.normalize("NFC", _SURROGATE.sub(" ", text))


def fold(text: str) -> str:
    """Without capitals and accents: Cliënt -> client."""
    decomposed = unicodedata.normalize("NFKD", _SURROGATE.sub(" ", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words(text: str) -> Iterator[Word]:
    """The words of a text that went through `clean`, hyphenated words as separate words."""
    for match in _WORD.finditer(text):
        typed = match[0]
        start, end = match.span()
        if typed in _CLITICS and start and text[start - 1] in _APOSTROPHES:
            continue
        folded = folded_word(typed)
        if folded:
            yield Word(folded, start, end)


@lru_cache(maxsize=100_000)
def folded_word(word: str) -> str:
    """One word without capitals, accents, apostrophes and the endings after them: mbo'er -> mbo."""
    head, *tails = _APOSTROPHE.split(fold(word[:_LONGEST_WORD]))
    if tails and tails[-1] in _SUFFIXES and len(head) > 1:
        tails.pop()
    return "".join(char for char in head + "".join(tails) if char.isalnum())


def folded_words(text: str) -> list[str]:
    """Only the folded words of any text."""
    return [word.folded for word in words(clean(text))]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word parts and word families of the field."""
    return read_lexicon(snowball)


def snowball(word: str) -> str:
    """The stem by rule: dutch_porter, then one spelling for doubled and voiced ends (gezinnen, daklozen)."""
    if len(word) <= _SHORTEST_STEM or not word.isalpha():
        return word
    word = _grown(word)
    with _stemmer_lock:
        stem = str(_stemmer.stemWord(word))
    if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        stem = stem[:-1]
    if len(stem) >= _SHORTEST_STEM and stem[-1] in "vz":
        stem = stem[:-1] + {"v": "f", "z": "s"}[stem[-1]]
    return stem


def _grown(word: str) -> str:
    """The word of which this is the diminutive: huisje, spelletje, tuintje -> huis, spel, tuin."""
    small = _DIMINUTIVE.match(word)
    if not small:
        return word
    root, doubled = small["root"], small["doubled"] or ""
    if small["short"] and _ENDS_IN_T.search(root):
        return root + "t"  # klantje is of klant, but tuintje of tuin; kaartje of kaart, but kamertje of kamer
    return root + doubled[:1]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; word families of the lexicon go before the rule."""
    listed = lexicon().families.get(word)
    if listed:
        return listed
    by_rule = snowball(word)
    return lexicon().by_rule.get(by_rule, by_rule)


@lru_cache(maxsize=200_000)
def parts(word: str) -> tuple[str, ...]:
    """Stems of the parts of a compound (schuldhulp: schuld, hulp); one stem when it is none."""
    return lexicon().split(word) or (stem(word),)


@lru_cache(maxsize=200_000)
def inner_terms(word: str) -> tuple[str, ...]:
    """What stands inside a compound: every part, and every run of neighbouring parts as one key."""
    pieces = parts(word)
    if len(pieces) == 1:
        return _between_digits(word)
    return tuple(
        dict.fromkeys(
            key(pieces[start:end])
            for start in range(len(pieces))
            for end in range(start + 1, len(pieces) + 1)
        )
    )


def _between_digits(word: str) -> tuple[str, ...]:
    """Names write a number for a word: cjg4kracht is also found as cjg."""
    if word.isalpha() or word.isdecimal():
        return ()
    return tuple(dict.fromkeys(stem(run) for run in _LETTER_RUN.findall(word)))


def key(pieces: tuple[str, ...]) -> str:
    """One term for parts in a row, however they were written: jongeren werk, jongeren-werk, jongerenwerk."""
    return "_".join(pieces)


def taken_apart(first: str, middle: str, last: str) -> str | None:
    """The stem of a verb that a text takes apart: af te kicken -> afkicken."""
    return stem(first + last) if middle == "te" and first in _PARTICLES else None


@lru_cache(maxsize=200_000)
def joined_terms(first: str, second: str) -> tuple[str, ...]:
    """Terms by which two neighbouring words are found when someone writes them as one."""
    return tuple(dict.fromkeys((stem(first + second), key(parts(first) + parts(second)))))
