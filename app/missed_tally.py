"""Counts that wait in memory until a thread of their own writes them.

That happens at most once per few seconds, so that no page waits for the database. A process that is killed
loses what was not written yet: the counts of a few seconds.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy.exc import SQLAlchemyError

from app.database import writing
from app.missed import kept_text
from app.missed_rows import NOT_KEPT, Key, Times, add, month_of

log = structlog.stdlib.get_logger("mkba")

WRITE_SECONDS = 5.0
PATIENCE = 12
"""So many times longer it waits after a failure."""
MOST_WAITING = 1_000


class Tally:
    """Counts that wait until they are written."""

    def __init__(
        self,
        database: Database,
        *,
        seconds: float = WRITE_SECONDS,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._seconds = seconds
        self._clock = clock
        self._waiting: dict[Key, Times] = {}
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._closed = False

    def count(self, text: str, times: Times) -> None:
        """Count a search. Costs no more than a look in memory."""
        kept = kept_text(text)
        if kept is None:
            return
        with self._lock:
            if self._closed:
                return
            key = Key(month_of(self._clock()), kept)
            if key not in self._waiting and len(self._waiting) >= MOST_WAITING:
                key = Key(key.month, NOT_KEPT)
            self._waiting[key] = self._waiting.get(key, Times()).plus(times)
            self._start_timer(self._seconds)

    def write(self) -> None:
        """Write what waits, in one short transaction; what cannot be written waits for the next time."""
        with self._writing:
            with self._lock:
                counted, self._waiting, self._timer = self._waiting, {}, None
            if not counted:
                return
            try:
                with writing(self._database) as db, db.begin():
                    add(db, counted, now=self._clock())
            except SQLAlchemyError as error:
                log.warning("missed searches not written", error=type(error).__name__)
                self._put_back(counted)

    def close(self) -> None:
        """Write what waits and count no more."""
        with self._lock:
            self._closed = True
            timer = self._timer
        if timer is not None:
            timer.cancel()
        self.write()

    def _put_back(self, counted: dict[Key, Times]) -> None:
        with self._lock:
            for key, times in counted.items():
                self._waiting[key] = times.plus(self._waiting.get(key, Times()))
            if not self._closed:
                self._start_timer(self._seconds * PATIENCE)

    def _start_timer(self, seconds: float) -> None:
        """One thread that sleeps and writes, only when there is something to write."""
        if self._timer is None:
            self._timer = threading.Timer(seconds, self.write)
            self._timer.daemon = True
            self._timer.start()
