"""Tasks: one queue, in order, with what they tell; and what swapping does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError
from meilisearch.index import Index

from tests.meili import MeiliServer
from tests.meili.conftest import ids

Done = Callable[[Any], dict[str, Any]]


def refused(call: Callable[[], Any]) -> MeilisearchApiError:
    with pytest.raises(MeilisearchApiError) as error:
        call()
    return error.value


def codes(done: Done, *infos: Any) -> list[str]:
    tasks = [done(info) for info in infos]
    assert all(task["status"] == "failed" for task in tasks)
    return [task["error"]["code"] for task in tasks]


def test_a_request_is_answered_before_the_work_is_done(server: MeiliServer, client: Client) -> None:
    server.faults.hold_tasks()
    info = client.http.post("indexes/a/documents", [{"id": 1}])
    assert info.keys() == {"taskUid", "indexUid", "status", "type", "enqueuedAt"}
    assert (info["status"], info["type"]) == ("enqueued", "documentAdditionOrUpdate")
    waiting = client.http.get(f"tasks/{info['taskUid']}")
    assert (waiting["status"], waiting["startedAt"], waiting["finishedAt"]) == ("enqueued", None, None)
    assert waiting["details"] == {"receivedDocuments": 1, "indexedDocuments": None}
    assert "a" not in server.store.indexes
    server.faults.release_tasks()
    server.wait_for_tasks()
    task = client.get_task(info["taskUid"])
    assert task.status == "succeeded"
    assert task.details == {"receivedDocuments": 1, "indexedDocuments": 1}
    assert isinstance(task.finished_at, datetime)
    assert task.duration is not None
    assert task.duration.startswith("PT")


def test_a_task_shows_that_it_is_being_done(server: MeiliServer, client: Client) -> None:
    server.task_delay = 30
    info = client.create_index("a")
    while client.get_task(info.task_uid).status == "enqueued":
        pass
    assert client.get_task(info.task_uid).status == "processing"
    assert server.store.queue.running()


def test_tasks_are_done_in_their_order_whatever_index_they_touch(server: MeiliServer, client: Client) -> None:
    server.faults.hold_tasks("indexCreation")
    first = client.create_index("a")
    second = client.index("b").add_documents([{"id": 1}])
    assert client.get_task(second.task_uid).status == "enqueued"
    server.faults.release_tasks()
    server.wait_for_tasks()
    started = [client.get_task(info.task_uid).started_at for info in (first, second)]
    assert started == sorted(started, key=str)


def test_adding_documents_makes_the_index_and_finds_the_key(client: Client, done: Done) -> None:
    done(client.index("a").add_documents([{"boekId": 1, "titel": "x"}]))
    assert client.get_raw_index("a")["primaryKey"] == "boekId"
    assert client.index("a").get_document("1").titel == "x"


def test_documents_are_replaced_whole(client: Client, done: Done) -> None:
    done(client.index("a").add_documents([{"id": 1, "a": 1, "b": 2}]))
    done(client.index("a").add_documents([{"id": "1", "a": 3}]))
    assert dict(client.index("a").get_document("1")) == {"id": "1", "a": 3}


@pytest.mark.parametrize("wrong", ["foo & bar", "a/b", "a.b", "", "é", 1.5, True, None, [1], "a" * 512])
def test_a_bad_id_fails_the_task_and_nothing_of_it_is_kept(
    server: MeiliServer, client: Client, done: Done, wrong: Any
) -> None:
    task = done(client.index("a").add_documents([{"id": 1}, {"id": wrong}], primary_key="id"))
    assert task["status"] == "failed"
    assert task["error"].keys() == {"message", "code", "type", "link"}
    assert (task["error"]["code"], task["error"]["type"]) == ("invalid_document_id", "invalid_request")
    assert task["details"] == {"receivedDocuments": 2, "indexedDocuments": 0}
    assert server.documents("a") == {}


def test_an_id_may_have_511_bytes(client: Client, done: Done) -> None:
    assert done(client.index("a").add_documents([{"id": "a" * 511}]))["status"] == "succeeded"


def test_the_key_has_to_be_there_and_to_stay(client: Client, done: Done) -> None:
    index = client.index("a")
    assert codes(
        done,
        index.add_documents([{"titel": "x"}]),
        index.add_documents([{"aId": 1, "bId": 2}]),
        index.add_documents([{"titel": "x"}], primary_key="id"),
    ) == [
        "index_primary_key_no_candidate_found",
        "index_primary_key_multiple_candidates_found",
        "missing_document_id",
    ]
    done(index.add_documents([{"id": 1}]))
    assert codes(done, index.add_documents([{"nr": 1}], primary_key="nr")) == [
        "index_primary_key_already_exists"
    ]


def test_no_documents_at_all_succeed(client: Client, done: Done) -> None:
    """The client turns an empty list into null, so this goes around it."""
    info = client.index("a").add_documents_json(b"[]")
    assert done(info)["details"] == {"receivedDocuments": 0, "indexedDocuments": 0}
    assert client.get_raw_index("a")["primaryKey"] is None
    assert refused(lambda: client.index("a").add_documents([])).code == "malformed_payload"


def test_documents_can_come_one_on_each_line(client: Client, done: Done) -> None:
    done(client.index("a").add_documents_ndjson(b'{"id": 1}\n{"id": 2}\n'))
    assert client.index("a").get_documents().total == 2


def test_indexes_are_made_once_and_deleted_once(client: Client, done: Done) -> None:
    assert done(client.create_index("a", {"primaryKey": "nr"}))["details"] == {"primaryKey": "nr"}
    assert codes(done, client.create_index("a")) == ["index_already_exists"]
    assert [found["uid"] for found in client.get_raw_indexes()["results"]] == ["a"]  # type: ignore[call-overload]
    done(client.index("a").add_documents([{"nr": 1}]))
    assert done(client.delete_index("a"))["details"] == {"deletedDocuments": 1}
    assert codes(done, client.delete_index("a")) == ["index_not_found"]
    assert refused(lambda: client.get_raw_index("a")).status_code == 404


def test_deleting_counts_what_there_was(index: Index, done: Done) -> None:
    info = index.http.post("indexes/aanpakken/documents/delete-batch", ["a", "b", "onbekend"])
    assert info["type"] == "documentDeletion"
    task = done(index.delete_document("c"))
    assert task["details"] == {"providedIds": 1, "deletedDocuments": 1, "originalFilter": None}
    assert index.http.get(f"tasks/{info['taskUid']}")["details"]["deletedDocuments"] == 2
    assert done(index.delete_documents(filter="jaar EXISTS"))["details"]["deletedDocuments"] == 1
    assert codes(done, index.delete_documents(filter="titel = x")) == ["invalid_document_filter"]
    assert ids(index.search("")) == ["d"]


def test_deleting_from_a_missing_index_fails_later(client: Client, done: Done) -> None:
    assert codes(done, client.index("weg").delete_document("a")) == ["index_not_found"]


@pytest.mark.parametrize("uid", ["met spatie", "é", "a.b", "x" * 401])
def test_the_name_of_an_index_is_limited(client: Client, uid: str) -> None:
    assert refused(lambda: client.create_index(uid)).code == "invalid_index_uid"


def test_swapping_exchanges_everything_but_the_names(client: Client, index: Index, done: Done) -> None:
    old = client.index("nieuw").add_documents([{"nr": 1, "titel": "x"}], primary_key="nr")
    done(old)
    task = done(client.swap_indexes([{"indexes": ["aanpakken", "nieuw"]}]))
    assert (task["status"], task["indexUid"]) == ("succeeded", None)
    assert task["details"] == {"swaps": [{"indexes": ["aanpakken", "nieuw"], "rename": False}]}
    assert client.get_raw_index("aanpakken")["primaryKey"] == "nr"
    assert client.index("nieuw").get_settings()["sortableAttributes"] == ["jaar", "plaats", "titel"]
    assert index.search("")["hits"] == [{"nr": 1, "titel": "x"}]


def test_older_tasks_follow_a_swap_and_later_ones_go_to_the_new_owner_of_the_name(
    server: MeiliServer, client: Client, index: Index, done: Done
) -> None:
    before = client.index("nieuw").add_documents([{"id": "n"}])
    server.wait_for_tasks()
    server.faults.hold_tasks("indexSwap")
    client.swap_indexes([{"indexes": ["aanpakken", "nieuw"]}])
    after = client.index("nieuw").add_documents([{"id": "later"}])
    server.faults.release_tasks()
    server.wait_for_tasks()
    assert client.get_task(before.task_uid).index_uid == "aanpakken"
    assert client.get_task(after.task_uid).index_uid == "nieuw"
    assert "later" in ids(client.index("nieuw").search(""))
    assert len(server.documents("nieuw")) == 6


def test_swapping_is_all_or_nothing(client: Client, index: Index, done: Done) -> None:
    done(client.create_index("nieuw"))
    swaps: list[Any] = [{"indexes": ["aanpakken", "nieuw"]}, {"indexes": ["weg", "ook-weg"]}]
    task = done(client.swap_indexes(swaps))
    assert task["error"]["code"] == "index_not_found"
    assert task["error"]["message"] == "Indexes `ook-weg`, `weg` not found."
    assert len(index.search("")["hits"]) == 5


@pytest.mark.parametrize(
    ("swaps", "code"),
    [
        ([{"indexes": ["a"]}], "invalid_swap_indexes"),
        ([{"indexes": ["a", "a"]}], "invalid_swap_duplicate_index_found"),
        ([{"indexes": ["a", "b"]}, {"indexes": ["c", "a"]}], "invalid_swap_duplicate_index_found"),
        ([{"indexes": "ab"}], "invalid_swap_indexes"),
        ([{}], "missing_swap_indexes"),
        ([], "bad_request"),
    ],
)
def test_a_swap_that_makes_no_sense_is_refused_at_once(client: Client, swaps: Any, code: str) -> None:
    assert refused(lambda: client.swap_indexes(swaps)).code == code


def test_tasks_are_listed_newest_first_and_filtered(client: Client, index: Index, done: Done) -> None:
    codes(done, client.create_index("aanpakken"))
    everything = client.http.get("tasks?limit=2")
    assert [task["uid"] for task in everything["results"]] == [2, 1]
    assert (everything["total"], everything["limit"], everything["from"], everything["next"]) == (3, 2, 2, 0)
    for query, found in [
        ("statuses=failed", [2]),
        ("types=settingsUpdate,indexCreation", [2, 0]),
        ("uids=0,1", [1, 0]),
        ("indexUids=onbekend", []),
        ("reverse=true", [0, 1, 2]),
        ("from=1", [1, 0]),
    ]:
        assert [task["uid"] for task in client.http.get(f"tasks?{query}")["results"]] == found


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("statuses=klaar", "invalid_task_statuses"),
        ("types=iets", "invalid_task_types"),
        ("uids=een", "invalid_task_uids"),
        ("limit=veel", "invalid_task_limit"),
        ("iets=1", "bad_request"),
    ],
)
def test_a_wrong_filter_on_tasks_is_refused(client: Client, query: str, code: str) -> None:
    assert refused(lambda: client.http.get(f"tasks?{query}")).code == code


def test_waiting_tasks_can_be_canceled(server: MeiliServer, client: Client, done: Done) -> None:
    server.faults.hold_tasks("indexCreation")
    info = client.create_index("a")
    cancelation = done_canceling(server, client)
    task = client.get_task(info.task_uid)
    assert (task.status, task.canceled_by) == ("canceled", cancelation["uid"])
    assert cancelation["details"]["canceledTasks"] == 1
    assert "a" not in server.store.indexes


def done_canceling(server: MeiliServer, client: Client) -> dict[str, Any]:
    info = client.cancel_tasks({"statuses": "enqueued"})
    server.wait_for_tasks()
    return dict(client.http.get(f"tasks/{info.task_uid}"))


def test_a_task_that_is_tidied_away_is_not_found(server: MeiliServer, client: Client, done: Done) -> None:
    info = client.create_index("a")
    done(info)
    server.forget_tasks()
    error = refused(lambda: client.get_task(info.task_uid))
    assert (error.status_code, error.code) == (404, "task_not_found")


def test_what_a_task_wrote_is_found_as_soon_as_it_succeeded(client: Client) -> None:
    for number in range(20):
        info = client.index("a").add_documents([{"id": number}])
        while client.get_task(info.task_uid).status != "succeeded":
            pass
        assert client.index("a").search("")["estimatedTotalHits"] == number + 1


def test_stats_count_documents_and_fields(client: Client, index: Index) -> None:
    stats = client.http.get("indexes/aanpakken/stats")
    assert stats["numberOfDocuments"] == 5
    assert stats["isIndexing"] is False
    assert stats["fieldDistribution"]["jaar"] == 4
    assert client.get_all_stats()["indexes"]["aanpakken"]["numberOfDocuments"] == 5
