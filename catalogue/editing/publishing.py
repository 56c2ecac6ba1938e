"""What publishing a concept brings along: the version, the ledger, the logbook, and who waits beside it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session

from catalogue import actions
from catalogue.editing import catching_up, concepts, corrections, working
from catalogue.editing.actor import Actor
from catalogue.editing.people import actor_of
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_people import Person
from catalogue.terms_workflow import AccountRole

SAME_AS_SITE = "De tekst zegt hetzelfde als wat nu op de site staat."


def involved(db: Session, concept: Concept) -> dict[str, Any]:
    """Whom a step with a concept concerns, for the logbook: the concept may be gone when mail is written."""
    return {
        "concept": concept.id,
        "versie": concept.lock_version,
        "schrijvers": sorted(concepts.authors_of(db, concept)),
        "toegewezen": concept.assignee_id,
        "begonnen_door": concept.created_by_id,
        "voorgelegd_door": concept.submitted_by_id,
        "goedgekeurd_door": concept.approved_by_id,
    }


def _writing_roles(db: Session, concept: Concept) -> list[str]:
    """In which roles people wrote this text: what the public may see of them."""
    people = (db.get(Person, one) for one in concepts.authors_of(db, concept))
    roles = {actor_of(db, person).role_for(Right.SUBMIT) for person in people if person is not None}
    return [role.value for role in AccountRole if role in roles]


def publish_concept(  # noqa: PLR0917  (what publishing takes)
    db: Session,
    concept: Concept,
    entry: Entry,
    actor: Actor | None,
    at: datetime,
    municipalities: Collection[str] | None,
) -> Revision:
    """Publish the text of a concept; a concept that waits beside it gets the change as well."""
    document = working.complete(entry.kind, concepts.text_of(concept))
    before = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    waiting = actions.concept_of(db, entry, is_quick=not concept.is_quick)
    waiting_id = waiting.id if waiting else None
    note, is_quick = concept.note, concept.is_quick
    entry.owner_id = entry.owner_id or concept.created_by_id or concept.approved_by_id
    details = {**involved(db, concept), "rollen": _writing_roles(db, concept), "spoed": is_quick}
    actions.remove_concept(db, concept)
    revision = actions.publish(
        db, entry.kind, entry.slug, document, note=note, at=at, municipalities=municipalities
    )
    record(
        db,
        Action.PUBLISHED,
        actor,
        at,
        right=Right.PUBLISH,
        entry=entry,
        subject=document.name,
        from_version=before.number if before else None,
        to_version=revision.number,
        reason=note,
        details=details,
    )
    if is_quick and before is not None and before.id != revision.id:
        corrections.put(db, entry, before, revision, document, at, details["concept"])
    if waiting_id is not None:
        _follow(db, entry, waiting_id, actor, at)
    return revision


def _follow(db: Session, entry: Entry, waiting_id: int, actor: Actor | None, at: datetime) -> None:
    """Let what waits stand on the new version. A text that says the same has nothing to add any more."""
    still = db.get(Concept, waiting_id)
    if still is not None:
        catching_up.catch_up(db, still, actor, at)
        return
    details = {"concept": waiting_id}
    record(db, Action.CONCEPT_DISCARDED, None, at, entry=entry, reason=SAME_AS_SITE, details=details)
