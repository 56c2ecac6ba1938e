"""What kind of fact each document field holds, read from the documents themselves."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from catalogue.figures import KnownFigure
from catalogue.schema import Document, Unknown
from catalogue.vocabulary import Term


class Kind(StrEnum):
    """The kinds of facts a field can hold; the value is the Dutch word for it."""

    TEXT = "tekst"
    INTEGER = "geheel getal"
    NUMBER = "getal"
    YES_NO = "ja of nee"
    DATE = "datum"
    TERM = "keuze uit een lijst"
    CHOICE = "keuze"
    FIGURE = "cijfer"
    DOCUMENT = "onderdeel"


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its names, and what it may hold."""

    attribute: str
    dutch: str
    label: str
    explanation: str
    unit: str | None
    kind: Kind
    many: bool
    required: bool
    may_be_empty: bool
    may_be_unknown: bool
    type: Any
    """The Python type of one value; for a choice, the tuple of allowed words."""


@cache
def shapes(model: type[Document]) -> tuple[Shape, ...]:
    """The fields of a document class in the order in which it declares them."""
    return tuple(_shape(attribute, info) for attribute, info in model.model_fields.items())


def document_classes(model: type[Document]) -> Iterator[type[Document]]:
    """A document class and every class inside it, each once, parents first."""
    waiting, seen = [model], {model}
    while waiting:
        current = waiting.pop(0)
        yield current
        for shape in shapes(current):
            inside = {shape.type} if shape.kind in {Kind.DOCUMENT, Kind.FIGURE} else set()
            inside |= {Unknown} if shape.may_be_unknown else set()
            new = sorted(inside - seen, key=lambda found: found.__name__)
            waiting.extend(new)
            seen.update(new)


def _shape(attribute: str, info: FieldInfo) -> Shape:
    options = tuple(_options(info.annotation))
    many = any(get_origin(option) is tuple for option in options)
    if many:
        options = tuple(inner for option in options for inner in _options(get_args(option)[0]))
    facts = [option for option in options if option not in {type(None), Unknown}]
    if len(facts) != 1:
        raise TypeError(f"{attribute}: a field holds one kind of fact, not {facts}")
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    unit = extra.get("eenheid")
    kind, held = _kind(facts[0])
    return Shape(
        attribute=attribute,
        dutch=info.alias or attribute,
        label=info.title or attribute,
        explanation=info.description or "",
        unit=str(unit) if unit else None,
        kind=kind,
        many=many,
        required=info.is_required(),
        may_be_empty=many or type(None) in options,
        may_be_unknown=Unknown in options,
        type=held,
    )


def _options(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without the wrappings around them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin is Union or origin is types.UnionType:
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield annotation


_SIMPLE = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    Decimal: Kind.NUMBER,
    bool: Kind.YES_NO,
    date: Kind.DATE,
    KnownFigure: Kind.FIGURE,
}


def _kind(fact: Any) -> tuple[Kind, Any]:
    if get_origin(fact) is Literal:
        return Kind.CHOICE, get_args(fact)
    if fact in _SIMPLE:
        return _SIMPLE[fact], fact
    if isinstance(fact, type) and issubclass(fact, Term):
        return Kind.TERM, fact
    if isinstance(fact, type) and issubclass(fact, Document):
        return Kind.DOCUMENT, fact
    raise TypeError(f"no Dutch word for a field of {fact}")
