"""What no browser asks of this site, kept from routes and from the database.

PostgreSQL takes no NUL character in a text and SQLite no number of more than 64 bits. No address of ours has
one, so whoever asks for it learns that there is nothing there. A form in parts may name a character set; in
some of those a text holds half a character, which no database takes. Browsers send UTF-8 and name none.
"""

import re

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 8 << 20
"""Of one form, however it is written."""
_TAKES_FILES = re.compile(r"^/redactie/(import|paginas/[^/]+/bijlagen)$")
_ODD = re.compile(r"\x00|(?:^|/)[0-9]{10,}(?:/|$)")
_NUL = b"%00"
_NOWHERE = "/onleesbaar"
_API = "/v1"
_CHARSET = re.compile(rb";\s*charset\s*=[^;]*", re.IGNORECASE)


class PlainRequests:
    """Leads an odd path to a page that is not there, and leaves the rest of what is odd out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(_plain(scope) if scope["type"] == "http" else scope, receive, send)


def _plain(scope: Scope) -> Scope:
    path: str = scope["path"]
    if _ODD.search(path):
        # The API answers in a form of its own.
        path = f"{_API}{_NOWHERE}" if path.startswith(f"{_API}/") else _NOWHERE
        return {**scope, "path": path, "raw_path": path.encode(), "query_string": b""}
    query = scope["query_string"].replace(_NUL, b"")
    headers = [
        (name, _in_utf_8(value) if name == b"content-type" else value) for name, value in scope["headers"]
    ]
    return {**scope, "query_string": query, "headers": headers}


def _in_utf_8(content_type: bytes) -> bytes:
    is_in_parts = content_type.lstrip().lower().startswith(b"multipart/")
    return _CHARSET.sub(b"", content_type) if is_in_parts else content_type


class SmallForms:
    """Takes in no more of a form than any page of ours sends; files have a limit of their own (app.uploads).

    A form is read into memory whole before any route sees it.
    """

    def __init__(self, app: ASGIApp, most: int = MOST_BYTES) -> None:
        self.app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _TAKES_FILES.search(scope["path"]):
            await self.app(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
