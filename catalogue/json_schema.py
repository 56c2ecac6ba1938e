"""JSON Schema of the published documents, with Dutch names and the words of every closed list."""

import re
from functools import cache
from typing import Any, Literal

from catalogue.documents import FORMAT
from catalogue.kinds import AnyDocument
from catalogue.namings import NAMINGS
from catalogue.schema import Document
from catalogue.shapes import Kind, document_classes, shapes
from catalogue.vocabulary import Term

Mode = Literal["validation", "serialization"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/$defs/"
_EXACT = r"^-?\d+(\.\d+)?$"


@cache
def json_schema(model: type[AnyDocument], mode: Mode = "serialization") -> dict[str, Any]:
    """The schema of what is published (numbers are exact text) or, in mode "validation", of what is accepted.

    Do not change the answer: it is kept. Its $id is relative, so that the address of the site stands nowhere.
    """
    names = _names(model)
    schema = model.model_json_schema(by_alias=True, mode=mode)
    inner = {name: _described(definition, names[name]) for name, definition in schema.pop("$defs").items()}
    whole = _described(schema, model) | {"$defs": {dutch_name(names[name]): inner[name] for name in inner}}
    named: dict[str, Any] = _renamed(whole, {name: dutch_name(found) for name, found in names.items()})
    return {
        "$schema": _DIALECT,
        "$id": f"{NAMINGS[model].name.lower()}.schema.json",
        "x-formaat": FORMAT,
        **named,
    }


def dutch_name(found: type[Document | Term]) -> str:
    """The name of a class in the schema: "EffectZonderBedrag", "Effectcategorieen"."""
    words = found.dutch_name if issubclass(found, Term) else NAMINGS[found].name
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[\s_-]+", words))


def _names(model: type[Document]) -> dict[str, type[Document | Term]]:
    """Every class that can occur in the schema of a document, by its English name."""
    names: dict[str, type[Document | Term]] = {}
    for found in document_classes(model):
        names[found.__name__] = found
        names |= {shape.type.__name__: shape.type for shape in shapes(found) if shape.kind is Kind.TERM}
    return names


def _described(definition: dict[str, Any], found: type[Document | Term]) -> dict[str, Any]:
    """The definition with Dutch title and description, which pydantic takes from English code."""
    if issubclass(found, Term):
        words = [{"const": t.value, "title": t.label, "description": t.explanation} for t in found]
        return {"title": found.title, "description": found.about, "type": "string", "oneOf": words}
    naming = NAMINGS[found]
    for shape in shapes(found):
        if shape.kind is Kind.NUMBER:
            _constrain(definition["properties"][shape.dutch])
    return definition | {"title": naming.name, "description": naming.about}


def _constrain(prop: dict[str, Any]) -> None:
    for option in prop.get("anyOf", [prop]):
        if option.get("type") == "string":
            option["pattern"] = _EXACT


def _renamed(node: Any, names: dict[str, str]) -> Any:
    """The same schema with every reference to a class under its Dutch name."""
    if isinstance(node, dict):
        return {
            key: _REFERENCE + names[value.removeprefix(_REFERENCE)]
            if key == "$ref"
            else _renamed(value, names)
            for key, value in node.items()
        }
    return [_renamed(part, names) for part in node] if isinstance(node, list) else node
