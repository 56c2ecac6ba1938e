"""One table from errors to answers: an error page that says what to do, never a bare status."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException

from app.database import READS
from app.editor_pages import PRIVATE
from app.identity import NotAllowed, SignInNeeded
from app.kept_forms import interrupted
from app.log import log, told
from app.pages import page, urls_of
from app.security import policy
from app.sign_in_pages import after_interruption
from app.throttle import TooManyTries

WHAT = {
    400: (
        "Dit adres klopt niet helemaal",
        "Kijk of het adres goed is overgenomen, of zoek hieronder verder.",
    ),
    403: ("Dit mag hier niet", "Ga terug naar de vorige pagina en probeer het opnieuw."),
    404: (
        "Deze pagina bestaat niet",
        "Misschien is het adres verkeerd overgenomen. Zoek hieronder, of bekijk alle aanpakken.",
    ),
    405: ("Dit kan hier niet", "Ga terug naar de vorige pagina."),
    410: ("Deze pagina is teruggetrokken", "U kunt deze pagina niet meer lezen."),
    413: (
        "Dit is te groot om te versturen",
        "Er is niets opgeslagen. Ga terug, maak uw tekst korter en verstuur die opnieuw.",
    ),
    422: (
        "Dit formulier klopt niet",
        "Er is niets opgeslagen. Ga terug, ververs de pagina en probeer het opnieuw.",
    ),
    429: ("U hebt het te vaak geprobeerd", "Wacht even en probeer het dan opnieuw."),
    500: (
        "Er ging iets mis bij ons",
        (
            "Het ligt niet aan u. Probeer het over een paar minuten opnieuw. "
            "Blijft het misgaan? Laat het ons weten."
        ),
    ),
    503: ("De site is even niet bereikbaar", "Probeer het over een paar minuten opnieuw."),
}


PROBLEM = "application/problem+json"
SIGN_IN_FIRST = {
    "status": 401,
    "title": "U bent niet meer aangemeld",
    "detail": "Meld u in een ander tabblad opnieuw aan en ga dan hier verder. Wat u typte, staat hier nog.",
    "aanmelden": "/aanmelden",
}
"""For a script of the desk, which keeps what was typed on the page."""
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


def wants_no_page(request: Request) -> bool:
    """Whether a script asks, which has no use for a page."""
    is_script = request.headers.get("HX-Request") == "true"
    return is_script or request.headers.get("accept", "").startswith("application/json")


def error_page(request: Request, status: int, *, detail: str | None = None) -> HTMLResponse:
    """The error page for a status, with an explanation of its own when there is one."""
    title, advice = WHAT.get(status, WHAT[400 if status < 500 else 500])  # noqa: PLR2004
    context = {"status": status, "titel": title, "uitleg": detail or advice, "canoniek": ""}
    return page(request, "fout.html", context, status=status)


def install(app: FastAPI) -> None:
    """Register the handlers."""
    _install_for_people(app)

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> HTMLResponse:
        response = error_page(request, error.status_code)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> HTMLResponse:
        is_form = all(one["loc"][:1] == ("body",) for one in error.errors())
        return error_page(request, 422 if is_form else 404)

    @app.exception_handler(DataError)
    def not_storable(request: Request, _: DataError) -> HTMLResponse:
        # A NUL character, a number that is too large: no form of ours sends that. Nothing was saved.
        log.warning("not storable", path=told(request.url.path))
        return error_page(request, 422)

    @app.exception_handler(NotFoundError)
    def not_found(request: Request, _: NotFoundError) -> HTMLResponse:
        return error_page(request, 404)

    @app.exception_handler(MovedError)
    def moved(request: Request, error: MovedError) -> RedirectResponse:
        return RedirectResponse(error.address(request.url.path), 301)

    @app.exception_handler(GoneError)
    def gone(request: Request, error: GoneError) -> HTMLResponse:
        return error_page(request, 410, detail=f"‘{error.name}’ is teruggetrokken. De reden: {error.reason}")

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> HTMLResponse:
        log.exception("unexpected error", path=told(request.url.path), exc_info=error)
        response = error_page(request, 500)
        # Starlette answers these outside every middleware, so the headers are not there yet.
        response.headers.update(policy().headers)
        return response


def _install_for_people(app: FastAPI) -> None:
    """Register the handlers of who is signed in, and who is not."""

    @app.exception_handler(SignInNeeded)
    async def sign_in_needed(request: Request, _: SignInNeeded) -> Response:
        if wants_no_page(request):
            return JSONResponse(SIGN_IN_FIRST, 401, PRIVATE, PROBLEM)
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method in READS:
            return RedirectResponse(urls_of(request).aanmelden(terug=asked), 303, PRIVATE)
        found = await interrupted(request)
        return await run_in_threadpool(after_interruption, request, found)

    @app.exception_handler(NotAllowed)
    def not_allowed(request: Request, error: NotAllowed) -> HTMLResponse:
        detail = f"Hiervoor hebt u het recht ‘{error.right}’ nodig." if error.right else None
        response = error_page(request, 403, detail=detail)
        response.headers.update(PRIVATE)
        return response

    @app.exception_handler(TooManyTries)
    def too_many_tries(request: Request, error: TooManyTries) -> HTMLResponse:
        response = error_page(request, 429, detail=error.sentence)
        response.headers["Retry-After"] = str(error.seconds)
        return response
