"""The connection to the database and one transaction per request."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlmodel import Session

from app.settings import Settings

BUSY_SECONDS = 10
READS = frozenset({"GET", "HEAD", "OPTIONS"})


def make_engine(settings: Settings) -> Engine:
    """The engine for the database of the settings. Makes the folder of a SQLite file."""
    return engine_for(settings.database)


def engine_for(address: str) -> Engine:
    """The engine for a database address, written as sqlite://, postgresql:// or postgres://.

    What goes into a statement is kept out of messages: those end in the log, and it may be about people.
    """
    url = database_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def database_url(address: str) -> URL:
    """A database address with the driver we use. Raises sqlalchemy.exc.ArgumentError for nonsense."""
    url = make_url(address.replace("postgres://", "postgresql://", 1))
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def open_session(request: Request) -> Iterator[Session]:
    """A session in one transaction, committed before the answer is sent.

    A request that may write takes SQLite's write lock at once, so that it waits for its turn
    at the start and never fails halfway; readers do not wait.
    """
    engine: Engine = request.state.database
    if request.method not in READS:
        engine = engine.execution_options(sqlite_begin="IMMEDIATE")
    with Session(engine) as session, session.begin():
        yield session


Db = Annotated[Session, Depends(open_session, scope="function")]


def writing(engine: Engine) -> Session:
    """Open a session for a task that writes, outside a request; the caller begins the transaction."""
    return Session(engine.execution_options(sqlite_begin="IMMEDIATE"))


def is_current(engine: Engine) -> bool:
    """Whether the tables are those this version of the program expects."""
    from app.migrating import newest

    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest()


def _prepare_sqlite(driver: sqlite3.Connection, _: Any) -> None:
    # The driver opens transactions late and closes them early; SQLAlchemy's events below do it properly.
    driver.isolation_level = None
    _write_ahead(driver)
    for setting in ("synchronous=NORMAL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {setting}").close()


def _write_ahead(driver: sqlite3.Connection) -> None:
    """Switch a new file to WAL. For this one lock SQLite does not wait by itself when two make it at once."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY  # the rest tells which kind
            if not is_busy or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
