"""The second step at sign-in: a code from an app on somebody's telephone. Secrets come encrypted."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlmodel import Session, col

from catalogue.editing.actor import Actor
from catalogue.editing.people import actor_of
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Person


def is_on(person: Person) -> bool:
    """Whether a code is asked when this person signs in."""
    return person.totp_since is not None


def propose(db: Session, person: Person, secret: str) -> None:
    """Keep a secret until its first code was confirmed; until then signing in asks for no code."""
    person.totp_secret, person.totp_since, person.totp_step = secret, None, None
    db.add(person)
    db.flush()


def turn_on(db: Session, person: Person, step: int, at: datetime) -> None:
    """Ask for a code from now on; `step` is the time step of the code that proved it works."""
    person.totp_since, person.totp_step = at, step
    db.add(person)
    details = {"persoon": person.id, "aan": True}
    record(db, Action.SECOND_FACTOR, actor_of(db, person), at, subject=person.name, details=details)


def use_step(db: Session, person: Person, step: int) -> bool:
    """Use a code up; False when this code, or a later one, was used already.

    Compared and used in one statement, so that of two with the same code one is let in.
    """
    used = db.execute(
        update(Person)
        .where(
            col(Person.id) == person.id,
            or_(col(Person.totp_step).is_(None), col(Person.totp_step) < step),
        )
        .values(totp_step=step)
        .returning(col(Person.id))
    )
    return used.first() is not None


def turn_off(db: Session, person: Person, actor: Actor | None, at: datetime) -> None:
    """Ask for no code any more: by the person, or by an administrator when the telephone is gone."""
    person.totp_secret = person.totp_since = person.totp_step = None
    db.add(person)
    details = {"persoon": person.id, "aan": False}
    record(db, Action.SECOND_FACTOR, actor, at, subject=person.name, details=details)
