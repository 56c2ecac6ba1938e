"""How places in a working document are written: `onderzoeken/<id>/uitkomsten/<id>/kosten`.

A working document is the JSON of a document in the Dutch names of the schema, in which any field may still be
missing. A path goes through fields by their Dutch name and through lists of parts by what tells the parts
apart, so that it keeps pointing at the same part when that moves in its list. Doubles get ~2, ~3 …; a part
whose identity is not filled in yet is ~1, the next such part ~2. The empty path is the document itself.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote

from catalogue.figures import KnownFigure
from catalogue.identities import identity_shape, numbered
from catalogue.schema import Document, Unknown
from catalogue.shapes import Kind, Shape, shapes


class Absent(Enum):
    """The type of ABSENT: there is no value, which is something else than an empty value."""

    ABSENT = "afwezig"


ABSENT: Final = Absent.ABSENT


class NoSuchPlace(LookupError):
    """A path that the class does not have, or that leads through a part which is not there."""


class Key(NamedTuple):
    """What tells a part from the others in its list. `number` tells doubles apart; "" is not filled in."""

    identity: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One segment of a path. Without a shape it picks a part out of a list of `model`."""

    key: Key
    model: type[Document]
    """The class of the part, or the class that has the field."""
    shape: Shape | None


def join(*segments: str | Key) -> str:
    """The path of plain field names and identities; a double is given by its Key."""
    return "/".join(_encoded(*as_key(segment)) for segment in segments)


def split(path: str) -> tuple[str | Key, ...]:
    """The segments as join takes them. Raises NoSuchPlace for a text that no path looks like."""
    keys = [_decoded(segment, path) for segment in path.split("/")] if path else []
    return tuple(key if key.number > 1 else key.identity for key in keys)


def steps(model: type[Document], path: str) -> tuple[Step, ...]:
    """What each segment of a path means. Raises NoSuchPlace for a path that the class does not have."""
    found: list[Step] = []
    inside: tuple[type[Document], ...] = (model,)
    in_list = False
    for key in map(as_key, split(path)):
        if in_list:
            found.append(Step(key, inside[0], None))
            in_list = False
            continue
        step = next((Step(key, one, shape) for one in inside for shape in _fields(one, key)), None)
        if step is None or step.shape is None:
            raise NoSuchPlace(path)
        found.append(step)
        inside, in_list = _inside(step.shape), step.shape.many and step.shape.kind is Kind.DOCUMENT
    return tuple(found)


def keys(model: type[Document], parts: Iterable[Any]) -> tuple[Key, ...]:
    """What tells each part of a list apart, in the order of the list."""
    name = identity_shape(model).dutch
    identities = (_identity(part.get(name)) if isinstance(part, dict) else "" for part in parts)
    return tuple(Key(*one) for one in numbered(identities))


def as_key(segment: str | Key) -> Key:
    """A segment as a key: a plain one is the first of its identity."""
    return segment if isinstance(segment, Key) else Key(segment)


def _encoded(identity: str, number: int) -> str:
    text = quote(identity, safe="", errors="surrogatepass").replace("~", "%7E")
    return f"{text}~{number}" if number > 1 or not text else text


def _decoded(segment: str, path: str) -> Key:
    text, tilde, number = segment.partition("~")
    try:
        key = Key(unquote(text, errors="surrogatepass"), int(number) if tilde else 1)
    except ValueError as error:
        raise NoSuchPlace(path) from error
    if _encoded(*key) != segment:  # one place has one path
        raise NoSuchPlace(path)
    return key


def _identity(value: Any) -> str:
    """An identity as text. Not filled in, filled with null and filled with nothing are the same identity."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _fields(model: type[Document], key: Key) -> list[Shape]:
    return [shape for shape in shapes(model) if shape.dutch == key.identity and key.number == 1]


def _inside(shape: Shape) -> tuple[type[Document], ...]:
    """The classes that a field may hold. The fields of a figure are those of either kind of figure."""
    if shape.kind is Kind.FIGURE:
        return (KnownFigure, Unknown)
    return (shape.type,) if shape.kind is Kind.DOCUMENT else ()
