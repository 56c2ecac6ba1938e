"""Reading where an entry and its concept stand, in the form in which the workflow judges it."""

import json
from collections.abc import Collection

from sqlmodel import Session, select

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
        is_unchanged=live is not None and live.document == concept.document,
        has_note=bool(concept.note),
    )


def situation_without_concept(entry: Entry) -> Situation:
    """Where an entry stands on which nobody works."""
    return Situation(entry_state=entry.state)
