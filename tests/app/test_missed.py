"""Searches without a result: what is counted, what is never stored, and how it is written and listed."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from app import missed_rows, missed_tally
from app.cli import run
from app.database import writing
from app.main import create_app
from app.migrating import migrate
from app.missed import kept_text
from app.missed_rows import (
    MOST_TEXTS,
    NOT_KEPT,
    Key,
    MissedSearch,
    Times,
    add,
    lines,
    month_of,
    months_before,
    not_kept,
)
from app.missed_tally import MOST_WAITING, Tally
from app.settings import Settings
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.counting import statements
from tests.people import sign_in

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOTHING = "xkcdzzq"
PARTLY = "schulden xkcdzzq"


def stored(client: TestClient) -> dict[str, tuple[int, int]]:
    """Everything counted so far, by text."""
    client.app_state["missed"].write()
    with Session(client.app_state["database"]) as db:
        return {row.text: (row.found_nothing, row.found_partly) for row in db.exec(select(MissedSearch))}


# --- what counts ------------------------------------------------------------------------------------------


def test_a_search_without_a_result_is_counted_by_its_folded_words(own_client: TestClient) -> None:
    own_client.get("/aanpakken", params={"q": "  XKCDzzq! "})
    own_client.get("/aanpakken", params={"q": "xkcdzzq"})
    assert stored(own_client) == {NOTHING: (2, 0)}


def test_a_search_that_only_finds_part_of_the_words_counts_apart(own_client: TestClient) -> None:
    own_client.get("/aanpakken", params={"q": PARTLY})
    assert stored(own_client) == {PARTLY: (0, 1)}


@pytest.mark.parametrize(
    "question",
    [
        {"q": "schulden"},
        {"q": "schudlhulpverlening"},
        {"q": ""},
        {"q": "?!"},
        {},
        {"q": NOTHING, "pagina": "2"},
        {"q": "schulden", "thema": "mantelzorg", "methode": "sroi", "jaarTot": "1995"},
        {"q": NOTHING, "thema": "mantelzorg"},
    ],
)
def test_what_is_found_or_filtered_away_or_paged_is_not_counted(
    own_client: TestClient, question: dict[str, str]
) -> None:
    assert own_client.get("/aanpakken", params=question).status_code == 200
    assert stored(own_client) == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "Some-Crawler/1.0"},
        {"Cache-Control": "max-age=0"},
        {"Cache-Control": "no-cache"},
        {"HX-Request": "true"},
        {"Referer": "http://testserver/redactie/zoekvragen"},
    ],
)
def test_robots_pages_fetched_ahead_reloads_and_parts_are_not_counted(
    own_client: TestClient, headers: dict[str, str]
) -> None:
    assert own_client.get("/aanpakken", params={"q": NOTHING}, headers=headers).status_code == 200
    assert stored(own_client) == {}


def test_a_checker_that_asks_only_for_the_head_is_not_counted(own_client: TestClient) -> None:
    assert own_client.head("/aanpakken", params={"q": NOTHING}).status_code == 200
    assert stored(own_client) == {}


# --- what is stored ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "jan@voorbeeld.nl",
        "j.jansen @ gemeente",
        "123456782",
        "bsn 123 456 782",
        "06-12 34 56 78",
        "geboren 12-03-1980",
        "dorpsstraat 1 1234 AB",
        "1234ab",
        "https://voorbeeld.org/a",
        "www.voorbeeld",
        "voorbeeld.nl",
        "een twee drie vier vijf zes zeven",
        "a" * 61,
        "woord " * 5 + " " * 40 + "!",
    ],
)
def test_a_text_that_may_tell_who_someone_is_is_never_stored(typed: str) -> None:
    assert kept_text(typed) in {NOT_KEPT, "woord woord woord woord woord"}
    if "woord" not in typed:
        assert kept_text(typed) == NOT_KEPT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Dak- en thuisloos", "dak en thuisloos"),
        ('"MBO\'ers"', "mbo"),
        ("mkba 2015", "mkba 2015"),
        ("één twee drie vier vijf zes", "een twee drie vier vijf zes"),
        ("???", None),
        ("", None),
    ],
)
def test_other_texts_are_stored_as_folded_words(typed: str, kept: str | None) -> None:
    assert kept_text(typed) == kept


def test_a_text_that_is_not_stored_still_counts(own_client: TestClient) -> None:
    own_client.get("/aanpakken", params={"q": "xkcd@zzq"})
    assert stored(own_client) == {NOT_KEPT: (1, 0)}


def test_nothing_but_month_text_and_counts_is_stored(db: Session) -> None:
    assert set(MissedSearch.__table__.columns.keys()) == {"month", "text", "found_nothing", "found_partly"}  # type: ignore[attr-defined]
    columns = db.execute(text("SELECT * FROM missed_search")).keys()
    assert set(columns) == {"month", "text", "found_nothing", "found_partly"}


def test_counts_add_up_and_the_month_is_that_of_the_netherlands(db: Session) -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert month_of(new_year) == "2027-01"
    key = Key("2027-01", NOTHING)
    add(db, {key: Times(2, 1)}, now=new_year)
    add(db, {key: Times(1, 0)}, now=new_year)
    found = lines(db, "2027-01")
    assert [(line.text, line.nothing, line.partly, line.last_month) for line in found] == [
        (NOTHING, 3, 1, "2027-01")
    ]


def test_months_older_than_two_years_are_deleted(db: Session) -> None:
    assert months_before("2026-11", 24) == "2024-11"
    assert months_before("2026-01", 1) == "2025-12"
    for month in ("2024-10", "2024-11", "2026-11"):
        add(db, {Key(month, NOTHING): Times(1)}, now=datetime(2024, 11, 1, 12, tzinfo=UTC))
    add(db, {Key("2026-11", "anders"): Times(1)}, now=AT)
    months = db.scalars(select(MissedSearch.month).order_by(MissedSearch.month)).all()
    assert sorted(set(months)) == ["2024-11", "2026-11"]


def test_a_month_holds_a_limited_number_of_texts_and_the_rest_counts_in_the_total(
    db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_TEXTS == 5_000
    monkeypatch.setattr(missed_rows, "MOST_TEXTS", 3)
    add(db, {Key("2026-11", f"woord{number}"): Times(1) for number in range(5)}, now=AT)
    add(db, {Key("2026-11", "woord0"): Times(1), Key("2026-11", "nieuw"): Times(0, 1)}, now=AT)
    assert {line.text: line.nothing for line in lines(db, "2026-11")} == {
        "woord0": 2,
        "woord1": 1,
        "woord2": 1,
    }
    assert not_kept(db, "2026-11") == Times(2, 1)


# --- writing ----------------------------------------------------------------------------------------------


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    migrate(own_engine)
    return own_engine


def counted(database: Engine) -> dict[str, int]:
    with Session(database) as db:
        return {row.text: row.found_nothing for row in db.exec(select(MissedSearch))}


def wait_for(true: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(200):
        if true():
            return
        pause.wait(0.02)
    pytest.fail("waited in vain")


def test_counting_does_not_touch_the_database(database: Engine) -> None:
    tally = Tally(database, seconds=60)
    with statements(database) as sent:
        for _ in range(1_000):
            tally.count(NOTHING, Times(1))
    assert sent == []
    tally.close()
    assert counted(database) == {NOTHING: 1_000}


def test_what_was_counted_is_written_by_itself_after_a_while(database: Engine) -> None:
    tally = Tally(database, seconds=0.02)
    tally.count(NOTHING, Times(1))
    wait_for(lambda: counted(database) == {NOTHING: 1})
    tally.count(NOTHING, Times(1))
    wait_for(lambda: counted(database) == {NOTHING: 2})
    tally.close()


def test_the_end_of_the_process_writes_what_waits(own_settings: Settings) -> None:
    app = create_app(own_settings)
    with TestClient(app) as client:
        client.get("/aanpakken", params={"q": NOTHING})
    with TestClient(app) as again:
        assert stored(again) == {NOTHING: (1, 0)}


def test_after_the_end_nothing_is_counted(database: Engine) -> None:
    tally = Tally(database, seconds=60)
    tally.close()
    tally.count(NOTHING, Times(1))
    tally.write()
    assert counted(database) == {}


def test_a_database_that_fails_loses_no_counts_and_breaks_nothing(database: Engine) -> None:
    tally = Tally(database, seconds=60)
    tally.count(NOTHING, Times(1))
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE missed_search RENAME TO elsewhere"))
    tally.write()
    tally.count(NOTHING, Times(1))
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO missed_search"))
    tally.close()
    assert counted(database) == {NOTHING: 2}


def test_a_page_does_not_wait_for_someone_who_holds_the_database(own_settings: Settings) -> None:
    with TestClient(create_app(own_settings)) as client:
        tally: Tally = client.app_state["missed"]
        tally._seconds = 0.01
        with writing(client.app_state["database"]) as holder, holder.begin():
            holder.execute(text("UPDATE counter SET value = value"))
            for _ in range(3):
                answer = client.get("/aanpakken", params={"q": NOTHING})
                assert answer.status_code == 200
                assert answer.elapsed < timedelta(seconds=2)
        assert stored(client) == {NOTHING: (3, 0)}


def test_memory_holds_a_limited_number_of_texts(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_WAITING == 1_000
    monkeypatch.setattr(missed_tally, "MOST_WAITING", 2)
    tally = Tally(database, seconds=60)
    for number in range(5):
        tally.count(f"woord{number}", Times(1))
    tally.close()
    assert counted(database) == {"woord0": 1, "woord1": 1, NOT_KEPT: 3}


def test_counts_of_many_threads_all_arrive(database: Engine) -> None:
    tally = Tally(database, seconds=0.005)

    def count_often() -> None:
        for _ in range(200):
            tally.count(NOTHING, Times(1))

    threads = [threading.Thread(target=count_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.close()
    assert counted(database) == {NOTHING: 800}


def test_two_processes_add_to_the_same_counts(database: Engine) -> None:
    tallies = [Tally(database, seconds=60) for _ in range(2)]
    for tally in tallies:
        tally.count(NOTHING, Times(1))
        tally.close()
    assert counted(database) == {NOTHING: 2}


# --- the page for editors ---------------------------------------------------------------------------------


def test_without_searches_the_page_says_so(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    answer = own_client.get("/redactie/zoekvragen")
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert "Er is nog niets geteld" in answer.text


def test_the_page_lists_what_was_missed_most_first_and_what_it_finds_now(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    for text_ in (NOTHING, NOTHING, PARTLY, "xkcd@zzq"):
        own_client.get("/aanpakken", params={"q": text_})
    own_client.app_state["missed"].write()
    answer = own_client.get("/redactie/zoekvragen")
    page = soup(answer.text)
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")
    ]
    assert [row[:3] for row in rows] == [[NOTHING, "2", "0"], [PARTLY, "0", "1"]]
    assert [row[3] for row in rows] == ["nog niets", "nog deels"]
    assert "1 keer" in page.select_one("main").get_text()  # type: ignore[union-attr]
    assert faults(answer.text) == []
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    link = page.select_one("tbody th a")
    assert link is not None
    assert own_client.get(str(link["href"])).status_code == 200


def test_the_period_can_be_chosen_and_a_strange_one_is_the_usual_one(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    database = own_client.app_state["database"]
    now = datetime.now(UTC)
    with writing(database) as db, db.begin():
        add(db, {Key(months_before(month_of(now), 3), "vroeger"): Times(1)}, now=now)
        add(db, {Key(month_of(now), "nu"): Times(1)}, now=now)
    year = own_client.get("/redactie/zoekvragen?periode=12-maanden").text
    assert "vroeger" in year
    assert own_client.get("/redactie/zoekvragen?periode=altijd").status_code == 200
    month = soup(own_client.get("/redactie/zoekvragen?periode=deze-maand").text)
    assert [row.get_text(strip=True) for row in month.select("tbody th")] == ["nu"]


def test_the_download_holds_every_text(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    own_client.get("/aanpakken", params={"q": NOTHING})
    own_client.app_state["missed"].write()
    answer = own_client.get("/redactie/zoekvragen.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    lines_ = answer.content.decode("utf-8-sig").splitlines()
    assert lines_[0] == "zoekvraag;niets_gevonden;deels_gevonden;laatste_maand"
    assert lines_[1].startswith(f"{NOTHING};1;0;")


@pytest.mark.parametrize("path", ["/redactie/zoekvragen", "/redactie/zoekvragen.csv"])
def test_only_an_editor_sees_them(own_client: TestClient, path: str) -> None:
    answer = own_client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden?terug=%2Fredactie%2Fzoekvragen")
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    assert own_client.get(path).status_code == 403


# --- the command ------------------------------------------------------------------------------------------


@pytest.fixture
def mkba(
    database: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run `mkba searches` on a database with three counts; gives what was printed."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))

    def command(*arguments: str) -> str:
        assert run(["searches", *arguments]) == 0
        return capsys.readouterr().out

    return command


def test_the_command_lists_what_was_missed(mkba: Callable[..., str], database: Engine) -> None:
    assert mkba() == "Er is nog niets geteld.\n"
    now = datetime.now(UTC)
    with writing(database) as db, db.begin():
        add(db, {Key(months_before(month_of(now), 2), "[b]vroeger[/b]"): Times(7)}, now=now)
        add(db, {Key(month_of(now), "nu"): Times(1), Key(month_of(now), NOT_KEPT): Times(0, 4)}, now=now)
    year, month = mkba(), mkba("--maand")
    assert re.search(r"\[b\]vroeger\[/b\] +7 +0 ", year)
    assert re.search(r"\(niet bewaard\) +0 +4", year)
    assert "vroeger" not in month
    assert re.search(r"nu +1 +0 ", month)


def test_the_command_writes_csv_that_runs_no_formula(mkba: Callable[..., str], database: Engine) -> None:
    now = datetime.now(UTC)
    with writing(database) as db, db.begin():
        add(db, {Key(month_of(now), "=1+1"): Times(1)}, now=now)
    assert mkba("--csv").splitlines() == [
        "zoekvraag;niets_gevonden;deels_gevonden;laatste_maand",
        f"'=1+1;1;0;{month_of(now)}",
    ]


def test_before_the_tables_are_there_the_command_says_what_to_do(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert run(["searches"]) == 2
    assert "mkba migrate" in capsys.readouterr().err
