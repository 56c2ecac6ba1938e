"""What the desk does with a page as a whole: begin work, put a version back, move it, name who keeps it."""

from datetime import datetime

from sqlmodel import Session

from catalogue import actions
from catalogue.canonical import canonical
from catalogue.editing import concepts, people
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused, StepRefused
from catalogue.editing.rights import Right
from catalogue.editing.situations import lock_entry
from catalogue.editing.trail import Action, record
from catalogue.errors import InvalidSlug, NotFound, SlugTaken
from catalogue.queries import version
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Person
from catalogue.terms_editorial import EntryState


def begin_work(
    db: Session, entry: Entry, actor: Actor, at: datetime, *, is_quick: bool = False
) -> tuple[Concept, bool]:
    """The concept of a page, and whether it is new. Raises StepRefused."""
    _check(actor, Right.EDIT)
    entry = lock_entry(db, entry.id)
    there = actions.concept_of(db, entry, is_quick=is_quick)
    if there is not None:
        return there, False
    if entry.live_revision_id is None:
        raise StepRefused("Van deze pagina is geen tekst meer. Begin een nieuwe pagina.")
    if is_quick and entry.state is not EntryState.PUBLISHED:
        state = entry.state.label.lower()
        raise StepRefused(f"De pagina is {state}. Een snelle correctie kan alleen op wat op de site staat.")
    return concepts.open_on(db, entry, actor, at, is_quick=is_quick), True


def put_back(db: Session, entry: Entry, number: int, actor: Actor, at: datetime) -> Concept:
    """Put a published version into the concept; what stood there is kept. Raises StepRefused, NotFound."""
    found = version(db, entry, number)
    if found is None:
        raise NotFound(f"{entry.slug} {number}")
    text, source = canonical(found.document), f"versie {number}"
    try:
        # What stood there is kept before it is replaced: when that is refused, nothing is kept either.
        with db.begin_nested():
            concept, _ = begin_work(db, entry, actor, at)
            concepts.restore(db, concept, text, actor, at, source=source)
    except EditRefused as error:
        raise StepRefused(str(error)) from error
    return concept


def move(db: Session, entry: Entry, slug: str, actor: Actor, at: datetime) -> None:
    """Give a page another address; the former one keeps leading to it. Raises StepRefused."""
    _check(actor, Right.PUBLISH if entry.live_revision_id else Right.EDIT)
    entry = lock_entry(db, entry.id)
    former = entry.slug
    if slug == former:
        raise StepRefused("Dit is het adres dat de pagina al heeft.")
    try:
        with db.begin_nested():
            actions.rename(db, entry, slug, at)
    except InvalidSlug:
        raise StepRefused(
            "Gebruik alleen kleine letters, cijfers en losse streepjes, bijvoorbeeld buurtzorg-utrecht."
        ) from None
    except SlugTaken:
        raise StepRefused("Dit adres is al in gebruik, of was dat ooit. Kies een ander.") from None
    record(db, Action.RENAMED, actor, at, entry=entry, subject=slug, details={"van": former})


def keepers(db: Session) -> list[Actor]:
    """Who can look after a page, by name."""
    return [actor for actor in people.actors(db) if actor.may(Right.EDIT)]


def set_stewards(  # noqa: PLR0917  (who looks after what, who says so and when)
    db: Session, entry: Entry, owner: Person | None, deputy: Person | None, actor: Actor, at: datetime
) -> None:
    """Say who looks after a page, and who does so when that person cannot. Raises StepRefused."""
    _check(actor, Right.EDIT)
    for person in (owner, deputy):
        if person is not None and not (person.is_active and people.actor_of(db, person).may(Right.EDIT)):
            raise StepRefused(f"{person.name} kan geen pagina’s bijhouden. Kies iemand anders.")
    if owner is not None and deputy is not None and owner.id == deputy.id:
        raise StepRefused("Kies als vervanger iemand anders dan wie de pagina bijhoudt.")
    entry = lock_entry(db, entry.id)
    chosen = (owner.id if owner else None, deputy.id if deputy else None)
    if (entry.owner_id, entry.deputy_id) == chosen:
        return
    entry.owner_id, entry.deputy_id = chosen
    db.add(entry)
    record(
        db,
        Action.STEWARDS_SET,
        actor,
        at,
        right=Right.EDIT,
        entry=entry,
        details={"eigenaar": chosen[0], "vervanger": chosen[1]},
    )


def _check(actor: Actor, right: Right) -> None:
    if not actor.may(right):
        raise StepRefused(f"Hiervoor hebt u het recht ‘{right.value}’ nodig.")
