"""Sending answers: JSON with an entity tag, and 304 for who has it already.

Deviation from the NL API Design Rules: /core/transport/security-headers says that answers SHOULD carry
`Cache-Control: no-store`. This is public data without personal details, read again and again by
harvesters; `no-cache` with an entity tag lets them ask "is it still the same?" and costs neither side a
download. A stored version never changes, so that one may be kept for ever.
"""

from collections.abc import Callable

from fastapi import Request, Response
from pydantic import BaseModel
from sqlmodel import Session

from app.api.negotiation import JSON
from app.rendered import Rendered, cached, send

FOR_EVER = "public, max-age=31536000, immutable"


def text_of(answer: BaseModel) -> str:
    """An answer as JSON."""
    return answer.model_dump_json(by_alias=True)


def answered(request: Request, answer: BaseModel) -> Response:
    """An answer made for this one question."""
    return send(request, Rendered.of(text_of(answer), JSON))


def kept(request: Request, make: Callable[[Session], BaseModel]) -> Response:
    """The answer at this path as it is until something is published; made once, as pages are.

    For addresses without query parameters only.
    """
    return cached(request, lambda db: text_of(make(db)), JSON)
