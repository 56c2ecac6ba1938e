"""Reading the desk: the inbox, what was refused, how long answers take. Nothing here writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlmodel import Session, col, func, select

from catalogue.editing.tickets import OPEN
from catalogue.tables import Entry
from catalogue.tables_desk import Refused, Ticket
from catalogue.terms_workflow import TicketKind, TicketState

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of the inbox. Without a state: everything that is not done."""

    kind: TicketKind | None = None
    state: TicketState | None = None
    everything: bool = False
    assignee_id: int | None = None
    nobody: bool = False
    """Only what nobody works on."""


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long the desk took to answer: the middle of so many answers, in days."""

    answers: int
    days: int


def inbox(db: Session, wish: Wish, *, limit: int, offset: int = 0) -> tuple[int, list[Ticket]]:
    """How many tickets there are and one page of them, the oldest first."""
    wanted = []
    if wish.kind is not None:
        wanted.append(col(Ticket.kind) == wish.kind)
    if wish.state is not None:
        wanted.append(col(Ticket.state) == wish.state)
    elif not wish.everything:
        wanted.append(col(Ticket.state).in_(OPEN))
    if wish.nobody:
        wanted.append(col(Ticket.assignee_id).is_(None))
    elif wish.assignee_id is not None:
        wanted.append(col(Ticket.assignee_id) == wish.assignee_id)
    total = db.exec(select(func.count()).select_from(Ticket).where(*wanted)).one()
    page = select(Ticket).where(*wanted).order_by(col(Ticket.created_at), col(Ticket.id))
    return total, list(db.exec(page.limit(limit).offset(offset)))


def others_about(db: Session, ticket: Ticket) -> list[Ticket]:
    """Other tickets about the same page, the newest first."""
    if ticket.entry_id is None:
        return []
    statement = select(Ticket).where(Ticket.entry_id == ticket.entry_id, Ticket.id != ticket.id)
    return list(db.exec(statement.order_by(col(Ticket.id).desc()).limit(10)))


def refused(db: Session, *, limit: int, offset: int = 0) -> tuple[int, list[Refused]]:
    """How much was refused, and one page of it, the newest first."""
    total = db.exec(select(func.count()).select_from(Refused)).one()
    page = select(Refused).order_by(col(Refused.refused_at).desc(), col(Refused.id).desc())
    return total, list(db.exec(page.limit(limit).offset(offset)))


def turnaround(db: Session, now: datetime) -> Turnaround | None:
    """How long answers took in the past year; None without any."""
    statement = select(Ticket.created_at, Ticket.handled_at).where(col(Ticket.handled_at) > now - A_YEAR)
    took = [(handled - created).days for created, handled in db.exec(statement) if handled is not None]
    return Turnaround(len(took), round(median(took))) if took else None


def entry_of(db: Session, ticket: Ticket) -> Entry | None:
    """The page that a ticket is about, or the one that came out of it."""
    return db.get(Entry, ticket.entry_id) if ticket.entry_id else None
