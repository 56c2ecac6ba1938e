"""The queue: everything that runs, whose turn it is and since when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from catalogue.editing import finding
from catalogue.editing.actor import Actor
from catalogue.editing.people import names_of
from catalogue.editing.rights import Right
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_work import ConceptAuthor
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import WorkState

ME, NOBODY, FREE = "ik", "niemand", "oppakken"
"""Choices for whose turn it is, beside a person: mine, nobody's, and what I could take up."""


class What(StrEnum):
    """What a concept is to its page."""

    NEW = "nieuw"
    CHANGE = "wijziging"
    QUICK = "correctie"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"nieuw": "Nieuwe pagina", "wijziging": "Wijziging", "correctie": "Snelle correctie"}[self]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see; empty values leave out nothing."""

    state: WorkState | None = None
    turn: str = ""
    """ME, NOBODY, FREE or the id of a person."""
    what: What | None = None
    kind: Kind | None = None
    work_type: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue."""

    id: int
    slug: str
    kind: Kind
    entry_state: EntryState
    state: WorkState
    what: What
    assignee_id: int | None
    author_id: int | None
    """Who laid it before a reviewer, or else who began it."""
    since: datetime
    publish_at: datetime | None
    conflicts: bool
    is_mine: bool
    """Whether the person who looks wrote along."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, the longest waiting first."""

    rows: tuple[Row, ...]
    total: int
    counts: Mapping[WorkState, int]
    """How many there are in each state, whatever state was asked for."""
    assignees: tuple[tuple[int, str], ...]
    """Everybody who has work, by name."""
    names: Mapping[int, str]


def queue(db: Session, actor: Actor, wanted: Wanted, *, page: int, size: int) -> Queue:
    """What waits, as this person asks for it. The number of questions to the database does not grow."""
    everything = _rows(db, actor, wanted)
    fitting = [row for row in everything if _fits(row, wanted, actor)]
    chosen = [row for row in fitting if wanted.state in {None, row.state}]
    shown = _named(db, chosen[(page - 1) * size : page * size])
    people = {row.assignee_id for row in everything} | {row.author_id for row in shown}
    names = names_of(db, people)
    with_work = {row.assignee_id for row in everything if row.assignee_id is not None}
    assignees = sorted(((one, names[one]) for one in with_work if one in names), key=lambda pair: pair[1])
    return Queue(tuple(shown), len(chosen), Counter(row.state for row in fitting), tuple(assignees), names)


def _rows(db: Session, actor: Actor, wanted: Wanted) -> list[Row]:
    """Everything that runs, in order. Texts are read only where words or a work type are asked for."""
    fields: list[Any] = [
        Concept.id,
        Concept.state,
        Concept.is_quick,
        Concept.assignee_id,
        Concept.submitted_by_id,
        Concept.created_by_id,
        Concept.waiting_since,
        Concept.created_at,
        Concept.publish_at,
        (col(Concept.conflicts) != "[]").label("clashes"),
        Entry.slug,
        Entry.kind,
        col(Entry.state).label("entry_state"),
        Entry.live_revision_id,
        col(ConceptAuthor.person_id).label("wrote"),
    ]
    words = finding.words_of(wanted.words)
    statement = (
        select(*fields)
        .join(Entry, col(Entry.id) == col(Concept.entry_id))
        .outerjoin(
            ConceptAuthor,
            (col(ConceptAuthor.concept_id) == col(Concept.id)) & (col(ConceptAuthor.person_id) == actor.id),
        )
    )
    if words or wanted.work_type:
        statement = statement.add_columns(Concept.document)
        statement = statement.where(*finding.may_match(col(Concept.document), words, wanted.work_type))
    found = [
        _row(row, actor)
        for row in db.execute(statement)
        if not (words or wanted.work_type) or finding.facts(row.document).matches(words, wanted.work_type)
    ]
    return sorted(found, key=lambda row: (row.since, row.id))


def _row(row: Any, actor: Actor) -> Row:
    what = What.QUICK if row.is_quick else What.NEW if row.live_revision_id is None else What.CHANGE
    return Row(
        id=row.id,
        slug=row.slug,
        kind=row.kind,
        entry_state=row.entry_state,
        state=row.state,
        what=what,
        assignee_id=row.assignee_id,
        author_id=row.submitted_by_id or row.created_by_id,
        since=row.waiting_since or row.created_at,
        publish_at=row.publish_at,
        conflicts=bool(row.clashes),
        is_mine=row.wrote is not None or row.submitted_by_id == actor.id,
    )


def _fits(row: Row, wanted: Wanted, actor: Actor) -> bool:
    """Whether a line is asked for, apart from its state."""
    is_kind = wanted.kind in {None, row.kind} and wanted.what in {None, row.what}
    return is_kind and _is_turn(row, wanted.turn, actor)


def _is_turn(row: Row, turn: str, actor: Actor) -> bool:
    if turn == FREE:
        return row.assignee_id in {None, actor.id} and _could_take(row, actor)
    if turn == NOBODY:
        return row.assignee_id is None
    if turn == ME:
        return row.assignee_id == actor.id
    return not turn or str(row.assignee_id) == turn


def _could_take(row: Row, actor: Actor) -> bool:
    """Whether somebody could do now what a line waits for: judge it, publish it, or write on."""
    if row.state is WorkState.IN_REVIEW:
        return actor.may(Right.REVIEW) and not row.is_mine
    if row.state is WorkState.APPROVED:
        return actor.may(Right.PUBLISH) and row.publish_at is None
    return actor.may(Right.EDIT)


def _named(db: Session, rows: Sequence[Row]) -> list[Row]:
    """The lines with the names of their texts, which are read for these lines only."""
    ids = [row.id for row in rows]
    texts = select(Concept.id, Concept.document).where(col(Concept.id).in_(ids))
    names = {key: finding.facts(text).name for key, text in db.exec(texts)} if ids else {}
    return [_with_name(row, names.get(row.id, "")) for row in rows]


def _with_name(row: Row, name: str) -> Row:
    return Row(**{field: getattr(row, field) for field in Row.__slots__} | {"name": name})
