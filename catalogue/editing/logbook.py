"""Reading the logbook: for people with the right to it, with names."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from catalogue.editing.concepts import slug_of
from catalogue.editing.people import names_of
from catalogue.editing.titles import titles_of
from catalogue.editing.trail import Action, action_of
from catalogue.tables import Entry, Slug
from catalogue.tables_people import Person, Trail
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import AccountRole

THE_SITE = "De site"
_PIECE = 500
_PEOPLE = ("persoon", "eigenaar", "vervanger")
"""Where `details` name people by number."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines somebody asks for; what is empty leaves nothing out."""

    person_id: int | None = None
    by_site: bool = False
    """Only what the program did by itself."""
    action: Action | None = None
    entry: str = ""
    """A part of an address or a name."""
    since: datetime | None = None
    until: datetime | None = None
    """Up to this moment, which itself is left out."""
    text: str = ""
    """A part of the subject or the reason."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line with the names that belong to its numbers by now."""

    id: int
    at: datetime
    who: str
    role: AccountRole | None
    code: str
    words: str
    subject: str
    reason: str
    from_version: int | None
    to_version: int | None
    about: str = ""
    """The name of the person that it concerns."""
    slug: str = ""
    kind: str = ""
    title: str = ""
    is_public: bool = False
    """Whether the entry has a page that visitors see."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines, the newest first. `newer` and `older` say whether there are more at that side."""

    lines: tuple[LogLine, ...]
    newer: bool
    older: bool


def page(
    db: Session, wanted: Filter, limit: int, *, before: int | None = None, after: int | None = None
) -> LogPage:
    """A page: the lines before an id, or just after one, so that it stays the same as lines come in."""
    where = _where(wanted)
    number = col(Trail.id)
    if after is not None:
        rows = list(db.exec(select(Trail).where(*where, number > after).order_by(number).limit(limit)))[::-1]
    else:
        edge = [number < before] if before is not None else []
        rows = list(db.exec(select(Trail).where(*where, *edge).order_by(number.desc()).limit(limit)))
    if not rows:
        return LogPage((), newer=False, older=False)
    newer = db.exec(select(Trail.id).where(*where, number > rows[0].id).limit(1)).first() is not None
    older = db.exec(select(Trail.id).where(*where, number < rows[-1].id).limit(1)).first() is not None
    return LogPage(_lines(db, rows), newer=newer, older=older)


def every(db: Session, wanted: Filter) -> Iterator[LogLine]:
    """All lines that are asked for, the newest first, read a piece at a time."""
    where, number = _where(wanted), col(Trail.id)
    last: int | None = None
    while True:
        edge = [number < last] if last is not None else []
        rows = list(db.exec(select(Trail).where(*where, *edge).order_by(number.desc()).limit(_PIECE)))
        yield from _lines(db, rows)
        if len(rows) < _PIECE:
            return
        last = rows[-1].id


def of_entry(db: Session, entry: Entry, limit: int = 12) -> tuple[LogLine, ...]:
    """What happened lately to one entry."""
    rows = select(Trail).where(Trail.entry_id == entry.id).order_by(col(Trail.id).desc()).limit(limit)
    return _lines(db, list(db.exec(rows)))


def people_in(db: Session) -> list[tuple[int, str]]:
    """Everybody who did something that the logbook knows, by name."""
    found = select(Person.id, Person.name).where(col(Person.id).in_(select(Trail.person_id).distinct()))
    return list(db.exec(found.order_by(col(Person.name), col(Person.id))))


def _where(wanted: Filter) -> list[Any]:
    found: list[Any] = []
    if wanted.by_site:
        found.append(col(Trail.person_id).is_(None))
    elif wanted.person_id is not None:
        found.append(col(Trail.person_id) == wanted.person_id)
    if wanted.action is not None:
        found.append(col(Trail.action) == wanted.action.value)
    if wanted.since is not None:
        found.append(col(Trail.at) >= wanted.since)
    if wanted.until is not None:
        found.append(col(Trail.at) < wanted.until)
    if wanted.entry:
        named = select(Slug.entry_id).where(col(Slug.slug).contains(slug_of(wanted.entry), autoescape=True))
        found.append(or_(col(Trail.entry_id).in_(named), _holds(Trail.subject, wanted.entry)))
    if wanted.text:
        found.append(or_(_holds(Trail.subject, wanted.text), _holds(Trail.reason, wanted.text)))
    return found


def _holds(column: Any, text: str) -> Any:
    return col(column).icontains(text, autoescape=True)


def _lines(db: Session, rows: Sequence[Trail]) -> tuple[LogLine, ...]:
    details = {row.id: json.loads(row.details or "{}") for row in rows}
    numbers = [found.get(name) for found in details.values() for name in _PEOPLE]
    names = names_of(
        db, [*(row.person_id for row in rows), *(one for one in numbers if isinstance(one, int))]
    )
    ids = {row.entry_id for row in rows if row.entry_id is not None}
    entries = {one.id: one for one in db.exec(select(Entry).where(col(Entry.id).in_(ids)))} if ids else {}
    titles = titles_of(db, ids)
    return tuple(_line(row, names, details[row.id], entries.get(row.entry_id or 0), titles) for row in rows)


def _line(
    row: Trail,
    names: Mapping[int, str],
    details: Mapping[str, Any],
    entry: Entry | None,
    titles: Mapping[int, str],
) -> LogLine:
    reader = details.get("lezer")
    return LogLine(
        id=row.id,
        at=row.at,
        who=names.get(row.person_id or 0) or (reader if isinstance(reader, str) else THE_SITE),
        role=row.role,
        code=row.action,
        words=words_of(row.action),
        subject=row.subject,
        reason=row.reason or "",
        from_version=row.from_version,
        to_version=row.to_version,
        about=_about(row, names, details),
        slug=entry.slug if entry else "",
        kind=entry.kind.value if entry else "",
        title=titles.get(entry.id, entry.slug) if entry else "",
        is_public=entry is not None and entry.state is not EntryState.CONCEPT,
    )


def _about(row: Trail, names: Mapping[int, str], details: Mapping[str, Any]) -> str:
    """The names of the people that a line concerns, beside who did it."""
    if row.action == Action.STEWARDS_SET.value:
        owner, deputy = (names.get(details.get(name) or 0, "niemand") for name in ("eigenaar", "vervanger"))
        return f"{owner}, vervanger {deputy}"
    person = details.get("persoon")
    return names.get(person, "") if isinstance(person, int) and person != row.person_id else ""


def words_of(code: str) -> str:
    """What was done, in words; of something that only a newer program knows, its code."""
    action = action_of(code)
    return action.label if action else code
