"""Which format a client takes (RFC 9110, 12.5.1)."""

import re
from collections.abc import Iterator

from fastapi import Request
from starlette.exceptions import HTTPException

JSON = "application/json"
ZERO = re.compile(r"0(\.0{0,3})?")


def json_only(request: Request) -> None:
    """Refuse a client that does not take JSON. Raises HTTPException 406."""
    if not accepts_json(", ".join(request.headers.getlist("accept"))):
        raise HTTPException(406)


def accepts_json(accept: str) -> bool:
    """Whether an Accept header takes JSON; the most specific range decides. No header takes everything."""
    quality = dict(_ranges(accept))
    if not quality:
        return True
    fitting = (quality[name] for name in (JSON, "application/*", "*/*") if name in quality)
    return next(fitting, False)


def _ranges(accept: str) -> Iterator[tuple[str, bool]]:
    """Each media range, and whether it is wanted at all."""
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, not any(_is_zero(parameter) for parameter in parameters)


def _is_zero(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and bool(ZERO.fullmatch(value.strip()))
