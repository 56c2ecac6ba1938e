"""One table from errors to answers: an error page that says what to do, never a bare status."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from app.database import READS
from app.identity import NotAllowed, SignInNeeded
from app.log import log
from app.pages import page
from app.security import policy
from app.urls import with_query

WHAT = {
    400: (
        "Dit adres klopt niet helemaal",
        "Kijk of het adres goed is overgenomen, of zoek hieronder verder.",
    ),
    401: (
        "U bent niet meer aangemeld",
        "Meld u opnieuw aan. Wat u typte, staat nog in uw browser: ga daarna terug naar de vorige pagina.",
    ),
    403: ("Dit mag hier niet", "Ga terug naar de vorige pagina en probeer het opnieuw."),
    404: (
        "Deze pagina bestaat niet",
        "Misschien is het adres verkeerd overgenomen. Zoek hieronder, of bekijk alle aanpakken.",
    ),
    405: ("Dit kan hier niet", "Ga terug naar de vorige pagina."),
    410: ("Deze pagina is teruggetrokken", "U kunt deze pagina niet meer lezen."),
    500: (
        "Er ging iets mis bij ons",
        (
            "Het ligt niet aan u. Probeer het over een paar minuten opnieuw. "
            "Blijft het misgaan? Laat het ons weten."
        ),
    ),
    503: ("De site is even niet bereikbaar", "Probeer het over een paar minuten opnieuw."),
}


SLUG_SEGMENT = 2
"""Where the slug stands in /aanpakken/{slug}/…, /kengetallen/{slug} and the like."""


class NotFoundError(Exception):
    """There is nothing at this address."""


class MovedError(Exception):
    """An entry has another slug by now."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(old)
        self.old = old
        self.new = new

    def address(self, path: str) -> str:
        """The same page under the new slug."""
        segments = path.split("/")
        # By place: a slug may be the same word as a fixed part of the address.
        segments[SLUG_SEGMENT] = quote(self.new)
        return "/".join(segments)


class GoneError(Exception):
    """An entry was withdrawn; `reason` is shown to the public."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.name = name
        self.reason = reason


def error_page(request: Request, status: int, *, detail: str | None = None) -> HTMLResponse:
    """The error page for a status, with an explanation of its own when there is one."""
    title, advice = WHAT.get(status, WHAT[400 if status < 500 else 500])  # noqa: PLR2004
    context = {"status": status, "titel": title, "uitleg": detail or advice, "canoniek": ""}
    return page(request, "fout.html", context, status=status)


def install(app: FastAPI) -> None:
    """Register the handlers."""

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> HTMLResponse:
        response = error_page(request, error.status_code)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, _: RequestValidationError) -> HTMLResponse:
        return error_page(request, 404)

    @app.exception_handler(NotFoundError)
    def not_found(request: Request, _: NotFoundError) -> HTMLResponse:
        return error_page(request, 404)

    @app.exception_handler(SignInNeeded)
    def sign_in_needed(request: Request, _: SignInNeeded) -> Response:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method in READS and request.headers.get("HX-Request") != "true":
            return RedirectResponse(with_query("/aanmelden", {"terug": asked}), 303)
        return error_page(request, 401)

    @app.exception_handler(NotAllowed)
    def not_allowed(request: Request, error: NotAllowed) -> HTMLResponse:
        detail = f"Hiervoor hebt u het recht ‘{error.right}’ nodig." if error.right else None
        return error_page(request, 403, detail=detail)

    @app.exception_handler(MovedError)
    def moved(request: Request, error: MovedError) -> RedirectResponse:
        return RedirectResponse(error.address(request.url.path), 301)

    @app.exception_handler(GoneError)
    def gone(request: Request, error: GoneError) -> HTMLResponse:
        return error_page(request, 410, detail=f"‘{error.name}’ is teruggetrokken. De reden: {error.reason}")

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> HTMLResponse:
        log.exception("unexpected error", path=request.url.path, exc_info=error)
        response = error_page(request, 500)
        # Starlette answers these outside every middleware, so the headers are not there yet.
        response.headers.update(policy().headers)
        return response
