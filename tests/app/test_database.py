"""Connections and transactions: committed before the answer, and no waiting halfway."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from starlette.requests import Request

from app.database import Db, database_url, make_engine, writing
from app.migrating import migrate
from app.settings import Settings
from catalogue.tables import Memory
from tests.databases import connected


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///var/mkba.sqlite3", "sqlite"),
        ("postgres://mkba@db/mkba", "postgresql+psycopg"),
        ("postgresql://mkba@db/mkba", "postgresql+psycopg"),
        ("postgresql+psycopg://mkba@/mkba?host=/run/postgresql", "postgresql+psycopg"),
    ],
)
def test_every_usual_way_to_write_an_address_is_understood(address: str, driver: str) -> None:
    assert database_url(address).drivername == driver


def test_a_password_in_an_address_stays_what_it_is() -> None:
    assert database_url("postgres://mkba:p%40ss@db/mkba").password == "p@ss"


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ArgumentError):
        database_url("geen adres")


def test_sqlite_is_set_up_for_a_site(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "nieuw" / "map", database_url="")
    engine = make_engine(settings)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 10_000}


@pytest.fixture
def site(own_engine: Engine) -> Iterator[TestClient]:
    """A site of three pages on a database of its own."""
    migrate(own_engine)
    app = FastAPI()

    @app.middleware("http")
    async def hand_over(request: Request, call_next):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        request.state.database = own_engine
        return await call_next(request)

    @app.post("/zet/{name}")
    def put(name: str, db: Db) -> None:
        db.add(Memory(name=name, value="ja"))

    @app.post("/mislukt/{name}")
    def fail(name: str, db: Db) -> None:
        db.add(Memory(name=name, value="nee"))
        db.flush()
        raise HTTPException(409)

    @app.get("/lees/{name}")
    def get(name: str, db: Db) -> str | None:
        memory = db.get(Memory, name)
        return memory.value if memory else None

    with TestClient(app) as client:
        yield client


def test_what_a_request_wrote_is_there_when_its_answer_comes(site: TestClient) -> None:
    assert site.post("/zet/een").status_code == 200
    assert site.get("/lees/een").json() == "ja"


def test_a_request_that_fails_leaves_nothing_behind(site: TestClient) -> None:
    assert site.post("/mislukt/een").status_code == 409
    assert site.get("/lees/een").json() is None


def test_readers_do_not_wait_for_a_writer(own_engine: Engine) -> None:
    migrate(own_engine)
    with writing(own_engine) as writer, writer.begin():
        writer.add(Memory(name="een", value="ja"))
        writer.flush()
        with own_engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM memory")).scalar() == 0


def test_on_sqlite_a_second_writer_waits_at_the_start_and_not_halfway(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'mkba.sqlite3'}"
    with connected(address) as engine, connected(address) as other:
        migrate(engine)
        with writing(engine) as first, first.begin():
            first.connection()
            with other.connect() as impatient:
                impatient.exec_driver_sql("PRAGMA busy_timeout=1")
            second = writing(other)
            with pytest.raises(OperationalError, match="locked"):
                second.connection()
            second.close()


def test_processes_that_make_a_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """Switching a new file to WAL takes a lock for which SQLite itself does not wait."""
    for number in range(20):
        address, start = f"sqlite:///{tmp_path / f'{number}.sqlite3'}", threading.Barrier(4)

        def connect(address: str = address, start: threading.Barrier = start) -> str:
            with connected(address) as engine:
                start.wait()
                with engine.connect() as connection:
                    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())

        with ThreadPoolExecutor(4) as pool:
            assert {done.result() for done in [pool.submit(connect) for _ in range(4)]} == {"wal"}


def test_two_processes_may_migrate_at_once(address: str) -> None:
    with connected(address) as one, connected(address) as other, ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(migrate, engine) for engine in (one, other)]:
            done.result()
        with one.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_a_fault_in_a_statement_does_not_tell_what_was_in_it(own_engine: Engine) -> None:
    with own_engine.connect() as connection, pytest.raises(SQLAlchemyError) as caught:
        connection.execute(text("SELECT :name FROM nergens"), {"name": "Jo Janssen"})
    assert "Jo Janssen" not in str(caught.value)
