"""Bringing the tables up to date."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

ROOT = Path(__file__).resolve().parents[1]
# Any number will do, as long as every process asks for the same one.
_MIGRATION_LOCK = 7_413_551_204


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


@cache
def newest() -> str | None:
    """The migration that this version of the program expects to be the last one applied."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


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
