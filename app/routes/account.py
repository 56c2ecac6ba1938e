"""One's own account: password, second step, sign-ins, messages."""

import json
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app import codes, passwords, signing_in, throttle
from app.account_mail import tell_password_changed
from app.account_page import account_page, person_of
from app.database import Db
from app.editor_pages import PRIVATE
from app.forms import PostedForm
from app.identity import Signed, drop_cookie
from app.pages import urls_of
from app.routes.passwords import password_errors
from app.routes.sign_in import WRONG_CODE
from app.throttle import TooManyTries
from catalogue.editing import access, second_step
from catalogue.editing.actor import Actor
from catalogue.editing.erasing import personal_data
from catalogue.editing.tokens import hashed
from catalogue.editing.trail import Action, record

router = APIRouter(prefix="/account")
NOT_THIS_ONE = "Dit is niet uw wachtwoord van nu. Kijk of u het goed hebt getypt."
GONE = "Deze aanmelding was al beëindigd."


class PasswordForm(PostedForm):
    """Changing the password."""

    oud: str = ""
    wachtwoord: str = ""
    herhaal: str = ""


class StepForm(PostedForm):
    """Turning the second step on or off."""

    actie: str = ""
    code: str = ""


class SignInsForm(PostedForm):
    """Ending one sign-in, or all."""

    aanmelding: str = ""


class MailForm(PostedForm):
    """How messages come."""

    berichten: str = ""


@router.get("")
def account(request: Request, db: Db, actor: Signed) -> Response:
    """The page."""
    return account_page(request, db, actor)


@router.get("/gegevens")
def own_data(db: Db, actor: Signed) -> Response:
    """Everything that the site keeps about somebody, to take along."""
    found = json.dumps(personal_data(db, person_of(db, actor)), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"', **PRIVATE}
    return Response(found, media_type="application/json", headers=headers)


@router.get("/mail")
def to_messages(request: Request, _: Signed) -> Response:
    """Where messages say that one can choose how they come."""
    return RedirectResponse(f"{urls_of(request).account()}#berichten", 303, PRIVATE)


@router.post("/wachtwoord")
def change_password(
    request: Request, db: Db, actor: Signed, form: Annotated[PasswordForm, Form()]
) -> Response:
    """Another password, with the present one as proof; every other sign-in ends."""
    person, settings = person_of(db, actor), request.state.settings
    try:
        request.state.throttle.check(throttle.SIGN_IN_ACCOUNT, person.email)
    except TooManyTries as refused:
        return _too_many(request, db, actor, "oud", refused)
    if not passwords.verify(form.oud, person.password_hash)[0]:
        return account_page(request, db, actor, {"oud": NOT_THIS_ONE}, 422)
    request.state.throttle.forget(throttle.SIGN_IN_ACCOUNT, person.email)
    errors = password_errors(settings, form.wachtwoord, form.herhaal, name=person.name, email=person.email)
    if errors:
        return account_page(request, db, actor, errors, 422)
    at = datetime.now(UTC)
    kept = passwords.hash_of(form.wachtwoord)
    access.set_password(db, person, kept, at, keep=hashed(signing_in.token_in(request)))
    tell_password_changed(db, settings, person, at)
    return _done(request, "wachtwoord")


@router.post("/tweede-stap")
def change_second_step(
    request: Request, db: Db, actor: Signed, form: Annotated[StepForm, Form()]
) -> Response:
    """Begin with the second step, confirm its first code, or turn it off with a code."""
    person, settings = person_of(db, actor), request.state.settings
    if form.actie == "begin" and not second_step.is_on(person):
        second_step.propose(db, person, codes.new_secret(settings))
        return RedirectResponse(f"{urls_of(request).account()}#tweede-stap", 303, PRIVATE)
    if form.actie == "stop" and not second_step.is_on(person):
        second_step.turn_off(db, person, actor, datetime.now(UTC))
        return _done(request, "tweede-stap-uit")
    try:
        request.state.throttle.check(throttle.CODE, str(person.id))
    except TooManyTries as refused:
        return _too_many(request, db, actor, "code", refused)
    at = datetime.now(UTC)
    step = codes.step_of(settings, person, form.code, at)
    if step is None or not second_step.use_step(db, person, step):
        return account_page(request, db, actor, {"code": WRONG_CODE}, 422)
    request.state.throttle.forget(throttle.CODE, str(person.id))
    if form.actie == "uit":
        second_step.turn_off(db, person, actor, at)
        return _done(request, "tweede-stap-uit")
    second_step.turn_on(db, person, step, at)
    return _done(request, "tweede-stap-aan")


@router.post("/aanmeldingen")
def end_sign_ins(request: Request, db: Db, actor: Signed, form: Annotated[SignInsForm, Form()]) -> Response:
    """End one sign-in, or sign out everywhere, here too."""
    person, at = person_of(db, actor), datetime.now(UTC)
    if form.aanmelding == "alle":
        access.end_sign_ins(db, person, at)
        record(db, Action.SIGNED_OUT_EVERYWHERE, actor, at, subject=person.name)
        answer = RedirectResponse(urls_of(request).aanmelden(afgemeld="1"), 303, PRIVATE)
        drop_cookie(answer, request.state.settings)
        return answer
    if not access.end_sign_in(db, person.id, form.aanmelding, at):
        return account_page(request, db, actor, {"aanmeldingen": GONE}, 409)
    record(db, Action.SIGNED_OUT, actor, at, subject=person.name, details={"op_afstand": True})
    return _done(request, "aanmelding")


@router.post("/mail")
def choose_messages(request: Request, db: Db, actor: Signed, form: Annotated[MailForm, Form()]) -> Response:
    """Each message at once, or once a day together."""
    if form.berichten not in {"meteen", "samen"}:
        return account_page(request, db, actor, {"berichten": "Kies hoe berichten moeten komen."}, 422)
    person = person_of(db, actor)
    person.gets_digest = form.berichten == "samen"
    db.add(person)
    return _done(request, "mail")


def _done(request: Request, what: str) -> Response:
    return RedirectResponse(f"{urls_of(request).account()}?gelukt={what}", 303, PRIVATE)


def _too_many(request: Request, db: Db, actor: Actor, field: str, refused: TooManyTries) -> Response:
    answer = account_page(request, db, actor, {field: refused.sentence}, 429)
    answer.headers["Retry-After"] = str(refused.seconds)
    return answer
