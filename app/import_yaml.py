"""Entries as a YAML text to change and read in again."""

from collections.abc import Sequence
from typing import Any

from catalogue import yamltext
from catalogue.editing import working
from catalogue.editing.sheets_writing import Listed
from catalogue.editing.sheets_yaml import LISTS


def yaml_text(entries: Sequence[Listed]) -> str:
    """Whole texts, without what has its default; a text that is not complete as it stands."""
    parts = ["# Van elke pagina staat hier de hele tekst. Wat u weghaalt, verdwijnt uit het concept.\n"]
    for name, kind in LISTS.items():
        rows = [{"slug": one.slug, "document": _document(one)} for one in entries if one.kind is kind]
        if rows:
            parts.append(f"{name}:\n" + "\n".join(yamltext.dump([row]) for row in rows))
    return "\n".join(parts)


def _document(entry: Listed) -> dict[str, Any]:
    try:
        document = working.complete(entry.kind, entry.text)
    except working.Incomplete:
        return entry.text
    return document.model_dump(by_alias=True, exclude_defaults=True)
