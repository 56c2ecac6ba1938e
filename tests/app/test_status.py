"""The status page and the numbers: honest, without secrets, and there when the rest is not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine, text
from sqlmodel import Session

from app import metrics, status
from app.database import make_engine, writing
from app.lease import Lease, Role
from app.main import create_app
from app.settings import Settings
from app.status import SearchState, Status
from catalogue import outbox
from catalogue.outbox import Failing, Queue, Task
from search.embedded import EmbeddedEngine
from search.engine import Trouble
from search.standby import Condition
from tests.app.html import faults, soup

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EMPTY = Queue(0, None, 0, (), None, 0, 0)


def queue(age: timedelta = timedelta(seconds=5), *failing: Failing) -> Queue:
    return Queue(3, NOW - age, len(failing), failing, NOW - timedelta(hours=1), 12, len(failing))


def make_status(found: Queue | None = EMPTY, search: SearchState | None = None, **changes: object) -> Status:
    facts = {"worker_at": NOW - timedelta(seconds=3), "faults": ()} | changes
    return Status(at=NOW, search=search or SearchState(), queue=found, **facts)  # type: ignore[arg-type]


def numbers(body: bytes | str) -> dict[str, float]:
    """Every number by its name; one with labels by name and label."""
    content = body.decode() if isinstance(body, bytes) else body
    return {
        sample.name + "".join(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(content)
        for sample in family.samples
    }


@pytest.fixture
def clean_client(own_settings: Settings) -> Iterator[TestClient]:
    """A browser on a site where nothing waits."""
    with writing(make_engine(own_settings)) as db, db.begin():
        db.execute(text("DELETE FROM outgoing"))
    with TestClient(create_app(own_settings), follow_redirects=False) as client:
        yield client


def test_the_page_is_well_formed_and_neither_kept_nor_found(client: TestClient) -> None:
    answer = client.get("/gezond")
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    page = soup(answer.text)
    assert page.select_one("meta[name=robots][content=noindex]")
    assert not page.select("link[rel=canonical], [style], script:not([src])")
    assert "set-cookie" not in answer.headers


def test_when_all_is_well_the_page_says_so(clean_client: TestClient) -> None:
    assert "Alles werkt" in clean_client.get("/gezond").text


def test_what_waits_and_what_fails_is_told_without_secrets(clean_client: TestClient) -> None:
    with writing(clean_client.app_state["database"]) as db, db.begin():
        outbox.add(db, Task.SEARCH_INDEX, ["slechte-aanpak", "goede-aanpak"], NOW)
        (row, _) = outbox.waiting_rows(db, Task.SEARCH_INDEX)
        outbox.failed(db, [row], "http://user:secret@server/", datetime.now(UTC))
    page = clean_client.get("/gezond").text
    assert "2 wijzigingen" in page
    assert "slechte-aanpak" in page
    assert "Er is geen werker aan het werk. Start die met ‘mkba work’." in page
    assert "kan niet worden verwerkt" in page
    assert "secret" not in page


def test_a_worker_that_beats_is_at_work_and_one_that_stopped_is_not(clean_client: TestClient) -> None:
    lease = Lease(clean_client.app_state["database"], Role.WORKER)
    assert lease.take()
    page = clean_client.get("/gezond").text
    assert "aan het werk" in page
    assert lease._me not in page
    lease.release()
    assert "geen teken van leven" in clean_client.get("/gezond").text


def test_a_rebuild_is_told(clean_client: TestClient) -> None:
    assert Lease(clean_client.app_state["database"], Role.REBUILD).take()
    assert "wordt opnieuw gemaakt" in clean_client.get("/gezond").text


def test_without_a_database_the_page_is_still_there(own_client: TestClient, tmp_path: Path) -> None:
    own_client.app_state["database"] = create_engine(f"sqlite:///{tmp_path / 'is' / 'er' / 'niet.sqlite3'}")
    answer = own_client.get("/gezond")
    assert answer.status_code == 200
    assert "De database is niet bereikbaar." in answer.text
    assert "niet te zien wat er wacht" in answer.text
    found = numbers(own_client.get("/gezond/metingen").text)
    assert found["mkba_klaar"] == 0
    assert "mkba_uitgaand_wachtend" not in found


def test_without_the_new_tables_the_page_says_what_to_do(own_client: TestClient) -> None:
    with own_client.app_state["database"].begin() as connection:
        connection.execute(text("DROP TABLE outgoing"))
        connection.execute(text("UPDATE alembic_version SET version_num = '2026_11_21_entries'"))
    assert "Voer ‘mkba prepare’ uit" in own_client.get("/gezond").text


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (make_status(), []),
        (make_status(queue()), []),
        (make_status(None), []),
        (make_status(worker_at=None), []),
        (make_status(queue(), worker_at=None), ["Er is geen werker"]),
        (make_status(queue(), worker_at=NOW - timedelta(minutes=2)), ["Er is geen werker"]),
        (make_status(queue(timedelta(hours=3))), ["Er wacht al 3 uur werk."]),
        (
            make_status(queue(timedelta(0), Failing("zoekindex", "x", 2, "x", NOW))),
            ["Er is werk dat mislukt"],
        ),
        (make_status(search=SearchState(is_outside=True), worker_at=None), ["Er is geen werker"]),
        (
            make_status(
                search=SearchState.of(Condition(first_answers=False, since=NOW, trouble=Trouble.FULL))
            ),
            ["Meilisearch antwoordt niet goed: de schijf is vol. De ingebouwde zoekmachine doet het werk."],
        ),
        (make_status(faults=("De database is weg.",)), ["De database is weg."]),
    ],
)
def test_only_what_needs_attention_is_remarked(found: Status, told: list[str]) -> None:
    remarks = list(status.remarks(found))
    assert len(remarks) == len(told)
    assert all(remark.startswith(begin) for remark, begin in zip(remarks, told, strict=True))


def test_the_engine_that_answers_is_named() -> None:
    answers = Condition(first_answers=True, since=NOW)
    away = Condition(first_answers=False, since=NOW, trouble=Trouble.SLOW)
    assert SearchState.of(None).name == "de ingebouwde zoekmachine"
    assert SearchState.of(answers).name == "Meilisearch"
    assert SearchState.of(away).name == "de ingebouwde zoekmachine"


def test_every_trouble_has_words() -> None:
    assert {status.error_words(trouble.value) for trouble in Trouble} == set(status.TROUBLES.values())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 seconden"),
        (1, "1 seconde"),
        (59, "59 seconden"),
        (60, "1 minuut"),
        (3_700, "1 uur"),
        (200_000, "2 dagen"),
    ],
)
def test_a_span_of_time_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    assert status.duur(timedelta(seconds=seconds)) == words


def test_a_moment_is_told_in_dutch_time() -> None:
    assert status.moment(NOW) == "22 november 2026 om 13:00:00 uur"


def test_the_numbers_are_in_the_text_format_and_not_kept(client: TestClient) -> None:
    answer = client.get("/gezond/metingen")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["cache-control"] == "no-store"
    found = numbers(answer.text)
    assert found["mkba_klaar"] == 1
    assert found["mkba_uitgaand_wachtend"] > 0


def test_the_numbers_tell_how_the_outbox_stands() -> None:
    failing = Failing("zoekindex", "x", 2, "x", NOW)
    found = numbers(metrics.exposition(make_status(queue(timedelta(minutes=1), failing))))
    assert found["mkba_uitgaand_wachtend"] == 3
    assert found["mkba_uitgaand_oudste_seconden"] == 60
    assert found["mkba_uitgaand_mislukkend"] == 1
    assert (found["mkba_uitgaand_gedaan_total"], found["mkba_uitgaand_mislukt_total"]) == (12, 1)
    assert found["mkba_uitgaand_laatste_seconden"] == (NOW - timedelta(hours=1)).timestamp()
    assert found["mkba_werker_laatste_teken_seconden"] == (NOW - timedelta(seconds=3)).timestamp()


def test_each_time_the_standby_had_to_answer_is_counted_by_its_reason() -> None:
    def counted() -> float:
        return numbers(metrics.exposition(make_status()))["mkba_zoeken_terugval_totaltraag"]

    before = counted()
    metrics.fell_back(Trouble.SLOW)
    metrics.fell_back(Trouble.FULL)
    assert counted() == before + 1


def test_the_numbers_say_whether_the_standby_answers_now() -> None:
    away = SearchState.of(Condition(first_answers=False, since=NOW, trouble=Trouble.SLOW))
    assert numbers(metrics.exposition(make_status(search=away)))["mkba_zoeken_terugval_nu"] == 1
    assert numbers(metrics.exposition(make_status()))["mkba_zoeken_terugval_nu"] == 0


def test_reading_the_state_asks_for_everything_at_once(own_settings: Settings) -> None:
    database = make_engine(own_settings)
    with Session(database) as db:
        waiting = len(outbox.waiting_rows(db, Task.SEARCH_INDEX))
    found = status.read(database, EmbeddedEngine(), SearchState())
    assert found.queue is not None
    assert found.queue.waiting == waiting > 0
    assert found.faults == ("De zoekindex is leeg, terwijl er aanpakken zijn gepubliceerd.",)
    assert not found.has_worker
    database.dispose()
