"""Member organisations: whose people may have accounts."""

import re
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from catalogue.editing.actor import Actor
from catalogue.editing.errors import AccountRefused
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Member, Person

LONGEST_NAME, LONGEST_WEBSITE = 160, 300
_WEBSITE = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")


def checked_name(text: str) -> str:
    """A name with single spaces. Raises AccountRefused."""
    name = " ".join(text.split())
    if not name:
        raise AccountRefused("Vul de naam van de organisatie in.", "naam")
    if len(name) > LONGEST_NAME:
        raise AccountRefused(f"De naam is te lang. Gebruik hoogstens {LONGEST_NAME} tekens.", "naam")
    return name


def checked_website(text: str) -> str | None:
    """A web address, or None. Raises AccountRefused."""
    website = text.strip()
    if not website:
        return None
    if len(website) > LONGEST_WEBSITE or not _WEBSITE.fullmatch(website):
        raise AccountRefused("Vul een heel webadres in, zoals https://www.voorbeeld.nl.", "website")
    return website


def everyone(db: Session) -> list[tuple[Member, int]]:
    """All organisations by name, those that stopped last, with how many active people they have."""
    people = (
        select(Person.member_id, func.count().label("people"))
        .where(col(Person.is_active))
        .group_by(col(Person.member_id))
        .subquery()
    )
    statement = (
        select(Member, func.coalesce(people.c.people, 0))
        .outerjoin(people, people.c.member_id == Member.id)
        .order_by(col(Member.is_active).desc(), func.lower(Member.name), col(Member.id))
    )
    return [(member, int(count)) for member, count in db.exec(statement)]


def choices(db: Session, present: int | None = None) -> list[Member]:
    """The organisations one can choose by name: those that take part, and the one that is chosen now."""
    wanted = col(Member.is_active) | (col(Member.id) == present)
    return list(db.exec(select(Member).where(wanted).order_by(func.lower(Member.name))))


def add(db: Session, *, name: str, website: str, actor: Actor | None, at: datetime) -> Member:
    """Add an organisation. Raises AccountRefused."""
    called, address = checked_name(name), checked_website(website)
    _check_free(db, called)
    member = Member(name=called, website=address, created_at=at)
    _store(db, member)
    _record(db, member, actor, at, {"nieuw": True})
    return member


def change(
    db: Session, member: Member, *, name: str, website: str, actor: Actor | None, at: datetime
) -> bool:
    """Change the name or the address; whether anything changed. Raises AccountRefused."""
    called, address = checked_name(name), checked_website(website)
    before = {"naam": member.name, "website": member.website}
    after = {"naam": called, "website": address}
    if before == after:
        return False
    _check_free(db, called, member.id)
    member.name, member.website = called, address
    _store(db, member)
    _record(db, member, actor, at, {"was": before, "werd": after})
    return True


def set_active(db: Session, member: Member, *, active: bool, actor: Actor | None, at: datetime) -> None:
    """Let an organisation stop or take part again. Its people keep their accounts; nobody new can join."""
    if member.is_active == active:
        return
    member.is_active = active
    _store(db, member)
    _record(db, member, actor, at, {"doet_mee": active})


def _record(
    db: Session, member: Member, actor: Actor | None, at: datetime, details: dict[str, object]
) -> None:
    details = {"organisatie": member.id, **details}
    record(db, Action.MEMBER_CHANGED, actor, at, right=Right.PEOPLE, subject=member.name, details=details)


def _check_free(db: Session, name: str, own: int | None = None) -> None:
    """Names that differ only in capitals would be one organisation twice."""
    found = db.exec(select(Member).where(func.lower(Member.name) == name.lower())).all()
    if any(member.id != own for member in found):
        raise _taken()


def _store(db: Session, member: Member) -> None:
    try:
        with db.begin_nested():
            db.add(member)
            db.flush()
    except IntegrityError:  # somebody else added the same name at the same moment
        raise _taken() from None


def _taken() -> AccountRefused:
    return AccountRefused("Er is al een organisatie met deze naam. Zoek haar op in de lijst.", "naam")
