"""What the cells of one row say about one part, put into a working document."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from catalogue.editing.sheets import UNKNOWN, Column
from catalogue.editing.sheets_cells import CLEAR, LEAVE, Odd, read, reason_of, shown
from catalogue.editing.sheets_tables import Record
from catalogue.shapes import Kind, Shape

_AMOUNTS = ("laag", "midden", "hoog")
_BOTH = "Hier staat een bedrag én waarom het onbekend is. Maak een van beide leeg."

Blame = Callable[[str, str], None]
"""Hears what is wrong: the message and the column."""


def fill(part: dict[str, Any], record: Record, blame: Blame) -> None:
    """Change a part as its row says. An empty cell changes nothing; faults are blamed and change nothing."""
    for shape, columns in groupby(_filled(record), key=_shape):
        if shape.kind is Kind.FIGURE:
            _fill_figure(part, shape, {column.part or "": column for column in columns}, record, blame)
        else:
            _fill_fact(part, shape, next(columns), record, blame)


def _filled(record: Record) -> Iterator[Column]:
    for column in record.sheet.columns:
        if column.shape is not None and column.name in record.cells and not _says(record, column, LEAVE):
            yield column


def _shape(column: Column) -> Shape:
    if column.shape is None:
        raise TypeError(column.name)
    return column.shape


def _says(record: Record, column: Column, word: str) -> bool:
    return shown(record.cells[column.name].value).strip().casefold() == word


def _fill_fact(part: dict[str, Any], shape: Shape, column: Column, record: Record, blame: Blame) -> None:
    if _says(record, column, CLEAR):
        _clear(part, shape)
        return
    try:
        part[shape.dutch] = read(shape, record.cells[column.name].value)
    except Odd as odd:
        blame(str(odd), column.name)


def _clear(part: dict[str, Any], shape: Shape) -> None:
    """What may be empty becomes empty; of anything else nobody has said what it is."""
    if shape.many:
        part[shape.dutch] = []
    elif shape.may_be_empty:
        part[shape.dutch] = None
    else:
        part.pop(shape.dutch, None)


def _fill_figure(
    part: dict[str, Any], shape: Shape, columns: dict[str, Column], record: Record, blame: Blame
) -> None:
    unknown = columns.pop(UNKNOWN, None)
    if unknown is not None and not _says(record, unknown, CLEAR):
        if any(name in columns and not _says(record, columns[name], CLEAR) for name in _AMOUNTS):
            blame(_BOTH, unknown.name)
            return
        try:
            part[shape.dutch] = {UNKNOWN: reason_of(record.cells[unknown.name].value)}
        except Odd as odd:
            blame(str(odd), unknown.name)
        return
    present = part.get(shape.dutch)
    is_known = isinstance(present, dict) and UNKNOWN not in present
    figure: dict[str, Any] = dict(present) if isinstance(present, dict) and is_known else {}
    for column in columns.values():
        inner = column.value_shape
        if inner is not None:
            _fill_fact(figure, inner, column, record, blame)
    if any(figure.get(name) is not None for name in _AMOUNTS):
        part[shape.dutch] = figure
    elif is_known or unknown is not None:
        part.pop(shape.dutch, None)
