"""Reading the catalogue: entries, versions and what changed. Nothing here writes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from catalogue.actions import CHANGES
from catalogue.canonical import remembered
from catalogue.errors import NotFound
from catalogue.kinds import AnyDocument, Kind
from catalogue.tables import Counter, Entry, Revision, Slug
from catalogue.vocabulary import EntryState

Doc_co = TypeVar("Doc_co", bound=AnyDocument, covariant=True)
PUBLISHED = (EntryState.PUBLISHED,)

_Shown, _Live, _First = aliased(Revision), aliased(Revision), aliased(Revision)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry by its address. A former slug leads to an entry that now has another one."""

    entry: Entry
    is_former_slug: bool


@dataclass(frozen=True)
class Version(Generic[Doc_co]):
    """One published version with the address and state its entry has now."""

    slug: str
    kind: Kind
    state: EntryState
    state_reason: str | None
    number: int
    latest: int
    """The number of the live version."""
    content_hash: str
    published_at: datetime
    first_published_at: datetime
    note: str | None
    document: Doc_co

    @property
    def is_latest(self) -> bool:
        """Whether this is the live version."""
        return self.number == self.latest


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of the list of versions."""

    number: int
    published_at: datetime
    note: str | None
    content_hash: str
    is_latest: bool


class Change(NamedTuple):
    """An address whose public state changed."""

    kind: Kind
    slug: str
    state: EntryState


def find(db: Session, kind: str, slug: str) -> Found | None:
    """The entry at a present or former slug."""
    statement = (
        select(Entry)
        .join(Slug, col(Slug.entry_id) == col(Entry.id))
        .where(Slug.slug == slug, Entry.kind == kind)
    )
    entry = db.exec(statement).one_or_none()
    return Found(entry, entry.slug != slug) if entry else None


def live(db: Session, entry: Entry) -> Version[Any]:
    """The version that is live now. Raises NotFound for an entry that was never published."""
    found = _versions(db, _live_versions().where(col(Entry.id) == entry.id))
    if not found:
        raise NotFound(entry.slug)
    return found[0]


def version(db: Session, entry: Entry, number: int) -> Version[Any] | None:
    """A version by its number, live or not; None when there is no such version."""
    chosen = sa.and_(col(_Shown.entry_id) == col(Entry.id), col(_Shown.number) == number)
    found = _versions(db, _select(chosen).where(col(Entry.id) == entry.id))
    return found[0] if found else None


def versions(db: Session, entry: Entry) -> list[VersionLine]:
    """All published versions, the newest first."""
    fields: list[Any] = [
        Revision.id,
        Revision.number,
        Revision.published_at,
        Revision.note,
        Revision.content_hash,
    ]
    statement = (
        sa.select(*fields).where(col(Revision.entry_id) == entry.id).order_by(col(Revision.number).desc())
    )
    return [
        VersionLine(
            row.number, row.published_at, row.note, row.content_hash, row.id == entry.live_revision_id
        )
        for row in db.execute(statement)
    ]


def all_live(db: Session, kind: str, states: Collection[EntryState] = PUBLISHED) -> list[Version[Any]]:
    """Every live version of a kind in these states, by slug."""
    statement = _live_versions().where(col(Entry.kind) == kind, col(Entry.state).in_(states))
    return sorted(_versions(db, statement), key=lambda found: found.slug)


def lives(
    db: Session, kind: str, slugs: Iterable[str], states: Collection[EntryState] = PUBLISHED
) -> dict[str, Version[Any]]:
    """The live versions at these slugs, in the order asked. A former slug finds the entry it leads to.

    Slugs without an entry in one of the states are left out.
    """
    asked = list(dict.fromkeys(slugs))
    if not asked:
        return {}
    statement = (
        _live_versions(col(Slug.slug).label("asked"))
        .join(Slug, col(Slug.entry_id) == col(Entry.id))
        .where(col(Slug.slug).in_(asked), col(Entry.kind) == kind, col(Entry.state).in_(states))
    )
    found = {row.asked: _version(row) for row in db.execute(statement)}
    return {slug: found[slug] for slug in asked if slug in found}


def live_slugs(db: Session, kind: str) -> list[str]:
    """The slugs of all published entries of a kind, in order."""
    statement = select(Entry.slug).where(Entry.kind == kind, Entry.state == EntryState.PUBLISHED)
    return sorted(db.exec(statement))


def published(db: Session, slugs: Collection[str]) -> set[str]:
    """Which of these present slugs visitors may see, whatever their kind."""
    if not slugs:
        return set()
    statement = select(Entry.slug).where(col(Entry.slug).in_(slugs), col(Entry.state).in_(PUBLISHED))
    return set(db.exec(statement))


def recent(db: Session, kind: str, limit: int) -> list[Version[Any]]:
    """The entries whose live version was published last, the newest first."""
    statement = (
        _live_versions()
        .where(col(Entry.kind) == kind, col(Entry.state) == EntryState.PUBLISHED)
        .order_by(col(_Shown.published_at).desc(), col(Entry.slug))
        .limit(limit)
    )
    return _versions(db, statement)


def change_number(db: Session) -> int:
    """The number of the last change that visitors can see."""
    return db.exec(select(Counter.value).where(Counter.name == CHANGES)).one()


def changed_since(db: Session, number: int) -> list[Change]:
    """The addresses whose public state changed after a change number, the oldest change first.

    The former slugs of a changed entry are among them, as withdrawn: nothing is shown there any more.
    """
    fields: list[Any] = [Slug.slug, col(Entry.slug).label("present"), Entry.kind, Entry.state]
    statement = (
        sa.select(*fields)
        .join(Entry, col(Slug.entry_id) == col(Entry.id))
        .where(col(Entry.change_number) > number)
        .order_by(col(Entry.change_number), col(Entry.id), col(Slug.slug))
    )
    return [
        Change(row.kind, row.slug, row.state if row.slug == row.present else EntryState.WITHDRAWN)
        for row in db.execute(statement)
    ]


def _live_versions(*extra: Any) -> sa.Select[Any]:
    return _select(col(_Shown.id) == col(Entry.live_revision_id), *extra)


def _select(chosen: sa.ColumnElement[bool], *extra: Any) -> sa.Select[Any]:
    """Everything a Version needs in one query; `chosen` ties the shown revision to its entry."""
    first = sa.and_(col(_First.entry_id) == col(Entry.id), col(_First.number) == 1)
    fields: list[Any] = [
        Entry.slug,
        Entry.kind,
        Entry.state,
        Entry.state_reason,
        _Shown.number,
        col(_Live.number).label("latest"),
        _Shown.content_hash,
        _Shown.published_at,
        col(_First.published_at).label("first_published_at"),
        _Shown.note,
        _Shown.document,
        _Shown.format,
        *extra,
    ]
    return (
        sa.select(*fields)
        .select_from(Entry)
        .join(_Shown, chosen)
        .join(_Live, col(_Live.id) == col(Entry.live_revision_id))
        .join(_First, first)
    )


def _versions(db: Session, statement: sa.Select[Any]) -> list[Version[Any]]:
    return [_version(row) for row in db.execute(statement)]


def _version(row: sa.Row[Any]) -> Version[Any]:
    return Version(
        slug=row.slug,
        kind=row.kind,
        state=row.state,
        state_reason=row.state_reason,
        number=row.number,
        latest=row.latest,
        content_hash=row.content_hash,
        published_at=row.published_at,
        first_published_at=row.first_published_at,
        note=row.note,
        document=remembered(row.kind, row.document, row.format, row.content_hash),
    )
