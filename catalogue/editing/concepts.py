"""Concepts as rows: beginning one, saving its text, undoing, naming versions, throwing it away.

Every function flushes and none commits. Who may do what is asked of catalogue.editing.workflow.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from catalogue.actions import concept_of, remove_concept
from catalogue.documents import FORMAT
from catalogue.editing import working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.situations import situation_of
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import EDITABLE, may_edit
from catalogue.errors import NotFound, StaleConcept
from catalogue.kinds import Kind
from catalogue.seedform import SLUG
from catalogue.tables import Concept, Entry, Revision, Slug
from catalogue.tables_work import ConceptAuthor, Draft
from catalogue.terms_editorial import EntryState

ONE_STEP = timedelta(minutes=2)
"""Changes by one person in one place within this time are undone together."""
KEPT_STEPS = 60
_LONGEST_SLUG = 80


def begin(
    db: Session,
    kind: Kind,
    text: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    *,
    slug: str | None = None,
) -> Concept:
    """Begin a concept of a page that does not exist yet. Its address follows from its name."""
    name = working.part_name(text)
    entry = Entry(
        kind=kind,
        slug=_free_slug(db, slug or slug_of(name)),
        state=EntryState.CONCEPT,
        created_at=at,
        changed_at=at,
        owner_id=actor.id,
    )
    db.add(entry)
    db.flush()
    db.add(Slug(slug=entry.slug, entry_id=entry.id))
    return _add(db, entry, working.write(text), actor, at, base=None, is_quick=False)


def open_on(db: Session, entry: Entry, actor: Actor, at: datetime, *, is_quick: bool = False) -> Concept:
    """The concept of an entry; begun from the live version when nobody works on it yet.

    Raises NotFound for a quick correction of what was never published.
    """
    there = concept_of(db, entry, is_quick=is_quick)
    if there is not None:
        return there
    live = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    if live is None:
        raise NotFound(entry.slug)
    return _add(db, entry, live.document, actor, at, base=live.id, is_quick=is_quick)


def get(db: Session, concept_id: int) -> tuple[Concept, Entry]:
    """A concept with its entry. Raises NotFound."""
    concept = db.get(Concept, concept_id)
    entry = db.get(Entry, concept.entry_id) if concept else None
    if concept is None or entry is None:
        raise NotFound(str(concept_id))
    return concept, entry


def text_of(concept: Concept) -> working.Working:
    """The working document of a concept, to read or to change in a copy of its own."""
    return working.read(concept.document)


def save(
    db: Session,
    concept: Concept,
    text: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    *,
    place: str = "",
    expected_version: int | None = None,
) -> bool:
    """Save the text of a concept as it should become; False when it says the same already.

    `place` is the path of the part that changed, for undoing. `expected_version` is the lock version that
    the change was made on. Raises EditRefused, and StaleConcept when somebody saved in between.
    """
    why = may_edit(situation_of(db, concept, judged=False), actor)
    if why:
        raise EditRefused(why)
    seen = concept.lock_version if expected_version is None else expected_version
    new = working.write(text)
    if new == concept.document:
        return False
    _keep_step(db, concept, actor, at, place)
    _store(db, concept, seen, at, document=new, format=FORMAT)
    note_author(db, concept, actor, at)
    return True


def undo(db: Session, concept: Concept, actor: Actor, at: datetime) -> Draft | None:
    """Put the text back as it was before the last change; returns what was undone, None for nothing."""
    why = may_edit(situation_of(db, concept, judged=False), actor)
    if why:
        raise EditRefused(why)
    step = db.exec(
        select(Draft)
        .where(Draft.concept_id == concept.id, col(Draft.name).is_(None))
        .order_by(col(Draft.id).desc())
        .limit(1)
    ).one_or_none()
    if step is None:
        return None
    _store(db, concept, concept.lock_version, at, document=step.document, format=FORMAT)
    note_author(db, concept, actor, at)
    db.delete(step)
    db.flush()
    return step


def name_version(db: Session, concept: Concept, name: str, actor: Actor, at: datetime) -> Draft:
    """Keep the text as it is now under a name, as long as the concept lives."""
    draft = Draft(
        concept_id=concept.id, name=name[:120], document=concept.document, made_at=at, made_by_id=actor.id
    )
    db.add(draft)
    db.flush()
    record(db, Action.VERSION_NAMED, actor, at, entry=_entry(db, concept), subject=name)
    return draft


def named_versions(db: Session, concept: Concept) -> list[Draft]:
    """The named versions of a concept, the newest first."""
    statement = select(Draft).where(Draft.concept_id == concept.id, col(Draft.name).is_not(None))
    return list(db.exec(statement.order_by(col(Draft.id).desc())))


def restore(db: Session, concept: Concept, document: str, actor: Actor, at: datetime, *, source: str) -> bool:
    """Put an earlier text into a concept: what stood there is kept as a named version first.

    `source` says in words where the text comes from.
    """
    if working.write(working.read(document)) == concept.document:
        return False
    name_version(db, concept, f"Voor het terugzetten van {source}", actor, at)
    saved = save(db, concept, working.read(document), actor, at)
    if saved:
        record(db, Action.VERSION_RESTORED, actor, at, entry=_entry(db, concept), subject=source)
    return saved


def set_note(
    db: Session, concept: Concept, note: str, actor: Actor, at: datetime, *, seen: int | None = None
) -> None:
    """Say for visitors what changed and why. It counts as writing: who words it does not approve it.

    `seen` is the lock version that somebody read. Raises EditRefused and StaleConcept.
    """
    why = may_edit(situation_of(db, concept, judged=False), actor)
    if why:
        raise EditRefused(why)
    if seen is not None and seen != concept.lock_version:
        raise StaleConcept(concept.lock_version)
    if (new := note.strip() or None) != concept.note:
        _store(db, concept, concept.lock_version, at, note=new)
        note_author(db, concept, actor, at)


def authors_of(db: Session, concept: Concept) -> frozenset[int]:
    """Everybody who changed the text."""
    statement = select(ConceptAuthor.person_id).where(ConceptAuthor.concept_id == concept.id)
    return frozenset(db.exec(statement))


def throw_away(db: Session, concept: Concept, actor: Actor, at: datetime, reason: str = "") -> None:
    """Remove a concept; the logbook keeps that it was there."""
    entry = _entry(db, concept)
    subject, details = working.part_name(text_of(concept)), {"concept": concept.id}
    remove_concept(db, concept)
    record(
        db, Action.CONCEPT_DISCARDED, actor, at, entry=entry, subject=subject, reason=reason, details=details
    )


def slug_of(name: str) -> str:
    """The address that follows from a name: "Buurt & zorg" becomes "buurt-zorg"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
    return slug if re.fullmatch(SLUG, slug) else "concept"


def _free_slug(db: Session, wanted: str) -> str:
    taken = set(db.exec(select(Slug.slug).where(col(Slug.slug).startswith(wanted))))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _add(
    db: Session, entry: Entry, text: str, actor: Actor, at: datetime, *, base: int | None, is_quick: bool
) -> Concept:
    concept = Concept(
        entry_id=entry.id,
        is_quick=is_quick,
        format=FORMAT,
        document=text,
        base_revision_id=base,
        created_by_id=actor.id,
        assignee_id=actor.id,
        waiting_since=at,
        created_at=at,
        changed_at=at,
    )
    db.add(concept)
    db.flush()
    if base is None:
        note_author(db, concept, actor, at)
    subject, details = working.part_name(text_of(concept)), {"concept": concept.id}
    record(db, Action.CONCEPT_STARTED, actor, at, entry=entry, subject=subject, details=details)
    return concept


def _store(db: Session, concept: Concept, seen: int, at: datetime, **new: Any) -> None:
    """Compare and save in one statement: on a busy site another save may have come in between."""
    saved = db.execute(
        update(Concept)
        .where(
            col(Concept.id) == concept.id,
            col(Concept.lock_version) == seen,
            # Somebody may have laid it before a reviewer since it was read: then it stands still.
            col(Concept.state).in_(EDITABLE),
        )
        .values(**new, lock_version=seen + 1, changed_at=at)
        .execution_options(synchronize_session=False)
        .returning(col(Concept.id))
    ).first()
    if saved is None:
        raise StaleConcept(concept.lock_version)
    db.refresh(concept)


def _keep_step(db: Session, concept: Concept, actor: Actor, at: datetime, place: str) -> None:
    """Keep the text before a change, unless it goes on with the change before it."""
    last = db.exec(
        select(Draft).where(Draft.concept_id == concept.id).order_by(col(Draft.id).desc()).limit(1)
    ).one_or_none()
    goes_on = (
        last is not None
        and last.name is None
        and place != ""
        and (last.place, last.made_by_id) == (place, actor.id)
        and at - last.made_at < ONE_STEP
    )
    if goes_on:
        return
    step = Draft(
        concept_id=concept.id, place=place, document=concept.document, made_at=at, made_by_id=actor.id
    )
    db.add(step)
    db.flush()
    _tidy(db, concept)


def _tidy(db: Session, concept: Concept) -> None:
    steps = select(Draft.id).where(Draft.concept_id == concept.id, col(Draft.name).is_(None))
    old = list(db.exec(steps.order_by(col(Draft.id).desc()).offset(KEPT_STEPS)))
    if old:
        db.execute(delete(Draft).where(col(Draft.id).in_(old)))


def note_author(db: Session, concept: Concept, actor: Actor, at: datetime) -> None:
    """Somebody wrote along, and so does not approve the text."""
    if db.get(ConceptAuthor, (concept.id, actor.id)) is None:
        db.add(ConceptAuthor(concept_id=concept.id, person_id=actor.id, since=at))
        db.flush()


def _entry(db: Session, concept: Concept) -> Entry:
    return get(db, concept.id)[1]
