"""Keeping pages alive: who is reminded of what, once; on every database."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from catalogue import actions, queries
from catalogue.editing import concepts, transitions, upkeep, working
from catalogue.editing.errors import StepRefused
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Correction
from catalogue.tables_people import Person, Trail
from catalogue.terms_workflow import AccountRole
from catalogue.vocabulary import Selection
from tests.builders import make_approach, make_publication
from tests.people import make_actor

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 27)
DUE = date(2027, 6, 1)


@pytest.fixture
def entry(db: Session) -> Entry:
    """A page that has to be looked at before 1 June 2027."""
    actions.publish(db, Kind.APPROACH, "een", make_approach(review_by=DUE), note=None, at=AT)
    found = queries.find(db, Kind.APPROACH, "een")
    assert found is not None
    return found.entry


def reminders(db: Session) -> list[tuple[str, str]]:
    lines = db.exec(select(Trail).where(Trail.action == "te_laat").order_by(col(Trail.id)))
    found = [json.loads(line.details or "{}") for line in lines]
    return [(one["stap"], one["dag"]) for one in found]


def test_pages_of_both_kinds_are_kept_the_one_that_is_due_first_at_the_top(db: Session, entry: Entry) -> None:
    actions.publish(db, Kind.BACKGROUND, "twee", make_publication(), note=None, at=AT)
    assert [(page.entry.slug, page.due) for page in upkeep.kept(db)] == [
        ("een", DUE),
        ("twee", date(2028, 11, 21)),
    ]
    actions.archive(db, entry, "Oud.", AT)
    assert [page.entry.slug for page in upkeep.kept(db)] == ["twee"]


def test_a_page_is_soon_and_then_overdue(db: Session, entry: Entry) -> None:
    pages = upkeep.kept(db)
    assert upkeep.soon(pages, DUE - timedelta(days=61)) == []
    assert upkeep.soon(pages, DUE - timedelta(days=60)) == pages
    assert upkeep.soon(pages, DUE) == []
    assert upkeep.overdue(pages, DUE - timedelta(days=1)) == []
    assert upkeep.overdue(pages, DUE) == pages
    assert entry.id


def test_somebody_whose_account_is_stopped_looks_after_nothing(db: Session, entry: Entry) -> None:
    assert upkeep.without_steward(upkeep.kept(db))
    actor = make_actor(db, AccountRole.EDITOR)
    entry.deputy_id = actor.id
    db.add(entry)
    db.flush()
    assert upkeep.without_steward(upkeep.kept(db)) == []
    person = db.get(Person, actor.id)
    assert person is not None
    person.is_active = False
    db.add(person)
    db.flush()
    assert len(upkeep.without_steward(upkeep.kept(db))) == 1


def test_people_are_reminded_before_on_and_after_the_day_once_each(db: Session, entry: Entry) -> None:
    day = DUE - timedelta(days=40)
    while day < DUE + timedelta(days=90):
        upkeep.remind(db, day, AT)
        day += timedelta(days=1)
    iso = DUE.isoformat()
    assert reminders(db) == [("vooraf", iso), ("op_de_dag", iso), ("daarna", iso)]
    assert entry.id


def test_a_site_that_stood_still_sends_only_the_last_reminder(db: Session, entry: Entry) -> None:
    assert upkeep.remind(db, DUE + timedelta(days=45), AT) == 1
    assert upkeep.remind(db, DUE + timedelta(days=46), AT) == 0
    assert reminders(db) == [("daarna", DUE.isoformat())]
    assert entry.id


def test_a_new_day_reminds_anew(db: Session, entry: Entry) -> None:
    upkeep.remind(db, DUE, AT)
    later = make_approach(review_by=date(2027, 12, 1), checked_on=DUE)
    actions.publish(db, Kind.APPROACH, "een", later, note="Nagekeken.", at=AT)
    assert upkeep.remind(db, DUE, AT) == 0
    upkeep.remind(db, date(2027, 12, 1), AT)
    assert reminders(db)[-1] == ("op_de_dag", "2027-12-01")
    assert entry.id


def test_still_right_moves_the_days_and_nothing_else(db: Session, entry: Entry) -> None:
    actor = make_actor(db, AccountRole.EDITOR)
    concept = upkeep.still_right(db, entry, actor, AT, TODAY)
    text, before = concepts.text_of(concept), working.of(make_approach(review_by=DUE))
    assert concept.is_quick
    assert text["laatst_gecontroleerd_op"] == "2026-11-27"
    assert text["controle_voor"] == (DUE + timedelta(days=6)).isoformat()
    days = {"laatst_gecontroleerd_op", "controle_voor"}
    assert {name: text[name] for name in text if name not in days} == {
        name: before[name] for name in before if name not in days
    }
    assert concept.note == "Nagekeken op 27 november 2026: nog steeds juist."


def test_still_right_goes_through_four_eyes_and_is_no_correction(db: Session, entry: Entry) -> None:
    writer = make_actor(db, AccountRole.EDITOR, name="een")
    judge = make_actor(db, AccountRole.EDITOR, name="twee")
    chief = make_actor(db, AccountRole.CHIEF_EDITOR, name="drie")
    concept = upkeep.still_right(db, entry, writer, AT, TODAY)
    transitions.take(db, concept, writer, Step.SUBMIT, Asked(AT))
    with pytest.raises(StepRefused, match="Een ander"):
        transitions.take(db, concept, writer, Step.APPROVE, Asked(AT))
    transitions.take(db, concept, judge, Step.APPROVE, Asked(AT))
    transitions.take(db, concept, chief, Step.PUBLISH, Asked(AT))
    assert queries.live(db, entry).document.checked_on == TODAY
    assert list(db.exec(select(Correction))) == []
    assert "gecorrigeerd" not in {line.action for line in db.exec(select(Trail))}


def test_still_right_is_refused_beside_a_correction_and_on_the_same_day(db: Session, entry: Entry) -> None:
    actor = make_actor(db, AccountRole.EDITOR)
    with pytest.raises(StepRefused, match="vandaag al nagekeken"):
        upkeep.still_right(db, entry, actor, AT, date(2026, 11, 21))
    assert list(db.exec(select(Concept))) == []
    concepts.open_on(db, entry, actor, AT, is_quick=True)
    with pytest.raises(StepRefused, match="wacht al een snelle correctie"):
        upkeep.still_right(db, entry, actor, AT, TODAY)


def test_the_backlog_is_what_nobody_has_looked_into(db: Session, entry: Entry) -> None:
    actor = make_actor(db, AccountRole.EDITOR)
    lead = {"naam": "Spoor", "selectie": Selection.LEAD.value}
    concepts.begin(db, Kind.APPROACH, lead, actor, AT)
    concepts.begin(db, Kind.APPROACH, {"naam": "Half af"}, actor, AT)
    concepts.open_on(db, entry, actor, AT)
    assert [one.name for one in upkeep.leads(db)] == ["Spoor"]
