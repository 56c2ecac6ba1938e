"""Saving while somebody else saves: the change is made again on the text that stands there by then."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, func, select

from app.editing.desk import Opened, save
from catalogue.editing import concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.situations import situation_of
from catalogue.editing.working import Working
from catalogue.errors import StaleConcept
from catalogue.kinds import Kind
from catalogue.tables_work import Draft
from catalogue.terms_workflow import AccountRole
from tests.builders import make_approach
from tests.people import make_actor

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture
def anna(db: Session) -> Actor:
    return make_actor(db, AccountRole.EDITOR, name="Anna")


@pytest.fixture
def work(db: Session, anna: Actor) -> Opened:
    concept = concepts.begin(db, Kind.APPROACH, working.of(make_approach()), anna, NOW)
    entry = concepts.get(db, concept.id)[1]
    return Opened(concept, entry, situation_of(db, concept, judged=False), concepts.text_of(concept), None)


class Meanwhile:
    """A change during which somebody else saves, the first so many times."""

    def __init__(self, db: Session, work: Opened, other: Actor, times: int) -> None:
        self.db, self.work, self.other, self.times = db, work, other, times
        self.tries = 0

    def __call__(self, text: Working) -> Working:
        self.tries += 1
        if self.tries <= self.times:
            theirs = {**text, "website": f"https://example.org/{self.tries}"}
            concepts.save(self.db, self.work.concept, theirs, self.other, NOW, place=f"anders {self.tries}")
        return {**text, "naam": "Van Anna"}


def test_a_save_that_came_too_late_is_made_again_once(db: Session, work: Opened, anna: Actor) -> None:
    change = Meanwhile(db, work, make_actor(db, AccountRole.EDITOR, name="Bas"), times=1)
    assert save(db, work, anna, "", change)
    text = concepts.text_of(work.concept)
    assert (text["naam"], text["website"], change.tries) == ("Van Anna", "https://example.org/1", 2)
    steps = db.exec(select(func.count(col(Draft.id))).where(Draft.concept_id == work.concept.id)).one()
    assert steps == 2


def test_a_save_that_keeps_coming_too_late_says_so(db: Session, work: Opened, anna: Actor) -> None:
    change = Meanwhile(db, work, make_actor(db, AccountRole.EDITOR, name="Bas"), times=9)
    with pytest.raises(StaleConcept):
        save(db, work, anna, "", change)
    assert concepts.text_of(work.concept)["naam"] == make_approach().name


def test_no_change_is_no_save(db: Session, work: Opened, anna: Actor) -> None:
    assert not save(db, work, anna, "", lambda _: None)
    assert not save(db, work, anna, "", lambda text: text)
