"""A role that one process has at a time: a row in the database that is kept alive by beating.

Clocks of machines differ, so nobody compares moments: who wants the role watches the beats by its own
clock, and takes over when they stand still, or at once when the holder is certainly gone.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from app import processes
from app.database import writing
from catalogue import tables

log = structlog.stdlib.get_logger("mkba")

LEASE_SECONDS = 15.0
Clock = Callable[[], float]


class Role(StrEnum):
    """The roles; the values are the names of rows that the migration made."""

    WORKER = "werker"
    REBUILD = "herbouw"


@dataclass(frozen=True, slots=True)
class Seen:
    """A lease as it was at one look."""

    role: Role
    holder: str | None
    token: int
    beats: int


def look(db: Session, role: Role) -> Seen:
    """How a lease stands."""
    fields = select(tables.Lease.holder, tables.Lease.token, tables.Lease.beats)
    holder, token, beats = db.exec(fields.where(tables.Lease.name == role.value)).one()
    return Seen(role, holder, token, beats)


def hand_over(db: Session, seen: Seen, to: str | None) -> bool:
    """Give a lease to someone, or to nobody; False when it was used or taken since it was seen."""
    values = {"holder": to, "token": seen.token + 1, "beats": seen.beats + 1, "beat_at": datetime.now(UTC)}
    unchanged = (col(tables.Lease.token) == seen.token, col(tables.Lease.beats) == seen.beats)
    statement = update(tables.Lease).where(col(tables.Lease.name) == seen.role.value, *unchanged)
    given = statement.values(values).returning(col(tables.Lease.token))
    return db.execute(given.execution_options(synchronize_session=False)).first() is not None


class Watch:
    """Judges whether the holder of a lease is alive, by what this process has seen of it."""

    def __init__(self, seconds: float = LEASE_SECONDS, clock: Clock = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._seen: Seen | None = None
        self._since = 0.0

    def is_alive(self, seen: Seen) -> bool:
        """Whether somebody holds the lease who beats, or may still do so."""
        if seen.holder is None or processes.certainly_gone(seen.holder):
            return False
        if seen != self._seen:
            self._seen, self._since = seen, self._clock()
        return self._clock() - self._since < self.seconds


class Lease:
    """One process's claim to a role. Safe to use from two threads: one that works and one that beats."""

    def __init__(
        self,
        database: Database,
        role: Role,
        *,
        seconds: float = LEASE_SECONDS,
        clock: Clock = time.monotonic,
    ) -> None:
        self.role = role
        self.seconds = seconds
        self._database = database
        self._clock = clock
        self._watch = Watch(seconds, clock)
        self._me = processes.identity()
        self._token: int | None = None
        self._beat_at = 0.0

    @property
    def held(self) -> bool:
        """Whether the role was ours at the last sign of life."""
        return self._token is not None

    def take(self) -> bool:
        """Take the role when it is free, or when its holder is gone or silent for too long."""
        with Session(self._database) as db:
            seen = look(db, self.role)
        if seen.holder != self._me and self._watch.is_alive(seen):
            return False
        with writing(self._database) as db, db.begin():
            taken = hand_over(db, seen, self._me)
        if taken:
            self._token, self._beat_at = seen.token + 1, self._clock()
        return taken

    def hold(self, db: Session) -> bool:
        """Beat within a transaction that depends on the role; False when someone else has it."""
        if self._token is None:
            return False
        mine = (col(tables.Lease.holder) == self._me, col(tables.Lease.token) == self._token)
        statement = update(tables.Lease).where(col(tables.Lease.name) == self.role.value, *mine)
        beat = statement.values(beats=tables.Lease.beats + 1, beat_at=datetime.now(UTC))
        beat = beat.execution_options(synchronize_session=False)
        if db.execute(beat.returning(col(tables.Lease.beats))).first() is None:
            self._token = None
            return False
        self._beat_at = self._clock()
        return True

    def beat(self) -> bool:
        """Give a sign of life; False when someone else has taken the role."""
        with writing(self._database) as db, db.begin():
            return self.hold(db)

    def confirm(self) -> bool:
        """Whether the role is ours; asks the database only when the last sign of life is not recent."""
        if self.held and self._clock() - self._beat_at < self.seconds / 2:
            return True
        return self.beat()

    def release(self, db: Session | None = None) -> None:
        """Give the role back, so that nobody has to wait for it; within a transaction when one is given."""
        if db is None:
            with writing(self._database) as own, own.begin():
                self.release(own)
            return
        if self.hold(db):
            hand_over(db, look(db, self.role), None)
        self._token = None


@contextmanager
def beating(lease: Lease) -> Iterator[None]:
    """Keep a lease alive in the background, however long the work in the block takes."""
    stopped = threading.Event()

    def keep_on() -> None:
        while not stopped.wait(lease.seconds / 4):
            try:
                if not lease.beat():
                    return
            except SQLAlchemyError as error:
                log.warning("no sign of life possible", role=lease.role.value, exc_info=error)

    thread = threading.Thread(target=keep_on, name=f"lease-{lease.role}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
