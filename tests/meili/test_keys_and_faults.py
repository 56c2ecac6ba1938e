"""Keys, and what can go wrong on the way."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
import requests
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchCommunicationError, MeilisearchTimeoutError
from meilisearch.index import Index

from tests.meili import MeiliServer

Done = Callable[[Any], dict[str, Any]]
Call = Callable[[Client], Any]

FORBIDDEN_FOR_SEARCH: dict[str, Call] = {
    "version": lambda client: client.get_version(),
    "stats": lambda client: client.get_all_stats(),
    "tasks": lambda client: client.get_tasks(),
    "settings": lambda client: client.index("aanpakken").get_settings(),
    "indexes": lambda client: client.get_raw_index("aanpakken"),
    "documents": lambda client: client.index("aanpakken").get_documents(),
    "add": lambda client: client.index("aanpakken").add_documents([{"id": 1}]),
    "delete": lambda client: client.index("aanpakken").delete_document("a"),
    "swap": lambda client: client.swap_indexes([{"indexes": ["a", "b"]}]),
}


def refused(call: Callable[[], Any]) -> MeilisearchApiError:
    with pytest.raises(MeilisearchApiError) as error:
        call()
    return error.value


def test_a_search_key_searches_and_no_more(server: MeiliServer, index: Index) -> None:
    reader = Client(server.url, server.search_key)
    assert len(reader.index("aanpakken").search("")["hits"]) == 5
    assert reader.multi_search([{"indexUid": "aanpakken"}])["results"]
    assert reader.health() == {"status": "available"}
    for call in FORBIDDEN_FOR_SEARCH.values():
        error = refused(lambda call=call: call(reader))  # type: ignore[misc]
        assert (error.status_code, error.code) == (403, "invalid_api_key")
        assert error.message.startswith("The provided API key is invalid.")


def test_without_a_header_and_with_a_wrong_key_the_answers_differ(server: MeiliServer) -> None:
    missing = requests.get(f"{server.url}/version", timeout=5)
    assert (missing.status_code, missing.json()["code"]) == (401, "missing_authorization_header")
    assert missing.json()["type"] == "auth"
    other = requests.get(f"{server.url}/version", headers={"Authorization": "Basic x"}, timeout=5)
    assert other.status_code == 401
    assert refused(Client(server.url, "fout").get_version).code == "invalid_api_key"
    assert requests.get(f"{server.url}/health", timeout=5).json() == {"status": "available"}


def test_a_key_can_end_and_be_taken_away(server: MeiliServer, client: Client) -> None:
    server.expire_key(server.admin_key)
    assert refused(client.get_version).status_code == 403
    key = server.add_key("kort", expires=datetime.now(UTC) + timedelta(hours=1))
    assert Client(server.url, key).get_version()
    server.remove_key(key)
    assert refused(Client(server.url, key).get_version).status_code == 403


def test_a_key_can_be_for_some_indexes(server: MeiliServer, index: Index, done: Done) -> None:
    done(Client(server.url, server.master_key).create_index("ander"))
    some = Client(server.url, server.add_key("deel", indexes=("aan*",)))
    assert some.index("aanpakken").search("")["hits"]
    error = refused(lambda: some.index("ander").search(""))
    assert (error.status_code, error.code) == (403, "invalid_api_key")
    assert 'authorized indexes are ["aan*"]' in error.message
    several = refused(lambda: some.multi_search([{"indexUid": "aanpakken"}, {"indexUid": "ander"}]))
    assert several.message == "Inside `.queries[1]`: The provided API key is invalid."
    assert [found["uid"] for found in some.http.get("indexes")["results"]] == ["aanpakken"]
    assert {task["indexUid"] for task in some.http.get("tasks")["results"]} == {"aanpakken"}
    assert refused(lambda: some.swap_indexes([{"indexes": ["aanpakken", "ander"]}])).status_code == 403


def test_adding_documents_makes_an_index_only_with_that_right(server: MeiliServer, done: Done) -> None:
    adder = Client(server.url, server.add_key("toevoegen", actions=("documents.*",)))
    task = done(adder.index("nieuw").add_documents([{"id": 1}]))
    assert task["error"]["code"] == "index_not_found"


def test_the_log_says_who_asked_what(server: MeiliServer, index: Index) -> None:
    server.forget_requests()
    Client(server.url, server.search_key).index("aanpakken").search("wijk", {"limit": 1})
    with pytest.raises(MeilisearchApiError):
        Client(server.url, "fout").get_tasks({"limit": 3})
    first, second = server.requests
    assert (first.method, first.path, first.key) == ("POST", "/indexes/aanpakken/search", "search")
    assert first.body == {"q": "wijk", "limit": 1}
    assert (first.endpoint, first.status) == ("search", 200)
    assert (second.endpoint, second.key, second.status, second.query) == (
        "tasks",
        "unknown",
        403,
        {"limit": "3"},
    )
    assert server.count() == 2
    assert server.count("search", "POST") == server.counts()["search"] == 1


def test_an_answer_can_be_late(server: MeiliServer, index: Index) -> None:
    server.faults.delay(60, "search", times=1)
    quick = Client(server.url, server.search_key, timeout=0.1)  # type: ignore[arg-type]
    with pytest.raises(MeilisearchTimeoutError):
        quick.index("aanpakken").search("")
    assert index.search("")["hits"]


def test_an_answer_can_come_in_drops(server: MeiliServer, index: Index) -> None:
    """No read takes longer than the timeout of the client, the whole does."""
    server.faults.drip(0.02, "search")
    started = time.monotonic()
    patient = Client(server.url, server.search_key, timeout=0.2)  # type: ignore[arg-type]
    assert len(patient.index("aanpakken").search("")["hits"]) == 5
    assert time.monotonic() - started > 0.2


def test_connections_can_be_refused_and_come_back(server: MeiliServer, client: Client, index: Index) -> None:
    with server.down():
        with pytest.raises(MeilisearchCommunicationError):
            client.health()
        assert not client.is_healthy()
    assert client.is_healthy()
    assert len(index.search("")["hits"]) == 5


def test_a_connection_can_be_dropped(server: MeiliServer, client: Client) -> None:
    server.faults.hang_up("version", times=1)
    with pytest.raises(MeilisearchCommunicationError):
        client.get_version()
    assert client.get_version()


def test_an_answer_can_be_no_json(server: MeiliServer, index: Index) -> None:
    server.faults.garbage("search")
    with pytest.raises(requests.exceptions.JSONDecodeError):
        index.search("")
    server.faults.clear()
    assert index.search("")["hits"]


def test_a_proxy_can_answer_for_a_server_that_starts(server: MeiliServer, client: Client) -> None:
    server.faults.unavailable()
    error = refused(client.health)
    assert (error.status_code, error.code) == (503, None)
    assert not client.is_healthy()


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("internal", 500, "internal"),
        ("no_space_left_on_device", 422, "system"),
        ("too_many_search_requests", 503, "system"),
    ],
)
def test_the_server_can_fail_in_its_own_words(
    server: MeiliServer, index: Index, code: str, status: int, kind: str
) -> None:
    server.faults.refuse(code, "search")
    error = refused(lambda: index.search(""))
    assert (error.status_code, error.code, error.type) == (status, code, kind)


@pytest.mark.parametrize("code", ["internal", "no_space_left_on_device"])
def test_tasks_can_fail_by_no_fault_of_theirs(
    server: MeiliServer, index: Index, done: Done, code: str
) -> None:
    server.faults.fail_tasks(code, "documentAdditionOrUpdate", times=1)
    task = done(index.add_documents([{"id": "x"}]))
    assert (task["status"], task["error"]["code"]) == ("failed", code)
    assert task["details"]["indexedDocuments"] == 0
    assert "x" not in server.documents("aanpakken")
    assert done(index.add_documents([{"id": "x"}]))["status"] == "succeeded"


def test_an_index_can_get_lost(server: MeiliServer, index: Index) -> None:
    server.drop_index("aanpakken")
    assert refused(lambda: index.search("")).code == "index_not_found"


def test_a_payload_can_be_too_large(server: MeiliServer, index: Index) -> None:
    server.payload_limit = 1000
    error = refused(lambda: index.add_documents([{"id": "x", "titel": "y" * 2000}]))
    assert (error.status_code, error.code) == (413, "payload_too_large")


@pytest.mark.parametrize(
    ("body", "kind", "refusal"),
    [
        (b"", "application/json", (400, "missing_payload")),
        (b"{", "application/json", (400, "malformed_payload")),
        (b"{}", None, (415, "missing_content_type")),
        (b"{}", "text/plain", (415, "invalid_content_type")),
        (b"[]", "application/json", (400, "bad_request")),
    ],
)
def test_a_body_has_to_be_json_and_to_say_so(
    server: MeiliServer, index: Index, body: bytes, kind: str | None, refusal: tuple[int, str]
) -> None:
    headers = {"Authorization": f"Bearer {server.admin_key}"} | ({"Content-Type": kind} if kind else {})
    answer = requests.post(f"{server.url}/indexes/aanpakken/search", data=body, headers=headers, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == refusal


def test_an_unknown_address_says_that_it_is_not_built(client: Client) -> None:
    assert refused(lambda: client.http.post("dumps")).status_code == 501


def test_stopping_does_not_wait_for_a_late_answer(server: MeiliServer, index: Index) -> None:
    server.faults.delay(60, "search")
    errors: list[Exception] = []

    def ask() -> None:
        try:
            index.search("")
        except MeilisearchCommunicationError as error:
            errors.append(error)

    asking = Thread(target=ask)
    asking.start()
    while not server.count("search"):
        time.sleep(0.001)
    started = time.monotonic()
    server.stop()
    asking.join()
    assert time.monotonic() - started < 30  # half of the delay: room enough for a busy machine
    assert errors


def test_tasks_survive_a_restart(server: MeiliServer, client: Client) -> None:
    server.task_delay = 30
    info = client.index("a").add_documents([{"id": 1}])
    with server.down():
        server.task_delay = 0
    server.wait_for_tasks()
    assert client.get_task(info.task_uid).status == "succeeded"
    assert set(server.documents("a")) == {"1"}


def test_a_server_answers_as_soon_as_it_is_there_and_no_longer_after_its_end() -> None:
    with MeiliServer() as server:
        assert Client(server.url).is_healthy()
    assert not Client(server.url).is_healthy()
