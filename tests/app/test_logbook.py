"""The logbook for administrators: who did what, filtered, in pages that stand still, and as CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import writing
from app.routes.logbook import SHOWN
from catalogue.editing import logbook
from catalogue.editing.actor import Actor
from catalogue.editing.logbook import Filter
from catalogue.editing.trail import Action, record
from catalogue.editing.transitions import take_on_entry
from catalogue.editing.workflow import Asked, Step
from catalogue.tables import Entry
from catalogue.tables_people import Trail
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.people import make_actor, sign_in

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def entry_of(db: Session, slug: str) -> Entry:
    return db.exec(select(Entry).where(Entry.slug == slug)).one()


@pytest.fixture
def filled(own_client: TestClient) -> tuple[Actor, Actor]:
    """A few things that two people and the site did."""
    with writing(own_client.app_state["database"]) as db, db.begin():
        bea = make_actor(db, AccountRole.CHIEF_EDITOR, name="Bea")
        wim = make_actor(db, AccountRole.EDITOR, name="Wim")
        houses = entry_of(db, "gezinshuizen")
        record(db, Action.SUBMITTED, wim, AT, entry=houses, subject="Gezinshuizen")
        take_on_entry(db, entry_of(db, "housing-first"), bea, Step.ARCHIVE, Asked(AT, reason="Te oud."))
        record(db, Action.OVERDUE, None, AT + timedelta(days=1), entry=houses)
        record(db, Action.PERSON_CHANGED, bea, AT, subject="Wim", details={"persoon": wim.id})
    return bea, wim


def shown(page: BeautifulSoup) -> list[str]:
    lines = (" ".join(line.get_text(" ", strip=True).split()) for line in page.select(".mk-log__line"))
    return list(lines)


def ask(client: TestClient, query: str = "", status: int = 200) -> BeautifulSoup:
    answer = client.get(f"/redactie/logboek{query}")
    assert answer.status_code == status
    assert faults(answer.text) == []
    return soup(answer.text)


@pytest.mark.parametrize("path", ["/redactie/logboek", "/redactie/logboek.csv", "/redactie/logboek/mail"])
def test_only_who_may_read_it_reads_the_logbook(own_client: TestClient, path: str) -> None:
    assert own_client.get(path).status_code == 303
    sign_in(own_client, AccountRole.CHIEF_EDITOR)
    assert own_client.get(path).status_code == 403
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    answer = own_client.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


def test_the_newest_line_comes_first_and_says_who_what_and_why(
    own_client: TestClient, filled: tuple[Actor, Actor]
) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    page = ask(own_client)
    assert shown(page) == [
        "10:30 Bea eindredacteur wijzigde een account: Wim",
        "10:30 De site zag dat een pagina nagekeken moet worden Gezinshuizen",
        (
            "10:30 Bea eindredacteur zette een pagina in het archief"
            " Housing First: eerst een huis versie 1 Te oud."
        ),
        "10:30 Wim redacteur legde een concept ter beoordeling voor Gezinshuizen",
    ]
    assert [head.get_text() for head in page.select(".mk-log__day h2")] == [
        "27 november 2026",
        "28 november 2026",
        "27 november 2026",
    ]
    assert page.select_one('a[href="/aanpakken/housing-first/versies/1"]')


def test_versions_lead_to_their_difference(own_client: TestClient, filled: tuple[Actor, Actor]) -> None:
    bea, _ = filled
    with writing(own_client.app_state["database"]) as db, db.begin():
        houses = entry_of(db, "gezinshuizen")
        record(db, Action.PUBLISHED, bea, AT, entry=houses, from_version=1, to_version=2)
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    link = ask(own_client, "?wat=gepubliceerd").select_one(".mk-log__version a")
    assert link is not None
    assert link["href"] == "/aanpakken/gezinshuizen/verschil/1/2"


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("?wat=ingediend", ["Wim"]),
        ("?wie=site", ["De site"]),
        ("?pagina=housing", ["Bea"]),
        ("?pagina=Housing%20First", ["Bea"]),
        ("?pagina=%25", []),
        ("?tekst=te%20OUD", ["Bea"]),
        ("?tekst=%25", []),
        ("?van=2026-11-28", ["De site"]),
        ("?tot=2026-11-27", ["Bea", "Bea", "Wim"]),
        ("?van=2026-11-27&tot=2026-11-27&wat=gearchiveerd", ["Bea"]),
        ("?pagina=bestaat-niet", []),
    ],
)
def test_lines_are_chosen_by_what_was_asked(
    own_client: TestClient, filled: tuple[Actor, Actor], query: str, who: Sequence[str]
) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    found = [line.get_text() for line in ask(own_client, query).select(".mk-log__line strong")]
    assert found == list(who)


def test_lines_are_chosen_by_person(own_client: TestClient, filled: tuple[Actor, Actor]) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    page = ask(own_client, f"?wie={filled[1].id}")
    assert [line.get_text() for line in page.select(".mk-log__line strong")] == ["Wim"]
    assert page.select_one(f"#wie option[value='{filled[1].id}'][selected]")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?van=gisteren", "van"),
        ("?tot=2026-02-30", "tot"),
        ("?van=0001-01-01", "van"),
        ("?tot=9999-12-31", "tot"),
        ("?van=2026-11-28&tot=2026-11-27", "tot"),
        ("?wat=onzin", "wat"),
        ("?wie=iemand", "wie"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    own_client: TestClient, filled: tuple[Actor, Actor], query: str, field: str
) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    page = ask(own_client, f"{query}&tekst=bewaard", 422)
    assert page.select_one(f"#{field}[aria-invalid=true]")
    assert page.select_one(f"#fouten a[href='#{field}']")
    assert page.select_one("#tekst[value=bewaard]")
    assert shown(page) == []


@pytest.mark.parametrize(
    "query", ["?voor=9999999999999999999999", "?voor=-1", "?na=x", "?wie=99999999999999"]
)
def test_a_number_that_is_none_does_no_harm(own_client: TestClient, query: str) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    assert own_client.get(f"/redactie/logboek{query}").status_code in {200, 422}


def test_a_page_stays_the_same_while_new_lines_come_in(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    database = own_client.app_state["database"]

    def add(number: int, word: str) -> None:
        with writing(database) as db, db.begin():
            for place in range(number):
                record(db, Action.SETTING_CHANGED, None, AT, subject=f"{word} {place}")

    add(SHOWN * 2 + 5, "oud")
    first = ask(own_client)
    older = first.select_one("a[rel=next]")
    assert older is not None
    assert first.select_one("a[rel=prev]") is None
    second = shown(ask(own_client, str(older["href"]).removeprefix("/redactie/logboek")))
    add(30, "nieuw")
    again = ask(own_client, str(older["href"]).removeprefix("/redactie/logboek"))
    assert shown(again) == second
    assert not set(second) & set(shown(first))
    newer = again.select_one("a[rel=prev]")
    assert newer is not None
    back = ask(own_client, str(newer["href"]).removeprefix("/redactie/logboek"))
    assert shown(back) == shown(first)
    assert back.select_one("a[rel=prev]"), "new lines are one page further"


def test_the_file_has_every_chosen_line_and_no_formulas(
    own_client: TestClient, filled: tuple[Actor, Actor]
) -> None:
    with writing(own_client.app_state["database"]) as db, db.begin():
        record(db, Action.SETTING_CHANGED, filled[0], AT, subject="=1+1", reason="@SUM(A1)")
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    answer = own_client.get("/redactie/logboek.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 5
    assert rows[0]["waarover"] == "'=1+1"
    assert rows[0]["reden"] == "'@SUM(A1)"
    assert rows[0]["moment"] == "2026-11-27T10:30:00+01:00"
    assert rows[1]["over_wie"] == "Wim"
    assert rows[3]["adres"] == "housing-first"
    chosen = own_client.get("/redactie/logboek.csv?wat=ingediend").text.splitlines()
    assert len(chosen) == 2
    assert len(own_client.get("/redactie/logboek.csv?wat=onzin").text.splitlines()) == 1


def test_a_line_never_holds_the_name_of_an_account(db: Session) -> None:
    actor = make_actor(db, AccountRole.ADMINISTRATOR, name="Bea")
    line = record(db, Action.PERSON_STOPPED, actor, AT, subject="Wim", details={"persoon": 3})
    assert line.subject == ""


def test_all_lines_are_read_in_pieces(db: Session) -> None:
    for number in range(7):
        record(db, Action.SETTING_CHANGED, None, AT, subject=str(number))
    wanted = Filter(action=Action.SETTING_CHANGED)
    found = [line.subject for line in logbook.every(db, wanted)]
    assert found == [str(number) for number in range(6, -1, -1)]


def test_a_line_that_a_newer_program_wrote_is_shown_with_its_code(db: Session) -> None:
    db.add(Trail(at=AT, action="iets_nieuws"))
    db.flush()
    (line,) = logbook.page(db, Filter(), 1).lines
    assert line.words == "iets_nieuws"
