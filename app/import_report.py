"""What is kept of looking over a file: counts, changes and faults as JSON, and the file with remarks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from app import import_sheets
from app.import_files import Contents
from app.import_sheets import Marks
from catalogue.editing.sheets_plan import Outcome, Planned, Standing
from catalogue.editing.sheets_reading import Read
from catalogue.editing.sheets_tables import CellFault

MOST_CHANGES = 100
"""So many changes of one entry are shown."""
_WORDS = {
    Outcome.NEW: "Nieuw.",
    Outcome.CHANGED: "Gewijzigd.",
    Outcome.SAME: "Geen verschil.",
}


def report(
    contents: Contents, read: Read, planned: Iterable[Planned], standings: Mapping[str, Standing]
) -> dict[str, Any]:
    """The whole finding. `blocked` says that something is wrong that belongs to no entry."""
    faults = sorted(read.faults, key=lambda fault: (fault.slug != "", fault.sheet, fault.row, fault.column))
    entries = [_entry(one, standings) for one in planned]
    seen = {entry["slug"] for entry in entries}
    lost = dict.fromkeys(fault.slug for fault in faults if fault.slug and fault.slug not in seen)
    entries += [_lost(slug) for slug in lost]
    return {
        "kind": contents.kind,
        "blocked": any(not fault.slug for fault in faults),
        "faults": [{**asdict(fault), "address": fault.address} for fault in faults],
        "notes": [[sheet, row, text] for (sheet, row), text in read.notes.items()],
        "entries": sorted(entries, key=lambda entry: entry["slug"]),
        "counts": dict(Counter(entry["outcome"] for entry in entries)),
    }


def returned(contents: Contents, report: Mapping[str, Any]) -> tuple[bytes, str, str]:
    """One's own file back with remarks: its bytes, the end of its name and its media type."""
    if contents.kind == "yaml":
        return _yaml(contents.text, report).encode(), "yaml", "application/yaml"
    marks = _marks(contents, report)
    if contents.kind == "csv":
        return import_sheets.csv_text(contents.grids[0], marks).encode(), "csv", "text/csv; charset=utf-8"
    if contents.kind == "zip":
        return import_sheets.zipped(contents.grids, marks), "zip", "application/zip"
    return import_sheets.xlsx(contents.grids, marks, explains=False), "xlsx", XLSX


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _entry(one: Planned, standings: Mapping[str, Standing]) -> dict[str, Any]:
    standing = standings.get(one.slug)
    return {
        "slug": one.slug,
        "kind": one.kind.value,
        "name": one.name,
        "outcome": one.outcome.value,
        "changes": [asdict(change) for change in one.changes[:MOST_CHANGES]],
        "more_changes": max(0, len(one.changes) - MOST_CHANGES),
        "kept": list(one.kept),
        "still_needed": one.still_needed,
        "reason": one.reason,
        "has_concept": one.has_concept,
        "line": one.line,
        "mark": standing.mark if standing else None,
    }


def _lost(slug: str) -> dict[str, Any]:
    """An entry of which so much is wrong that it could not be put together."""
    return {
        "slug": slug,
        "kind": "",
        "name": slug,
        "outcome": Outcome.FAULTY.value,
        "changes": [],
        "more_changes": 0,
        "kept": [],
        "still_needed": 0,
        "reason": "",
        "has_concept": False,
        "line": 0,
        "mark": None,
    }


def _marks(contents: Contents, report: Mapping[str, Any]) -> Marks:
    rows: dict[tuple[str, int], list[str]] = {}
    cells: dict[tuple[str, int, int], str] = {}
    for fault in report.get("faults", ()):
        prefix = f"{fault['header']}: " if fault["header"] and fault["row"] > 1 else ""
        rows.setdefault((fault["sheet"], fault["row"]), []).append(prefix + fault["message"])
        cells[fault["sheet"], fault["row"], fault["column"]] = fault["message"]
    for sheet, row, text in report.get("notes", ()):
        rows.setdefault((sheet, row), []).append(text)
    for entry in report.get("entries", ()):
        if words := _remark(entry):
            for place in _rows_of(contents, entry["slug"]):
                rows.setdefault(place, []).insert(0, words)
    return Marks({place: " ".join(dict.fromkeys(words)) for place, words in rows.items()}, cells)


def _rows_of(contents: Contents, slug: str) -> Iterable[tuple[str, int]]:
    """The row that stands for an entry: on a sheet with entries, or in a file with one sheet its first."""
    for grid in contents.grids:
        header = [str(value).strip().casefold() for value in grid.rows[0]]
        if "slug" not in header or grid.name.casefold() not in {"aanpakken", "achtergrond", "regels"}:
            continue
        place = header.index("slug")
        for number, row in enumerate(grid.rows[1:], start=2):
            if place < len(row) and str(row[place]).strip() == slug:
                yield grid.name, number


def _remark(entry: Mapping[str, Any]) -> str:
    words = _WORDS.get(Outcome(entry["outcome"]), "")
    if entry["outcome"] == Outcome.BUSY:
        words = f"Niet overgenomen. {entry['reason']}"
    if entry["kept"]:
        words += " Blijft zoals in het concept staat: " + "; ".join(entry["kept"]) + "."
    return words.strip()


def _yaml(text: str, report: Mapping[str, Any]) -> str:
    """The text with the remarks as comments above the lines they are about."""
    remarks: dict[int, list[str]] = {}
    for fault in report.get("faults", ()):
        where = f"{fault['header']}: " if fault["header"] else ""
        remarks.setdefault(fault["row"], []).append(f"# LET OP {where}{fault['message']}")
    for entry in report.get("entries", ()):
        if entry["line"] and (words := _remark(entry)):
            remarks.setdefault(entry["line"], []).insert(0, f"# {words}")
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        lines += [_one_line(remark) for remark in remarks.get(number, ())]
        lines.append(line)
    return "\n".join(lines) + "\n"


def _one_line(remark: str) -> str:
    return " ".join(remark.split())


def fault_of_file(contents_kind: str, message: str) -> dict[str, Any]:
    """The finding on a file that cannot be read at all."""
    fault = CellFault("", 0, 0, "", "", message)
    return {
        "kind": contents_kind,
        "blocked": True,
        "faults": [{**asdict(fault), "address": fault.address}],
        "notes": [],
        "entries": [],
        "counts": {},
        "message": message,
    }
