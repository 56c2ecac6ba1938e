"""One's own account: password, second step, sign-ins and messages, each for oneself only."""

import re
from datetime import timedelta

import pytest
import time_machine
from fastapi.testclient import TestClient
from pyotp import TOTP

from app.devices import in_words
from catalogue.terms_workflow import AccountRole
from tests.app.accounts import (
    OTHER,
    PASSWORD,
    add_person,
    deeds,
    give,
    mails,
    now,
    person,
    row_of,
    token_of,
)
from tests.app.html import faults, soup

CHANGE = {"oud": PASSWORD, "wachtwoord": OTHER, "herhaal": OTHER}


@pytest.fixture
def client(empty_client: TestClient) -> TestClient:
    """A browser in which Kees is signed in."""
    add_person(empty_client, AccountRole.EDITOR, AccountRole.ADMINISTRATOR)
    give(empty_client)
    return empty_client


def sign_in_elsewhere(client: TestClient) -> str:
    """Sign in on another device; returns its token, and leaves the browser as it was."""
    here = token_of(client)
    client.cookies.clear()
    client.post(
        "/aanmelden",
        data={"email": "kees@example.org", "wachtwoord": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1"},
    )
    there = token_of(client)
    client.cookies.clear()
    client.cookies.set("mkba_aanmelding", here or "")
    assert there
    return there


# --- the page ---------------------------------------------------------------------------------------------


def test_the_page_says_who_one_is_and_what_one_may(client: TestClient) -> None:
    page = soup(client.get("/account").text)
    text = page.get_text(" ", strip=True)
    for words in (
        "Kees Kaptein",
        "kees@example.org",
        "Redacteur",
        "Beheerder",
        AccountRole.EDITOR.explanation,
    ):
        assert words in text
    assert "eindredacteur" not in text.lower()


def test_messages_lead_to_where_one_chooses_how_they_come(client: TestClient) -> None:
    assert client.get("/account/mail").headers["location"] == "/account#berichten"


def test_an_unknown_word_in_the_address_says_nothing(client: TestClient) -> None:
    assert "mk-notice--gelukt" not in client.get("/account?gelukt=<script>").text


# --- the password -----------------------------------------------------------------------------------------


def test_a_new_password_ends_all_other_sign_ins_and_keeps_this_one(client: TestClient) -> None:
    elsewhere = sign_in_elsewhere(client)
    answer = client.post("/account/wachtwoord", data=CHANGE)
    assert answer.headers["location"] == "/account?gelukt=wachtwoord"
    page = client.get(answer.headers["location"])
    assert "Uw wachtwoord is gewijzigd" in page.text
    assert row_of(client, elsewhere).ended_at is not None
    assert "wachtwoord_gewijzigd" in deeds(client)
    assert [mail.kind for mail in mails(client)] == ["beveiliging"]
    client.cookies.clear()
    assert give(client).status_code == 422
    assert give(client, password=OTHER).status_code == 303


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"oud": ""}, "oud"),
        ({"oud": "niet dit"}, "oud"),
        ({"wachtwoord": "kort", "herhaal": "kort"}, "wachtwoord"),
        ({"wachtwoord": "kaptein ahoi ahoi", "herhaal": "kaptein ahoi ahoi"}, "wachtwoord"),
        ({"herhaal": "anders"}, "herhaal"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    client: TestClient, change: dict[str, str], field: str
) -> None:
    elsewhere = sign_in_elsewhere(client)
    kept = person(client, 1).password_hash
    answer = client.post("/account/wachtwoord", data=CHANGE | change)
    assert answer.status_code == 422
    page = soup(answer.text)
    assert page.select_one(f"#fouten a[href='#{field}']")
    assert page.select_one(f"#{field}[aria-invalid=true]")
    assert [box["value"] for box in page.select("input[type=password]")] == ["", "", ""]
    assert faults(answer.text) == []
    assert person(client, 1).password_hash == kept
    assert row_of(client, elsewhere).ended_at is None
    assert mails(client) == []


def test_the_old_password_cannot_be_guessed_here_either(client: TestClient) -> None:
    for _ in range(10):
        assert client.post("/account/wachtwoord", data=CHANGE | {"oud": "fout"}).status_code == 422
    answer = client.post("/account/wachtwoord", data=CHANGE)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Wacht" in answer.text


def test_who_has_no_password_is_led_to_a_link(empty_client: TestClient) -> None:
    add_person(empty_client)
    give(empty_client)
    from app.database import writing
    from catalogue.tables_people import Person

    with writing(empty_client.app_state["database"]) as db, db.begin():
        row = db.get_one(Person, 1)
        row.password_hash, row.oidc_subject = None, "x"
        db.add(row)
    page = soup(empty_client.get("/account").text)
    assert page.select_one("main a[href='/wachtwoord-vergeten']")
    assert page.select("input[name=oud]") == []
    assert empty_client.post("/account/wachtwoord", data=CHANGE).status_code == 422


# --- the second step --------------------------------------------------------------------------------------


def proposed(client: TestClient) -> TOTP:
    """Begin with the second step; what the telephone reads from the page."""
    assert client.post("/account/tweede-stap", data={"actie": "begin"}).status_code == 303
    text = client.get("/account").text
    assert faults(text) == []
    secret = soup(text).select_one(".mk-secret")
    assert secret is not None
    return TOTP(secret.get_text().replace(" ", ""))


def test_the_second_step_is_on_after_one_right_code(client: TestClient) -> None:
    totp = proposed(client)
    page = soup(client.get("/account").text)
    picture = page.select_one("svg.mk-qr")
    assert picture is not None
    assert page.select("[style]") == []
    assert person(client, 1).totp_since is None
    assert totp.secret not in (person(client, 1).totp_secret or "")
    assert client.post("/account/tweede-stap", data={"actie": "aan", "code": "000000"}).status_code == 422
    assert person(client, 1).totp_since is None
    answer = client.post("/account/tweede-stap", data={"actie": "aan", "code": totp.now()})
    assert answer.headers["location"] == "/account?gelukt=tweede-stap-aan"
    assert person(client, 1).totp_since is not None
    assert deeds(client)[-1] == "tweede_stap"
    assert totp.secret not in client.get("/account").text.replace(" ", "")
    client.cookies.clear()
    assert give(client).headers["location"].startswith("/aanmelden/code")


def test_a_second_step_that_is_not_confirmed_asks_nothing(client: TestClient) -> None:
    proposed(client)
    assert client.post("/account/tweede-stap", data={"actie": "stop"}).status_code == 303
    assert person(client, 1).totp_secret is None
    proposed(client)
    client.cookies.clear()
    assert give(client).headers["location"] == "/redactie"


def test_turning_it_off_takes_a_code_that_was_not_used(client: TestClient) -> None:
    totp = proposed(client)
    with time_machine.travel(now(), tick=False) as clock:
        code = totp.now()
        client.post("/account/tweede-stap", data={"actie": "aan", "code": code})
        for wrong in ("", "000000", code):
            answer = client.post("/account/tweede-stap", data={"actie": "uit", "code": wrong})
            assert answer.status_code == 422
        assert client.post("/account/tweede-stap", data={"actie": "stop"}).status_code == 422
        secret = person(client, 1).totp_secret
        client.post("/account/tweede-stap", data={"actie": "begin"})
        assert person(client, 1).totp_secret == secret
        clock.shift(timedelta(seconds=30))
        answer = client.post("/account/tweede-stap", data={"actie": "uit", "code": totp.now()})
        assert answer.headers["location"] == "/account?gelukt=tweede-stap-uit"
        assert person(client, 1).totp_secret is None


def test_codes_cannot_be_tried_without_end(client: TestClient) -> None:
    totp = proposed(client)
    for _ in range(6):
        client.post("/account/tweede-stap", data={"actie": "aan", "code": "000000"})
    answer = client.post("/account/tweede-stap", data={"actie": "aan", "code": totp.now()})
    assert answer.status_code == 429


# --- where one is signed in -------------------------------------------------------------------------------


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(client: TestClient) -> None:
    elsewhere = sign_in_elsewhere(client)
    page = soup(client.get("/account").text)
    names = [name.get_text(" ", strip=True) for name in page.select(".mk-sign-ins__name")]
    assert sorted(names) == ["Een browser hier en nu", "Safari op een iPhone"]
    button = page.select_one("button[name=aanmelding]:not([value=alle])")
    assert button is not None
    answer = client.post("/account/aanmeldingen", data={"aanmelding": str(button["value"])})
    assert answer.headers["location"] == "/account?gelukt=aanmelding"
    assert row_of(client, elsewhere).ended_at is not None
    assert client.get("/account").status_code == 200
    again = client.post("/account/aanmeldingen", data={"aanmelding": str(button["value"])})
    assert again.status_code == 409
    assert "al beëindigd" in again.text


def test_signing_out_everywhere_includes_here(client: TestClient) -> None:
    elsewhere = sign_in_elsewhere(client)
    here = token_of(client)
    answer = client.post("/account/aanmeldingen", data={"aanmelding": "alle"})
    assert answer.headers["location"] == "/aanmelden?afgemeld=1"
    assert row_of(client, here).ended_at is not None
    assert row_of(client, elsewhere).ended_at is not None
    assert answer.headers["set-cookie"].startswith('mkba_aanmelding="";')
    assert client.get("/account").status_code == 303
    assert deeds(client)[-1] == "overal_afgemeld"


def test_nobody_ends_the_sign_in_of_somebody_else(client: TestClient) -> None:
    here = token_of(client)
    client.cookies.clear()
    add_person(client, email="ans@example.org")
    give(client, email="ans@example.org")
    answer = client.post("/account/aanmeldingen", data={"aanmelding": row_of(client, here).token_hash})
    assert answer.status_code == 409
    assert row_of(client, here).ended_at is None


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome op Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/19.0 Safari/605.1", "Safari op een Mac"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome op Android"),
        ("<script>", "Een browser"),
        ("", "Een browser"),
    ],
)
def test_a_device_is_told_in_words_we_know(agent: str, words: str) -> None:
    assert in_words(agent) == words


# --- messages ---------------------------------------------------------------------------------------------


def test_messages_come_at_once_or_once_a_day(client: TestClient) -> None:
    assert soup(client.get("/account").text).select_one("input[name=berichten][value=meteen][checked]")
    for choice, digest in (("samen", True), ("meteen", False)):
        assert client.post("/account/mail", data={"berichten": choice}).status_code == 303
        assert person(client, 1).gets_digest is digest
        page = soup(client.get("/account?gelukt=mail").text)
        assert page.select_one(f"input[name=berichten][value={choice}][checked]")
    answer = client.post("/account/mail", data={"berichten": "nooit"})
    assert answer.status_code == 422
    assert person(client, 1).gets_digest is False


# --- no field that is not there ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/account/mail", {"berichten": "samen", "rol": "beheerder"}),
        ("/account/mail", {"berichten": "samen", "is_active": "1", "person_id": "2"}),
        ("/account/wachtwoord", CHANGE | {"email": "ander@example.org"}),
        ("/account/tweede-stap", {"actie": "begin", "persoon": "2"}),
        ("/account/aanmeldingen", {"aanmelding": "alle", "person_id": "2"}),
        ("/redactie/mensen/1", {"naam": "X", "rol": "redacteur", "password_hash": "x", "stempel": "x"}),
        ("/redactie/organisaties", {"naam": "X", "is_active": "nee"}),
    ],
)
def test_a_form_with_a_field_too_many_is_refused_whole(
    client: TestClient, path: str, form: dict[str, str]
) -> None:
    before = person(client, 1)
    answer = client.post(path, data=form)
    assert answer.status_code == 422
    assert "Er is niets opgeslagen" in answer.text
    after = person(client, 1)
    assert re.sub("0x[0-9a-f]+", "", repr(after)) == re.sub("0x[0-9a-f]+", "", repr(before))
