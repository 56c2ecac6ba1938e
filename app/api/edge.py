"""What every answer of the API has in common, errors included: version, open to other sites, HEAD."""

from collections.abc import Iterable

from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

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
    """A mount that also answers at its bare address: `/v1` is a resource as much as what is below it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As Mount, with the root of the mounted application at the address without a slash."""
        if scope["type"] != "http" or scope["path"] != f"{scope.get('root_path', '')}{self.path}":
            return super().matches(scope)
        path = f"{scope['path']}/"
        match, child = super().matches({**scope, "path": path})
        return match, {**child, "path": path}
