"""Pages that stay the same until something is published: rendered once, sent as they are."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from sqlmodel import Session

from app.pages import this_year

CAPACITY = 2_000
GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page, plain and compressed, with its entity tag."""

    body: bytes
    zipped: bytes
    etag: str

    @classmethod
    def of(cls, text: str) -> "Rendered":
        """A page from its text; compressed once, with a fixed time so that equal pages are equal bytes."""
        body = text.encode()
        return cls(body, gzip.compress(body, GZIP_LEVEL, mtime=0), hashlib.sha256(body).hexdigest()[:20])


class RenderedPages:
    """The most recently used pages by path, each valid for one day and one state of the catalogue."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._pages: OrderedDict[tuple[str, object], Rendered] = OrderedDict()
        self._capacity = capacity
        self._lock = threading.Lock()

    def get(self, path: str, state: object, make: Callable[[], str]) -> Rendered:
        """The page of a path in a state of the catalogue, made when it is not there yet."""
        key = (path, state)
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        page = Rendered.of(make())
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._capacity:
                self._pages.popitem(last=False)
        return page


def cached(request: Request, make: Callable[[Session], str]) -> Response:
    """The page at this address as it is until something is published, or the year ends.

    The database is asked only when the page has to be made, or when it is time to look for news.
    """
    keeper = request.state.index
    path = request.url.path
    if keeper.due:
        with request.state.open_database() as db:
            keeper.follow(db)

    def made() -> str:
        with request.state.open_database() as db:
            return make(db)

    page = request.state.rendered.get(path, (keeper.seen, this_year()), made)
    return send(request, page)


def send(
    request: Request, page: Rendered, *, media_type: str = "text/html; charset=utf-8", status: int = 200
) -> Response:
    """The page as the visitor's program wants it: compressed, plain, or only "not modified"."""
    zipped = wants_gzip(request.headers.get("accept-encoding", ""))
    etag = f'"{page.etag}-gzip"' if zipped else f'"{page.etag}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if status == 200 and matches(request.headers.get("if-none-match"), etag):  # noqa: PLR2004
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(page.zipped if zipped else page.body, status, headers, media_type)


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
