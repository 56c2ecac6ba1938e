"""A forgotten password, and the links that work once: taking an account into use, choosing a password."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask

from app import demo, signing_in, throttle
from app.account_mail import send_invitation, send_password_link, tell_password_changed
from app.database import writing
from app.editor_pages import PRIVATE
from app.pages import urls_of
from app.passwords import hash_of, objection
from app.routes.sign_in import let_in
from app.settings import Settings
from app.sign_in_pages import way_in
from app.signing_in import SignInRefused
from app.throttle import client_of
from catalogue.editing.access import FoundLink, LinkStanding, accept, find_link, make_link
from catalogue.editing.accounts import by_email, checked_email, is_waiting
from catalogue.editing.errors import AccountRefused
from catalogue.terms_workflow import LinkKind

router = APIRouter()
NOT_THE_SAME = "De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw."


@router.get("/wachtwoord-vergeten")
def ask_address(request: Request, verstuurd: str = "") -> Response:
    """The form, or what happens now."""
    return way_in(
        request, "aanmelden/vergeten.html", {"verstuurd": bool(verstuurd), "email": "", "fout": None}
    )


@router.post("/wachtwoord-vergeten")
def ask_link(request: Request, email: Annotated[str, Form()] = "") -> Response:
    """The same answer, as fast, whether or not there is an account: the mail is written after it was sent."""
    try:
        address = checked_email(email)
    except AccountRefused as refused:
        context = {"verstuurd": False, "email": email, "fout": str(refused)}
        return way_in(request, "aanmelden/vergeten.html", context, 422)
    request.state.throttle.check(throttle.FORGOTTEN_ADDRESS, client_of(request))
    request.state.throttle.check(throttle.FORGOTTEN_ACCOUNT, address)
    answer = RedirectResponse(urls_of(request).wachtwoord_vergeten() + "?verstuurd=1", 303, PRIVATE)
    answer.background = BackgroundTask(_send_link, request, address)
    return answer


@router.get("/toegang/{token}")
def open_link(request: Request, token: str) -> Response:
    """The form to choose a password, as long as the link works; looking does not use it up."""
    return _link_page(request, _found(request, token), {})


@router.post("/toegang/{token}")
def use_link(
    request: Request,
    token: str,
    wachtwoord: Annotated[str, Form()] = "",
    herhaal: Annotated[str, Form()] = "",
) -> Response:
    """Choose a password and go on, signed in."""
    request.state.throttle.check(throttle.LINK_ADDRESS, client_of(request))
    settings: Settings = request.state.settings
    found = _found(request, token)
    if found.person is None or found.standing is not LinkStanding.OPEN:
        return _link_page(request, found, {})
    errors = password_errors(settings, wachtwoord, herhaal, name=found.person.name, email=found.person.email)
    if errors:
        return _link_page(request, found, errors)
    kept = hash_of(wachtwoord)
    with writing(request.state.database) as db, db.begin():
        at = datetime.now(UTC)
        person = accept(db, token, kept, at)
        if person is not None and found.kind is LinkKind.PASSWORD:
            tell_password_changed(db, settings, person, at)
        person_id = person.id if person else None
    if person_id is None:
        return _link_page(request, _found(request, token), {})
    try:
        return let_in(request, signing_in.begin(request, person_id, "link"), "")
    except SignInRefused:
        return _link_page(request, FoundLink(LinkStanding.UNKNOWN), {})


def password_errors(
    settings: Settings, password: str, again: str, *, name: str, email: str
) -> dict[str, str]:
    """What is wrong with a new password, by field."""
    wrong = objection(password, name=name, email=email, site=settings.site_name)
    if wrong:
        return {"wachtwoord": wrong}
    return {} if password == again else {"herhaal": NOT_THE_SAME}


def _found(request: Request, token: str) -> FoundLink:
    with request.state.open_database() as db:
        found = find_link(db, token, datetime.now(UTC))
        if found.person is not None:
            if demo.is_refused(request.state.settings, found.person.email):
                return FoundLink(LinkStanding.UNKNOWN)
            db.expunge(found.person)
        return found


def _link_page(request: Request, found: FoundLink, errors: dict[str, str]) -> Response:
    settings: Settings = request.state.settings
    if found.person is None or found.standing is not LinkStanding.OPEN:
        waits = found.person is not None and is_waiting(found.person)
        context = {"stand": found.standing.value, "is_uitnodiging": waits}
        status = 404 if found.standing is LinkStanding.UNKNOWN else 410
        return way_in(request, "aanmelden/link_werkt_niet.html", context, status)
    context_open = {
        "persoon": found.person,
        "is_uitnodiging": found.kind is LinkKind.INVITATION,
        "fouten": errors,
        "sso_naam": settings.oidc_name if settings.has_single_sign_on else None,
    }
    return way_in(request, "aanmelden/wachtwoord_kiezen.html", context_open, 422 if errors else 200)


def _send_link(request: Request, email: str) -> None:
    """Write the message, if there is somebody to write to."""
    settings: Settings = request.state.settings
    with writing(request.state.database) as db, db.begin():
        person = by_email(db, email)
        if person is None or not person.is_active or demo.is_refused(settings, email):
            return
        at = datetime.now(UTC)
        if is_waiting(person):
            send_invitation(db, settings, person, make_link(db, person, LinkKind.INVITATION, at), at)
        else:
            send_password_link(db, settings, person, make_link(db, person, LinkKind.PASSWORD, at), at)
