"""Finding texts by what they are called and what they are about, as far as lists of the desk filter on it."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from catalogue.editing.review_dates import due_after
from catalogue.editing.working import part_name


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists say of a text, also while it is incomplete."""

    name: str
    work_types: frozenset[str]
    checked_on: date | None
    """When somebody last looked, where the text says so."""
    review_by: date | None
    """The day before which somebody looks again; None when nobody chose one."""

    def is_overdue(self, published: date, today: date) -> bool:
        """Whether a text that was published on a day has to be looked at again by now."""
        return today >= due_after(self.checked_on or published, self.review_by)

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
    checked, review = text.get("laatst_gecontroleerd_op"), text.get("controle_voor")
    return Facts(part_name(text), found, _day(checked), _day(review))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


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
