"""Suggestions while typing, as options of a list."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from markupsafe import Markup
from sqlmodel import Session

from app.database import Db
from app.fitting import marked, typed_words
from app.pages import page, urls_of
from app.suggesting import MOST, Sort, Suggestion, entry_offers, offers, suggestions
from catalogue import queries
from catalogue.kinds import Kind

router = APIRouter()
SHORTEST = 2
LONGEST = 100
"""Nobody types more than this and still looks at suggestions."""


@dataclass(frozen=True, slots=True)
class Option:
    """One suggestion on the page: its name as HTML, what it is, how much there is, where it leads."""

    name: Markup
    kind: str
    amount: int | None
    url: str


@router.get("/zoek/suggesties")
def suggest(request: Request, db: Db, q: str = "") -> Response:
    """Suggestions for what was typed so far. They come from memory and from the index of this process."""
    typed = " ".join(q[:LONGEST].split())
    found = _found(request, db, typed) if len(typed) >= SHORTEST else []
    words = typed_words(typed)
    options = [
        Option(marked(one.offer.name.text, words), one.offer.sort.value, one.offer.amount, one.offer.url)
        for one in found
    ]
    response = page(request, "zoek/suggesties.html", {"suggesties": options, "q": typed})
    # What someone types is nobody else's business, and a withdrawn entry may not linger in a cache.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _found(request: Request, db: Session, typed: str) -> list[Suggestion]:
    keeper, urls = request.state.index, urls_of(request)
    keeper.follow(db)
    others = request.state.offers.at(keeper.seen, lambda: offers(db, keeper.engine, urls))
    versions = queries.lives(db, Kind.APPROACH, keeper.engine.suggest(typed, MOST))
    found = suggestions(typed, others, entry_offers(urls, versions.values()))
    return _still_public(db, found)


def _still_public(db: Session, found: list[Suggestion]) -> list[Suggestion]:
    """Without background publications that the database no longer shows."""
    slugs = [one.offer.slug for one in found if one.offer.sort is Sort.BACKGROUND]
    shown = queries.lives(db, Kind.BACKGROUND, slugs)
    return [one for one in found if one.offer.sort is not Sort.BACKGROUND or one.offer.slug in shown]
