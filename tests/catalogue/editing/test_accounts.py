"""Accounts, links, sign-ins and organisations as rows, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from catalogue.editing import access, accounts, members, second_step, vouched
from catalogue.editing.access import KEPT, LASTS, LinkStanding
from catalogue.editing.accounts import Profile
from catalogue.editing.actor import Actor
from catalogue.editing.errors import AccountRefused
from catalogue.editing.tokens import hashed
from catalogue.tables_people import OneTimeLink, Person, SignIn, Trail
from catalogue.terms_workflow import AccountRole, LinkKind
from tests.people import make_actor, make_person

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
EDITOR = Profile("Kees Kaptein", frozenset({AccountRole.EDITOR}))
ISSUER = "https://dienst.example"


@pytest.fixture
def admin(db: Session) -> Actor:
    return make_actor(db, AccountRole.ADMINISTRATOR, name="Bea")


def deeds(db: Session) -> list[str]:
    return list(db.exec(select(Trail.action).order_by(col(Trail.id))))


def add_sign_in(db: Session, person: Person, token: str, at: datetime = AT) -> SignIn:
    row = SignIn(
        token_hash=hashed(token),
        person_id=person.id,
        created_at=at,
        seen_at=at,
        expires_at=at + timedelta(days=14),
    )
    db.add(row)
    db.flush()
    return row


# --- invitations and links --------------------------------------------------------------------------------


def test_an_invitation_makes_a_person_with_roles_and_a_line_in_the_logbook(db: Session, admin: Actor) -> None:
    person, token = accounts.invite(db, " Kees@Example.org ", EDITOR, admin, AT)
    assert (person.email, person.name, person.password_hash) == ("kees@example.org", "Kees Kaptein", None)
    assert accounts.roles_of(db, person) == EDITOR.roles
    assert accounts.is_waiting(person)
    found = access.find_link(db, token, AT)
    assert (found.standing, found.kind, found.person) == (LinkStanding.OPEN, LinkKind.INVITATION, person)
    line = db.exec(select(Trail)).one()
    assert (line.action, line.person_id, line.role) == (
        "persoon_uitgenodigd",
        admin.id,
        AccountRole.ADMINISTRATOR,
    )


def test_an_address_has_one_account_whatever_its_capitals(db: Session, admin: Actor) -> None:
    accounts.invite(db, "kees@example.org", EDITOR, admin, AT)
    with pytest.raises(AccountRefused) as refused:
        accounts.invite(db, "KEES@example.org", EDITOR, admin, AT)
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    "email",
    ["", "x", "a@b", "a b@c.nl", "a@b.nl,c@d.nl", "a@b..nl", "a@.nl", "<a@b.nl>", "a@" + "b" * 260 + ".nl"],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(AccountRefused):
        accounts.checked_email(email)


def test_a_link_is_used_once_and_within_its_time(db: Session, admin: Actor) -> None:
    person, token = accounts.invite(db, "kees@example.org", EDITOR, admin, AT)
    assert access.accept(db, token, "hash", AT + LASTS[LinkKind.INVITATION]) is None
    assert access.accept(db, "onzin", "hash", AT) is None
    assert access.accept(db, token, "hash", AT) is person
    db.expire_all()
    assert access.accept(db, token, "ander", AT) is None
    assert person.password_hash == "hash"
    assert access.find_link(db, token, AT).standing is LinkStanding.USED
    assert deeds(db) == ["persoon_uitgenodigd", "persoon_begonnen"]


def test_the_times_are_two_weeks_and_two_hours() -> None:
    assert {LinkKind.INVITATION: timedelta(days=14), LinkKind.PASSWORD: timedelta(hours=2)} == LASTS


def test_a_new_password_ends_links_and_sign_ins_but_the_one_it_was_chosen_in(db: Session) -> None:
    person = make_person(db, AccountRole.EDITOR)
    token = access.make_link(db, person, LinkKind.PASSWORD, AT)
    here, there = add_sign_in(db, person, "hier"), add_sign_in(db, person, "daar")
    other = add_sign_in(db, make_person(db, AccountRole.EDITOR, name="ander"), "van een ander")
    access.set_password(db, person, "hash", AT, keep=here.token_hash)
    db.expire_all()
    assert access.find_link(db, token, AT).standing is LinkStanding.USED
    assert (here.ended_at, there.ended_at, other.ended_at) == (None, AT, None)


def test_nobody_ends_the_sign_in_of_somebody_else(db: Session) -> None:
    person, other = make_person(db, name="een"), make_person(db, name="twee")
    row = add_sign_in(db, person, "een")
    assert not access.end_sign_in(db, other.id, row.token_hash, AT)
    assert access.end_sign_in(db, person.id, row.token_hash, AT)
    assert not access.end_sign_in(db, person.id, row.token_hash, AT)


def test_what_ended_long_ago_is_forgotten(db: Session) -> None:
    person, other = make_person(db, name="een"), make_person(db, name="twee")
    add_sign_in(db, person, "oud", AT - KEPT - timedelta(days=15))
    ended = add_sign_in(db, person, "geeindigd", AT - timedelta(days=100))
    ended.ended_at = AT - KEPT - timedelta(days=1)
    add_sign_in(db, person, "nu")
    add_sign_in(db, other, "van een ander", AT - KEPT - timedelta(days=15))
    access.make_link(db, person, LinkKind.PASSWORD, AT - KEPT - timedelta(days=1))
    access.make_link(db, person, LinkKind.PASSWORD, AT)
    access.tidy(db, person, AT)
    left = set(db.exec(select(SignIn.token_hash)))
    assert left == {hashed("nu"), hashed("van een ander")}
    assert len(db.exec(select(OneTimeLink)).all()) == 1


# --- roles and stopping -----------------------------------------------------------------------------------


def test_a_change_is_remembered_as_it_was_and_became(db: Session, admin: Actor) -> None:
    person, _ = accounts.invite(db, "kees@example.org", EDITOR, admin, AT)
    assert not accounts.change(db, person, EDITOR, admin, AT)
    wanted = Profile("Kees", frozenset({AccountRole.EDITOR, AccountRole.ADMINISTRATOR}))
    assert accounts.change(db, person, wanted, admin, AT)
    assert accounts.profile_of(db, person) == wanted
    line = db.exec(select(Trail).order_by(col(Trail.id).desc())).first()
    assert line is not None
    assert '"was": {"organisatie": null, "rollen": ["redacteur"]}' in (line.details or "")
    assert '"andere_naam": true' in (line.details or "")
    assert "Kees" not in (line.details or ""), "a name in the logbook could never be erased"


def test_one_administrator_who_can_sign_in_is_always_left(db: Session, admin: Actor) -> None:
    bea = db.get_one(Person, admin.id)
    plain = Profile("Bea", frozenset({AccountRole.EDITOR}))
    administrator = Profile("Kees", frozenset({AccountRole.ADMINISTRATOR}))
    waiting, token = accounts.invite(db, "kees@example.org", administrator, admin, AT)
    for step in (
        lambda: accounts.stop(db, bea, admin, AT),
        lambda: accounts.change(db, bea, plain, admin, AT),
    ):
        with pytest.raises(AccountRefused, match="enige beheerder"):
            step()
    accounts.stop(db, waiting, admin, AT)
    accounts.restart(db, waiting, admin, AT)
    token = accounts.invite_again(db, waiting, admin, AT)
    access.accept(db, token, "hash", AT)
    assert accounts.change(db, bea, plain, admin, AT)
    with pytest.raises(AccountRefused, match="enige beheerder"):
        accounts.stop(db, waiting, None, AT)


def test_stopping_ends_everything_and_happens_once(db: Session, admin: Actor) -> None:
    person, token = accounts.invite(db, "kees@example.org", EDITOR, admin, AT)
    row = add_sign_in(db, person, "daar")
    accounts.stop(db, person, admin, AT)
    accounts.stop(db, person, admin, AT)
    db.expire_all()
    assert row.ended_at == AT
    assert access.find_link(db, token, AT).standing is LinkStanding.UNKNOWN
    assert access.accept(db, token, "hash", AT) is None
    assert deeds(db).count("persoon_gestopt") == 1


# --- the second step --------------------------------------------------------------------------------------


def test_a_step_is_used_once_and_never_an_older_one(db: Session) -> None:
    person = make_person(db, AccountRole.EDITOR)
    assert second_step.use_step(db, person, 10)
    assert not second_step.use_step(db, person, 10)
    assert not second_step.use_step(db, person, 9)
    assert second_step.use_step(db, person, 11)


# --- people another service vouches for -------------------------------------------------------------------


def test_a_person_is_bound_once_by_address_and_from_then_on_by_subject(db: Session, admin: Actor) -> None:
    person, token = accounts.invite(db, "kees@example.org", EDITOR, admin, AT)
    assert vouched.recognised(db, ISSUER, "k1", "Kees@Example.org", AT) is person
    db.expire_all()
    assert access.find_link(db, token, AT).standing is LinkStanding.USED
    assert vouched.recognised(db, ISSUER, "k1", None, AT) is person
    for issuer, subject in ((ISSUER, "k2"), ("https://ander.example", "k1")):
        with pytest.raises(AccountRefused):
            vouched.recognised(db, issuer, subject, "kees@example.org", AT)
    with pytest.raises(AccountRefused, match="nagekeken"):
        vouched.recognised(db, ISSUER, "k3", None, AT)
    assert deeds(db) == ["persoon_uitgenodigd", "persoon_begonnen"]


# --- organisations ----------------------------------------------------------------------------------------


def test_an_organisation_has_one_name_whatever_its_capitals(db: Session, admin: Actor) -> None:
    members.add(db, name="Welzijn Oost", website="", actor=admin, at=AT)
    with pytest.raises(AccountRefused):
        members.add(db, name="WELZIJN oost", website="", actor=admin, at=AT)
    other = members.add(db, name="West", website="https://west.example/pad?x=1", actor=admin, at=AT)
    assert members.change(db, other, name="WEST", website="", actor=admin, at=AT)
    assert not members.change(db, other, name=" WEST ", website=" ", actor=admin, at=AT)
    with pytest.raises(AccountRefused):
        members.change(db, other, name="welzijn oost", website="", actor=admin, at=AT)


def test_only_organisations_that_take_part_can_be_chosen_and_people_are_counted(
    db: Session, admin: Actor
) -> None:
    east = members.add(db, name="Oost", website="", actor=admin, at=AT)
    west = members.add(db, name="West", website="", actor=admin, at=AT)
    make_person(db, AccountRole.SUBMITTER, name="een", member_id=west.id)
    make_person(db, AccountRole.SUBMITTER, name="twee", member_id=west.id, is_active=False)
    members.set_active(db, west, active=False, actor=admin, at=AT)
    assert members.choices(db) == [east]
    assert members.choices(db, west.id) == [east, west]
    assert members.everyone(db) == [(east, 0), (west, 1)]
    submitter = Profile("Ina", frozenset({AccountRole.SUBMITTER}), west.id)
    with pytest.raises(AccountRefused):
        accounts.invite(db, "ina@example.org", submitter, admin, AT)
