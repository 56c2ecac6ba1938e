"""Structured logs: one line per request, without the visitor's address (METHOD B9)."""

import logging
import re
import time
import uuid

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings

log = structlog.stdlib.get_logger("mkba")


def configure_logging(settings: Settings) -> None:
    """JSON lines in production, readable lines in development."""
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if settings.logs_json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level)),
        cache_logger_on_first_use=False,
    )


SECRET = re.compile(r"^/(toegang|lezen)/[^/]+")
"""Whoever knows the rest of such an address is let in."""


def told(path: str) -> str:
    """A path as the log may hold it."""
    return SECRET.sub(r"/\1/…", path)


class RequestLog:
    """Gives each request an id, returns it as X-Request-ID, and logs what came of it.

    The query string is left out: people type names of people into search boxes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/static/", "/gezond/")):
            await self.app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex[:12]
        started = time.perf_counter()
        status = 500

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self.app(scope, receive, with_id)
            finally:
                elapsed = round((time.perf_counter() - started) * 1000, 1)
                log.info(
                    "request", method=scope["method"], path=told(scope["path"]), status=status, ms=elapsed
                )
