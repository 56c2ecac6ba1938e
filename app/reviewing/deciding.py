"""Taking the step that a form asks for: what is wrong with the form, and what came in between."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session, col, select

from app.editing.desk import now
from app.editing.references import municipality_codes
from app.reviewing.steps_view import Typed
from app.reviewing.typed import moment_of, too_long
from app.reviewing.work import Work, with_note_to_come
from catalogue.editing import concepts, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused, StepRefused
from catalogue.editing.situations import lock, situation_of
from catalogue.editing.transitions import LOGGED
from catalogue.editing.workflow import RULES, Asked, Step, in_future, refusal, with_note, with_reason
from catalogue.errors import StaleConcept
from catalogue.tables import Revision
from catalogue.tables_people import Trail

CHANGED_MEANWHILE = (
    "De tekst is veranderd nadat u deze pagina opende. Hieronder staat wat er nu anders is. "
    "Lees dat eerst en beslis dan opnieuw."
)
NOT_SURE = "Zet een vinkje als u het zeker weet."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. Without a notice and without errors the step was taken, now or by a click before."""

    work: Work
    typed: Typed
    notice: str = ""
    """Why nothing was done."""
    revision: Revision | None = None
    """What was published."""


def decide(db: Session, work: Work, actor: Actor, step: Step, typed: Typed) -> Outcome:
    """Take a step. Nothing is saved unless all of it is. Raises NotFound when the concept has gone."""
    errors = dict(_errors(work, actor, step, typed))
    if errors:
        return Outcome(work, replace(typed, errors=errors))
    asked = Asked(now(), typed.reason, moment_of(typed.day, typed.clock))
    try:
        with db.begin_nested():
            seen = typed.seen
            if typed.note is not None and step is Step.SUBMIT:
                concepts.set_note(db, work.concept, typed.note, actor, asked.now, seen=seen)
                seen = work.concept.lock_version
            revision = transitions.take(
                db, work.concept, actor, step, asked, municipalities=municipality_codes(), seen=seen
            )
    except StaleConcept:
        return Outcome(_fresh(db, work), typed, CHANGED_MEANWHILE)
    except (StepRefused, EditRefused) as error:
        now_there = _fresh(db, work)
        return Outcome(now_there, typed, "" if _was_mine(db, work, actor, step) else str(error))
    return Outcome(work, typed, revision=revision)


def _errors(work: Work, actor: Actor, step: Step, typed: Typed) -> Iterator[tuple[str, str]]:
    """What a form lacks, by the id of the field; nothing when the step itself is not possible."""
    at = now()
    filled = Asked(at, "reden", at + timedelta(days=1))
    if refusal(with_note_to_come(work.situation), actor, step, filled):
        return
    asked, demands = Asked(at, typed.reason, moment_of(typed.day, typed.clock)), RULES[step].demands
    why = too_long(typed.reason)
    if why is None and with_reason in demands:
        why = with_reason(work.situation, actor, asked)
    if why:
        yield f"reden-{step.value}", why
    if in_future in demands and (why := in_future(work.situation, actor, asked)):
        yield f"dag-{step.value}", why
    if step is Step.SUBMIT and typed.note is not None:
        noted = replace(work.situation, has_note=bool(typed.note))
        if why := too_long(typed.note) or with_note(noted, actor, asked):
            yield "toelichting", why
    if step is Step.DISCARD and not typed.is_sure:
        yield "zeker", NOT_SURE


def _fresh(db: Session, work: Work) -> Work:
    """The same concept as it stands now. Raises NotFound when it has gone."""
    concept, entry = lock(db, work.concept.id)
    situation = situation_of(db, concept, municipality_codes())
    return replace(work, concept=concept, entry=entry, situation=situation)


def _was_mine(db: Session, work: Work, actor: Actor, step: Step) -> bool:
    """Whether this person took this step just before: a second click says the same as the first."""
    statement = select(Trail).where(Trail.entry_id == work.entry.id, col(Trail.person_id).is_not(None))
    line = db.exec(statement.order_by(col(Trail.id).desc()).limit(1)).one_or_none()
    if line is None or step not in LOGGED:
        return False
    return (line.action, line.person_id) == (LOGGED[step].value, actor.id)
