"""People whom another service vouches for: recognised once by their address, from then on by that service."""

from datetime import datetime

from sqlmodel import Session, select

from catalogue.editing.access import void_links
from catalogue.editing.accounts import by_email, is_waiting
from catalogue.editing.errors import AccountRefused
from catalogue.editing.people import actor_of
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Person


def recognised(db: Session, issuer: str, subject: str, email: str | None, at: datetime) -> Person:
    """The account of somebody the service vouches for; it makes no accounts and gives no roles.

    `email` is None when the service did not verify an address. Raises AccountRefused.
    """
    statement = select(Person).where(Person.oidc_issuer == issuer, Person.oidc_subject == subject)
    person = db.exec(statement).one_or_none()
    if person is None:
        person = _bind(db, issuer, subject, email, at)
    if not person.is_active:
        raise _unknown()
    return person


def _bind(db: Session, issuer: str, subject: str, email: str | None, at: datetime) -> Person:
    if email is None:
        raise AccountRefused(
            "Die dienst zegt niet dat uw e-mailadres is nagekeken. Vraag de beheerder van die dienst om "
            "hulp, of meld u aan met een wachtwoord."
        )
    person = by_email(db, email)
    # Bound to somebody else at the service already: an address can get another owner there.
    if person is None or not person.is_active or person.oidc_subject is not None:
        raise _unknown()
    action = Action.PERSON_JOINED if is_waiting(person) else Action.PERSON_CHANGED
    person.oidc_issuer, person.oidc_subject = issuer, subject
    db.add(person)
    void_links(db, person, at)
    details = {"persoon": person.id, "eenmalig_aanmelden": True}
    record(db, action, actor_of(db, person), at, subject=person.name, details=details)
    return person


def _unknown() -> AccountRefused:
    return AccountRefused(
        "Er is hier geen account dat bij u hoort. Alleen wie is uitgenodigd, kan zich aanmelden. Vraag een "
        "beheerder om een uitnodiging."
    )
