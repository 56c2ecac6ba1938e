"""A running server and the official client, for the tests of the server itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from meilisearch import Client
from meilisearch.index import Index

from tests.meili import MeiliServer

DOCUMENTS: list[dict[str, Any]] = [
    {"id": "a", "titel": "Schuldhulpverlening voor jongeren", "jaar": 2020, "thema": ["Schulden", "Jeugd"]},
    {"id": "b", "titel": "Wijkteam, schuld hulp thuis", "jaar": 2018, "thema": ["schulden"], "plaats": "Één"},
    {"id": "c", "titel": "De Nieuwe Toekomst", "jaar": 2021, "thema": [], "plaats": None},
    {"id": "d", "titel": "Mantelzorg in de wijk", "thema": "Zorg", "plaats": ""},
    {"id": "e", "titel": "Toekomst voor de wijk", "jaar": "2018", "kosten": {"totaal": 12.5, "munt": "euro"}},
]
SETTINGS: dict[str, Any] = {
    "filterableAttributes": ["jaar", "thema", "plaats", "kosten"],
    "sortableAttributes": ["jaar", "titel", "plaats"],
    "searchableAttributes": ["titel", "thema", "plaats"],
    "stopWords": ["de", "voor", "in"],
}


@pytest.fixture
def server() -> Iterator[MeiliServer]:
    with MeiliServer() as running:
        yield running


@pytest.fixture
def client(server: MeiliServer) -> Client:
    return Client(server.url, server.admin_key, timeout=5)


@pytest.fixture
def done(server: MeiliServer, client: Client) -> Callable[[Any], dict[str, Any]]:
    """Wait for the task that a call enqueued; the answer is the task as the server gives it."""

    def wait(info: Any) -> dict[str, Any]:
        server.wait_for_tasks()
        return dict(client.http.get(f"tasks/{info.task_uid}"))

    return wait


@pytest.fixture
def index(client: Client, server: MeiliServer) -> Index:
    """An index with a few entries of everyday Dutch."""
    client.index("aanpakken").update_settings(SETTINGS)
    client.index("aanpakken").add_documents(DOCUMENTS, primary_key="id")
    server.wait_for_tasks()
    return client.index("aanpakken")


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]
