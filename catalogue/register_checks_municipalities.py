"""Looks over the municipalities: as many as the register says, each code and name once."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from catalogue.faults import Fault
from catalogue.municipalities import MunicipalityRegister
from catalogue.register_checks_base import Looked, parsed, twice
from catalogue.schema import Unknown, known

KEY = "gemeenten"


def look_at_municipalities(content: Any) -> Looked:
    """Everything that is wrong with the content of gemeenten.yaml."""
    register = parsed(MunicipalityRegister, content)
    if isinstance(register, list):
        return Looked(tuple(register), "")
    found = (*_count(register), *_codes(register), *_names(register), *_validity(register))
    rows = register.municipalities
    unread = sum(isinstance(row.since, Unknown) for row in rows)
    status = register.status.label.lower()
    since = f"bij {unread} is niet gelezen sinds wanneer zij bestaan"
    return Looked(found, f"{len(rows)} gemeenten, status: {status}; {since}")


def _count(register: MunicipalityRegister) -> Iterator[Fault]:
    if len(register.municipalities) != register.count:
        yield Fault(("aantal",), f"Er staan {len(register.municipalities)} gemeenten in de lijst.")


def _codes(register: MunicipalityRegister) -> Iterator[Fault]:
    rows = register.municipalities
    yield from twice((((KEY, place, "code"), row.code) for place, row in enumerate(rows)), "Deze code")
    for place, (before, after) in enumerate(pairwise(rows), start=1):
        if after.code < before.code:
            yield Fault((KEY, place, "code"), "Zet de gemeenten op volgorde van hun code.")


def _names(register: MunicipalityRegister) -> Iterator[Fault]:
    rows = register.municipalities
    yield from twice((((KEY, place, "naam"), row.name) for place, row in enumerate(rows)), "Deze naam")
    owners = {row.name: row.code for row in rows}
    for place, row in enumerate(rows):
        for alias in row.aliases:
            if owners.get(alias, row.code) != row.code:
                yield Fault((KEY, place, "ook"), f"‘{alias}’ is de officiële naam van een andere gemeente.")


def _validity(register: MunicipalityRegister) -> Iterator[Fault]:
    for place, row in enumerate(register.municipalities):
        since, until = known(row.since), known(row.until) if row.until is not None else None
        if since is not None and until is not None and until < since:
            yield Fault((KEY, place, "tot"), "De laatste dag ligt voor de eerste.")
        if until is not None and until < register.checked_on:
            yield Fault((KEY, place, "tot"), "Deze gemeente is opgeheven. Haal haar uit de lijst.")
