"""Signing in with a password and a code, and signing out."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app import codes, signing_in, throttle
from app.database import Db
from app.editor_pages import PRIVATE
from app.identity import drop_cookie, sign_in_of
from app.kept_forms import Kept, KeptForm
from app.pages import urls_of
from app.return_path import own_path
from app.sign_in_pages import TIMED_OUT, code_page, resume_page, sign_in_page
from app.signing_in import Begun, SignInRefused
from app.throttle import TooManyTries
from catalogue.editing import access, second_step
from catalogue.editing.people import actor_of
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Person, SignIn

router = APIRouter()
WRONG_CODE = (
    "Deze code klopt niet, of is al gebruikt. Kijk in de app welke code er nu staat. Blijft het misgaan? "
    "Kijk of de klok van uw telefoon goed staat."
)


@router.get("/aanmelden")
def ask_password(request: Request, db: Db, terug: str = "", afgemeld: str = "") -> Response:
    """The form; who is signed in already goes on."""
    found = sign_in_of(request, db)
    if found is not None and not found[0].needs_code:
        return onward(request, own_path(terug))
    news = "U bent afgemeld." if afgemeld else None
    return sign_in_page(request, back=own_path(terug), news=news)


@router.post("/aanmelden")
def sign_in(
    request: Request,
    kept: Kept,
    email: Annotated[str, Form()] = "",
    wachtwoord: Annotated[str, Form()] = "",
    terug: Annotated[str, Form()] = "",
) -> Response:
    """Sign in with a password; a wrong one tells nothing about the account."""
    back = own_path(terug)
    try:
        person_id = signing_in.check_password(request, email, wachtwoord)
        begun = signing_in.begin(request, person_id, "wachtwoord")
    except SignInRefused:
        return sign_in_page(request, email=email, back=back, error=signing_in.REFUSED, kept=kept, status=422)
    except TooManyTries as refused:
        answer = sign_in_page(request, email=email, back=back, error=refused.sentence, kept=kept, status=429)
        answer.headers["Retry-After"] = str(refused.seconds)
        return answer
    return let_in(request, begun, back, kept)


@router.get("/aanmelden/code")
def ask_code(request: Request, db: Db, terug: str = "") -> Response:
    """The form for the code, for who gave the password."""
    found = sign_in_of(request, db)
    if found is None or not found[0].needs_code:
        return RedirectResponse(urls_of(request).aanmelden(terug=own_path(terug)), 303, PRIVATE)
    return code_page(request, back=own_path(terug))


@router.post("/aanmelden/code")
def check_code(
    request: Request,
    db: Db,
    kept: Kept,
    code: Annotated[str, Form()] = "",
    terug: Annotated[str, Form()] = "",
) -> Response:
    """The second step."""
    back = own_path(terug)
    found = sign_in_of(request, db)
    if found is None or not found[0].needs_code:
        return sign_in_page(request, back=back, kept=kept, news=f"{TIMED_OUT}. Begin opnieuw.", status=401)
    waiting, person = found
    try:
        request.state.throttle.check(throttle.CODE, str(person.id))
    except TooManyTries as refused:
        answer = code_page(request, back=back, error=refused.sentence, kept=kept, status=429)
        answer.headers["Retry-After"] = str(refused.seconds)
        return answer
    begun = _with_code(request, db, waiting, person, code)
    if begun is None:
        return code_page(request, back=back, error=WRONG_CODE, kept=kept, status=422)
    request.state.throttle.forget(throttle.CODE, str(person.id))
    return let_in(request, begun, back, kept)


@router.post("/afmelden")
def sign_out(request: Request, db: Db) -> Response:
    """End the sign-in of this browser."""
    at = datetime.now(UTC)
    found = sign_in_of(request, db)
    if found is not None:
        row, person = found
        access.end_sign_in(db, person.id, row.token_hash, at)
        record(db, Action.SIGNED_OUT, actor_of(db, person), at, subject=person.name)
    answer = RedirectResponse(urls_of(request).aanmelden(afgemeld="1"), 303, PRIVATE)
    drop_cookie(answer, request.state.settings)
    return answer


def let_in(request: Request, begun: Begun, back: str, kept: KeptForm | None = None) -> Response:
    """The answer to who was let in: on to the code, to what was typed before, or to the page."""
    if begun.needs_code:
        next_page = urls_of(request).aanmelden("code", terug=back)
        answer: Response = (
            code_page(request, back=back, kept=kept) if kept else RedirectResponse(next_page, 303, PRIVATE)
        )
    elif kept is not None:
        answer = resume_page(request, begun.name, kept)
    else:
        answer = onward(request, back)
    return signing_in.hand_over(request, answer, begun)


def onward(request: Request, back: str) -> Response:
    """To the page that was asked for, or to the desk."""
    return RedirectResponse(back or urls_of(request).redactie(), 303, PRIVATE)


def _with_code(request: Request, db: Db, waiting: SignIn, person: Person, code: str) -> Begun | None:
    step = codes.step_of(request.state.settings, person, code, datetime.now(UTC))
    if step is None or not second_step.use_step(db, person, step):
        return None
    return signing_in.begin_in(request, db, person, waiting.method, needs_code=False)
