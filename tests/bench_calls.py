"""Calling an application without a server between, and timing two things in turns."""

import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

App = Callable[..., Awaitable[None]]
TURNS = 15


async def in_turns(
    one: Callable[[], Awaitable[object]], other: Callable[[], Awaitable[object]], calls: int
) -> tuple[float, float]:
    """Median calls per second of two things that take turns."""
    rates: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        for place, call in enumerate((one, other)):
            started = time.perf_counter()
            for _ in range(calls):
                await call()
            if turn:
                rates[place].append(calls / (time.perf_counter() - started))
    return statistics.median(rates[0]), statistics.median(rates[1])


def scope(path: str, state: Any) -> dict[str, Any]:
    """A request as a server hands it to an application."""
    path, _, question = path.partition("?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": question.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "state": dict(state),
    }


async def body(app: App, path: str, state: Any) -> bytes:
    """The body of one answer; raises ValueError when it is not a 200."""
    parts: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message.get("status", 200) != 200:
            raise ValueError(message["status"])
        parts.append(message.get("body", b""))

    await app(scope(path, state), receive, send)
    return b"".join(parts)
