"""The connection to the database, one transaction per request, and bringing the tables up to date."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlmodel import Session

from app.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
BUSY_SECONDS = 10
_MIGRATION_LOCK = 7_413_551_204
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


def make_engine(settings: Settings) -> Engine:
    """The engine for the database of the settings. Makes the folder of a SQLite file."""
    return engine_for(settings.database)


def engine_for(address: str) -> Engine:
    """The engine for a database address, written as sqlite://, postgresql:// or postgres://."""
    url = database_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
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
    if request.method not in _READS:
        engine = engine.execution_options(sqlite_begin="IMMEDIATE")
    with Session(engine) as session, session.begin():
        yield session


Db = Annotated[Session, Depends(open_session, scope="function")]


def writing(engine: Engine) -> Session:
    """Open a session for a task that writes, outside a request; the caller begins the transaction."""
    return Session(engine.execution_options(sqlite_begin="IMMEDIATE"))


def migrate(engine: Engine) -> None:
    """Bring the tables up to date. Several processes may start this at once: the others wait."""
    with engine.execution_options(sqlite_begin="IMMEDIATE").connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Changing a table means copying and dropping it, which other tables' references forbid.
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                _upgrade(connection)
                if is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise RuntimeError("the migrations left rows that refer to nothing")
        finally:
            if is_sqlite:
                _foreign_keys(connection, "ON")


def is_current(engine: Engine) -> bool:
    """Whether the tables are those this version of the program expects."""
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(alembic_config()).get_current_head()


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings in code, so that no file needs to be found at run time."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    command.upgrade(alembic_config(connection), "head")


def _foreign_keys(connection: Connection, state: str) -> None:
    """SQLite reads this setting only outside a transaction, so it goes past SQLAlchemy."""
    driver = connection.connection.dbapi_connection
    if driver is not None:
        driver.cursor().execute(f"PRAGMA foreign_keys={state}")


def _prepare_sqlite(driver: sqlite3.Connection, _: Any) -> None:
    # The driver opens transactions late and closes them early; SQLAlchemy's events below do it properly.
    driver.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
