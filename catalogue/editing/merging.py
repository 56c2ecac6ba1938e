"""Three-way merging of working documents: both sides' changes since a common base, by the ids of the parts.

Whatever one side changed is in the merged document. Whatever both changed differently is a conflict: the
document holds ours, and the conflict has all three. A part is merged field by field, a list of plain values
by what was added and removed; a text, a figure and an unknown are one value each.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from catalogue.editing.conflicts import Choice, Conflict, from_json, remaining, resolve, to_json
from catalogue.editing.merging_ids import Sides, keep_unique
from catalogue.editing.merging_lists import Trio, ordered, same, scalars, trios
from catalogue.editing.paths import ABSENT, Key, join, keys
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes

__all__ = ["ABSENT", "Choice", "Conflict", "Merge", "from_json", "merge", "remaining", "resolve", "to_json"]


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged document, and what a person has to decide about it, in the order of the document."""

    document: dict[str, Any]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Merged:
    """A merged value; the paths of its conflicts start at the value."""

    value: Any
    conflicts: tuple[Conflict, ...] = ()

    def inside(self, segment: str | Key) -> Iterator[Conflict]:
        """The conflicts with their paths from what holds the value."""
        for conflict in self.conflicts:
            below = f"/{conflict.path}" if conflict.path else ""
            yield replace(conflict, path=join(segment) + below)


def merge(model: type[Document], base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> Merge:
    """Ours with the changes that theirs made since base. None of the three is changed or shared.

    A part that one side removed goes, unless the other side changed it: then it stays, with a conflict.
    An id that ours and theirs use in different lists stays where ours has it, with a conflict for theirs.
    """
    merged = _part(model, base, ours, theirs)
    unique = keep_unique(model, Sides(base, ours, theirs), merged.value, merged.conflicts)
    return Merge(*deepcopy(unique))


def _part(model: type[Document], base: Any, ours: Any, theirs: Any) -> _Merged:
    """A document or part as a whole, or else field by field. Both sides have it; without a base it is new."""
    whole = _unless_both_changed(base, ours, theirs)
    if whole:
        return whole
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return _clash(base, ours, theirs)
    before = base if isinstance(base, dict) else {}
    fields = {shape.dutch: shape for shape in shapes(model)}
    document: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in ours | theirs:
        sides = (side.get(name, ABSENT) for side in (before, ours, theirs))
        merged = _field(fields.get(name), *sides)
        if merged.value is not ABSENT:
            document[name] = merged.value
        conflicts.extend(merged.inside(name))
    return _Merged(document, tuple(conflicts))


def _field(shape: Shape | None, base: Any, ours: Any, theirs: Any) -> _Merged:
    """One field. A field that the class does not have is merged as one value."""
    whole = _unless_both_changed(base, ours, theirs)
    if whole:
        return whole
    lists = [_listed(side) for side in (base, ours, theirs)]
    if shape and shape.many and None not in lists:
        return _list(shape, lists, base, ours, theirs)
    if shape and shape.kind is Kind.DOCUMENT and not shape.many:
        both = _is_given(ours) and _is_given(theirs)
        return _part(shape.type, base, ours, theirs) if both else _clash(base, ours, theirs, keep=True)
    return _clash(base, ours, theirs)


def _is_given(part: Any) -> bool:
    """Whether a single part is there with fields of its own; one that is unknown is one value."""
    return isinstance(part, dict) and "onbekend" not in part


def _list(shape: Shape, lists: list[Any], base: Any, ours: Any, theirs: Any) -> _Merged:
    merged = _parts(shape.type, *lists) if shape.kind is Kind.DOCUMENT else _Merged(scalars(*lists))
    if merged.value:
        return merged
    # Nothing is left. A side without any value may have no list, null or an empty one.
    empty = [side for side in (ours, theirs) if not _listed(side)]
    if len(empty) > 1:
        return _clash(base, ours, theirs)
    return _Merged(empty[0] if empty else [])


def _parts(model: type[Document], base: list[Any], ours: list[Any], theirs: list[Any]) -> _Merged:
    found = trios(model, base, ours, theirs)
    merged = [_trio(model, *_of(trio, base, ours, theirs)) for trio in found]
    order = ordered(found, [part.value is not ABSENT for part in merged])
    values = [merged[number].value for number in order]
    conflicts = [
        conflict
        for key, number in zip(keys(model, values), order, strict=True)
        for conflict in merged[number].inside(key)
    ]
    return _Merged(values, tuple(conflicts))


def _of(trio: Trio, *lists: list[Any]) -> Iterator[Any]:
    return (ABSENT if place is None else parts[place] for place, parts in zip(trio, lists, strict=True))


def _trio(model: type[Document], base: Any, ours: Any, theirs: Any) -> _Merged:
    """One part, that may be missing on any of the sides."""
    if ours is not ABSENT and theirs is not ABSENT:
        return _part(model, base, ours, theirs)
    return _unless_both_changed(base, ours, theirs) or _clash(base, ours, theirs, keep=True)


def _unless_both_changed(base: Any, ours: Any, theirs: Any) -> _Merged | None:
    if same(ours, theirs) or same(base, theirs):
        return _Merged(ours)
    return _Merged(theirs) if same(base, ours) else None


def _clash(base: Any, ours: Any, theirs: Any, *, keep: bool = False) -> _Merged:
    """Both changed it differently. A part to keep stays if only theirs has it."""
    value = theirs if keep and isinstance(theirs, dict) and not isinstance(ours, dict) else ours
    return _Merged(value, (Conflict("", base, ours, theirs),))


def _listed(value: Any) -> list[Any] | None:
    """A list as far as merging goes; None for what is no list at all."""
    if value is ABSENT or value is None:
        return []
    return value if isinstance(value, list) else None
