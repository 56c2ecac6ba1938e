"""Demo accounts: on a developer's machine they are shown, in production they are impossible."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlmodel import Session

from app import demo
from app.database import make_engine, writing
from app.identity import start_sign_in
from app.main import create_app
from app.settings import Settings
from catalogue.editing import accounts
from catalogue.editing.access import make_link
from catalogue.terms_workflow import AccountRole, LinkKind
from tests.app.accounts import OTHER, add_person, give, mails, now
from tests.app.html import soup


def in_production(folder: Path) -> Settings:
    return Settings(
        environment="production",
        secret=SecretStr("x" * 32),
        data_dir=folder,
        database_url="",
        log_level="ERROR",
    )


def made(folder: Path) -> None:
    """What `mkba prepare` does in development."""
    engine = make_engine(Settings(data_dir=folder, database_url=""))
    with writing(engine) as db, db.begin():
        assert demo.make(db, now()) == len(demo.ACCOUNTS)
    with writing(engine) as db, db.begin():
        assert demo.make(db, now()) == 0
    engine.dispose()


def test_there_is_one_for_each_role_and_two_editors() -> None:
    found = [account.role for account in demo.ACCOUNTS]
    assert set(found) == set(AccountRole)
    assert found.count(AccountRole.EDITOR) == 2


def test_the_sign_in_page_shows_them_and_they_work(empty_copy: Path, empty_client: TestClient) -> None:
    made(empty_copy)
    page = soup(empty_client.get("/aanmelden").text)
    box = page.select_one(".mk-demo")
    assert box is not None
    shown = [code.get_text() for code in box.select("code")]
    assert shown == [demo.PASSWORD, *(account.email for account in demo.ACCOUNTS)]
    for account in demo.ACCOUNTS:
        assert give(empty_client, email=account.email, password=demo.PASSWORD).status_code == 303
        assert account.role.label in empty_client.get("/account").text


def test_without_them_nothing_is_shown(empty_client: TestClient) -> None:
    assert soup(empty_client.get("/aanmelden").text).select(".mk-demo") == []


def test_production_does_not_start_with_them_and_says_what_to_do(empty_copy: Path) -> None:
    made(empty_copy)
    app = create_app(in_production(empty_copy))
    with pytest.raises(RuntimeError, match="mkba user remove-demo"), TestClient(app):
        pass  # it does not come this far
    engine = make_engine(in_production(empty_copy))
    with writing(engine) as db, db.begin():
        assert demo.remove(db, now()) == len(demo.ACCOUNTS)
    with Session(engine) as db:
        assert demo.present(db) == []
        for account in demo.ACCOUNTS:
            row = accounts.by_email(db, account.email)
            assert row is not None
            assert (row.password_hash, accounts.roles_of(db, row)) == (None, frozenset())
    engine.dispose()
    with TestClient(create_app(in_production(empty_copy))) as client:
        assert client.get("/gezond/live").status_code == 200


def test_in_production_nobody_gets_in_with_one_whatever_the_rows_say(empty_copy: Path) -> None:
    """The rows come after the start, so that only the checks at the door are left."""
    with TestClient(
        create_app(in_production(empty_copy)), base_url="https://testserver", follow_redirects=False
    ) as client:
        made(empty_copy)
        email = demo.ACCOUNTS[-1].email
        answer = give(client, email=email, password=demo.PASSWORD)
        assert answer.status_code == 422
        assert soup(client.get("/aanmelden").text).select(".mk-demo") == []
        assert demo.PASSWORD not in client.get("/aanmelden").text
        client.post("/wachtwoord-vergeten", data={"email": email})
        assert mails(client) == []
        with writing(client.app_state["database"]) as db, db.begin():
            row = accounts.by_email(db, email)
            assert row is not None
            token = start_sign_in(db, row, now())
            link = make_link(db, row, LinkKind.PASSWORD, now())
        client.cookies.set("__Host-mkba_aanmelding", token)
        assert client.get("/account").status_code == 303
        assert client.get(f"/toegang/{link}").status_code == 404
        form = {"wachtwoord": OTHER, "herhaal": OTHER}
        assert client.post(f"/toegang/{link}", data=form).status_code == 404


def test_in_production_an_administrator_cannot_make_or_restart_one(empty_copy: Path) -> None:
    with TestClient(
        create_app(in_production(empty_copy)), base_url="https://testserver", follow_redirects=False
    ) as client:
        add_person(client, AccountRole.ADMINISTRATOR)
        number = add_person(client, email="oud@voorbeeld.nl", is_active=False)
        give(client)
        form = {"email": "Nieuw@VOORBEELD.nl", "naam": "X", "rol": "redacteur"}
        assert client.post("/redactie/mensen/uitnodigen", data=form).status_code == 422
        answer = client.post(f"/redactie/mensen/{number}/stap", data={"stap": "start"})
        assert answer.status_code == 409
        assert "oefenaccounts" in answer.text


@pytest.mark.parametrize("email", ["A@voorbeeld.nl", " redacteur@VOORBEELD.NL "])
def test_the_whole_domain_counts(email: str) -> None:
    assert demo.is_demo(email)
    assert not demo.is_demo("iemand@echt-voorbeeld.nl")
    assert not demo.is_demo("voorbeeld.nl@example.org")
