"""Taking a step: the rule, the change, the logbook and what follows outside, in one transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session

from catalogue import actions, outbox
from catalogue.differences import differences
from catalogue.editing import catching_up, concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.people import actor_of
from catalogue.editing.rights import Right
from catalogue.editing.situations import situation_of, situation_without_concept
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import OF_THE_ENTRY, RULES, Asked, Step, refusal
from catalogue.kinds import AnyDocument
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_desk import Correction, Refused
from catalogue.tables_people import Person
from catalogue.terms_workflow import AccountRole, RefusedKind, WorkState

_LOGGED: dict[Step, Action] = {
    Step.SUBMIT: Action.SUBMITTED,
    Step.TAKE_BACK: Action.TAKEN_BACK,
    Step.RETURN: Action.RETURNED,
    Step.APPROVE: Action.APPROVED,
    Step.PLAN: Action.PLANNED,
    Step.DROP_PLAN: Action.PLAN_DROPPED,
}


def take(
    db: Session,
    concept: Concept,
    actor: Actor,
    step: Step,
    asked: Asked,
    *,
    municipalities: Collection[str] | None = None,
) -> Revision | None:
    """Take a step with a concept; the new version when that was published. Raises StepRefused.

    Nothing is changed when a step is refused.
    """
    why = refusal(situation_of(db, concept, municipalities), actor, step, asked)
    if why:
        raise StepRefused(why)
    _, entry = concepts.get(db, concept.id)
    match step:
        case Step.PUBLISH:
            return _publish(db, concept, entry, actor, asked.now, municipalities)
        case Step.REFUSE:
            _refuse(db, concept, entry, actor, asked)
        case Step.DISCARD:
            concepts.throw_away(db, concept, actor, asked.now, asked.reason)
        case _:
            _move(db, concept, actor, step, asked)
    return None


def take_on_entry(db: Session, entry: Entry, actor: Actor, step: Step, asked: Asked) -> None:
    """Take a step with what is public. Raises StepRefused."""
    if step not in OF_THE_ENTRY:
        raise StepRefused("Deze stap hoort bij een concept.")
    why = refusal(situation_without_concept(entry), actor, step, asked)
    if why:
        raise StepRefused(why)
    number = _number_of(db, entry.live_revision_id)
    if step is Step.WITHDRAW:
        actions.withdraw(db, entry, asked.reason, asked.now)
        action = Action.WITHDRAWN
    else:
        actions.archive(db, entry, asked.reason, asked.now)
        action = Action.ARCHIVED
    record(
        db,
        action,
        actor,
        asked.now,
        right=Right.PUBLISH,
        entry=entry,
        from_version=number,
        to_version=number,
        reason=asked.reason.strip(),
    )


def assign(db: Session, concept: Concept, person: Person | None, actor: Actor, at: datetime) -> None:
    """Hand the work to somebody, or to whoever picks it up. Raises StepRefused."""
    if not actor.may(Right.EDIT):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    if person is not None and not person.is_active:
        raise StepRefused("Dit account is stilgezet. Kies iemand anders.")
    concept.assignee_id = person.id if person else None
    db.add(concept)
    _, entry = concepts.get(db, concept.id)
    # By number, as a name in the logbook could never be erased.
    details = {"persoon": person.id if person else None, "concept": concept.id}
    subject = working.part_name(concepts.text_of(concept))
    record(db, Action.ASSIGNED, actor, at, right=Right.EDIT, entry=entry, subject=subject, details=details)


def publish_planned(
    db: Session, concept_id: int, at: datetime, municipalities: Collection[str] | None = None
) -> Revision | None:
    """Publish what was planned for this moment or earlier, if everything still holds.

    What was replanned, taken back or thrown away meanwhile is left alone. What no longer may be published
    loses its plan, and the logbook says why.
    """
    concept = db.get(Concept, concept_id)
    is_due = concept is not None and concept.publish_at is not None and concept.publish_at <= at
    if concept is None or not is_due or concept.state is not WorkState.APPROVED:
        return None
    _, entry = concepts.get(db, concept_id)
    situation = situation_of(db, concept, municipalities)
    nobody = Actor(0, "", frozenset())
    demands = RULES[Step.PUBLISH].demands
    why = next((why for demand in demands if (why := demand(situation, nobody, Asked(at)))), None)
    if why is not None:
        concept.publish_at = None
        db.add(concept)
        details = _for_mail(db, concept)
        record(db, Action.PLAN_DROPPED, None, at, entry=entry, reason=why, details=details)
        return None
    return _publish(db, concept, entry, None, at, municipalities)


def _move(db: Session, concept: Concept, actor: Actor, step: Step, asked: Asked) -> None:
    _, entry = concepts.get(db, concept.id)
    rule = RULES[step]
    had_it = concept.assignee_id
    concept.state = rule.target or concept.state
    concept.publish_at = asked.moment if step is Step.PLAN else None
    if step not in {Step.PLAN, Step.DROP_PLAN}:
        concept.waiting_since = asked.now
        concept.approved_by_id = actor.id if step is Step.APPROVE else None
    if step is Step.SUBMIT:
        concept.submitted_by_id = actor.id
        concept.assignee_id = None
    elif step in {Step.RETURN, Step.TAKE_BACK}:
        concept.assignee_id = concept.submitted_by_id or concept.created_by_id
    elif step is Step.APPROVE:
        concept.assignee_id = None
    db.add(concept)
    db.flush()
    if step is Step.SUBMIT:
        concepts.name_version(db, concept, "Zoals voorgelegd", actor, asked.now)
    if step is Step.PLAN and asked.moment is not None:
        outbox.add(db, Task.PUBLICATION, [str(concept.id)], asked.now, due=asked.moment)
    record(
        db,
        _LOGGED[step],
        actor,
        asked.now,
        right=rule.right,
        entry=entry,
        subject=working.part_name(concepts.text_of(concept)),
        reason=asked.reason.strip(),
        details=_for_mail(db, concept)
        | {"versie": concept.lock_version, "toegewezen": had_it}
        | ({"moment": asked.moment.isoformat()} if step is Step.PLAN and asked.moment else {}),
    )


def _publish(  # noqa: PLR0917  (what publishing takes)
    db: Session,
    concept: Concept,
    entry: Entry,
    actor: Actor | None,
    at: datetime,
    municipalities: Collection[str] | None,
) -> Revision:
    """Publish the text of a concept; a concept that waits beside it gets the change as well."""
    document = working.complete(entry.kind, concepts.text_of(concept))
    before = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    note, is_quick = concept.note, concept.is_quick
    entry.owner_id = entry.owner_id or concept.created_by_id or concept.approved_by_id
    details = _for_mail(db, concept) | {"rollen": _writing_roles(db, concept), "spoed": is_quick}
    actions.remove_concept(db, concept)
    revision = actions.publish(
        db, entry.kind, entry.slug, document, note=note, at=at, municipalities=municipalities
    )
    record(
        db,
        Action.PUBLISHED,
        actor,
        at,
        right=Right.PUBLISH,
        entry=entry,
        subject=document.name,
        from_version=before.number if before else None,
        to_version=revision.number,
        reason=note,
        details=details,
    )
    if is_quick and before is not None:
        _correct(db, entry, before, revision, document, at)
    waiting = actions.concept_of(db, entry, is_quick=not is_quick)
    if waiting is not None:
        catching_up.catch_up(db, waiting, actor, at)
    return revision


def _correct(  # noqa: PLR0917  (two versions and what they say)
    db: Session, entry: Entry, before: Revision, after: Revision, document: AnyDocument, at: datetime
) -> None:
    """Put every change of a quick correction in the public ledger."""
    old = working.complete(entry.kind, working.read(before.document))
    for change in differences(old, document):
        db.add(
            Correction(
                entry_id=entry.id,
                from_version=before.number,
                to_version=after.number,
                place=change.label,
                old=change.old,
                new=change.new,
                reason=after.note or "",
                at=at,
            )
        )
    record(
        db,
        Action.CORRECTED,
        None,
        at,
        entry=entry,
        from_version=before.number,
        to_version=after.number,
        reason=after.note,
    )


def _refuse(db: Session, concept: Concept, entry: Entry, actor: Actor, asked: Asked) -> None:
    title = working.part_name(concepts.text_of(concept))
    details = _for_mail(db, concept)
    db.add(
        Refused(
            kind=RefusedKind.SUBMISSION,
            title=title[:300],
            reason=asked.reason.strip(),
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
        reason=asked.reason.strip(),
        details=details,
    )


def _for_mail(db: Session, concept: Concept) -> dict[str, Any]:
    """Who had to do with a concept: it may be gone when mail about this step is written."""
    return {
        "concept": concept.id,
        "schrijvers": sorted(concepts.authors_of(db, concept)),
        "begonnen_door": concept.created_by_id,
        "voorgelegd_door": concept.submitted_by_id,
        "goedgekeurd_door": concept.approved_by_id,
    }


def _writing_roles(db: Session, concept: Concept) -> list[str]:
    """In which roles people wrote this text: what the public may see of them."""
    people = (db.get(Person, one) for one in concepts.authors_of(db, concept))
    roles = {actor_of(db, person).role_for(Right.SUBMIT) for person in people if person is not None}
    return [role.value for role in AccountRole if role in roles]


def _number_of(db: Session, revision_id: int | None) -> int | None:
    revision = db.get(Revision, revision_id) if revision_id else None
    return revision.number if revision else None
