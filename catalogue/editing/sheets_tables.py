"""Tables as they come out of a file: finding the sheets and columns, and every cell with its address."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from catalogue.editing.sheets import BY_NAME, FLAT, REMARKS, SHEETS, SLUG, STUDY, Column, Sheet, flat_names
from catalogue.editing.sheets_cells import Value, fold_header, shown

EXPLAINING = ("uitleg", "lijsten")
"""Sheets of the template that hold nothing to read."""
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it stands in a file; row 1 has the names of the columns."""

    name: str
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell with its place, counted from 1."""

    sheet: str
    row: int
    column: int
    header: str
    value: Value

    @property
    def address(self) -> str:
        """As a spreadsheet writes it: "posten!F12"."""
        return f"{self.sheet}!{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one place and what to do about it. Row 0 is the file as a whole."""

    sheet: str
    row: int
    column: int
    header: str
    value: str
    message: str
    slug: str = ""
    """The entry that cannot be taken over because of this; empty when it is the whole file."""

    @property
    def address(self) -> str:
        """As a spreadsheet writes it; of a text file the line."""
        if not self.column:
            return f"regel {self.row}" if self.row else "het bestand"
        return f"{self.sheet}!{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Record:
    """One row as one part: its sheet and the cells that are filled, by column name."""

    sheet: Sheet
    shown_sheet: str
    """What the sheet is called in the file."""
    row: int
    cells: Mapping[str, Cell]
    is_flat: bool = False
    """Whether other parts stand on the same row."""

    def text(self, name: str) -> str:
        """The text of a cell; empty when it is not filled."""
        return shown(self.cells[name].value).strip() if name in self.cells else ""

    def fault(self, message: str, name: str = "", slug: str = "") -> CellFault:
        """A fault in one of the cells, or at the start of the row."""
        cell = self.cells.get(name)
        column = cell.column if cell else 1
        value = shorten(shown(cell.value)) if cell else ""
        return CellFault(self.shown_sheet, self.row, column, name, value, message, slug or self.text("slug"))


@dataclass(slots=True)
class Tables:
    """All rows of a file by sheet, and what is wrong with its sheets and columns."""

    records: dict[str, list[Record]] = field(default_factory=lambda: {sheet.name: [] for sheet in SHEETS})
    faults: list[CellFault] = field(default_factory=list)


Places = Mapping[int, tuple[str, Sheet, Column]]


def tables(grids: Sequence[Grid]) -> Tables:
    """Sort the rows of a file by the class of their parts. Whatever is wrong stands in `faults`."""
    found = Tables()
    known = {fold_header(name): name for name in (*BY_NAME, FLAT)}
    for grid in grids:
        name = known.get(fold_header(grid.name))
        if fold_header(grid.name) in EXPLAINING or not any(_is_filled(row) for row in grid.rows):
            continue
        if name is None:
            found.faults.append(CellFault(grid.name, 1, 1, "", "", _unknown_sheet(grid.name, known)))
            continue
        _read(grid, name, found)
    return found


def sheet_of_columns(header: Sequence[Value]) -> str:
    """Which sheet a text file without sheets holds: the one that knows its columns.

    Where several do, it is the one of which all columns are there, or else the one with approaches.
    """
    names = {fold_header(shown(value)) for value in header} - {fold_header(REMARKS)}

    def fit(name: str) -> tuple[int, bool, bool, int]:
        known = {fold_header(column) for column, _, _ in _columns(name)}
        missing = len(known - names)
        return len(names - known), missing > 0, name != "aanpakken", missing

    return min((*BY_NAME, FLAT), key=fit)


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def shorten(text: str) -> str:
    """A value for in a message."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _read(grid: Grid, name: str, found: Tables) -> None:
    places = _places(grid, name, found)
    if places is None:
        return
    for number, row in enumerate(grid.rows[1:], start=2):
        cells: dict[str, dict[str, Cell]] = {}
        for place, (header, sheet, column) in places.items():
            value = row[place] if place < len(row) else None
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            cell = Cell(grid.name, number, place + 1, header, value)
            cells.setdefault(sheet.name, {})[column.name] = cell
        _keep(grid, number, cells, found)


def _keep(grid: Grid, number: int, cells: dict[str, dict[str, Cell]], found: Tables) -> None:
    """One row becomes one part; a row of the flat layout one part of each class that has something."""
    is_flat = len(cells) > 1
    slug = cells.get("aanpakken", {}).get(SLUG)
    study = cells.get("onderzoeken", {}).get("id")
    for name, own in cells.items():
        for key, cell in ((SLUG, slug), (STUDY, study)):
            if is_flat and cell is not None and key in BY_NAME[name].keys:
                own.setdefault(key, cell)
        found.records[name].append(Record(BY_NAME[name], grid.name, number, own, is_flat))


def _places(grid: Grid, name: str, found: Tables) -> Places | None:
    """What each column is; None when the sheet cannot be read without one that is missing."""
    known = {fold_header(header): (header, sheet, column) for header, sheet, column in _columns(name)}
    places: dict[int, tuple[str, Sheet, Column]] = {}
    seen: Counter[str] = Counter()
    for place, value in enumerate(grid.rows[0]):
        header = shown(value).strip()
        key = fold_header(header)
        if key == REMARKS or (not header and not _is_column_filled(grid, place)):
            continue
        seen[key] += 1
        message = None
        if key not in known:
            message = _unknown_column(header, known)
        elif seen[key] > 1:
            message = "Deze kolom staat er twee keer. Haal er één weg."
        if message:
            found.faults.append(CellFault(grid.name, 1, place + 1, header, shorten(header), message))
        else:
            places[place] = known[key]
    if seen[fold_header(SLUG)]:
        return places
    message = "De kolom slug ontbreekt. Zonder weten we niet bij welke pagina een regel hoort."
    found.faults.append(CellFault(grid.name, 1, 1, "", "", message))
    return None


def _columns(name: str) -> Iterator[tuple[str, Sheet, Column]]:
    if name == FLAT:
        yield from flat_names()
        return
    for column in BY_NAME[name].columns:
        yield column.name, BY_NAME[name], column


def _unknown_sheet(name: str, known: Mapping[str, str]) -> str:
    close = get_close_matches(fold_header(name), known, n=1, cutoff=0.6)
    if close:
        return f"Dit blad kennen we niet. Bedoelt u {known[close[0]]}? Geef het dan die naam."
    return f"Dit blad kennen we niet. Haal het weg, of noem het: {', '.join(BY_NAME)}."


def _unknown_column(header: str, known: Mapping[str, tuple[str, Sheet, Column]]) -> str:
    if not header:
        return "Deze kolom heeft geen naam in rij 1. Zet die erboven, of maak de kolom leeg."
    labels = {fold_header(column.label): name for name, _, column in known.values()}
    if name := labels.get(fold_header(header)):
        return f"Gebruik de naam van de kolom: {name}."
    close = get_close_matches(fold_header(header), known, n=1, cutoff=0.7)
    hint = f"Bedoelt u {known[close[0]][0]}?" if close else "Haal de kolom weg, of kijk in het sjabloon."
    return f"Deze kolom kennen we niet. {hint}"


def _is_filled(row: Sequence[Value]) -> bool:
    return any(value is not None and shown(value).strip() for value in row)


def _is_column_filled(grid: Grid, place: int) -> bool:
    return any(_is_filled(row[place : place + 1]) for row in grid.rows)
