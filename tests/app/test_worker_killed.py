"""Whatever is killed, and whenever: in the end the index holds what the database says, and never older."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from app.database import writing
from app.index_updates import IndexUpdates
from app.indexing import search_document
from app.migrating import migrate
from app.upkeep import rebuild
from app.worker import Worker
from catalogue import outbox, queries
from catalogue.actions import archive, publish, rename, withdraw
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables import Entry, Outgoing
from catalogue.vocabulary import EntryState
from search.engine import fingerprint
from tests.app.outside import FileIndex
from tests.builders import make_approach
from tests.databases import connected

SLUGS = [f"aanpak-{number}" for number in range(6)]
LEASE_SECONDS = 1.0


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes quickly: they are copies of one that has loaded everything already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    migrate(own_engine)
    return own_engine


def at_random_points(seed: int) -> Callable[[str], None]:
    """Now and then stand still for a moment, so that a kill falls at any point."""
    chance = random.Random(seed)
    return lambda _: time.sleep(chance.choice([0, 0, 0.002, 0.01]))


def work(address: str, path: Path, seed: int) -> None:
    """What a worker process does."""
    with connected(address) as engine:
        index = FileIndex(path, at_random_points(seed))
        updates = IndexUpdates(index, lambda outside: rebuild(engine, outside))
        Worker(engine, {Task.SEARCH_INDEX: updates}, lease_seconds=LEASE_SECONDS).run()


def build(address: str, path: Path, seed: int) -> None:
    """What a process does that builds the index anew; reading takes long enough for changes to come by."""
    chance = random.Random(seed)

    def linger(_: str) -> None:
        time.sleep(chance.uniform(0, 0.2))

    with connected(address) as engine:
        rebuild(engine, FileIndex(path, linger), lease_seconds=LEASE_SECONDS)


def change(database: Engine, chance: random.Random, number: int) -> None:
    """Something an editor does; names count up, so that older and newer can be told apart."""
    slug = chance.choice(SLUGS)
    with writing(database) as db, db.begin():
        at = datetime.now(UTC)
        entry = db.exec(select(Entry).where(Entry.slug == slug)).one_or_none()
        step = chance.random()
        if entry is None or entry.state is EntryState.WITHDRAWN or step < 0.6:
            present = entry or db.exec(select(Entry).where(Entry.slug == f"{slug}-nieuw")).one_or_none()
            where = present.slug if present else slug
            publish(db, Kind.APPROACH, where, make_approach(name=f"{number:06}"), note=None, at=at)
        elif step < 0.8:
            (archive if step < 0.7 else withdraw)(db, entry, f"Reden {number}.", at)
        else:
            rename(db, entry, f"{slug}-nieuw" if not slug.endswith("-nieuw") else slug, at)


def wanted(database: Engine) -> dict[str, str]:
    with Session(database) as db:
        versions = queries.all_live(db, Kind.APPROACH)
    return {version.slug: fingerprint(search_document(version)) for version in versions}


def settled(database: Engine, path: Path) -> None:
    """A last worker does what is left; then index and database agree and nothing waits."""
    with writing(database) as db, db.begin():
        db.execute(update(Outgoing).values(due_at=None))
    updates = IndexUpdates(FileIndex(path), lambda _: None)
    worker = Worker(database, {Task.SEARCH_INDEX: updates}, lease_seconds=LEASE_SECONDS)
    end = time.monotonic() + 60
    while worker.drain():
        assert time.monotonic() < end
        with writing(database) as db, db.begin():
            db.execute(update(Outgoing).values(due_at=None))
    assert FileIndex(path).fingerprints() == wanted(database)
    with Session(database) as db:
        assert outbox.queue(db).waiting == 0


def comes_to_agree(database: Engine, path: Path) -> None:
    """Without anybody's help, by the workers that are there."""
    end = time.monotonic() + 60
    while True:
        with Session(database) as db:
            waiting = outbox.queue(db).waiting
        if not waiting and FileIndex(path).fingerprints() == wanted(database):
            return
        assert time.monotonic() < end
        time.sleep(0.05)


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def in_order(path: Path) -> Iterator[str]:
    """The slugs at which something older was put after something newer."""
    newest: dict[str, str] = {}
    for slug, _, name in FileIndex(path).history():
        if name is not None:
            if name < newest.get(slug, ""):
                yield slug
            newest[slug] = name


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_worker_that_is_killed_time_and_again_loses_nothing(
    address: str, database: Engine, processes: ForkServerContext, tmp_path: Path, seed: int
) -> None:
    chance, path = random.Random(seed), tmp_path / "index"
    for round_number in range(25):
        worker = processes.Process(target=work, args=(address, path, round_number), daemon=True)
        worker.start()
        before, number = size(path), round_number * 1_000
        patience, end = time.monotonic() + 60, time.monotonic() + chance.uniform(0.02, 0.3)
        # Some are killed while they start, most in the middle of their work.
        while time.monotonic() < end or (round_number % 4 and size(path) == before):
            assert time.monotonic() < patience, "the worker does nothing"
            number += 1
            change(database, chance, number)
            time.sleep(chance.choice([0, 0.01]))
        worker.kill()
        if chance.random() < 0.5:
            worker.join()
    settled(database, path)
    assert list(in_order(path)) == []


@pytest.mark.slow
def test_a_rebuild_that_is_killed_or_finishes_among_changes_loses_nothing(
    address: str, database: Engine, processes: ForkServerContext, tmp_path: Path
) -> None:
    chance, path = random.Random(3), tmp_path / "index"
    worker = processes.Process(target=work, args=(address, path, 0), daemon=True)
    worker.start()
    for round_number in range(8):
        builder = processes.Process(target=build, args=(address, path, round_number), daemon=True)
        builder.start()
        busy(database, chance, round_number, chance.uniform(0.1, 0.8))
        if round_number % 2:
            builder.kill()
        builder.join()
        comes_to_agree(database, path)
    worker.kill()
    worker.join()
    settled(database, path)


@pytest.mark.slow
def test_workers_that_stand_still_and_wake_up_leave_nothing_older_behind(
    address: str, database: Engine, processes: ForkServerContext, tmp_path: Path
) -> None:
    chance, path = random.Random(4), tmp_path / "index"
    sign = path.with_name("sta-stil")
    workers = [processes.Process(target=doze, args=(address, path), daemon=True) for _ in range(2)]
    for worker in workers:
        worker.start()
    for round_number in range(4):
        sign.touch()
        while sign.exists():
            busy(database, chance, 3 * round_number, 0.05)
        busy(database, chance, 3 * round_number + 1, 1.6 * LEASE_SECONDS)
        (asleep,) = tmp_path.glob("stil-*")
        os.kill(int(asleep.name.removeprefix("stil-")), signal.SIGCONT)
        asleep.unlink()
        comes_to_agree(database, path)
    for worker in workers:
        worker.terminate()
        worker.join()
    settled(database, path)


def doze(address: str, path: Path) -> None:
    """A worker that stands still in the middle of a delivery when it sees a sign."""
    sign = path.with_name("sta-stil")

    def stand_still(point: str) -> None:
        if point == "before" and sign.exists():
            sign.rename(path.with_name(f"stil-{os.getpid()}"))
            os.kill(os.getpid(), signal.SIGSTOP)

    with connected(address) as engine:
        updates = IndexUpdates(FileIndex(path, stand_still), lambda _: None)
        Worker(engine, {Task.SEARCH_INDEX: updates}, lease_seconds=LEASE_SECONDS).run()


def busy(database: Engine, chance: random.Random, round_number: int, seconds: float) -> None:
    """Editors at work for a while."""
    number, end = round_number * 1_000, time.monotonic() + seconds
    while time.monotonic() < end:
        number += 1
        try:
            change(database, chance, number)
        except OperationalError:
            return  # a process that stands still may happen to hold the lock of a SQLite file
        time.sleep(chance.choice([0, 0.01]))
