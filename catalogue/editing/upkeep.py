"""Keeping pages alive: which have to be looked at, who looks after them, and reminding of it in time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from catalogue import actions, queries
from catalogue.editing import concepts, review_dates, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.trail import Action, record
from catalogue.kinds import Kind
from catalogue.kpis import Kpi
from catalogue.money import date_text
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Person, Trail
from catalogue.terms_editorial import EntryState, Selection
from catalogue.unit_costs import UnitCost

SOON = timedelta(days=60)
AHEAD = BEHIND = timedelta(days=30)
"""How long before and after the day people are reminded once more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A published page with the day before which somebody has to look at it, and who does."""

    entry: Entry
    name: str
    checked_on: date
    due: date
    has_steward: bool
    """Whether its owner or deputy still has an account that works."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A trail that nobody followed yet: a concept of a page that does not exist."""

    concept: Concept
    entry: Entry
    name: str


def kept(db: Session) -> list[Kept]:
    """Every published page, the one that is due first at the top."""
    entries = {
        (entry.kind, entry.slug): entry
        for entry in db.exec(select(Entry).where(Entry.state == EntryState.PUBLISHED))
    }
    active = set(db.exec(select(Person.id).where(col(Person.is_active))))
    found = [
        Kept(
            entry=entry,
            name=version.document.name,
            checked_on=review_dates.last_check(version.document, version.published_at.date()),
            due=review_dates.due(version.document, version.published_at.date()),
            has_steward=bool({entry.owner_id, entry.deputy_id} & active),
        )
        for kind in Kind
        for version in queries.all_live(db, kind)
        if (entry := entries.get((version.kind, version.slug))) is not None
    ]
    return sorted(found, key=lambda one: (one.due, one.name.casefold()))


def overdue(pages: Iterable[Kept], today: date) -> list[Kept]:
    """The pages that somebody should have looked at."""
    return [page for page in pages if page.due <= today]


def soon(pages: Iterable[Kept], today: date) -> list[Kept]:
    """The pages whose day comes within two months."""
    return [page for page in pages if today < page.due <= today + SOON]


def without_steward(pages: Iterable[Kept]) -> list[Kept]:
    """The pages that nobody looks after."""
    return [page for page in pages if not page.has_steward]


def leads(db: Session) -> list[Lead]:
    """The backlog: concepts that still have to be looked into, by name."""
    statement = (
        select(Concept, Entry)
        .join(Entry, col(Entry.id) == col(Concept.entry_id))
        .where(Entry.state == EntryState.CONCEPT, col(Concept.is_quick).is_(False))
    )
    found = []
    for concept, entry in db.exec(statement):
        text = concepts.text_of(concept)
        if text.get("selectie") == Selection.LEAD.value:
            found.append(Lead(concept, entry, working.part_name(text)))
    return sorted(found, key=lambda lead: lead.name.casefold())


def waiting_corrections(db: Session) -> dict[int, Concept]:
    """The quick corrections that wait, by the id of their entry."""
    return {one.entry_id: one for one in db.exec(select(Concept).where(col(Concept.is_quick)))}


def still_right(db: Session, entry: Entry, actor: Actor, at: datetime, today: date) -> Concept:
    """A quick correction that says only that somebody looked today. Raises StepRefused."""
    if entry.state is not EntryState.PUBLISHED:
        raise StepRefused("Deze pagina staat niet op de site.")
    if actions.concept_of(db, entry, is_quick=True) is not None:
        raise StepRefused("Bij deze pagina wacht al een snelle correctie. Rond die eerst af.")
    last = queries.live(db, entry).document
    if isinstance(last, UnitCost | Kpi):
        raise StepRefused("Bij deze pagina staat geen dag van nakijken. Pas de pagina zelf aan.")
    if last.checked_on >= today:
        raise StepRefused("Deze pagina is vandaag al nagekeken.")
    concept = concepts.open_on(db, entry, actor, at, is_quick=True)
    text = concepts.text_of(concept)
    text.pop("controle_voor", None)
    text["laatst_gecontroleerd_op"] = today.isoformat()
    ahead = review_dates.next_date(last.checked_on, getattr(last, "review_by", None), today)
    if ahead is not None:
        text["controle_voor"] = ahead.isoformat()
    concepts.save(db, concept, text, actor, at)
    concepts.set_note(db, concept, f"Nagekeken op {date_text(today)}: nog steeds juist.", actor, at)
    return concept


def remind(db: Session, today: date, at: datetime) -> int:
    """Note in the logbook which pages are due, once for each step of each day; returns how many lines."""
    pages = [(page, step) for page in kept(db) if (step := _step(page.due, today))]
    told = _told(db, [page.entry.id for page, _ in pages])
    new = [(page, step) for page, step in pages if (page.entry.id, page.due.isoformat(), step) not in told]
    for page, step in new:
        record(
            db,
            Action.OVERDUE,
            None,
            at,
            entry=page.entry,
            subject=page.name,
            reason=_sentence(page.due, step),
            details={"stap": step, "dag": page.due.isoformat()},
        )
    return len(new)


def _step(due: date, today: date) -> str | None:
    """Which reminder is the last that this day asks for. One that nobody could send in time is skipped."""
    if today >= due + BEHIND:
        return "daarna"
    if today >= due:
        return "op_de_dag"
    return "vooraf" if today >= due - AHEAD else None


def _sentence(due: date, step: str) -> str:
    if step == "vooraf":
        return f"Kijk deze pagina na voor {date_text(due)}."
    return f"Deze pagina had nagekeken moeten zijn voor {date_text(due)}. Bezoekers zien dat ook."


def _told(db: Session, entries: Sequence[int]) -> set[tuple[int | None, Any, Any]]:
    statement = select(Trail.entry_id, Trail.details).where(
        Trail.action == Action.OVERDUE.value, col(Trail.entry_id).in_(entries)
    )
    found = [(entry, json.loads(details or "{}")) for entry, details in db.exec(statement)]
    return {(entry, details.get("dag"), details.get("stap")) for entry, details in found}
