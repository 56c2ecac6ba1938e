"""The server as a test holds it: where it listens, its keys, its faults and what was asked of it."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex
from types import TracebackType
from typing import Any, Self

from tests.meili.faults import Faults
from tests.meili.keys import MASTER, Key
from tests.meili.listener import LOOPBACK, Listener, Request
from tests.meili.store import Store

PAYLOAD_LIMIT = 100 * 1024 * 1024
Version = tuple[int, int, int]


class MeiliServer:
    """A Meilisearch for tests: `with MeiliServer() as server: Client(server.url, server.admin_key)`."""

    def __init__(self, version: str = "1.50.0", *, task_delay: float = 0.0) -> None:
        self.store = Store(_version(version))
        self.store.queue.delay = task_delay
        self.faults = Faults(self.store.queue)
        self.payload_limit = PAYLOAD_LIMIT
        self.requests: list[Request] = []
        self.mistakes: list[BaseException | None] = []
        self.stopping = threading.Event()
        self.keys: dict[str, Key] = {}
        self.master_key = self.add_key(MASTER)
        self.admin_key = self.add_key("admin")
        self.search_key = self.add_key("search", actions=("search",))
        self.port = 0
        self._guard = threading.Lock()
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def version(self) -> str:
        return ".".join(map(str, self.store.version))

    @version.setter
    def version(self, version: str) -> None:
        self.store.upgrade(_version(version))

    @property
    def task_delay(self) -> float:
        return self.store.queue.delay

    @task_delay.setter
    def task_delay(self, seconds: float) -> None:
        self.store.queue.delay = seconds

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self.mistakes and error is None:
            raise RuntimeError("the server for tests made a mistake") from self.mistakes[0]

    def start(self) -> None:
        """Listen, the second time on the same port, and go on with the tasks."""
        self.stopping.clear()
        self._listener = Listener((LOOPBACK, self.port), self)
        self.port = self._listener.server_port
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.01}, name="meili-http"
        )
        self._thread.start()
        self.store.queue.start()

    def stop(self) -> None:
        """Close everything, also in the middle of an answer. Indexes and tasks stay for the next start."""
        self.stopping.set()
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.shutdown()
            listener.disconnect()
            listener.server_close()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self.store.queue.stop()

    @contextmanager
    def down(self) -> Iterator[None]:
        """Connections are refused inside the block."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def add_key(
        self,
        name: str,
        *,
        actions: tuple[str, ...] = ("*",),
        indexes: tuple[str, ...] = ("*",),
        expires: datetime | None = None,
    ) -> str:
        token = token_hex(16)
        self.keys[token] = Key(name, actions, indexes, expires)
        return token

    def expire_key(self, token: str) -> None:
        self.keys[token] = replace(self.keys[token], expires=datetime.now(UTC))

    def remove_key(self, token: str) -> None:
        del self.keys[token]

    def name_of(self, token: str | None) -> str | None:
        """What the log calls a key; "unknown" for one the server does not know."""
        if token is None:
            return None
        key = self.keys.get(token)
        return "unknown" if key is None else key.name

    def log(self, request: Request) -> None:
        with self._guard:
            self.requests.append(request)

    def forget_requests(self) -> None:
        with self._guard:
            self.requests.clear()

    def count(self, endpoint: str | None = None, method: str | None = None) -> int:
        """How many requests came in since the log was emptied."""
        with self._guard:
            return sum(
                endpoint in {None, request.endpoint} and method in {None, request.method}
                for request in self.requests
            )

    def counts(self) -> Counter[str]:
        with self._guard:
            return Counter(request.endpoint for request in self.requests)

    def documents(self, uid: str) -> dict[str, dict[str, Any]]:
        """What an index holds, by id; empty when there is no such index."""
        index = self.store.indexes.get(uid)
        if index is None:
            return {}
        with index.lock:
            return {key: dict(index.documents[number]) for key, number in index.numbers.items()}

    def drop_index(self, uid: str) -> None:
        """Lose an index behind everybody's back."""
        with self.store.lock:
            self.store.indexes.pop(uid, None)

    def forget_tasks(self) -> None:
        """Finished tasks are no longer known, as when the server tidies its queue."""
        self.store.queue.forget_finished()

    def wait_for_tasks(self, seconds: float = 10.0) -> None:
        self.store.queue.wait_until_idle(seconds)


def _version(text: str) -> Version:
    major, minor, patch = (int(part) for part in text.split("."))
    return major, minor, patch
