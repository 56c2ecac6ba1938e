"""The overview of the collection as a page and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.charts import Chart, ChartView
from app.csv_files import PARTS, figure_parts
from app.ratio_charts import chart_name, ratio_chart
from app.surveys import Standing
from app.urls import Urls
from catalogue.schema import NOT_APPLICABLE, Unknown
from catalogue.survey import PublishedRatio, RatioGroup, RatioKind, Spread
from catalogue.wording import comparison


@dataclass(frozen=True, slots=True)
class GroupView:
    """One list of ratios with its chart, where it has one, and how well its ratios compare."""

    group: RatioGroup
    chart: ChartView | None
    comparable: str | None

    @property
    def anchor(self) -> str:
        """The place of the list on the page."""
        return chart_name(self.group)


def group_views(standing: Standing, urls: Urls, chosen: str | None = None) -> list[GroupView]:
    """The lists of ratios, or only the chosen one."""
    groups = standing.survey.groups
    return [_view(group, standing, urls) for group in groups if chosen in (None, group.code)]


def _view(group: RatioGroup, standing: Standing, urls: Urls) -> GroupView:
    chart = ratio_chart(group, standing.day) if standing.day else None
    view = ChartView(chart, urls.meta_grafiek(chart.name)) if chart else None
    return GroupView(group, view, Spread(group.ratios).reason if group.may_share_axis else None)


def chart_named(standing: Standing, name: str) -> Chart | None:
    """The chart with this name; None when there is none."""
    if standing.day is None:
        return None
    named = (group for group in standing.survey.groups if chart_name(group) == name)
    return next((ratio_chart(group, standing.day) for group in named), None)


HEAD = (
    "lijst", "aanpak", "slug", "werksoort", "onderzoek", "uitkomst", "methode", "jaar", "vergeleken_met",
    "reikwijdte", "eenheid", "meetmoment", "ratio_definitie",
    *(f"{kind.value}_{part}" for kind in RatioKind for part in PARTS),
    "gelezen", "betwist", "bronnen", "adres",
)  # fmt: skip


def csv_rows(groups: Sequence[RatioGroup], urls: Urls) -> Iterator[Sequence[object]]:
    """A line per ratio. Each kind has columns of its own: none mixes SROI with benefits per euro."""
    yield HEAD
    for group in groups:
        for one in group.ratios:
            yield _line(group, one, urls)


def _line(group: RatioGroup, one: PublishedRatio, urls: Urls) -> list[object]:
    study = one.study
    values: list[object] = []
    for kind in RatioKind:
        values += figure_parts(study, one.figure if kind is one.kind else NOT_APPLICABLE)
    return [
        group.code, one.approach.name, one.slug, one.work_type.value if one.work_type else "",
        study.id, one.result.name, study.method.value, _text(study.year), comparison(study),
        study.perspective.value, study.unit.value, study.timing.value, one.result.ratio_definition.value,
        *values,
        one.figure.first_hand.value, "ja" if one.figure.disputed else "nee",
        " ".join(source.url or source.title for source in one.sources), urls.absolute(urls.aanpak(one.slug)),
    ]  # fmt: skip


def _text(fact: object) -> object:
    return fact.reason.value if isinstance(fact, Unknown) else fact
