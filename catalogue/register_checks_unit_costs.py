"""Looks over unit costs and indicators: linked, sourced, in range, and sums that are exact."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.faults import Fault, Path
from catalogue.kpis import Kpi
from catalogue.register_checks_base import Looked, by_id, linked, parsed, rows_of, twice
from catalogue.schema import Unknown, known
from catalogue.unit_costs import UnitCost, UnitCostGroup, UnitCostSource
from catalogue.vocabulary import UnitCostKind

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
    found += [*_groups(rows), *_values(rows), *_sums(rows)]
    if indexed:
        found += _price_years(rows, indexed, _checked_on(content))
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
        if not kpi.url.startswith(("https://", "http://")):
            found.append(Fault((*path, "url"), "Begin het webadres met https:// of http://."))
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


def _groups(rows: Rows) -> Iterator[Fault]:
    members = Counter(row.group.id for _, row in rows if row.group)
    for path, row in rows:
        if row.group and members[row.group.id] == 1:
            yield Fault((*path, "groep"), f"In de groep ‘{row.group.id}’ staat maar één kengetal.")


def _price_years(rows: Rows, indexed: range, checked_on: date) -> Iterator[Fault]:
    """A price year after the index may be right: tariffs are known before the index of their year is."""
    first, last = indexed[0], max(indexed[-1], checked_on.year)
    for path, row in rows:
        year = known(row.price_year)
        if year is not None and not first <= year <= last:
            yield Fault((*path, "prijspeil"), f"Het prijspeil ligt buiten {first} tot en met {last}.")


def _values(rows: Rows) -> Iterator[Fault]:
    for path, row in rows:
        value = known(row.value)
        ends = [end for end in (row.low, value, row.high) if end is not None]
        if ends != sorted(ends):
            yield Fault((*path, "waarde"), "Zet de bedragen op volgorde: laag, waarde, hoog.")
        if value is not None and isinstance(row.source, Unknown):
            yield Fault((*path, "bron"), "Zeg uit welke bron dit bedrag komt.")
        if value is not None and row.kind is UnitCostKind.TO_FIND:
            yield Fault((*path, "soort"), "Er is een bedrag, dus dit hoeft niet meer te worden gevonden.")


def _sums(rows: Rows) -> Iterator[Fault]:
    """A composite must be exactly its parts; one unknown part leaves nothing to compare (METHOD A12.2)."""
    for path, row in rows:
        amounts = [known(part.amount) for part in row.parts]
        value = known(row.value)
        if not amounts or value is None or None in amounts:
            continue
        if sum((amount for amount in amounts if amount is not None), Decimal(0)) != value:
            yield Fault((*path, "opbouw"), "De delen zijn samen niet precies het hele bedrag.")


def _summary(rows: Rows, indexed: range | None) -> str:
    known_values = [row for _, row in rows if not isinstance(row.value, Unknown)]
    unread = sum(isinstance(row.price_year, Unknown) for row in known_values)
    found = f"{len(known_values)} bedragen en {len(rows) - len(known_values)} nog te vinden"
    found += f"; bij {unread} is het prijspeil niet bekend"
    if indexed is None:
        return found
    later = sum((known(row.price_year) or 0) > indexed[-1] for row in known_values)
    return f"{found} en {later} zijn van na {indexed[-1]}, dus nog niet om te rekenen"
