"""Values of documents as filters, facets and sorting see them.

Strings are compared trimmed, in NFKD and in lower case; accents stay. Keys of the store hold 468 bytes:
a longer value is cut there, a longer value to look for finds nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

MAX_VALUE_BYTES = 468

# What the server reads as a number: no spaces, no underscores, no infinity, no hexadecimals.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def normalized(text: str) -> str:
    return unicodedata.normalize("NFKD", text.strip()).lower()


def cut(text: str) -> str:
    """The part of a normalised value that fits in a key."""
    return text.encode()[:MAX_VALUE_BYTES].decode(errors="ignore")


def number(text: str) -> float | None:
    """The finite number a text stands for."""
    if NUMBER.fullmatch(text) is None:
        return None
    value = float(text)
    return value if abs(value) != float("inf") else None


def written(value: float) -> str:
    """A number as facets show it: without exponent, without a needless point."""
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def leaves(document: Mapping[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """Attribute in dotted form, value, and whether it is the attribute's own value (no element of a list)."""
    for name, value in document.items():
        yield from _leaves(name, value, own=True)


def _leaves(name: str, value: Any, *, own: bool) -> Iterator[tuple[str, Any, bool]]:
    if own or not isinstance(value, list | dict):
        yield name, value, own
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner, own=True)
    elif isinstance(value, list):
        for element in value:
            if isinstance(element, dict):
                for key, inner in element.items():
                    yield from _leaves(f"{name}.{key}", inner, own=True)
            else:
                yield from _leaves(name, element, own=False)


def selected(document: Mapping[str, Any], wanted: set[str]) -> dict[str, Any]:
    """The asked part of a document; a dotted name selects inside objects and lists of objects."""
    if "*" in wanted:
        return dict(document)
    result: dict[str, Any] = {}
    for key, value in document.items():
        if key in wanted:
            result[key] = value
            continue
        inner = {name[len(key) + 1 :] for name in wanted if name.startswith(f"{key}.")}
        if inner and isinstance(value, dict):
            result[key] = selected(value, inner)
        elif inner and isinstance(value, list):
            result[key] = [selected(element, inner) for element in value if isinstance(element, dict)]
    return result
