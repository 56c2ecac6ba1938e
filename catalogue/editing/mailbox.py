"""The post as rows: what waits to be sent, what was sent or refused, and what waits for the digest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from catalogue import outbox
from catalogue.editing.post import post
from catalogue.outbox import Task
from catalogue.tables_desk import Mail
from catalogue.tables_people import Person

SECRET_KINDS = frozenset({"wachtwoord", "uitnodiging"})
"""Kinds of which the text opens an account; it is not kept once it was sent."""
BLANKED = "De tekst van dit bericht is gewist nadat het was verstuurd."
DIGEST = "overzicht"
STOPPED = "gestopt"
"""The refusal of a message to somebody whose account was stopped while it waited."""


@dataclass(frozen=True, slots=True)
class Post:
    """How the post stands. `held` waits for the digest, `refused` will not be sent."""

    waiting: int = 0
    oldest: datetime | None = None
    held: int = 0
    refused: int = 0


def to_send(db: Session, ids: Collection[int]) -> list[Mail]:
    """Those of these messages that are still to be sent, the oldest first."""
    if not ids:
        return []
    statement = select(Mail).where(col(Mail.id).in_(ids), *_open(), col(Mail.is_held).is_(False))
    return list(db.exec(statement.order_by(col(Mail.id))))


def sent(db: Session, mail_id: int, at: datetime, *, keeps_text: bool = False) -> None:
    """Note that a message was handed over. A text that opens an account is not kept."""
    _set(db, [mail_id], sent_at=at)
    if not keeps_text:
        statement = update(Mail).where(col(Mail.id) == mail_id, col(Mail.kind).in_(SECRET_KINDS))
        db.execute(statement.values(body=BLANKED).execution_options(synchronize_session=False))


def refused(db: Session, mail_id: int, code: str, at: datetime) -> None:
    """Note that a message cannot be delivered; it is not tried again by itself."""
    _set(db, [mail_id], refused_at=at, refusal=code[:80])


def send_again(db: Session, mail_id: int, at: datetime) -> bool:
    """Put a refused message in the post once more, to the address that its reader has by now.

    False when there is nothing to send.
    """
    mail = db.get(Mail, mail_id)
    if mail is None or mail.refused_at is None or mail.sent_at is not None:
        return False
    reader = reader_of(db, mail.person_id)
    mail.address = reader.email if reader else mail.address
    mail.refused_at, mail.refusal = None, None
    db.add(mail)
    db.flush()
    outbox.add(db, Task.MAIL, [str(mail.id)], at)
    return True


def standing(db: Session) -> Post:
    """How the post stands now."""
    held = col(Mail.is_held)
    now = select(func.count(), func.min(Mail.created_at)).where(*_open(), held.is_(False))
    waiting, oldest = db.exec(now).one()
    later = select(func.count()).select_from(Mail).where(*_open(), held.is_(True))
    gone = select(func.count()).select_from(Mail)
    gone = gone.where(col(Mail.refused_at).is_not(None), col(Mail.refusal) != STOPPED)
    return Post(waiting, oldest, db.exec(later).one(), db.exec(gone).one())


def latest(db: Session, limit: int) -> list[Mail]:
    """The newest messages, whatever became of them."""
    return list(db.exec(select(Mail).order_by(col(Mail.id).desc()).limit(limit)))


def refused_ones(db: Session, limit: int) -> list[Mail]:
    """The messages that the mail server refused for good, the newest refusal first."""
    refused = (col(Mail.refused_at).is_not(None), col(Mail.refusal) != STOPPED)
    return list(db.exec(select(Mail).where(*refused).order_by(col(Mail.refused_at).desc()).limit(limit)))


def for_digest(db: Session, before: datetime) -> dict[tuple[int | None, str], list[Mail]]:
    """What was put aside for the digest before a moment: by person and address, the oldest first."""
    statement = select(Mail).where(*_open(), col(Mail.is_held), col(Mail.created_at) < before)
    found: dict[tuple[int | None, str], list[Mail]] = {}
    for mail in db.exec(statement.order_by(col(Mail.id))):
        found.setdefault((mail.person_id, mail.address if mail.person_id is None else ""), []).append(mail)
    return found


def reader_of(db: Session, person_id: int | None) -> Person | None:
    """Who gets the digest; None for an address without an account, or an account that was stopped."""
    person = db.get(Person, person_id) if person_id else None
    return person if person is not None and person.is_active else None


def drop(db: Session, mails: Sequence[Mail], at: datetime) -> None:
    """Leave messages unsent of which the reader no longer has an account."""
    _set(db, [mail.id for mail in mails], refused_at=at, refusal=STOPPED)


def send_digest(
    db: Session,
    mails: Sequence[Mail],
    address: str,
    day: str,
    *,
    subject: str,
    body: str,
    at: datetime,
) -> Mail | None:
    """Put one message in the post in the place of these; None when this reader had the one of this day.

    What came in since then waits for the next day, so nothing is checked off that nobody read.
    """
    person_id = mails[0].person_id
    key = f"{DIGEST}:{day}:{person_id or address}"[:200]
    if db.exec(select(Mail.id).where(Mail.key == key)).first() is not None:
        return None
    mail = post(db, address, key=key, kind=DIGEST, subject=subject, body=body, at=at, person_id=person_id)
    _set(db, [one.id for one in mails], sent_at=at)
    return mail


def _open() -> tuple[Any, ...]:
    return col(Mail.sent_at).is_(None), col(Mail.refused_at).is_(None)


def _set(db: Session, ids: Sequence[int], **values: Any) -> None:
    for start in range(0, len(ids), 500):
        statement = update(Mail).where(col(Mail.id).in_(ids[start : start + 500])).values(values)
        db.execute(statement.execution_options(synchronize_session="fetch"))
