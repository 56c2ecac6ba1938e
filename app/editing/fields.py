"""Which fields the form of a class has, and by what means each is filled in. For any document class."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.editing.layout import FIRST_PARTS, PROSE
from catalogue.figures import KnownFigure
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes

FEW = 5
"""Up to so many choices stand beside each other as radio buttons; more become a list to pick from."""
REASON = "onbekend"
"""Behind the name of a field: why its fact is unknown."""


class Widget(StrEnum):
    """How a field is filled in."""

    LINE = "regel"
    PROSE = "tekst"
    LINES = "regels"
    NUMBER = "getal"
    DATE = "datum"
    YES_NO = "ja-nee"
    RADIOS = "keuze"
    SELECT = "lijst"
    TICKS = "vinkjes"
    SOURCES = "bronnen"
    UNIT_COST = "kengetal"
    PLACE = "gemeente"
    PLACES = "gemeenten"
    FIGURE = "cijfer"
    ROWS = "rijen"
    NESTED = "onderdeel"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field on a form. `name` is what is posted; the facts inside it come behind a point."""

    shape: Shape
    name: str
    widget: Widget

    def sub(self, part: str) -> str:
        """The name of a fact inside this field."""
        return f"{self.name}.{part}"

    @property
    def reason_name(self) -> str:
        """The name under which the reason is posted why this is unknown."""
        return self.sub(REASON)

    @property
    def has_reason(self) -> bool:
        """Whether the fact may be unknown with a reason."""
        return self.shape.may_be_unknown

    def owns(self, posted: str) -> bool:
        """Whether a posted name belongs to this field."""
        return posted == self.name or posted.startswith(f"{self.name}.")


@cache
def fields_of(model: type[Document], prefix: str = "") -> tuple[FormField, ...]:
    """The fields of the form of a class, in the order of the class. Parts have forms of their own."""
    start = f"{prefix}." if prefix else ""
    return tuple(
        FormField(shape, start + shape.dutch, _widget(shape))
        for shape in shapes(model)
        if shape.attribute != "id" and not is_part(shape)
    )


def figure_fields(name: str) -> dict[str, FormField]:
    """The facts inside a figure by their Dutch name."""
    return {field.shape.dutch: field for field in fields_of(KnownFigure, name)}


@cache
def part_shapes(model: type[Document]) -> tuple[Shape, ...]:
    """The fields of a class that hold parts with a form of their own, in the order in which to offer them."""
    first = FIRST_PARTS.get(model, ())
    found = [shape for shape in shapes(model) if is_part(shape)]
    return tuple(sorted(found, key=lambda shape: _place(first, shape.dutch)))


def is_part(shape: Shape) -> bool:
    """Whether a field holds parts with a form of their own: those with an id, or with parts themselves."""
    if shape.kind is not Kind.DOCUMENT:
        return False
    inner = shapes(shape.type)
    return any(map(is_part, inner)) or (shape.many and inner[0].attribute == "id")


def _place(first: tuple[str, ...], name: str) -> int:
    return first.index(name) if name in first else len(first)


_SIMPLE = {
    Kind.INTEGER: Widget.NUMBER,
    Kind.NUMBER: Widget.NUMBER,
    Kind.YES_NO: Widget.YES_NO,
    Kind.DATE: Widget.DATE,
    Kind.FIGURE: Widget.FIGURE,
}
_REFERENCES = {"bronnen": Widget.SOURCES, "gemeenten": Widget.PLACES, "code": Widget.PLACE}


def _widget(shape: Shape) -> Widget:
    if shape.kind is Kind.DOCUMENT:
        return Widget.ROWS if shape.many else Widget.NESTED
    if shape.kind in {Kind.TERM, Kind.CHOICE}:
        return _choice(shape)
    if shape.kind is Kind.TEXT:
        return _text(shape)
    return _SIMPLE[shape.kind]


def _choice(shape: Shape) -> Widget:
    if shape.many:
        return Widget.TICKS
    return Widget.RADIOS if len(tuple(shape.type)) <= FEW and not shape.may_be_empty else Widget.SELECT


def _text(shape: Shape) -> Widget:
    if shape.dutch in _REFERENCES:
        return _REFERENCES[shape.dutch]
    if shape.attribute == "unit_cost":
        return Widget.UNIT_COST
    if shape.many:
        return Widget.LINES
    return Widget.PROSE if shape.dutch in PROSE else Widget.LINE
