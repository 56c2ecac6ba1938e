"""The list of all pages as the desk sees them: what is public beside what is being worked on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from catalogue.editing import finding
from catalogue.editing.people import names_of
from catalogue.editing.titles import titles_of
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry, Revision
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import WorkState

SOME, NONE = "ja", "nee"
"""Choices for the work on a page, beside a state: there is some, there is none."""
_Long, _Quick = aliased(Concept), aliased(Concept)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody wants to see; empty values leave out nothing but what came to nothing."""

    state: EntryState | None = None
    kind: Kind | None = None
    work: str = ""
    """SOME, NONE or the code of a WorkState."""
    work_type: str = ""
    words: str = ""
    overdue_on: date | None = None
    """Only what should have been looked at before this day."""
    is_void: bool = False
    """Only addresses at which there is neither a page nor work: refused, or thrown away."""


@dataclass(frozen=True, slots=True)
class Line:
    """One page."""

    id: int
    slug: str
    kind: Kind
    state: EntryState
    number: int | None
    """The number of the version on the site."""
    published_at: datetime | None
    concept_id: int | None
    work_state: WorkState | None
    quick_id: int | None
    quick_state: WorkState | None
    owner_id: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """A page of the list, by name of the address."""

    lines: tuple[Line, ...]
    total: int
    names: Mapping[int, str]


def pages(db: Session, sought: Sought, *, page: int, size: int) -> Pages:
    """The pages that somebody looks for. The number of questions to the database does not grow."""
    needs_text = bool(finding.words_of(sought.words) or sought.work_type or sought.overdue_on)
    rows = db.execute(_statement(sought, with_text=needs_text)).all()
    found = [_line(row) for row in rows if not needs_text or _matches(row, sought)]
    ordered = sorted(found, key=lambda line: (line.slug, line.id))
    shown = ordered[(page - 1) * size : page * size]
    titles = titles_of(db, [line.id for line in shown])
    lines = tuple(replace(line, name=titles.get(line.id, line.slug)) for line in shown)
    return Pages(lines, len(found), names_of(db, [line.owner_id for line in lines]))


def _statement(sought: Sought, *, with_text: bool) -> Any:
    fields: list[Any] = [
        Entry.id,
        Entry.slug,
        Entry.kind,
        Entry.state,
        Entry.owner_id,
        Revision.number,
        Revision.published_at,
        col(_Long.id).label("concept_id"),
        col(_Long.state).label("work_state"),
        col(_Quick.id).label("quick_id"),
        col(_Quick.state).label("quick_state"),
    ]
    statement = _joined(select(*fields))
    if with_text:
        text = _text()
        statement = statement.add_columns(text.label("text"))
        words = finding.words_of(sought.words)
        statement = statement.where(*finding.may_match(text, words, sought.work_type))
    return statement.where(*_conditions(sought))


def _joined(statement: Any) -> Any:
    entry = col(Entry.id)
    return (
        statement.select_from(Entry)
        .outerjoin(Revision, col(Revision.id) == col(Entry.live_revision_id))
        .outerjoin(_Long, (col(_Long.entry_id) == entry) & col(_Long.is_quick).is_(False))
        .outerjoin(_Quick, (col(_Quick.entry_id) == entry) & col(_Quick.is_quick).is_(True))
    )


def _text() -> Any:
    """The text by which a page is known: that of the site, or else that of its concept."""
    return func.coalesce(Revision.document, _Long.document)


def _conditions(sought: Sought) -> list[Any]:
    has_text = or_(col(Entry.live_revision_id).is_not(None), col(_Long.id).is_not(None))
    found: list[Any] = [~has_text if sought.is_void else has_text]
    if sought.state is not None:
        found.append(col(Entry.state) == sought.state)
    if sought.kind is not None:
        found.append(col(Entry.kind) == sought.kind)
    has_work = or_(col(_Long.id).is_not(None), col(_Quick.id).is_not(None))
    if sought.work in {SOME, NONE}:
        found.append(has_work if sought.work == SOME else ~has_work)
    elif sought.work:
        state = WorkState(sought.work)
        found.append(or_(col(_Long.state) == state, col(_Quick.state) == state))
    return found


def _matches(row: Any, sought: Sought) -> bool:
    if row.text is None:
        return False
    facts = finding.facts(row.text)
    if sought.overdue_on is not None:
        published = (
            row.published_at.date() if row.published_at and row.state == EntryState.PUBLISHED else None
        )
        if published is None or not facts.is_overdue(published, sought.overdue_on):
            return False
    return facts.matches(finding.words_of(sought.words), sought.work_type)


def _line(row: Any) -> Line:
    return Line(
        id=row.id,
        slug=row.slug,
        kind=row.kind,
        state=row.state,
        number=row.number,
        published_at=row.published_at,
        concept_id=row.concept_id,
        work_state=row.work_state,
        quick_id=row.quick_id,
        quick_state=row.quick_state,
        owner_id=row.owner_id,
    )
