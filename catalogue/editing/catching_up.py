"""Bringing a waiting concept up to what was published beside it, and choosing where both clash."""

from contextlib import suppress
from datetime import datetime
from typing import Literal

from sqlalchemy import delete
from sqlmodel import Session, col

from catalogue.documents import FORMAT
from catalogue.editing import concepts, merging, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.merging import Conflict
from catalogue.editing.paths import NoSuchPlace, place
from catalogue.editing.situations import lock, situation_of
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import may_edit
from catalogue.kinds import MODELS
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_work import Draft
from catalogue.terms_workflow import WorkState

Choice = Literal["onze", "hunne", "basis", "zelf"]
"""Whose text stays: of the concept, of the site, of before both; or as it stands, to write it oneself."""

JUDGED_TEXT_CHANGED = "Er is intussen een andere wijziging gepubliceerd. De tekst is daarmee samengevoegd."
_JUDGED = frozenset({WorkState.IN_REVIEW, WorkState.APPROVED})


def catch_up(db: Session, concept: Concept, actor: Actor | None, at: datetime) -> bool:
    """Let a concept stand on the live version, with the changes of both; False when it did already.

    What stood there is kept as a named version. A text that was judged, or is being judged, and that is
    not the same any more goes back to who laid it before, and a plan for it is dropped.
    """
    concept, entry = lock(db, concept.id)
    live = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    if live is None or live.id == concept.base_revision_id:
        return False
    base = db.get(Revision, concept.base_revision_id) if concept.base_revision_id else None
    merged = merging.merge(
        MODELS[entry.kind],
        working.read(base.document) if base else {},
        working.read(concept.document),
        working.read(live.document),
    )
    text, earlier = working.write(merged.document), merging.from_json(concept.conflicts)
    is_new = text != concept.document or bool(merged.conflicts)
    is_stopped = is_new and concept.state in _JUDGED
    if text != concept.document:
        _keep(db, concept, base, live, actor, at)
        concept.document, concept.format = text, FORMAT
        concept.lock_version += 1
        concept.changed_at = at
    concept.conflicts = merging.to_json(_together(earlier, merged.conflicts))
    concept.base_revision_id = live.id
    db.add(concept)
    _tell(db, concept, entry, (base, live), actor, at, is_stopped=is_stopped)
    if is_stopped:
        _stop(db, concept, entry, at)
    db.flush()
    return True


def conflicts_of(concept: Concept) -> tuple[Conflict, ...]:
    """What waits for a choice, in the order of the document."""
    return merging.from_json(concept.conflicts)


def choose(  # noqa: PLR0917  (where, what, who and when)
    db: Session, concept: Concept, path: str, choice: Choice, actor: Actor, at: datetime
) -> bool:
    """Decide which text stays where two changes clash; False when that was decided already.

    Raises EditRefused.
    """
    concept, entry = lock(db, concept.id)
    why = may_edit(situation_of(db, concept, judged=False), actor)
    if why:
        raise EditRefused(why)
    conflicts = conflicts_of(concept)
    conflict = next((one for one in conflicts if one.path == path), None)
    if conflict is None:
        return False
    model, text = MODELS[entry.kind], concepts.text_of(concept)
    where = _words(entry, text, path)
    left = tuple(one for one in conflicts if one is not conflict)
    # When ours stays, the document holds it already, or what somebody has made of it since.
    if choice != "zelf" and (choice != "onze" or conflict.is_removal):
        left = merging.remaining(conflicts, conflict, choice)
        # Where what holds the place was removed meanwhile, there is nothing to choose any more.
        with suppress(NoSuchPlace):
            concepts.save(db, concept, merging.resolve(model, text, conflict, choice), actor, at, place=path)
    concept.conflicts = merging.to_json(left)
    db.add(concept)
    details = {"concept": concept.id, "pad": path, "keuze": choice}
    record(db, Action.CONFLICT_RESOLVED, actor, at, entry=entry, subject=where, details=details)
    return True


def _together(earlier: tuple[Conflict, ...], new: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """What still waited stays; where the newest version clashes in the same place, that is what counts."""
    places = {conflict.path for conflict in new}
    return (*(conflict for conflict in earlier if conflict.path not in places), *new)


def _keep(  # noqa: PLR0917  (two versions, who and when)
    db: Session, concept: Concept, base: Revision | None, live: Revision, actor: Actor | None, at: datetime
) -> None:
    """Keep what stood there. Steps to undo go: undoing across a merge would take back what was published."""
    db.execute(delete(Draft).where(col(Draft.concept_id) == concept.id, col(Draft.name).is_(None)))
    if base is None or base.document != concept.document:
        db.add(
            Draft(
                concept_id=concept.id,
                name=f"Voor het samenvoegen met versie {live.number}",
                document=concept.document,
                made_at=at,
                made_by_id=actor.id if actor else None,
            )
        )


def _tell(  # noqa: PLR0917  (two versions, who and when)
    db: Session,
    concept: Concept,
    entry: Entry,
    versions: tuple[Revision | None, Revision],
    actor: Actor | None,
    at: datetime,
    *,
    is_stopped: bool,
) -> None:
    """Write it down; somebody is told when it asks something of them."""
    before, after = versions
    waiting = len(conflicts_of(concept))
    author = concept.submitted_by_id or concept.created_by_id
    asked = (author if is_stopped else concept.assignee_id or author) if is_stopped or waiting else None
    record(
        db,
        Action.MERGED,
        actor,
        at,
        entry=entry,
        subject=working.part_name(concepts.text_of(concept)),
        from_version=before.number if before else None,
        to_version=after.number,
        details={"concept": concept.id, "botsingen": waiting, "terug": is_stopped, "persoon": asked},
    )


def _stop(db: Session, concept: Concept, entry: Entry, at: datetime) -> None:
    """What was judged is not what stands there now: it has to be laid before a reviewer again."""
    if concept.publish_at is not None:
        details = {"concept": concept.id, "voorgelegd_door": concept.submitted_by_id}
        details["goedgekeurd_door"] = concept.approved_by_id
        record(db, Action.PLAN_DROPPED, None, at, entry=entry, reason=JUDGED_TEXT_CHANGED, details=details)
    concept.state = WorkState.CONCEPT
    concept.publish_at = concept.approved_by_id = None
    concept.assignee_id = concept.submitted_by_id or concept.created_by_id
    concept.waiting_since = at
    db.add(concept)


def _words(entry: Entry, text: working.Working, path: str) -> str:
    try:
        return place(MODELS[entry.kind], text, path)
    except NoSuchPlace:
        return path
