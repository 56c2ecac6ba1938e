"""Ratios side by side in one picture, in the order of the address and never by height (METHOD A12.7)."""

from collections.abc import Mapping, Sequence

from app.charts import NARROW, WIDE, Chart, ChartView
from app.comparison_choice import Choice, Chosen, parameters
from app.formats import verhouding
from app.ratio_drawing import PERCENT, Axis, Row, Sheet
from app.urls import Urls
from catalogue.comparability import comparable_ratios
from catalogue.figures import KnownFigure
from catalogue.money import NBSP
from catalogue.vocabulary import RatioDefinition
from catalogue.wording import basis

AXES: Mapping[RatioDefinition, Axis] = {
    RatioDefinition.BENEFITS_OVER_COSTS: Axis(f"Baten per euro. Het streepje staat bij €{NBSP}1."),
    RatioDefinition.SROI: Axis(f"Waarde per euro. Het streepje staat bij €{NBSP}1."),
    RatioDefinition.NET_RETURN: Axis(f"Rendement. Het streepje staat bij 0{NBSP}procent.", PERCENT, equal=0),
}


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
    return ChartView(chart, urls.vergelijk("/grafiek"), parameters(columns))


def _conclusion(columns: Sequence[Chosen]) -> str:
    told = [
        f"{column.name}: {verhouding(column.result)} ({basis(column.study).rstrip('.')})"
        for column in columns
    ]
    kind = columns[0].result.ratio_definition.label
    return f"{kind}. {'. '.join(told)}. Een hogere verhouding maakt een aanpak nog niet beter."


def _source(column: Chosen) -> str:
    return ", ".join(source.title for source in column.study.sources) or "bron onbekend"


def _spec(columns: Sequence[Chosen], width: int) -> Row:
    sheet = Sheet(width)
    for column in columns:
        ratio = column.result.ratio
        if isinstance(ratio, KnownFigure):
            sheet.line(f"{column.name}: {verhouding(column.result)}", ratio, basis(column.study))
    return sheet.spec(AXES[columns[0].result.ratio_definition])
