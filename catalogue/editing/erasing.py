"""The data of one person: to take along, and to erase (METHOD B9)."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import ImportBatch, Mail, Ticket
from catalogue.tables_people import Member, OneTimeLink, Person, PersonRole, SignIn, Trail
from catalogue.tables_work import Comment

FORMER = "Voormalig medewerker"
"""What the logbook and comments call somebody whose data were erased."""
_NO_MAIL = "vervallen.invalid"
"""A domain that can never get mail (RFC 2606 2)."""


def is_erased(person: Person) -> bool:
    """Whether the data of somebody were erased."""
    return person.email.endswith(f"@{_NO_MAIL}")


def erase(db: Session, person: Person, actor: Actor, at: datetime) -> None:
    """Erase who somebody is; what was done stays in the logbook, by number. Raises EditRefused.

    The row stays, as lines of the logbook refer to it. Work and pages of this person are nobody's
    afterwards, so that a colleague picks them up.
    """
    if person.id == actor.id:
        raise EditRefused("Uw eigen gegevens kunt u niet zelf wissen. Vraag het een andere beheerder.")
    if is_erased(person):
        raise EditRefused("Deze gegevens zijn al gewist.")
    if not actor.may(Right.PEOPLE):
        raise EditRefused(f"Hiervoor hebt u het recht ‘{Right.PEOPLE.value}’ nodig.")
    person.name, person.email = FORMER, f"persoon-{person.id}@{_NO_MAIL}"
    person.is_active, person.gets_digest = False, False
    person.password_hash = person.totp_secret = person.oidc_issuer = person.oidc_subject = None
    person.totp_since = person.totp_step = person.member_id = person.seen_at = None
    db.add(person)
    for table in (PersonRole, SignIn, OneTimeLink, Mail):
        db.execute(delete(table).where(col(table.person_id) == person.id))
    _let_go(db, person)
    db.flush()
    details = {"persoon": person.id, "gewist": True}
    record(db, Action.PERSON_CHANGED, actor, at, right=Right.PEOPLE, details=details)


def personal_data(db: Session, person: Person) -> dict[str, Any]:
    """Everything that the site keeps about somebody, in Dutch names and as JSON can hold it."""
    member = db.get(Member, person.member_id) if person.member_id else None
    roles = select(PersonRole.role).where(PersonRole.person_id == person.id)
    sign_ins = select(SignIn).where(SignIn.person_id == person.id).order_by(col(SignIn.created_at))
    lines = select(Trail).where(Trail.person_id == person.id).order_by(col(Trail.id))
    comments = select(Comment).where(Comment.person_id == person.id).order_by(col(Comment.id))
    mails = select(Mail).where(Mail.person_id == person.id).order_by(col(Mail.id))
    return {
        "account": {
            "naam": person.name,
            "email": person.email,
            "organisatie": member.name if member else None,
            "rollen": sorted(db.exec(roles)),
            "actief": person.is_active,
            "dagoverzicht": person.gets_digest,
            "tweede_stap_sinds": _moment(person.totp_since),
            "eenmalig_aanmelden": person.oidc_issuer,
            "gemaakt_op": _moment(person.created_at),
            "laatst_gezien_op": _moment(person.seen_at),
        },
        "aanmeldingen": [
            {
                "begonnen_op": _moment(one.created_at),
                "laatst_gezien_op": _moment(one.seen_at),
                "beeindigd_op": _moment(one.ended_at),
                "apparaat": one.agent,
                "wijze": one.method,
            }
            for one in db.exec(sign_ins)
        ],
        "logboek": [_line(one) for one in db.exec(lines)],
        "opmerkingen": [
            {"moment": _moment(one.created_at), "plaats": one.place, "tekst": one.body}
            for one in db.exec(comments)
        ],
        "berichten": [
            {
                "moment": _moment(one.created_at),
                "verstuurd_op": _moment(one.sent_at),
                "onderwerp": one.subject,
            }
            for one in db.exec(mails)
        ],
    }


def _line(line: Trail) -> dict[str, Any]:
    return {
        "moment": _moment(line.at),
        "wat": line.action,
        "rol": line.role.value if line.role else None,
        "waarover": line.subject,
        "van_versie": line.from_version,
        "naar_versie": line.to_version,
        "reden": line.reason,
        "bijzonderheden": json.loads(line.details) if line.details else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _let_go(db: Session, person: Person) -> None:
    """Leave the work of somebody to whoever picks it up, and remove files that only this person saw."""
    held: tuple[Any, ...] = (Entry.owner_id, Entry.deputy_id, Concept.assignee_id, Ticket.assignee_id)
    for column in held:
        statement = update(column.class_).where(col(column) == person.id).values({column.key: None})
        db.execute(statement.execution_options(synchronize_session="fetch"))
    db.execute(delete(ImportBatch).where(col(ImportBatch.person_id) == person.id))
