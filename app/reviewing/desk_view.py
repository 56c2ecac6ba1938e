"""Everything that the desk's page of an entry shows, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.editing.desk import now
from app.reviewing.typed import in_words
from app.status import duur
from catalogue import actions, queries
from catalogue.editing import logbook, stewardship
from catalogue.editing.actor import Actor
from catalogue.editing.people import names_of
from catalogue.editing.rights import Right
from catalogue.editing.titles import title_of
from catalogue.editing.workflow import Situation, Step, open_steps
from catalogue.tables import Concept, Entry
from catalogue.terms_editorial import EntryState


@dataclass(frozen=True, slots=True)
class Faults:
    """What was wrong with a form on the page, and what was typed in it."""

    errors: Mapping[str, str]
    typed: Mapping[str, str]
    notice: str


@dataclass(frozen=True, slots=True)
class WorkView:
    """A concept of the page, in a few words."""

    concept: Concept
    turn: str
    waits: str
    planned: str | None


def desk_context(db: Session, entry: Entry, actor: Actor, faults: Faults) -> dict[str, Any]:
    """The variables of redactie/werk/pagina.html."""
    at = now()
    both = [actions.concept_of(db, entry, is_quick=is_quick) for is_quick in (False, True)]
    there = [one for one in both if one is not None]
    names = names_of(db, [*(one.assignee_id for one in there), entry.owner_id, entry.deputy_id])
    works = [_work(one, names, at) if one is not None else None for one in both]
    steps = dict(open_steps(Situation(entry.state), actor, at))
    may_edit = actor.may(Right.EDIT)
    return {
        "pagina": entry,
        "naam": title_of(db, entry),
        "versies": queries.versions(db, entry),
        "concept": works[0],
        "correctie": works[1],
        "namen": names,
        "stappen": [step for step in (Step.WITHDRAW, Step.ARCHIVE) if step in steps],
        "mag_schrijven": may_edit,
        "mag_adres": actor.may(Right.PUBLISH if entry.live_revision_id else Right.EDIT),
        "is_op_de_site": entry.state is EntryState.PUBLISHED,
        "beheerders": [(str(one.id), one.name) for one in stewardship.keepers(db)] if may_edit else [],
        "fouten": faults.errors,
        "getypt": faults.typed,
        "melding": faults.notice,
        "geschiedenis": logbook.of_entry(db, entry),
        "geschiedenis_van": entry.slug,
    }


def _work(concept: Concept, names: Mapping[int, str], at: Any) -> WorkView:
    return WorkView(
        concept,
        names.get(concept.assignee_id or 0, "wie het oppakt"),
        duur(at - (concept.waiting_since or concept.created_at)),
        in_words(concept.publish_at) if concept.publish_at else None,
    )
