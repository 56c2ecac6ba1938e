"""Files with entries for tests: a sheet given by its columns, and real workbooks."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import odf.opendocument
import odf.table
import odf.text

from app import import_sheets
from catalogue.documents import Approach
from catalogue.editing import working
from catalogue.editing.sheets_reading import Base, Read, proposals
from catalogue.editing.sheets_tables import Grid, tables
from catalogue.editing.sheets_writing import Listed
from catalogue.kinds import AnyDocument, Kind


def grid(name: str, *rows: Mapping[str, Any]) -> Grid:
    """A sheet with the columns that the rows name."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    return Grid(name, [header, *[[row.get(key) for key in header] for row in rows]])


def listed(slug: str, document: AnyDocument) -> Listed:
    """An entry to write to a file."""
    kind = Kind.APPROACH if isinstance(document, Approach) else Kind.BACKGROUND
    return Listed(slug, kind, working.of(document))


def bases(*entries: Listed) -> dict[str, Base]:
    """These entries as they stand on the site."""
    return {entry.slug: Base(entry.kind, entry.text) for entry in entries}


def read(*grids: Grid, at: Mapping[str, Base] | None = None) -> Read:
    """What a file with these sheets proposes."""
    found = at or {}
    return proposals(tables(grids), found, list(found))


def messages(found: Read) -> list[str]:
    """The faults with their addresses."""
    return [f"{fault.address}: {fault.message}" for fault in found.faults]


def xlsx(*grids: Grid) -> bytes:
    """A workbook with these sheets only."""
    return import_sheets.xlsx(grids, explains=False)


def ods(*grids: Grid) -> bytes:
    """An OpenDocument workbook with text in every cell."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    for sheet in grids:
        table = odf.table.Table(name=sheet.name)
        for row in sheet.rows:
            line = odf.table.TableRow()
            for value in row:
                cell = odf.table.TableCell(valuetype="string")
                for text in ("" if value is None else str(value)).split("\n"):
                    cell.addElement(odf.text.P(text=text))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zipped(members: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def csv(rows: Sequence[Sequence[str]]) -> bytes:
    """A text file as Dutch Excel saves it."""
    return "\r\n".join(";".join(row) for row in rows).encode("utf-8-sig")
