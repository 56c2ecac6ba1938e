"""What all tables share: names of constraints, and columns that come back often."""

from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.columns import UtcDateTime

# Migrations change constraints by name, so every constraint has a name that follows from its place.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def moment() -> Any:
    """A moment that is always known."""
    return Field(sa_type=UtcDateTime, nullable=False)


def later() -> Any:
    """A moment that is not known yet."""
    return Field(default=None, sa_type=UtcDateTime)
