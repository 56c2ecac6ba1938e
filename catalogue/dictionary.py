"""The data dictionary: every field of every document in plain words, read from the documents themselves."""

from dataclasses import dataclass
from functools import cache

from catalogue.kinds import MODELS
from catalogue.namings import NAMINGS
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, document_classes, shapes

_PERCENT = "procent"


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """One field. `vocabulary` is the Dutch name of the closed list it takes its words from."""

    document: str
    field: str
    attribute: str
    label: str
    explanation: str
    unit: str | None
    type: str
    vocabulary: str | None
    required: bool
    may_be_unknown: bool


@cache
def dictionary() -> tuple[DictionaryRow, ...]:
    """Every field of the published documents, per class, a class before the classes inside it."""
    classes = dict.fromkeys(found for model in MODELS.values() for found in document_classes(model))
    return tuple(row for model in classes for row in rows(model, NAMINGS[model].name))


def rows(model: type[Document], name: str) -> tuple[DictionaryRow, ...]:
    """The fields of one class, under the name it has for readers."""
    return tuple(
        DictionaryRow(
            document=name,
            field=shape.dutch,
            attribute=shape.attribute,
            label=shape.label,
            explanation=shape.explanation,
            unit=shape.unit,
            type=type_words(shape),
            vocabulary=shape.type.dutch_name if shape.kind is Kind.TERM else None,
            required=shape.required,
            may_be_unknown=shape.may_be_unknown,
        )
        for shape in shapes(model)
    )


def type_words(shape: Shape) -> str:
    """What a field may hold, in Dutch: "bedrag", "jaar", "keuze uit Werksoorten", "lijst van posten"."""
    match shape.kind:
        case Kind.TERM:
            list_name = shape.type.title
            return f"lijst van keuzes uit {list_name}" if shape.many else f"keuze uit {list_name}"
        case Kind.CHOICE:
            return f"keuze uit {', '.join(shape.type)}"
        case Kind.DOCUMENT:
            naming = NAMINGS[shape.type]
            return f"lijst van {naming.plural}" if shape.many else naming.name.lower()
        case Kind.TEXT:
            return "lijst van teksten" if shape.many else shape.kind.value
        case _:
            return _simple_words(shape)


def _simple_words(shape: Shape) -> str:
    unit = shape.unit or ""
    if shape.kind is Kind.FIGURE:
        return "bedrag" if unit == "euro" else "verhouding"
    if unit.startswith(_PERCENT):
        return "percentage"
    if shape.kind is Kind.INTEGER and not unit:
        return "jaar"  # every count has a unit; what has none is a year
    return shape.kind.value
