"""The digest: once a day one message per person, with everything that was held for it."""

from datetime import UTC, datetime, time, timedelta

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session

from app.database import writing
from app.formats import AMSTERDAM
from app.letters import Letters, one_line
from app.settings import Settings
from catalogue.editing import mailbox

log = structlog.stdlib.get_logger("mkba")


def last_moment(now: datetime, hour: int) -> datetime:
    """The last moment at which a digest was to go: today at this hour in the Netherlands, or yesterday."""
    today = now.astimezone(AMSTERDAM).date()
    moment = datetime.combine(today, time(hour), AMSTERDAM)
    if now < moment:
        moment = datetime.combine(today - timedelta(days=1), time(hour), AMSTERDAM)
    return moment.astimezone(UTC)


def send_digests(database: Database, settings: Settings, letters: Letters, now: datetime) -> None:
    """Put the digests in the post that are due and were not yet; a worker that was away catches up."""
    moment = last_moment(now, settings.digest_hour)
    with Session(database) as db:
        if not mailbox.for_digest(db, moment):
            return
    with writing(database) as db, db.begin():
        sent = gather(db, letters, moment, now)
    if sent:
        log.info("digests posted", number=sent)


def gather(db: Session, letters: Letters, moment: datetime, now: datetime) -> int:
    """Post one digest per reader in the place of what was held; returns how many."""
    day = moment.astimezone(AMSTERDAM).date()
    number = 0
    for (person_id, address), mails in mailbox.for_digest(db, moment).items():
        reader = mailbox.reader_of(db, person_id)
        if person_id is not None and reader is None:
            mailbox.drop(db, mails, now)
            continue
        pairs = [(mail.subject, mail.body.strip()) for mail in mails]
        name = one_line(reader.name) if reader else ""
        letter = letters.write("overzicht", {"naam": name, "dag": day, "berichten": pairs})
        mail = mailbox.send_digest(
            db,
            mails,
            reader.email if reader else address,
            day.isoformat(),
            subject=letter.subject,
            body=letter.body,
            at=now,
        )
        number += mail is not None
    return number
