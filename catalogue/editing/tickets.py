"""Tickets: what visitors send to the desk, and what the desk does with it.

The logbook never holds an address of a sender: its lines cannot be removed. Whoever writes to a sender
reads the ticket.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col

from catalogue.actions import bump
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.tables import Entry
from catalogue.tables_desk import Mail, Refused, Ticket
from catalogue.tables_people import Person
from catalogue.terms_workflow import RefusedKind, TicketKind, TicketState

KEPT = timedelta(days=183)
"""How long the name and address of a sender are kept after the ticket was closed: half a year."""
OPEN = frozenset({TicketState.NEW, TicketState.BUSY})


@dataclass(frozen=True, slots=True)
class Message:
    """What a visitor wrote. `url` is the study of a tip, or the evidence of a report."""

    body: str
    title: str = ""
    url: str = ""
    sender_name: str = ""
    sender_email: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a report is about: the name of the entry, the version that was read, and the field."""

    name: str
    version: int
    path: str = ""
    words: str = ""


def receive_tip(db: Session, message: Message, at: datetime) -> Ticket:
    """Somebody points at a study that is not here yet."""
    ticket = Ticket(kind=TicketKind.TIP, title=message.title, body=message.body, created_at=at)
    return _receive(db, ticket, message, None)


def receive_report(
    db: Session, kind: TicketKind, entry: Entry, place: Place, message: Message, *, at: datetime
) -> Ticket:
    """Somebody reports an error at an entry, or says what could be better."""
    ticket = Ticket(
        kind=kind,
        entry_id=entry.id,
        version=place.version,
        path=place.path,
        place=place.words,
        title=place.name[:300],
        body=message.body,
        created_at=at,
    )
    return _receive(db, ticket, message, entry)


def take(db: Session, ticket: Ticket, actor: Actor, at: datetime) -> None:
    """Start working on a ticket; it is then of whoever did so. Raises StepRefused."""
    _ask(ticket, actor)
    ticket.state, ticket.assignee_id = TicketState.BUSY, actor.id
    _record(db, Action.TICKET_TAKEN, ticket, actor, at)


def hand_over(db: Session, ticket: Ticket, person: Person | None, actor: Actor, at: datetime) -> None:
    """Give a ticket to a colleague. Raises StepRefused."""
    _ask(ticket, actor)
    if person is None:
        raise StepRefused("Kies wie de melding krijgt.")
    if not person.is_active:
        raise StepRefused("Dit account is stilgezet. Kies iemand anders.")
    ticket.state, ticket.assignee_id = TicketState.BUSY, person.id
    _record(db, Action.ASSIGNED, ticket, actor, at, persoon=person.id)


def close(db: Session, ticket: Ticket, outcome: str, actor: Actor, at: datetime) -> None:
    """Close a ticket; the sender reads the outcome. Raises StepRefused."""
    _ask(ticket, actor)
    _settle(ticket, TicketState.DONE, outcome, actor, at)
    _record(db, Action.TICKET_CLOSED, ticket, actor, at)


def refuse(db: Session, ticket: Ticket, reason: str, actor: Actor, at: datetime) -> None:
    """Do nothing with a ticket, and say why. A refused tip stands on the public list. Raises StepRefused."""
    _ask(ticket, actor)
    _settle(ticket, TicketState.REFUSED, reason, actor, at)
    if ticket.kind is TicketKind.TIP:
        db.add(
            Refused(
                kind=RefusedKind.TIP,
                title=ticket.title,
                url=ticket.url,
                reason=reason.strip(),
                received_at=ticket.created_at,
                refused_at=at,
                ticket_id=ticket.id,
            )
        )
        bump(db)
    _record(db, Action.TICKET_REFUSED, ticket, actor, at)


def forget_senders(db: Session, at: datetime) -> int:
    """Remove names and addresses of senders whose ticket was closed long ago; returns how many."""
    statement = (
        update(Ticket)
        .where(
            col(Ticket.handled_at) < at - KEPT,
            (col(Ticket.sender_email) != "") | (col(Ticket.sender_name) != ""),
        )
        .values(sender_name="", sender_email="")
        .execution_options(synchronize_session=False)
        .returning(col(Ticket.id))
    )
    return len(db.execute(statement).all())


def forget_letters(db: Session, at: datetime) -> int:
    """Remove messages to people without an account that were sent long ago; returns how many."""
    old = (col(Mail.person_id).is_(None), col(Mail.sent_at) < at - KEPT)
    return len(db.execute(delete(Mail).where(*old).returning(col(Mail.id))).all())


def _receive(db: Session, ticket: Ticket, message: Message, entry: Entry | None) -> Ticket:
    ticket.url = message.url
    ticket.sender_name, ticket.sender_email = message.sender_name, message.sender_email
    db.add(ticket)
    db.flush()
    at, details = ticket.created_at, _details(ticket)
    record(db, Action.TICKET_RECEIVED, None, at, entry=entry, subject=ticket.title, details=details)
    return ticket


def _ask(ticket: Ticket, actor: Actor) -> None:
    if not actor.may(Right.EDIT):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    if ticket.state not in OPEN:
        raise StepRefused(f"Deze melding is al ‘{ticket.state.label.lower()}’.")


def _settle(ticket: Ticket, state: TicketState, outcome: str, actor: Actor, at: datetime) -> None:
    if not outcome.strip():
        raise StepRefused("Schrijf wat er met de melding is gebeurd. De afzender leest dat.")
    ticket.state, ticket.outcome = state, outcome.strip()
    ticket.handled_at, ticket.handled_by_id = at, actor.id
    ticket.assignee_id = ticket.assignee_id or actor.id


def _record(db: Session, action: Action, ticket: Ticket, actor: Actor, at: datetime, **details: Any) -> None:
    db.add(ticket)
    db.flush()
    record(
        db,
        action,
        actor,
        at,
        right=Right.EDIT,
        entry=db.get(Entry, ticket.entry_id) if ticket.entry_id else None,
        subject=ticket.title,
        reason=ticket.outcome,
        details=_details(ticket) | details,
    )


def _details(ticket: Ticket) -> dict[str, Any]:
    return {"melding": ticket.id, "soort": ticket.kind.value}
