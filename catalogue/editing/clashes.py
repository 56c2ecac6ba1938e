"""Clashes between two changes in words: both texts with what they had in common, to choose between."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalogue.editing.conflicts import Conflict
from catalogue.editing.paths import ABSENT, NoSuchPlace, find, place, steps
from catalogue.readable import Reader
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes
from catalogue.textdiff import Stretch, stretches

NOTHING = "Hier staat niets."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the texts. `words` are there when it is running text, to mark what it changed."""

    lines: tuple[str, ...]
    words: tuple[Stretch, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether this side has nothing here."""
        return not self.lines


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that two people changed differently."""

    path: str
    place: str
    base: Side
    ours: Side
    """What the concept says now: as it was when both met, or as somebody has changed it since."""
    theirs: Side
    is_removal: bool
    """Whether it is about keeping or removing a part."""
    is_gone: bool
    """Whether the part around it was removed since, so that nothing is left to choose."""


def clash(
    model: type[Document],
    text: dict[str, Any],
    conflict: Conflict,
    unit_costs: Mapping[str, str] | None = None,
) -> Clash:
    """A conflict in words."""
    reader = Reader({}, unit_costs or {})
    ours = conflict.ours
    is_gone = False
    try:
        now = find(model, text, conflict.path)
        words = place(model, text, conflict.path)
        ours = ours if conflict.is_removal else now
        is_gone = _is_gone(model, text, conflict.path)
    except NoSuchPlace:
        words, is_gone = conflict.path, True
    sides = [_lines(reader, model, conflict.path, value) for value in (conflict.base, ours, conflict.theirs)]
    base, mine, other = (tuple(side) for side in sides)
    is_text = isinstance(conflict.base, str)
    return Clash(
        conflict.path,
        words,
        Side(base),
        Side(mine, stretches(conflict.base, ours) if is_text and isinstance(ours, str) else ()),
        Side(
            other,
            stretches(conflict.base, conflict.theirs) if is_text and isinstance(conflict.theirs, str) else (),
        ),
        conflict.is_removal,
        is_gone,
    )


def _is_gone(model: type[Document], text: dict[str, Any], path: str) -> bool:
    """Whether what holds the place has gone; a part that is missing itself may be put back."""
    around = path.rpartition("/")[0]
    return bool(around) and find(model, text, around) is ABSENT and find(model, text, path) is ABSENT


def _lines(reader: Reader, model: type[Document], path: str, value: Any) -> Iterator[str]:
    """A value in readable lines; none for nothing."""
    if value is ABSENT or value is None:
        return
    try:
        last = steps(model, path)[-1]
    except (NoSuchPlace, IndexError):
        yield _raw(value)
        return
    if last.shape is None:
        yield from _part(reader, last.model, value)
    elif last.shape.kind is Kind.DOCUMENT and not last.shape.many:
        yield from _part(reader, last.shape.type, value)
    else:
        yield from _fact(reader, last.model, last.shape, value)


def _part(reader: Reader, model: type[Document], part: Any) -> Iterator[str]:
    """The own facts of a part that may be half filled in, and how many parts it holds."""
    if not isinstance(part, dict):
        yield _raw(part)
        return
    for shape in shapes(model):
        value = part.get(shape.dutch)
        if value in (None, [], "") or shape.attribute == "id":
            continue
        if shape.kind is Kind.DOCUMENT:
            yield f"{shape.label}: {len(value) if isinstance(value, list) else 1}"
            continue
        yield f"{shape.label}: {'; '.join(_fact(reader, model, shape, value))}"


def _fact(reader: Reader, model: type[Document], shape: Shape, value: Any) -> Iterator[str]:
    try:
        held: Any = model.model_fields[shape.attribute].annotation
        typed: Any = TypeAdapter(held).validate_json(json.dumps(value))
    except ValidationError:
        yield _raw(value)
        return
    for one in typed if shape.many and isinstance(typed, tuple) else (typed,):
        yield str(len(one)) if isinstance(one, tuple) else reader.value(one, shape)


def _raw(value: Any) -> str:
    """A value that is not finished, as it was typed."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
