"""Writing sheets: the template, the collection to change, and one's own file back with remarks."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import xlsxwriter

from app.csv_files import MARK
from app.import_files import guarded
from app.import_words import EXPLANATION
from catalogue.dictionary import type_words
from catalogue.editing.sheets import BY_NAME, REMARKS, REMOVE, SHEETS, UNKNOWN, Column
from catalogue.editing.sheets_cells import LEAVE, Value, fold_header, shown
from catalogue.editing.sheets_tables import Grid, letters
from catalogue.shapes import Kind
from catalogue.terms_base import Term
from catalogue.vocabulary import UnknownReason

LONGEST_CELL = 32_767
_SPARE_ROWS = 500
_FIRST_DAY = date(1900, 3, 1)
"""Before this day spreadsheets do not agree with each other about dates."""
_MOST_DIGITS = 15
_YES_NO = ("ja", "nee")
_WIDE = {Kind.TEXT: 30}


@dataclass(frozen=True, slots=True)
class Marks:
    """Remarks by sheet and row, and by cell, for a file that goes back."""

    rows: Mapping[tuple[str, int], str] = field(default_factory=dict)
    cells: Mapping[tuple[str, int, int], str] = field(default_factory=dict)


def xlsx(grids: Iterable[Grid], marks: Marks | None = None, *, explains: bool = True) -> bytes:
    """A workbook. With marks each sheet gets a column of remarks, and the cells are coloured."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        writer = _Book(book, marks)
        if explains:
            writer.explanation()
        for grid in grids:
            writer.sheet(grid)
        if explains:
            writer.lists()
    return target.getvalue()


def csv_text(grid: Grid, marks: Marks | None = None) -> str:
    """A sheet as a text file that Dutch Excel opens."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for number, row in enumerate(grid.rows, start=1):
        cells = [guarded(shown(value)) for value in row]
        if marks is not None:
            cells = [REMARKS if number == 1 else guarded(marks.rows.get((grid.name, number), "")), *cells]
        writer.writerow(cells)
    return MARK + text.getvalue()


def zipped(grids: Iterable[Grid], marks: Marks | None = None) -> bytes:
    """A text file per sheet, together."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for grid in grids:
            archive.writestr(f"{grid.name}.csv", csv_text(grid, marks))
    return target.getvalue()


@cache
def _lists() -> Mapping[type[Term], int]:
    """The closed lists with their column on the sheet of lists, from 0: three columns each."""
    found = [UnknownReason]
    for sheet in SHEETS:
        for column in sheet.columns:
            shape = column.value_shape
            if shape is not None and shape.kind is Kind.TERM and shape.type not in found:
                found.append(shape.type)
    return {term: 3 * place for place, term in enumerate(found)}


class _Book:
    def __init__(self, book: Any, marks: Marks | None) -> None:
        self._book = book
        self._marks = marks
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        self._text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._plain = book.add_format({"valign": "top"})
        self._date = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"})
        self._bad = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#f7c9c5"})
        self._title = book.add_format({"bold": True, "font_size": 14})

    def explanation(self) -> None:
        page = self._book.add_worksheet("uitleg")
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 34)
        page.set_column(2, 3, 60, self._text)
        for number, text in enumerate(EXPLANATION):
            page.write_string(number, 0, text, None if number else self._title)
        row = len(EXPLANATION) + 1
        for place, head in enumerate(("blad", "kolom", "wat er staat", "wat u kunt invullen")):
            page.write_string(row, place, head, self._head)
        for sheet in SHEETS:
            for column in sheet.columns:
                row += 1
                about = f"{column.label}. {column.explanation}"
                for place, text in enumerate((sheet.name, column.name, about, _fits(column))):
                    page.write_string(row, place, text, self._text if place > 1 else None)

    def lists(self) -> None:
        page = self._book.add_worksheet("lijsten")
        for term, place in _lists().items():
            page.set_column(place, place, 26)
            page.set_column(place + 1, place + 1, 30)
            page.set_column(place + 2, place + 2, 12)
            page.write_string(0, place, term.title, self._head)
            page.write_string(0, place + 1, "betekenis", self._head)
            for number, one in enumerate(term, start=1):
                page.write_string(number, place, one.value)
                page.write_string(number, place + 1, one.label)

    def sheet(self, grid: Grid) -> None:
        page = self._book.add_worksheet(grid.name)
        page.freeze_panes(1, 1)
        shift = 1 if self._marks is not None else 0
        if shift:
            page.set_column(0, 0, 50)
            page.write_string(0, 0, REMARKS, self._head)
        columns = _by_header(grid)
        for place, column in columns.items():
            self._column(page, place + shift, column, len(grid.rows))
        for number, row in enumerate(grid.rows):
            self._row(page, grid, number, row, shift)

    def _row(self, page: Any, grid: Grid, number: int, row: Sequence[Value], shift: int) -> None:
        marks = self._marks or Marks()
        if shift and number and (remark := marks.rows.get((grid.name, number + 1))):
            page.write_string(number, 0, remark, self._bad)
        for place, value in enumerate(row):
            message = marks.cells.get((grid.name, number + 1, place + 1))
            self._cell(page, number, place + shift, value, self._bad if message else None)
            if message:
                page.write_comment(number, place + shift, message)

    def _cell(self, page: Any, row: int, place: int, value: Value, look: Any) -> None:
        if row == 0:
            page.write_string(row, place, shown(value), look or self._head)
        elif isinstance(value, Decimal) and _fits_number(value):
            page.write_number(row, place, float(value), look or self._plain)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            page.write_datetime(row, place, value, look or self._date)
        elif text := shown(value):
            page.write_string(row, place, text if len(text) <= LONGEST_CELL else LEAVE, look or self._text)
        elif look:
            page.write_blank(row, place, None, look)

    def _column(self, page: Any, place: int, column: Column, rows: int) -> None:
        """The width, a note with the explanation at the head, and a list to choose from."""
        shape = column.value_shape
        page.set_column(place, place, _WIDE.get(shape.kind, 16) if shape else 24)
        page.write_comment(0, place, f"{column.label}\n{column.explanation}\n{_fits(column)}".strip())
        source = self._source(column)
        if source is not None:
            page.data_validation(
                1, place, rows + _SPARE_ROWS, place,
                {"validate": "list", "source": source, "error_type": "warning", "error_title": "Let op",
                 "error_message": "Dit staat niet in de lijst. Kies een woord uit de lijst."},
            )  # fmt: skip

    def _source(self, column: Column) -> list[str] | str | None:
        shape = column.value_shape
        if column.name == REMOVE:
            return ["ja"]
        if shape is None or shape.many:
            return None
        if shape.kind is Kind.YES_NO:
            return [*_YES_NO, *(reason.value for reason in UnknownReason if shape.may_be_unknown)]
        if shape.kind is Kind.CHOICE:
            return list(shape.type)
        if shape.kind is not Kind.TERM or shape.may_be_unknown:
            return None
        place = letters(_lists()[shape.type] + 1)
        return f"=lijsten!${place}$2:${place}${len(list(shape.type)) + 1}"


def _by_header(grid: Grid) -> dict[int, Column]:
    sheet = next((one for one in SHEETS if fold_header(one.name) == fold_header(grid.name)), None)
    if sheet is None:
        return {}
    known = {fold_header(column.name): column for column in BY_NAME[sheet.name].columns}
    found = enumerate(fold_header(shown(value)) for value in (grid.rows[0] if grid.rows else ()))
    return {place: known[name] for place, name in found if name in known}


def _fits(column: Column) -> str:
    """What may be typed in a column, in words."""
    shape = column.value_shape
    if column.part == UNKNOWN or shape is None:
        return "keuze uit Redenen voor onbekend" if column.part else ""
    words = type_words(shape)
    unit = column.shape.unit if column.shape and column.shape.unit not in {None, "euro"} else None
    extra = [
        f"in {unit}" if unit and unit not in words else "",
        "of een reden" if shape.may_be_unknown else "",
    ]
    return ", ".join([words, *filter(None, extra)])


def _fits_number(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) <= _MOST_DIGITS and Decimal(repr(float(value))) == value
