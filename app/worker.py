"""The worker: does what the outbox promises, in one process at a time; others stand by."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.database import is_current, writing
from app.lease import LEASE_SECONDS, Lease, Role, beating
from app.outbox import Handler, LeaseLost, Outlet
from catalogue import outbox
from catalogue.outbox import Task

log = structlog.stdlib.get_logger("mkba")

POLL_SECONDS = 0.2
STANDBY_SECONDS = 0.5
FIRST_TROUBLE, LONGEST_TROUBLE = 0.5, 10.0
"""Seconds until the next try when the database does not answer; doubles each time."""
KEEP = timedelta(days=30)
PRUNE_SECONDS = 3_600.0
_PRUNED_AT_ONCE = 2_000


class Worker:
    """Drains the outbox while it holds the worker's role. `stop` may be called from any thread."""

    def __init__(
        self, database: Database, handlers: Mapping[Task, Handler], *, lease_seconds: float = LEASE_SECONDS
    ) -> None:
        self._database = database
        self._lease = Lease(database, Role.WORKER, seconds=lease_seconds)
        self._outlets = [Outlet(database, self._lease, task, handler) for task, handler in handlers.items()]
        self._stopping = threading.Event()
        self._troubles = 0
        self._prune_at = 0.0

    def stop(self) -> None:
        """Ask to finish the batch at hand, give the role back and return."""
        self._stopping.set()

    def run(self) -> None:
        """Work until asked to stop; stands by while another process has the role."""
        while not self._stopping.is_set():
            if self._guarded(self._lease.take):
                log.info("worker active")
                self._hold()
            else:
                self._guarded(self._repeat_doubtful)
                self._stopping.wait(STANDBY_SECONDS)

    def drain(self) -> int:
        """Do what can be done now; returns how many rows still wait.

        When another process has the role, waits until that one is ready or gone.
        """
        while not self._stopping.is_set() and self._waiting():
            if not self._lease.take():
                self._stopping.wait(POLL_SECONDS)
                continue
            with beating(self._lease):
                try:
                    while not self._stopping.is_set() and self._round():
                        pass
                finally:
                    self._lease.release()
            break
        return self._waiting()

    def _hold(self) -> None:
        """Work as long as the role is ours."""
        with beating(self._lease):
            while self._lease.held and not self._stopping.is_set():
                if not self._guarded(self._round):
                    self._stopping.wait(POLL_SECONDS)
                self._guarded(self._prune)
        if self._lease.held:
            self._guarded(self._lease.release)
        log.info("worker stopped" if self._stopping.is_set() else "another worker took over")

    def _round(self) -> bool:
        """One batch of each kind of work; False when there was nothing to do."""
        try:
            worked = [outlet.run() for outlet in self._outlets]
        except LeaseLost:
            self._repeat_doubtful()
            return False
        return any(worked)

    def _repeat_doubtful(self) -> bool:
        for outlet in self._outlets:
            outlet.repeat_doubtful()
        return False

    def _guarded(self, step: Callable[[], bool | None]) -> bool:
        """Take a step; a database that does not answer is waited for, ever longer."""
        try:
            result = bool(step())
        except SQLAlchemyError as error:
            pause = min(FIRST_TROUBLE * 2 ** min(self._troubles, 10), LONGEST_TROUBLE)
            self._troubles += 1
            log.warning("worker waits for the database", seconds=pause, exc_info=error)
            self._stopping.wait(pause)
            return False
        self._troubles = 0
        return result

    def _prune(self) -> None:
        """Now and then, remove what was done long ago, a piece at a time so that nobody has to wait."""
        if time.monotonic() < self._prune_at:
            return
        with writing(self._database) as db, db.begin():
            removed = outbox.prune(db, datetime.now(UTC) - KEEP, _PRUNED_AT_ONCE)
        if removed < _PRUNED_AT_ONCE:
            self._prune_at = time.monotonic() + PRUNE_SECONDS

    def _waiting(self) -> int:
        with Session(self._database) as db:
            return sum(len(outbox.waiting_rows(db, outlet.task)) for outlet in self._outlets)


class BackgroundWorker:
    """A worker in a thread of a web process, on connections of its own. Harmless in several processes."""

    def __init__(self, open_worker: Callable[[], tuple[Database, Worker]]) -> None:
        """Take what connects and makes the worker; it is called in the thread."""
        self._open_worker = open_worker
        self._stopped = threading.Event()
        self._worker: Worker | None = None
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Start, and return at once."""
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Let the batch at hand be finished and wait for it; call this once, after `start`."""
        self._stopped.set()
        if self._worker is not None:
            self._worker.stop()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            database, worker = self._open_worker()
            self._worker = worker
            try:
                if not is_current(database):
                    log.warning("no worker: the tables are not up to date; run mkba migrate")
                elif not self._stopped.is_set():
                    worker.run()
            finally:
                database.dispose()
        except Exception as error:
            log.exception("the worker of this process has stopped", exc_info=error)
