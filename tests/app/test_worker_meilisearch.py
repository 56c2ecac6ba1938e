"""The worker and a search server, here the imitation: in step in time, and again after trouble."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from structlog.testing import capture_logs

from app.database import writing
from app.index_updates import IndexUpdates
from app.migrating import migrate
from app.upkeep import rebuild
from app.worker import Worker
from catalogue import outbox
from catalogue.actions import publish
from catalogue.kinds import Kind
from catalogue.outbox import Task
from search.meili_index import MeiliIndex
from tests.builders import make_approach
from tests.meili import MeiliServer


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    migrate(own_engine)
    return own_engine


@pytest.fixture
def server() -> Iterator[MeiliServer]:
    with MeiliServer() as running:
        yield running


@pytest.fixture
def index(server: MeiliServer) -> MeiliIndex:
    return MeiliIndex(server.url, server.admin_key, "mkba")


@pytest.fixture(autouse=True)
def worker(database: Engine, index: MeiliIndex) -> Iterator[Worker]:
    """A worker at work."""
    updates = IndexUpdates(index, lambda outside: rebuild(database, outside))
    worker = Worker(database, {Task.SEARCH_INDEX: updates})
    thread = threading.Thread(target=worker.run)
    with capture_logs():
        thread.start()
        yield worker
        worker.stop()
        thread.join(30)


def put(database: Engine, slug: str) -> None:
    with writing(database) as db, db.begin():
        publish(db, Kind.APPROACH, slug, make_approach(), note=None, at=datetime.now(UTC))


def waiting(database: Engine) -> int:
    with Session(database) as db:
        return outbox.queue(db).waiting


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something, however slow the machine is."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def holds(server: MeiliServer, *slugs: str) -> Callable[[], bool]:
    return lambda: set(server.documents("mkba")) == set(slugs)


def test_the_index_is_made_at_the_first_change_and_then_kept_in_step(
    database: Engine, server: MeiliServer
) -> None:
    put(database, "een")
    until(lambda: _has_index(server) and holds(server, "een")())
    put(database, "twee")
    until(holds(server, "een", "twee"))


def test_after_the_server_was_away_everything_is_delivered(database: Engine, server: MeiliServer) -> None:
    put(database, "een")
    until(lambda: _has_index(server) and not waiting(database))
    with server.down():
        put(database, "twee")
        put(database, "drie")
        time.sleep(1)
        assert waiting(database) == 2
    until(holds(server, "een", "twee", "drie"))


def test_an_index_that_was_thrown_away_is_made_anew_as_a_whole(database: Engine, server: MeiliServer) -> None:
    put(database, "een")
    until(lambda: _has_index(server) and holds(server, "een")())
    server.drop_index("mkba")
    put(database, "twee")
    until(lambda: _has_index(server) and holds(server, "een", "twee")())


def test_an_index_that_is_missing_is_made_though_nothing_changed(
    database: Engine, server: MeiliServer, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.outbox.TEND_SECONDS", 0.5)
    put(database, "een")
    until(lambda: _has_index(server) and not waiting(database))
    server.drop_index("mkba")
    for outlet in worker._outlets:
        outlet._tend_at = 0.0
    until(lambda: _has_index(server) and holds(server, "een")())


def test_a_task_that_fails_is_done_again(database: Engine, server: MeiliServer) -> None:
    put(database, "een")
    until(lambda: _has_index(server) and holds(server, "een")())
    server.faults.fail_tasks("internal", times=2)
    put(database, "twee")
    until(holds(server, "een", "twee"))


def _has_index(server: MeiliServer) -> bool:
    try:
        server.documents("mkba")
    except Exception:  # noqa: BLE001  (whatever says that there is no index yet)
        return False
    return True
