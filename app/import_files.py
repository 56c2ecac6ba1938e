"""The formats of uploaded files: telling them apart by what is in them, and reading them."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from app.csv_files import FORMULA
from app.outside_files import FileRefused, opened
from catalogue.editing.sheets import BY_NAME, FLAT
from catalogue.editing.sheets_cells import Unreadable, Value, fold_header
from catalogue.editing.sheets_tables import Grid, sheet_of_columns
from catalogue.editing.sheets_yaml import looks_like_yaml

MOST_BYTES = 10 << 20
MOST_ROWS = 20_000
_ZIP, _OLD, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_NOT_HERE = "Gebruik XLSX, ODS, CSV of YAML."
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OUTSIDE_TEXT = {chr(code) for code in range(32)} - set("\t\n\r\f")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: sheets, or the text of a YAML file. `kind` is xlsx, ods, csv, zip or yaml."""

    kind: str
    grids: tuple[Grid, ...] = ()
    text: str = ""


def read(content: bytes) -> Contents:
    """What an uploaded file holds; its name plays no part. Raises FileRefused."""
    if not content.strip():
        raise FileRefused("Dit bestand is leeg.")
    if len(content) > MOST_BYTES:
        raise FileRefused("Dit bestand is groter dan 10 MB. Verdeel het over meer bestanden.")
    if content.startswith(_ZIP):
        return _zipped(content)
    if content.startswith(_OLD):
        raise FileRefused(
            "Dit bestand is met een wachtwoord beveiligd, of het is een oud Excelbestand (.xls). "
            "Sla het zonder wachtwoord op als .xlsx."
        )
    if content.startswith(_PDF):
        raise FileRefused(f"Dit is een PDF. {_NOT_HERE}")
    text = decoded(content)
    if looks_like_yaml(text):
        return Contents("yaml", text=text)
    return Contents("csv", (_csv("", text),))


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or what older spreadsheets write. Raises FileRefused for what is no text."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace") if marked is None else ""
    if not text or _OUTSIDE_TEXT & set(text):
        raise FileRefused(f"Dit bestand is geen rekenblad en geen tekst. {_NOT_HERE}")
    return text


def guarded(text: str) -> str:
    """A text for a CSV file: what a spreadsheet would run as a formula gets a quote in front."""
    return f"'{text}" if FORMULA.match(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """The text as it was before it got a quote in front."""
    return text[1:] if text.startswith("'") and FORMULA.match(text.lstrip("'")) else text


def _zipped(content: bytes) -> Contents:
    found = opened("sheets", content)
    if found["kind"] != "zip":
        return Contents(found["kind"], tuple(_grid(grid) for grid in found["grids"]))
    grids = []
    for name, text in sorted(found["texts"].items()):
        stem = PurePosixPath(name).stem
        known = fold_header(stem) in {fold_header(sheet) for sheet in (*BY_NAME, FLAT)}
        grids.append(_csv(stem if known else "", decoded(text.encode("latin-1"))))
    return Contents("zip", tuple(grids))


def _grid(found: dict[str, Any]) -> Grid:
    rows = [[_value(cell) for cell in row] for row in found["rows"]]
    while rows and not any(value not in (None, "") for value in rows[-1]):
        rows.pop()
    return Grid(found["name"], rows or [[]])


def _value(cell: Any) -> Value:
    if not isinstance(cell, dict):
        found: Value = cell
        return found
    if "number" in cell:
        return Decimal(cell["number"])
    if "date" in cell:
        return date.fromisoformat(cell["date"])
    return Unreadable(cell["odd"], cell["why"])


def _csv(name: str, text: str) -> Grid:
    """One text file as a sheet; without a name the columns tell which one. Raises FileRefused."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([unguarded(cell) for cell in row])
            if len(rows) > MOST_ROWS:
                raise FileRefused(
                    "Dit bestand heeft meer dan 20.000 regels. Verdeel het over meer bestanden."
                )
    except csv.Error as error:
        raise FileRefused(
            f"Dit CSV-bestand klopt niet rond regel {len(rows) + 1}: kijk of alle aanhalingstekens kloppen."
        ) from error
    return Grid(name or sheet_of_columns(rows[0] if rows else []), rows or [[]])
