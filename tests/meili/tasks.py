"""The queue of tasks: one after the other, in a thread of its own.

Simplified: every task is a batch of its own; the real server puts neighbouring additions in one batch, which
then share their times. Tasks outlive a restart of the server, as there.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.meili.errors import NotBuilt, Refused

NANO = 1_000_000_000
FINISHED = frozenset({"succeeded", "failed", "canceled"})
STATUSES = ("enqueued", "processing", "succeeded", "failed", "canceled")
KINDS = (
    *("documentAdditionOrUpdate", "documentEdition", "documentDeletion", "settingsUpdate", "indexCreation"),
    *("indexDeletion", "indexUpdate", "indexSwap", "taskCancelation", "taskDeletion", "dumpCreation"),
    *("snapshotCreation", "upgradeDatabase"),
)
Failing = Callable[["Task"], Refused | None]


def written(moment: int | None) -> str | None:
    """Nanoseconds since 1970 as a date in RFC 3339, with the fraction the server writes."""
    if moment is None:
        return None
    seconds, fraction = divmod(moment, NANO)
    start = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{start}.{f'{fraction:09}'.rstrip('0') or '0'}Z"


@dataclass
class Task:
    """One piece of work; `work` raises Refused when it fails and fills `details` when it succeeds."""

    uid: int
    kind: str
    index_uid: str | None
    details: dict[str, Any]
    work: Callable[["Task"], None]
    indexes: tuple[str, ...] = ()
    status: str = "enqueued"
    error: Refused | None = None
    canceled_by: int | None = None
    enqueued: int = field(default_factory=time.time_ns)
    started: int | None = None
    finished: int | None = None

    def summary(self) -> dict[str, Any]:
        """What the request that enqueued it is told."""
        return {
            "taskUid": self.uid,
            "indexUid": self.index_uid,
            "status": "enqueued",
            "type": self.kind,
            "enqueuedAt": written(self.enqueued),
        }

    def view(self) -> dict[str, Any]:
        taken = None
        if self.started is not None and self.finished is not None:
            taken = f"PT{(self.finished - self.started) / NANO:.9f}".rstrip("0").rstrip(".") + "S"
        return {
            "uid": self.uid,
            "batchUid": None if self.started is None else self.uid,
            "indexUid": self.index_uid,
            "status": self.status,
            "type": self.kind,
            "canceledBy": self.canceled_by,
            "details": self.details,
            "error": None if self.error is None else self.error.body(),
            "duration": taken,
            "enqueuedAt": written(self.enqueued),
            "startedAt": written(self.started),
            "finishedAt": written(self.finished),
        }

    def end(self, status: str, error: Refused | None = None) -> None:
        if status != "succeeded":
            self.details |= {
                name: 0 for name in ("indexedDocuments", "deletedDocuments") if name in self.details
            }
        self.error, self.finished = error, time.time_ns()
        # Last: who sees the status may look at the rest.
        self.status = status


class Queue:
    """Tasks in the order of their uids; `held` and `failing` are switched by the faults."""

    def __init__(self) -> None:
        self.tasks: dict[int, Task] = {}
        self.delay = 0.0
        self.held: frozenset[str] = frozenset()
        self.failing: Failing = lambda _: None
        self.changed = threading.Condition()
        self.stopping = threading.Event()
        self.next_uid = 0
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        self.stopping.clear()
        self.thread = threading.Thread(target=self._run, name="meili-tasks", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        with self.changed:
            self.changed.notify_all()
        if self.thread is not None:
            self.thread.join()
            self.thread = None

    def add(
        self,
        kind: str,
        index_uid: str | None,
        details: dict[str, Any],
        work: Callable[[Task], None],
        indexes: Iterable[str] = (),
    ) -> Task:
        with self.changed:
            touched = (index_uid,) if index_uid is not None else tuple(indexes)
            task = Task(self.next_uid, kind, index_uid, details, work, touched)
            self.next_uid += 1
            self.tasks[task.uid] = task
            self.changed.notify_all()
        return task

    def hold(self, kinds: Iterable[str]) -> None:
        with self.changed:
            self.held = frozenset(kinds)
            self.changed.notify_all()

    def cancel(self, uids: Iterable[int], by: int) -> int:
        """Cancel what is not finished; the answer is how many."""
        with self.changed:
            chosen = [self.tasks[uid] for uid in uids if uid in self.tasks]
            open_tasks = [task for task in chosen if task.status not in FINISHED and task.uid != by]
            for task in open_tasks:
                task.canceled_by = by
                if task.status == "enqueued":
                    task.end("canceled")
            self.changed.notify_all()
            return len(open_tasks)

    def forget_finished(self) -> None:
        """What the server does by itself when it keeps a million tasks."""
        with self.changed:
            self.tasks = {uid: task for uid, task in self.tasks.items() if task.status not in FINISHED}

    def running(self) -> list[Task]:
        with self.changed:
            return [task for task in self.tasks.values() if task.status == "processing"]

    def wait_until_idle(self, seconds: float = 10.0) -> None:
        """Wait for all tasks; raises TimeoutError."""
        with self.changed:
            idle = self.changed.wait_for(
                lambda: all(task.status in FINISHED for task in self.tasks.values()), seconds
            )
        if not idle:
            raise TimeoutError("tasks are still waiting")

    def _next(self) -> Task | None:
        waiting = [task for task in self.tasks.values() if task.status == "enqueued"]
        # Cancelations do not wait for what they cancel.
        first = next((task for task in waiting if task.kind == "taskCancelation"), None)
        chosen = first or (waiting[0] if waiting else None)
        return None if chosen is None or chosen.kind in self.held or "*" in self.held else chosen

    def _run(self) -> None:
        while not self.stopping.is_set():
            with self.changed:
                task = self._next()
                if task is None:
                    self.changed.wait(1.0)
                    continue
                task.status, task.started = "processing", time.time_ns()
            if self.delay and self.stopping.wait(self.delay):
                # Stopped halfway: it starts again with the server.
                task.status, task.started = "enqueued", None
                return
            self._process(task)

    def _process(self, task: Task) -> None:
        try:
            if task.canceled_by is None:
                failure = self.failing(task)
                if failure is not None:
                    raise failure
                task.work(task)
            status, error = ("succeeded" if task.canceled_by is None else "canceled"), None
        except Refused as refusal:
            status, error = "failed", refusal
        except NotBuilt as missing:
            status, error = "failed", Refused("internal", f"not built here: {missing}")
        with self.changed:
            task.end(status, error)
            self.changed.notify_all()
