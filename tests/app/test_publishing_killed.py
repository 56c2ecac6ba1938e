"""A process that is killed in the middle of publishing leaves everything behind, or nothing."""

import multiprocessing
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.context import ForkServerContext
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from app.database import writing
from app.migrating import migrate
from catalogue.editing import catching_up, transitions
from catalogue.editing.people import actor_of
from catalogue.editing.workflow import Asked, Step
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry, Outgoing, Revision
from catalogue.tables_desk import Correction
from catalogue.tables_people import Person, Trail
from tests.concepts import Desk, approve, begin_change, make_desk, make_published
from tests.databases import connected

PAGES = 10


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes quickly: they are copies of one that has loaded everything already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    """Pages that each have an approved quick correction, and a longer concept that waits beside it."""
    migrate(own_engine)
    with writing(own_engine) as db, db.begin():
        desk = make_desk(db)
        for number in range(PAGES):
            make_page(db, desk, f"aanpak-{number}")
    return own_engine


def make_page(db: Session, desk: Desk, slug: str) -> None:
    entry = make_published(db, slug)
    begin_change(db, entry, desk.writer, voor_wie="Jongeren tot 27 jaar.")
    quick = begin_change(db, entry, desk.writer, is_quick=True, wat_houdt_het_in="Verbeterd.")
    approve(db, quick, desk)


def work(address: str, seed: int) -> None:
    """Publish one correction after the other, with pauses between the questions to the database."""
    chance = random.Random(seed)

    def pause(*_: Any) -> None:
        time.sleep(chance.choice([0, 0, 0.002, 0.01]))

    with connected(address) as engine:
        event.listen(engine, "after_cursor_execute", pause)
        for concept_id in waiting(engine):
            with writing(engine) as db, db.begin():
                concept = db.get_one(Concept, concept_id)
                chief = actor_of(db, db.exec(select(Person).where(Person.name == "Cor Baas")).one())
                transitions.take(db, concept, chief, Step.PUBLISH, Asked(datetime.now(UTC)))


def waiting(engine: Engine) -> list[int]:
    with Session(engine) as db:
        return list(db.exec(select(Concept.id).where(col(Concept.is_quick)).order_by(col(Concept.id))))


def half_done(db: Session) -> Iterator[str]:
    """What a page misses of a publication, or has too much."""
    lines = list(db.exec(select(Trail)))
    noted = set(db.exec(select(Outgoing.subject).where(Outgoing.task == Task.NOTICE.value)))
    for entry in db.exec(select(Entry)):
        versions = list(db.exec(select(Revision).where(Revision.entry_id == entry.id)))
        concepts = list(db.exec(select(Concept).where(Concept.entry_id == entry.id)))
        done = [line for line in lines if line.entry_id == entry.id]
        corrections = db.exec(select(Correction).where(Correction.entry_id == entry.id)).all()
        (long,) = [one for one in concepts if not one.is_quick]
        told = [line for line in done if line.action == "gepubliceerd"]
        live = db.get_one(Revision, entry.live_revision_id)
        found = {
            "quick": any(one.is_quick for one in concepts),
            "versions": len(versions),
            "live": live.number,
            "lines": len(told),
            "notices": sum(str(line.id) in noted for line in told),
            "corrections": len(corrections),
            "based on": db.get_one(Revision, long.base_revision_id).number,
            "merged": "Verbeterd." in long.document,
            "conflicts": len(catching_up.conflicts_of(long)),
            "written down": sum(line.action == "samengevoegd" for line in done),
        }
        before = dict.fromkeys(found, 0) | {
            "quick": True,
            "versions": 1,
            "live": 1,
            "based on": 1,
            "merged": False,
        }
        after = dict.fromkeys(found, 1) | {"quick": False, "versions": 2, "live": 2, "based on": 2}
        after |= {"merged": True, "conflicts": 0}
        if found not in (before, after):
            yield f"{entry.slug}: {found}"


@pytest.mark.slow
def test_a_process_that_is_killed_while_it_publishes_leaves_all_of_it_or_nothing(
    address: str, database: Engine, processes: ForkServerContext
) -> None:
    chance, kills, left = random.Random(1), 0, waiting(database)
    end = time.monotonic() + 300
    while left:
        assert time.monotonic() < end
        process = processes.Process(target=work, args=(address, kills), daemon=True)
        process.start()
        # Wait until it has begun, so that most kills fall in the middle of publishing.
        while process.is_alive() and len(waiting(database)) == len(left):
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.join()
        kills += 1
        left = waiting(database)
        with Session(database) as db:
            assert list(half_done(db)) == []
    assert kills > 1
    with Session(database) as db:
        assert len(db.exec(select(Revision)).all()) == 2 * PAGES
