"""The outbox: work outside the database that is promised in the transaction of a change, and done later.

A row names an address and holds no copy of what is there. Whoever does the work reads how things stand at
that moment, so doing a row twice, or two rows at once, has the same effect as doing the last one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import delete, func, insert, or_, update
from sqlmodel import Session, col, select

from catalogue.kinds import Kind
from catalogue.tables import Counter, Outgoing


class Task(StrEnum):
    """The kinds of work; the values are stored."""

    SEARCH_INDEX = "zoekindex"
    NOTICE = "bericht"
    """Tell the right people about a line of the logbook; the subject is its id."""
    MAIL = "mail"
    """Send a message; the subject is the id of the row."""
    PUBLICATION = "publicatie"
    """Publish an approved concept at its moment; the subject is the id of the concept."""
    LINK_CHECK = "linkcontrole"
    """Check the web addresses of the sources of an entry; the subject is its slug."""
    IMPORT = "import"
    """Read or save an uploaded file; the subject is the id of the batch."""


TASKS_OF: Mapping[Kind, tuple[Task, ...]] = MappingProxyType(
    {Kind.APPROACH: (Task.SEARCH_INDEX,), Kind.BACKGROUND: (), Kind.UNIT_COST: (), Kind.INDICATOR: ()}
)
"""The work that a change of an address brings along. Only approaches are in the search index."""

DONE = "uitgaand_gedaan"
FAILED = "uitgaand_mislukt"
_PIECE = 500
_FAILED = col(Outgoing.last_error).is_not(None)
_LONGEST_ERROR = 80


@dataclass(frozen=True, slots=True)
class Waiting:
    """One subject with all its rows that wait. `attempts` is how often the most tried of them failed."""

    subject: str
    rows: tuple[int, ...]
    attempts: int


@dataclass(frozen=True, slots=True)
class Failing:
    """A subject whose work failed last time; without attempts the reason lies outside the subject."""

    task: str
    subject: str
    attempts: int
    error: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """How the outbox stands. `failing` has the longest waiting subjects only; `failing_count` counts all."""

    waiting: int
    oldest: datetime | None
    failing_count: int
    failing: tuple[Failing, ...]
    last_done: datetime | None
    done_ever: int
    failed_ever: int


def changed(db: Session, kind: Kind, slugs: Iterable[str], at: datetime) -> None:
    """Promise what a change that visitors can see at these addresses brings along."""
    subjects = list(slugs)
    for task in TASKS_OF[kind]:
        add(db, task, subjects, at)


def add(
    db: Session, task: Task, subjects: Iterable[str], at: datetime, *, due: datetime | None = None
) -> None:
    """Promise work, not before `due`. Also when a row waits already: that one may be in someone's hands."""
    rows = [
        {"task": task.value, "subject": subject, "created_at": at, "due_at": due, "attempts": 0}
        for subject in dict.fromkeys(subjects)
    ]
    if rows:
        db.execute(insert(Outgoing), rows)


def due(db: Session, task: Task, now: datetime, limit: int) -> list[Waiting]:
    """The subjects of at most `limit` rows that may be done now, the oldest first.

    Each comes with all its waiting rows, also those that were put off: they are done with the others.
    """
    first = (
        select(Outgoing.subject)
        .where(*_waits(task), or_(col(Outgoing.due_at).is_(None), col(Outgoing.due_at) <= now))
        .order_by(col(Outgoing.id))
        .limit(limit)
    )
    found: dict[str, list[int]] = {subject: [] for subject in db.exec(first)}
    tries = dict.fromkeys(found, 0)
    if found:
        rows = select(Outgoing.id, Outgoing.subject, Outgoing.attempts)
        for key, subject, attempts in db.exec(rows.where(*_waits(task), col(Outgoing.subject).in_(found))):
            found[subject].append(key)
            tries[subject] = max(tries[subject], attempts)
    return [Waiting(subject, tuple(keys), tries[subject]) for subject, keys in found.items()]


def waiting_rows(db: Session, task: Task) -> list[int]:
    """The rows of a task that are not done, put off or not."""
    return list(db.exec(select(Outgoing.id).where(*_waits(task))))


def waiting_subjects(db: Session, task: Task) -> set[str]:
    """The subjects of a task that are not done, put off or not."""
    return set(db.exec(select(Outgoing.subject).where(*_waits(task)).distinct()))


def done(db: Session, rows: Collection[int], at: datetime) -> None:
    """Check rows off. What failed before is forgotten."""
    _set(db, rows, done_at=at, due_at=None, last_error=None)
    _count(db, DONE, len(rows))


def put_off(db: Session, rows: Collection[int], until: datetime) -> None:
    """Leave rows for later without blame: they are to be done again."""
    _set(db, rows, due_at=until)


def hasten(db: Session, task: Task) -> None:
    """Let rows that were put off be done at once; those that failed keep their moment."""
    waits = (*_waits(task), col(Outgoing.attempts) == 0)
    statement = update(Outgoing).where(*waits, col(Outgoing.due_at).is_not(None)).values(due_at=None)
    db.execute(statement.execution_options(synchronize_session=False))


def failed(db: Session, rows: Collection[int], error: str, until: datetime) -> None:
    """Note by its kind a failure that lies in the subject, and try again at `until`."""
    _set(db, rows, attempts=Outgoing.attempts + 1, last_error=error[:_LONGEST_ERROR], due_at=until)
    _count(db, FAILED, len(rows))


def stalled(db: Session, rows: Collection[int], error: str) -> None:
    """Note by its kind why work stands still; the subject is not to blame and stays due."""
    _set(db, rows, last_error=error[:_LONGEST_ERROR])
    _count(db, FAILED, len(rows))


def prune(db: Session, before: datetime, limit: int) -> int:
    """Remove rows that were done before a moment, at most `limit` of them; returns how many."""
    old = select(Outgoing.id).where(col(Outgoing.done_at) < before).limit(limit)
    gone = db.execute(delete(Outgoing).where(col(Outgoing.id).in_(old)).returning(col(Outgoing.id)))
    return len(gone.all())


def queue(db: Session, shown: int = 10) -> Queue:
    """How the outbox stands, with at most `shown` subjects that keep failing."""
    waits = col(Outgoing.done_at).is_(None)
    waiting, oldest = db.exec(select(func.count(), func.min(Outgoing.created_at)).where(waits)).one()
    failing = select(Outgoing.task, Outgoing.subject).where(waits, _FAILED).distinct()
    numbers = select(Counter.name, Counter.value).where(col(Counter.name).in_((DONE, FAILED)))
    ever = dict(db.exec(numbers).all())
    return Queue(
        waiting=waiting,
        oldest=oldest,
        failing_count=db.exec(select(func.count()).select_from(failing.subquery())).one(),
        failing=tuple(_failing(db, shown)),
        last_done=db.exec(select(func.max(Outgoing.done_at))).one(),
        done_ever=ever.get(DONE, 0),
        failed_ever=ever.get(FAILED, 0),
    )


def _failing(db: Session, limit: int) -> Iterator[Failing]:
    since = func.min(Outgoing.created_at)
    fields: list[Any] = [
        Outgoing.task,
        Outgoing.subject,
        func.max(Outgoing.attempts).label("attempts"),
        func.max(Outgoing.last_error).label("error"),
        since.label("since"),
    ]
    statement = (
        sa.select(*fields)
        .where(col(Outgoing.done_at).is_(None), _FAILED)
        .group_by(col(Outgoing.task), col(Outgoing.subject))
        .order_by(since, col(Outgoing.subject))
        .limit(limit)
    )
    for row in db.execute(statement):
        yield Failing(row.task, row.subject, row.attempts, row.error or "", row.since)


def _waits(task: Task) -> tuple[Any, ...]:
    return col(Outgoing.task) == task.value, col(Outgoing.done_at).is_(None)


def _set(db: Session, rows: Collection[int], **values: Any) -> None:
    for piece in _pieces(list(rows)):
        db.execute(
            update(Outgoing)
            .where(col(Outgoing.id).in_(piece))
            .values(values)
            .execution_options(synchronize_session=False)
        )


def _count(db: Session, name: str, number: int) -> None:
    """Keep a count that goes on when rows are removed, for all processes together."""
    statement = update(Counter).where(col(Counter.name) == name).values(value=Counter.value + number)
    db.execute(statement.execution_options(synchronize_session=False))


def _pieces(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """Databases take a limited number of values in one statement."""
    return (rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE))
