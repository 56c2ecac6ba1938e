"""The inbox of the desk: what visitors sent, and what comes of it."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from app.database import Db
from app.editor_pages import PRIVATE
from app.errors import NotFoundError
from app.forms import PersonId
from app.identity import Editor
from app.pages import urls_of
from app.ticket_pages import inbox_page, ticket_page, wish_of
from catalogue.editing import ticket_work, tickets
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.tables_desk import Ticket
from catalogue.tables_people import Person

router = APIRouter(prefix="/redactie/meldingen")
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]
Text = Annotated[str, Form()]


@router.get("")
def inbox(request: Request, db: Db, actor: Editor) -> Response:
    """The tickets that somebody asks for; without a question everything that is open."""
    return inbox_page(request, db, actor, wish_of(request.query_params, actor))


@router.get("/{ticket_id}")
def ticket(request: Request, db: Db, actor: Editor, ticket_id: Number) -> Response:
    """One ticket with what can be done about it."""
    return ticket_page(request, db, actor, _ticket(db, ticket_id))


@router.post("/{ticket_id}/oppakken")
def take(request: Request, db: Db, actor: Editor, ticket_id: Number) -> Response:
    """Start working on it."""
    found = _ticket(db, ticket_id)
    try:
        tickets.take(db, found, actor, datetime.now(UTC))
    except StepRefused as error:
        return _refused(request, db, actor, found, error)
    return _to_ticket(request, found, "opgepakt")


@router.post("/{ticket_id}/doorgeven")
def hand_over(request: Request, db: Db, actor: Editor, ticket_id: Number, persoon: PersonId = 0) -> Response:
    """Give it to a colleague."""
    found, person = _ticket(db, ticket_id), db.get(Person, persoon)
    try:
        tickets.hand_over(db, found, person, actor, datetime.now(UTC))
    except StepRefused as error:
        return _refused(request, db, actor, found, error, persoon="")
    return _to_ticket(request, found, "doorgegeven")


@router.post("/{ticket_id}/afhandelen")
def close(request: Request, db: Db, actor: Editor, ticket_id: Number, antwoord: Text = "") -> Response:
    """Answer it; the sender gets the answer."""
    found = _ticket(db, ticket_id)
    try:
        tickets.close(db, found, antwoord, actor, datetime.now(UTC))
    except StepRefused as error:
        return _refused(request, db, actor, found, error, antwoord=antwoord)
    return _to_ticket(request, found, "afgehandeld")


@router.post("/{ticket_id}/afwijzen")
def refuse(request: Request, db: Db, actor: Editor, ticket_id: Number, reden: Text = "") -> Response:
    """Do nothing with it, for a reason that everybody may read."""
    found = _ticket(db, ticket_id)
    try:
        tickets.refuse(db, found, reden, actor, datetime.now(UTC))
    except StepRefused as error:
        return _refused(request, db, actor, found, error, reden=reden)
    return _to_ticket(request, found, "afgewezen")


@router.post("/{ticket_id}/concept")
def to_concept(request: Request, db: Db, actor: Editor, ticket_id: Number) -> Response:
    """A tip becomes a concept with its source filled in."""
    found = _ticket(db, ticket_id)
    try:
        concept = ticket_work.to_concept(db, found, actor, datetime.now(UTC))
    except StepRefused as error:
        return _refused(request, db, actor, found, error)
    return RedirectResponse(urls_of(request).concept(concept.id), 303, PRIVATE)


@router.post("/{ticket_id}/correctie")
def correct(request: Request, db: Db, actor: Editor, ticket_id: Number) -> Response:
    """Correct the page that it is about, beside a concept that may be waiting."""
    found = _ticket(db, ticket_id)
    try:
        concept = ticket_work.correct(db, found, actor, datetime.now(UTC))
    except StepRefused as error:
        return _refused(request, db, actor, found, error)
    return RedirectResponse(urls_of(request).concept(concept.id), 303, PRIVATE)


def _ticket(db: Db, ticket_id: int) -> Ticket:
    found = db.get(Ticket, ticket_id)
    if found is None:
        raise NotFoundError
    return found


def _to_ticket(request: Request, ticket: Ticket, done: str) -> Response:
    return RedirectResponse(urls_of(request).melding(ticket.id, gedaan=done), 303, PRIVATE)


def _refused(
    request: Request, db: Db, actor: Actor, found: Ticket, error: StepRefused, **typed: str
) -> Response:
    """The page again, with why it was refused and what was typed."""
    return ticket_page(request, db, actor, found, refusal=str(error), typed=typed)
