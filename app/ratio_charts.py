"""Published ratios as a forest plot: one line per ratio, from low to high, in lists that may stand together.

The axis is linear and starts at nothing, so that a length shows an amount; the tick at € 1 is named in
words. What has no range gets another shape, and every line says its values: colour carries nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.chart_text import wrapped
from app.charts import NARROW, WIDE, Chart
from app.survey_words import conclusion
from catalogue.money import NBSP, per_euro
from catalogue.survey import PublishedRatio, RatioGroup, RatioKind, highest, lowest
from catalogue.wording import span

FEWEST = 2
"""A single ratio needs no chart: its row in the table says everything."""
TEXT = 13
LINE = 18
MARKS = 26
GAP = 10
AXIS = 28
ONE_SIDED = (("minstens", "laag", "triangle-right"), ("hoogstens", "hoog", "triangle-left"))
"""Known at one end only: a pointer to the side where the value may lie."""
WORDS = {
    RatioKind.BENEFITS_PER_EURO: ("Baten", "evenveel baten als kosten"),
    RatioKind.SROI: ("Waarde", "evenveel waarde als inzet"),
}
"""Per kind on an axis: what is counted, and what € 1 means."""
MARGIN = 16
Row = dict[str, Any]


def chart_name(group: RatioGroup) -> str:
    """The name of a group in addresses of pictures and places on the page."""
    return f"verhoudingen-{group.code.replace('_', '-')}"


def ratio_chart(group: RatioGroup, day: date) -> Chart | None:
    """The chart of a group; None where its ratios fit no common axis, or are too few."""
    if not group.may_share_axis or len(group.ratios) < FEWEST:
        return None
    return Chart(
        name=chart_name(group),
        title=f"{group.title}: gepubliceerde verhoudingen",
        spec=_spec(group, WIDE),
        conclusion=conclusion(group),
        source=f"de onderzoeken die erbij staan ({len(group.ratios)} verhoudingen)",
        day=day,
        narrow=_spec(group, NARROW),
    )


@dataclass
class _Pen:
    """Where the next line of the picture comes, in pixels from the top."""

    width: int
    at: float = 0

    def text(self, words: str, *, bold: bool = False) -> Row:
        """A text over the full width, in as many lines as it needs."""
        lines = wrapped(words, self.width - 2 * MARGIN, TEXT, bold=bold)
        row = {"tekst": lines, "y": self.at + LINE / 2}
        self.at += LINE * len(lines)
        return row

    def marks(self, one: PublishedRatio) -> Row:
        """The line of a ratio. Without a low or high value that end is where the mid value is."""
        figure = one.figure
        low, high = lowest(figure), highest(figure)
        row = {"laag": low, "midden": figure.mid, "hoog": high, "y": self.at + MARKS / 2 - 2}
        self.at += MARKS
        return {name: value for name, value in row.items() if value is not None} | {"vorm": shape(one)}

    def skip(self) -> None:
        """White space before the next heading."""
        self.at += GAP if self.at else 0


def shape(one: PublishedRatio) -> str:
    """How sure a ratio is, which decides its shape."""
    figure = one.figure
    if figure.has_range:
        return "bandbreedte"
    if figure.mid is not None:
        return "geen bandbreedte"
    return "minstens" if figure.low is not None else "hoogstens"


def values(one: PublishedRatio) -> str:
    """The values in words, with what is missing."""
    text = span(one.figure, per_euro)
    return text if shape(one) != "geen bandbreedte" else f"{text}, geen bandbreedte"


def _spec(group: RatioGroup, width: int) -> Row:
    pen = _Pen(width)
    title = _axis_title(group, width)
    headings, labels, marks = [], [], []
    for work_type, ratios in group.by_work_type:
        pen.skip()
        headings.append(pen.text(work_type.label if work_type else "Geen werksoort", bold=True))
        for one in ratios:
            labels.append(pen.text(f"{one.label}: {values(one)}"))
            marks.append(pen.marks(one))
    return {
        "width": width,
        "height": round(pen.at) + AXIS + LINE * len(title),
        "encoding": {"y": {"field": "y", "type": "quantitative", "axis": None, "scale": _down(pen.at)}},
        "layer": list(_layers(_axis(group, title), headings, labels, marks)),
    }


def _axis_title(group: RatioGroup, width: int) -> list[str]:
    what, equal = WORDS[group.kind]
    text = f"{what} per euro. Het streepje staat bij €{NBSP}1: {equal}."
    return wrapped(text, width - 2 * MARGIN, TEXT)


def _down(height: float) -> Row:
    return {"domain": [0, height], "reverse": True, "nice": False, "zero": False}


def _layers(axis: Row, headings: list[Row], labels: list[Row], marks: list[Row]) -> Iterator[Row]:
    low, high = axis["scale"]["domain"]
    base = [{"y": row["y"], "van": low, "tot": high, "gelijk": 1} for row in marks]
    yield _text(headings, {"fontWeight": "bold"})
    yield _text(labels, {})
    yield _rule(base, "van", "tot", axis, {"color": "@raster"})
    yield _tick(base, "gelijk", axis, {"color": "@tekst", "size": 16, "thickness": 1.5})
    ranged = [row for row in marks if row["vorm"] == "bandbreedte"]
    yield _rule(ranged, "laag", "hoog", axis, {"color": "@baten", "strokeWidth": 4})
    for end in ("laag", "hoog"):
        yield _tick(ranged, end, axis, {"color": "@baten", "size": 12, "thickness": 3})
    centred = [row for row in ranged if "midden" in row]
    yield _points(centred, "midden", axis, {"shape": "circle", "color": "@baten"})
    single = [row for row in marks if row["vorm"] == "geen bandbreedte"]
    hollow = {"shape": "diamond", "filled": False, "strokeWidth": 2, "color": "@baten", "size": 110}
    yield _points(single, "midden", axis, hollow)
    for form, end, pointer in ONE_SIDED:
        rows = [row for row in marks if row["vorm"] == form]
        yield _points(rows, end, axis, {"shape": pointer, "color": "@baten", "size": 130})


def _axis(group: RatioGroup, title: list[str]) -> Row:
    """From nothing, or from the lowest negative value, to a whole euro above the highest."""
    ends = [value for one in group.ratios for value in one.figure.values]
    low = min(Decimal(0), min(ends).to_integral_value(ROUND_FLOOR))
    high = max(Decimal(2), (max(ends) + Decimal("0.2")).to_integral_value(ROUND_CEILING))
    return {
        "axis": {
            "title": title,
            "titleAnchor": "start",
            "grid": False,
            "domain": False,
            "tickMinStep": 1,
            "labelExpr": "(datum.value < 0 ? '−' : '') + '€\u00a0' + abs(datum.value)",
        },
        "scale": {"domain": [int(low), int(high)], "nice": False},
    }


def _text(rows: list[Row], mark: Mapping[str, Any]) -> Row:
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "lineHeight": LINE, **mark},
        "encoding": {"x": {"value": 0}, "text": {"field": "tekst"}},
    }


def _x(field: str, axis: Row) -> Row:
    return {"field": field, "type": "quantitative", **axis}


def _rule(rows: list[Row], start: str, end: str, axis: Row, mark: Mapping[str, Any]) -> Row:
    encoding = {"x": _x(start, axis), "x2": {"field": end}}
    return {"data": {"values": rows}, "mark": {"type": "rule", **mark}, "encoding": encoding}


def _tick(rows: list[Row], field: str, axis: Row, mark: Mapping[str, Any]) -> Row:
    look = {"type": "tick", "orient": "vertical", **mark}
    return {"data": {"values": rows}, "mark": look, "encoding": {"x": _x(field, axis)}}


def _points(rows: list[Row], field: str, axis: Row, mark: Mapping[str, Any]) -> Row:
    look = {"type": "point", "filled": True, "opacity": 1, **mark}
    return {"data": {"values": rows}, "mark": look, "encoding": {"x": _x(field, axis)}}
