"""Building the index anew, comparing it with the database, and the commands that do so."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from app import indexing, upkeep_commands, working
from app.cli import run
from app.database import writing
from app.index_updates import IndexUpdates
from app.indexing import search_document
from app.lease import Lease, Role
from app.migrating import migrate
from app.settings import Settings
from app.upkeep import RebuildBusy, differences, mend, rebuild
from app.worker import Worker
from catalogue import outbox, queries
from catalogue.actions import publish, rename, withdraw
from catalogue.documents import Approach
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.queries import Version
from catalogue.tables import Entry
from search.engine import EngineUnavailable, SearchDocument, Trouble, fingerprint
from tests.app.outside import FakeIndex
from tests.builders import make_approach, make_publication

INDEX = Task.SEARCH_INDEX
Command = Callable[..., tuple[int, str]]


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    """A database with three published entries, all delivered."""
    migrate(own_engine)
    for slug in ("een", "twee", "drie"):
        put(own_engine, slug)
    with writing(own_engine) as db, db.begin():
        publish(db, Kind.BACKGROUND, "achter", make_publication(), note=None, at=datetime.now(UTC))
        outbox.done(db, outbox.waiting_rows(db, INDEX), datetime.now(UTC))
    return own_engine


@pytest.fixture
def index(database: Engine) -> FakeIndex:
    """An index that is in step with the database."""
    index = FakeIndex()
    rebuild(database, index)
    return index


def put(database: Engine, slug: str, name: str = "Naam") -> None:
    with writing(database) as db, db.begin():
        publish(db, Kind.APPROACH, slug, make_approach(name=name), note=None, at=datetime.now(UTC))


def entry_at(db: Session, slug: str) -> Entry:
    return db.exec(select(Entry).where(Entry.slug == slug)).one()


def deliver(database: Engine, index: FakeIndex) -> int:
    """What a worker does; how much it leaves."""
    updates = IndexUpdates(index, lambda outside: rebuild(database, outside))
    return Worker(database, {INDEX: updates}).drain()


def wanted(database: Engine) -> dict[str, str]:
    with Session(database) as db:
        versions = queries.all_live(db, Kind.APPROACH)
    return {version.slug: fingerprint(search_document(version)) for version in versions}


def waiting(database: Engine) -> int:
    with Session(database) as db:
        return outbox.queue(db).waiting


# --- building anew ------------------------------------------------------------------------------------------


def test_a_rebuild_holds_all_published_approaches_and_nothing_else(database: Engine) -> None:
    index = FakeIndex()
    index.held["rest"] = search_document_of(database, "een")
    assert rebuild(database, index).size == 3
    assert index.fingerprints() == wanted(database)


def test_a_rebuild_tells_how_far_it_is(database: Engine) -> None:
    heard: list[tuple[int, int]] = []
    rebuild(database, FakeIndex(), lambda done, total: heard.append((done, total)))
    assert heard == [(3, 3)]


def test_a_rebuild_checks_off_what_it_holds(database: Engine) -> None:
    put(database, "vier")
    rebuild(database, FakeIndex())
    assert waiting(database) == 0


def test_what_changes_during_a_rebuild_stays_promised(database: Engine) -> None:
    index = FakeIndex()
    index.before_swap = lambda: put(database, "vier")
    rebuild(database, index)
    assert "vier" not in index.held
    assert waiting(database) == 1
    assert deliver(database, index) == 0
    assert index.fingerprints() == wanted(database)


def test_what_a_worker_delivered_during_a_rebuild_is_delivered_again(database: Engine) -> None:
    """It went to the index that was then replaced."""
    index = FakeIndex()

    def meanwhile() -> None:
        put(database, "een", name="Nieuw")
        with writing(database) as db, db.begin():
            withdraw(db, entry_at(db, "twee"), "Klopt niet.", datetime.now(UTC))
            rename(db, entry_at(db, "drie"), "vier", datetime.now(UTC))
        assert deliver(database, index) > 0, "nothing is final while the rebuild goes on"
        assert index.held["een"].name == "Nieuw", "but readers do not wait for it"

    index.before_swap = meanwhile
    rebuild(database, index)
    assert index.held["een"].name == "Naam"
    assert deliver(database, index) == 0
    assert index.fingerprints() == wanted(database)


@pytest.mark.parametrize("moment", ["before_swap", "after_swap"])
def test_a_rebuild_that_breaks_off_loses_nothing(database: Engine, moment: str) -> None:
    index = FakeIndex()

    def broken() -> None:
        put(database, "een", name="Nieuw")
        deliver(database, index)
        raise EngineUnavailable("gone", Trouble.UNREACHABLE)

    setattr(index, moment, broken)
    with pytest.raises(EngineUnavailable):
        rebuild(database, index)
    with writing(database) as db, db.begin():
        outbox.hasten(db, INDEX)
    assert deliver(database, index) == 0
    assert index.held["een"].name == "Nieuw"
    rebuild(database, FakeIndex())


def test_a_rebuild_that_was_taken_for_dead_has_everything_delivered_again(database: Engine) -> None:
    index = FakeIndex()

    def stands_still() -> None:
        put(database, "een", name="Nieuw")
        with writing(database) as db, db.begin():
            db.execute(text("UPDATE lease SET holder = NULL, token = token + 1 WHERE name = 'herbouw'"))
        assert deliver(database, index) == 0, "the worker no longer knows of the rebuild"

    index.before_swap = stands_still
    rebuild(database, index)
    assert index.held["een"].name == "Naam"
    assert deliver(database, index) == 0
    assert index.fingerprints() == wanted(database)


def test_one_rebuild_goes_on_at_a_time(database: Engine) -> None:
    index = FakeIndex()

    def second() -> None:
        with pytest.raises(RebuildBusy):
            rebuild(database, FakeIndex())

    index.before_swap = second
    rebuild(database, index)


def test_an_entry_that_cannot_be_indexed_keeps_nobody_out(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = indexing.search_document

    def broken(version: Version[Approach]) -> SearchDocument:
        if version.slug == "twee":
            raise ValueError("unreadable")
        return make(version)

    put(database, "twee", name="Onleesbaar")
    index = FakeIndex()
    monkeypatch.setattr(indexing, "search_document", broken)
    built = rebuild(database, index)
    assert (built.size, built.unreadable) == (2, ("twee",))
    assert set(index.held) == {"een", "drie"}
    assert waiting(database) == 1, "it stays promised"


def search_document_of(database: Engine, slug: str) -> SearchDocument:
    with Session(database) as db:
        return search_document(queries.lives(db, Kind.APPROACH, [slug])[slug])


# --- comparing ----------------------------------------------------------------------------------------------


def spoil(database: Engine, index: FakeIndex) -> None:
    """One entry is missing, one is too many, one is older."""
    index.held["rest"] = search_document_of(database, "een")
    del index.held["een"]
    put(database, "twee", name="Nieuw")
    with writing(database) as db, db.begin():
        outbox.done(db, outbox.waiting_rows(db, INDEX), datetime.now(UTC))


def test_an_index_in_step_has_no_differences(database: Engine, index: FakeIndex) -> None:
    found = differences(database, index)
    assert (found.slugs, found.compared, found.under_way) == ((), 3, 0)


def test_every_difference_is_found_and_mended(database: Engine, index: FakeIndex) -> None:
    spoil(database, index)
    found = differences(database, index)
    assert (found.missing, found.superfluous, found.differing) == (("een",), ("rest",), ("twee",))
    mend(database, found)
    assert deliver(database, index) == 0
    assert differences(database, index).slugs == ()


def test_what_is_under_way_is_no_difference(database: Engine, index: FakeIndex) -> None:
    put(database, "vier")
    found = differences(database, index)
    assert (found.slugs, found.under_way) == ((), 1)


def test_a_change_that_comes_by_while_comparing_is_no_difference(
    database: Engine, index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = index.fingerprints
    changed: list[bool] = []

    def then_changed() -> object:
        found = held()
        if not changed:
            changed.append(True)
            put(database, "een", name="Nieuw")
            deliver(database, index)
        return found

    monkeypatch.setattr(index, "fingerprints", then_changed)
    assert differences(database, index).slugs == ()


# --- the commands -------------------------------------------------------------------------------------------


@pytest.fixture
def mkba(  # noqa: PLR0917  (fixtures come by name)
    database: Engine,
    index: FakeIndex,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Run a command on this database with this index as the server's."""
    for field in Settings.model_fields.values():
        monkeypatch.setenv(str(field.validation_alias), "")
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("MKBA_LOG_LEVEL", "ERROR")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(upkeep_commands, "outside_index", lambda _: index)
    monkeypatch.setattr(working, "outside_index", lambda _: index)

    def command(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


@pytest.fixture
def embedded_only(mkba: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (upkeep_commands, working):
        monkeypatch.setattr(module, "outside_index", lambda _: None)


def test_reindex_builds_the_index_and_says_so(mkba: Command, database: Engine, index: FakeIndex) -> None:
    index.held = {}
    code, told = mkba("reindex")
    assert (code, told) == (0, "De zoekindex is klaar en in gebruik: 3 aanpakken.\n")
    assert index.fingerprints() == wanted(database)


@pytest.mark.usefixtures("embedded_only")
@pytest.mark.parametrize("command", ["reindex", "check-index"])
def test_without_a_search_server_there_is_nothing_to_do(mkba: Command, command: str) -> None:
    code, told = mkba(command)
    assert (code, "er is niets te doen" in told) == (0, True)


@pytest.mark.usefixtures("embedded_only")
def test_without_a_search_server_the_worker_checks_off(mkba: Command, database: Engine) -> None:
    put(database, "vier")
    assert mkba("work", "--once") == (0, "Alles is gedaan.\n")
    assert waiting(database) == 0


def test_reindex_while_another_goes_on_says_to_wait(mkba: Command, database: Engine) -> None:
    assert Lease(database, Role.REBUILD).take()
    code, told = mkba("reindex")
    assert (code, "wordt al opnieuw gemaakt" in told) == (2, True)


@pytest.mark.parametrize("command", ["reindex", "check-index"])
def test_a_search_server_that_is_away_is_told(mkba: Command, index: FakeIndex, command: str) -> None:
    index.trouble = Trouble.UNREACHABLE
    code, told = mkba(command)
    assert code == 2
    assert "De zoekserver doet het niet. Kijk naar MEILI_URL" in told


@pytest.mark.parametrize("arguments", [("work",), ("work", "--once"), ("reindex",), ("check-index",)])
def test_before_the_tables_are_there_a_command_says_what_to_do(
    mkba: Command, database: Engine, arguments: tuple[str, ...]
) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '2026_11_21_entries'"))
    code, told = mkba(*arguments)
    assert code == 2
    assert "Voer eerst uit: mkba migrate" in told


def test_checking_names_the_differences_and_mends_them(
    mkba: Command, database: Engine, index: FakeIndex
) -> None:
    spoil(database, index)
    code, told = mkba("check-index")
    assert told.splitlines() == [
        "een: ontbreekt in de zoekindex",
        "rest: hoort niet in de zoekindex",
        "twee: staat anders in de zoekindex",
        "3 aanpakken vergeleken, 3 verschillen.",
        "Hersteld: zoekindex en database zijn weer gelijk.",
    ]
    assert code == 0
    assert index.fingerprints() == wanted(database)
    assert mkba("check-index") == (0, "De zoekindex klopt: 3 aanpakken vergeleken.\n")


def test_only_looking_changes_nothing_and_ends_with_1(
    mkba: Command, database: Engine, index: FakeIndex
) -> None:
    spoil(database, index)
    before = index.fingerprints()
    code, told = mkba("check-index", "--alleen-kijken")
    assert (code, index.fingerprints(), waiting(database)) == (1, before, 0)
    assert "3 verschillen" in told


def test_what_cannot_be_mended_is_told(mkba: Command, database: Engine, index: FakeIndex) -> None:
    spoil(database, index)
    index.bugs.add("een")
    code, told = mkba("check-index")
    assert code == 1
    assert "Nog niet hersteld: 1." in told


def test_what_the_worker_cannot_do_is_told(mkba: Command, database: Engine, index: FakeIndex) -> None:
    put(database, "vier")
    index.trouble = Trouble.REFUSED
    code, told = mkba("work", "--once")
    assert (code, told) == (1, "Nog te doen: 1. Kijk op /gezond waarom.\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_neatly(
    mkba: Command, database: Engine, index: FakeIndex, number: signal.Signals
) -> None:
    def later() -> None:
        put(database, "vier")
        while "vier" not in index.held:
            time.sleep(0.02)
        os.kill(os.getpid(), number)

    before = signal.getsignal(number)
    thread = threading.Thread(target=later)
    thread.start()
    code, told = mkba("work")
    thread.join()
    assert code == 0
    assert "De werker is aan het werk." in told
    assert signal.getsignal(number) is before
    assert Lease(database, Role.WORKER).take(), "the role was given back"


@pytest.fixture
def process(database: Engine, address: str, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The real command in a process of its own, without a search server."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": address, "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", "from app.cli import main; main()", "work"]
    root = Path(__file__).resolve().parents[2]
    started = subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE, text=True)
    yield started
    started.kill()
    started.communicate()


def test_the_worker_runs_as_a_program_of_its_own(database: Engine, process: "subprocess.Popen[str]") -> None:
    put(database, "vier")
    end = time.monotonic() + 60
    while waiting(database):
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "De werker is aan het werk." in printed
