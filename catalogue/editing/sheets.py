"""Entries as sheets of a spreadsheet: which sheets there are, which columns they have, what tells rows apart.

Every sheet holds the parts of one document class, one per row. A row says whose part it is by the slug of
the entry and, further inside, the ids of the study and the outcome. The columns come from the documents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from catalogue.documents import Approach, Publication, Result, Study
from catalogue.figures import KnownFigure
from catalogue.kinds import Kind
from catalogue.parts import (
    BalanceItem,
    Organisation,
    Place,
    Recognition,
    Remark,
    Sensitivity,
    Source,
    UnpricedEffect,
)
from catalogue.schema import Document, Unknown
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import Shape, shapes

SLUG, STUDY, RESULT = "slug", "onderzoek_id", "uitkomst_id"
REMOVE = "verwijderen"
REMARKS = "opmerkingen bij inlezen"
"""The column in which a file comes back with what was wrong; skipped when it is read again."""
UNKNOWN = "onbekend"
FLAT = "regels"
"""The name of the one sheet that holds an approach with a study, an outcome and a source on one row."""
_FLAT_PARTS = {"onderzoeken": "onderzoek", "uitkomsten": "uitkomst", "bronnen": "bron"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. A figure has several: `part` says which of its fields this is, or that it is unknown.

    Without a shape the column says which row this is, or what to do with it.
    """

    name: str
    label: str
    explanation: str
    shape: Shape | None = None
    part: str | None = None

    @property
    def value_shape(self) -> Shape | None:
        """The shape of one cell; for a part of a figure that of the part."""
        if self.shape is None or self.part is None:
            return self.shape
        return next(one for one in _figure_shapes() if one.dutch == self.part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the class of its rows, the field that holds them in what they belong to, and their keys."""

    name: str
    model: type[Document]
    field: str
    keys: tuple[str, ...]
    about: str
    kind: Kind | None = None
    """Of a sheet with entries: which kind. Of one with parts: None."""

    @property
    def is_top(self) -> bool:
        """Whether its rows are entries."""
        return self.kind is not None

    @property
    def identity(self) -> str:
        """The column that tells the parts of one list apart; for an entry that is its slug."""
        return SLUG if self.is_top else shapes(self.model)[0].dutch

    @property
    def has_ids(self) -> bool:
        """Whether rows are told apart by an id, which may be left out for a new part."""
        return self.identity == "id"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column, keys first."""
        return _columns(self.name)

    def column(self, name: str) -> Column | None:
        """The column with this name."""
        return next((column for column in self.columns if column.name == name), None)


_OF_ENTRY, _OF_STUDY, _OF_RESULT = (SLUG,), (SLUG, STUDY), (SLUG, STUDY, RESULT)
SHEETS = (
    Sheet("aanpakken", Approach, "", _OF_ENTRY, "Eén regel per aanpak.", Kind.APPROACH),
    Sheet("achtergrond", Publication, "", _OF_ENTRY, "Eén regel per publicatie.", Kind.BACKGROUND),
    Sheet("organisaties", Organisation, "organisaties", _OF_ENTRY, "Wie bij een aanpak betrokken zijn."),
    Sheet("gemeenten", Place, "gemeenten", _OF_ENTRY, "Waar een aanpak is toegepast."),
    Sheet("erkenningen", Recognition, "erkenningen", _OF_ENTRY, "Oordelen van erkende commissies."),
    Sheet("onderzoeken", Study, "onderzoeken", _OF_ENTRY, "Eén regel per onderzoek."),
    Sheet("bronnen", Source, "bronnen", _OF_STUDY, "De bronnen van een onderzoek."),
    Sheet("opmerkingen", Remark, "opmerkingen", _OF_STUDY, "Uitleg van de redactie bij een regel."),
    Sheet("uitkomsten", Result, "uitkomsten", _OF_STUDY, "Eén regel per uitkomst van een onderzoek."),
    Sheet("posten", BalanceItem, "posten", _OF_RESULT, "Kosten, baten en overdrachten per partij."),
    Sheet("effecten_zonder_bedrag", UnpricedEffect, "pm_posten", _OF_RESULT, "Effecten zonder euro’s."),
    Sheet("gevoeligheden", Sensitivity, "gevoeligheden", _OF_RESULT, "Wat andere aannames doen."),
)
BY_NAME: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}
TOPS = tuple(sheet for sheet in SHEETS if sheet.is_top)

_KEYS = {
    SLUG: Column(SLUG, "Slug", "De naam van de pagina in het webadres. Die hoort bij elke regel."),
    STUDY: Column(STUDY, "Onderzoek", "Het kenmerk (id) van het onderzoek. Mag leeg zijn als er één is."),
    RESULT: Column(RESULT, "Uitkomst", "Het kenmerk (id) van de uitkomst. Mag leeg zijn als er één is."),
}
_REMOVE = Column(
    REMOVE, "Verwijderen", "Vul ja in om dit onderdeel weg te halen. Een regel weglaten verandert niets."
)
_UNKNOWN_ABOUT = "Waarom het cijfer onbekend is. Laat dan de andere kolommen van dit cijfer leeg."


def flat_names() -> Iterator[tuple[str, Sheet, Column]]:
    """The columns of the one-row layout: the name there, and the sheet and column it stands for."""
    yield SLUG, BY_NAME["aanpakken"], _KEYS[SLUG]
    for column in BY_NAME["aanpakken"].columns[1:]:
        yield column.name, BY_NAME["aanpakken"], column
    for name, prefix in _FLAT_PARTS.items():
        sheet = BY_NAME[name]
        for column in sheet.columns:
            if column.shape is not None:
                yield f"{prefix} {column.name}", sheet, column


@cache
def _columns(name: str) -> tuple[Column, ...]:
    sheet = BY_NAME[name]
    keys = [_KEYS[key] for key in sheet.keys]
    facts = [column for shape in shapes(sheet.model) for column in _of_shape(shape)]
    return (*keys, *facts, *(() if sheet.is_top else (_REMOVE,)))


def _of_shape(shape: Shape) -> Iterator[Column]:
    if shape.kind is FactKind.FIGURE:
        for part in shapes(KnownFigure):
            name = f"{shape.dutch} {part.dutch}"
            yield Column(name, f"{shape.label}: {part.label}", part.explanation, shape, part.dutch)
        name, label = f"{shape.dutch} {UNKNOWN}", f"{shape.label}: waarom onbekend"
        yield Column(name, label, _UNKNOWN_ABOUT, shape, UNKNOWN)
    elif shape.kind is not FactKind.DOCUMENT:
        yield Column(shape.dutch, shape.label, shape.explanation, shape)


@cache
def _figure_shapes() -> tuple[Shape, ...]:
    return (*shapes(KnownFigure), *shapes(Unknown))
