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
from app.pages import this_year
from app.rendered import Rendered, send
from app.urls import Urls

FOR_EVER = "public, max-age=31536000, immutable"


def urls_of(request: Request) -> Urls:
    """Builds addresses of this site."""
    urls: Urls = request.state.templates.globals["urls"]
    return urls


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
    keeper = request.state.index
    if keeper.due:
        with request.state.open_database() as db:
            keeper.follow(db)

    def made() -> str:
        with request.state.open_database() as db:
            return text_of(make(db))

    page = request.state.rendered.get(request.url.path, (keeper.seen, this_year()), made, JSON)
    return send(request, page)
