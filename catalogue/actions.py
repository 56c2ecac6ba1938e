"""What may happen to entries. Every action flushes and none commits: the edge does that, once."""

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from catalogue import outbox, row_ids, validation
from catalogue.canonical import canonical, content_hash, same
from catalogue.documents import FORMAT
from catalogue.errors import (
    InvalidSlug,
    NothingPublished,
    PublicationRefused,
    ReasonMissing,
    SlugTaken,
    StaleConcept,
)
from catalogue.kinds import AnyDocument, Kind
from catalogue.seedform import SLUG
from catalogue.tables import Concept, Counter, Entry, Revision, Slug
from catalogue.tables_work import ConceptAuthor, Draft
from catalogue.vocabulary import EntryState

CHANGES = "wijzigingen"
"""The counter of changes that visitors can see."""


def bump(db: Session) -> int:
    """The next change number. Holds back other writers until the end of the transaction."""
    statement = (
        update(Counter)
        .where(col(Counter.name) == CHANGES)
        .values(value=Counter.value + 1)
        .returning(col(Counter.value))
    )
    number: int = db.execute(statement).scalar_one()
    return number


def publish(
    db: Session,
    kind: Kind,
    slug: str,
    document: AnyDocument,
    *,
    note: str | None,
    at: datetime,
    municipalities: Collection[str] | None = None,
) -> Revision:
    """Publish a document as the next version; the same document again returns the live version.

    A waiting concept stays, unless this is its text. Raises PublicationRefused, SlugTaken, InvalidSlug.
    """
    found = validation.problems(document, municipalities)
    refused = validation.refusals((*found, *row_ids.problems(db, kind, slug, document)))
    if refused:
        raise PublicationRefused(refused)
    entry = _locked(db, kind, slug) or _new_entry(db, kind, slug, at)
    live = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    if live is None or not same(live.document, kind, document, live.format):
        live = revision_of(entry, _next_number(db, entry), document, note=note, at=at)
        db.add(live)
        db.flush()
    elif entry.state is EntryState.PUBLISHED:
        return live
    entry.live_revision_id = live.id
    _set_state(db, entry, EntryState.PUBLISHED, None, at)
    concept = concept_of(db, entry)
    if concept is not None and same(concept.document, kind, document, concept.format):
        remove_concept(db, concept)
    db.flush()
    return live


def save_concept(
    db: Session,
    kind: Kind,
    slug: str,
    document: AnyDocument,
    *,
    at: datetime,
    expected_version: int | None,
) -> Concept:
    """Save work in progress; makes the entry when there is none.

    `expected_version` is the lock version the editor read, None when there was no concept.
    Raises StaleConcept, SlugTaken, InvalidSlug.
    """
    entry = _locked(db, kind, slug) or _new_entry(db, kind, slug, at)
    concept = concept_of(db, entry)
    if (concept.lock_version if concept else None) != expected_version:
        raise StaleConcept(concept.lock_version if concept else None)
    if concept is None:
        concept = concept_row(entry, canonical(document), at=at, base=entry.live_revision_id)
        db.add(concept)
        db.flush()
        return concept
    text, seen = canonical(document), concept.lock_version
    # The number is compared in the database: on a busy site another save may have come in between.
    saved = db.execute(
        update(Concept)
        .where(col(Concept.id) == concept.id, col(Concept.lock_version) == seen)
        .values(document=text, format=FORMAT, lock_version=seen + 1, changed_at=at)
        .execution_options(synchronize_session=False)
        .returning(col(Concept.id))
    ).first()
    if saved is None:
        raise StaleConcept(None)
    db.refresh(concept)
    return concept


def discard_concept(db: Session, entry: Entry) -> None:
    """Throw the concept away. An entry that was never published stays, as its slug was in use."""
    concept = concept_of(db, entry)
    if concept is not None:
        remove_concept(db, concept)


def remove_concept(db: Session, concept: Concept) -> None:
    """Remove a concept with its authors and earlier texts; comments stay, they tell what was discussed."""
    for table in (ConceptAuthor, Draft):
        db.execute(delete(table).where(col(table.concept_id) == concept.id))
    db.delete(concept)
    db.flush()


def archive(db: Session, entry: Entry, reason: str, at: datetime) -> None:
    """Stop keeping an entry up to date; it stays readable. Raises ReasonMissing, NothingPublished."""
    _retire(db, entry, EntryState.ARCHIVED, reason, at)


def withdraw(db: Session, entry: Entry, reason: str, at: datetime) -> None:
    """Declare an entry no longer valid; its page says why. Raises ReasonMissing, NothingPublished."""
    _retire(db, entry, EntryState.WITHDRAWN, reason, at)


def rename(db: Session, entry: Entry, new_slug: str, at: datetime) -> None:
    """Give an entry another slug; its former ones keep leading to it. Raises SlugTaken, InvalidSlug."""
    if new_slug == entry.slug:
        return
    _check_slug(new_slug)
    owner = db.get(Slug, new_slug)
    if owner is not None and owner.entry_id != entry.id:
        raise SlugTaken(new_slug)
    if owner is None:
        _take_slug(db, Slug(slug=new_slug, entry_id=entry.id))
    former, entry.slug = entry.slug, new_slug
    _touch(db, entry, at, former)
    db.flush()


def concept_of(db: Session, entry: Entry, *, is_quick: bool = False) -> Concept | None:
    """The concept of an entry, or the quick correction beside it, if someone is working on it."""
    statement = select(Concept).where(Concept.entry_id == entry.id, col(Concept.is_quick) == is_quick)
    return db.exec(statement).one_or_none()


def revision_of(
    entry: Entry, number: int, document: AnyDocument, *, note: str | None, at: datetime
) -> Revision:
    """The row of a new version. The entry has an id already."""
    text = canonical(document)
    return Revision(
        entry_id=entry.id,
        number=number,
        format=FORMAT,
        document=text,
        content_hash=content_hash(text),
        published_at=at,
        note=note or None,
    )


def concept_row(entry: Entry, text: str, *, at: datetime, base: int | None) -> Concept:
    """The row of a new concept; `base` is the id of the revision it starts from."""
    return Concept(
        entry_id=entry.id,
        format=FORMAT,
        document=text,
        base_revision_id=base,
        created_at=at,
        changed_at=at,
    )


def _locked(db: Session, kind: Kind, slug: str) -> Entry | None:
    """The entry with this present slug, held until the end of the transaction where the database can."""
    statement = select(Entry).where(Entry.kind == kind, Entry.slug == slug)
    return db.exec(statement.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _new_entry(db: Session, kind: Kind, slug: str, at: datetime) -> Entry:
    _check_slug(slug)
    if db.get(Slug, slug) is not None:
        raise SlugTaken(slug)
    entry = Entry(kind=kind, slug=slug, state=EntryState.CONCEPT, created_at=at, changed_at=at)
    try:
        with db.begin_nested():
            db.add(entry)
            db.flush()
            db.add(Slug(slug=slug, entry_id=entry.id))
            db.flush()
    except IntegrityError as error:
        raise SlugTaken(slug) from error
    return entry


def _take_slug(db: Session, row: Slug) -> None:
    try:
        with db.begin_nested():
            db.add(row)
            db.flush()
    except IntegrityError as error:
        raise SlugTaken(row.slug) from error


def _check_slug(slug: str) -> None:
    if len(slug) > 120 or not re.fullmatch(SLUG, slug):  # noqa: PLR2004  (the width of the column)
        raise InvalidSlug(slug)


def _next_number(db: Session, entry: Entry) -> int:
    last = db.exec(select(func.max(Revision.number)).where(Revision.entry_id == entry.id)).one()
    return (last or 0) + 1


def _retire(db: Session, entry: Entry, state: EntryState, reason: str, at: datetime) -> None:
    if not reason.strip():
        raise ReasonMissing(entry.slug)
    if entry.live_revision_id is None:
        raise NothingPublished(entry.slug)
    if (entry.state, entry.state_reason) != (state, reason.strip()):
        _set_state(db, entry, state, reason.strip(), at)
        db.flush()


def _set_state(db: Session, entry: Entry, state: EntryState, reason: str | None, at: datetime) -> None:
    entry.state, entry.state_reason = state, reason
    _touch(db, entry, at)


def _touch(db: Session, entry: Entry, at: datetime, *former: str) -> None:
    """Mark a change that visitors can see, at this address and former ones.

    A concept that nobody can see yet needs no number, and nobody outside has to hear of it.
    """
    if entry.live_revision_id is not None:
        entry.change_number = bump(db)
        outbox.changed(db, entry.kind, (*former, entry.slug), at)
    entry.changed_at = at
    db.add(entry)
