"""Reading where an entry and its concept stand, in the form in which the workflow judges it."""

import json
from collections.abc import Collection

from sqlmodel import Session, select

from catalogue.canonical import same
from catalogue.editing import working
from catalogue.editing.workflow import Situation
from catalogue.errors import NotFound
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_people import Person
from catalogue.tables_work import ConceptAuthor
from catalogue.validation import refusals


def situation_of(
    db: Session,
    concept: Concept,
    municipalities: Collection[str] | None = None,
    *,
    judged: bool = True,
) -> Situation:
    """Where a concept and its entry stand. `municipalities` are the codes that exist (rule V15).

    Judging the text takes long; who only needs to know whether it may be changed does without.
    """
    entry = db.get(Entry, concept.entry_id)
    if entry is None:
        raise NotFound(str(concept.entry_id))
    text = working.read(concept.document)
    found = refusals(working.problems(entry.kind, text, municipalities)) if judged else ()
    live = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    maker = db.get(Person, concept.created_by_id) if concept.created_by_id else None
    authors = select(ConceptAuthor.person_id).where(ConceptAuthor.concept_id == concept.id)
    return Situation(
        entry_state=entry.state,
        work_state=concept.state,
        authors=frozenset(db.exec(authors)),
        member_id=maker.member_id if maker else None,
        submitted_by=concept.submitted_by_id,
        approved_by=concept.approved_by_id,
        is_planned=concept.publish_at is not None,
        refusals=len(found),
        conflicts=len(json.loads(concept.conflicts)),
        is_behind=entry.live_revision_id != concept.base_revision_id,
        is_unchanged=live is not None and _says_the_same(live, concept, entry, is_whole=judged and not found),
        has_note=bool(concept.note),
        is_quick=concept.is_quick,
    )


def lock(db: Session, concept_id: int) -> tuple[Concept, Entry]:
    """A concept with its entry as they stand now, held until the end of the transaction. Raises NotFound.

    Who takes a step locks the entry first, always: two steps then wait for each other and never for both.
    """
    concept = db.get(Concept, concept_id)
    if concept is None:
        raise NotFound(str(concept_id))
    entry = lock_entry(db, concept.entry_id)
    held = select(Concept).where(Concept.id == concept_id).with_for_update()
    found = db.exec(held.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(str(concept_id))
    return found, entry


def lock_entry(db: Session, entry_id: int) -> Entry:
    """An entry as it stands now, held until the end of the transaction."""
    held = select(Entry).where(Entry.id == entry_id).with_for_update()
    return db.exec(held.execution_options(populate_existing=True)).one()


def situation_without_concept(entry: Entry) -> Situation:
    """Where an entry stands on which nobody works."""
    return Situation(entry_state=entry.state)


def _says_the_same(live: Revision, concept: Concept, entry: Entry, *, is_whole: bool) -> bool:
    """Whether publishing would change nothing; also when a form wrote out what was left to a default."""
    if live.document == concept.document:
        return True
    if not is_whole:
        return False
    return same(live.document, entry.kind, working.complete(entry.kind, working.read(concept.document)))
