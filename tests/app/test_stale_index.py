"""A search index that is late may show too little, but never what was withdrawn."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import writing
from app.indexing import IndexKeeper
from catalogue.actions import archive, withdraw
from catalogue.kinds import Kind
from catalogue.tables import Entry
from search.embedded import EmbeddedEngine
from search.engine import Query

SLUG = "gezinshuizen"
PLACES = [
    "/aanpakken?q=gezinshuizen",
    "/aanpakken?q=gezinshuizen&sorteer=naam",
    "/aanpakken.csv?q=gezinshuizen",
    "/zoek/suggesties?q=gezinsh",
    "/v1/aanpakken?q=gezinshuizen",
    "/v1/aanpakken",
    "/aanpakken",
    "/",
    "/sitemap.xml",
    "/feed.atom",
]


@pytest.fixture
def late_client(own_client: TestClient) -> TestClient:
    """A site whose search server is asked first, and hears of nothing any more."""
    keeper: IndexKeeper = own_client.app_state["index"]
    late = EmbeddedEngine()
    late.rebuild(keeper.engine._snapshot.documents)  # type: ignore[attr-defined]
    own_client.app_state["searcher"] = late
    return own_client


def retire(client: TestClient, action: Callable[[Session, Entry, str, datetime], None]) -> None:
    now = datetime.now(UTC)
    with writing(client.app_state["database"]) as db, db.begin():
        entry = db.exec(select(Entry).where(Entry.slug == SLUG, Entry.kind == Kind.APPROACH)).one()
        action(db, entry, "De cijfers klopten niet.", now)


def shown_at(client: TestClient, place: str) -> bool:
    answer = client.get(place)
    assert answer.status_code == 200
    return f"aanpakken/{SLUG}" in answer.text


def test_the_late_index_itself_still_finds_it(late_client: TestClient) -> None:
    retire(late_client, withdraw)
    assert SLUG in late_client.app_state["searcher"].answer(Query(text="gezinshuizen")).slugs


def test_before_it_is_withdrawn_it_is_shown(late_client: TestClient) -> None:
    assert shown_at(late_client, PLACES[0])
    assert shown_at(late_client, "/v1/aanpakken?q=gezinshuizen")


@pytest.mark.parametrize("action", [archive, withdraw])
def test_what_was_withdrawn_is_nowhere_to_be_seen(
    late_client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    action: Callable[[Session, Entry, str, datetime], None],
) -> None:
    # Pages look for news four times a second; this test does not wait for that.
    monkeypatch.setattr("app.indexing.LOOK_AGAIN_SECONDS", 0)
    assert [place for place in PLACES if shown_at(late_client, place)], "pages that are kept were made before"
    retire(late_client, action)
    assert [place for place in PLACES if shown_at(late_client, place)] == []


def test_the_page_of_what_was_withdrawn_says_why(late_client: TestClient) -> None:
    retire(late_client, withdraw)
    answer = late_client.get(f"/aanpakken/{SLUG}")
    assert answer.status_code == 410
    assert "De cijfers klopten niet." in answer.text
