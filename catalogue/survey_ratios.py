"""The ratios that studies publish, in lists that may stand together: by method, SROI always apart.

Nothing here ranks or averages (principle 4): a list runs by work type and name, never by height.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from catalogue.comparability import Subject
from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.parts import Source
from catalogue.schema import known
from catalogue.vocabulary import Method, RatioDefinition, WorkType

Entries = Sequence[tuple[str, Approach]]
"""Approaches with the slug of their entry."""


OTHER_KINDS = "ander-soort"
GROUP_CODES = frozenset({*(method.value for method in Method), OTHER_KINDS})
"""Every code a list of ratios can have, also the lists that are empty now."""


class RatioKind(Enum):
    """What a ratio says, and so with which others it may share an axis."""

    BENEFITS_PER_EURO = "baten_per_euro"
    SROI = "sroi"
    OTHER = "andere_verhouding"


@dataclass(frozen=True, slots=True)
class PublishedRatio:
    """One published ratio with everything that must stand beside it."""

    slug: str
    approach: Approach
    study: Study
    result: Result
    figure: KnownFigure

    @property
    def kind(self) -> RatioKind:
        """SROI as soon as the study or the ratio is one: it never joins a list of benefits per euro."""
        definition = self.result.ratio_definition
        if self.study.method is Method.SROI or definition is RatioDefinition.SROI:
            return RatioKind.SROI
        if definition is RatioDefinition.BENEFITS_OVER_COSTS:
            return RatioKind.BENEFITS_PER_EURO
        return RatioKind.OTHER

    @property
    def work_type(self) -> WorkType | None:
        """The first work type of the approach, so that a ratio stands in a list once."""
        return next(iter(self.approach.work_types), None)

    @property
    def label(self) -> str:
        """The approach and the year; a result that is not the main one is named as well."""
        name = self.approach.name if self.result.is_main else f"{self.approach.name}: {self.result.name}"
        year = known(self.study.year)
        return f"{name}, {'jaar onbekend' if year is None else year}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of this figure."""
        return tuple(source for source in self.study.sources if source.id in self.figure.sources)

    @property
    def subject(self) -> Subject:
        """The same result as the rules of comparison take it."""
        return Subject(self.label, self.approach.scope, self.study, self.result)


@dataclass(frozen=True, slots=True)
class RatioGroup:
    """Ratios of one kind by one method. `method` is None where the kind alone makes the group."""

    code: str
    title: str
    kind: RatioKind
    method: Method | None
    ratios: tuple[PublishedRatio, ...]

    @property
    def may_share_axis(self) -> bool:
        """Whether all ratios here say the same thing, so that one axis fits them."""
        return self.kind is not RatioKind.OTHER

    @property
    def by_work_type(self) -> tuple[tuple[WorkType | None, tuple[PublishedRatio, ...]], ...]:
        """The ratios under the first work type of their approach, in the order of the vocabulary."""
        types: list[WorkType | None] = [*WorkType, None]
        grouped = ((kind, tuple(one for one in self.ratios if one.work_type is kind)) for kind in types)
        return tuple((kind, ratios) for kind, ratios in grouped if ratios)

    @property
    def with_range(self) -> int:
        """The number of ratios with a low and a high value."""
        return sum(one.figure.has_range for one in self.ratios)


def published_ratios(entries: Entries) -> tuple[PublishedRatio, ...]:
    """Every known ratio of every result, by work type, name and study; the height plays no part."""
    places = {kind: place for place, kind in enumerate(WorkType)}

    def order(one: PublishedRatio) -> tuple[int, str, str]:
        place = len(places) if one.work_type is None else places[one.work_type]
        return place, one.approach.name.casefold(), one.slug

    return tuple(sorted(_ratios(entries), key=order))


def _ratios(entries: Iterable[tuple[str, Approach]]) -> Iterator[PublishedRatio]:
    for slug, approach in entries:
        for study in approach.studies:
            for result in study.results:
                if isinstance(result.ratio, KnownFigure):
                    yield PublishedRatio(slug, approach, study, result, result.ratio)


def ratio_groups(ratios: Iterable[PublishedRatio]) -> tuple[RatioGroup, ...]:
    """The ratios as lists that may stand together: each method, then SROI, then all other kinds."""
    found = tuple(ratios)
    groups = [
        RatioGroup(
            method.value,
            method.label,
            RatioKind.BENEFITS_PER_EURO,
            method,
            tuple(
                one for one in found if one.study.method is method and one.kind is RatioKind.BENEFITS_PER_EURO
            ),
        )
        for method in Method
    ]
    groups += [
        _of_kind(found, RatioKind.SROI, Method.SROI.value, "SROI"),
        _of_kind(found, RatioKind.OTHER, OTHER_KINDS, "Een ander soort verhouding"),
    ]
    return tuple(group for group in groups if group.ratios)


def _of_kind(ratios: Iterable[PublishedRatio], kind: RatioKind, code: str, title: str) -> RatioGroup:
    return RatioGroup(code, title, kind, None, tuple(one for one in ratios if one.kind is kind))


def lowest(figure: KnownFigure) -> Decimal | None:
    """The low end of a figure; None for "at most", which has none."""
    return figure.mid if figure.low is None else figure.low


def highest(figure: KnownFigure) -> Decimal | None:
    """The high end of a figure; None for "at least", which has none."""
    return figure.mid if figure.high is None else figure.high
