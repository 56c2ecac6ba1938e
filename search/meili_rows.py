"""A search document as Meilisearch stores it: the terms of our own analysis beside the texts themselves.

Every attribute that selects holds terms made by search.fields, so that both engines find the same entries.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from search.dutch import fold, folded_words, parts, stem
from search.engine import SearchDocument, fingerprint
from search.facets import FACETS
from search.fields import BREAK, GROUPS, NAME, TEXT, Analysed, analysed, texts_of
from search.lexicon import stop_words
from search.synonyms import rows

Row = dict[str, Any]

ID = "id"
STEMS, INSIDE, ROWS = "stam", "binnen", "rij"
NAME_START, WORD_START = "naam_begin", "woord_begin"
PRINT, ANALYSIS = "vingerafdruk", "analyse"
RANK, YEAR, NAME_KEY, CHANGED = "volgorde_rang", "volgorde_jaar", "volgorde_naam", "volgorde_gewijzigd"
NAME_LENGTH, LABELS_LENGTH = "lengte_naam", "lengte_labels"
SHOWN = ("naam", "samenvatting", "tekst")
KEYS = (ID, RANK, YEAR, NAME_KEY, NAME_LENGTH, LABELS_LENGTH)

_ROW_VERSION = 1  # raise it when a row of the same document becomes another one by a change in the code
_MADE_FROM = (
    *("lexicon.txt", "synonyms.txt", "plaatsen.txt", "stopwoorden.txt"),
    *("dutch.py", "lexicon.py", "synonyms.py", "fields.py", "meili_settings.py"),
)
_LONGEST_TERM = 100  # characters; a filterable value may be 468 bytes long
_LONGEST_START = 40
_LONGEST_NAME_ROW = 8
_NEAR_ROOM = 4  # other words that may stand between the words of a row in a text
_PLAIN = re.compile(r"[^a-z0-9_.-]")


def attribute(group: str, kind: str) -> str:
    """The attribute with one kind of terms of one group of texts."""
    return f"{group}_{kind}"


def term(text: str) -> str:
    """A term as it is stored and asked for."""
    return text[:_LONGEST_TERM]


def row_term(stems: Iterable[str], *, near: bool = False) -> str:
    """The term of stems that stand in a row, or near each other."""
    return term(("~" if near else "") + "_".join(stems))


def encoded(code: str) -> str:
    """A facet code in characters that mean nothing in a filter.

    Meilisearch does not tell capitals from small letters in a filter, so capitals are encoded as well.
    """
    return _PLAIN.sub(
        lambda match: "".join(f"%{byte:02x}" for byte in match[0].encode("utf-8", "replace")), code
    )


def decoded(value: str) -> str:
    """The facet code of a stored value."""
    raw = re.sub(rb"%([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), value.encode())
    return raw.decode("utf-8", "replace")


@lru_cache(maxsize=1)
def analysis() -> str:
    """Names the analysis by which rows are made; another value means that the index has to be made anew."""
    folder = Path(__file__).parent
    content = b"".join((folder / name).read_bytes() for name in _MADE_FROM)
    return f"{_ROW_VERSION}-{sha256(content).hexdigest()[:12]}"


def as_row(document: SearchDocument) -> Row:
    """Everything Meilisearch has to know of a document."""
    terms = analysed(document)
    return {
        ID: document.slug,
        "naam": document.name,
        "samenvatting": document.summary,
        "tekst": document.text,
        "labels": list(document.labels),
        "titels": list(document.study_titles),
        "betrokken": list(texts_of(document)["betrokken"]),
        "woorddelen": _parts(document),
        **_terms(terms),
        **_starts(document.name),
        **{facet.name: _codes(document.facets, facet.name) for facet in FACETS},
        RANK: document.rank_group,
        YEAR: document.newest_study or 0,
        NAME_KEY: fold(document.name)[:_LONGEST_TERM],
        NAME_LENGTH: _length([document.name]),
        LABELS_LENGTH: _length(document.labels),
        CHANGED: document.changed_at.timestamp(),
        PRINT: fingerprint(document),
        ANALYSIS: analysis(),
    }


def _length(texts: Iterable[str]) -> int:
    return sum(len(folded_words(text)) for text in texts)


def _codes(facets: Mapping[str, tuple[str, ...]], name: str) -> list[str]:
    return [encoded(code) for code in dict.fromkeys(facets.get(name, ()))]


def _terms(terms: Analysed) -> Row:
    row: Row = {STEMS: set(), INSIDE: set(), ROWS: set()}
    for group in GROUPS:
        stems = terms.stems[group.name]
        own = {
            STEMS: set(stems) - {BREAK},
            INSIDE: set(terms.inner[group.name]),
            ROWS: set(_rows(stems, is_text=group is TEXT)),
        }
        if group is NAME:
            own[ROWS].update(_runs(stems))
        for kind, found in own.items():
            row[kind] |= found
            row[attribute(group.name, kind)] = found
    return {name: sorted({term(one) for one in found}) for name, found in row.items()}


def _rows(stems: list[str], *, is_text: bool) -> Iterator[str]:
    """The rows of words of the synonyms that stand in a text; in a long text also those that nearly do."""
    for at, first in enumerate(stems):
        for row in _known_rows().get(first, ()):
            if tuple(stems[at : at + len(row)]) == row:
                yield row_term(row)
        if is_text:
            for row in _near_rows().get(first, ()):
                if set(row) <= set(stems[at : at + len(row) + _NEAR_ROOM]):
                    yield row_term(row, near=True)


@lru_cache(maxsize=1)
def _known_rows() -> dict[str, list[tuple[str, ...]]]:
    """Rows of stems that a plan may ask for, by their first stem."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in sorted(rows()):
        stems = tuple(stem(word) for word in row)
        found.setdefault(stems[0], []).append(stems)
    return found


@lru_cache(maxsize=1)
def _near_rows() -> dict[str, list[tuple[str, ...]]]:
    """The same without small words, under each of their stems: near words stand in any order."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in sorted(rows()):
        stems = tuple(stem(word) for word in row if word not in stop_words())
        if len(stems) > 1:
            for one in dict.fromkeys(stems):
                found.setdefault(one, []).append(stems)
    return found


def _runs(stems: list[str]) -> Iterator[str]:
    """Every row of two or more words in a name."""
    for start in range(len(stems)):
        for end in range(start + 2, min(len(stems), start + _LONGEST_NAME_ROW) + 1):
            yield row_term(stems[start:end])


def start_term(words: Iterable[str]) -> str:
    """The beginning of a name as it is stored and asked for."""
    return "_".join(words)[:_LONGEST_START]


def _starts(name: str) -> Row:
    """What someone may have typed so far when this name is meant: of the whole name, and of its words."""
    words = folded_words(name)
    joined = [first + second for first, second in pairwise(words)]
    whole = start_term(words)
    return {
        NAME_START: list(_beginnings(whole)),
        WORD_START: sorted({start for word in words + joined for start in _beginnings(word)}),
    }


def _beginnings(word: str) -> Iterator[str]:
    return (word[:length] for length in range(1, min(len(word), _LONGEST_START) + 1))


def _parts(document: SearchDocument) -> str:
    """The parts of all words of a document, for the question that only Meilisearch itself can answer."""
    texts = (text for group in texts_of(document).values() for text in group)
    words = dict.fromkeys(word for text in texts for word in folded_words(text))
    return " ".join(dict.fromkeys(part for word in words for part in parts(word)))
