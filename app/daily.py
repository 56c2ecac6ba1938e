"""What the worker does each day and each week, whoever holds its role."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session

from app.database import writing
from app.pages import today
from catalogue import outbox, queries
from catalogue.editing import links, replies, tickets, upkeep
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables import Memory

log = structlog.stdlib.get_logger("mkba")

WEEK = timedelta(days=7)
DAY_DONE = "dagwerk"
LINKS_ASKED = "links_gevraagd"
"""Names of what the database remembers: the day on which it was done last."""


class EachDay:
    """Does its work on the first call of a day. Another process that did it already, is noticed."""

    def __init__(self, database: Database, *, checks_links: bool, day: Callable[[], date] = today) -> None:
        self._database = database
        self._checks_links = checks_links
        self._day = day
        self._done: date | None = None

    def __call__(self) -> None:
        """Do what has to be done today, in one transaction."""
        day = self._day()
        if self._done == day:
            return
        with writing(self._database) as db, db.begin():
            if _remembered(db, DAY_DONE) != day:
                self._work(db, day)
                _remember(db, DAY_DONE, day)
        self._done = day

    def _work(self, db: Session, day: date) -> None:
        at = datetime.now(UTC)
        reminded = upkeep.remind(db, day, at)
        forgotten = tickets.forget_senders(db, at) + replies.forget_senders(db, at)
        tickets.forget_letters(db, at)
        last = _remembered(db, LINKS_ASKED)
        if self._checks_links and (last is None or day - last >= WEEK):
            links.forget_gone(db)
            slugs = [slug for kind in Kind for slug in queries.live_slugs(db, kind)]
            outbox.add(db, Task.LINK_CHECK, slugs, at)
            _remember(db, LINKS_ASKED, day)
        log.info("work of the day done", reminders=reminded, forgotten=forgotten)


def _remembered(db: Session, name: str) -> date | None:
    row = db.get(Memory, name)
    return date.fromisoformat(row.value) if row else None


def _remember(db: Session, name: str, day: date) -> None:
    row = db.get(Memory, name) or Memory(name=name, value="")
    row.value = day.isoformat()
    db.add(row)
