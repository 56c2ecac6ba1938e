"""The way into the desk: what somebody can do today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request, Response
from sqlmodel import Session, col, func, select

from app.database import Db
from app.editing.desk import now
from app.editor_pages import editor_page
from app.identity import Signed
from app.pages import urls_of
from app.status import duur
from app.urls import Urls
from catalogue.editing import queue
from catalogue.editing.actor import Actor
from catalogue.editing.queue import FREE, ME, Row, Wanted
from catalogue.editing.rights import Right
from catalogue.tables_desk import Ticket
from catalogue.terms_workflow import TicketState, WorkState

router = APIRouter()
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One concept: where it leads, what it is called, what it is and how long it waits."""

    address: str
    name: str
    what: str
    waits: str


@dataclass(frozen=True, slots=True)
class Pile:
    """Work of one kind: what it is called, the first of it, how much there is and where the rest is."""

    heading: str
    lines: tuple[Line, ...]
    total: int
    more: str
    empty: str


@router.get("/redactie")
def today(request: Request, db: Db, actor: Signed) -> Response:
    """What waits for this person, the oldest first."""
    urls, at = urls_of(request), now()
    context = {
        "stapels": list(_piles(db, urls, actor, at)),
        "meldingen": _new_tickets(db) if actor.may(Right.EDIT) else None,
        "mag_schrijven": actor.may(Right.SUBMIT) or actor.may(Right.EDIT),
        "mag_mensen": actor.may(Right.PEOPLE),
        "mag_logboek": actor.may(Right.LOGBOOK),
    }
    return editor_page(request, actor, "redactie/vandaag.html", context)


def _piles(db: Session, urls: Urls, actor: Actor, at: datetime) -> Iterator[Pile]:
    if actor.only_own:
        return
    if actor.may(Right.EDIT):
        yield _pile(
            db,
            urls,
            actor,
            at,
            Wanted(turn=ME),
            "Ligt bij u",
            "Er ligt nu geen werk bij u.",
            urls.werk(wie=ME),
        )
    if actor.may(Right.REVIEW):
        yield _pile(
            db,
            urls,
            actor,
            at,
            Wanted(state=WorkState.IN_REVIEW, turn=FREE),
            "Te beoordelen",
            "Er wacht niets op uw oordeel.",
            urls.werk(stand=WorkState.IN_REVIEW.value, wie=FREE),
        )
    if actor.may(Right.PUBLISH):
        yield _pile(
            db,
            urls,
            actor,
            at,
            Wanted(state=WorkState.APPROVED, turn=FREE),
            "Klaar om te publiceren",
            "Er ligt niets klaar.",
            urls.werk(stand=WorkState.APPROVED.value, wie=FREE),
        )


def _pile(  # noqa: PLR0917  (a list and its words)
    db: Session,
    urls: Urls,
    actor: Actor,
    at: datetime,
    wanted: Wanted,
    heading: str,
    empty: str,
    more: str,
) -> Pile:
    found = queue.queue(db, actor, wanted, page=1, size=SHOWN)
    return Pile(heading, tuple(_line(urls, row, at) for row in found.rows), found.total, more, empty)


def _line(urls: Urls, row: Row, at: datetime) -> Line:
    is_open = row.state in {WorkState.CONCEPT, WorkState.RETURNED}
    address = urls.concept(row.id) if is_open else urls.concept(row.id, "verschil")
    return Line(address, row.name, f"{row.what.label} · {row.state.label}", duur(at - row.since))


def _new_tickets(db: Session) -> int:
    statement = select(func.count()).select_from(Ticket).where(col(Ticket.state) == TicketState.NEW)
    return db.exec(statement).one()
