"""The registers as this process keeps them, and which approaches use a unit cost."""

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import Request
from sqlmodel import Session

from app.kept import Kept
from app.rendered import state_of_catalogue
from app.surveys import standing
from catalogue.documents import Approach
from catalogue.register_entries import Registers, read_registers


class Use(NamedTuple):
    """An approach that uses a unit cost."""

    slug: str
    name: str


def registers_of(request: Request, db: Session) -> Registers:
    """The registers at the change number of this process."""
    kept: Kept[Registers] = request.state.registers
    return kept.at(request.state.index.seen, lambda: read_registers(db))


def current_registers(request: Request) -> Registers:
    """The registers for an answer that is not kept, after a look for news when it is time for one."""
    state_of_catalogue(request)
    with request.state.open_database() as db:
        return registers_of(request, db)


def unit_cost_names(request: Request, db: Session) -> dict[str, str]:
    """What the unit costs are called now, by id."""
    return {row.id: row.name for row in registers_of(request, db).unit_costs.rows}


def uses(request: Request, db: Session, id: str) -> list[Use]:
    """The published approaches of which a balance item refers to a unit cost, by name."""
    entries = standing(request, db).survey.entries
    found = (Use(slug, approach.name) for slug, approach in entries if id in _unit_costs(approach))
    return sorted(found, key=lambda use: use.name.casefold())


def _unit_costs(approach: Approach) -> Iterator[str | None]:
    return (item.unit_cost for study in approach.studies for result in study.results for item in result.items)
