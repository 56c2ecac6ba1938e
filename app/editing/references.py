"""What fields may refer to outside the concept itself."""

from functools import cache

from fastapi import Request
from sqlmodel import Session

from app.register_view import unit_cost_names
from catalogue.registers import municipalities


def unit_cost_choices(request: Request, db: Session) -> tuple[tuple[str, str], ...]:
    """Every published unit cost as id and name, by name."""
    return tuple(sorted(unit_cost_names(request, db).items(), key=lambda pair: pair[1].casefold()))


@cache
def municipality_codes() -> frozenset[str]:
    """The codes that exist (rule V15)."""
    return frozenset(municipalities())


@cache
def municipality_names() -> tuple[str, ...]:
    """The names to choose from, in alphabetical order."""
    return tuple(sorted((place.name for place in municipalities().values()), key=str.casefold))
