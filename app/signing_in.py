"""Signing in: judging a password without telling who has an account, and beginning a new sign-in."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request, Response
from sqlmodel import Session

from app import demo, devices, passwords, throttle
from app.database import writing
from app.identity import cookie_name, set_cookie, start_sign_in
from app.settings import Settings
from app.throttle import Throttle, client_of
from catalogue.editing import access, second_step
from catalogue.editing.accounts import by_email, plain_email
from catalogue.editing.people import actor_of
from catalogue.editing.tokens import hashed
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Person, SignIn

REFUSED = (
    "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk of u ze goed hebt getypt. "
    "Weet u het wachtwoord niet meer? Vraag dan een nieuw aan."
)
"""The same for a wrong password, an account that is not there and one that was stopped."""


class SignInRefused(Exception):
    """Nobody signs in with this."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun: the token for the cookie, and whether a code is still to come."""

    token: str
    name: str
    needs_code: bool


def check_password(request: Request, email: str, password: str) -> int:
    """The id of the account that this password opens. Raises SignInRefused and TooManyTries.

    Comparing takes a twentieth of a second of work, so it happens outside any transaction.
    """
    settings: Settings = request.state.settings
    tries: Throttle = request.state.throttle
    account = plain_email(email)
    tries.check(throttle.SIGN_IN_ADDRESS, client_of(request))
    tries.check(throttle.SIGN_IN_ACCOUNT, account)
    with request.state.open_database() as db:
        person = by_email(db, account)
        person_id, kept, is_active = (
            (person.id, person.password_hash, person.is_active) if person else (0, None, False)
        )
    is_right, better = passwords.verify(password, kept)
    if not is_right or not is_active or demo.is_refused(settings, account):
        raise SignInRefused
    tries.forget(throttle.SIGN_IN_ACCOUNT, account)
    if better is not None:
        _keep_better(request, person_id, better, kept)
    return person_id


def begin(request: Request, person_id: int, method: str) -> Begun:
    """Begin a sign-in of somebody who proved who they are; one that was open in this browser ends.

    Raises SignInRefused when the account was stopped meanwhile.
    """
    with writing(request.state.database) as db, db.begin():
        person = db.get(Person, person_id)
        if person is None or not person.is_active or demo.is_refused(request.state.settings, person.email):
            raise SignInRefused
        return begin_in(request, db, person, method, needs_code=second_step.is_on(person))


def begin_in(request: Request, db: Session, person: Person, method: str, *, needs_code: bool) -> Begun:
    """The same within a transaction. A token of before is never taken over (session fixation)."""
    at = datetime.now(UTC)
    end_present(request, db, at)
    access.tidy(db, person, at)
    agent = devices.in_words(request.headers.get("user-agent", ""))
    token = start_sign_in(db, person, at, agent=agent, method=method, needs_code=needs_code)
    if not needs_code:
        person.seen_at = at
        db.add(person)
        details = {"wijze": method}
        record(db, Action.SIGNED_IN, actor_of(db, person), at, subject=person.name, details=details)
    return Begun(token, person.name, needs_code)


def end_present(request: Request, db: Session, at: datetime) -> None:
    """End the sign-in that this browser carries, whoever it is of."""
    row = db.get(SignIn, hashed(token_in(request)))
    if row is not None:
        access.end_sign_in(db, row.person_id, row.token_hash, at)


def token_in(request: Request) -> str:
    """The token that a browser carries; empty without one."""
    return request.cookies.get(cookie_name(request.state.settings), "")


def hand_over(request: Request, response: Response, begun: Begun) -> Response:
    """The answer with the token of the new sign-in."""
    set_cookie(response, request.state.settings, begun.token)
    return response


def _keep_better(request: Request, person_id: int, better: str, old: str | None) -> None:
    """Keep a password in today's way, unless it was changed meanwhile."""
    with writing(request.state.database) as db, db.begin():
        person = db.get(Person, person_id)
        if person is not None and person.password_hash == old:
            person.password_hash = better
            db.add(person)
