"""The migrations make the tables that the program declares, and nothing else."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session, SQLModel

from app.database import is_current
from app.migrating import alembic_config, migrate
from catalogue.actions import publish
from catalogue.kinds import Kind
from tests.builders import make_approach
from tests.catalogue.test_actions import AT


def test_the_migrations_make_exactly_the_declared_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(alembic_config(connection))


def test_there_is_one_newest_migration() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_every_migration_is_named_after_its_day() -> None:
    for script in ScriptDirectory.from_config(alembic_config()).walk_revisions():
        assert script.path.rsplit("/", 1)[-1][:10].replace("_", "").isdigit(), script.path


def test_a_database_without_tables_is_not_current_and_a_migrated_one_is(own_engine: Engine) -> None:
    assert not is_current(own_engine)
    migrate(own_engine)
    assert is_current(own_engine)


def test_migrating_twice_keeps_what_is_stored(own_engine: Engine) -> None:
    migrate(own_engine)
    with Session(own_engine) as db, db.begin():
        publish(db, Kind.APPROACH, "een", make_approach(), note=None, at=AT)
    migrate(own_engine)
    with own_engine.connect() as connection:
        assert connection.execute(text("SELECT slug FROM slug")).scalars().all() == ["een"]


def test_migrations_can_be_undone_and_done_again(own_engine: Engine) -> None:
    migrate(own_engine)
    with own_engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert set(inspect(own_engine).get_table_names()) <= {"alembic_version"}
    migrate(own_engine)
    assert set(SQLModel.metadata.tables) <= set(inspect(own_engine).get_table_names())


def test_every_constraint_has_a_name_so_that_a_migration_can_find_it(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in SQLModel.metadata.tables:
        found = [*inspector.get_unique_constraints(table), *inspector.get_foreign_keys(table)]
        names = [constraint["name"] for constraint in found]
        assert all(name and name.startswith(("uq_", "fk_")) for name in names), names


def test_a_reference_to_nothing_is_refused_on_every_database(own_engine: Engine) -> None:
    migrate(own_engine)
    with pytest.raises(Exception, match=r"(?i)foreign key"), own_engine.begin() as connection:
        connection.execute(text("INSERT INTO slug (slug, entry_id) VALUES ('een', 99)"))
