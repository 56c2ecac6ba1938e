"""Sending the forms of visitors in tests."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, col, select

from app.database import writing
from app.visitor_forms import stamp
from catalogue.tables_desk import Ticket
from catalogue.tables_people import Trail

ORIGIN = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
TIP = {
    "titel": "MKBA van het buurthuis in Almelo",
    "link": "https://voorbeeld.nl/rapport.pdf",
    "waarom": "Het gaat over sociaal werk.",
    "naam": "Jo Janssen",
    "email": "jo@example.org",
}


def opened(client: TestClient, seconds: int = 60) -> str:
    """The signed moment of a form that was opened so long ago."""
    return stamp(client.app_state["settings"], datetime.now(UTC) - timedelta(seconds=seconds))


def post(client: TestClient, path: str, **fields: Any) -> Response:
    """A form of a visitor; `seconds` says how long it was open."""
    moment = opened(client, fields.pop("seconds", 60))
    return client.post(path, data={"geopend": moment} | fields, headers=ORIGIN)


def sent(client: TestClient, path: str, **fields: Any) -> Response:
    """A form of somebody who is signed in."""
    return client.post(path, data=fields, headers=ORIGIN)


def reading(client: TestClient) -> Session:
    """A session on the database of the site."""
    return Session(client.app_state["database"])


def tickets(client: TestClient) -> list[Ticket]:
    """Every ticket, the oldest first."""
    with reading(client) as db:
        return list(db.exec(select(Ticket).order_by(col(Ticket.id))))


def trail(client: TestClient) -> list[Trail]:
    """The logbook, the oldest line first."""
    with reading(client) as db:
        return list(db.exec(select(Trail).order_by(col(Trail.id))))


def changed(client: TestClient, change: Callable[[Session], object]) -> None:
    """Change something in the database of the site."""
    with writing(client.app_state["database"]) as db, db.begin():
        change(db)
