"""The worker: what was published gets into the index, once in effect, and nothing stays behind."""

import threading
import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select
from structlog.testing import LogCapture

from app import outbox as outlets
from app.database import writing
from app.index_updates import IndexUpdates
from app.indexing import search_document
from app.lease import Lease, Role
from app.migrating import migrate
from app.outbox import Outlet
from app.upkeep import rebuild
from app.worker import BackgroundWorker, Worker
from catalogue import outbox, queries
from catalogue.actions import archive, publish, rename, withdraw
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables import Entry, Outgoing
from search.engine import Trouble, fingerprint
from tests.app.clock import Clock
from tests.app.outside import FakeIndex
from tests.builders import make_approach
from tests.databases import connected

INDEX = Task.SEARCH_INDEX


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    """A migrated database of this test alone."""
    migrate(own_engine)
    return own_engine


@pytest.fixture(autouse=True)
def logged(monkeypatch: pytest.MonkeyPatch) -> list[MutableMapping[str, Any]]:
    """What is logged, whatever other tests did with the log; drawing every traceback would take long."""
    capture = LogCapture()
    log = structlog.wrap_logger(None, processors=[capture], wrapper_class=structlog.stdlib.BoundLogger)
    for module in ("index_updates", "lease", "outbox", "upkeep", "worker"):
        monkeypatch.setattr(f"app.{module}.log", log)
    return capture.entries


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex()


@pytest.fixture
def outlet(database: Engine, index: FakeIndex, clock: Clock) -> Outlet:
    """The deliveries of a worker that holds its role."""
    lease = Lease(database, Role.WORKER)
    assert lease.take()
    return Outlet(database, lease, INDEX, updates(database, index), clock)


def updates(database: Engine, index: FakeIndex | None) -> IndexUpdates:
    return IndexUpdates(index, lambda outside: rebuild(database, outside))


def worker_on(database: Engine, index: FakeIndex | None, **options: float) -> Worker:
    return Worker(database, {INDEX: updates(database, index)}, **options)


def put(database: Engine, slug: str, name: str = "Naam") -> None:
    with writing(database) as db, db.begin():
        publish(db, Kind.APPROACH, slug, make_approach(name=name), note=None, at=datetime.now(UTC))


def act(database: Engine, slug: str, action: Callable[..., None], *words: str) -> None:
    with writing(database) as db, db.begin():
        entry = db.exec(select(Entry).where(Entry.slug == slug)).one()
        action(db, entry, *words, datetime.now(UTC))


def wanted(database: Engine) -> dict[str, str]:
    with Session(database) as db:
        versions = queries.all_live(db, Kind.APPROACH)
    return {version.slug: fingerprint(search_document(version)) for version in versions}


def waiting(database: Engine) -> list[str]:
    with Session(database) as db:
        rows = select(Outgoing.subject).where(col(Outgoing.done_at).is_(None)).order_by(col(Outgoing.id))
        return list(db.exec(rows))


def drained(outlet: Outlet) -> None:
    while outlet.run():
        pass


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something, however slow the machine is."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, "did not happen in time"
        time.sleep(0.01)


# --- what is delivered ------------------------------------------------------------------------------------


def test_what_was_published_is_delivered_and_checked_off(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    put(database, "een")
    put(database, "twee")
    drained(outlet)
    assert index.fingerprints() == wanted(database)
    assert waiting(database) == []
    drained(outlet)
    assert index.calls == [("put", ("een", "twee"))]


def test_many_changes_become_few_calls(database: Engine, index: FakeIndex, outlet: Outlet) -> None:
    for number in range(12):
        put(database, f"aanpak-{number % 4}", name=f"Naam {number}")
    drained(outlet)
    assert len(index.calls) == 1
    assert index.fingerprints() == wanted(database)


@pytest.mark.parametrize("action", [archive, withdraw])
def test_what_was_archived_or_withdrawn_is_found_no_more(
    database: Engine, index: FakeIndex, outlet: Outlet, action: Callable[..., None]
) -> None:
    put(database, "een")
    drained(outlet)
    act(database, "een", action, "Klopt niet meer.")
    drained(outlet)
    assert index.held == {}


def test_a_renamed_entry_is_found_at_its_new_address_only(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    put(database, "een")
    drained(outlet)
    act(database, "een", rename, "twee")
    act(database, "twee", rename, "drie")
    drained(outlet)
    assert list(index.held) == ["drie"]


def test_published_and_withdrawn_before_the_worker_came_is_never_put(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    put(database, "een")
    act(database, "een", withdraw, "Klopt niet.")
    drained(outlet)
    assert index.calls == [("drop", ("een",))]


def test_a_change_during_a_delivery_is_delivered_after_it(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    put(database, "een", name="Oud")

    def change() -> None:
        index.during_call = lambda: None
        put(database, "een", name="Nieuw")

    index.during_call = change
    assert outlet.run()
    assert waiting(database) == ["een"]
    drained(outlet)
    assert index.held["een"].name == "Nieuw"


def test_with_only_the_embedded_engine_there_is_nothing_to_deliver(database: Engine) -> None:
    put(database, "een")
    assert worker_on(database, None).drain() == 0
    assert waiting(database) == []


def test_an_index_that_is_not_there_is_filled_as_a_whole_first(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    for slug in ("een", "twee"):
        put(database, slug)
    drained(outlet)
    index.held, index.reason = {}, "there is no index"
    fresh = worker_on(database, index)
    put(database, "drie")
    with writing(database) as db, db.begin():
        assert Lease(database, Role.WORKER)._me  # the first worker is another one
        db.execute(text("UPDATE lease SET holder = NULL"))
    assert fresh.drain() == 0
    assert set(index.held) == {"een", "twee", "drie"}


# --- what goes wrong ----------------------------------------------------------------------------------------


def test_an_engine_that_does_not_answer_is_tried_with_one_subject_and_nothing_is_lost(
    database: Engine, index: FakeIndex, outlet: Outlet, clock: Clock
) -> None:
    for number in range(5):
        put(database, f"aanpak-{number}")
    index.trouble = Trouble.UNREACHABLE
    assert not outlet.run()
    assert not outlet.run(), "it is not asked again at once"
    for _ in range(20):
        clock.now += 4
        assert not outlet.run()
    assert len(waiting(database)) == 5
    assert all(len(slugs) <= 1 for _, slugs in index.calls[1:])
    with Session(database) as db:
        queue = outbox.queue(db)
    assert [(one.error, one.attempts) for one in queue.failing] == [("onbereikbaar", 0)]
    index.trouble = None
    clock.now += 4
    drained(outlet)
    assert index.fingerprints() == wanted(database)
    with Session(database) as db:
        assert outbox.queue(db).failing_count == 0


def test_an_engine_that_is_back_is_noticed_within_five_seconds(
    database: Engine, index: FakeIndex, outlet: Outlet, clock: Clock
) -> None:
    put(database, "een")
    index.trouble = Trouble.UNREACHABLE
    for _ in range(2_000):
        clock.now += 1
        outlet.run()
    index.trouble = None
    clock.now += 4.9
    assert outlet.run()
    assert not outlet.is_stalled


def test_the_engine_is_made_ready_again_after_it_was_away(
    database: Engine, index: FakeIndex, outlet: Outlet, clock: Clock
) -> None:
    put(database, "een")
    drained(outlet)
    put(database, "twee")
    index.trouble = Trouble.UNREACHABLE
    outlet.run()
    index.trouble, index.held, index.reason = None, {}, "there is no index"
    clock.now += 4
    drained(outlet)
    assert index.fingerprints() == wanted(database)
    assert index.prepared > 1


@pytest.mark.parametrize("kind", ["refused", "bugs"])
def test_one_entry_that_cannot_be_delivered_does_not_keep_up_the_others(
    database: Engine, index: FakeIndex, outlet: Outlet, kind: str
) -> None:
    for number in range(9):
        put(database, f"aanpak-{number}")
    getattr(index, kind).add("aanpak-4")
    drained(outlet)
    assert set(index.held) == {f"aanpak-{number}" for number in range(9)} - {"aanpak-4"}
    assert waiting(database) == ["aanpak-4"]
    with Session(database) as db:
        (failing,) = outbox.queue(db).failing
    assert (failing.subject, failing.attempts) == ("aanpak-4", 1)
    assert "secret" not in failing.error


def test_an_entry_that_cannot_be_delivered_is_tried_again_ever_later(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    put(database, "een")
    index.bugs.add("een")
    delays = []
    for _ in range(12):
        started = datetime.now(UTC)
        outlet.run()
        with writing(database) as db, db.begin():
            row = db.exec(select(Outgoing)).one()
            assert row.due_at is not None
            delays.append((row.due_at - started).total_seconds())
            row.due_at = None
    assert 0.7 < delays[0] < 1.5
    assert all(later > 1.2 * sooner for sooner, later in pairwise(delays[:8]))
    assert 230 < delays[-1] < 362
    index.bugs.clear()
    drained(outlet)
    assert waiting(database) == []


def test_a_server_that_refuses_everything_is_at_fault_itself(
    database: Engine, index: FakeIndex, outlet: Outlet, clock: Clock
) -> None:
    slugs = [f"aanpak-{number}" for number in range(40)]
    for slug in slugs:
        put(database, slug)
    index.refused.update(slugs)
    outlet.run()
    assert outlet.is_stalled
    with Session(database) as db:
        blamed = db.exec(select(Outgoing).where(Outgoing.attempts > 0)).all()
    assert len(blamed) < outlets.MOST_REFUSALS
    index.refused.clear()
    with writing(database) as db, db.begin():
        db.execute(text("UPDATE outgoing SET due_at = NULL"))
    clock.now += 4
    drained(outlet)
    assert index.fingerprints() == wanted(database)


def test_a_refused_entry_does_not_make_the_engine_seem_away_for_ever(
    database: Engine, index: FakeIndex, outlet: Outlet, clock: Clock
) -> None:
    index.trouble = Trouble.UNREACHABLE
    for slug in ("slecht", "goed"):
        put(database, slug)
    outlet.run()
    index.trouble = None
    index.refused.add("slecht")
    for _ in range(4):
        clock.now += 4
        drained(outlet)
    assert list(index.held) == ["goed"]
    assert not outlet.is_stalled


def test_an_error_of_the_database_is_nobodys_fault(
    database: Engine, index: FakeIndex, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, "een")

    def broken(*_: object) -> dict[str, object]:
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(queries, "lives", broken)
        with pytest.raises(OperationalError):
            outlet.run()
    drained(outlet)
    assert waiting(database) == []


def test_work_that_this_worker_does_not_know_is_left_alone(database: Engine, index: FakeIndex) -> None:
    with writing(database) as db, db.begin():
        db.add(Outgoing(task="uit-de-toekomst", subject="x", created_at=datetime.now(UTC)))
    put(database, "een")
    assert worker_on(database, index).drain() == 0
    assert waiting(database) == ["x"]


# --- one at a time ----------------------------------------------------------------------------------------


def test_a_worker_that_lost_its_role_during_a_delivery_checks_nothing_off_and_promises_it_again(
    database: Engine, index: FakeIndex, outlet: Outlet
) -> None:
    put(database, "een", name="Oud")
    other = Lease(database, Role.WORKER)
    successor = Outlet(database, other, INDEX, updates(database, index))

    def overtaken() -> None:
        """While this worker stood still, another took over and delivered something newer."""
        index.during_call = lambda: None
        put(database, "een", name="Nieuw")
        with writing(database) as db, db.begin():
            db.execute(text("UPDATE lease SET holder = NULL"))
        assert other.take()
        drained(successor)
        assert index.held["een"].name == "Nieuw"

    index.during_call = overtaken
    with pytest.raises(outlets.LeaseLost):
        outlet.run()
    assert index.held["een"].name == "Oud", "the late delivery did its harm"
    outlet.repeat_doubtful()
    drained(successor)
    assert index.held["een"].name == "Nieuw"


def test_a_worker_that_lost_its_role_does_not_deliver(
    database: Engine, index: FakeIndex, clock: Clock
) -> None:
    lease = Lease(database, Role.WORKER, clock=clock)
    assert lease.take()
    outlet = Outlet(database, lease, INDEX, updates(database, index), clock)
    put(database, "een")
    with writing(database) as db, db.begin():
        db.execute(text("UPDATE lease SET holder = 'ander', token = token + 1"))
    clock.now += 60
    with pytest.raises(outlets.LeaseLost):
        outlet.run()
    assert index.calls == []


def test_the_next_worker_takes_over_when_the_first_stops(database: Engine, index: FakeIndex) -> None:
    first, second = worker_on(database, index), worker_on(database, index)
    with running(first):
        until(lambda: first._lease.held)
        with running(second):
            time.sleep(0.3)
            assert not second._lease.held
            first.stop()
            until(lambda: second._lease.held)
            put(database, "een")
            until(lambda: "een" in index.held)


def test_published_is_delivered_without_being_asked_again(database: Engine, index: FakeIndex) -> None:
    with running(worker_on(database, index)):
        for number in range(5):
            put(database, f"aanpak-{number}")
            slug = f"aanpak-{number}"
            until(lambda slug=slug: slug in index.held)  # type: ignore[misc]


def test_two_workers_at_once_deliver_everything_once(database: Engine, index: FakeIndex) -> None:
    with running(worker_on(database, index)), running(worker_on(database, index)):
        for number in range(20):
            put(database, f"aanpak-{number}")
        until(lambda: not waiting(database))
    delivered = [slug for _, slugs in index.calls for slug in slugs]
    assert sorted(delivered) == sorted(set(delivered))
    assert index.fingerprints() == wanted(database)


def test_a_stopped_worker_gives_its_role_back(database: Engine, index: FakeIndex) -> None:
    worker = worker_on(database, index)
    with running(worker):
        until(lambda: worker._lease.held)
    assert Lease(database, Role.WORKER).take()


def test_draining_waits_for_the_worker_that_is_busy(database: Engine, index: FakeIndex) -> None:
    busy = worker_on(database, index)
    with running(busy):
        until(lambda: busy._lease.held)
        put(database, "een")
        assert worker_on(database, index).drain() == 0


def test_draining_tells_what_stays_behind(database: Engine, index: FakeIndex) -> None:
    for slug in ("een", "twee"):
        put(database, slug)
    index.trouble = Trouble.REFUSED
    assert worker_on(database, index).drain() == 2
    index.trouble = None
    assert worker_on(database, index).drain() == 0


def test_a_database_that_is_away_for_a_while_does_not_end_the_worker(
    database: Engine, index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = worker_on(database, index)
    with running(worker):
        until(lambda: worker._lease.held)
        with monkeypatch.context() as patch:

            def broken(*_: object) -> list[object]:
                raise OperationalError("SELECT", {}, Exception("gone"))

            patch.setattr(outbox, "due", broken)
            until(lambda: worker._troubles > 0)
        put(database, "een")
        until(lambda: "een" in index.held)


def test_what_was_done_long_ago_is_removed(database: Engine, index: FakeIndex) -> None:
    with writing(database) as db, db.begin():
        long_ago = datetime.now(UTC) - timedelta(days=31)
        outbox.add(db, INDEX, ["oud"], long_ago)
        outbox.done(db, outbox.waiting_rows(db, INDEX), long_ago)
        outbox.add(db, INDEX, ["nieuw"], datetime.now(UTC))

    def kept() -> list[str]:
        with Session(database) as db:
            return list(db.exec(select(Outgoing.subject)))

    with running(worker_on(database, index)):
        until(lambda: kept() == ["nieuw"])


# --- in the background of a web process -------------------------------------------------------------------


def test_a_worker_in_the_background_delivers_until_it_is_stopped(address: str, index: FakeIndex) -> None:
    with connected(address) as engine:
        migrate(engine)
        put(engine, "een")
        background = BackgroundWorker(lambda: opened(address, index))
        background.start()
        until(lambda: "een" in index.held)
        background.stop()
        assert not background._thread.is_alive()
        assert Lease(engine, Role.WORKER).take()


def test_a_worker_in_the_background_that_is_stopped_at_once_does_stop(address: str, index: FakeIndex) -> None:
    with connected(address) as engine:
        migrate(engine)
    background = BackgroundWorker(lambda: opened(address, index))
    background.start()
    background.stop()
    assert not background._thread.is_alive()


def test_without_tables_the_worker_in_the_background_says_so_and_does_no_harm(
    address: str, index: FakeIndex, logged: list[MutableMapping[str, Any]]
) -> None:
    background = BackgroundWorker(lambda: opened(address, index))
    background.start()
    background._thread.join(10)
    background.stop()
    assert ["tables are not up to date" in entry["event"] for entry in logged] == [True]


def opened(address: str, index: FakeIndex) -> tuple[Engine, Worker]:
    from app.database import engine_for

    engine = engine_for(address)
    return engine, worker_on(engine, index)


class running:  # noqa: N801  (reads as a word in a with statement)
    """A worker at work in a thread, as long as the block runs."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._thread = threading.Thread(target=worker.run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._thread.join(20)
        assert not self._thread.is_alive()
