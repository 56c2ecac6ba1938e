"""Pages that stay the same until something is published: rendered once, sent as they are."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from sqlmodel import Session
from starlette.types import ASGIApp, Receive, Scope, Send

from app.pages import today
from app.recent import Recent

CAPACITY = 2_000
GZIP_LEVEL = 6
HTML = "text/html; charset=utf-8"
VARY = "Accept-Encoding, HX-Request"


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page, plain and compressed, with its entity tag and media type."""

    body: bytes
    zipped: bytes
    etag: str
    media_type: str = HTML

    @classmethod
    def of(cls, text: str, media_type: str = HTML) -> "Rendered":
        """A page from its text; compressed once, with a fixed time so that equal pages are equal bytes."""
        body = text.encode()
        zipped = gzip.compress(body, GZIP_LEVEL, mtime=0)
        return cls(body, zipped, hashlib.sha256(body).hexdigest()[:20], media_type)


class RenderedPages:
    """The most recently used pages by path, each valid for one day and one state of the catalogue."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._pages: Recent[Rendered] = Recent(capacity)

    def peek(self, path: str, state: object) -> Rendered | None:
        """The page of a path in a state of the catalogue, when it is there."""
        return self._pages.peek((path, state))

    def get(self, path: str, state: object, make: Callable[[], str], media_type: str = HTML) -> Rendered:
        """The page of a path in a state of the catalogue, made when it is not there yet."""
        return self._pages.get((path, state), lambda: Rendered.of(make(), media_type))


def state_of_catalogue(request: Request) -> int:
    """The counter of changes as this process knows it, after a look for news when it is time for one."""
    keeper = request.state.index
    if keeper.due:
        with request.state.open_database() as db:
            keeper.follow(db)
    seen: int = keeper.seen
    return seen


def cached(
    request: Request, make: Callable[[Session], str], media_type: str = HTML, *, question: str = ""
) -> Response:
    """The page at this address as it is until something is published, or the day ends.

    By the day it changes whether somebody should have looked at a page again.

    `question` is the query in its one fixed form, for a page that comes in a few variants: whatever else
    stands in an address must not make another page to keep. The database is asked only when the page has
    to be made, or when it is time to look for news.
    """
    seen, path = state_of_catalogue(request), request.url.path

    def made() -> str:
        with request.state.open_database() as db:
            return make(db)

    # Not part of the path: a path may hold a question mark of its own, written as %3F.
    state = (seen, today(), question)
    page = request.state.rendered.get(path, state, made, media_type)
    return send(request, page)


def send(request: Request, page: Rendered, *, status: int = 200) -> Response:
    """The page as the visitor's program wants it: compressed, plain, or only "not modified"."""
    zipped = wants_gzip(request.headers.get("accept-encoding", ""))
    etag = f'"{page.etag}-gzip"' if zipped else f'"{page.etag}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": VARY}
    if status == 200 and matches(request.headers.get("if-none-match"), etag):  # noqa: PLR2004
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(page.zipped if zipped else page.body, status, headers, page.media_type)


def wants_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header asks for gzip; a weight of zero refuses it (RFC 9110 12.5.3)."""
    for choice in accepted.lower().split(","):
        coding, _, weight = choice.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def matches(condition: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names this entity tag (weak comparison, RFC 9110 8.8.3.2)."""
    if condition is None:
        return False
    names = [name.strip().removeprefix("W/") for name in condition.split(",")]
    return "*" in names or etag in names


class KeptPages:
    """Answers from the pages that are kept, before routing starts.

    Only plain reading takes this way: no query, no htmx, and not when it is time to look for news. The API
    keeps its answers under the same roof but adds headers of its own, so it is left to itself.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send_message: Send) -> None:
        page = _kept(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if page is None:
            await self.app(scope, receive, send_message)
            return
        await send(Request(scope), page)(scope, receive, send_message)


def _kept(scope: Scope) -> Rendered | None:
    path = scope["path"]
    keeper = scope["state"]["index"]
    if scope["query_string"] or path.startswith("/v1") or keeper.due:
        return None
    if any(name == b"hx-request" for name, _ in scope["headers"]):
        return None
    found: Rendered | None = scope["state"]["rendered"].peek(path, (keeper.seen, today(), ""))
    return found
