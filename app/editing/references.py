"""What fields may refer to outside the concept itself."""

from functools import cache

from catalogue.registers import municipalities, unit_costs


@cache
def unit_cost_choices() -> tuple[tuple[str, str], ...]:
    """Every unit cost as id and name, by name."""
    found = [(row.id, row.name) for row in unit_costs()]
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))


@cache
def municipality_codes() -> frozenset[str]:
    """The codes that exist (rule V15)."""
    return frozenset(municipalities())


@cache
def municipality_names() -> tuple[str, ...]:
    """The names to choose from, in alphabetical order."""
    return tuple(sorted((place.name for place in municipalities().values()), key=str.casefold))
