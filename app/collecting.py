"""Collecting approaches to compare while looking through the list: the address of the list holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import Session

from app.facet_view import LIST
from app.filters import COMPARED, MOST_COMPARED, Misfit, Question
from app.urls import Urls, with_query
from catalogue import queries
from catalogue.kinds import Kind

Kinds = Literal["kies", "erbij", "gekozen", "vol"]


@dataclass(frozen=True, slots=True)
class Collected:
    """One approach that was chosen, with the address of the list without it."""

    slug: str
    name: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Action:
    """What an entry in the list offers: choose, add, take away, or nothing because it is full."""

    kind: Kinds
    url: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What is being collected. `names` maps slug to name, in the order in which they were chosen."""

    names: Mapping[str, str]
    question: Question
    compare_url: str

    @property
    def items(self) -> list[Collected]:
        """The chosen approaches."""
        return [Collected(slug, name, self._list_with(self._rest(slug))) for slug, name in self.names.items()]

    @property
    def is_full(self) -> bool:
        """Whether no more fit."""
        return len(self.names) >= MOST_COMPARED

    def action(self, slug: str) -> Action:
        """What the entry at a slug offers."""
        if slug in self.names:
            return Action("gekozen", self._list_with(self._rest(slug)))
        if self.is_full:
            return Action("vol", self.compare_url)
        return Action("erbij" if self.names else "kies", self._list_with([*self.names, slug]))

    def _rest(self, slug: str) -> list[str]:
        return [other for other in self.names if other != slug]

    def _list_with(self, slugs: list[str]) -> str:
        """The same list, on the same page, with these chosen."""
        page = self.question.query.page
        place = {"pagina": page if page > 1 else None}
        return with_query(LIST, {**self.question.parameters, **place, COMPARED: slugs})


def collection(db: Session, urls: Urls, question: Question) -> tuple[Collection, Question]:
    """What a question is collecting, and the question without what cannot be compared.

    Asks the database only when something was chosen.
    """
    versions = queries.lives(db, Kind.APPROACH, question.compared)
    missing = [slug for slug in question.compared if slug not in versions]
    if missing:
        told = tuple(Misfit(COMPARED, slug, f"Wij kennen geen aanpak ‘{slug}’.") for slug in missing)
        question = replace(question, misfits=(*question.misfits, *told))
    names = {version.slug: version.document.name for version in versions.values()}
    question = replace(question, compared=tuple(names))
    return Collection(names, question, urls.vergelijk(aanpak=list(names))), question
