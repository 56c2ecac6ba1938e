"""Erasing who somebody is, and taking one's own data along."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from app.identity import start_sign_in
from catalogue.editing import concepts, logbook, working
from catalogue.editing.erasing import FORMER, erase, is_erased, personal_data
from catalogue.editing.errors import EditRefused
from catalogue.editing.people import actor_of
from catalogue.editing.post import post
from catalogue.editing.transitions import take
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Mail
from catalogue.tables_people import Member, Person, PersonRole, SignIn, Trail
from catalogue.terms_workflow import AccountRole
from tests.builders import make_approach
from tests.people import make_actor, make_person

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def wim(db: Session) -> Person:
    """An editor with work, a page, sign-ins and mail."""
    member = Member(name="Welzijn Noord", created_at=AT)
    db.add(member)
    db.flush()
    person = make_person(
        db, AccountRole.EDITOR, name="Wim de Vries", email="wim@example.org", member_id=member.id
    )
    person.password_hash, person.totp_secret = "hash", "secret"
    actor = actor_of(db, person)
    concept = concepts.begin(db, Kind.APPROACH, working.of(make_approach(name="Buurtwerk")), actor, AT)
    take(db, concept, actor, Step.SUBMIT, Asked(AT))
    concept.assignee_id = person.id
    start_sign_in(db, person, AT, agent="Firefox op Linux")
    post(
        db,
        person.email,
        key="x",
        kind="bericht",
        subject="Over u",
        body="Beste Wim",
        at=AT,
        person_id=person.id,
    )
    db.flush()
    return person


def test_after_erasing_nothing_says_who_it_was(db: Session, wim: Person) -> None:
    erase(db, wim, make_actor(db, AccountRole.ADMINISTRATOR, name="Ad"), AT)
    db.expire_all()
    row = db.get(Person, wim.id)
    assert row is not None
    assert is_erased(row)
    assert row.name == FORMER
    stored = json.dumps([str(value) for value in row.model_dump().values()])
    assert not any(word in stored for word in ("Wim", "Vries", "wim@", "hash", "secret"))
    for table in (PersonRole, SignIn, Mail):
        assert db.exec(select(func.count()).where(col(table.person_id) == wim.id)).one() == 0
    everything = " ".join(f"{line.subject} {line.details} {line.reason}" for line in db.exec(select(Trail)))
    assert "Wim" not in everything


def test_what_was_done_stays_in_the_logbook_under_another_name(db: Session, wim: Person) -> None:
    before = db.exec(select(func.count()).where(Trail.person_id == wim.id)).one()
    erase(db, wim, make_actor(db, AccountRole.ADMINISTRATOR, name="Ad"), AT)
    assert db.exec(select(func.count()).where(Trail.person_id == wim.id)).one() == before
    lines = logbook.page(db, logbook.Filter(person_id=wim.id), 10).lines
    assert {line.who for line in lines} == {FORMER}
    (erased,) = logbook.page(db, logbook.Filter(), 1).lines
    assert (erased.who, erased.words, erased.about) == ("Ad", "wijzigde een account", FORMER)


def test_work_and_pages_are_for_whoever_picks_them_up(db: Session, wim: Person) -> None:
    erase(db, wim, make_actor(db, AccountRole.ADMINISTRATOR, name="Ad"), AT)
    entry = db.exec(select(Entry)).one()
    concept = db.exec(select(Concept)).one()
    assert (entry.owner_id, entry.deputy_id, concept.assignee_id) == (None, None, None)


def test_two_people_can_be_erased(db: Session, wim: Person) -> None:
    actor = make_actor(db, AccountRole.ADMINISTRATOR, name="Ad")
    erase(db, wim, actor, AT)
    erase(db, make_person(db, AccountRole.EDITOR, name="Bea"), actor, AT)
    with pytest.raises(EditRefused, match="al gewist"):
        erase(db, wim, actor, AT)


def test_nobody_erases_the_own_account_or_without_the_right(db: Session, wim: Person) -> None:
    actor = make_actor(db, AccountRole.ADMINISTRATOR, name="Ad")
    own = db.get(Person, actor.id)
    assert own is not None
    with pytest.raises(EditRefused, match="andere beheerder"):
        erase(db, own, actor, AT)
    with pytest.raises(EditRefused, match="recht"):
        erase(db, wim, make_actor(db, AccountRole.CHIEF_EDITOR, name="Chef"), AT)
    assert wim.name == "Wim de Vries"


def test_the_own_data_are_whole_readable_and_without_secrets(db: Session, wim: Person) -> None:
    found = personal_data(db, wim)
    text = json.dumps(found)
    assert found["account"]["organisatie"] == "Welzijn Noord"
    assert found["account"]["rollen"] == ["redacteur"]
    assert found["aanmeldingen"][0]["apparaat"] == "Firefox op Linux"
    assert [line["wat"] for line in found["logboek"]] == ["concept_begonnen", "versie_bewaard", "ingediend"]
    assert found["berichten"] == [{"moment": AT.isoformat(), "verstuurd_op": None, "onderwerp": "Over u"}]
    assert "hash" not in text
    assert "secret" not in text
