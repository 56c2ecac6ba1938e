"""Signing in through another service, against a real provider of OpenID Connect on this machine."""

import importlib
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
import time_machine
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from app import single_sign_on
from app.main import create_app
from app.settings import Settings
from app.single_sign_on import LASTS_SECONDS
from tests.app.accounts import EMAIL, add_person, deeds, now, person
from tests.app.html import faults, soup
from tests.app.test_sign_in import with_second_step

# The provider uses parts of authlib that are on their way out, in its own threads, while it answers.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

CLIENT_ID = "mkba-wijzer"
SUBJECT = "kees-bij-de-dienst"
RETURN = "http://127.0.0.1:8000/aanmelden/sso/terug"


def _mock() -> Any:
    """The provider. It is written for an older part of authlib, which says so when it is loaded."""
    with warnings.catch_warnings():
        from authlib.deprecate import AuthlibDeprecationWarning

        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        return importlib.import_module("oidc_provider_mock")


@contextmanager
def provider(**options: Any) -> Iterator[str]:
    """A running service; the address of it."""
    with _mock().run_server_in_thread(**options) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A service that knows Kees, with an address that it verified."""
    with provider() as address:
        knows(address, SUBJECT, email=EMAIL, email_verified=True)
        yield address


def knows(issuer: str, subject: str, **claims: Any) -> None:
    """Tell the service about somebody."""
    httpx2.put(f"{issuer}/users/{subject}", json={"sub": subject, **claims}).raise_for_status()


@contextmanager
def site(folder: Path, issuer: str, **settings: Any) -> Iterator[TestClient]:
    """A site that lets people sign in through a service."""
    given = Settings(
        data_dir=folder,
        database_url="",
        log_level="ERROR",
        oidc_issuer=issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=SecretStr("geheim van de site"),
        oidc_name="Welzijnsland",
        **settings,
    )
    with TestClient(create_app(given), follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(empty_copy: Path, issuer: str) -> Iterator[TestClient]:
    """A browser on such a site."""
    with site(empty_copy, issuer) as client:
        yield client


def sent(client: TestClient, path: str = "/aanmelden/sso") -> str:
    """Begin at the site; the address at the service where one is sent."""
    answer = client.get(path)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def vouched(address: str, subject: str = SUBJECT) -> str:
    """Agree at the service; the path with which it sends one back."""
    answer = httpx2.post(address, data={"sub": subject}, follow_redirects=False)
    back = answer.headers["location"]
    assert back.startswith(RETURN)
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def message(text: str) -> str:
    found = soup(text).select_one(".mk-notice--fout")
    assert found is not None
    return found.get_text(" ", strip=True)


# --- the happy way ----------------------------------------------------------------------------------------


def test_somebody_who_was_invited_signs_in_and_is_known_from_then_on(client: TestClient) -> None:
    number = add_person(client, password_hash=None)
    page = soup(client.get("/aanmelden?terug=/account").text)
    button = page.select_one("a.mk-button")
    assert button is not None
    assert button.get_text(strip=True) == "Meld aan met Welzijnsland"
    answer = client.get(vouched(sent(client, str(button["href"]))))
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert client.get("/account").status_code == 200
    row = person(client, number)
    assert row.oidc_subject == SUBJECT
    assert deeds(client) == ["persoon_begonnen", "aangemeld"]
    client.cookies.clear()
    assert client.get(vouched(sent(client))).status_code == 303
    assert deeds(client)[-1] == "aangemeld"
    assert "eenmalig aanmelden" in client.get("/account").text


def test_once_known_the_address_at_the_service_may_change(client: TestClient, issuer: str) -> None:
    add_person(client)
    client.get(vouched(sent(client)))
    client.cookies.clear()
    knows(issuer, SUBJECT, email="anders@example.org", email_verified=False)
    try:
        assert client.get(vouched(sent(client))).status_code == 303
        assert client.get("/account").status_code == 200
    finally:
        knows(issuer, SUBJECT, email=EMAIL, email_verified=True)


def test_state_nonce_and_proof_are_new_each_time_and_unreadable_in_the_browser(client: TestClient) -> None:
    first, second = (parse_qs(urlsplit(sent(client)).query) for _ in range(2))
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name][0]) >= 20
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == [RETURN]
    assert set(first["scope"][0].split()) == {"openid", "email", "profile"}
    header = client.get("/aanmelden/sso").headers["set-cookie"]
    assert {"HttpOnly", "Path=/aanmelden/sso", "SameSite=lax", f"Max-Age={LASTS_SECONDS}"} <= set(
        header.split("; ")
    )
    assert second["state"][0] not in header


def test_in_production_the_cookie_is_tied_to_https(empty_copy: Path, issuer: str) -> None:
    settings = Settings(environment="production", secret="x" * 32, oidc_issuer="", data_dir=empty_copy)
    assert single_sign_on.cookie_name(settings).startswith("__Secure-")


def test_the_second_step_is_asked_here_too(client: TestClient) -> None:
    totp = with_second_step(client, add_person(client))
    assert client.get(vouched(sent(client))).headers["location"] == "/aanmelden/code"
    assert client.get("/account").status_code == 303
    assert client.post("/aanmelden/code", data={"code": totp.now()}).status_code == 303


def test_a_link_back_leads_to_this_site_only(client: TestClient) -> None:
    add_person(client)
    back = vouched(sent(client, "/aanmelden/sso?" + urlencode({"terug": "//kwaad.example"})))
    assert client.get(back).headers["location"] == "/redactie"


# --- who is not let in ------------------------------------------------------------------------------------


def refused(client: TestClient, subject: str = SUBJECT) -> tuple[int, str]:
    answer = client.get(vouched(sent(client), subject))
    assert client.get("/account").status_code == 303
    assert faults(answer.text) == []
    return answer.status_code, message(answer.text)


def test_nobody_gets_an_account_by_signing_in(client: TestClient) -> None:
    assert refused(client)[0] == 403
    assert "uitgenodigd" in refused(client)[1]
    assert deeds(client) == []


def test_an_address_that_was_not_verified_says_nothing(client: TestClient, issuer: str) -> None:
    number = add_person(client)
    knows(issuer, "bedrieger", email=EMAIL, email_verified=False)
    knows(issuer, "stille", email=EMAIL)
    knows(issuer, "zonder")
    for subject in ("bedrieger", "stille", "zonder"):
        status, words = refused(client, subject)
        assert status == 403
        assert "nagekeken" in words
    assert person(client, number).oidc_subject is None


def test_a_stopped_account_stays_out_whether_known_or_not(client: TestClient) -> None:
    add_person(client, is_active=False)
    assert refused(client)[0] == 403


def test_a_stopped_account_that_was_known_stays_out(client: TestClient, issuer: str) -> None:
    add_person(client, is_active=False, oidc_issuer=issuer, oidc_subject=SUBJECT)
    assert refused(client)[0] == 403


def test_somebody_else_with_the_same_address_later_does_not_take_over(
    client: TestClient, issuer: str
) -> None:
    number = add_person(client)
    client.get(vouched(sent(client)))
    client.cookies.clear()
    knows(issuer, "opvolger", email=EMAIL, email_verified=True)
    assert refused(client, "opvolger")[0] == 403
    assert person(client, number).oidc_subject == SUBJECT


def test_an_answer_with_another_state_is_refused_and_used_up(client: TestClient) -> None:
    add_person(client)
    back = vouched(sent(client))
    answer = client.get(re.sub(r"state=[^&]+", "state=verzonnen", back))
    assert answer.status_code == 422
    assert "niet gelukt" in message(answer.text)
    assert client.get(back).status_code == 422
    assert client.get("/account").status_code == 303


def test_an_answer_in_another_browser_is_refused(client: TestClient) -> None:
    add_person(client)
    back = vouched(sent(client))
    client.cookies.clear()
    assert client.get(back).status_code == 422
    client.cookies.set("mkba_sso", "onzin", path="/aanmelden/sso")
    assert client.get(back).status_code == 422
    assert "Begin opnieuw" in client.get(back).text


def test_an_answer_of_one_browser_does_not_work_with_the_question_of_another(client: TestClient) -> None:
    add_person(client)
    back = vouched(sent(client))
    sent(client)
    assert client.get(back).status_code == 422


def test_an_answer_works_once(client: TestClient) -> None:
    add_person(client)
    address = sent(client)
    kept = client.cookies["mkba_sso"]
    back = vouched(address)
    assert client.get(back).status_code == 303
    client.cookies.clear()
    client.cookies.set("mkba_sso", kept, path="/aanmelden/sso")
    assert client.get(back).status_code == 422
    assert client.get("/account").status_code == 303


def test_an_answer_that_comes_too_late_is_refused(client: TestClient) -> None:
    add_person(client)
    with time_machine.travel(now(), tick=False) as clock:
        back = vouched(sent(client))
        kept = client.cookies["mkba_sso"]
        clock.shift(LASTS_SECONDS + 1)
        client.cookies.clear()
        client.cookies.set("mkba_sso", kept, path="/aanmelden/sso")
        assert "duurde te lang" in message(client.get(back).text)


def test_who_says_no_at_the_service_is_back_at_the_form(client: TestClient) -> None:
    state = parse_qs(urlsplit(sent(client)).query)["state"][0]
    answer = client.get("/aanmelden/sso/terug?" + urlencode({"error": "access_denied", "state": state}))
    assert answer.status_code == 422
    assert "afgebroken" in message(answer.text)


def test_an_answer_that_names_another_service_is_refused(client: TestClient) -> None:
    add_person(client)
    assert client.get(vouched(sent(client)) + "&iss=https://kwaad.example").status_code == 422


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=&state=", "?code=x&code=y&state=z"])
def test_nonsense_is_refused(client: TestClient, query: str) -> None:
    sent(client)
    answer = client.get(f"/aanmelden/sso/terug{query}")
    assert answer.status_code == 422
    assert faults(answer.text) == []


# --- a service that is not what it should be --------------------------------------------------------------


@pytest.mark.parametrize("name", ["nonce", "client_id"])
def test_a_token_for_another_question_or_another_site_is_refused(client: TestClient, name: str) -> None:
    """The service is asked with another nonce or site, and gives a token that is good for that one."""
    add_person(client)
    address = sent(client)
    if name == "nonce":
        back = vouched(re.sub(r"nonce=[^&]+", "nonce=andere-vraag", address))
        assert client.get(back).status_code == 422
    else:
        back = vouched(address.replace(CLIENT_ID, "andere-site"))
        assert client.get(back).status_code == 422
    assert client.get("/account").status_code == 303


def test_a_token_without_nonce_is_refused(client: TestClient) -> None:
    add_person(client)
    assert client.get(vouched(re.sub(r"&nonce=[^&]+", "", sent(client)))).status_code == 422


def test_a_token_that_has_expired_is_refused(empty_copy: Path) -> None:
    with provider(access_token_max_age=timedelta(seconds=-3600)) as issuer:
        knows(issuer, SUBJECT, email=EMAIL, email_verified=True)
        with site(empty_copy, issuer) as client:
            add_person(client)
            assert client.get(vouched(sent(client))).status_code == 422
            assert client.get("/account").status_code == 303


def test_a_service_that_calls_itself_otherwise_is_not_believed(empty_copy: Path, issuer: str) -> None:
    with site(empty_copy, issuer.replace("localhost", "127.0.0.1") + "/") as client:
        answer = client.get("/aanmelden/sso")
        assert answer.status_code == 503


def test_a_service_that_is_away_leaves_the_password(empty_copy: Path) -> None:
    with provider() as issuer:
        knows(issuer, SUBJECT, email=EMAIL, email_verified=True)
        with site(empty_copy, issuer) as client:
            add_person(client)
            back = vouched(sent(client))
            gone = client
    with site(empty_copy, issuer) as client:
        client.cookies.update(gone.cookies)
        for path in ("/aanmelden/sso?terug=/account", back):
            answer = client.get(path)
            assert answer.status_code == 503
            assert "Welzijnsland antwoordt nu niet goed" in message(answer.text)
            assert soup(answer.text).select_one("#wachtwoord")
            assert faults(answer.text) == []


def test_without_a_service_there_is_no_button_and_no_way(empty_client: TestClient) -> None:
    assert "/aanmelden/sso" not in empty_client.get("/aanmelden").text
    for path in ("/aanmelden/sso", "/aanmelden/sso/terug?code=x&state=y"):
        assert empty_client.get(path).status_code == 404


# --- settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [
        {"oidc_issuer": "https://dienst.example"},
        {"oidc_issuer": "dienst.example", "oidc_client_id": "x"},
        {"oidc_issuer": "https://dienst.example?x", "oidc_client_id": "x"},
        {
            "oidc_issuer": "http://dienst.example",
            "oidc_client_id": "x",
            "environment": "production",
            "secret": "x" * 32,
        },
    ],
)
def test_half_a_service_or_an_unsafe_one_is_refused_at_start(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"(?i)oidc_issuer"):
        Settings(**settings)
