"""Keeping an index on Meilisearch: never half-filled for readers, and no failure goes unnoticed."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import EngineUnavailable, Query, Trouble, fingerprint
from search.meili_client import connect
from search.meili_index import MeiliIndex
from search.meili_settings import settings
from tests.meili.server import MeiliServer
from tests.search.meilisearch import MeiliPair
from tests.search.samples import COLLECTION, document

NAME = "mkba"


@pytest.fixture
def server() -> Iterator[MeiliServer]:
    with MeiliServer() as server:
        yield server


@pytest.fixture
def index(server: MeiliServer) -> MeiliIndex:
    return MeiliIndex(server.url, server.admin_key, NAME)


def trouble_of(caught: pytest.ExceptionInfo[EngineUnavailable]) -> Trouble:
    return caught.value.trouble


def slugs(server: MeiliServer) -> set[str]:
    return set(server.documents(NAME))


def test_a_rebuild_leaves_one_index_with_our_settings(server: MeiliServer, index: MeiliIndex) -> None:
    index.rebuild(COLLECTION)
    assert slugs(server) == {one.slug for one in COLLECTION}
    assert index.outdated() is None
    assert index.fingerprints() == {one.slug: fingerprint(one) for one in COLLECTION}
    index.rebuild(COLLECTION[:2])
    assert slugs(server) == {one.slug for one in COLLECTION[:2]}
    assert not server.store.indexes.keys() - {NAME}


def test_readers_keep_the_old_index_until_the_new_one_is_complete(
    server: MeiliServer, index: MeiliIndex
) -> None:
    index.rebuild(COLLECTION)
    seen: list[int] = []
    more = [document(f"nieuw-{n}", f"Nieuwe aanpak {n}") for n in range(600)]
    index.rebuild(more, lambda _: seen.append(len(server.documents(NAME))))
    assert seen == [len(COLLECTION)] * len(seen)
    assert len(seen) > 1
    assert len(server.documents(NAME)) == 600


def test_progress_counts_the_documents(index: MeiliIndex) -> None:
    told: list[int] = []
    index.rebuild((document(f"a-{n}", f"Aanpak {n}") for n in range(300)), told.append)
    assert told[-1] == 300
    assert told == sorted(set(told))


@pytest.mark.parametrize("kind", ["documentAdditionOrUpdate", "settingsUpdate", "indexSwap", "indexCreation"])
def test_a_failing_task_of_a_rebuild_is_reported_and_leaves_the_old_index(
    server: MeiliServer, index: MeiliIndex, kind: str
) -> None:
    index.rebuild(COLLECTION)
    server.faults.fail_tasks("internal", kind)
    with pytest.raises(EngineUnavailable, match="internal"):
        index.rebuild(COLLECTION[:1])
    server.faults.clear()
    assert slugs(server) == {one.slug for one in COLLECTION}
    index.rebuild(COLLECTION[:1])
    assert slugs(server) == {COLLECTION[0].slug}


def test_a_full_disk_is_told_as_such(server: MeiliServer, index: MeiliIndex) -> None:
    index.rebuild(COLLECTION)
    server.faults.fail_tasks("no_space_left_on_device")
    with pytest.raises(EngineUnavailable) as caught:
        index.put(document("nieuw", "Nieuw"))
    assert trouble_of(caught) is Trouble.FULL
    server.faults.clear()
    server.faults.refuse("no_space_left_on_device", "documents")
    with pytest.raises(EngineUnavailable) as caught:
        index.put(document("nieuw", "Nieuw"))
    assert trouble_of(caught) is Trouble.FULL


def test_a_task_that_does_not_end_is_not_waited_for_for_ever(server: MeiliServer, index: MeiliIndex) -> None:
    index.rebuild(COLLECTION)  # with patience: only the task that never ends may meet the short limit
    hasty = MeiliIndex(server.url, server.admin_key, NAME, task_ms=200)
    server.faults.hold_tasks()
    with pytest.raises(EngineUnavailable) as caught:
        hasty.put(document("nieuw", "Nieuw"))
    assert trouble_of(caught) is Trouble.SLOW
    server.faults.release_tasks()


def test_nothing_is_put_into_an_index_that_is_not_there(server: MeiliServer, index: MeiliIndex) -> None:
    changes: list[Callable[[], None]] = [
        lambda: index.put(document("a", "A")),
        lambda: index.drop("a"),
    ]
    for change in changes:
        with pytest.raises(EngineUnavailable) as caught:
            change()
        assert trouble_of(caught) is Trouble.MISSING
    assert NAME not in server.store.indexes


def test_an_index_of_other_settings_or_word_lists_is_outdated(
    server: MeiliServer, index: MeiliIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index.outdated() == "there is no index"
    index.rebuild(COLLECTION)
    monkeypatch.setattr("search.meili_index.analysis", lambda: "ander")
    assert index.outdated() == "the word lists or settings have changed"
    assert set(index.fingerprints().values()) == {"verouderd"}
    monkeypatch.undo()
    connect(server.url, server.admin_key, 5).index(NAME).update_settings({"filterableAttributes": ["id"]})
    server.wait_for_tasks()
    assert index.outdated() == "the index has other settings"


@pytest.mark.parametrize(
    ("version", "will_do"), [("1.11.3", False), ("0.30.0", False), ("1.12.0", True), ("1.50.0", True)]
)
def test_the_version_of_the_server_is_checked(version: str, will_do: bool) -> None:
    with MeiliServer(version) as server:
        index = MeiliIndex(server.url, server.admin_key, NAME)
        if will_do:
            index.prepare()
            index.rebuild(COLLECTION)
            return
        with pytest.raises(EngineUnavailable, match=f"{version} is too old: 1.12 or newer") as caught:
            index.prepare()
        assert trouble_of(caught) is Trouble.VERSION


def test_a_wrong_key_and_a_key_that_may_only_search_are_refused(server: MeiliServer) -> None:
    for key in ("geen-sleutel", server.search_key, None):
        with pytest.raises(EngineUnavailable) as caught:
            MeiliIndex(server.url, key, NAME).rebuild(COLLECTION)
        assert trouble_of(caught) is Trouble.REFUSED


def test_the_worker_needs_no_more_than_the_rights_in_the_guide(server: MeiliServer) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "uitrol.md").read_text("utf-8")
    named = guide.split("voor de werker: ")[1].split(".\n")[0]
    actions = tuple(re.findall(r"`([a-z.]+)`", named))
    key = server.add_key("worker", actions=actions, indexes=(NAME, f"{NAME}_nieuw"))
    index = MeiliIndex(server.url, key, NAME)
    index.prepare()
    index.rebuild(COLLECTION)
    index.put(document("nieuw", "Nieuw"))
    index.drop("recept")
    assert index.outdated() is None
    assert "nieuw" in index.fingerprints()
    used = {request.key for request in server.requests}
    assert used == {"worker"}


def test_a_server_that_is_not_there_is_unreachable(server: MeiliServer, index: MeiliIndex) -> None:
    with server.down(), pytest.raises(EngineUnavailable) as caught:
        index.rebuild(COLLECTION)
    assert trouble_of(caught) is Trouble.UNREACHABLE


def test_the_web_process_needs_no_more_than_the_key_that_may_search(server: MeiliServer) -> None:
    pair = MeiliPair(server.url, server.search_key, server.admin_key)
    pair.rebuild(COLLECTION)
    server.forget_requests()
    for text in (
        "schulden",
        "schudlhulp",
        '"minder uitval"',
        "huisarts wandelgroep rotterdam",
        "xkcdzzq",
        "",
    ):
        pair.answer(Query(text, {"methode": ("mkba",)}))
    pair.suggest("wel")
    assert {request.key for request in server.requests} == {"search"}
    assert {request.status for request in server.requests} == {200}


def test_an_answer_takes_two_requests(server: MeiliServer) -> None:
    pair = MeiliPair(server.url, server.search_key, server.admin_key)
    pair.rebuild(COLLECTION)
    server.forget_requests()
    pair.answer(Query("schulden", {"methode": ("mkba",), "thema": ("armoede-en-schulden",)}))
    assert [request.endpoint for request in server.requests] == ["multi-search", "multi-search"]


def test_many_readers_at_once_do_not_disturb_each_other(server: MeiliServer) -> None:
    pair = MeiliPair(server.url, server.search_key, server.admin_key)
    pair.rebuild(COLLECTION)
    wrong: list[object] = []

    def read() -> None:
        for text, first in (("schuldhulp", "schuldhulp"), ("welzijn op recept", "recept")) * 3:
            found = pair.answer(Query(text)).slugs
            if found[:1] != (first,):
                wrong.append((text, found))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_settings_come_from_the_word_lists() -> None:
    chosen = settings()
    assert "jongerenwerk" in chosen["synonyms"]["jeugdwerk"]
    assert "op" in chosen["stopWords"]
    assert chosen["typoTolerance"]["minWordSizeForTypos"] == {"oneTypo": 4, "twoTypos": 8}
    assert chosen["rankingRules"][0] == "sort"
    assert chosen["pagination"]["maxTotalHits"] >= 1_000_000
    assert chosen["faceting"]["maxValuesPerFacet"] > 342
