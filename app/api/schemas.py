"""Schemas in Dutch: the names and descriptions that our classes carry in English are for developers only."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from catalogue.glossary import GlossaryTerm
from catalogue.json_schema import dutch_name, json_schema
from catalogue.kinds import MODELS
from catalogue.kpis import Kpi
from catalogue.namings import NAMINGS
from catalogue.schema import Document
from catalogue.terms_base import Term
from catalogue.vocabulary import VOCABULARIES

PREFIX = "#/components/schemas/"
DEFINITIONS = "#/$defs/"
REGISTER_NAMES: Mapping[type[Document], tuple[str, str]] = {
    Kpi: ("Kpi", "Een indicator, in de woorden van de bron."),
    GlossaryTerm: ("Begrip", "Een woord met uitleg."),
}


def in_dutch(description: dict[str, Any]) -> dict[str, Any]:
    """A description of the API with its schemas under Dutch names and with Dutch texts.

    Raises ValueError when two schemas would get the same name.
    """
    raw = description["components"]["schemas"]
    names = {name: _known()[name][0] if name in _known() else schema["title"] for name, schema in raw.items()}
    if len(set(names.values())) < len(names):
        raise ValueError(f"two schemas share a name: {sorted(names.values())}")
    schemas = {
        names[name]: {**schema, **_known()[name][1]} if name in _known() else schema
        for name, schema in sorted(raw.items(), key=lambda pair: names[pair[0]])
    }
    renamed = {f"{PREFIX}{name}": f"{PREFIX}{new}" for name, new in names.items()}
    result: dict[str, Any] = with_references(
        {**description, "components": {**description["components"], "schemas": schemas}}, renamed
    )
    return result


@cache
def _known() -> Mapping[str, tuple[str, dict[str, Any]]]:
    """By class name: the Dutch name, and what has to be different in the schema."""
    published = _published()
    documents = {model.__name__: dutch_name(model) for model in NAMINGS}
    found = {name: (new, published[new]) for name, new in documents.items()}
    found |= {terms.__name__: (dutch_name(terms), _described(terms)) for terms in VOCABULARIES.values()}
    for model, (name, about) in REGISTER_NAMES.items():
        found[model.__name__] = (name, {"title": name, "description": about})
    return found


def _described(terms: type[Term]) -> dict[str, Any]:
    words = "; ".join(f"{term.value}: {term.label}" for term in terms)
    return {"title": terms.title, "description": f"{terms.about} Codes: {words}."}


def _published() -> dict[str, Any]:
    """The schemas of the published documents by Dutch name."""
    found: dict[str, Any] = {}
    for model in MODELS.values():
        schema = json_schema(model)
        found |= schema["$defs"]
        found[dutch_name(model)] = {
            key: value for key, value in schema.items() if not re.match(r"\$|x-", key)
        }
    return found


def with_references(value: Any, renamed: Mapping[str, str]) -> Any:
    """The same value with references to renamed schemas, and dates marked as such.

    A property that holds a date or "unknown" carries the format as well: the linter of the NL API Design
    Rules looks for it there, and it means nothing for what is no text.
    """
    if isinstance(value, list):
        return [with_references(part, renamed) for part in value]
    if not isinstance(value, dict):
        return value
    result = {key: with_references(part, renamed) for key, part in value.items()}
    reference = result.get("$ref")
    if isinstance(reference, str):
        result["$ref"] = renamed.get(reference, reference.replace(DEFINITIONS, PREFIX))
    options = result.get("anyOf")
    if isinstance(options, list) and {"type": "string", "format": "date"} in options:
        result["format"] = "date"
    return result
