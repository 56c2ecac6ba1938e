"""The collection seen as a whole: gap maps, divisions and published ratios, from plain documents.

Import everything about the survey from here. Nothing here knows a database: whoever reads the documents
decides which ones count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from catalogue.documents import Publication, Study
from catalogue.reading import has_outcome
from catalogue.survey_counts import Distribution, ItemCount, Line, distributions, item_counts, years
from catalogue.survey_gaps import STRONG_DESIGNS, GapMap, Holding, RowTerm, gap_map
from catalogue.survey_ratios import (
    GROUP_CODES,
    Entries,
    PublishedRatio,
    RatioGroup,
    RatioKind,
    highest,
    lowest,
    published_ratios,
    ratio_groups,
)
from catalogue.survey_spread import Spread
from catalogue.vocabulary import Method, TargetGroup, WorkType

__all__ = [
    "GROUP_CODES",
    "STRONG_DESIGNS",
    "Distribution",
    "Entries",
    "GapMap",
    "Holding",
    "ItemCount",
    "Line",
    "PublishedRatio",
    "RatioGroup",
    "RatioKind",
    "RowTerm",
    "Spread",
    "Survey",
    "distributions",
    "gap_map",
    "highest",
    "item_counts",
    "lowest",
    "published_ratios",
    "ratio_groups",
    "years",
]

Publications = Sequence[tuple[str, Publication]]


@dataclass(frozen=True)
class Survey:
    """Approaches and background publications as they stand; each part is worked out when first asked for."""

    entries: Entries
    publications: Publications = ()

    @cached_property
    def studies(self) -> tuple[Study, ...]:
        """Every study about an approach."""
        return tuple(study for _, approach in self.entries for study in approach.studies)

    @cached_property
    def by_work_type(self) -> GapMap:
        """The gap map of work types by themes."""
        return gap_map(self.entries, WorkType)

    @cached_property
    def by_target_group(self) -> GapMap:
        """The gap map of target groups by themes."""
        return gap_map(self.entries, TargetGroup)

    @cached_property
    def ratios(self) -> tuple[PublishedRatio, ...]:
        """Every published ratio of an approach. Those of background publications are not among them."""
        return published_ratios(self.entries)

    @cached_property
    def groups(self) -> tuple[RatioGroup, ...]:
        """The ratios as lists that may stand together."""
        return ratio_groups(self.ratios)

    @cached_property
    def distributions(self) -> dict[str, Distribution]:
        """The divisions of the studies by code."""
        return {one.code: one for one in distributions(self.studies)}

    @cached_property
    def items(self) -> dict[str, ItemCount]:
        """How many studies know each item of the fixed list, by code."""
        return {one.code: one for one in item_counts(self.studies)}

    @property
    def in_euros(self) -> int:
        """Studies of which at least one published total is known."""
        return sum(has_outcome(study) for study in self.studies)

    @property
    def meta_analyses(self) -> Publications:
        """Background publications that lay several studies side by side, by name."""
        return self._background(is_meta=True)

    @property
    def other_publications(self) -> Publications:
        """The other background publications, by name."""
        return self._background(is_meta=False)

    def _background(self, *, is_meta: bool) -> Publications:
        chosen = [
            (slug, publication)
            for slug, publication in self.publications
            if (publication.study.method is Method.META_ANALYSIS) is is_meta
        ]
        return sorted(chosen, key=lambda pair: pair[1].name.casefold())
