"""Whether a concept is about something that is there already: a page, another concept, or a tip."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session, col, or_, select

from catalogue.editing.likeness import Signature, Why, plain_title, plain_url, signature
from catalogue.editing.working import part_name
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_desk import Ticket
from catalogue.terms_workflow import TicketKind, TicketState

MOST = 8
"""Who gets a longer list reads none of it."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Something that a concept resembles. Exactly one of the last three leads to it."""

    why: Why
    name: str
    kind: Kind | None = None
    slug: str | None = None
    concept_id: int | None = None
    ticket_id: int | None = None


def duplicates(db: Session, entry: Entry, text: str, *, with_concepts: bool) -> list[Duplicate]:
    """What a working document resembles among everything else, the most alike first.

    `with_concepts` is False for somebody who may not see the work of others: then only what is public counts.
    """
    own = _signature_of(text)
    found = list(_live(db, entry, own))
    if with_concepts:
        named = {each.slug for each in found}
        found += [each for each in _concepts(db, entry, own) if each.slug not in named]
        found += _tickets(db, entry, own)
    order = list(Why)
    return sorted(found, key=lambda each: order.index(each.why))[:MOST]


def _live(db: Session, entry: Entry, own: Signature) -> Iterator[Duplicate]:
    statement = (
        select(Entry.slug, Entry.kind, Revision.id, Revision.content_hash)
        .join(Revision, col(Entry.live_revision_id) == col(Revision.id))
        .where(col(Entry.id) != entry.id)
        .order_by(Entry.slug)
    )
    for slug, kind, revision_id, content_hash in db.exec(statement).all():
        name, other = _of_revision(db, revision_id, content_hash)
        if why := own.like(other):
            yield Duplicate(why, name, Kind(kind), slug)


_SEEN: dict[str, tuple[str, Signature]] = {}
"""By the hash of the text, which never changes: what a page is recognised by."""
_MOST_SEEN = 20_000


def _of_revision(db: Session, revision_id: int, content_hash: str) -> tuple[str, Signature]:
    found = _SEEN.get(content_hash)
    if found is None:
        text = db.exec(select(Revision.document).where(Revision.id == revision_id)).one()
        found = part_name(json.loads(text)), _signature_of(text)
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        _SEEN[content_hash] = found
    return found


def _concepts(db: Session, entry: Entry, own: Signature) -> Iterator[Duplicate]:
    statement = (
        select(Concept, Entry)
        .join(Entry, col(Entry.id) == col(Concept.entry_id))
        .where(col(Entry.id) != entry.id)
        .order_by(col(Concept.id))
    )
    for concept, other in db.exec(statement):
        if why := own.like(_signature_of(concept.document)):
            name = part_name(json.loads(concept.document))
            yield Duplicate(why, name, other.kind, other.slug, concept_id=concept.id)


def _tickets(db: Session, entry: Entry, own: Signature) -> Iterator[Duplicate]:
    """Open tips; the tip that a concept was made of says the same, and is no news."""
    open_tips = select(Ticket).where(
        Ticket.kind == TicketKind.TIP,
        col(Ticket.state).in_([TicketState.NEW, TicketState.BUSY]),
        or_(col(Ticket.entry_id).is_(None), col(Ticket.entry_id) != entry.id),
    )
    for ticket in db.exec(open_tips.order_by(col(Ticket.id))):
        urls = frozenset(filter(None, [plain_url(ticket.url)]))
        titles = frozenset(filter(None, [plain_title(ticket.title)]))
        if why := own.like(Signature(titles=titles, urls=urls)):
            yield Duplicate(why, ticket.title or ticket.url, ticket_id=ticket.id)


@lru_cache(maxsize=512)
def _signature_of(text: str) -> Signature:
    return signature(json.loads(text))
