"""Finding the page that a visitor writes about, and answering without keeping anything."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from sqlmodel import Session

from app.errors import GoneError, NotFoundError
from app.pages import page
from app.visitor_forms import NOT_KEPT
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.tables import Entry
from catalogue.vocabulary import EntryState


def entry_at(db: Session, kind: str, slug: str) -> Entry:
    """The public entry at a present or former slug. Raises NotFoundError; GoneError when withdrawn."""
    if kind not in set(Kind):
        raise NotFoundError
    found = queries.find(db, kind, slug)
    if found is None or found.entry.live_revision_id is None or found.entry.state is EntryState.CONCEPT:
        raise NotFoundError
    if found.entry.state is EntryState.WITHDRAWN:
        name = queries.live(db, found.entry).document.name
        raise GoneError(name, found.entry.state_reason or "")
    return found.entry


def version_read(db: Session, entry: Entry, number: str) -> Version[Any]:
    """The version that a visitor has before them; the live one when the number is none of its."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 7  # noqa: PLR2004
    return (queries.version(db, entry, int(number)) if is_number else None) or queries.live(db, entry)


def visitor_page(request: Request, name: str, context: Mapping[str, Any], *, status: int = 200) -> Response:
    """A page that nobody keeps."""
    response = page(request, name, context, status=status)
    response.headers.update(NOT_KEPT)
    return response
