"""The queue: what it shows, to whom, in which order, and that it asks the database no more for more rows."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from catalogue.editing import concepts, queue, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.queue import Queue, Wanted, What
from catalogue.editing.workflow import Step
from catalogue.kinds import Kind
from catalogue.tables_people import Person
from catalogue.terms_workflow import WorkState
from tests.builders import make_approach
from tests.concepts import AT, HOUR, Desk, begin_change, make_desk, make_published, take
from tests.counting import statements


@pytest.fixture
def desk(db: Session) -> Desk:
    return make_desk(db)


def begin(db: Session, desk: Desk, name: str, hours: int = 0, **facts: object) -> int:
    return concepts.begin(db, Kind.APPROACH, {"naam": name, **facts}, desk.writer, AT + hours * HOUR).id


def look(db: Session, actor: Actor, *, page: int = 1, size: int = 50, **wanted: object) -> Queue:
    return queue.queue(db, actor, Wanted(**wanted), page=page, size=size)  # type: ignore[arg-type]


def names(found: Queue) -> list[str]:
    return [row.name for row in found.rows]


def test_who_waits_longest_is_first_and_equals_keep_their_order(db: Session, desk: Desk) -> None:
    for name, hours in (("Drie", 2), ("Een", 0), ("Twee", 0)):
        begin(db, desk, name, hours)
    assert names(look(db, desk.writer)) == ["Een", "Twee", "Drie"]


def test_writing_on_does_not_make_the_order_jump(db: Session, desk: Desk) -> None:
    first = begin(db, desk, "Een")
    begin(db, desk, "Twee", 1)
    concept, _ = concepts.get(db, first)
    concepts.save(db, concept, {"naam": "Een", "voor_wie": "Ouderen"}, desk.writer, AT + 9 * HOUR)
    transitions.assign(db, concept, db.get_one(Person, desk.judge.id), desk.writer, AT + 9 * HOUR)
    assert names(look(db, desk.writer)) == ["Een", "Twee"]


def test_what_it_is_follows_from_the_page(db: Session, desk: Desk) -> None:
    begin(db, desk, "Nieuw")
    entry = make_published(db)
    long = begin_change(db, entry, desk.writer, at=AT + HOUR)
    begin_change(db, entry, desk.writer, is_quick=True, at=AT + 2 * HOUR)
    assert [row.what for row in look(db, desk.writer).rows] == [What.NEW, What.CHANGE, What.QUICK]
    assert [row.id for row in look(db, desk.writer, what=What.CHANGE).rows] == [long.id]


def test_whose_turn_it_is(db: Session, desk: Desk) -> None:
    mine = begin(db, desk, "Van mij")
    entry = make_published(db)
    change = begin_change(db, entry, desk.writer, at=AT + HOUR)
    take(db, change, desk.writer, Step.SUBMIT, at=AT + HOUR)

    def seen(actor: Actor, turn: str) -> list[int]:
        return [row.id for row in look(db, actor, turn=turn).rows]

    assert seen(desk.writer, queue.ME) == [mine]
    assert seen(desk.judge, queue.NOBODY) == [change.id]
    assert seen(desk.judge, queue.FREE) == [change.id]
    assert seen(desk.writer, queue.FREE) == [mine]
    assert seen(desk.judge, str(desk.writer.id)) == [mine]
    assert seen(desk.judge, "onzin") == []
    assert look(db, desk.judge).assignees == ((desk.writer.id, "Wim Schrijver"),)


def test_what_is_approved_is_for_who_publishes_unless_it_is_planned(db: Session, desk: Desk) -> None:
    change = begin_change(db, make_published(db), desk.writer)
    take(db, change, desk.writer, Step.SUBMIT)
    take(db, change, desk.judge, Step.APPROVE)
    assert look(db, desk.judge, turn=queue.FREE).total == 0
    assert look(db, desk.chief, turn=queue.FREE).total == 1
    take(db, change, desk.chief, Step.PLAN, moment=AT + HOUR)
    assert look(db, desk.chief, turn=queue.FREE).total == 0
    assert look(db, desk.chief).rows[0].publish_at == AT + HOUR


def test_counts_leave_the_chosen_state_out(db: Session, desk: Desk) -> None:
    begin(db, desk, "Een")
    change = begin_change(db, make_published(db), desk.writer)
    take(db, change, desk.writer, Step.SUBMIT)
    found = look(db, desk.writer, state=WorkState.IN_REVIEW)
    assert (found.total, found.counts) == (1, {WorkState.CONCEPT: 1, WorkState.IN_REVIEW: 1})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("buurt", ["Buurtkamer", "Één buurt"]),
        ("BUURTKAMER", ["Buurtkamer"]),
        ("een buurt", ["Één buurt"]),
        ("één", ["Één buurt"]),
        ("zorg", []),
        ("%", []),
        ('"hof"', ['De "hof"']),
        ("", ["Buurtkamer", "Één buurt", 'De "hof"']),
    ],
)
def test_words_are_looked_for_in_the_name(db: Session, desk: Desk, words: str, expected: list[str]) -> None:
    for name in ("Buurtkamer", "Één buurt", 'De "hof"'):
        begin(db, desk, name, voor_wie="Alle zorg 100%")
    assert names(look(db, desk.writer, words=words)) == expected


def test_the_work_type_is_that_of_the_text_itself(db: Session, desk: Desk) -> None:
    begin(db, desk, "Een", werksoorten=["jongerenwerk"])
    begin(db, desk, "Twee", werksoorten=["opbouwwerk"], voor_wie='Over "jongerenwerk"')
    assert names(look(db, desk.writer, work_type="jongerenwerk")) == ["Een"]
    assert names(look(db, desk.writer, work_type="jongeren")) == []


def test_pages_of_the_queue(db: Session, desk: Desk) -> None:
    for number in range(5):
        begin(db, desk, f"Pagina {number}", number)
    assert names(look(db, desk.writer, page=2, size=2)) == ["Pagina 2", "Pagina 3"]
    assert look(db, desk.writer, page=9, size=2).rows == ()
    assert look(db, desk.writer, page=9, size=2).total == 5


@pytest.mark.parametrize("wanted", [{}, {"words": "pagina"}, {"work_type": "jongerenwerk"}])
def test_more_rows_ask_the_database_no_more(db: Session, desk: Desk, wanted: dict[str, Any]) -> None:
    counts = []
    for number in range(12):
        begin(db, desk, f"Pagina {number}", number, werksoorten=["jongerenwerk"])
        if number in {1, 11}:
            with statements(db) as sent:
                assert look(db, desk.writer, **wanted).total == number + 1
            counts.append(len(sent))
    assert counts[0] == counts[1] <= 3


def test_an_empty_queue_is_empty(db: Session, desk: Desk) -> None:
    found = look(db, desk.writer)
    assert (found.rows, found.total, dict(found.counts), found.assignees) == ((), 0, {}, ())


def test_who_wrote_along_is_said(db: Session, desk: Desk) -> None:
    entry = make_published(db, document=make_approach())
    begin_change(db, entry, desk.writer, at=AT + timedelta(minutes=1))
    assert look(db, desk.writer).rows[0].is_mine
    assert not look(db, desk.judge).rows[0].is_mine
