"""Where the rows of a chart about who pays and who gains come, in pixels.

Each row says in words what a bar shows: the kind, the post and the amount. So the side, the fill and the
length of a bar repeat what can be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from app.chart_text import wrapped
from app.charts import WIDE
from catalogue.distribution_rows import Row, RowKind
from catalogue.economics import Band
from catalogue.vocabulary import Party

SIZE = 14
PARTY_SIZE = 15
LINE = 19
BAR = 14
GAP = 10
PARTY_GAP = 14
EDGE = 2
NOBODY = "Niet toegedeeld aan een partij"
STYLES = {
    RowKind.COST: "kosten",
    RowKind.BENEFIT: "baten",
    RowKind.DISADVANTAGE: "baten",
    RowKind.RECEIVES: "overdracht",
    RowKind.HANDS_OVER: "overdracht",
}
Mark = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths of the three columns; on a narrow picture they stand below each other."""

    width: int
    text: tuple[int, int]
    amount: tuple[int, int]
    bars: tuple[int, int]

    @property
    def stacked(self) -> bool:
        """Whether each row is text above its bar."""
        return self.width < WIDE


def columns(width: int) -> Columns:
    """The columns of a wide or a narrow picture."""
    if width < WIDE:
        whole = (EDGE, width - 2 * EDGE)
        return Columns(width, whole, whole, whole)
    return Columns(width, (EDGE, 268), (286, 150), (448, width - 448 - EDGE))


@dataclass(frozen=True, slots=True)
class Scale:
    """Euros to pixels, with one zero for all rows."""

    zero: float
    per_euro: float

    def at(self, value: Decimal) -> float:
        """The place of an amount."""
        return round(self.zero + float(value) * self.per_euro, 2)


def scale(bands: Sequence[Band], left: int, width: int) -> Scale:
    """The scale on which the largest bars fill the column."""
    values = [Decimal(0), *(value for band in bands for value in band.values)]
    lowest, highest = min(values), max(values)
    per_euro = (width - 2) / float(highest - lowest) if highest > lowest else 0.0
    return Scale(left + 1 - float(lowest) * per_euro, per_euro)


@dataclass
class Layout:
    """Marks with their places, row by row, and the height so far."""

    columns: Columns
    scale: Scale
    texts: list[Mark] = field(default_factory=list)
    bars: list[Mark] = field(default_factory=list)
    ranges: list[Mark] = field(default_factory=list)
    rules: list[Mark] = field(default_factory=list)
    y: float = 0

    def write(self, lines: Sequence[str], left: float, top: float, style: str, align: str = "left") -> float:
        """Lines of text below each other; the place below them."""
        for number, line in enumerate(lines):
            self.texts.append({"x": left, "y": top + number * LINE + SIZE, "t": line, "s": style, "a": align})
        return top + len(lines) * LINE


def lay_out(rows: Sequence[Row], width: int) -> Layout:
    """The whole picture, from the head of the bars to the explanation of what is drawn."""
    places = columns(width)
    found = Layout(places, scale([row.bar for row in rows if row.bar], *places.bars))
    _head(found, rows)
    for party, group in groupby(rows, key=lambda row: row.party):
        _party(found, party)
        for row in group:
            _row(found, row)
    _legend(found, rows)
    return found


def _head(found: Layout, rows: Sequence[Row]) -> None:
    """Which side is which. Each stands at its own side of the column, as far from the other as it can."""
    bands = [row.bar for row in rows if row.bar]
    left, width = found.columns.bars
    if any(value < 0 for band in bands for value in band.values):
        found.write(["← kosten of nadeel"], left, 0, "zacht")
    if any(value > 0 for band in bands for value in band.values):
        found.write(["voordeel →"], left + width, 0, "zacht", "right")
    found.y = LINE + GAP / 2


def _party(found: Layout, party: Party) -> None:
    is_nobody = party is Party.SOCIETY
    found.y += PARTY_GAP * (1.5 if is_nobody else 0.5)
    style = "scheiding" if is_nobody else "regel"
    found.rules.append({"x": 0, "x2": found.columns.width, "y": found.y, "y2": found.y, "s": style})
    left, width = found.columns.text
    name = NOBODY if is_nobody else party.label
    found.y = found.write(wrapped(name, width, PARTY_SIZE, bold=True), left, found.y + 5, "partij") + 2


def _row(found: Layout, row: Row) -> None:
    top, places = found.y, found.columns
    name = wrapped(f"{row.kind.value}: {row.name}", places.text[1], SIZE)
    bottom = found.write(name, places.text[0], top, "gewoon")
    left, width = places.amount if row.bar else (places.amount[0], places.width - places.amount[0] - EDGE)
    amount = wrapped(row.words, width, SIZE, bold=row.bar is not None)
    style = "bedrag" if row.bar else "zacht"
    above = bottom if places.stacked else top
    bottom = max(bottom, found.write(amount, left, above, style))
    if row.bar:
        bar_top = bottom + 2 if places.stacked else top + (LINE - BAR) / 2
        _bar(found, row, row.bar, bar_top)
        bottom = max(bottom, bar_top + BAR + 6)
        zero, reach = found.scale.zero, (bar_top - 4 if places.stacked else top - GAP / 2, bottom + GAP / 2)
        found.rules.append({"x": zero, "x2": zero, "y": reach[0], "y2": reach[1], "s": "nul"})
    found.y = bottom + GAP


def _bar(found: Layout, row: Row, band: Band, top: float) -> None:
    reach = reach_of(band)
    if reach:
        ends = sorted((found.scale.zero, found.scale.at(reach)))
        found.bars.append({"x": ends[0], "x2": ends[1], "y": top, "y2": top + BAR, "s": STYLES[row.kind]})
    if band.has_range or band.mid is None:
        known = [found.scale.at(value) for value in band.values]
        ends = [min(known), max(known)] if len(known) > 1 else sorted((found.scale.zero, known[0]))
        below = top + BAR + 4
        found.ranges.append({"x": ends[0], "x2": ends[1], "y": below, "y2": below})
        found.ranges += [{"x": end, "x2": end, "y": below - 3, "y2": below + 3} for end in ends]


def reach_of(band: Band) -> Decimal:
    """How far a bar goes: to the mid value, else to the end that is certain, never beyond."""
    if band.mid is not None:
        return band.mid
    if band.low is not None and band.low > 0:
        return band.low
    if band.high is not None and band.high < 0:
        return band.high
    return Decimal(0)


def _legend(found: Layout, rows: Sequence[Row]) -> None:
    found.y += GAP / 2
    width = found.columns.width - 2 * EDGE
    for text in _explanations(found, rows):
        found.y = found.write(wrapped(text, width, SIZE), EDGE, found.y, "zacht")
    found.y += EDGE


def _explanations(found: Layout, rows: Sequence[Row]) -> Iterator[str]:
    if found.ranges:
        yield "Lijntje onder een balk: van laag tot hoog."
    if any(bar["s"] == "overdracht" for bar in found.bars):
        yield "Balk met streepjesrand: overdracht, geld dat van de een naar de ander gaat."
    if any(row.bar is None for row in rows):
        yield "Zonder balk: het bedrag is niet bekend of gaat over iets anders."
