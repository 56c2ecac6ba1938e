"""Links that work once: accepting an invitation, and a forgotten password."""

from datetime import timedelta

import pytest
import time_machine
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.account_mail import send_invitation
from app.database import writing
from catalogue.editing.access import LASTS
from catalogue.editing.accounts import Profile, invite
from catalogue.tables_people import OneTimeLink
from catalogue.terms_workflow import AccountRole, LinkKind
from tests.app.accounts import (
    EMAIL,
    OTHER,
    PASSWORD,
    add_person,
    deeds,
    give,
    link_in,
    mails,
    now,
    person,
    row_of,
    token_of,
)
from tests.app.html import faults, soup
from tests.app.test_sign_in import with_second_step

NEW = {"wachtwoord": OTHER, "herhaal": OTHER}


def invited(client: TestClient, email: str = EMAIL) -> str:
    """Invite somebody; returns the path of the link in the mail."""
    with writing(client.app_state["database"]) as db, db.begin():
        profile = Profile("Kees Kaptein", frozenset({AccountRole.EDITOR}))
        someone, token = invite(db, email, profile, None, now())
        send_invitation(db, client.app_state["settings"], someone, token, now())
    return link_in(mails(client)[-1])


def forgotten(client: TestClient, email: str = EMAIL) -> str:
    client.post("/wachtwoord-vergeten", data={"email": email})
    return link_in(mails(client)[-1])


# --- an invitation ----------------------------------------------------------------------------------------


def test_an_invited_person_chooses_a_password_and_is_at_work(empty_client: TestClient) -> None:
    link = invited(empty_client)
    assert give(empty_client).status_code == 422
    page = empty_client.get(link)
    assert "Welkom, Kees Kaptein" in page.text
    assert soup(page.text).select_one("input[autocomplete=new-password]")
    assert faults(page.text) == []
    answer = empty_client.post(link, data=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/redactie")
    assert empty_client.get("/account").status_code == 200
    assert deeds(empty_client) == ["persoon_uitgenodigd", "persoon_begonnen", "aangemeld"]
    assert [mail.kind for mail in mails(empty_client)] == ["uitnodiging"]


def test_looking_does_not_use_the_link_up_but_choosing_does(empty_client: TestClient) -> None:
    link = invited(empty_client)
    for _ in range(3):
        assert empty_client.get(link).status_code == 200
        assert empty_client.head(link).status_code == 200
    empty_client.post(link, data=NEW)
    for answer in (
        empty_client.get(link),
        empty_client.post(link, data={"wachtwoord": PASSWORD, "herhaal": PASSWORD}),
    ):
        assert answer.status_code == 410
        assert "al gebruikt" in answer.text
        assert "Meld u aan" in answer.text
    empty_client.cookies.clear()
    assert give(empty_client, password=PASSWORD).status_code == 422
    assert give(empty_client, password=OTHER).status_code == 303


def test_an_invitation_works_for_fourteen_days(empty_client: TestClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        link = invited(empty_client)
        clock.shift(LASTS[LinkKind.INVITATION] - timedelta(seconds=1))
        assert empty_client.get(link).status_code == 200
        clock.shift(1)
        answer = empty_client.post(link, data=NEW)
        assert answer.status_code == 410
        assert "verlopen" in answer.text
        assert "nieuwe uitnodiging" in answer.text
        assert person(empty_client, 1).password_hash is None


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("", "", "wachtwoord"),
        ("kort", "kort", "wachtwoord"),
        ("welkom2026!!", "welkom2026!!", "wachtwoord"),
        ("kees kaptein hier", "kees kaptein hier", "wachtwoord"),
        (OTHER, OTHER + "x", "herhaal"),
        (OTHER, "", "herhaal"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_working(
    empty_client: TestClient, password: str, again: str, field: str
) -> None:
    link = invited(empty_client)
    answer = empty_client.post(link, data={"wachtwoord": password, "herhaal": again})
    assert answer.status_code == 422
    page = soup(answer.text)
    assert page.select_one(f"#fouten a[href='#{field}']")
    assert page.select_one(f"#{field}[aria-invalid=true][aria-describedby~='{field}-fout']")
    assert [box.get("value") for box in page.select("input[type=password]")] == ["", ""]
    assert faults(answer.text) == []
    assert empty_client.post(link, data=NEW).status_code == 303


@pytest.mark.parametrize("token", ["x", "%2F", "a" * 5000, "é", "' OR 1=1 --"])
def test_a_link_that_nobody_made_leads_to_what_one_can_do(empty_client: TestClient, token: str) -> None:
    answer = empty_client.get(f"/toegang/{token}")
    assert answer.status_code == 404
    if token != "%2F":
        assert "Deze link werkt niet" in answer.text


def test_only_the_hash_of_a_link_is_kept(empty_client: TestClient) -> None:
    token = invited(empty_client).rsplit("/", 1)[1]
    with Session(empty_client.app_state["database"]) as db:
        rows = db.exec(select(OneTimeLink)).all()
    assert len(rows) == 1
    assert token not in repr(rows)


def test_the_log_does_not_hold_the_link(empty_client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    from app.log import told

    assert told("/toegang/geheim") == "/toegang/…"
    assert told("/lezen/geheim/deel") == "/lezen/…/deel"
    assert told("/toegankelijkheid") == "/toegankelijkheid"


# --- a forgotten password ---------------------------------------------------------------------------------


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(empty_client: TestClient) -> None:
    add_person(empty_client)
    add_person(empty_client, email="stil@example.org", is_active=False)
    answers = [
        empty_client.post("/wachtwoord-vergeten", data={"email": email})
        for email in (EMAIL, "niemand@example.org", "stil@example.org")
    ]
    assert {(answer.status_code, answer.headers["location"]) for answer in answers} == {
        (303, "/wachtwoord-vergeten?verstuurd=1")
    }
    page = empty_client.get("/wachtwoord-vergeten?verstuurd=1").text
    assert "Is er een account met dat e-mailadres" in page
    assert [mail.address for mail in mails(empty_client)] == [EMAIL]


def test_a_new_password_ends_every_sign_in_of_before_and_is_told_by_mail(empty_client: TestClient) -> None:
    add_person(empty_client)
    give(empty_client)
    elsewhere = token_of(empty_client)
    empty_client.cookies.clear()
    link = forgotten(empty_client, f" {EMAIL.upper()} ")
    assert "Kies een nieuw wachtwoord" in empty_client.get(link).text
    assert empty_client.post(link, data=NEW).status_code == 303
    assert row_of(empty_client, elsewhere).ended_at is not None
    assert empty_client.get("/account").status_code == 200
    assert [mail.kind for mail in mails(empty_client)] == ["wachtwoord", "beveiliging"]
    assert "wachtwoord_gewijzigd" in deeds(empty_client)
    empty_client.cookies.clear()
    assert give(empty_client).status_code == 422
    assert give(empty_client, password=OTHER).status_code == 303


def test_a_link_for_a_password_works_for_two_hours(empty_client: TestClient) -> None:
    add_person(empty_client)
    with time_machine.travel(now(), tick=False) as clock:
        link = forgotten(empty_client)
        clock.shift(LASTS[LinkKind.PASSWORD] + timedelta(seconds=1))
        answer = empty_client.get(link)
        assert answer.status_code == 410
        assert "/wachtwoord-vergeten" in answer.text


def test_asking_twice_leaves_both_links_working_until_one_is_used(empty_client: TestClient) -> None:
    add_person(empty_client)
    first, second = forgotten(empty_client), forgotten(empty_client)
    assert first != second
    assert empty_client.get(first).status_code == 200
    assert empty_client.post(second, data=NEW).status_code == 303
    assert empty_client.get(first).status_code == 410


def test_who_did_not_answer_an_invitation_gets_a_new_one(empty_client: TestClient) -> None:
    old = invited(empty_client)
    new = forgotten(empty_client)
    assert mails(empty_client)[-1].kind == "uitnodiging"
    assert empty_client.get(old).status_code == 410
    assert "vul uw e-mailadres in" in empty_client.get(old).text
    assert empty_client.post(new, data=NEW).status_code == 303


def test_a_new_password_does_not_pass_by_the_second_step(empty_client: TestClient) -> None:
    totp = with_second_step(empty_client, add_person(empty_client))
    link = forgotten(empty_client)
    assert empty_client.post(link, data=NEW).headers["location"] == "/aanmelden/code"
    assert empty_client.get("/account").status_code == 303
    assert empty_client.post("/aanmelden/code", data={"code": totp.now()}).status_code == 303


@pytest.mark.parametrize("email", ["", "geen adres", "a@b", "a@b@c.nl", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said_to_be_none(empty_client: TestClient, email: str) -> None:
    answer = empty_client.post("/wachtwoord-vergeten", data={"email": email})
    assert answer.status_code == 422
    assert soup(answer.text).select_one("#email[aria-invalid=true]")
    assert faults(answer.text) == []


def test_asking_again_and_again_has_to_wait_also_for_nobody(empty_client: TestClient) -> None:
    add_person(empty_client)
    for email in (EMAIL, "niemand@example.org"):
        for _ in range(4):
            assert empty_client.post("/wachtwoord-vergeten", data={"email": email}).status_code == 303
        answer = empty_client.post("/wachtwoord-vergeten", data={"email": email})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert "Wacht 60 minuten" in answer.text
    assert len(mails(empty_client)) == 4


def test_a_stopped_account_has_no_working_links(empty_client: TestClient) -> None:
    link = invited(empty_client)
    with writing(empty_client.app_state["database"]) as db, db.begin():
        from catalogue.editing.accounts import by_email, stop

        someone = by_email(db, EMAIL)
        assert someone is not None
        stop(db, someone, None, now())
    assert empty_client.get(link).status_code == 404
    assert empty_client.post(link, data=NEW).status_code == 404
    assert person(empty_client, 1).password_hash is None
