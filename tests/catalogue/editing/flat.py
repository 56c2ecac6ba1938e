"""A working document as loose facts by their paths: an own way to see whether a merge lost one."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from catalogue.editing.merging import ABSENT, Conflict
from catalogue.editing.paths import join, keys
from catalogue.schema import Document
from catalogue.shapes import Kind, shapes

Facts = dict[str, Any]
IS_THERE = "is er"


def facts(model: type[Document], document: Any, path: str = "") -> Facts:
    """Every single value by its path; of a part also that it is there."""
    return dict(_facts(model, document, path))


def _facts(model: type[Document], document: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, IS_THERE
    for shape in shapes(model):
        value = document.get(shape.dutch, ABSENT)
        here = f"{path}/{shape.dutch}".removeprefix("/")
        if value is ABSENT:
            continue
        if shape.kind is not Kind.DOCUMENT or value is None or "onbekend" in value:
            yield here, value
        elif shape.many:
            for key, part in zip(keys(shape.type, value), value, strict=True):
                yield from _facts(shape.type, part, f"{here}/{join(key)}")
        else:
            yield from _facts(shape.type, value, here)


def lost(base: Facts, side: Facts, other: Facts, merged: Facts, conflicts: tuple[Conflict, ...]) -> list[str]:
    """The paths of changes of one side that are neither in the merged document nor in a conflict."""
    covered = tuple(f"{conflict.path}/" for conflict in conflicts)
    lost = []
    for path in base | side:
        was, changed, theirs, now = (facts.get(path, ABSENT) for facts in (base, side, other, merged))
        if was != changed and not f"{path}/".startswith(covered) and not _has(was, changed, theirs, now):
            lost.append(path)
    return lost


def _has(was: Any, changed: Any, other: Any, now: Any) -> bool:
    """Whether a merged value has the change. What was taken from a list is back if the other added it."""
    if not isinstance(was, list) and not isinstance(changed, list):
        return bool(changed == now)
    old, new, beside, left = (
        Counter(value if isinstance(value, list) else []) for value in (was, changed, other, now)
    )
    return all(left[one] > 0 for one in new - old) and all(
        left[one] < old[one] or new[one] > 0 or beside[one] > old[one] for one in old - new
    )
