"""The outbox: what visitors can see and what is promised about it are one transaction."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.migrating import migrate
from catalogue import outbox
from catalogue.actions import archive, discard_concept, publish, rename, save_concept, withdraw
from catalogue.errors import ActionRefused
from catalogue.importing import load
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.seedfile import Seed
from catalogue.tables import Entry, Outgoing
from catalogue.vocabulary import EntryState
from tests.builders import make_approach, make_publication, make_refused_approach, make_seed_entry
from tests.counting import statements

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SOON = AT + timedelta(seconds=10)
INDEX = Task.SEARCH_INDEX


def subjects(db: Session) -> list[str]:
    """What waits, in the order it came in."""
    waiting = select(Outgoing.subject).where(col(Outgoing.done_at).is_(None)).order_by(col(Outgoing.id))
    return list(db.exec(waiting))


def put(db: Session, slug: str = "een", name: str = "Een") -> Entry:
    publish(db, Kind.APPROACH, slug, make_approach(name=name), note=None, at=AT)
    return db.exec(select(Entry).where(Entry.slug == slug)).one()


def settle(db: Session) -> None:
    outbox.done(db, outbox.waiting_rows(db, INDEX), AT)


def promise(db: Session, *names: str) -> None:
    for name in names:
        outbox.add(db, INDEX, [name], AT)


def test_a_publication_is_promised_to_the_index_and_the_same_text_again_is_not(db: Session) -> None:
    put(db)
    put(db)
    assert subjects(db) == ["een"]
    put(db, name="Anders")
    assert subjects(db) == ["een", "een"]


def test_every_change_that_visitors_see_is_promised(db: Session) -> None:
    entry = put(db)
    settle(db)
    archive(db, entry, "Wordt niet meer bijgehouden.", AT)
    archive(db, entry, "Wordt niet meer bijgehouden.", AT)
    assert subjects(db) == ["een"]
    withdraw(db, entry, "Klopt niet.", AT)
    assert subjects(db) == ["een", "een"]


def test_a_new_address_is_promised_together_with_the_old_one(db: Session) -> None:
    entry = put(db)
    settle(db)
    rename(db, entry, "een", AT)
    assert subjects(db) == []
    rename(db, entry, "twee", AT)
    assert subjects(db) == ["een", "twee"]


def test_work_that_nobody_can_see_yet_is_not_promised(db: Session) -> None:
    save_concept(db, Kind.APPROACH, "een", make_approach(), at=AT, expected_version=None)
    entry = db.exec(select(Entry).where(Entry.slug == "een")).one()
    rename(db, entry, "twee", AT)
    discard_concept(db, entry)
    with pytest.raises(ActionRefused):
        publish(db, Kind.APPROACH, "drie", make_refused_approach(), note=None, at=AT)
    assert subjects(db) == []


def test_a_background_publication_is_in_no_index_and_promises_nothing(db: Session) -> None:
    publish(db, Kind.BACKGROUND, "een", make_publication(), note=None, at=AT)
    assert subjects(db) == []


def test_a_change_that_is_undone_promises_nothing(own_engine: Engine) -> None:
    migrate(own_engine)
    with Session(own_engine) as db:
        put(db)
        assert subjects(db) == ["een"]
        db.rollback()
        assert subjects(db) == []


def test_a_file_promises_what_it_changes_and_nothing_else(db: Session) -> None:
    def loads(*entries: object) -> list[str]:
        settle(db)
        load(db, Seed(entries), municipalities=None, at=AT)  # type: ignore[arg-type]
        return subjects(db)

    one, two = make_seed_entry("een"), make_seed_entry("twee", make_approach(name="Twee"))
    background = make_seed_entry("achter", make_publication(), kind=Kind.BACKGROUND)
    concept = make_seed_entry("concept", concept=make_approach())
    assert loads(one, two, background, concept) == ["een", "twee"]
    assert loads(one, two, background, concept) == []
    renamed = make_seed_entry("drie", make_approach(name="Twee"), former_slugs=("twee",))
    assert loads(one, renamed) == ["twee", "drie"]
    reason: dict[str, Any] = {"state": EntryState.WITHDRAWN, "state_reason": "Klopt niet."}
    assert loads(make_seed_entry("een", **reason), renamed) == ["een"]


def test_the_promises_of_a_file_take_one_statement(db: Session) -> None:
    seed = Seed(tuple(make_seed_entry(f"aanpak-{n}", make_approach(name=f"Naam {n}")) for n in range(60)))
    with statements(db) as sent:
        load(db, seed, municipalities=None, at=AT)
    assert len(subjects(db)) == 60
    assert len([text for text in sent if "INTO outgoing" in text]) == 1


def test_rows_are_due_in_order_and_together_with_all_rows_of_their_subject(db: Session) -> None:
    promise(db, "een", "twee", "een", "drie", "een")
    found = outbox.due(db, INDEX, AT, 2)
    assert [(waiting.subject, len(waiting.rows)) for waiting in found] == [("een", 3), ("twee", 1)]


def test_a_row_that_is_done_does_not_come_back(db: Session) -> None:
    promise(db, "een", "twee")
    outbox.done(db, outbox.due(db, INDEX, AT, 1)[0].rows, AT)
    assert [waiting.subject for waiting in outbox.due(db, INDEX, AT, 9)] == ["twee"]


def test_a_failed_row_waits_for_its_moment_and_keeps_nobody_up(db: Session) -> None:
    promise(db, "een", "twee")
    outbox.failed(db, outbox.due(db, INDEX, AT, 1)[0].rows, "ValueError", SOON)
    assert [waiting.subject for waiting in outbox.due(db, INDEX, AT, 9)] == ["twee"]
    (one, _) = outbox.due(db, INDEX, SOON, 9)
    assert (one.subject, one.attempts) == ("een", 1)


def test_a_new_change_takes_the_rows_along_that_were_put_off(db: Session) -> None:
    promise(db, "een")
    outbox.put_off(db, outbox.waiting_rows(db, INDEX), SOON)
    assert outbox.due(db, INDEX, AT, 9) == []
    promise(db, "een")
    (one,) = outbox.due(db, INDEX, AT, 9)
    assert len(one.rows) == 2


def test_rows_that_were_put_off_can_be_hastened_but_failed_ones_keep_their_moment(db: Session) -> None:
    promise(db, "een", "twee")
    one, two = outbox.due(db, INDEX, AT, 9)
    outbox.put_off(db, one.rows, SOON)
    outbox.failed(db, two.rows, "ValueError", SOON)
    assert outbox.due(db, INDEX, AT, 9) == []
    outbox.hasten(db, INDEX)
    assert [waiting.subject for waiting in outbox.due(db, INDEX, AT, 9)] == ["een"]


def test_work_that_stands_still_for_an_outside_reason_stays_due(db: Session) -> None:
    promise(db, "een")
    outbox.stalled(db, outbox.waiting_rows(db, INDEX), "EngineUnavailable")
    (one,) = outbox.due(db, INDEX, AT, 9)
    assert one.attempts == 0
    (failing,) = outbox.queue(db).failing
    assert (failing.error, failing.attempts) == ("EngineUnavailable", 0)


def test_the_queue_tells_how_it_stands(db: Session) -> None:
    before = outbox.queue(db)
    assert (before.waiting, before.oldest, before.failing, before.last_done) == (0, None, (), None)
    outbox.add(db, INDEX, ["goed"], AT - timedelta(hours=1))
    promise(db, "slecht")
    outbox.failed(db, outbox.due(db, INDEX, AT, 9)[1].rows, "ValueError", SOON)
    queue = outbox.queue(db)
    assert (queue.waiting, queue.oldest) == (2, AT - timedelta(hours=1))
    (failing,) = queue.failing
    assert (failing.subject, failing.attempts, failing.error, failing.since) == (
        "slecht",
        1,
        "ValueError",
        AT,
    )
    outbox.done(db, outbox.waiting_rows(db, INDEX), SOON)
    after = outbox.queue(db)
    assert (after.waiting, after.failing_count, after.last_done) == (0, 0, SOON)
    assert (after.done_ever - before.done_ever, after.failed_ever - before.failed_ever) == (2, 1)


def test_only_the_longest_waiting_failures_are_named_and_all_are_counted(db: Session) -> None:
    for number in range(4):
        outbox.add(db, INDEX, [f"s{number}"], AT + timedelta(minutes=number))
    outbox.stalled(db, outbox.waiting_rows(db, INDEX), "E" * 500)
    queue = outbox.queue(db, shown=2)
    assert [failing.subject for failing in queue.failing] == ["s0", "s1"]
    assert queue.failing_count == 4
    assert queue.failing[0].error == "E" * 80


def test_only_rows_that_were_done_long_ago_are_removed_and_the_count_stays(db: Session) -> None:
    promise(db, "oud", "nieuw", "wacht")
    old, new, _ = outbox.due(db, INDEX, AT, 9)
    outbox.done(db, old.rows, AT)
    outbox.done(db, new.rows, SOON)
    ever = outbox.queue(db).done_ever
    assert outbox.prune(db, SOON, 100) == 1
    assert outbox.prune(db, SOON, 100) == 0
    assert sorted(db.exec(select(Outgoing.subject))) == ["nieuw", "wacht"]
    assert outbox.queue(db).done_ever == ever


def test_thousands_of_rows_are_checked_off_at_once(db: Session) -> None:
    outbox.add(db, INDEX, (f"s{number}" for number in range(1_203)), AT)
    settle(db)
    assert outbox.waiting_rows(db, INDEX) == []
