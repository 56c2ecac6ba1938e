"""Databases for every test that asks for one, and the rule that nothing is skipped in the checks."""

import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from sqlmodel import Session

from app.database import make_engine, writing
from app.migrating import migrate
from app.settings import Settings
from catalogue import register_seed, registers
from catalogue.importing import load
from catalogue.register_file import DATA
from catalogue.seedfile import read
from tests.databases import KINDS, connected, empty_database

# How fast examples come says something about the machine, not about the rule under test.
# In CI the examples are the same each time: what chance finds, a developer finds and mends before it lands.
settings.register_profile(
    "mkba",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("mkba")

NO_SKIPS = os.environ.get("MKBA_NO_SKIPS") == "1"
MAY_BE_SKIPPED = "meilisearch"
SEED = DATA / "mkba_seed.yaml"
REGISTERS = tuple(DATA / name for name in register_seed.FILES)


@pytest.fixture(scope="session", params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A migrated database without entries, one per worker; tests go back to it through `db`."""
    with (
        empty_database(request.param, tmp_path_factory.mktemp("database")) as address,
        connected(address) as engine,
    ):
        migrate(engine)
        yield engine


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session whose work is undone after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database of this test alone, without tables."""
    with empty_database(request.param, tmp_path_factory.mktemp("database")) as found:
        yield found


@pytest.fixture
def own_engine(address: str) -> Iterator[Engine]:
    """A database of this test alone, without tables: for tests that commit or migrate."""
    with connected(address) as engine:
        yield engine


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the whole real collection. Read only: copy it to change it."""
    folder = tmp_path_factory.mktemp("collection")
    engine = make_engine(Settings(data_dir=folder, database_url=""))
    migrate(engine)
    registers_too = (register_seed.read(path.read_text("utf-8")) for path in REGISTERS)
    seed = register_seed.joined(read(SEED.read_text("utf-8")), registers_too)
    with writing(engine) as db, db.begin():
        load(db, seed, municipalities=frozenset(registers.municipalities()), at=datetime.now(UTC))
    engine.dispose()
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests go first: one of them at the end would keep a single worker busy for minutes."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test is a failed one where MKBA_NO_SKIPS=1: checks that do not run prove nothing."""
    report = yield
    # pytest counts a test that fails as it was marked to (xfail) as skipped as well.
    is_skipped = report.skipped and not hasattr(report, "wasxfail")
    if NO_SKIPS and is_skipped and not item.get_closest_marker(MAY_BE_SKIPPED):
        report.outcome = "failed"
        report.longrepr = f"Skipped, while MKBA_NO_SKIPS=1: {call.excinfo.value if call.excinfo else ''}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself as a whole."""
    report = yield
    if NO_SKIPS and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"Skipped as a whole, while MKBA_NO_SKIPS=1: {collector.nodeid}"
    return report
