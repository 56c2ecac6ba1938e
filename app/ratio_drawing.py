"""Ratios on one axis, each on a line from low to high: the drawing behind every picture of ratios.

The axis is linear and starts at nothing, so that a length shows an amount. Every line says its values in
words, and what has no range has another shape than what has one: neither colour nor length carries the
meaning alone. Who may stand on one axis, and in which order, is decided by the pages and never by height.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.chart_text import wrapped
from catalogue.figures import KnownFigure

TEXT, LINE, MARKS, GAP, AXIS, MARGIN = 13, 18, 26, 10, 28, 16
"""Pixels: size of letters, height of a line of text and of a line of marks, white space, axis, edge."""
LABEL, WIDE_LABEL = 60, 110
"""Pixels that a value below the axis needs."""
EUROS = "(datum.value < 0 ? '−' : '') + '€\u00a0' + abs(datum.value)"
PERCENT = "round(datum.value * 100) + '\u00a0procent'"
ROOM = Decimal("0.2")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Axis:
    """What the axis counts, how it writes a value, and where benefits and costs are equal."""

    title: str
    shown: str = EUROS
    equal: int = 1

    def most_labels(self, width: int) -> int:
        """How many values fit below the axis without touching each other."""
        return width // (WIDE_LABEL if self.shown == PERCENT else LABEL)


@dataclass
class Sheet:
    """A picture under way: lines of words and marks from top to bottom, for one width in pixels."""

    width: int
    _at: float = 0
    _words: dict[str, list[Row]] = field(default_factory=lambda: {"kop": [], "tekst": [], "zacht": []})
    _marks: list[Row] = field(default_factory=list)
    _values: list[Decimal] = field(default_factory=list)

    def heading(self, words: str) -> None:
        """A line in bold, with white space above it."""
        self._at += GAP if self._at else 0
        self._write("kop", words)

    def line(self, words: str, figure: KnownFigure, note: str = "") -> None:
        """A ratio: its words, with a softer note, and below them its marks."""
        self._write("tekst", words)
        if note:
            self._write("zacht", note)
        ends = {"laag": figure.low, "midden": figure.mid, "hoog": figure.high}
        known = {name: value for name, value in ends.items() if value is not None}
        self._marks.append({**known, "y": self._at + MARKS / 2 - 2})
        self._values += known.values()
        self._at += MARKS + (GAP if note else 0)

    def _write(self, kind: str, words: str) -> None:
        lines = wrapped(words, self.width - 2 * MARGIN, TEXT, bold=kind == "kop")
        self._words[kind].append({"tekst": lines, "y": self._at + LINE / 2})
        self._at += LINE * len(lines)

    def spec(self, axis: Axis) -> Row:
        """The whole picture. Raises ValueError without a single ratio."""
        title = wrapped(axis.title, self.width - 2 * MARGIN, TEXT)
        down = {"domain": [0, self._at], "reverse": True, "nice": False, "zero": False}
        return {
            "width": self.width,
            "height": round(self._at) + AXIS + LINE * len(title),
            "encoding": {"y": {"field": "y", "type": "quantitative", "axis": None, "scale": down}},
            "layer": [*self._texts(), *self._lines(axis, title)],
        }

    def _texts(self) -> Iterator[Row]:
        looks = {"kop": {"fontWeight": "bold"}, "tekst": {}, "zacht": {"color": "@zacht"}}
        for kind, rows in self._words.items():
            mark = {"type": "text", "align": "left", "baseline": "middle", "lineHeight": LINE, **looks[kind]}
            if rows:
                yield _layer(rows, mark, {"x": {"value": 0}, "text": {"field": "tekst"}})

    def _lines(self, axis: Axis, title: list[str]) -> Iterator[Row]:
        low, high = _ends(self._values)
        x = _scale(axis, title, (low, high), axis.most_labels(self.width))
        base = [{"y": row["y"], "van": low, "tot": high, "gelijk": axis.equal} for row in self._marks]
        yield _layer(base, {"type": "rule", "color": "@raster"}, _between(x, "van", "tot"))
        yield _layer(base, _tick("@tekst", 16, 1.5), _on(x, "gelijk"))
        ranged = [row for row in self._marks if {"laag", "hoog"} <= row.keys()]
        bar = {"type": "rule", "color": "@baten", "strokeWidth": 4}
        yield _layer(ranged, bar, _between(x, "laag", "hoog"))
        for end in ("laag", "hoog"):
            yield _layer(ranged, _tick("@baten", 12, 3), _on(x, end))
        yield from self._points(x, ranged)

    def _points(self, x: Row, ranged: list[Row]) -> Iterator[Row]:
        """A dot with a range, an open diamond without, a pointer for "at least" and "at most"."""
        single = [row for row in self._marks if "midden" in row and row not in ranged]
        yield _layer([row for row in ranged if "midden" in row], _point("circle"), _on(x, "midden"))
        hollow = _point("diamond", filled=False, strokeWidth=2, size=110)
        yield _layer(single, hollow, _on(x, "midden"))
        for end, shape in (("laag", "triangle-right"), ("hoog", "triangle-left")):
            lone = [row for row in self._marks if row.keys() == {end, "y"}]
            yield _layer(lone, _point(shape, size=130), _on(x, end))


def _ends(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """From nothing, or the lowest negative value, to a whole number above the highest."""
    low = min(Decimal(0), min(values).to_integral_value(ROUND_FLOOR))
    return low, max(Decimal(2), (max(values) + ROOM).to_integral_value(ROUND_CEILING))


def _scale(axis: Axis, title: list[str], ends: tuple[Decimal, Decimal], labels: int) -> Row:
    looks = {"titleAnchor": "start", "grid": False, "domain": False, "tickMinStep": 1, "tickCount": labels}
    return {
        "type": "quantitative",
        "scale": {"domain": [int(end) for end in ends], "nice": False},
        "axis": {"title": title, "labelExpr": axis.shown, **looks},
    }


def _on(x: Row, name: str) -> Row:
    return {"x": {"field": name, **x}}


def _between(x: Row, start: str, end: str) -> Row:
    return {**_on(x, start), "x2": {"field": end}}


def _tick(colour: str, size: int, thickness: float) -> Row:
    look = {"orient": "vertical", "opacity": 1, "size": size, "thickness": thickness}
    return {"type": "tick", "color": colour, **look}


def _point(shape: str, **look: object) -> Row:
    return {"type": "point", "filled": True, "opacity": 1, "color": "@baten", "shape": shape, **look}


def _layer(rows: list[Row], mark: Mapping[str, Any], encoding: Mapping[str, Any]) -> Row:
    return {"data": {"values": rows}, "mark": dict(mark), "encoding": dict(encoding)}
