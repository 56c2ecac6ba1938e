"""A concept as somebody opens it to judge it or decide about it, and what to say when it has gone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fastapi import Request, Response
from sqlmodel import Session, col, or_, select

from app.editing.references import municipality_codes
from app.editor_pages import editor_page
from app.errors import NotFoundError
from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.editing.people import names_of
from catalogue.editing.rights import Right
from catalogue.editing.situations import situation_of
from catalogue.editing.trail import Action, label_of
from catalogue.editing.workflow import Situation, may_edit, may_see
from catalogue.errors import NotFound
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Person, Trail

_AT_WORK = (Right.SUBMIT, Right.EDIT, Right.REVIEW, Right.PUBLISH)
_ENDS = (Action.PUBLISHED, Action.REFUSED, Action.CONCEPT_DISCARDED)
"""How the logbook says that a concept ended."""


@dataclass(frozen=True, slots=True)
class Work:
    """A concept with where it stands for the person who looks."""

    concept: Concept
    entry: Entry
    situation: Situation
    why_not_edit: str | None


def with_work(
    request: Request, db: Session, actor: Actor, concept_id: int, answer: Callable[[Work], Response]
) -> Response:
    """An answer about a concept; one that has gone is explained.

    Raises NotFoundError for a concept that this person may not see.
    """
    try:
        concept, entry = concepts.get(db, concept_id)
        # Who may not see it needs no judgement of the text, which takes long.
        if not may_see(situation_of(db, concept, judged=False), actor):
            raise NotFoundError
        situation = situation_of(db, concept, municipality_codes())
        return answer(Work(concept, entry, situation, may_edit(situation, actor)))
    except NotFound:
        return gone(request, db, actor, concept_id)


def with_note_to_come(situation: Situation) -> Situation:
    """The same, while the form itself asks what changed."""
    return replace(situation, has_note=True)


def gone(request: Request, db: Session, actor: Actor, concept_id: int) -> Response:
    """What became of a concept that is not there any more. Raises NotFoundError when it never was."""
    line = _last_line(db, concept_id, _ENDS)
    if line is None or not _may_know(db, actor, concept_id):
        raise NotFoundError
    entry = db.get(Entry, line.entry_id) if line.entry_id else None
    context = {
        "regel": line,
        "wat": label_of(line.action),
        "wie": names_of(db, [line.person_id]).get(line.person_id or 0, "De site"),
        "pagina": entry,
        "is_redactie": any(actor.may(right) for right in (Right.EDIT, Right.REVIEW, Right.PUBLISH)),
    }
    return editor_page(request, actor, "redactie/werk/weg.html", context, status=410)


def _may_know(db: Session, actor: Actor, concept_id: int) -> bool:
    """Whether somebody may hear how a concept ended: a submitter only of what the own organisation began."""
    if not actor.only_own:
        return any(actor.may(right) for right in _AT_WORK)
    started = _last_line(db, concept_id, (Action.CONCEPT_STARTED,))
    maker = db.get(Person, started.person_id) if started and started.person_id else None
    is_ours = maker is not None and actor.member_id is not None and maker.member_id == actor.member_id
    return maker is not None and (maker.id == actor.id or is_ours)


def _last_line(db: Session, concept_id: int, actions: Sequence[Action]) -> Trail | None:
    """The last line of the logbook in which one of these things was done with a concept."""
    # The logbook writes its details with sorted keys and one space, so the id has one spelling.
    named = [col(Trail.details).contains(f'"concept": {concept_id}{end}') for end in (",", "}")]
    statement = select(Trail).where(col(Trail.action).in_([one.value for one in actions]), or_(*named))
    return db.exec(statement.order_by(col(Trail.id).desc()).limit(1)).one_or_none()
