"""The gap map: what the collection holds for each pair of a theme and a work type or target group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from catalogue.documents import Approach, Study
from catalogue.reading import has_outcome
from catalogue.survey_ratios import Entries, published_ratios
from catalogue.survey_spread import Spread
from catalogue.vocabulary import Design, RecognitionLevel, TargetGroup, Theme, WorkType

RowTerm = WorkType | TargetGroup
Key = TypeVar("Key")

STRONG_DESIGNS = frozenset({Design.RCT, Design.QUASI_EXPERIMENT})
"""The designs that the vocabulary calls strong: a group drawn by lot, or one as alike as possible."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What the collection holds at one place of the map: approaches with their slugs, each once."""

    entries: tuple[tuple[str, Approach], ...]

    @property
    def approaches(self) -> int:
        """Number of approaches."""
        return len(self.entries)

    @property
    def _studies(self) -> tuple[Study, ...]:
        return tuple(study for _, approach in self.entries for study in approach.studies)

    @property
    def studies(self) -> int:
        """Number of studies about these approaches."""
        return len(self._studies)

    @property
    def in_euros(self) -> int:
        """Studies of which at least one published total is known."""
        return sum(has_outcome(study) for study in self._studies)

    @property
    def strong(self) -> int:
        """Studies with a strong design (`STRONG_DESIGNS`)."""
        return sum(study.design in STRONG_DESIGNS for study in self._studies)

    @property
    def design_unknown(self) -> int:
        """Studies of which the design is not known here, which says nothing about its strength."""
        return sum(study.design is Design.UNKNOWN for study in self._studies)

    @property
    def recognised(self) -> int:
        """Approaches with a recognition; "niet erkend" is none."""
        return sum(
            any(one.level is not RecognitionLevel.NOT_RECOGNISED for one in approach.recognitions)
            for _, approach in self.entries
        )

    @property
    def spread(self) -> Spread:
        """The published ratios, and whether they make a range."""
        return Spread(published_ratios(self.entries))


@dataclass(frozen=True, slots=True)
class GapMap:
    """Rows by themes. An approach stands in every cell its terms name; totals count it once."""

    rows: tuple[RowTerm, ...]
    columns: tuple[Theme, ...]
    cells: Mapping[tuple[RowTerm, Theme], Holding]
    by_row: Mapping[RowTerm, Holding]
    by_column: Mapping[Theme, Holding]
    total: Holding
    outside: int
    """Approaches that stand in no cell, because they have no term of a row or no theme."""

    @property
    def filled(self) -> int:
        """The number of cells that hold an approach."""
        return sum(bool(cell.entries) for cell in self.cells.values())

    def themes_of(self, row: RowTerm, *, filled: bool) -> tuple[Theme, ...]:
        """The themes of a row with approaches, or those without."""
        return tuple(theme for theme in self.columns if bool(self.cells[row, theme].entries) is filled)


def gap_map(entries: Entries, rows: type[WorkType] | type[TargetGroup]) -> GapMap:
    """The map of a collection, for work types or for target groups."""
    row_terms: tuple[RowTerm, ...] = tuple(rows)
    themes = tuple(Theme)
    placed = [(_terms(approach, rows), approach.themes, (slug, approach)) for slug, approach in entries]
    pairs = [((row, theme), entry) for terms, own, entry in placed for row in terms for theme in own]
    return GapMap(
        rows=row_terms,
        columns=themes,
        cells=_held([(row, theme) for row in row_terms for theme in themes], pairs),
        by_row=_held(row_terms, [(row, entry) for terms, _, entry in placed for row in terms]),
        by_column=_held(themes, [(theme, entry) for _, own, entry in placed for theme in own]),
        total=Holding(tuple(entries)),
        outside=sum(not (terms and own) for terms, own, _ in placed),
    )


def _terms(approach: Approach, rows: type[WorkType] | type[TargetGroup]) -> Sequence[RowTerm]:
    return approach.work_types if rows is WorkType else approach.target_groups


def _held(keys: Iterable[Key], pairs: Iterable[tuple[Key, tuple[str, Approach]]]) -> dict[Key, Holding]:
    """A holding per key, also where nothing was found; an entry counts once per key."""
    found: dict[Key, dict[str, Approach]] = {key: {} for key in keys}
    for key, (slug, approach) in pairs:
        found[key][slug] = approach
    return {key: Holding(tuple(entries.items())) for key, entries in found.items()}
