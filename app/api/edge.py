"""What every answer of the API has in common, errors included: version, open to other sites, HEAD."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import Message, Receive, Scope, Send

VERSION = "1.0.0"
METHODS = "GET, HEAD, OPTIONS"

# Open data without a login, so every site may read it; credentials are never allowed with `*`.
HEADERS = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, Location, Allow",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Edge:
    """Stands around the API: adds the common headers, and answers HEAD as GET without a body."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    @property
    def description(self) -> dict[str, Any]:
        """The description of the API (OpenAPI)."""
        return self.app.openapi()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def at_edge(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._missing(message["headers"])]
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"} if is_head else scope
        await self.app(inner, receive, at_edge)

    def _missing(self, present: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in present}
        return [pair for pair in self._headers if pair[0] not in names]


class ApiMount(Mount):
    """A mount that answers at its bare address too: `/v1` is a resource as much as what is below it.

    It compares text, where Mount has a pattern that a line break in an address slips through.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether an address is ours; the bare one becomes the root of the mounted application."""
        outer = scope.get("root_path", "")
        own, path = f"{outer}{self.path}", scope["path"] if scope["type"] == "http" else ""
        if path != own and not path.startswith(f"{own}/"):
            return Match.NONE, {}
        child = {
            "app_root_path": scope.get("app_root_path", outer),
            "root_path": own,
            "endpoint": self.app,
            "path": f"{own}/" if path == own else path,
        }
        return Match.FULL, child
