"""A form that came in: what it does to the concept, and the structure that one of its buttons changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.editing import desk, parts
from app.editing.desk import Opened
from app.editing.fields import fields_of
from app.editing.saving import Outcome, take
from app.editing.typed import Typed, one
from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.editing.paths import NoSuchPlace
from catalogue.editing.working import Working

AFTER = "daarna"
"""The name of the buttons: what to do once the form is saved, as "erbij:onderzoeken"."""


@dataclass
class Submission:
    """What became of a form. Without an outcome the part was gone."""

    outcome: Outcome | None = None
    saved: bool = False


@dataclass(frozen=True)
class Destination:
    """Where somebody goes after a form was saved, and what is said there."""

    path: str = ""
    told: str = "opgeslagen"
    confirm: str = ""
    """The part of which the removal is asked first."""
    place: str = ""
    """The place that is named in what is said."""


def submit(
    db: Session,
    work: Opened,
    actor: Actor,
    *,
    path: str,
    posted: Typed,
    unit_costs: Sequence[tuple[str, str]],
) -> Submission:
    """Save what a form says about a part. Raises EditRefused, StaleConcept."""
    result = Submission()

    def change(document: Working) -> Working | None:
        part = parts.find(work.model, document, path)
        result.outcome = None
        if part is None:
            return None
        context = parts.context_of(work.model, document, path, unit_costs)
        result.outcome = take(fields_of(part.model), posted, part.value, context)
        if result.outcome.part == part.value:
            return None
        return parts.replace(work.model, document, path, result.outcome.part)

    result.saved = desk.save(db, work, actor, path, change)
    return result


def carry_on(db: Session, work: Opened, actor: Actor, path: str, posted: Typed) -> Destination:
    """Do what the pressed button asks. Raises NoSuchPlace, EditRefused, StaleConcept."""
    verb, _, target = one(posted, AFTER).partition(":")
    match verb:
        case "erbij":
            return _add(db, work, actor, target)
        case "omhoog" | "omlaag":
            by = -1 if verb == "omhoog" else 1
            desk.save(db, work, actor, "", lambda document: parts.move(work.model, document, target, by))
            return Destination(path, "verplaatst")
        case "weg":
            return Destination(path, confirm=target)
        case "ongedaan":
            return undo(db, work, actor)
        case _:
            return Destination(path)


def _add(db: Session, work: Opened, actor: Actor, target: str) -> Destination:
    made: list[str] = []

    def change(document: Working) -> Working:
        changed, path = parts.add(work.model, document, target)
        made[:] = [path]
        return changed

    desk.save(db, work, actor, "", change)
    return Destination(made[0], "toegevoegd")


def remove(db: Session, work: Opened, actor: Actor, target: str) -> Destination:
    """Remove a part; what held it is shown next. Raises NoSuchPlace, EditRefused, StaleConcept."""
    around = parts.lineage(work.model, work.document, target)
    if len(around) < 2:  # noqa: PLR2004  (the whole and the part)
        raise NoSuchPlace(target)
    desk.save(db, work, actor, "", lambda document: parts.remove(work.model, document, target))
    return Destination(around[-2].path, "verwijderd")


def undo(db: Session, work: Opened, actor: Actor) -> Destination:
    """Undo the last change and go to the part it was made in, as far as that is there. Raises EditRefused."""
    step = concepts.undo(db, work.concept, actor, desk.now())
    if step is None:
        return Destination("", "niets")
    document = concepts.text_of(work.concept)
    there = parts.lineage(work.model, document, step.place)
    return Destination(there[-1].path, "ongedaan", place=there[-1].path)
