"""Signing in through another service. A link, not a form: the policy for forms keeps them on this site."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app import signing_in, single_sign_on, throttle
from app.database import writing
from app.editor_pages import PRIVATE
from app.errors import NotFoundError
from app.pages import urls_of
from app.return_path import own_path
from app.routes.sign_in import let_in
from app.settings import Settings
from app.sign_in_pages import sign_in_page
from app.signing_in import SignInRefused
from app.single_sign_on import SignOnRefused, SignOnUnavailable, Vouched
from app.throttle import TooManyTries, client_of
from catalogue.editing.errors import AccountRefused
from catalogue.editing.vouched import recognised

router = APIRouter(prefix="/aanmelden/sso")


@router.get("")
def begin(request: Request, terug: str = "") -> Response:
    """Send somebody to the service."""
    settings = _settings(request)
    back = own_path(terug)
    try:
        request.state.throttle.check(throttle.SIGN_IN_ADDRESS, client_of(request))
        address, asked = single_sign_on.begin(settings, _return_address(request), back)
    except TooManyTries as refused:
        return _refused(request, refused.sentence, back, 429)
    except (SignOnUnavailable, SignOnRefused):
        return _refused(request, _away(settings), back, 503)
    answer = RedirectResponse(address, 303, PRIVATE)
    single_sign_on.keep(answer, settings, asked)
    return answer


@router.get("/terug")
def finish(request: Request) -> Response:
    """Back from the service. Only the browser that was sent there gets in, and only once."""
    settings = _settings(request)
    asked = single_sign_on.kept(request)
    if asked is None:
        answer = _refused(request, "Het aanmelden duurde te lang, of begon ergens anders. Begin opnieuw.", "")
    else:
        answer = _finished(request, settings, asked)
    single_sign_on.drop(answer, settings)
    return answer


def _finished(request: Request, settings: Settings, asked: single_sign_on.Asked) -> Response:
    back = own_path(asked.back)
    try:
        vouched = single_sign_on.finish(settings, _return_address(request), dict(request.query_params), asked)
        begun = signing_in.begin(request, _person(request, vouched), "eenmalig aanmelden")
    except SignOnUnavailable:
        return _refused(request, _away(settings), back, 503)
    except SignOnRefused:
        words = f"Aanmelden met {settings.oidc_name} is niet gelukt, of is afgebroken. Probeer het opnieuw."
        return _refused(request, words, back)
    except AccountRefused as refused:
        return _refused(request, str(refused), back, 403)
    except SignInRefused:
        return _refused(request, "Met dit account kunt u zich hier niet aanmelden.", back, 403)
    return let_in(request, begun, back)


def _person(request: Request, vouched: Vouched) -> int:
    """A transaction of its own: it comes by a link, and only requests that write have one that may."""
    with writing(request.state.database) as db, db.begin():
        at = datetime.now(UTC)
        return recognised(db, vouched.issuer, vouched.subject, vouched.email, at).id


def _settings(request: Request) -> Settings:
    settings: Settings = request.state.settings
    if not settings.has_single_sign_on:
        raise NotFoundError
    return settings


def _return_address(request: Request) -> str:
    urls = urls_of(request)
    return urls.absolute(urls.aanmelden("sso/terug"))


def _away(settings: Settings) -> str:
    return (
        f"{settings.oidc_name} antwoordt nu niet goed. Probeer het over een paar minuten opnieuw, of meld u "
        "aan met een wachtwoord."
    )


def _refused(request: Request, words: str, back: str, status: int = 422) -> Response:
    return sign_in_page(request, back=back, error=words, status=status)
