"""Concepts on the site under test."""

from typing import Any

from fastapi.testclient import TestClient
from sqlmodel import col, select

from app.database import writing
from app.editing.desk import now
from catalogue.editing import concepts, working
from catalogue.editing.people import actor_of
from catalogue.kinds import Kind
from catalogue.tables_people import Person
from tests.builders import make_approach


def begun(client: TestClient, document: Any = None, kind: Kind = Kind.APPROACH, by: int | None = None) -> int:
    """A concept with a text, of the person who signed in last."""
    text = working.of(document or make_approach()) if not isinstance(document, dict) else document
    with writing(client.app_state["database"]) as db, db.begin():
        people = select(Person).order_by(col(Person.id).desc())
        person = db.get(Person, by) if by else db.exec(people).first()
        assert person is not None
        return concepts.begin(db, kind, text, actor_of(db, person), now()).id


def stored(client: TestClient, concept_id: int) -> dict[str, Any]:
    """The text of a concept as it is now."""
    with writing(client.app_state["database"]) as db, db.begin():
        return concepts.text_of(concepts.get(db, concept_id)[0])


def address(concept_id: int, path: str = "") -> str:
    base = f"/redactie/concepten/{concept_id}"
    return f"{base}/deel/{path}" if path else base
