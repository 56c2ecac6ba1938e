"""Two at the same moment: one is let in, and one administrator is left."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

from sqlalchemy import Engine
from sqlmodel import Session

from app.database import writing
from app.migrating import migrate
from catalogue.editing import access, accounts, second_step
from catalogue.editing.errors import AccountRefused
from catalogue.tables_people import Person
from catalogue.terms_workflow import AccountRole, LinkKind
from tests.people import make_person

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
Deed = Callable[[Session], object]


def together(engine: Engine, *deeds: Deed) -> list[object]:
    """Do each deed in a transaction of its own, all begun at once; what came of each."""
    start = Barrier(len(deeds))
    outcomes: list[object] = [None] * len(deeds)

    def work(place: int, deed: Deed) -> None:
        start.wait()
        try:
            with writing(engine) as db, db.begin():
                outcomes[place] = deed(db)
        except AccountRefused as refused:
            outcomes[place] = refused

    threads = [Thread(target=work, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_administrators_who_stop_each_other_at_once_leave_one(own_engine: Engine) -> None:
    migrate(own_engine)
    with writing(own_engine) as db, db.begin():
        people = [make_person(db, AccountRole.ADMINISTRATOR, name=name) for name in ("een", "twee")]
        for person in people:
            person.password_hash = "x"
        first, second = (person.id for person in people)
    outcomes = together(
        own_engine,
        lambda db: accounts.stop(db, db.get_one(Person, first), None, AT),
        lambda db: accounts.stop(db, db.get_one(Person, second), None, AT),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AccountRefused", "NoneType"]
    with Session(own_engine) as db:
        assert [db.get_one(Person, one).is_active for one in (first, second)].count(True) == 1


def test_a_link_and_a_code_let_one_of_two_in(own_engine: Engine) -> None:
    migrate(own_engine)
    with writing(own_engine) as db, db.begin():
        person = make_person(db, AccountRole.EDITOR)
        token = access.make_link(db, person, LinkKind.PASSWORD, AT)
        number = person.id

    def accepts(db: Session) -> bool:
        return access.accept(db, token, "hash", AT) is not None

    def uses(db: Session) -> bool:
        return second_step.use_step(db, db.get_one(Person, number), 7)

    assert sorted(map(bool, together(own_engine, accepts, accepts, accepts))) == [False, False, True]
    assert sorted(map(bool, together(own_engine, uses, uses, uses))) == [False, False, True]
