"""The chart of who pays and who gains, per result of a page."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.charts import NARROW, WIDE, Chart, ChartView
from app.distribution_layout import PARTY_SIZE, SIZE, Layout, Mark, lay_out
from app.formats import AMSTERDAM
from catalogue.distribution_rows import Distribution, distribution
from catalogue.distribution_words import who_pays_who_gains
from catalogue.documents import Approach, Publication, Result, Study
from catalogue.figures import KnownFigure
from catalogue.queries import Version
from catalogue.schema import known
from catalogue.vocabulary import FirstHand
from catalogue.wording import year_text

TITLE = "wie betaalt en wie heeft er voordeel van"
BESIDE = "Alle bedragen staan in de tabel."
FEWEST_ROWS = 2
TEXT_STYLES = {
    "partij": ("@tekst", PARTY_SIZE, "bold"),
    "bedrag": ("@tekst", SIZE, "bold"),
    "gewoon": ("@tekst", SIZE, "normal"),
    "zacht": ("@zacht", SIZE, "normal"),
}
RULE_STYLES = {"regel": ("@raster", 1), "scheiding": ("@lijn", 2), "nul": ("@lijn", 1)}


def chart_views(
    version: Version[Approach] | Version[Publication], studies: Iterable[Study], address: str
) -> dict[str, ChartView]:
    """The charts of a page by the id of their result; a result without a bar to draw has none."""
    pairs = ((study, result) for study in studies for result in study.results)
    charts = ((result.id, chart_of(version, study, result)) for study, result in pairs)
    return {name: ChartView(chart, f"{address}/{name}") for name, chart in charts if chart}


def chart_of(version: Version[Approach] | Version[Publication], study: Study, result: Result) -> Chart | None:
    """The chart of one result; None when no amount can be drawn, or one row would be all there is."""
    rows = distribution(study, result)
    if not rows.can_be_drawn or len(rows.rows) < FEWEST_ROWS:
        return None
    about = f" ({_about(rows.basis)})" if rows.basis else ""
    name = re.sub(r"[^a-z0-9]+", "-", f"{version.slug}-{result.id}".lower()).strip("-")[:120]
    return Chart(
        name=name,
        title=f"{_title(version.document.name, result, is_only=len(study.results) == 1)}{about}",
        spec=_spec(rows, WIDE),
        conclusion=f"{who_pays_who_gains(study, result, rows.computation)} {BESIDE}",
        source=_source(study, result),
        day=_day(version),
        narrow=_spec(rows, NARROW),
        caption=f"{TITLE.capitalize()}{about}",
    )


def _about(basis: str) -> str:
    return f"bedragen {basis}" if basis.startswith(("per ", "in ")) else f"bedragen: {basis}"


def _title(name: str, result: Result, *, is_only: bool) -> str:
    return ": ".join([name, *([] if is_only else [result.name]), TITLE])


def _source(study: Study, result: Result) -> str:
    """The study, with where the amounts were read when that is not simply the study."""
    title = known(study.title) or study.method.label
    own = ", ".join([title, *study.bureaus, year_text(study)])
    amounts = [item.amount for item in result.items if isinstance(item.amount, KnownFigure)]
    named = {source for amount in amounts for source in amount.sources}
    read = [source for source in study.sources if source.id in named]
    second = sum(amount.first_hand is FirstHand.SECOND_HAND for amount in amounts)
    hand = " (tweede hand)" if second == len(amounts) else " (deels tweede hand)" if second else ""
    if len(read) == len(study.sources):
        return f"{own}{hand}"
    return f"{own}. Bedragen gelezen in: {'; '.join(source.title for source in read)}{hand}"


def _day(version: Version[Approach] | Version[Publication]) -> date:
    return version.published_at.astimezone(AMSTERDAM).date()


def _spec(rows: Distribution, width: int) -> dict[str, Any]:
    found = lay_out(rows.rows, width)
    height = int(found.y) + 1
    return {
        "width": width,
        "height": height,
        "padding": 0,
        "encoding": {"x": _place("x", [0, width], [0, width]), "y": _place("y", [0, height], [0, height])},
        "layer": [*_rules(found), *_bars(found), *_ranges(found), *_texts(found)],
    }


def _place(name: str, domain: list[int], span: list[int]) -> dict[str, Any]:
    """Pixels as they are: the layout has measured everything already."""
    exact = {"domain": domain, "range": span, "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "axis": None, "scale": exact}


def _layer(marks: list[Mark], mark: Mapping[str, Any], *ends: str, text: bool = False) -> dict[str, Any]:
    encoding: dict[str, Any] = {end: {"field": end} for end in ends}
    if text:
        encoding["text"] = {"field": "t", "type": "nominal"}
    return {"data": {"values": marks}, "mark": dict(mark), "encoding": encoding}


def _rules(found: Layout) -> Iterable[dict[str, Any]]:
    for style, (colour, thickness) in RULE_STYLES.items():
        marks = [rule for rule in found.rules if rule["s"] == style]
        if marks:
            yield _layer(marks, {"type": "rule", "color": colour, "strokeWidth": thickness}, "x2", "y2")


def _bars(found: Layout) -> Iterable[dict[str, Any]]:
    for style in ("kosten", "baten", "overdracht"):
        marks = [bar for bar in found.bars if bar["s"] == style]
        if marks:
            yield _layer(marks, {"type": "rect", "style": style}, "x2", "y2")


def _ranges(found: Layout) -> Iterable[dict[str, Any]]:
    if found.ranges:
        yield _layer(found.ranges, {"type": "rule", "color": "@tekst", "strokeWidth": 1.5}, "x2", "y2")


def _texts(found: Layout) -> Iterable[dict[str, Any]]:
    for style, (colour, size, weight) in TEXT_STYLES.items():
        for align in ("left", "right"):
            marks = [text for text in found.texts if (text["s"], text["a"]) == (style, align)]
            if marks:
                look = {"type": "text", "color": colour, "fontSize": size, "fontWeight": weight}
                yield _layer(marks, {**look, "align": align, "baseline": "alphabetic"}, text=True)
