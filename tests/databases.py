"""Databases for tests: a SQLite file, and PostgreSQL when TEST_DATABASE_URL says where."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, NullPool, create_engine, text

from app.database import database_url, engine_for

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
KINDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without tables, that exists as long as the block runs."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'{uuid4().hex}.sqlite3'}"
        return
    name = f"test_{uuid4().hex}"
    _on_server(f"CREATE DATABASE {name}")
    try:
        yield database_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def connected(address: str) -> Iterator[Engine]:
    """An engine that is closed at the end of the block."""
    engine = engine_for(address)
    try:
        yield engine
    finally:
        engine.dispose()


def _on_server(statement: str) -> None:
    server = create_engine(database_url(POSTGRES), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()
