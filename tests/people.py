"""People for tests: accounts with roles, and browsers in which they are signed in."""

from datetime import UTC, datetime

from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from app.database import writing
from app.identity import cookie_name, start_sign_in
from catalogue.editing.actor import Actor
from catalogue.editing.people import actor_of
from catalogue.tables_people import Person, PersonRole
from catalogue.terms_workflow import AccountRole

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def make_person(
    db: Session,
    *roles: AccountRole,
    name: str = "",
    email: str = "",
    member_id: int | None = None,
    is_active: bool = True,
) -> Person:
    """An account with these roles."""
    name = name or "-".join(role.value for role in roles) or "niemand"
    person = Person(
        email=email or f"{name.lower().replace(' ', '.')}@example.org",
        name=name,
        member_id=member_id,
        is_active=is_active,
        created_at=NOW,
    )
    db.add(person)
    db.flush()
    db.add_all(PersonRole(person_id=person.id, role=role) for role in roles)
    db.flush()
    return person


def make_actor(db: Session, *roles: AccountRole, name: str = "", member_id: int | None = None) -> Actor:
    """Somebody with these roles, ready to act."""
    return actor_of(db, make_person(db, *roles, name=name, member_id=member_id))


def sign_in(client: TestClient, *roles: AccountRole, name: str = "", member_id: int | None = None) -> Actor:
    """Sign a new person with these roles in, in this browser; who was signed in there no longer is."""
    database: Engine = client.app_state["database"]
    settings = client.app_state["settings"]
    with writing(database) as db, db.begin():
        person = make_person(db, *roles, name=name, member_id=member_id)
        token = start_sign_in(db, person, datetime.now(UTC))
        actor = actor_of(db, person)
    client.cookies.set(cookie_name(settings), token)
    return actor
