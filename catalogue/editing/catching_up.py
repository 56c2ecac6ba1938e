"""Bringing a waiting concept up to the version that was published beside it."""

from datetime import datetime

from sqlmodel import Session

from catalogue.editing.actor import Actor
from catalogue.tables import Concept, Entry, Revision


def catch_up(db: Session, concept: Concept, actor: Actor | None, at: datetime) -> None:
    """Let a concept stand on the live version, with the changes of both."""
    del actor
    entry = db.get(Entry, concept.entry_id)
    live = db.get(Revision, entry.live_revision_id) if entry and entry.live_revision_id else None
    base = db.get(Revision, concept.base_revision_id) if concept.base_revision_id else None
    if live is None or live.id == concept.base_revision_id:
        return
    if base is not None and base.document == concept.document:
        concept.document = live.document
        concept.base_revision_id = live.id
        concept.lock_version += 1
        concept.changed_at = at
        db.add(concept)
        db.flush()
