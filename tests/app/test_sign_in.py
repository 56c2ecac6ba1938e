"""Signing in and out with a password and a code: what is let in, what is not, and what nobody learns."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
import time_machine
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from pyotp import TOTP
from sqlmodel import Session, select

from app import codes, passwords
from app.database import writing
from app.identity import CODE_WAITS, IDLE, LONGEST
from app.main import create_app
from app.settings import Settings
from app.signing_in import REFUSED
from catalogue.editing import second_step
from catalogue.tables_people import Person, SignIn
from catalogue.terms_workflow import AccountRole
from tests.app.accounts import (
    EMAIL,
    PASSWORD,
    add_person,
    deeds,
    give,
    now,
    person,
    row_of,
    token_of,
)
from tests.app.html import faults, soup

DESK = "/account"


def with_second_step(client: TestClient, person_id: int) -> TOTP:
    """Turn the second step on; returns what the telephone knows."""
    settings = client.app_state["settings"]
    with writing(client.app_state["database"]) as db, db.begin():
        row = db.get_one(Person, person_id)
        second_step.propose(db, row, codes.new_secret(settings))
        secret = codes.secret_of(settings, row)
        second_step.turn_on(db, row, 0, now())
    assert secret is not None
    return TOTP(secret)


def message(text: str) -> str:
    found = soup(text).select_one(".mk-notice--fout")
    assert found is not None
    return found.get_text(" ", strip=True)


# --- in and out -------------------------------------------------------------------------------------------


def test_the_right_password_opens_the_page_that_was_asked_for(empty_client: TestClient) -> None:
    add_person(empty_client)
    assert empty_client.get("/account?x=1").headers["location"] == "/aanmelden?terug=%2Faccount%3Fx%3D1"
    answer = give(empty_client, terug="/account?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?x=1")
    assert empty_client.get(DESK).status_code == 200
    assert deeds(empty_client) == ["aangemeld"]


def test_the_address_may_have_capitals_and_spaces_around_it(empty_client: TestClient) -> None:
    add_person(empty_client)
    assert give(empty_client, email=f"  {EMAIL.upper()} ").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(empty_client: TestClient) -> None:
    add_person(empty_client)
    cookie = SimpleCookie(give(empty_client).headers["set-cookie"])["mkba_aanmelding"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("lax", "/", "")
    assert row_of(empty_client, cookie.value).person_id == 1
    with Session(empty_client.app_state["database"]) as db:
        assert [row for row in db.exec(select(SignIn)) if cookie.value in row.token_hash] == []


def test_in_production_the_cookie_is_tied_to_the_host_and_to_https(empty_copy: object) -> None:
    settings = Settings(
        environment="production", secret="x" * 32, data_dir=empty_copy, database_url="", log_level="ERROR"
    )
    with TestClient(create_app(settings), base_url="https://testserver", follow_redirects=False) as client:
        add_person(client)
        header = give(client).headers["set-cookie"]
        assert header.startswith("__Host-mkba_aanmelding=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(header.split("; "))
        assert client.get(DESK).status_code == 200


def test_signing_out_ends_the_row_and_takes_the_cookie_away(empty_client: TestClient) -> None:
    add_person(empty_client)
    give(empty_client)
    token = token_of(empty_client)
    answer = empty_client.post("/afmelden")
    assert answer.headers["location"] == "/aanmelden?afgemeld=1"
    assert "U bent afgemeld" in empty_client.get(answer.headers["location"]).text
    assert token_of(empty_client) is None
    assert row_of(empty_client, token).ended_at is not None
    empty_client.cookies.set("mkba_aanmelding", token or "")
    assert empty_client.get(DESK).status_code == 303
    assert empty_client.post("/afmelden").status_code == 303


def test_nothing_signs_out_by_a_link(empty_client: TestClient) -> None:
    add_person(empty_client)
    give(empty_client)
    assert empty_client.get("/afmelden").status_code == 405
    assert empty_client.get(DESK).status_code == 200


def test_who_is_signed_in_does_not_see_the_form(empty_client: TestClient) -> None:
    add_person(empty_client)
    give(empty_client)
    assert empty_client.get("/aanmelden?terug=/account").headers["location"] == "/account"
    assert empty_client.get("/aanmelden").headers["location"] == "/redactie"


@pytest.mark.parametrize("away", ["//kwaad.example", "https://kwaad.example", "/\\kwaad.example"])
def test_signing_in_never_leads_to_another_site(empty_client: TestClient, away: str) -> None:
    add_person(empty_client)
    assert "kwaad" not in empty_client.get("/aanmelden", params={"terug": away}).text
    assert give(empty_client, terug=away).headers["location"] == "/redactie"


# --- a new token each time --------------------------------------------------------------------------------


def test_a_token_from_before_signing_in_is_worth_nothing_after_it(empty_client: TestClient) -> None:
    add_person(empty_client)
    empty_client.cookies.set("mkba_aanmelding", "door-een-ander-gekozen")
    give(empty_client)
    cookies = [cookie.value for cookie in empty_client.cookies.jar]
    with Session(empty_client.app_state["database"]) as db:
        assert len(db.exec(select(SignIn)).all()) == 1
    with pytest.raises(Exception, match="No row"):
        row_of(empty_client, "door-een-ander-gekozen")
    assert cookies[-1] != "door-een-ander-gekozen"


def test_signing_in_again_ends_the_sign_in_of_before_in_this_browser(empty_client: TestClient) -> None:
    add_person(empty_client)
    add_person(empty_client, email="ans@example.org")
    give(empty_client)
    first = token_of(empty_client)
    give(empty_client, email="ans@example.org")
    assert token_of(empty_client) != first
    assert row_of(empty_client, first).ended_at is not None
    assert row_of(empty_client, token_of(empty_client)).ended_at is None


def test_a_sign_in_ends_by_itself_when_nobody_uses_it_and_at_the_latest_after_two_weeks(
    empty_client: TestClient,
) -> None:
    add_person(empty_client)
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        give(empty_client)
        clock.shift(IDLE - timedelta(minutes=1))
        assert empty_client.get(DESK).status_code == 200
        clock.shift(IDLE - timedelta(minutes=1))
        assert empty_client.get(DESK).status_code == 200
        clock.shift(IDLE + timedelta(minutes=1))
        assert empty_client.get(DESK).status_code == 303
    with time_machine.travel(start, tick=False) as clock:
        give(empty_client)
        while now() < start + LONGEST:
            assert empty_client.get(DESK).status_code == 200
            clock.shift(IDLE - timedelta(minutes=1))
        assert empty_client.get(DESK).status_code == 303


# --- what is refused --------------------------------------------------------------------------------------


def test_nobody_learns_from_a_refusal_whether_there_is_an_account(empty_client: TestClient) -> None:
    add_person(empty_client)
    add_person(empty_client, email="stil@example.org", is_active=False)
    add_person(empty_client, email="genodigd@example.org", password_hash=None)
    tries = [
        (EMAIL, "een verkeerd wachtwoord"),
        ("niemand@example.org", PASSWORD),
        ("stil@example.org", PASSWORD),
        ("genodigd@example.org", PASSWORD),
        (EMAIL, ""),
        (EMAIL, "x" * 5000),
    ]
    pages = set()
    for email, password in tries:
        answer = give(empty_client, email=email, password=password)
        assert answer.status_code == 422
        assert REFUSED in message(answer.text)
        pages.add(answer.text.replace(email, ""))
    assert len(pages) == 1
    assert "set-cookie" not in answer.headers
    assert deeds(empty_client) == []


def test_every_refusal_takes_the_work_of_one_comparison(
    empty_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_person(empty_client)
    add_person(empty_client, email="genodigd@example.org", password_hash=None)
    done: list[str] = []
    real = PasswordHasher.verify

    def counted(hasher: PasswordHasher, kept: str | bytes, word: str | bytes) -> bool:
        done.append(str(word))
        return real(hasher, kept, word)

    passwords._nobodys()
    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for email in (EMAIL, "niemand@example.org", "genodigd@example.org"):
        done.clear()
        give(empty_client, email=email, password="een verkeerd wachtwoord")
        assert done == ["een verkeerd wachtwoord"], email


def test_the_typed_address_comes_back_and_the_password_does_not(empty_client: TestClient) -> None:
    answer = give(empty_client, email="kees@example.org", password="dit is geheim en fout")
    page = soup(answer.text)
    assert page.select_one("#email[value='kees@example.org']")
    assert "geheim en fout" not in answer.text
    assert faults(answer.text) == []
    assert page.title is not None
    assert page.title.get_text().startswith("Fout: ")


def test_what_was_typed_is_never_markup(empty_client: TestClient) -> None:
    answer = give(empty_client, email='"><script>alert(1)</script>', password="x")
    assert "<script>alert" not in answer.text


def test_too_many_tries_on_one_account_have_to_wait_also_for_an_account_that_is_not_there(
    empty_client: TestClient,
) -> None:
    add_person(empty_client)
    with time_machine.travel(now(), tick=False) as clock:
        for email in (EMAIL, "niemand@example.org"):
            for _ in range(10):
                assert give(empty_client, email=email, password="fout").status_code == 422
            answer = give(empty_client, email=email, password=PASSWORD)
            assert answer.status_code == 429
            assert answer.headers["retry-after"] == "900"
            assert "Wacht 15 minuten" in message(answer.text)
            assert f'value="{email}"' in answer.text
        clock.shift(901)
        assert give(empty_client).status_code == 303


def test_too_many_tries_from_one_address_have_to_wait(empty_client: TestClient) -> None:
    add_person(empty_client)
    answers = [give(empty_client, email=f"p{number}@example.org", password="x") for number in range(50)]
    assert {answer.status_code for answer in answers} == {422}
    assert give(empty_client).status_code == 429


def test_a_right_password_begins_the_count_of_the_account_anew(empty_client: TestClient) -> None:
    add_person(empty_client)
    for _ in range(3):
        for _ in range(9):
            give(empty_client, password="fout")
        assert give(empty_client).status_code == 303


def test_an_old_way_of_keeping_the_password_is_replaced_at_sign_in(empty_client: TestClient) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    number = add_person(empty_client, password_hash=old)
    assert give(empty_client).status_code == 303
    kept = person(empty_client, number).password_hash
    assert kept != old
    assert give(empty_client).status_code == 303
    assert person(empty_client, number).password_hash == kept


def test_a_form_from_another_site_is_refused(empty_client: TestClient) -> None:
    add_person(empty_client)
    form = {"email": EMAIL, "wachtwoord": PASSWORD}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://kwaad.example"}):
        answer = empty_client.post("/aanmelden", data=form, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    give(empty_client)
    for path in ("/afmelden", "/account/aanmeldingen", "/account/mail"):
        answer = empty_client.post(
            path, data={"aanmelding": "alle"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403
    assert empty_client.get(DESK).status_code == 200


# --- the second step --------------------------------------------------------------------------------------


def test_with_a_second_step_the_password_alone_opens_nothing(empty_client: TestClient) -> None:
    totp = with_second_step(empty_client, add_person(empty_client))
    answer = give(empty_client, terug="/account")
    assert answer.headers["location"] == "/aanmelden/code?terug=%2Faccount"
    half = token_of(empty_client)
    assert empty_client.get(DESK).status_code == 303
    assert empty_client.get("/aanmelden").status_code == 200
    page = soup(empty_client.get("/aanmelden/code?terug=/account").text)
    assert page.select_one("#code[autocomplete='one-time-code'][inputmode=numeric]")
    answer = empty_client.post("/aanmelden/code", data={"code": totp.now(), "terug": "/account"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert token_of(empty_client) != half
    assert row_of(empty_client, half).ended_at is not None
    assert empty_client.get(DESK).status_code == 200
    assert deeds(empty_client)[-1] == "aangemeld"


def test_a_code_works_once_and_a_wrong_one_never(empty_client: TestClient) -> None:
    totp = with_second_step(empty_client, add_person(empty_client))
    with time_machine.travel(now(), tick=False) as clock:
        code = totp.now()
        give(empty_client)
        for wrong in ("", "000", "abcdef", "１２３４５６", "0" * 400):
            answer = empty_client.post("/aanmelden/code", data={"code": wrong})
            assert answer.status_code == 422
            assert "klopt niet" in message(answer.text)
        assert (
            empty_client.post("/aanmelden/code", data={"code": f" {code[:3]} {code[3:]} "}).status_code == 303
        )
        give(empty_client)
        assert empty_client.post("/aanmelden/code", data={"code": code}).status_code == 422
        clock.shift(30)
        assert empty_client.post("/aanmelden/code", data={"code": code}).status_code == 422
        assert empty_client.post("/aanmelden/code", data={"code": totp.now()}).status_code == 303


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_clock_that_is_half_a_minute_off_is_forgiven(
    empty_client: TestClient, seconds: int, status: int
) -> None:
    totp = with_second_step(empty_client, add_person(empty_client))
    with time_machine.travel(now(), tick=False):
        give(empty_client)
        code = totp.at(int(now().timestamp()) + seconds)
        assert empty_client.post("/aanmelden/code", data={"code": code}).status_code == status


def test_codes_cannot_be_tried_without_end(empty_client: TestClient) -> None:
    totp = with_second_step(empty_client, add_person(empty_client))
    with time_machine.travel(now(), tick=False):
        give(empty_client)
        for _ in range(6):
            assert empty_client.post("/aanmelden/code", data={"code": "000000"}).status_code == 422
        answer = empty_client.post("/aanmelden/code", data={"code": totp.now()})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        give(empty_client)
        assert empty_client.post("/aanmelden/code", data={"code": totp.now()}).status_code == 429


def test_the_code_has_to_come_soon(empty_client: TestClient) -> None:
    totp = with_second_step(empty_client, add_person(empty_client))
    with time_machine.travel(now(), tick=False) as clock:
        give(empty_client)
        clock.shift(CODE_WAITS + timedelta(seconds=1))
        answer = empty_client.post("/aanmelden/code", data={"code": totp.now()})
        assert answer.status_code == 401
        assert "Begin opnieuw" in answer.text
        assert empty_client.get("/aanmelden/code").headers["location"] == "/aanmelden"


def test_when_the_secret_of_the_site_changed_no_code_is_right(empty_client: TestClient) -> None:
    number = add_person(empty_client)
    totp = with_second_step(empty_client, number)
    other = Settings(secret="een heel ander geheim van de site")
    row = person(empty_client, number)
    assert codes.secret_of(other, row) is None
    assert codes.step_of(other, row, totp.now(), now()) is None
    assert (row.totp_secret or "").find(totp.secret) == -1


# --- the pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "needs_account"),
    [
        ("/aanmelden", 200, False),
        ("/wachtwoord-vergeten", 200, False),
        ("/toegang/x", 404, False),
        ("/account", 200, True),
        ("/redactie/mensen", 200, True),
        ("/redactie/mensen/1", 200, True),
        ("/redactie/organisaties", 200, True),
    ],
)
def test_nobody_keeps_these_pages_and_search_engines_leave_them_out(
    empty_client: TestClient, path: str, status: int, needs_account: bool
) -> None:
    add_person(empty_client, AccountRole.ADMINISTRATOR)
    if needs_account:
        answer = empty_client.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (303, "no-store")
        give(empty_client)
    answer = empty_client.get(path)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    page = soup(answer.text)
    assert page.select_one("meta[name=robots][content^=noindex]")
    assert page.select_one("link[rel=canonical]") is None
    assert page.select("[style], style, script:not([src])") == []
    assert faults(answer.text) == []


def test_public_pages_set_no_cookie_and_are_the_same_for_who_is_signed_in(own_client: TestClient) -> None:
    paths = ["/", "/aanpakken", "/aanpakken/gezinshuizen", "/cookies", "/v1/aanpakken"]
    before = {path: own_client.get(path) for path in paths}
    add_person(own_client)
    give(own_client)
    for path, answer in before.items():
        again = own_client.get(path)
        assert "set-cookie" not in again.headers
        assert again.text == answer.text
        assert "cookie" not in again.headers.get("vary", "").lower()
        assert EMAIL not in again.text


def test_public_pages_lead_to_the_sign_in_page(empty_client: TestClient) -> None:
    assert soup(empty_client.get("/").text).select_one("footer a[href='/aanmelden'][rel=nofollow]")
