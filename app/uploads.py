"""Receiving a file: who sends it is asked first, and no more is taken in than the limit."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from app.identity import NotAllowed, SignInNeeded, actor_or_none
from catalogue.editing.rights import Right

_AROUND = 64 << 10
"""Bytes for the other fields of the form and what stands between them."""
_MOST_DRAINED = 64 << 20
"""So much more is taken in and thrown away: a browser reads an answer only once it has sent everything."""
MOST_FIELDS = 20
NO_FILE = "Kies een bestand."
INCOMPLETE = "Het bestand is niet goed aangekomen. Stuur het opnieuw."


class _TooBig(Exception):
    """More came in than may."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What came in with a form. With a fault there is no file; the fields may be missing as well."""

    name: str = ""
    file: BinaryIO | None = None
    size: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None

    def read(self) -> bytes:
        """The whole file."""
        if self.file is None:
            return b""
        self.file.seek(0)
        return self.file.read()


def receiving(most: int, right: Right, name: str = "bestand") -> Callable[[Request], AsyncIterator[Upload]]:
    """A dependency that takes in one file of at most so many bytes. Raises SignInNeeded, NotAllowed.

    Put it before the database among the parameters of a route: a transaction that may write must not wait
    for somebody's line.
    """

    async def receive(request: Request) -> AsyncIterator[Upload]:
        await run_in_threadpool(_check, request, right)
        intake = _Intake(request.receive, most + _AROUND)
        try:
            form = await Request(request.scope, intake).form(max_files=1, max_fields=MOST_FIELDS)
        except _TooBig:
            await intake.drain()
            yield Upload(fault=_too_big(most))
            return
        except HTTPException:
            yield Upload(fault=INCOMPLETE)
            return
        try:
            yield _upload(form, name, most)
        finally:
            await form.close()

    return receive


def _check(request: Request, right: Right) -> None:
    """Ask who sends, in a transaction that is over before the file comes in."""
    with request.state.open_database() as db:
        actor = actor_or_none(request, db)
    if actor is None:
        raise SignInNeeded
    if not actor.may(right):
        raise NotAllowed(right)


def _upload(form: FormData, name: str, most: int) -> Upload:
    fields = {key: value for key, value in form.multi_items() if isinstance(value, str)}
    file = form.get(name)
    if not isinstance(file, UploadFile) or not (file.size or file.filename):
        return Upload(fields=fields, fault=NO_FILE)
    if not file.size:
        return Upload(fields=fields, fault="Dit bestand is leeg.")
    if file.size > most:
        return Upload(fields=fields, fault=_too_big(most))
    return Upload(file.filename or "", file.file, file.size, fields)


def _too_big(most: int) -> str:
    return f"Dit bestand is groter dan {most >> 20} MB. Kies een kleiner bestand."


class _Intake:
    """What comes in, counted; what is over the limit is taken in as well, but thrown away."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most = receive, most
        self._taken = 0
        self._is_over = False

    async def __call__(self) -> Message:
        message = await self._next()
        if self._taken > self._most:
            raise _TooBig
        return message

    async def drain(self) -> None:
        """Take in what is left, within bounds."""
        while not self._is_over and self._taken < self._most + _MOST_DRAINED:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        self._is_over = message["type"] != "http.request" or not message.get("more_body", False)
        return message
