"""Ratios side by side in one picture, in the order of the address and never by height.

Only where the rules allow it (METHOD A12.7). Every line says its values in words, and what has no range
has another shape than what has one, so that neither colour nor length carries the meaning alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.chart_text import wrapped
from app.charts import NARROW, WIDE, Chart, ChartView
from app.comparison_choice import Choice, Chosen
from app.formats import verhouding
from app.urls import Urls
from catalogue.comparability import comparable_ratios
from catalogue.figures import KnownFigure
from catalogue.money import NBSP
from catalogue.vocabulary import RatioDefinition
from catalogue.wording import basis

TEXT, LINE, MARKS, GAP, AXIS, MARGIN = 13, 18, 26, 10, 46, 16
"""Pixels: size of letters, height of a line of text and of a line of marks, white space, axis, edge."""
EUROS = "(datum.value < 0 ? '−' : '') + '€\u00a0' + abs(datum.value)"
PERCENT = "round(datum.value * 100) + '\u00a0procent'"
AXES: Mapping[RatioDefinition, tuple[str, str, int]] = {
    RatioDefinition.BENEFITS_OVER_COSTS: (f"Baten per euro. Het streepje staat bij €{NBSP}1.", EUROS, 1),
    RatioDefinition.SROI: (f"Waarde per euro. Het streepje staat bij €{NBSP}1.", EUROS, 1),
    RatioDefinition.NET_RETURN: (f"Rendement. Het streepje staat bij 0{NBSP}procent.", PERCENT, 0),
}
"""Per kind the title of the axis, how it writes a value, and where benefits and costs are equal."""
Row = dict[str, Any]


def view(urls: Urls, choice: Choice) -> ChartView | None:
    """The picture of a choice with its address; None where the ratios may not share one."""
    columns = choice.columns
    if not comparable_ratios([column.subject for column in columns]):
        return None
    chart = Chart(
        name="vergelijking",
        title="Verhoudingen naast elkaar",
        spec=_spec(columns, WIDE),
        narrow=_spec(columns, NARROW),
        conclusion=_conclusion(columns),
        source="; ".join(dict.fromkeys(f"{column.name}, {_source(column)}" for column in columns)),
        day=max(column.version.published_at for column in columns).date(),
    )
    return ChartView(chart, urls.vergelijk("/grafiek"), choice.parameters)


def _conclusion(columns: Sequence[Chosen]) -> str:
    told = [
        f"{column.name}: {verhouding(column.result)} ({basis(column.study).rstrip('.')})"
        for column in columns
    ]
    kind = columns[0].result.ratio_definition.label
    return f"{kind}. {'. '.join(told)}. Een hogere verhouding maakt een aanpak nog niet beter."


def _source(column: Chosen) -> str:
    return ", ".join(source.title for source in column.study.sources) or "bron onbekend"


@dataclass
class _Pen:
    """Where the next line comes, in pixels from the top."""

    width: int
    at: float = 0

    def text(self, words: str) -> Row:
        lines = wrapped(words, self.width - 2 * MARGIN, TEXT)
        row = {"tekst": lines, "y": self.at + LINE / 2}
        self.at += LINE * len(lines)
        return row

    def marks(self, figure: KnownFigure) -> Row:
        ends = {"laag": figure.low, "midden": figure.mid, "hoog": figure.high}
        row = {name: value for name, value in ends.items() if value is not None}
        row["y"] = Decimal(self.at + MARKS / 2 - 2)
        self.at += MARKS + GAP
        return row


def _spec(columns: Sequence[Chosen], width: int) -> Row:
    pen = _Pen(width)
    labels, notes, marks, figures = [], [], [], []
    for column in columns:
        ratio = column.result.ratio
        if isinstance(ratio, KnownFigure):
            labels.append(pen.text(f"{column.name}: {verhouding(column.result)}"))
            notes.append(pen.text(basis(column.study)))
            marks.append(pen.marks(ratio))
            figures.append(ratio)
    definition = columns[0].result.ratio_definition
    words = [_text(labels, "@tekst"), _text(notes, "@zacht")]
    down = {"domain": [0, pen.at], "reverse": True, "nice": False, "zero": False}
    return {
        "width": width,
        "height": round(pen.at) + AXIS,
        "encoding": {"y": {"field": "y", "type": "quantitative", "axis": None, "scale": down}},
        "layer": [*words, *_layers(definition, marks, figures)],
    }


def _layers(definition: RatioDefinition, marks: list[Row], figures: Sequence[KnownFigure]) -> Iterator[Row]:
    title, shown, equal = AXES[definition]
    low, high = _ends(figures)
    x = {
        "type": "quantitative",
        "scale": {"domain": [int(low), int(high)], "nice": False},
        "axis": {
            "title": title,
            "tickMinStep": 1,
            "titleAnchor": "start",
            "grid": False,
            "domain": False,
            "labelExpr": shown,
        },
    }
    lines = [{"y": row["y"], "van": low, "tot": high, "gelijk": equal} for row in marks]
    ranged = [row for row in marks if "laag" in row and "hoog" in row]
    yield _layer(lines, {"type": "rule", "color": "@raster"}, _between(x, "van", "tot"))
    yield _layer(lines, _tick("@tekst", 16, 1.5), {"x": {"field": "gelijk", **x}})
    yield _layer(ranged, {"type": "rule", "color": "@baten", "strokeWidth": 4}, _between(x, "laag", "hoog"))
    for end in ("laag", "hoog"):
        yield _layer(ranged, _tick("@baten", 12, 3), {"x": {"field": end, **x}})
    yield from _points(marks, x)


def _points(marks: list[Row], x: Mapping[str, Any]) -> Iterator[Row]:
    """A dot with a range, an open diamond without, a pointer for "at least" and "at most"."""
    within = {"type": "point", "filled": True, "opacity": 1, "color": "@baten"}
    ranged = [row for row in marks if {"laag", "midden", "hoog"} <= row.keys()]
    single = [row for row in marks if "midden" in row and row not in ranged]
    yield _layer(ranged, {**within, "shape": "circle"}, {"x": {"field": "midden", **x}})
    hollow = {**within, "filled": False, "shape": "diamond", "strokeWidth": 2, "size": 110}
    yield _layer(single, hollow, {"x": {"field": "midden", **x}})
    for end, shape in (("laag", "triangle-right"), ("hoog", "triangle-left")):
        lone = [row for row in marks if row.keys() == {end, "y"}]
        yield _layer(lone, {**within, "shape": shape, "size": 130}, {"x": {"field": end, **x}})


def _ends(figures: Sequence[KnownFigure]) -> tuple[Decimal, Decimal]:
    """From nothing, or the lowest negative value, to a whole number above the highest."""
    values = [value for figure in figures for value in figure.values]
    low = min(Decimal(0), min(values).to_integral_value(ROUND_FLOOR))
    return low, max(Decimal(2), (max(values) + Decimal("0.2")).to_integral_value(ROUND_CEILING))


def _between(x: Mapping[str, Any], start: str, end: str) -> Row:
    return {"x": {"field": start, **x}, "x2": {"field": end}}


def _tick(colour: str, size: int, thickness: float) -> Row:
    return {
        "type": "tick",
        "orient": "vertical",
        "opacity": 1,
        "color": colour,
        "size": size,
        "thickness": thickness,
    }


def _text(rows: list[Row], colour: str) -> Row:
    mark = {"type": "text", "align": "left", "baseline": "middle", "lineHeight": LINE, "color": colour}
    return _layer(rows, mark, {"x": {"value": 0}, "text": {"field": "tekst"}})


def _layer(rows: list[Row], mark: Mapping[str, Any], encoding: Mapping[str, Any]) -> Row:
    return {"data": {"values": rows}, "mark": dict(mark), "encoding": dict(encoding)}
