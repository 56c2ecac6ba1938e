"""People with a password, and browsers in which they sign in as anybody does."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, col, select

from app.database import writing
from app.identity import cookie_name
from app.passwords import hash_of
from catalogue.editing.tokens import hashed
from catalogue.tables_desk import Mail
from catalogue.tables_people import Person, SignIn, Trail
from catalogue.terms_workflow import AccountRole
from tests.people import make_person

PASSWORD = "drie grijze katten op zolder"
OTHER = "vier rode vossen in de tuin"
EMAIL = "kees@example.org"


@cache
def kept_password() -> str:
    """Made once: it takes time on purpose."""
    return hash_of(PASSWORD)


def add_person(client: TestClient, *roles: AccountRole, email: str = EMAIL, **facts: Any) -> int:
    """Somebody who can sign in with PASSWORD; without roles an editor. Returns the id."""
    with writing(client.app_state["database"]) as db, db.begin():
        person = make_person(db, *(roles or (AccountRole.EDITOR,)), name="Kees Kaptein", email=email)
        person.password_hash = kept_password()
        for name, value in facts.items():
            setattr(person, name, value)
        db.add(person)
        return person.id


def give(client: TestClient, email: str = EMAIL, password: str = PASSWORD, **more: Any) -> Response:
    """Send the sign-in form."""
    answer: Response = client.post("/aanmelden", data={"email": email, "wachtwoord": password, **more})
    return answer


def token_of(client: TestClient) -> str | None:
    """The token in the browser."""
    found: str | None = client.cookies.get(cookie_name(client.app_state["settings"]))
    return found


def row_of(client: TestClient, token: str | None) -> SignIn:
    """The sign-in that a token stands for."""
    assert token
    with Session(client.app_state["database"]) as db:
        return db.get_one(SignIn, hashed(token))


def person(client: TestClient, person_id: int) -> Person:
    """A row as it is now."""
    with Session(client.app_state["database"]) as db:
        return db.get_one(Person, person_id)


def mails(client: TestClient) -> list[Mail]:
    """What was put in the post, the oldest first."""
    with Session(client.app_state["database"]) as db:
        return list(db.exec(select(Mail).order_by(col(Mail.id))))


def link_in(mail: Mail) -> str:
    """The path of the link that works once."""
    found = re.search(r"/toegang/\S+", mail.body)
    assert found is not None
    return found.group()


def deeds(client: TestClient) -> list[str]:
    """The actions in the logbook, the oldest first."""
    with Session(client.app_state["database"]) as db:
        return list(db.exec(select(Trail.action).order_by(col(Trail.id))))


def now() -> datetime:
    """Now."""
    return datetime.now(UTC)
