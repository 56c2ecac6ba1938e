"""What can go wrong, switched on and off by a test while the server runs.

`on` names the endpoints: health, version, stats, indexes, settings, documents, search, multi-search,
swap-indexes, tasks; nothing or * is all of them. A fault stays until `clear`, or for `times` requests.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.meili.errors import Refused
from tests.meili.tasks import Queue, Task

MESSAGES = {
    "no_space_left_on_device": (
        "There is no more space left on the device. Consider increasing the size of the disk/partition."
    ),
    "internal": "An unexpected crash occurred when processing the task: index out of bounds",
    "database_size_limit_reached": "Maximum database size has been reached.",
    "too_many_search_requests": "Too many search requests running at the same time: 1000. Retry after 10s.",
}
PROXY_PAGE = b"<html><body><h1>503 Service Unavailable</h1></body></html>"


@dataclass
class Fault:
    """One way to answer wrongly; everything that is set happens."""

    on: frozenset[str]
    delay: float = 0.0
    drip: float = 0.0
    hang_up: bool = False
    status: int | None = None
    body: bytes | None = None
    refusal: Refused | None = None
    times: int | None = None


@dataclass
class Faults:
    queue: Queue
    active: list[Fault] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def delay(self, seconds: float, *on: str, times: int | None = None) -> None:
        """Answer rightly, but late."""
        self._add(Fault(_places(on), delay=seconds, times=times))

    def drip(self, seconds: float, *on: str, times: int | None = None) -> None:
        """Send the answer in twenty parts with this pause before each."""
        self._add(Fault(_places(on), drip=seconds, times=times))

    def hang_up(self, *on: str, times: int | None = None) -> None:
        """Close the connection without an answer."""
        self._add(Fault(_places(on), hang_up=True, times=times))

    def garbage(self, *on: str, body: bytes = b'{"hits": [', times: int | None = None) -> None:
        """Status 200 with a body that is no JSON."""
        self._add(Fault(_places(on), status=200, body=body, times=times))

    def unavailable(self, *on: str, status: int = 503, times: int | None = None) -> None:
        """The page of a proxy before a server that restarts: no JSON, no code."""
        self._add(Fault(_places(on), status=status, body=PROXY_PAGE, times=times))

    def refuse(self, code: str, *on: str, times: int | None = None) -> None:
        """The server's own error, as `internal` (500) or `no_space_left_on_device` (422)."""
        self._add(Fault(_places(on), refusal=Refused(code, MESSAGES.get(code, code)), times=times))

    def hold_tasks(self, *kinds: str) -> None:
        """Tasks of these kinds (or all) stay enqueued, and what stands behind them too."""
        self.queue.hold(kinds or ["*"])

    def release_tasks(self) -> None:
        self.queue.hold([])

    def fail_tasks(self, code: str, *kinds: str, times: int | None = None) -> None:
        """Tasks of these kinds (or all) fail with this code."""
        left = [times]

        def failing(task: Task) -> Refused | None:
            if (kinds and task.kind not in kinds) or left[0] == 0:
                return None
            left[0] = None if left[0] is None else left[0] - 1
            return Refused(code, MESSAGES.get(code, code))

        self.queue.failing = failing

    def clear(self) -> None:
        with self.lock:
            self.active.clear()
        self.queue.failing = lambda _: None
        self.release_tasks()

    def for_request(self, endpoint: str) -> list[Fault]:
        """The faults of this request; those with a number of times are used up."""
        with self.lock:
            struck = [fault for fault in self.active if fault.on & {"*", endpoint}]
            for fault in struck:
                if fault.times is not None:
                    fault.times -= 1
            self.active = [fault for fault in self.active if fault.times != 0]
        return struck

    def _add(self, fault: Fault) -> None:
        with self.lock:
            self.active.append(fault)


def _places(on: Iterable[str]) -> frozenset[str]:
    return frozenset(on) or frozenset({"*"})
