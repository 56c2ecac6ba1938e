"""Text to words, as the tokenizer of the server does it for Latin script.

NFKD, lower case and without accents; words end at punctuation and spaces, and where camelCase turns. The ends
of sentences (". ", ", ", "!", ":", ";", "?") keep words further apart than spaces do. Simplified: no other
scripts, no custom separators, no dictionary, no localised attributes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any

MAX_WORD_BYTES = 250
HARD_STEP = 8
MAX_POSITION = 65_535
HARD = set("!:;?¡§¶¿…‼⁇⁈⁉․‥")
LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss"})


class Kind(Enum):
    WORD = "word"
    SOFT = "soft separator"
    HARD = "hard separator"


@dataclass(frozen=True)
class Token:
    text: str
    kind: Kind


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).lower().translate(LIGATURES)
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def separates(letter: str) -> bool:
    return letter in "\n\r\t" or unicodedata.category(letter)[0] in "PZ"


def tokens(text: str) -> Iterator[Token]:
    """Words and separators in their order; joined they cover the text."""
    at = 0
    for found in re.finditer(r"[^\W_]+|[^\w\s]|[\s_]", text):
        letters = found.group()
        if found.start() < at:
            continue
        at = found.end()
        if not separates(letters[0]):
            at = _word_end(text, at)
            yield from _words(text[found.start() : at])
        elif letters in ".," and text[at : at + 1] == " ":
            at += 1
            yield Token(f"{letters} ", Kind.HARD)
        else:
            yield Token(letters, Kind.HARD if letters in HARD else Kind.SOFT)


def _word_end(text: str, at: int) -> int:
    """Signs such as + and € belong to the word they touch, as do accents written apart."""
    while at < len(text) and not separates(text[at]):
        at += 1
    return at


def _words(segment: str) -> Iterator[Token]:
    turns = [at for at in range(1, len(segment)) if _turns(segment, at)]
    for start, end in pairwise([0, *turns, len(segment)]):
        part = segment[start:end]
        word = folded(part)
        if word and len(word.encode()) <= MAX_WORD_BYTES:
            yield Token(word, Kind.WORD)


def _turns(segment: str, at: int) -> bool:
    """Whether a capital starts a new word here: after a small letter, or before one."""
    return segment[at].isupper() and (segment[at - 1].islower() or segment[at + 1 : at + 2].islower())


def flat(value: Any) -> str:
    """A value as one text; elements of lists and objects stand in sentences of their own."""
    if isinstance(value, list):
        return "".join(f"{text}. " for text in map(flat, value) if text)
    if isinstance(value, dict):
        texts = ((key, flat(inner)) for key, inner in value.items())
        return "".join(f"{key}: {text}. " for key, text in texts if text)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def positions(value: Any) -> Iterator[tuple[str, int]]:
    """Every word of a value with its place."""
    place = -1
    step = 1
    for token in tokens(flat(value)):
        if token.kind is Kind.WORD:
            place = 0 if place < 0 else place + step
            step = 1
            if place > MAX_POSITION:
                return
            yield token.text, place
        elif token.kind is Kind.HARD:
            step = HARD_STEP


def in_words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(text) if token.kind is Kind.WORD)
