"""From entries to the sheets in which people change them: reading those back changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.editing.sheets import (
    BY_NAME,
    FLAT,
    RESULT,
    SHEETS,
    SLUG,
    STUDY,
    TOPS,
    Column,
    Sheet,
    flat_names,
)
from catalogue.editing.sheets_cells import Value, write
from catalogue.editing.sheets_tables import Grid
from catalogue.editing.working import Working
from catalogue.kinds import Kind

Part = Mapping[str, Any]
KINDS = frozenset(sheet.kind for sheet in TOPS)
"""The kinds of entries that have sheets; others are in text files only."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry to write."""

    slug: str
    kind: Kind
    text: Working


def grids(entries: Iterable[Listed]) -> list[Grid]:
    """Every sheet, also those without rows: they show which columns there are."""
    rows: dict[str, list[list[Value]]] = {
        sheet.name: [[column.name for column in sheet.columns]] for sheet in SHEETS
    }
    for entry in entries:
        for sheet, keys, part in _parts(entry) if entry.kind in KINDS else ():
            rows[sheet.name].append([_cell(column, keys, part) for column in sheet.columns])
    return [Grid(name, found) for name, found in rows.items()]


def flat(entries: Iterable[Listed]) -> Grid:
    """An approach per row, with its first study, the main outcome of that and its first source."""
    columns = tuple(flat_names())
    rows: list[list[Value]] = [[name for name, _, _ in columns]]
    for entry in entries:
        if entry.kind is Kind.APPROACH:
            parts = _leading(entry)
            rows.append(
                [_cell(column, {SLUG: entry.slug}, parts[sheet.name]) for _, sheet, column in columns]
            )
    return Grid(FLAT, rows)


def _leading(entry: Listed) -> dict[str, Part]:
    study = next(_dicts(entry.text.get("onderzoeken")), {})
    results = list(_dicts(study.get("uitkomsten")))
    main = next((one for one in results if one.get("is_hoofduitkomst") is True), None)
    return {
        "aanpakken": entry.text,
        "onderzoeken": study,
        "uitkomsten": main or next(iter(results), {}),
        "bronnen": next(_dicts(study.get("bronnen")), {}),
    }


def _parts(entry: Listed) -> Iterator[tuple[Sheet, dict[str, str], Part]]:
    """Every part of an entry with the sheet it belongs on and the keys of its row."""
    keys = {SLUG: entry.slug}
    yield next(sheet for sheet in SHEETS if sheet.kind is entry.kind), keys, entry.text
    for name in ("organisaties", "gemeenten", "erkenningen"):
        for part in _dicts(entry.text.get(name)):
            yield BY_NAME[name], keys, part
    studies = entry.text.get("onderzoeken", [entry.text.get("onderzoek")])
    for study in _dicts(studies):
        yield BY_NAME["onderzoeken"], keys, study
        of_study = {**keys, STUDY: str(study.get("id", ""))}
        for name in ("bronnen", "opmerkingen"):
            for part in _dicts(study.get(name)):
                yield BY_NAME[name], of_study, part
        for result in _dicts(study.get("uitkomsten")):
            yield BY_NAME["uitkomsten"], of_study, result
            of_result = {**of_study, RESULT: str(result.get("id", ""))}
            for sheet in SHEETS:
                if RESULT in sheet.keys:
                    for part in _dicts(result.get(sheet.field)):
                        yield sheet, of_result, part


def _cell(column: Column, keys: Mapping[str, str], part: Part) -> Value:
    if column.shape is None:
        return keys.get(column.name)
    value = part.get(column.shape.dutch)
    if column.part is None:
        return write(column.shape, value)
    if not isinstance(value, dict) or column.value_shape is None:
        return None
    return write(column.value_shape, value.get(column.part))


def _dicts(parts: object) -> Iterator[dict[str, Any]]:
    return (part for part in (parts if isinstance(parts, list) else []) if isinstance(part, dict))
