"""What a route says about itself in OpenAPI: texts, parameters, headers and every answer it can give."""

from collections.abc import Sequence
from typing import Any

from fastapi import Depends

from app.api.parameters import Extra, Parameter, check
from app.api.problems import MEDIA_TYPE, WHAT

PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}}


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


VERSION_HEADERS = {"API-Version": _header("De volledige versie van deze API.")}
CACHE_HEADERS = {
    **VERSION_HEADERS,
    "ETag": _header("Kenmerk van dit antwoord, voor If-None-Match."),
    "Cache-Control": _header("Hoe lang dit antwoord te bewaren is."),
}
LINK = _header("Dezelfde pagina-adressen als in _links (RFC 8288).")
MOVED = {
    "description": "De aanpak heeft een ander adres gekregen.",
    "headers": {**VERSION_HEADERS, "Location": _header("Het nieuwe adres.")},
}
NOT_MODIFIED = {"description": "Niet veranderd sinds u het ophaalde.", "headers": CACHE_HEADERS}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "Het kenmerk (ETag) van het antwoord dat u al hebt.",
    "schema": {"type": "string"},
}


def _problem(status: int) -> dict[str, Any]:
    title, detail = WHAT[status]
    return {"description": f"{title}. {detail}", "headers": VERSION_HEADERS, "content": PROBLEM}


def operation(
    identifier: str,
    summary: str,
    description: str,
    *,
    tag: str,
    parameters: Sequence[Parameter] = (),
    extra: Extra | None = None,
    statuses: Sequence[int] = (),
    link: bool = False,
) -> dict[str, Any]:
    """The arguments of a route. `statuses` are the ones besides 200, 304, 400, 406 and 500."""
    headers = {**CACHE_HEADERS, "Link": LINK} if link else CACHE_HEADERS
    responses: dict[int, Any] = {200: {"description": summary, "headers": headers}, 304: NOT_MODIFIED}
    if 301 in statuses:  # noqa: PLR2004
        responses[301] = MOVED
    problems = sorted({400, 406, 500, *statuses} - {301})
    responses |= {status: _problem(status) for status in problems}
    return {
        "operation_id": identifier,
        "summary": summary,
        "description": description,
        "tags": [tag],
        "responses": responses,
        "dependencies": [Depends(check(parameters, extra))],
        "openapi_extra": {
            "parameters": [*(parameter.documentation() for parameter in parameters), IF_NONE_MATCH]
        },
    }
