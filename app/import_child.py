"""The process that opens uploaded files: one file in, what is in it out, within limits of memory and time.

A file from outside may be made to fill the memory or to keep a processor busy for hours; then this process
ends, and the site goes on. Started by path, so that nothing of the site is loaded here.
"""

import contextlib
import datetime as dt
import io
import json
import resource
import sys
import zipfile
from decimal import Decimal
from typing import Any

MEMORY = 1 << 30
"""Bytes of address space."""
CPU_SECONDS = 60
MOST_MEMBERS = 1_000
MOST_BYTES = 100 << 20
"""Of all that is in a zipped file together."""
MOST_ROWS = 20_000
MOST_CELLS = 2_000_000
MOST_DIGITS = 15
"""What a spreadsheet keeps of a number; more digits come from its own binary arithmetic."""
_CHUNK = 1 << 16


class Refused(Exception):
    """The file will not do; the message says in Dutch what to do."""


BROKEN = "Dit bestand is beschadigd. Open het in uw eigen programma en sla het opnieuw op."
TOO_BIG = "Uitgepakt is dit bestand te groot. Verdeel het over meer bestanden."
LOCKED = "Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord."


def limit() -> None:
    """Keep this process small, whatever it reads."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def unpacked(content: bytes) -> dict[str, bytes]:
    """The members of a zipped file, read by us: a header may lie about sizes. Raises Refused."""
    members: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise Refused(TOO_BIG)
            for info in archive.infolist():
                if info.flag_bits & 1:
                    raise Refused(LOCKED)
                with archive.open(info) as member:
                    parts = []
                    while chunk := member.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise Refused(TOO_BIG)
                        parts.append(chunk)
                members[info.filename] = b"".join(parts)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Refused(BROKEN) from error
    return members


def packed(members: dict[str, bytes]) -> io.BytesIO:
    """The same members in a file that says what is true."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    target.seek(0)
    return target


def sheets(content: bytes) -> dict[str, Any]:
    """The sheets of a workbook, or the text files of a zip. Raises Refused."""
    members = unpacked(content)
    if "[Content_Types].xml" in members:
        return {"kind": "xlsx", "grids": _workbook(members)}
    if "content.xml" in members:
        if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
            raise Refused(LOCKED)
        return {"kind": "ods", "grids": _workbook(members)}
    texts = {name: data for name, data in members.items() if name.lower().endswith(".csv")}
    if not texts:
        raise Refused("In dit bestand zitten geen bladen en geen CSV-bestanden.")
    return {"kind": "zip", "texts": {name: data.decode("latin-1") for name, data in texts.items()}}


def _workbook(members: dict[str, bytes]) -> list[dict[str, Any]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(packed(members))
        return [_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise Refused(LOCKED) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Refused(BROKEN) from error


def _sheet(sheet: Any) -> dict[str, Any]:
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        message = f"Het blad {sheet.name} heeft te veel regels of kolommen. Hoogstens {MOST_ROWS:,} regels"
        raise Refused(f"{message.replace(',', '.')} per blad: verdeel het over meer bestanden.")
    rows = [[value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return {"name": sheet.name, "rows": rows}


def value(cell: Any) -> Any:
    """A cell for JSON: text and yes or no as they are; a number, a date and what cannot be as an object."""
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            return {"odd": cell.isoformat(" "), "why": "Hier staat ook een tijd. Vul alleen de dag in."}
        return {"date": cell.date().isoformat()}
    if isinstance(cell, dt.date):
        return {"date": cell.isoformat()}
    return {
        "odd": str(cell),
        "why": "Hier staat een tijd. Geef de cel de opmaak Tekst en typ de waarde opnieuw.",
    }


def _number(cell: float) -> dict[str, str]:
    """The shortest digits that stand for the number: those that were typed, never a binary artefact."""
    number = Decimal(repr(cell))
    if not number.is_finite():
        return {"odd": str(cell), "why": "Dit is geen getal. Kijk de formule in deze cel na."}
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
        why = "Dit getal heeft meer dan 15 cijfers. Rond het af, of geef de cel de opmaak Tekst en typ het."
        return {"odd": format(number, "f").replace(".", ","), "why": why}
    return {"number": format(number, "f")}


def pdf(content: bytes) -> dict[str, Any]:
    """The number of pages of a PDF. Raises Refused."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Refused(
                "Deze PDF is met een wachtwoord of rechten beveiligd. Sla hem op zonder beveiliging."
            )
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise Refused("Deze PDF is beschadigd en kan niet worden geopend. Maak hem opnieuw.") from error
    if not pages:
        raise Refused("Deze PDF heeft geen bladzijden.")
    return {"kind": "pdf", "pages": pages}


if __name__ == "__main__":
    limit()
    read = {"sheets": sheets, "pdf": pdf}[sys.argv[1]]
    try:
        answer = read(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": TOO_BIG}
    sys.stdout.write(json.dumps(answer))
