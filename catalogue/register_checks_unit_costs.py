"""Looks over unit costs and indicators: linked, sourced, in range, and sums that are exact."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from catalogue.faults import Fault, Path
from catalogue.kpis import Kpi
from catalogue.register_checks_base import Looked, by_id, linked, parsed, rows_of, twice
from catalogue.register_rules import kpi_faults, listed_faults, slug_of, unit_cost_faults
from catalogue.schema import Unknown, known
from catalogue.unit_costs import UnitCost, UnitCostGroup, UnitCostSource

PARTS = ("kengetallen", "macro", "nog_te_vinden")
Rows = Sequence[tuple[Path, UnitCost]]


def look_at_unit_costs(content: Any, indexed: range | None = None) -> Looked:
    """Everything that is wrong with the content of kengetallen.yaml.

    `indexed`: the years of the price index. Without them price years are not judged.
    """
    sources, found = rows_of(content, "bronnen")
    groups, wrong = rows_of(content, "groepen")
    found += wrong
    for model, listed in ((UnitCostSource, sources), (UnitCostGroup, groups)):
        for path, row in listed:
            part = parsed(model, row, path)
            found += part if isinstance(part, list) else []
        found += twice((((*path, "id"), row.get("id")) for path, row in listed), "Dit kenmerk")
    rows: list[tuple[Path, UnitCost]] = []
    links = {"bron": by_id(sources), "groep": by_id(groups)}
    for part_name in PARTS:
        listed, wrong = rows_of(content, part_name)
        found += wrong
        for path, row in listed:
            unit_cost, wrong = _resolved(path, row, links)
            found += wrong
            rows += [(path, unit_cost)] if unit_cost else []
    found += twice((((*path, "id"), row.id) for path, row in rows), "Dit kenmerk")
    found += [*_groups(rows), *_row_faults(rows, indexed, _checked_on(content)), *_slugs(rows)]
    return Looked(tuple(found), _summary(rows, indexed))


def look_at_kpis(content: Any) -> Looked:
    """Everything that is wrong with the content of kpis.yaml."""
    listed, found = rows_of(content, "indicatoren")
    rows = [(path, parsed(Kpi, row, path)) for path, row in listed]
    for _, row in rows:
        found += row if isinstance(row, list) else []
    found += twice((((*path, "id"), row.get("id")) for path, row in listed), "Dit kenmerk")
    kpis = [(path, row) for path, row in rows if isinstance(row, Kpi)]
    for path, kpi in kpis:
        found += [Fault((*path, *fault.path), fault.message) for fault in kpi_faults(kpi)]
    found += _slugs(kpis)
    kinds = Counter(kpi.kind.label.lower() for _, kpi in kpis)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return Looked(tuple(found), f"{len(kpis)} indicatoren: {counts}")


def _resolved(
    path: Path, row: dict[str, Any], links: dict[str, dict[str, dict[str, Any]]]
) -> tuple[UnitCost | None, list[Fault]]:
    found: list[Fault] = []
    filled = dict(row)
    for key, known_rows in links.items():
        # A source that was not read is written as unknown, and links to nothing.
        if isinstance(row.get(key), str):
            filled[key], wrong = linked(row, key, known_rows, path)
            found += wrong
    if found:
        return None, found
    unit_cost = parsed(UnitCost, filled, path)
    return (unit_cost, []) if isinstance(unit_cost, UnitCost) else (None, unit_cost)


def _checked_on(content: Any) -> date:
    found = content.get("gecontroleerd_op") if isinstance(content, dict) else None
    return found if isinstance(found, date) else date.min


def _row_faults(rows: Rows, indexed: range | None, checked_on: date) -> Iterator[Fault]:
    """What is wrong with each row by itself; only the unit costs proper become entries with an address."""
    for path, row in rows:
        judge = listed_faults if path[0] == PARTS[0] else unit_cost_faults
        for fault in judge(row, indexed, checked_on.year):
            yield Fault((*path, *fault.path), fault.message)


def _slugs(rows: Sequence[tuple[Path, UnitCost | Kpi]]) -> Iterator[Fault]:
    """Ids that differ in capitals alone would get one address."""
    ids = {row.id: path for path, row in reversed(rows)}
    return twice((((*path, "id"), slug_of(row)) for path, row in rows if ids[row.id] is path), "Dit adres")


def _groups(rows: Rows) -> Iterator[Fault]:
    members = Counter(row.group.id for _, row in rows if row.group)
    for path, row in rows:
        if row.group and members[row.group.id] == 1:
            yield Fault((*path, "groep"), f"In de groep ‘{row.group.id}’ staat maar één kengetal.")


def _summary(rows: Rows, indexed: range | None) -> str:
    known_values = [row for _, row in rows if not isinstance(row.value, Unknown)]
    unread = sum(isinstance(row.price_year, Unknown) for row in known_values)
    found = f"{len(known_values)} bedragen en {len(rows) - len(known_values)} nog te vinden"
    found += f"; bij {unread} is het prijspeil niet bekend"
    if indexed is None:
        return found
    later = sum((known(row.price_year) or 0) > indexed[-1] for row in known_values)
    return f"{found} en {later} zijn van na {indexed[-1]}, dus nog niet om te rekenen"
