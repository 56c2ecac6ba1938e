"""Errors as problem details (RFC 9457): always Dutch, always all faults at once."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from app.api.edge import METHODS, PREFLIGHT
from app.api.models import Fault, Problem
from app.errors import GoneError, MovedError, NotFoundError
from app.log import log
from search.engine import EngineUnavailable

MEDIA_TYPE = "application/problem+json"

WHAT = {
    400: ("Onjuiste vraag", "Een of meer onderdelen van de vraag kloppen niet. Bij errors staat welke."),
    404: ("Niet gevonden", "Op dit adres staat niets. Kijk op /v1 welke adressen er zijn."),
    405: ("Methode niet toegestaan", f"Deze gegevens zijn alleen te lezen. Gebruik {METHODS}."),
    406: ("Niet in dit formaat", "Wij antwoorden in JSON. Vraag met Accept: application/json."),
    410: ("Teruggetrokken", "Deze gegevens zijn teruggetrokken."),
    500: ("Fout bij ons", "Er ging iets mis bij ons. Het ligt niet aan uw vraag. Probeer het later opnieuw."),
    503: ("Even niet bereikbaar", "Zoeken lukt nu niet. Probeer het over een paar minuten opnieuw."),
}


class InvalidInput(Exception):
    """The question cannot be answered as it was asked; `faults` holds every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__("invalid input")
        self.faults = tuple(faults)


def problem(request: Request, status: int, detail: str | None = None, **more: Any) -> JSONResponse:
    """The answer for an error; without a detail of its own it gets the general one."""
    title, advice = WHAT.get(status, (HTTPStatus(status).phrase, WHAT[400][1]))
    body = Problem(
        type="about:blank",
        title=title,
        status=status,
        detail=detail or advice,
        instance=request.url.path,
        **more,
    )
    content = body.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, status, {"Cache-Control": "no-cache"}, MEDIA_TYPE)


def install(api: FastAPI) -> None:
    """Register the handlers."""

    @api.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            response: Response = problem(request, error.status_code)
            response.headers.update(error.headers or {})
            return response
        is_question = request.method == "OPTIONS"
        response = Response(status_code=204, headers=PREFLIGHT) if is_question else problem(request, 405)
        response.headers["Allow"] = METHODS
        return response

    @api.exception_handler(RequestValidationError)
    def impossible_address(request: Request, _: RequestValidationError) -> Response:
        # Only parts of the path are left to the framework: where one cannot be right, nothing can be.
        return problem(request, 404)

    @api.exception_handler(InvalidInput)
    def invalid(request: Request, error: InvalidInput) -> Response:
        return problem(request, 400, errors=error.faults)

    @api.exception_handler(NotFoundError)
    def not_found(request: Request, _: NotFoundError) -> Response:
        return problem(request, 404)

    @api.exception_handler(MovedError)
    def moved(request: Request, error: MovedError) -> Response:
        root: str = request.scope.get("root_path", "")
        return RedirectResponse(root + error.address(request.url.path.removeprefix(root)), 301)

    @api.exception_handler(GoneError)
    def gone(request: Request, error: GoneError) -> Response:
        detail = f"‘{error.name}’ is teruggetrokken. De reden: {error.reason}"
        return problem(request, 410, detail, reason=error.reason)

    @api.exception_handler(EngineUnavailable)
    def no_engine(request: Request, _: EngineUnavailable) -> Response:
        return problem(request, 503)

    @api.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        log.exception("unexpected error", path=request.url.path, exc_info=error)
        return problem(request, 500)
