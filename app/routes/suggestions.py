"""Suggestions while typing: entries, work types, themes and municipalities."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from app.database import Db
from app.filters import LONGEST_TEXT
from app.pages import page, urls_of
from app.state import Finder
from app.urls import Urls
from catalogue import queries, registers
from catalogue.kinds import Kind
from catalogue.vocabulary import Theme, WorkType
from search.dutch import fold

router = APIRouter()
ENTRIES = 6
OTHERS = 3
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: what it is called, what it is, and where it leads."""

    text: str
    kind: str
    url: str


@router.get("/zoek/suggesties")
def suggestions(request: Request, db: Db, finder: Finder, q: str = "") -> Response:
    """Suggestions for what was typed so far, as options of a list."""
    typed = q[:LONGEST_TEXT].strip()
    urls = urls_of(request)
    found: list[Suggestion] = []
    if len(typed) >= SHORTEST:
        versions = queries.lives(db, Kind.APPROACH, finder.suggest(typed, ENTRIES))
        found += list(_topics(urls, fold(typed)))[:OTHERS]
        found += [
            Suggestion(version.document.name, "aanpak", urls.aanpak(slug))
            for slug, version in versions.items()
        ]
    return page(request, "zoek/suggesties.html", {"suggesties": found, "q": typed})


def _topics(urls: Urls, typed: str) -> Iterator[Suggestion]:
    for work_type in WorkType:
        if _begins(work_type.label, typed):
            yield Suggestion(work_type.label, "werksoort", urls.werksoort(work_type.value))
    for theme in Theme:
        if _begins(theme.label, typed):
            yield Suggestion(theme.label, "thema", urls.thema(theme.value))
    for code, place in registers.municipalities().items():
        names = (place.name, *registers.municipality_aliases(code))
        if any(_begins(name, typed) for name in names):
            yield Suggestion(place.name, "gemeente", urls.gemeente(code))


def _begins(name: str, typed: str) -> bool:
    """Whether a word of the name begins with what was typed, both folded."""
    folded = fold(name)
    return folded.startswith(typed) or f" {typed}" in folded
