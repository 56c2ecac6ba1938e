"""Suggestions while typing, as options of a list."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from app.database import Db
from app.fitting import marked, typed_words
from app.pages import page
from app.suggesting import found_by_name

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
    found = found_by_name(request, db, typed) if len(typed) >= SHORTEST else []
    words = typed_words(typed)
    options = [
        Option(marked(one.offer.name.text, words), one.offer.kind.value, one.offer.amount, one.offer.url)
        for one in found
    ]
    response = page(request, "zoek/suggesties.html", {"suggesties": options, "q": typed})
    # What someone types is nobody else's business, and a withdrawn entry may not linger in a cache.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
