"""Accounts: inviting, changing, stopping. Nobody makes an account for oneself.

Every function flushes and none commits. That the person who acts may do this is asked at the edge.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from catalogue.editing.access import end_sign_ins, make_link, void_links
from catalogue.editing.actor import Actor
from catalogue.editing.errors import AccountRefused
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Member, Person, PersonRole
from catalogue.terms_workflow import AccountRole, LinkKind

LONGEST_EMAIL, LONGEST_NAME = 254, 120
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an administrator decides about somebody: the name, the roles and the organisation."""

    name: str
    roles: frozenset[AccountRole]
    member_id: int | None = None

    def facts(self) -> dict[str, Any]:
        """The same for the logbook, without the name: that could never be erased there."""
        return {"rollen": sorted(self.roles), "organisatie": self.member_id}


def profile_of(db: Session, person: Person) -> Profile:
    """How somebody is known now."""
    return Profile(person.name, roles_of(db, person), person.member_id)


def plain_email(text: str) -> str:
    """An address as it is stored: without spaces around it, in lower case."""
    return text.strip().lower()


def checked_email(text: str) -> str:
    """The same for an address that must be one. Raises AccountRefused."""
    email = plain_email(text)
    if not email:
        raise AccountRefused("Vul een e-mailadres in.", "email")
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise AccountRefused("Vul een heel e-mailadres in, zoals naam@voorbeeld.nl.", "email")
    return email


def checked_name(text: str) -> str:
    """A name of a person, with single spaces. Raises AccountRefused."""
    name = " ".join(text.split())
    if not name:
        raise AccountRefused("Vul een naam in.", "naam")
    if len(name) > LONGEST_NAME:
        raise AccountRefused(f"De naam is te lang. Gebruik hoogstens {LONGEST_NAME} tekens.", "naam")
    return name


def by_email(db: Session, email: str) -> Person | None:
    """The account with an address, whatever its state."""
    return db.exec(select(Person).where(Person.email == plain_email(email))).one_or_none()


def roles_of(db: Session, person: Person) -> frozenset[AccountRole]:
    """The roles of a person."""
    return frozenset(db.exec(select(col(PersonRole.role)).where(PersonRole.person_id == person.id)))


def invite(
    db: Session, email: str, profile: Profile, actor: Actor | None, at: datetime
) -> tuple[Person, str]:
    """Make an account and the link with which its owner takes it into use; the caller mails the link.

    Raises AccountRefused.
    """
    address, called = checked_email(email), checked_name(profile.name)
    _check_roles(db, profile.roles, profile.member_id)
    if by_email(db, address) is not None:
        raise _taken()
    person = Person(email=address, name=called, member_id=profile.member_id, created_at=at)
    try:
        with db.begin_nested():
            db.add(person)
            db.flush()
    except IntegrityError:  # somebody else invited the same address at the same moment
        raise _taken() from None
    _set_roles(db, person, profile.roles)
    details = {"persoon": person.id, "rollen": sorted(profile.roles)}
    record(db, Action.PERSON_INVITED, actor, at, right=Right.PEOPLE, subject=person.name, details=details)
    return person, make_link(db, person, LinkKind.INVITATION, at)


def invite_again(db: Session, person: Person, actor: Actor | None, at: datetime) -> str:
    """A new link for somebody who did not answer yet; the old one stops working. Raises AccountRefused."""
    if not person.is_active:
        raise AccountRefused("Dit account is stilgezet. Zet het eerst weer aan.")
    if not is_waiting(person):
        raise AccountRefused("Deze uitnodiging is al aangenomen. Een nieuw wachtwoord kan via ‘vergeten’.")
    details = {"persoon": person.id, "opnieuw": True}
    record(db, Action.PERSON_INVITED, actor, at, right=Right.PEOPLE, subject=person.name, details=details)
    return make_link(db, person, LinkKind.INVITATION, at)


def is_waiting(person: Person) -> bool:
    """Whether somebody was invited and did not answer yet."""
    return person.password_hash is None and person.oidc_subject is None


def change(db: Session, person: Person, profile: Profile, actor: Actor | None, at: datetime) -> bool:
    """Change how somebody is known and what they may do; whether anything changed. Raises AccountRefused."""
    wanted = replace(profile, name=checked_name(profile.name))
    _check_roles(db, wanted.roles, wanted.member_id, present=person.member_id)
    before = profile_of(db, person)
    if before == wanted:
        return False
    if AccountRole.ADMINISTRATOR not in wanted.roles:
        _keep_an_administrator(db, person, actor)
    person.name, person.member_id = wanted.name, wanted.member_id
    db.add(person)
    _set_roles(db, person, wanted.roles)
    details = {"persoon": person.id, "was": before.facts(), "werd": wanted.facts()}
    details["andere_naam"] = before.name != wanted.name
    record(db, Action.PERSON_CHANGED, actor, at, right=Right.PEOPLE, subject=wanted.name, details=details)
    return True


def stop(db: Session, person: Person, actor: Actor | None, at: datetime) -> None:
    """Let nobody in any more with this account: not now signed in, not by a link. Raises AccountRefused."""
    if not person.is_active:
        return
    _keep_an_administrator(db, person, actor)
    person.is_active = False
    db.add(person)
    void_links(db, person, at)
    end_sign_ins(db, person, at)
    details = {"persoon": person.id}
    record(db, Action.PERSON_STOPPED, actor, at, right=Right.PEOPLE, subject=person.name, details=details)


def restart(db: Session, person: Person, actor: Actor | None, at: datetime) -> None:
    """Let somebody in again, with the password and the roles of before."""
    if person.is_active:
        return
    _check_roles(db, roles_of(db, person), person.member_id, present=person.member_id)
    person.is_active = True
    db.add(person)
    details = {"persoon": person.id}
    record(db, Action.PERSON_RESTARTED, actor, at, right=Right.PEOPLE, subject=person.name, details=details)


def _taken() -> AccountRefused:
    return AccountRefused("Er is al een account met dit e-mailadres. Zoek het op in de lijst.", "email")


def _check_roles(
    db: Session, roles: Collection[AccountRole], member_id: int | None, present: int | None = None
) -> None:
    """Who submits does so for an organisation that takes part; one that stopped may only stay as it is."""
    if not roles:
        raise AccountRefused("Kies minstens één rol.", "rol")
    member = db.get(Member, member_id) if member_id is not None else None
    if member_id is not None and (member is None or not (member.is_active or member_id == present)):
        raise AccountRefused("Kies een organisatie uit de lijst.", "organisatie")
    if AccountRole.SUBMITTER in roles and member is None:
        raise AccountRefused("Een indiener hoort bij een organisatie. Kies er een.", "organisatie")


def _set_roles(db: Session, person: Person, roles: Collection[AccountRole]) -> None:
    db.execute(delete(PersonRole).where(col(PersonRole.person_id) == person.id))
    db.add_all(PersonRole(person_id=person.id, role=role) for role in sorted(set(roles)))
    db.flush()


def _keep_an_administrator(db: Session, person: Person, actor: Actor | None) -> None:
    """Refuse what would leave nobody who can invite people. Raises AccountRefused.

    The rows are locked in one order, so that two administrators cannot strip each other at once. Who was
    invited and did not answer yet cannot help anybody, so does not count; who acts, evidently can.
    """
    statement = (
        select(Person)
        .join(PersonRole, col(PersonRole.person_id) == col(Person.id))
        .where(col(PersonRole.role) == AccountRole.ADMINISTRATOR, col(Person.is_active))
        .order_by(col(Person.id))
        .with_for_update()
    )
    administrators = list(db.exec(statement))
    if person.id not in {one.id for one in administrators}:
        return
    acting = actor.id if actor else None
    others = [
        one for one in administrators if one.id != person.id and (not is_waiting(one) or one.id == acting)
    ]
    if not others:
        raise AccountRefused(
            "Dit is de enige beheerder die zich kan aanmelden. Maak eerst iemand anders beheerder.", "rol"
        )
