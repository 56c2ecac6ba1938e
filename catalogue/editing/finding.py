"""Finding texts by what they are called and what they are about, as far as lists of the desk filter on it."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from catalogue.editing.working import part_name


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists say of a text, also while it is incomplete."""

    name: str
    work_types: frozenset[str]
    review_by: str
    """The day before which somebody looks again, as it is written; empty when nobody chose one."""

    def is_overdue(self, today: date) -> bool:
        """Whether that day has come. The report on upkeep knows more rules; this is what editors chose."""
        return bool(self.review_by) and self.review_by <= today.isoformat()

    def matches(self, words: Sequence[str], work_type: str) -> bool:
        """Whether the name holds all words, and the work type is among those of the text."""
        name = folded(self.name)
        return all(word in name for word in words) and (not work_type or work_type in self.work_types)


def facts(document: str) -> Facts:
    """Name and work types of a stored text."""
    text = json.loads(document)
    types = text.get("werksoorten")
    found = (
        frozenset(one for one in types if isinstance(one, str)) if isinstance(types, list) else frozenset()
    )
    review_by = text.get("controle_voor")
    return Facts(part_name(text), found, review_by if isinstance(review_by, str) else "")


def words_of(asked: str) -> tuple[str, ...]:
    """What somebody typed, as words to look for."""
    return tuple(folded(asked).split())


def folded(text: str) -> str:
    """Without capitals and accents: "Één" is found by "een"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def may_match(document: Any, words: Sequence[str], work_type: str) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions that every text that matches keeps; they spare the database most of the others.

    A word may stand in the text with accents, or as part of something else: `Facts.matches` decides.
    """
    for word in words:
        plain = max(_parts_without_accents(word), key=len, default="")
        if plain:
            yield document.icontains(plain, autoescape=True)
    if work_type:
        yield document.contains(json.dumps(work_type, ensure_ascii=False), autoescape=True)


def _parts_without_accents(word: str) -> Iterator[str]:
    """The stretches of a folded word that stand in the text as they are: without accents or escapes."""
    stretch = ""
    for letter in word:
        if letter.isascii() and letter.isalnum() and letter not in "aceinouyszl":
            stretch += letter
        else:
            yield stretch
            stretch = ""
    yield stretch
