"""The gap map as a page and as a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.survey_words import approaches_and_studies, evidence, in_euros, spread_text
from app.urls import Urls
from catalogue.survey import GapMap, Holding, RowTerm, Survey
from catalogue.vocabulary import Theme

DEFAULT = "werksoort"
ROWS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"werksoort": ("Werksoort", "werksoorten"), "doelgroep": ("Doelgroep", "doelgroepen")}
)
"""What the rows can be, by the name of the filter in the list: singular with a capital, and plural."""
STEPS = (1, 2, 4, 8, 16)
"""From how many approaches on a cell gets the next deeper tint."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the map with the address of the list that holds exactly its approaches."""

    holding: Holding
    address: str

    @property
    def tint(self) -> int:
        """How deep the tint is, from 0 (nothing) to the number of STEPS. The number stands beside it."""
        return sum(self.holding.approaches >= step for step in STEPS)


@dataclass(frozen=True, slots=True)
class Place:
    """One filled cell in words, for the list below the table."""

    theme: Theme
    address: str
    amounts: str
    in_euros: str
    evidence: str
    ratios: str
    entries: tuple[tuple[str, str], ...]
    """Name and address of the entries whose ratios are spoken of: there stand method, source and the rest."""


@dataclass(frozen=True, slots=True)
class GapPage:
    """The map with rows of one kind."""

    facet: str
    map: GapMap
    urls: Urls

    @property
    def row_word(self) -> str:
        """What a row is, with a capital."""
        return ROWS[self.facet][0]

    @property
    def rows_word(self) -> str:
        """What the rows are, together."""
        return ROWS[self.facet][1]

    def cell(self, row: RowTerm | None, theme: Theme | None) -> Cell:
        """A cell; without a theme the total of a row, without a row that of a theme."""
        chosen = {self.facet: row.value if row else None, "thema": theme.value if theme else None}
        return Cell(self._holding(row, theme), self.urls.aanpakken(**chosen))

    def _holding(self, row: RowTerm | None, theme: Theme | None) -> Holding:
        if row and theme:
            return self.map.cells[row, theme]
        if row:
            return self.map.by_row[row]
        return self.map.by_column[theme] if theme else self.map.total

    def places(self, row: RowTerm) -> Iterator[Place]:
        """The filled cells of a row in words, in the order of the themes."""
        for theme in self.map.themes_of(row, filled=True):
            cell = self.cell(row, theme)
            spread = cell.holding.spread
            named = {one.slug: one.approach.name for one in spread.ratios}
            yield Place(
                theme,
                cell.address,
                approaches_and_studies(cell.holding),
                in_euros(cell.holding),
                evidence(cell.holding),
                spread_text(spread),
                tuple((name, self.urls.aanpak(slug)) for slug, name in named.items()),
            )


def gap_page(survey: Survey, facet: str, urls: Urls) -> GapPage:
    """The map with rows by the name of a filter; raises KeyError for another name."""
    maps = {"werksoort": lambda: survey.by_work_type, "doelgroep": lambda: survey.by_target_group}
    return GapPage(facet, maps[facet](), urls)


HEAD = (
    "soort_regel", "rij", "rij_naam", "thema", "thema_naam", "aantal_aanpakken", "aantal_onderzoeken",
    "onderzoeken_met_uitkomst_in_euros", "onderzoeken_met_sterke_opzet", "onderzoeken_met_onbekende_opzet",
    "aanpakken_met_erkenning", "aantal_verhoudingen", "verhoudingen", "bronnen", "aanpakken",
)  # fmt: skip


def csv_rows(page: GapPage) -> Iterator[Sequence[object]]:
    """A line per cell, also of empty ones; then the totals, in which each approach counts once."""
    yield HEAD
    rows, themes = page.map.rows, page.map.columns
    for row in rows:
        for theme in themes:
            yield _line("vak", page, row, theme)
    yield from (_line("totaal van de rij", page, row, None) for row in rows)
    yield from (_line("totaal van het thema", page, None, theme) for theme in themes)
    yield _line("totaal", page, None, None)


def _line(kind: str, page: GapPage, row: RowTerm | None, theme: Theme | None) -> list[object]:
    holding = page.cell(row, theme).holding
    ratios: list[object] = [""] * 2
    spread = holding.spread
    if kind == "vak":
        links = (source.url or source.title for one in spread.ratios for source in one.sources)
        ratios = [spread_text(spread), _joined(links, " ")]
    return [
        kind,
        *((row.value, row.label) if row else ("", "")),
        *((theme.value, theme.label) if theme else ("", "")),
        holding.approaches, holding.studies, holding.in_euros, holding.strong, holding.design_unknown,
        holding.recognised, len(spread.ratios), *ratios,
        _joined((slug for slug, _ in holding.entries), ", "),
    ]  # fmt: skip


def _joined(words: Iterable[str], by: str) -> str:
    return by.join(dict.fromkeys(words))
