"""Who is signed in, and what they may see. Public pages never ask, so they set and read no cookie."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from app.database import READS, Db, writing
from app.demo import is_refused
from app.settings import Settings
from catalogue.editing.actor import Actor
from catalogue.editing.people import actor_of
from catalogue.editing.rights import Right
from catalogue.editing.tokens import hashed, new_token
from catalogue.tables_people import Person, SignIn

IDLE = timedelta(hours=12)
"""After this long without a request a sign-in ends."""
LONGEST = timedelta(days=14)
"""A sign-in ends after this long, however busy."""
CODE_WAITS = timedelta(minutes=10)
"""How long a sign-in waits for the code of the second step."""
TOUCH_AFTER = timedelta(minutes=5)
"""How often a sign-in is marked as in use; not at each request, as that is a write."""


class SignInNeeded(Exception):
    """Somebody who is not signed in asks for a page of editors."""


class NotAllowed(Exception):
    """Somebody is signed in and misses a right; `right` is None where no right would help."""

    def __init__(self, right: Right | None) -> None:
        super().__init__(right)
        self.right = right


def cookie_name(settings: Settings) -> str:
    """The name of the cookie; with its prefix a browser keeps it to this host and to https."""
    return "mkba_aanmelding" if settings.is_development else "__Host-mkba_aanmelding"


def start_sign_in(
    db: Session,
    person: Person,
    at: datetime,
    *,
    agent: str = "",
    method: str = "wachtwoord",
    needs_code: bool = False,
) -> str:
    """A new sign-in; returns its token, for the cookie. A token of before signing in is never taken over."""
    token = new_token()
    db.add(
        SignIn(
            token_hash=hashed(token),
            person_id=person.id,
            created_at=at,
            seen_at=at,
            expires_at=at + (CODE_WAITS if needs_code else LONGEST),
            agent=agent[:200],
            method=method,
            needs_code=needs_code,
        )
    )
    db.flush()
    return token


def set_cookie(response: Response, settings: Settings, token: str) -> None:
    """Hand the token to the browser, out of reach of scripts and of other sites."""
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        secure=not settings.is_development,
        samesite="lax",
    )


def drop_cookie(response: Response, settings: Settings) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(
        cookie_name(settings), path="/", httponly=True, secure=not settings.is_development, samesite="lax"
    )


def sign_in_of(request: Request, db: Session) -> tuple[SignIn, Person] | None:
    """The valid sign-in that a request carries, with its person; also one that still needs a code."""
    token = request.cookies.get(cookie_name(request.state.settings), "")
    if not token:
        return None
    now = datetime.now(UTC)
    statement = (
        select(SignIn, Person)
        .join(Person, col(Person.id) == col(SignIn.person_id))
        .where(
            SignIn.token_hash == hashed(token),
            col(SignIn.ended_at).is_(None),
            col(SignIn.expires_at) > now,
            col(SignIn.seen_at) > now - IDLE,
            col(Person.is_active),
        )
    )
    found = db.exec(statement).one_or_none()
    if found is None or is_refused(request.state.settings, found[1].email):
        return None
    _touch(request, db, found[0], now)
    return found[0], found[1]


def actor_or_none(request: Request, db: Db) -> Actor | None:
    """Who is signed in; None for a visitor."""
    found = sign_in_of(request, db)
    if found is None or found[0].needs_code:
        return None
    actor = actor_of(db, found[1])
    request.state.actor = actor
    return actor


def signed_in(actor: Annotated[Actor | None, Depends(actor_or_none, scope="function")]) -> Actor:
    """Who is signed in. Raises SignInNeeded for a visitor."""
    if actor is None:
        raise SignInNeeded
    return actor


Signed = Annotated[Actor, Depends(signed_in)]
"""For a route that anybody with an account may use."""


def having(*rights: Right) -> Callable[..., Actor]:
    """A dependency: who is signed in and has one of these rights. Raises SignInNeeded, NotAllowed."""

    def check(actor: Signed) -> Actor:
        if not any(actor.may(right) for right in rights):
            raise NotAllowed(rights[0])
        return actor

    return check


Editor = Annotated[Actor, Depends(having(Right.EDIT))]
Writer = Annotated[Actor, Depends(having(Right.SUBMIT, Right.EDIT))]
Judge = Annotated[Actor, Depends(having(Right.REVIEW))]
Publisher = Annotated[Actor, Depends(having(Right.PUBLISH))]
Administrator = Annotated[Actor, Depends(having(Right.PEOPLE))]
LogReader = Annotated[Actor, Depends(having(Right.LOGBOOK))]


def _touch(request: Request, db: Session, found: SignIn, now: datetime) -> None:
    """Mark a sign-in as in use. A request that only reads does so on a connection of its own.

    A busy database is no reason to refuse somebody: the next request marks it as well.
    """
    if now - found.seen_at < TOUCH_AFTER:
        return
    if request.method not in READS:
        found.seen_at = now
        db.add(found)
        return
    with suppress(OperationalError), writing(request.state.database) as own, own.begin():
        row = own.get(SignIn, found.token_hash)
        if row is not None:
            row.seen_at = now
            own.add(row)
