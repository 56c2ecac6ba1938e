"""The register files as entries: each unit cost and each indicator is published as it stands in its file.

The file stays what it is, with its checks; loading it goes the way of every other entry.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from catalogue import kpis, unit_costs
from catalogue.cpi import cpi
from catalogue.faults import Fault
from catalogue.kinds import Kind, RegisterRow
from catalogue.kpis import Kpi
from catalogue.register_checks_base import Looked
from catalogue.register_checks_unit_costs import PARTS, look_at_kpis, look_at_unit_costs
from catalogue.register_rules import slug_of
from catalogue.seedfile import Seed, SeedEntry, SeedRevision, SeedUnreadable
from catalogue.unit_costs import UnitCost
from catalogue.vocabulary import EntryState
from catalogue.yamltext import Text

FILES = ("kengetallen.yaml", "kpis.yaml")
"""The register files in the data folder whose rows are entries."""
_UNIT_COSTS, _INDICATORS = PARTS[0], "indicatoren"
_IS_REGISTER = re.compile(rf"^(?:{_UNIT_COSTS}|{_INDICATORS}):", re.MULTILINE)
_IS_CATALOGUE = re.compile(r"^formaat:", re.MULTILINE)


def is_register(text: str) -> bool:
    """Whether a text is a register file and no catalogue file, which may hold lists of the same name."""
    return bool(_IS_REGISTER.search(text)) and not _IS_CATALOGUE.search(text)


def read(text: str) -> Seed:
    """The entries in a register file. Raises SeedUnreadable with all faults, each with its line."""
    source = Text(text)
    if source.faults:
        raise SeedUnreadable(source.faults)
    is_costs = isinstance(source.value, dict) and _UNIT_COSTS in source.value
    look = _look_at_unit_costs if is_costs else look_at_kpis
    _refuse(source, look)
    if is_costs:
        return Seed(_entries(Kind.UNIT_COST, unit_costs.rows_in(source.value, _UNIT_COSTS)))
    return Seed(_entries(Kind.INDICATOR, kpis.rows_in(source.value)))


def joined(seed: Seed, registers: Iterable[Seed]) -> Seed:
    """A catalogue file with the rows of register files. What the catalogue file says itself goes first."""
    entries, said = list(seed.entries), {name for entry in seed.entries for name in _names(entry)}
    for register in registers:
        entries += [entry for entry in register.entries if not said & _names(entry)]
    return Seed(tuple(entries))


def _names(entry: SeedEntry) -> set[tuple[Kind, str]]:
    """By what a row is known: its slugs, also former ones, and what the slug of its id would be."""
    ids = {slug_of(one.document) for one in entry.revisions if isinstance(one.document, UnitCost | Kpi)}
    return {(entry.kind, slug) for slug in (entry.slug, *entry.former_slugs, *ids)}


def _look_at_unit_costs(content: Any) -> Looked:
    return look_at_unit_costs(content, cpi().indexed)


def _refuse(source: Text, look: Callable[[Any], Looked]) -> None:
    found = look(source.value).faults
    if found:
        raise SeedUnreadable(Fault(fault.path, fault.message, source.line(fault.path)) for fault in found)


def _entries(kind: Kind, rows: Iterable[RegisterRow]) -> tuple[SeedEntry, ...]:
    """The day in the file is when it was looked over, not when a row was published: loading dates those."""
    entry = partial(SeedEntry, kind=kind, former_slugs=(), state=EntryState.PUBLISHED, state_reason=None)
    return tuple(entry(slug=slug_of(row), revisions=(SeedRevision(1, None, None, row),)) for row in rows)
