"""The page before there are two to compare: what was chosen, and approaches to add."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlmodel import Session

from app.cards import Card, cards, nearest
from app.comparison_choice import Choice
from app.filters import LONGEST_TEXT
from app.pages import urls_of
from app.related import related
from app.urls import Urls
from catalogue.comparability import BASIS
from catalogue.vocabulary import Aspect, Comparable
from search.engine import Query, Searcher

MOST_FOUND = 8
NOTHING = Choice((), ())


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approach that may be added. `address` is None for one that is there already."""

    card: Card
    address: str | None


def empty_start(request: Request) -> dict[str, Any]:
    """The page without any choice: the same for everyone."""
    return _context(request, NOTHING, "") | {"gevonden": [], "verwant": [], "aantal": 0, "bedoeld": None}


def begun(request: Request, db: Session, finder: Searcher, choice: Choice) -> dict[str, Any]:
    """The page with what was chosen so far, and what a search or the choice itself brings up."""
    urls = urls_of(request)
    text = " ".join(request.query_params.get("q", "").split())[:LONGEST_TEXT]
    context = empty_start(request) | _context(request, choice, text)
    if text:
        answer = finder.answer(Query(text=text, page_size=MOST_FOUND))
        found = cards(db, answer) or nearest(db, answer)
        return context | {
            "gevonden": candidates(urls, choice, found),
            "aantal": answer.total,
            "bedoeld": answer.correction,
        }
    if choice.columns:
        like = related(db, request.state.index.engine, choice.columns[0].version)
        return context | {"verwant": candidates(urls, choice, like)}
    return context


def candidates(urls: Urls, choice: Choice, found: Iterable[Card]) -> list[Candidate]:
    """Cards with the address that adds them to a choice."""
    return [
        Candidate(card, None if card.slug in choice.slugs else urls.vergelijk(**choice.plus(card.slug)))
        for card in found
    ]


def _context(request: Request, choice: Choice, text: str) -> dict[str, Any]:
    urls = urls_of(request)
    return {
        "keuze": choice,
        "zoektekst": text,
        "lijst_adres": urls.aanpakken(vergelijk=choice.slugs),
        "basis_punten": BASIS,
        "andere_punten": [aspect for aspect in Aspect if aspect not in BASIS],
        "niveaus": list(Comparable),
        "heeft_vraag": bool(request.url.query),
    }
