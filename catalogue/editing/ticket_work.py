"""What comes of a ticket: a concept out of a tip, a quick correction out of an error, and the answer."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from catalogue.actions import concept_of
from catalogue.editing import concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.rights import Right
from catalogue.editing.tickets import OPEN
from catalogue.editing.trail import Action, record
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Ticket
from catalogue.terms_editorial import EntryState, Selection
from catalogue.terms_workflow import TicketKind, TicketState


def to_concept(db: Session, ticket: Ticket, actor: Actor, at: datetime) -> Concept:
    """A concept out of a tip, with its source filled in; the same concept when there is one already.

    Raises StepRefused.
    """
    if ticket.kind is not TicketKind.TIP:
        raise StepRefused("Alleen van een tip kunt u een nieuw concept maken.")
    there = concept_of_ticket(db, ticket)
    if there is not None:
        return there
    _ask(ticket, actor)
    concept = concepts.begin(db, Kind.APPROACH, skeleton(ticket, at), actor, at)
    _link(db, ticket, concept, actor, at)
    return concept


def correct(db: Session, ticket: Ticket, actor: Actor, at: datetime) -> Concept:
    """A quick correction of the page that a ticket is about; one that waits already is used for both.

    Raises StepRefused.
    """
    _ask(ticket, actor)
    entry = db.get(Entry, ticket.entry_id) if ticket.entry_id else None
    if entry is None or entry.live_revision_id is None or entry.state is EntryState.WITHDRAWN:
        raise StepRefused("Er is geen pagina op de site om te verbeteren.")
    concept = concepts.open_on(db, entry, actor, at, is_quick=True)
    _link(db, ticket, concept, actor, at)
    return concept


def concept_of_ticket(db: Session, ticket: Ticket) -> Concept | None:
    """The concept that somebody began because of a ticket, while it is there."""
    return db.get(Concept, ticket.concept_id) if ticket.concept_id else None


def proposed_answer(db: Session, ticket: Ticket, address: str) -> str:
    """What an editor could answer once the concept is published; empty before. `address` is where to look."""
    if ticket.concept_id is None or concept_of_ticket(db, ticket) is not None:
        return ""
    entry = db.get(Entry, ticket.entry_id) if ticket.entry_id else None
    if entry is None or entry.live_revision_id is None:
        return ""
    if ticket.kind is TicketKind.TIP:
        return f"Dank voor uw tip. De aanpak staat nu op de site: {address}"
    return f"Dank voor uw melding. De pagina is aangepast. Wat er is veranderd, leest u hier: {address}"


def skeleton(ticket: Ticket, at: datetime) -> working.Working:
    """The working document of a tip: what the visitor said, and nothing that nobody knows yet."""
    name = ticket.title[:120]
    source: dict[str, Any] = {"id": working.new_id(), "titel": ticket.title}
    if ticket.url:
        source |= {"url": ticket.url, "geraadpleegd_op": at.date().isoformat()}
    study = {"id": working.new_id(), "titel": ticket.title, "bronnen": [source]}
    begun = working.blank(Kind.APPROACH, name, at.date())
    return begun | {"selectie": Selection.LEAD.value, "onderzoeken": [study]}


def waiting_correction(db: Session, ticket: Ticket) -> Concept | None:
    """The quick correction that waits at the page of a ticket, whoever began it."""
    entry = db.get(Entry, ticket.entry_id) if ticket.entry_id else None
    return concept_of(db, entry, is_quick=True) if entry else None


def _ask(ticket: Ticket, actor: Actor) -> None:
    if not actor.may(Right.EDIT):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    if ticket.state not in OPEN:
        raise StepRefused(f"Deze melding is al ‘{ticket.state.label.lower()}’.")


def _link(db: Session, ticket: Ticket, concept: Concept, actor: Actor, at: datetime) -> None:
    entry = db.get(Entry, concept.entry_id)
    ticket.concept_id, ticket.entry_id = concept.id, concept.entry_id
    ticket.state, ticket.assignee_id = TicketState.BUSY, ticket.assignee_id or actor.id
    db.add(ticket)
    db.flush()
    details = {"melding": ticket.id, "soort": ticket.kind.value, "concept": concept.id}
    record(
        db,
        Action.TICKET_TO_CONCEPT,
        actor,
        at,
        right=Right.EDIT,
        entry=entry,
        subject=ticket.title,
        details=details,
    )
