"""Whatever happens to Meilisearch, a reader gets an answer, soon, and never an error page."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app.main import create_app
from app.settings import Settings
from catalogue import actions, queries
from catalogue.kinds import Kind
from search.engine import Trouble
from search.meili_index import MeiliIndex
from tests.app.html import soup
from tests.meili.server import MeiliServer
from tests.relevance.collection import documents

pytestmark = pytest.mark.slow
HANGS = 30.0
PATIENCE, SOON = 3.0, 15.0
"""Seconds: far below HANGS and far above what the imitation takes on a busy machine. The bench is for 1.5."""
QUESTION = "/aanpakken?q=valpreventie"
FIRST = "Valpreventie Stevig Staan"
Fault = Callable[[Any], object]

FAULTS: dict[str, tuple[Fault, set[Trouble]]] = {
    "slow": (lambda server: server.faults.delay(HANGS, "multi-search"), {Trouble.SLOW}),
    "drips": (lambda server: server.faults.drip(HANGS / 20, "multi-search"), {Trouble.SLOW}),
    "hangs up": (
        lambda server: server.faults.hang_up("multi-search"),
        {Trouble.UNREACHABLE, Trouble.FAULT},
    ),
    "starting": (lambda server: server.faults.unavailable(), {Trouble.FAULT}),
    "talks nonsense": (lambda server: server.faults.garbage("multi-search"), {Trouble.FAULT}),
    "answers something else": (
        lambda server: server.faults.garbage("multi-search", body=b'{"results": [{}]}'),
        {Trouble.FAULT},
    ),
    "crashes": (lambda server: server.faults.refuse("internal", "multi-search"), {Trouble.FAULT}),
    "full disk": (
        lambda server: server.faults.refuse("no_space_left_on_device", "multi-search"),
        {Trouble.FULL},
    ),
    "too busy": (
        lambda server: server.faults.refuse("too_many_search_requests", "multi-search"),
        {Trouble.SLOW},
    ),
    "no index": (lambda server: server.drop_index("mkba"), {Trouble.MISSING}),
    "expired key": (lambda server: server.expire_key(server.keys_of_readers[-1]), {Trouble.REFUSED}),
}


class Server(MeiliServer):
    """A server that remembers the keys it gave to readers."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_of_readers: list[str] = []


@pytest.fixture(scope="module")
def filled() -> Iterator[Server]:
    with Server() as server:
        fill(server)
        yield server


@pytest.fixture
def server(filled: Server) -> Iterator[Server]:
    filled.keys_of_readers.append(
        filled.add_key(f"reader-{len(filled.keys_of_readers)}", actions=("search",))
    )
    yield filled
    filled.faults.clear()
    if "mkba" not in filled.store.indexes:
        fill(filled)


def settings_for(server: Server, folder: Path, search_key: str | None = None) -> Settings:
    return Settings(
        data_dir=folder,
        database_url="",
        meili_url=server.url,
        meili_search_key=SecretStr(search_key or server.keys_of_readers[-1]),
        meili_timeout=PATIENCE,
        meili_admin_key=SecretStr(server.admin_key),
    )


def fill(server: MeiliServer) -> None:
    MeiliIndex(server.url, server.admin_key, "mkba").rebuild(documents())


@pytest.fixture
def site(server: Server, loaded: Path) -> Iterator[TestClient]:
    with TestClient(create_app(settings_for(server, loaded)), follow_redirects=False) as client:
        yield client


def names(client: TestClient) -> list[str]:
    started = time.monotonic()
    answer = client.get(QUESTION)
    assert time.monotonic() - started < SOON
    assert answer.status_code == 200
    return [card.get_text(" ", strip=True) for card in soup(answer.text).select(".mk-results .mk-entry h3")]


def condition(client: TestClient):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return client.app_state["searcher"].condition


@pytest.mark.parametrize("fault", list(FAULTS))
def test_readers_get_the_same_answer_whatever_is_wrong(server: Server, site: TestClient, fault: str) -> None:
    expected = names(site)
    assert FIRST in expected[0]
    assert condition(site).first_answers
    break_it, troubles = FAULTS[fault]
    break_it(server)
    first = names(site)
    assert condition(site).trouble in troubles
    asked = server.count("multi-search")
    assert all(names(site) == first for _ in range(5))
    assert (first[0], set(first)) == (expected[0], set(expected))
    # The breaker keeps later readers quick: at most a probe or two went out beside them.
    assert server.count("multi-search") - asked <= 2


def test_a_server_that_is_away_from_the_start_is_no_reason_not_to_start(server: Server, loaded: Path) -> None:
    settings = settings_for(server, loaded)
    with server.down(), TestClient(create_app(settings)) as client:
        assert names(client)
        assert condition(client).trouble is Trouble.UNREACHABLE
        assert client.get("/gezond/klaar").status_code == 200


def test_a_wrong_key_is_told_and_readers_do_not_notice(server: Server, loaded: Path) -> None:
    with TestClient(create_app(settings_for(server, loaded, "verkeerd"))) as client:
        assert names(client)
        assert condition(client).trouble is Trouble.REFUSED
        text = soup(client.get("/gezond").text).get_text(" ", strip=True)
        assert "de sleutel wordt geweigerd" in text
        assert "verkeerd" not in text


def test_it_recovers_by_itself_and_the_metrics_tell(server: Server, site: TestClient) -> None:
    with server.down():
        names(site)
        assert not condition(site).first_answers
    until = time.monotonic() + 60
    while not condition(site).first_answers and time.monotonic() < until:
        names(site)
        time.sleep(0.05)
    assert condition(site).first_answers
    metrics = site.get("/gezond/metingen").text
    line = next(line for line in metrics.splitlines() if 'terugval_total{reden="onbereikbaar"}' in line)
    assert float(line.split()[-1]) >= 1
    assert "mkba_zoeken_terugval_nu 0.0" in metrics


def test_what_was_withdrawn_is_not_shown_by_a_stale_index(server: Server, own_folder: Path) -> None:
    slug = "valpreventie-stevig-staan"
    with TestClient(create_app(settings_for(server, own_folder))) as client:
        assert FIRST in names(client)[0]
        with client.app_state["open_database"]() as db:
            found = queries.find(db, Kind.APPROACH, slug)
            assert found
            actions.withdraw(db, found.entry, "De cijfers klopten niet.", datetime.now(UTC))
        assert slug in server.documents("mkba")
        assert not any(FIRST in name for name in names(client))
