"""Doing what the outbox promises: one kind of work at a time, in order, and never given up."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Protocol

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from app.database import writing
from app.lease import Clock, Lease, Role, Seen, Watch, hand_over, look
from catalogue import outbox
from catalogue.outbox import Task, Waiting
from search.engine import EngineUnavailable, Trouble

log = structlog.stdlib.get_logger("mkba")

BATCH = 500
BATCHES: Mapping[Task, int] = MappingProxyType({Task.MAIL: 20})
"""Work of which each piece takes long, done in smaller batches: other work waits for its turn meanwhile."""
PROBES = 16
MOST_REFUSALS = 3
"""So many subjects refused in a row, and nothing taken, mean that the other side has a fault."""
LONGEST_PAUSE = 3.0
"""Seconds between two looks at a side that does not answer: short, so that recovery is quick."""
FIRST_DELAY, LONGEST_DELAY = 1.0, 300.0
"""Seconds until a subject that fails for its own reason is tried again; doubles each time."""
TEND_SECONDS = 10.0
AGAIN = timedelta(seconds=5)
"""How long a delivery waits to be repeated while the index is built anew beside it."""
_OF_THE_DATABASE = (OperationalError, InterfaceError)


class LeaseLost(Exception):
    """Another process has taken over the work."""


class Handler(Protocol):
    """How one kind of work is done. All methods may raise EngineUnavailable."""

    def ready(self) -> None:
        """Make sure that the other side can take deliveries."""

    def tend(self) -> None:
        """See now and then, with nothing to deliver, whether the other side is as it should be."""

    def read(self, db: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """Read how the subjects stand now; what is returned delivers that, without a transaction open."""


class Outlet:
    """Does one kind of work for the holder of the worker's role."""

    def __init__(
        self, database: Database, lease: Lease, task: Task, handler: Handler, clock: Clock = time.monotonic
    ) -> None:
        self.task = task
        self._database = database
        self._lease = lease
        self._handler = handler
        self._clock = clock
        self._rebuilds = Watch(lease.seconds, clock)
        self._pauses = 0
        self._until = 0.0
        self._refusals = 0
        self._in_doubt: set[str] = set()
        self._tend_at = clock()

    @property
    def is_stalled(self) -> bool:
        """Whether the other side did not answer the last time."""
        return self._pauses > 0

    def run(self) -> bool:
        """Do one batch; False when there was nothing to do, or no point in trying yet.

        Raises LeaseLost, and errors of the database.
        """
        if self._clock() < self._until:
            return False
        size = PROBES if self.is_stalled else BATCHES.get(self.task, BATCH)
        with Session(self._database) as db:
            waiting = outbox.due(db, self.task, datetime.now(UTC), size)
        if not waiting:
            self._tend()
            return False
        if self.is_stalled:
            # One subject will tell whether the other side answers; each time another, as it may be at fault.
            waiting = [waiting[self._pauses % len(waiting)]]
        try:
            self._handler.ready()
            self._try(waiting)
        except EngineUnavailable as error:
            self._stall(waiting, error)
            return False
        if self.is_stalled:
            log.info("deliveries go on", task=self.task.value)
            self._pauses, self._until = 0, 0.0
        return True

    def _tend(self) -> None:
        if self._clock() < self._tend_at:
            return
        try:
            self._handler.tend()
        except EngineUnavailable as error:
            log.info("not to be tended to now", task=self.task.value, trouble=error.trouble.value)
        self._tend_at = self._clock() + TEND_SECONDS

    def repeat_doubtful(self) -> None:
        """Promise again what this process may have delivered after it lost its role.

        Whoever took over may have delivered something newer before; what is promised now comes after that.
        """
        if self._in_doubt:
            with writing(self._database) as db, db.begin():
                outbox.add(db, self.task, sorted(self._in_doubt), datetime.now(UTC))
            self._in_doubt.clear()

    def _try(self, waiting: Sequence[Waiting]) -> None:
        """Deliver; when something in it is at fault, halve it until only the culprits are left."""
        try:
            rebuild = self._deliver(waiting)
        except (LeaseLost, *_OF_THE_DATABASE):
            raise
        except Exception as error:
            if isinstance(error, EngineUnavailable) and error.trouble is not Trouble.FAULT:
                raise
            if len(waiting) == 1:
                self._blame(waiting[0], error)
                return
            middle = len(waiting) // 2
            self._try(waiting[:middle])
            self._try(waiting[middle:])
        else:
            self._settle(waiting, rebuild)
            self._refusals = 0

    def _blame(self, one: Waiting, error: Exception) -> None:
        """Put a subject off that cannot be delivered; when several in a row are refused, it is not them."""
        if isinstance(error, EngineUnavailable):
            self._refusals += 1
            if self.is_stalled or self._refusals >= MOST_REFUSALS:
                raise error
        self._fail(one, error)

    def _deliver(self, waiting: Sequence[Waiting]) -> Seen:
        subjects = [one.subject for one in waiting]
        with Session(self._database) as db:
            # Looked at before the entries are read: a rebuild that starts later has read them as well.
            rebuild = look(db, Role.REBUILD)
            deliver = self._handler.read(db, subjects)
        if not self._lease.confirm():
            raise LeaseLost
        self._in_doubt.update(subjects)
        deliver()
        return rebuild

    def _settle(self, waiting: Sequence[Waiting], rebuild: Seen) -> None:
        """Check off what was delivered, unless a rebuild may have replaced the index it was delivered to."""
        rows = [row for one in waiting for row in one.rows]
        now = datetime.now(UTC)
        with self._as_holder() as db:
            delay = self._repeat_after(db, rebuild)
            if delay is None:
                outbox.done(db, rows, now)
            else:
                outbox.put_off(db, rows, now + delay)
        log.debug("delivered", task=self.task.value, subjects=len(waiting), is_final=delay is None)

    def _repeat_after(self, db: Session, before: Seen) -> timedelta | None:
        """When to deliver once more, if the index was being built anew at any moment since that look."""
        now = look(db, Role.REBUILD)
        if now.token == before.token and now.holder is None:
            return None
        if now.holder is not None and self._rebuilds.is_alive(now):
            return AGAIN
        # One that stopped without a word may wake up again; it then notices that its role is gone.
        hand_over(db, now, None)
        return timedelta(0)

    def _fail(self, one: Waiting, error: Exception) -> None:
        log.error("delivery failed", task=self.task.value, subject=one.subject, exc_info=error)
        delay = min(FIRST_DELAY * 2 ** min(one.attempts, 20), LONGEST_DELAY) * _spread()
        with self._as_holder() as db:
            outbox.failed(db, one.rows, type(error).__name__, datetime.now(UTC) + timedelta(seconds=delay))

    def _stall(self, waiting: Sequence[Waiting], error: EngineUnavailable) -> None:
        self._until = self._clock() + min(0.25 * 2 ** min(self._pauses, 10), LONGEST_PAUSE) * _spread()
        self._pauses += 1
        with self._as_holder() as db:
            if self._pauses == 1:
                log.warning("deliveries stand still", task=self.task.value, exc_info=error)
                outbox.stalled(db, waiting[0].rows, error.trouble.value)

    @contextmanager
    def _as_holder(self) -> Iterator[Session]:
        """A transaction that exists only if nobody else has had the role since it was taken."""
        with writing(self._database) as db, db.begin():
            if not self._lease.hold(db):
                raise LeaseLost
            yield db
        self._in_doubt.clear()


def _spread() -> float:
    """A factor that keeps processes from trying at the same moments."""
    return random.uniform(0.8, 1.2)  # noqa: S311  (no secret)
