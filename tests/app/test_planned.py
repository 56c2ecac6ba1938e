"""Publications at their moment: by the worker, once, and also after it was away."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.database import writing
from app.migrating import migrate
from app.planned import Publications
from app.worker import Worker
from catalogue.editing.workflow import Step
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry, Outgoing, Revision
from catalogue.tables_people import Trail
from tests.concepts import Desk, approve, begin_change, make_desk, make_published, take


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    migrate(own_engine)
    return own_engine


def now() -> datetime:
    return datetime.now(UTC)


def plan(database: Engine, *moments: timedelta) -> int:
    """An approved concept that was planned for these moments from now, one after the other."""
    with writing(database) as db, db.begin():
        desk: Desk = make_desk(db)
        concept = begin_change(db, make_published(db), desk.writer)
        approve(db, concept, desk)
        for moment in moments:
            take(db, concept, desk.chief, Step.PLAN, moment=now() + moment, at=now())
        return concept.id


def overdue(database: Engine, concept_id: int) -> None:
    """Let the moment be past, as if time went by."""
    with writing(database) as db, db.begin():
        concept = db.get_one(Concept, concept_id)
        concept.publish_at = now() - timedelta(minutes=1)
        for row in db.exec(select(Outgoing).where(Outgoing.task == Task.PUBLICATION.value)):
            row.due_at = now() - timedelta(minutes=1)


def versions(database: Engine) -> int:
    with Session(database) as db:
        return len(db.exec(select(Revision)).all())


@contextmanager
def working(database: Engine) -> Iterator[Worker]:
    worker = Worker(database, {Task.PUBLICATION: Publications(database)})
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()


def wait_for(database: Engine, number: int) -> None:
    end = time.monotonic() + 60
    while versions(database) != number:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_plan_is_kept_within_seconds(database: Engine) -> None:
    plan(database, timedelta(seconds=2))
    with working(database):
        wait_for(database, 2)
    with Session(database) as db:
        published = db.exec(select(Revision.published_at).order_by(col(Revision.id).desc()).limit(1)).one()
        planned = db.exec(
            select(Outgoing.due_at, Outgoing.created_at).where(Outgoing.task == Task.PUBLICATION.value)
        ).one()
    assert published >= planned[1]
    assert published - planned[1] >= timedelta(seconds=1.5)


def test_nothing_is_published_before_its_moment(database: Engine) -> None:
    plan(database, timedelta(hours=1))
    worker = Worker(database, {Task.PUBLICATION: Publications(database)})
    Publications(database).tend()
    assert worker.drain() == 1
    assert versions(database) == 1


def test_a_plan_that_was_missed_is_kept_when_the_worker_comes_back(database: Engine) -> None:
    concept_id = plan(database, timedelta(hours=1))
    overdue(database, concept_id)
    with working(database):
        wait_for(database, 2)


def test_a_plan_that_was_moved_is_kept_at_the_later_moment(database: Engine) -> None:
    concept_id = plan(database, timedelta(seconds=0.5), timedelta(hours=1))
    time.sleep(0.6)
    assert Worker(database, {Task.PUBLICATION: Publications(database)}).drain() == 1
    assert versions(database) == 1
    overdue(database, concept_id)
    assert Worker(database, {Task.PUBLICATION: Publications(database)}).drain() == 0
    assert versions(database) == 2


def test_a_plan_whose_promise_was_lost_is_kept_all_the_same(database: Engine) -> None:
    concept_id = plan(database, timedelta(hours=1))
    overdue(database, concept_id)
    with writing(database) as db, db.begin():
        for row in db.exec(select(Outgoing)):
            db.delete(row)
    Publications(database).tend()
    assert versions(database) == 2


def test_doing_it_twice_or_with_two_at_once_publishes_once(database: Engine) -> None:
    concept_id = plan(database, timedelta(hours=1))
    overdue(database, concept_id)
    handlers = [Publications(database) for _ in range(2)]

    def deliver(handler: Publications) -> None:
        with Session(database) as db:
            handler.read(db, [str(concept_id), "999999", "onzin"])()

    threads = [Thread(target=deliver, args=(handler,)) for handler in handlers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deliver(handlers[0])
    assert versions(database) == 2
    with Session(database) as db:
        assert len(db.exec(select(Trail).where(Trail.action == "gepubliceerd")).all()) == 1


def test_what_may_not_be_published_any_more_is_let_go_with_a_reason(database: Engine) -> None:
    concept_id = plan(database, timedelta(hours=1))
    with writing(database) as db, db.begin():
        db.get_one(Concept, concept_id).approved_by_id = None
    overdue(database, concept_id)
    assert Worker(database, {Task.PUBLICATION: Publications(database)}).drain() == 0
    with Session(database) as db:
        assert db.get_one(Concept, concept_id).publish_at is None
        line = db.exec(select(Trail).where(Trail.action == "planning_vervallen")).one()
        assert line.reason == "Nog niemand anders dan de schrijver keurde deze tekst goed."
        assert db.exec(select(Entry)).one().live_revision_id is not None
