"""Run migrations on the connection the program hands over, or on the database of the settings."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import app.missed_rows
import catalogue.tables
import catalogue.tables_desk
import catalogue.tables_people
import catalogue.tables_work
from app.database import make_engine
from app.settings import Settings

# Importing the tables is what fills the metadata.
for table in (
    catalogue.tables.Entry,
    catalogue.tables_desk.Ticket,
    catalogue.tables_people.Person,
    catalogue.tables_work.Comment,
    app.missed_rows.MissedSearch,
):
    assert table.metadata is SQLModel.metadata  # noqa: S101


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with make_engine(Settings()).begin() as own:
        _run(own)
