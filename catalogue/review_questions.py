"""The eighteen questions of the review checklist, read from data/toetsvragen.yaml (METHOD A11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from catalogue.register_file import by_key, read
from catalogue.schema import Document, field

CODES = tuple(f"K{number}" for number in range(1, 19))
"""Stored answers refer to these codes, so they never change their meaning."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that a reviewer answers on one page."""

    name: str
    first: int
    last: int

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its questions, in order."""
        return CODES[self.first - 1 : self.last]


GROUPS = (
    Group("Het probleem en de aanpak", 1, 4),
    Group("De effecten", 5, 6),
    Group("De kosten, de prijzen en de regels", 7, 11),
    Group("Hoe zeker het is", 12, 14),
    Group("Voor wie en waar het geldt", 15, 18),
)
"""All questions in their order, in pieces that fit on a page."""


class QuestionSource(Document):
    """A document that asks of a study what the question asks."""

    text: str = field("tekst", "Bron", "De titel van de bron.")
    url: str | None = field("url", "Webadres", "Waar de bron op het web staat.", default=None)
    place: str | None = field("plaats", "Plaats in de bron", "Het deel van de bron.", default=None)


class Question(Document):
    """One question of the checklist with what a reviewer looks at."""

    code: str = field("code", "Code", "De vaste code van de vraag.")
    name: str = field("naam", "Korte naam", "Waar de vraag over gaat, in een paar woorden.")
    text: str = field("vraag", "Vraag", "Wat de toetser beantwoordt.")
    explanation: str = field("uitleg", "Uitleg", "Waar de toetser op let.")
    is_core: bool = field(
        "kernvraag", "Kernvraag", "Of het antwoord nee het label getoetst tegenhoudt.", default=False
    )
    may_not_apply: bool = field(
        "nvt", "Mag niet van toepassing zijn", "Of dit antwoord bij deze vraag mag.", default=False
    )
    sources: tuple[QuestionSource, ...] = field(
        "bronnen", "Bronnen", "Waar de eis vandaan komt.", min_length=1
    )

    @property
    def anchor(self) -> str:
        """The part of an address that leads to this question on the page of all questions."""
        return self.code.lower()


@cache
def questions() -> tuple[Question, ...]:
    """The eighteen questions in their order.

    Raises ValueError for a missing or double code, and KeyError for a source that the file does not define.
    """
    content = read("toetsvragen")
    sources = by_key((row["id"] for row in content["bronnen"]), content["bronnen"])
    found = tuple(Question.model_validate(_resolved(row, sources)) for row in content["vragen"])
    if tuple(question.code for question in found) != CODES:
        raise ValueError("De toets heeft precies de vragen K1 tot en met K18, in die volgorde.")
    return found


@cache
def by_code() -> Mapping[str, Question]:
    """The questions by their code."""
    return MappingProxyType({question.code: question for question in questions()})


def _resolved(row: dict[str, Any], sources: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    named = [
        {"tekst": sources[use["bron"]]["tekst"], "url": sources[use["bron"]].get("url")}
        | {key: value for key, value in use.items() if key == "plaats"}
        for use in row["bronnen"]
    ]
    return row | {"bronnen": named}
