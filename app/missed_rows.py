"""Searches without a result as they are stored: per month and text how often, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col

import catalogue.tables
from app.formats import AMSTERDAM

# Importing those tables is what gives constraints their names, so it comes before the table below.
assert catalogue.tables.Memory.metadata is SQLModel.metadata  # noqa: S101

MONTHS_KEPT = 24
MOST_TEXTS = 5_000
"""Different texts in one month; what comes after those only counts in the total."""
NOT_KEPT = ""
"""Stands for all texts that are not stored."""


class MissedSearch(SQLModel, table=True):
    """How often a text was searched in a month without a result."""

    __tablename__ = "missed_search"

    month: str = Field(max_length=7, primary_key=True)
    """As 2026-11, in Dutch time."""
    text: str = Field(max_length=60, primary_key=True)
    """Folded words, or NOT_KEPT."""
    found_nothing: int = Field(default=0)
    found_partly: int = Field(default=0)


class Key(NamedTuple):
    """What is counted: a text in a month."""

    month: str
    text: str


class Times(NamedTuple):
    """How often nothing was found, and how often only entries that lack a word."""

    nothing: int = 0
    partly: int = 0

    def plus(self, other: "Times") -> "Times":
        """Both together."""
        return Times(self.nothing + other.nothing, self.partly + other.partly)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list for editors."""

    text: str
    nothing: int
    partly: int
    last_month: str


def month_of(moment: datetime) -> str:
    """The month in the Netherlands, as 2026-11."""
    return f"{moment.astimezone(AMSTERDAM):%Y-%m}"


def months_before(month: str, number: int) -> str:
    """The month so many months earlier."""
    year, of_year = (int(part) for part in month.split("-"))
    years, rest = divmod(year * 12 + of_year - 1 - number, 12)
    return f"{years:04}-{rest + 1:02}"


def add(db: Session, counted: Mapping[Key, Times], *, now: datetime) -> None:
    """Add counts to what is stored, within the limit of a month, and delete months that are too old."""
    for month in sorted({key.month for key in counted}):
        of_month = {key.text: times for key, times in counted.items() if key.month == month}
        _add_month(db, month, of_month)
    oldest = months_before(month_of(now), MONTHS_KEPT)
    db.execute(sa.delete(MissedSearch).where(col(MissedSearch.month) < oldest))


def _add_month(db: Session, month: str, counted: Mapping[str, Times]) -> None:
    there = set(
        db.scalars(
            sa.select(col(MissedSearch.text)).where(
                col(MissedSearch.month) == month, col(MissedSearch.text).in_([*counted])
            )
        )
    )
    room = MOST_TEXTS - _texts(db, month)
    rows: dict[str, Times] = {}
    for text, times in counted.items():
        if text not in there and text != NOT_KEPT:
            room -= 1
        kept = text if text in there or room >= 0 else NOT_KEPT
        rows[kept] = rows.get(kept, Times()).plus(times)
    # In one order, or two processes that write at once wait for each other's rows.
    for text, times in sorted(rows.items()):
        db.execute(_upsert(db.get_bind().dialect.name, month, text, times))


def _texts(db: Session, month: str) -> int:
    counting = sa.select(sa.func.count()).where(
        col(MissedSearch.month) == month, col(MissedSearch.text) != NOT_KEPT
    )
    return int(db.execute(counting).scalar_one())


def _upsert(dialect: str, month: str, text: str, times: Times) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = insert(MissedSearch).values(
        month=month, text=text, found_nothing=times.nothing, found_partly=times.partly
    )
    more = {
        "found_nothing": col(MissedSearch.found_nothing) + row.excluded.found_nothing,
        "found_partly": col(MissedSearch.found_partly) + row.excluded.found_partly,
    }
    return row.on_conflict_do_update(index_elements=["month", "text"], set_=more)


def lines(db: Session, first_month: str) -> list[Line]:
    """Per text the counts since a month, the most missed first."""
    nothing, partly = sa.func.sum(MissedSearch.found_nothing), sa.func.sum(MissedSearch.found_partly)
    statement = (
        sa.select(col(MissedSearch.text), nothing, partly, sa.func.max(MissedSearch.month))
        .where(col(MissedSearch.month) >= first_month, col(MissedSearch.text) != NOT_KEPT)
        .group_by(col(MissedSearch.text))
        .order_by(nothing.desc(), partly.desc(), col(MissedSearch.text))
    )
    return [Line(*row) for row in db.execute(statement)]


def not_kept(db: Session, first_month: str) -> Times:
    """The counts since a month of all searches whose text was not stored."""
    statement = sa.select(
        sa.func.sum(MissedSearch.found_nothing), sa.func.sum(MissedSearch.found_partly)
    ).where(col(MissedSearch.month) >= first_month, col(MissedSearch.text) == NOT_KEPT)
    nothing, partly = db.execute(statement).one()
    return Times(int(nothing or 0), int(partly or 0))
