"""Two engines as one: the first answers, and when it cannot in time, the second does."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import structlog

from search.engine import Answer, EngineUnavailable, Query, Searcher, Trouble

log = structlog.stdlib.get_logger("mkba")

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0
_THREADS = 8
_PROBE = Query(page_size=1)


class Listener(Protocol):
    """Hears what happens, for the metrics."""

    def fell_back(self, trouble: Trouble) -> None:
        """The second engine had to answer."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Which engine answers now and since when; `trouble` is why the first one does not."""

    first_answers: bool
    since: datetime
    trouble: Trouble | None = None


class Breaker:
    """Remembers that an engine failed, so that the next readers do not wait for it.

    After a failure nobody asks it for a pause that doubles each time; then one probe may try, while the
    readers get their answers elsewhere.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pause = 0.0
        self._until = 0.0
        self._probing = False
        self.condition = Condition(first_answers=True, since=datetime.now(UTC))

    @property
    def is_closed(self) -> bool:
        """Whether the engine may be asked."""
        return self.condition.first_answers

    def failed(self, trouble: Trouble, why: str = "") -> None:
        """The engine did not answer; `why` is for the log."""
        with self._lock:
            was = self.condition
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
            self._until = self._clock() + self._pause
            self._probing = False
            since = datetime.now(UTC) if was.first_answers else was.since
            self.condition = Condition(first_answers=False, since=since, trouble=trouble)
        if was.first_answers or was.trouble is not trouble:
            log.warning("search falls back on the embedded engine", trouble=trouble.value, why=why)

    def succeeded(self) -> None:
        """The engine answered."""
        with self._lock:
            was = self.condition
            self._pause, self._probing = 0.0, False
            if not was.first_answers:
                self.condition = Condition(first_answers=True, since=datetime.now(UTC))
        if not was.first_answers:
            log.info("search answers again", after=str(datetime.now(UTC) - was.since))

    def may_probe(self) -> bool:
        """Whether it is time to try again; True for one caller at a time."""
        with self._lock:
            due = not self.condition.first_answers and not self._probing and self._clock() >= self._until
            self._probing = self._probing or due
            return due


class StandbyEngine:
    """A Searcher that asks `first` and, when it does not answer within `patience` seconds, `second`."""

    def __init__(self, first: Searcher, second: Searcher, listener: Listener, *, patience: float) -> None:
        self._first = first
        self._second = second
        self._listener = listener
        self._patience = patience
        self._breaker = Breaker()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="search")

    @property
    def condition(self) -> Condition:
        """Which engine answers now."""
        return self._breaker.condition

    @property
    def size(self) -> int:
        return self._second.size

    def answer(self, query: Query) -> Answer:
        if self._breaker.is_closed:
            try:
                answer = self._in_time(self._threads.submit(self._first.answer, query))
            except EngineUnavailable as error:
                self._breaker.failed(error.trouble, str(error))
            else:
                return answer if answer.total else self._checked(query, answer)
        elif self._breaker.may_probe():
            self._threads.submit(self._probe)
        self._listener.fell_back(self.condition.trouble or Trouble.FAULT)
        return self._second.answer(query)

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Always from the second engine: a keystroke must not wait for a network."""
        return self._second.suggest(text, limit)

    def close(self) -> None:
        """Let go of the threads; a question still under way is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _checked(self, query: Query, nothing: Answer) -> Answer:
        """The answer when the first engine finds nothing: its index may be empty or late."""
        answer = self._second.answer(query)
        if not answer.total:
            return nothing
        self._listener.fell_back(Trouble.MISSING)
        return answer

    def _in_time(self, future: "Future[Answer]") -> Answer:
        try:
            return future.result(self._patience)
        except TimeoutError as error:
            future.cancel()
            raise EngineUnavailable("no answer in time", Trouble.SLOW) from error
        except EngineUnavailable:
            raise
        except Exception as error:
            # A fault in reading a server's answer must not reach a reader, whatever it is.
            log.exception("search server")
            raise EngineUnavailable(repr(error)) from error

    def _probe(self) -> None:
        started = time.monotonic()
        try:
            self._first.answer(_PROBE)
        except EngineUnavailable as error:
            self._breaker.failed(error.trouble, str(error))
        except Exception as error:
            log.exception("search server")
            self._breaker.failed(Trouble.FAULT, repr(error))
        else:
            if time.monotonic() - started <= self._patience:
                self._breaker.succeeded()
            else:
                self._breaker.failed(Trouble.SLOW)
