"""Values at places in a working document: find, put, remove, and the place in Dutch words.

How a path is written stands in catalogue.editing.steps. Nothing here changes the document it is given.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

from catalogue.editing.steps import ABSENT, Absent, Key, NoSuchPlace, Step, join, keys, split, steps
from catalogue.identities import identity_shape
from catalogue.readable import Reader
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes
from catalogue.vocabulary import Term

__all__ = [
    "ABSENT",
    "Absent",
    "Key",
    "NoSuchPlace",
    "find",
    "join",
    "keys",
    "place",
    "put",
    "remove",
    "split",
    "steps",
]

_READER = Reader()


def find(model: type[Document], document: dict[str, Any], path: str) -> Any:
    """The value at a path, not a copy; ABSENT where nothing is. Raises NoSuchPlace as steps does."""
    value: Any = document
    for step in steps(model, path):
        value = _child(value, step)
    return value


def put(model: type[Document], document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of the document with the value at the path; a part that is not there yet comes last in its list.

    ABSENT removes. Raises NoSuchPlace as steps does, and where the path leads through a part that is gone.
    """
    if value is ABSENT:
        return remove(model, document, path)
    way = _below(model, path)
    copy = deepcopy(document)
    holder: Any = copy
    for step, after in pairwise(way):
        inner = _child(holder, step)
        empty = inner is ABSENT or inner is None
        if empty and step.shape is None:
            raise NoSuchPlace(path)
        if empty:
            inner = {} if after.shape else []
            holder[step.key.identity] = inner
        if not isinstance(inner, dict if after.shape else list):
            raise NoSuchPlace(path)
        holder = inner
    _set(holder, way[-1], deepcopy(value))
    return copy


def remove(model: type[Document], document: dict[str, Any], path: str) -> dict[str, Any]:
    """A copy of the document without the field or part at the path; where nothing is, nothing changes."""
    *way, last = _below(model, path)
    copy = deepcopy(document)
    holder: Any = copy
    for step in way:
        holder = _child(holder, step)
    if _child(holder, last) is not ABSENT:
        del holder[last.key.identity if last.shape else _position(holder, last)]
    return copy


def place(model: type[Document], document: dict[str, Any], path: str) -> str:
    """A path in the words that the list of changes uses; a part that is gone is called by its identity.

    The empty path is the document by its own name. Raises NoSuchPlace as steps does.
    """
    way = steps(model, path)
    if not way:
        return _name(model, document)
    return " › ".join(_words(model, document, way))


def _below(model: type[Document], path: str) -> tuple[Step, ...]:
    """The steps of a path to something inside the document, so not to the document itself."""
    way = steps(model, path)
    if not way:
        raise NoSuchPlace(path)
    return way


def _child(value: Any, step: Step) -> Any:
    """The value one step on; ABSENT where nothing is."""
    if step.shape:
        return value.get(step.key.identity, ABSENT) if isinstance(value, dict) else ABSENT
    place = _position(value, step)
    return ABSENT if place is None else value[place]


def _position(value: Any, step: Step) -> int | None:
    found = keys(step.model, value) if isinstance(value, list) else ()
    return found.index(step.key) if step.key in found else None


def _set(holder: Any, step: Step, value: Any) -> None:
    place = None if step.shape else _position(holder, step)
    if step.shape:
        holder[step.key.identity] = value
    elif place is None:
        holder.append(value)
    else:
        holder[place] = value


def _words(model: type[Document], document: dict[str, Any], way: tuple[Step, ...]) -> Iterator[str]:
    for number, step in enumerate(way, start=1):
        shape = step.shape
        if shape and shape.kind is Kind.DOCUMENT and shape.many and number < len(way):
            continue  # the name of the part follows and says enough
        if shape and (shape.kind is not Kind.DOCUMENT or shape.many):
            yield shape.label
            continue
        found = find(model, document, join(*(one.key for one in way[:number])))
        yield _part(step.model, step.key, found) if shape is None else _name(shape.type, found)


def _part(model: type[Document], key: Key, found: Any) -> str:
    part = found if found is not ABSENT else {identity_shape(model).dutch: key.identity}
    return _name(model, part) + (f" ({key.number})" if key.number > 1 else "")


def _name(model: type[Document], part: Any) -> str:
    """A part that may be half filled in, by its own name or else by its kind."""
    facts = part if isinstance(part, dict) else {}
    return _READER.called(
        model, {shape.attribute: _fact(shape, facts.get(shape.dutch)) for shape in shapes(model)}
    )


def _fact(shape: Shape, value: Any) -> Any:
    """A value of the JSON as a document holds it, as far as a name needs that."""
    if not isinstance(value, str | int):
        return None
    if shape.kind is Kind.TERM and issubclass(shape.type, Term):
        return next((term for term in shape.type if term.value == value), value)
    return value
