"""Putting a message in the post: a row, and the promise to send it, in the transaction of the change."""

from datetime import datetime

from sqlmodel import Session, select

from catalogue import outbox
from catalogue.outbox import Task
from catalogue.tables_desk import Mail


def post(
    db: Session,
    address: str,
    *,
    key: str,
    kind: str,
    subject: str,
    body: str,
    at: datetime,
    person_id: int | None = None,
    is_held: bool = False,
) -> Mail:
    """Put a message in the post. The same key again is the same message: nobody gets it twice.

    A held message waits for the digest of the day and is not sent by itself.
    """
    there = db.exec(select(Mail).where(Mail.key == key)).one_or_none()
    if there is not None:
        return there
    mail = Mail(
        key=key,
        person_id=person_id,
        address=address,
        kind=kind,
        subject=subject,
        body=body,
        is_held=is_held,
        created_at=at,
    )
    db.add(mail)
    db.flush()
    if not is_held:
        outbox.add(db, Task.MAIL, [str(mail.id)], at)
    return mail
