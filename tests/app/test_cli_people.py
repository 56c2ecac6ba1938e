"""The commands on people: the first administrator, and what one does without the site."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from sqlmodel import Session, select

from app import cli_people, demo
from app.cli import run
from app.database import writing
from app.migrating import migrate
from app.passwords import verify
from app.settings import Settings
from catalogue.editing.accounts import by_email, roles_of
from catalogue.tables_desk import Mail
from catalogue.tables_people import Member
from catalogue.terms_workflow import AccountRole
from tests.app.accounts import OTHER, PASSWORD, now
from tests.databases import connected

EMAIL = "bea@example.org"
ADD = ("user", "add", EMAIL, "--naam", "Bea Baas", "--rol", "beheerder")
Command = Callable[..., tuple[int, str]]


@pytest.fixture
def mkba(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run a command on a database of this test; gives the exit code and everything that was printed."""
    for field in Settings.model_fields.values():
        monkeypatch.setenv(str(field.validation_alias), "")
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.chdir(tmp_path)
    with connected(address) as engine:
        migrate(engine)

    def command(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Somebody at a terminal, who types these passwords."""

    def types(*words: str) -> None:
        waiting: Iterator[str] = iter(words)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(cli_people, "_hidden", lambda _: next(waiting))

    return types


def test_the_first_administrator_is_made_at_the_terminal(
    mkba: Command, typing: Callable[..., None], address: str
) -> None:
    typing(PASSWORD, PASSWORD)
    code, told = mkba(*ADD)
    assert (code, told) == (0, f"Het account van {EMAIL} is gemaakt.\n")
    with connected(address) as engine, Session(engine) as db:
        person = by_email(db, EMAIL)
        assert person is not None
        assert verify(PASSWORD, person.password_hash)[0]
        assert roles_of(db, person) == {AccountRole.ADMINISTRATOR}
        assert db.exec(select(Mail)).all() == []


def test_a_password_that_will_not_do_is_asked_again(mkba: Command, typing: Callable[..., None]) -> None:
    typing("kort", PASSWORD, "iets anders", "bea baas is de baas", OTHER, OTHER)
    code, told = mkba(*ADD)
    assert code == 0
    assert "minstens 12 tekens" in told
    assert "niet gelijk" in told
    assert "uw naam" in told
    assert OTHER not in told


def test_without_a_terminal_it_asks_for_the_other_way(mkba: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    code, told = mkba(*ADD)
    assert code == 2
    assert "--uitnodigen" in told
    assert "Er is nog niemand" in mkba("user", "list")[1]


def test_a_link_is_printed_and_mailed(mkba: Command, address: str) -> None:
    code, told = mkba(*ADD, "--uitnodigen")
    assert code == 0
    link = re.search(r"^http://127\.0\.0\.1:8000/toegang/\S+$", told, re.MULTILINE)
    assert link is not None
    with connected(address) as engine, Session(engine) as db:
        (mail,) = db.exec(select(Mail)).all()
        assert link.group() in mail.body
        assert mail.address == EMAIL


def test_somebody_who_is_there_is_not_made_again(mkba: Command) -> None:
    mkba(*ADD, "--uitnodigen")
    for extra in ((), ("--uitnodigen",)):
        code, told = mkba("user", "add", EMAIL.upper(), "--naam", "X", "--rol", "redacteur", *extra)
        assert code == 2
        assert told == f"Er is al een account voor {EMAIL} (uitgenodigd). Er is niets veranderd.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("geen-adres", "--naam", "X", "--rol", "beheerder"), "heel e-mailadres"),
        ((EMAIL, "--naam", " ", "--rol", "beheerder"), "Vul een naam in"),
        (
            (EMAIL, "--naam", "X", "--rol", "baas"),
            "De rol ‘baas’ bestaat niet. Kies uit: indiener, redacteur",
        ),
        ((EMAIL, "--naam", "X", "--rol", "indiener"), "hoort bij een organisatie"),
        ((EMAIL, "--naam", "X", "--rol", "indiener", "--organisatie", "Nergens"), "‘Nergens’ is er niet"),
        ((EMAIL, "--naam", "X"), "Er ontbreekt iets: --rol"),
        ((EMAIL, "--rol", "beheerder"), "Er ontbreekt iets: --naam"),
    ],
)
def test_what_will_not_do_is_told_and_nothing_is_made(
    mkba: Command, arguments: tuple[str, ...], words: str
) -> None:
    code, told = mkba("user", "add", *arguments, "--uitnodigen")
    assert code == 2
    assert words in told
    assert "Er is nog niemand" in mkba("user", "list")[1]


def test_a_submitter_belongs_to_an_organisation(mkba: Command, address: str) -> None:
    with connected(address) as engine, writing(engine) as db, db.begin():
        db.add(Member(name="Welzijn Oost", created_at=now()))
    form = ("ina@example.org", "--naam", "Ina", "--rol", "indiener", "--organisatie", "Welzijn Oost")
    assert mkba("user", "add", *form, "--uitnodigen")[0] == 0


def test_the_list_says_who_there_is_and_the_roles_say_what_they_may(mkba: Command) -> None:
    mkba(*ADD, "--rol", "redacteur", "--uitnodigen")
    assert mkba("user", "list")[1] == f"{EMAIL}  Bea Baas  beheerder, redacteur  uitgenodigd\n"
    told = mkba("user", "roles")[1]
    for role in AccountRole:
        assert role.value in told
        assert role.explanation in told


def test_an_account_is_stopped_but_not_the_last_administrator(
    mkba: Command, typing: Callable[..., None]
) -> None:
    typing(PASSWORD, PASSWORD)
    mkba(*ADD)
    code, told = mkba("user", "stop", EMAIL)
    assert code == 2
    assert "enige beheerder" in told
    mkba("user", "add", "kees@example.org", "--naam", "Kees", "--rol", "redacteur", "--uitnodigen")
    assert mkba("user", "stop", "kees@example.org") == (
        0,
        "Het account van kees@example.org staat nu stil.\n",
    )
    assert mkba("user", "stop", "kees@example.org")[1] == "Het account van kees@example.org stond al stil.\n"
    code, told = mkba("user", "stop", "niemand@example.org")
    assert code == 2
    assert "mkba user list" in told


def test_without_tables_it_says_what_to_do(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert run(["user", "list"]) == 2
    assert "mkba migrate" in capsys.readouterr().err


# --- demo accounts ----------------------------------------------------------------------------------------


def test_in_production_prepare_makes_no_demo_accounts_and_add_refuses_them(
    mkba: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MKBA_ENVIRONMENT", "production")
    monkeypatch.setenv("MKBA_SECRET", "x" * 32)
    monkeypatch.setattr("app.loading.prepare", lambda *_: None)
    assert mkba("prepare")[0] == 0
    assert "Er is nog niemand" in mkba("user", "list")[1]
    code, told = mkba("user", "add", "x@voorbeeld.nl", "--naam", "X", "--rol", "beheerder", "--uitnodigen")
    assert code == 2
    assert "oefenaccounts" in told


def test_production_does_not_serve_with_demo_accounts_until_they_are_removed(
    mkba: Command, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with connected(address) as engine, writing(engine) as db, db.begin():
        demo.make(db, now())
    monkeypatch.setenv("MKBA_ENVIRONMENT", "production")
    monkeypatch.setenv("MKBA_SECRET", "x" * 32)
    served: list[object] = []
    monkeypatch.setattr(uvicorn, "run", lambda *_, **options: served.append(options))
    code, told = mkba("serve")
    assert code == 2
    assert "mkba user remove-demo" in told
    assert "beheerder@voorbeeld.nl" in told
    assert served == []
    assert mkba("user", "remove-demo") == (0, "Gesloten oefenaccounts: 5.\n")
    assert mkba("user", "remove-demo") == (0, "Er is geen oefenaccount in gebruik.\n")
    assert mkba("serve")[0] == 0
    assert len(served) == 1
