"""Concepts for tests, brought to where a test needs them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from catalogue import actions
from catalogue.editing import concepts, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import AnyDocument, Kind
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_people import Trail
from catalogue.terms_workflow import AccountRole
from tests.builders import make_approach
from tests.people import make_actor

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTE = "De samenvatting is korter."


@dataclass(frozen=True, slots=True)
class Desk:
    """The people of a small desk."""

    writer: Actor
    judge: Actor
    chief: Actor


def make_desk(db: Session) -> Desk:
    """An editor who writes, an editor who judges and a chief editor."""
    return Desk(
        make_actor(db, AccountRole.EDITOR, name="Wim Schrijver"),
        make_actor(db, AccountRole.EDITOR, name="Bea Lezer"),
        make_actor(db, AccountRole.CHIEF_EDITOR, name="Cor Baas"),
    )


def make_published(
    db: Session, slug: str = "jongerenwerk", document: AnyDocument | None = None, at: datetime = AT
) -> Entry:
    """A page on the site."""
    live = actions.publish(db, Kind.APPROACH, slug, document or make_approach(), note=None, at=at)
    return db.get_one(Entry, live.entry_id)


def begin_change(
    db: Session, entry: Entry, writer: Actor, *, is_quick: bool = False, at: datetime = AT, **facts: Any
) -> Concept:
    """A concept beside what is published, in which these facts differ, with a note for visitors."""
    concept = concepts.open_on(db, entry, writer, at, is_quick=is_quick)
    concepts.save(
        db, concept, {**concepts.text_of(concept), **(facts or {"wat_houdt_het_in": "Nieuw."})}, writer, at
    )
    concepts.set_note(db, concept, NOTE, writer, at)
    return concept


def take(
    db: Session,
    concept: Concept,
    actor: Actor,
    step: Step,
    *,
    reason: str = "",
    moment: datetime | None = None,
    at: datetime = AT,
) -> Revision | None:
    """Take a step; it must be allowed."""
    return transitions.take(db, concept, actor, step, Asked(at, reason, moment))


def approve(db: Session, concept: Concept, desk: Desk, at: datetime = AT) -> None:
    """Lay a concept before a reviewer who approves it."""
    take(db, concept, desk.writer, Step.SUBMIT, at=at)
    take(db, concept, desk.judge, Step.APPROVE, at=at)


def publish(db: Session, concept: Concept, desk: Desk, at: datetime = AT) -> Revision:
    """All the way to the site."""
    approve(db, concept, desk, at)
    revision = take(db, concept, desk.chief, Step.PUBLISH, at=at)
    assert revision is not None
    return revision


def logged(db: Session) -> list[str]:
    """What the logbook says was done, in order."""
    return list(db.exec(select(Trail.action).order_by(col(Trail.id))))


def last_line(db: Session) -> Trail:
    """The last line of the logbook."""
    return db.exec(select(Trail).order_by(col(Trail.id).desc()).limit(1)).one()
