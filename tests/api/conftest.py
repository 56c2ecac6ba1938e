"""The API on the real collection; the fixtures of the site are the same ones."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import make_engine, writing
from app.main import create_app
from app.settings import Settings
from catalogue.kinds import Kind
from catalogue.tables import Entry
from tests.app.conftest import client, own_folder, own_settings

__all__ = ["client", "own_folder", "own_settings"]

Act = Callable[[Session], Any]
After = Callable[[Act], AbstractContextManager[TestClient]]


@pytest.fixture(scope="session")
def description(client: TestClient) -> dict[str, Any]:
    """The description of the API."""
    found: dict[str, Any] = client.get("/v1/openapi.json").json()
    return found


@pytest.fixture(scope="session")
def slugs(client: TestClient) -> list[str]:
    """The slug of every published approach."""
    found: list[str] = []
    page = "/v1/aanpakken?paginaGrootte=100"
    while page:
        answer = client.get(page).json()
        found += [row["slug"] for row in answer["resultaten"]]
        following = answer["_links"]["next"]
        page = following["href"].partition("8000")[2] if following else ""
    return found


@pytest.fixture
def after(own_settings: Settings) -> After:
    """A visitor of a copy of the collection to which something happened."""

    @contextmanager
    def opened(act: Act) -> Iterator[TestClient]:
        engine = make_engine(own_settings)
        with writing(engine) as db, db.begin():
            act(db)
        engine.dispose()
        with TestClient(create_app(own_settings), follow_redirects=False) as visitor:
            yield visitor

    return opened


def entry(db: Session, slug: str) -> Entry:
    """The row of an approach."""
    return db.exec(select(Entry).where(Entry.slug == slug, Entry.kind == Kind.APPROACH)).one()
