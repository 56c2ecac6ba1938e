"""Taking a step: the rule, the change, the logbook and what follows outside, in one transaction."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, select

from catalogue import actions, outbox
from catalogue.editing import concepts, people, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.publishing import involved, publish_concept
from catalogue.editing.rights import Right
from catalogue.editing.situations import lock, lock_entry, situation_of, situation_without_concept
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import OF_THE_ENTRY, RULES, Asked, Step, has_a_turn, refusal
from catalogue.errors import NotFound, StaleConcept
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_desk import Refused
from catalogue.tables_people import Person
from catalogue.terms_workflow import RefusedKind, WorkState

LOGGED: dict[Step, Action] = {
    Step.SUBMIT: Action.SUBMITTED,
    Step.TAKE_BACK: Action.TAKEN_BACK,
    Step.RETURN: Action.RETURNED,
    Step.APPROVE: Action.APPROVED,
    Step.PLAN: Action.PLANNED,
    Step.DROP_PLAN: Action.PLAN_DROPPED,
}
AS_SUBMITTED = "Zoals voorgelegd"
"""The name of the version that is kept each time a text is laid before a reviewer."""


def take(
    db: Session,
    concept: Concept,
    actor: Actor,
    step: Step,
    asked: Asked,
    *,
    municipalities: Collection[str] | None = None,
    seen: int | None = None,
) -> Revision | None:
    """Take a step with a concept; the new version when that was published.

    `seen` is the lock version of the text that somebody decides about. Raises StepRefused, StaleConcept when
    the text is another one by now, and NotFound when the concept has gone. Nothing is changed then.
    """
    concept, entry = lock(db, concept.id)
    why = refusal(situation_of(db, concept, municipalities), actor, step, asked)
    if why:
        raise StepRefused(why)
    if seen is not None and seen != concept.lock_version:
        raise StaleConcept(concept.lock_version)
    match step:
        case Step.PUBLISH:
            return publish_concept(db, concept, entry, actor, asked.now, municipalities)
        case Step.REFUSE:
            _refuse(db, concept, entry, actor, asked)
        case Step.DISCARD:
            concepts.throw_away(db, concept, actor, asked.now, asked.reason.strip())
        case _:
            _move(db, concept, entry, actor, step, asked)
    return None


def take_on_entry(db: Session, entry: Entry, actor: Actor, step: Step, asked: Asked) -> None:
    """Take a step with what is public. Raises StepRefused.

    What was planned is planned no longer: it would bring the page back by itself.
    """
    if step not in OF_THE_ENTRY:
        raise StepRefused("Deze stap hoort bij een concept.")
    entry = lock_entry(db, entry.id)
    why = refusal(situation_without_concept(entry), actor, step, asked)
    if why:
        raise StepRefused(why)
    number = _number_of(db, entry.live_revision_id)
    reason = asked.reason.strip()
    is_withdrawal = step is Step.WITHDRAW
    (actions.withdraw if is_withdrawal else actions.archive)(db, entry, reason, asked.now)
    record(
        db,
        Action.WITHDRAWN if is_withdrawal else Action.ARCHIVED,
        actor,
        asked.now,
        right=Right.PUBLISH,
        entry=entry,
        from_version=number,
        to_version=number,
        reason=reason,
    )
    for concept in db.exec(select(Concept).where(Concept.entry_id == entry.id)):
        if concept.publish_at is not None:
            _drop_plan(db, concept, entry, asked.now, f"De pagina is {entry.state.label.lower()}.")


def candidates(db: Session, concept: Concept) -> list[Actor]:
    """Who can do what a concept waits for now, by name."""
    situation = situation_of(db, concept, judged=False)
    return [actor for actor in people.actors(db) if has_a_turn(situation, actor)]


def assign(db: Session, concept: Concept, person: Person | None, actor: Actor, at: datetime) -> None:
    """Hand the work to somebody, or to whoever picks it up. Raises StepRefused, NotFound."""
    if not actor.may(Right.EDIT):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    concept, entry = lock(db, concept.id)
    if person is not None:
        _check_turn(db, concept, person)
    former = concept.assignee_id
    if former == (person.id if person else None):
        return
    details = {**involved(db, concept), "persoon": person.id if person else None}
    concept.assignee_id = person.id if person else None
    db.add(concept)
    # The person by number only, as a name in the logbook could never be erased.
    subject = working.part_name(concepts.text_of(concept))
    record(db, Action.ASSIGNED, actor, at, right=Right.EDIT, entry=entry, subject=subject, details=details)


def _check_turn(db: Session, concept: Concept, person: Person) -> None:
    if not person.is_active:
        raise StepRefused("Dit account is stilgezet. Kies iemand anders.")
    if not has_a_turn(situation_of(db, concept, judged=False), people.actor_of(db, person)):
        raise StepRefused(f"{person.name} kan hier nu niets mee. Kies iemand anders.")


def publish_planned(
    db: Session, concept_id: int, at: datetime, municipalities: Collection[str] | None = None
) -> Revision | None:
    """Publish what was planned for this moment or earlier, if everything still holds.

    What was replanned, taken back or thrown away meanwhile is left alone. What no longer may be published
    loses its plan, and the logbook says why.
    """
    try:
        concept, entry = lock(db, concept_id)
    except NotFound:
        return None
    is_due = concept.publish_at is not None and concept.publish_at <= at
    if not is_due or concept.state is not WorkState.APPROVED:
        return None
    situation = situation_of(db, concept, municipalities)
    nobody = Actor(0, "", frozenset())
    demands = RULES[Step.PUBLISH].demands
    why = next((why for demand in demands if (why := demand(situation, nobody, Asked(at)))), None)
    if why is not None:
        _drop_plan(db, concept, entry, at, why)
        return None
    return publish_concept(db, concept, entry, None, at, municipalities)


def _drop_plan(db: Session, concept: Concept, entry: Entry, at: datetime, why: str) -> None:
    concept.publish_at = None
    db.add(concept)
    subject = working.part_name(concepts.text_of(concept))
    details = involved(db, concept)
    record(db, Action.PLAN_DROPPED, None, at, entry=entry, subject=subject, reason=why, details=details)


def _move(  # noqa: PLR0917  (who takes which step with what)
    db: Session, concept: Concept, entry: Entry, actor: Actor, step: Step, asked: Asked
) -> None:
    rule, before = RULES[step], involved(db, concept)
    concept.state = rule.target or concept.state
    concept.publish_at = asked.moment if step is Step.PLAN else None
    if step not in {Step.PLAN, Step.DROP_PLAN}:
        concept.waiting_since = asked.now
        concept.approved_by_id = actor.id if step is Step.APPROVE else None
    if step is Step.SUBMIT:
        concept.submitted_by_id = actor.id
    if step in {Step.SUBMIT, Step.APPROVE}:
        concept.assignee_id = None
    elif step in {Step.RETURN, Step.TAKE_BACK}:
        concept.assignee_id = concept.submitted_by_id or concept.created_by_id
    db.add(concept)
    db.flush()
    if step is Step.SUBMIT:
        concepts.name_version(db, concept, AS_SUBMITTED, actor, asked.now)
    moment = asked.moment if step is Step.PLAN else None
    if moment is not None:
        outbox.add(db, Task.PUBLICATION, [str(concept.id)], asked.now, due=moment)
    record(
        db,
        LOGGED[step],
        actor,
        asked.now,
        right=rule.right,
        entry=entry,
        subject=working.part_name(concepts.text_of(concept)),
        reason=asked.reason.strip(),
        details={
            **before,
            "voorgelegd_door": concept.submitted_by_id,
            "goedgekeurd_door": concept.approved_by_id or before["goedgekeurd_door"],
        }
        | ({"moment": moment.isoformat()} if moment else {}),
    )


def _refuse(db: Session, concept: Concept, entry: Entry, actor: Actor, asked: Asked) -> None:
    title, reason = working.part_name(concepts.text_of(concept)), asked.reason.strip()
    details = involved(db, concept)
    db.add(
        Refused(
            kind=RefusedKind.SUBMISSION,
            title=title[:300],
            reason=reason,
            received_at=concept.created_at,
            refused_at=asked.now,
            entry_id=entry.id,
        )
    )
    actions.remove_concept(db, concept)
    record(
        db,
        Action.REFUSED,
        actor,
        asked.now,
        right=Right.REVIEW,
        entry=entry,
        subject=title,
        reason=reason,
        details=details,
    )


def _number_of(db: Session, revision_id: int | None) -> int | None:
    revision = db.get(Revision, revision_id) if revision_id else None
    return revision.number if revision else None
