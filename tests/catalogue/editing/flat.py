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


def facts(model: type[Document], document: Any, around: tuple[Any, ...] = ()) -> Facts:
    """Every single value by its path; of a part also that it is there."""
    return dict(_facts(model, document, around))


def _facts(model: type[Document], document: Any, around: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    yield join(*around), IS_THERE
    for shape in shapes(model):
        value = document.get(shape.dutch, ABSENT)
        here = (*around, shape.dutch)
        if value is ABSENT:
            continue
        if shape.kind is not Kind.DOCUMENT:
            yield join(*here), value
        elif shape.many:
            for key, part in zip(keys(shape.type, value), value, strict=True):
                yield from _facts(shape.type, part, (*here, key))
        else:
            yield from _facts(shape.type, value, here)


def lost(base: Facts, side: Facts, merged: Facts, conflicts: tuple[Conflict, ...]) -> list[str]:
    """The paths of changes of one side that are neither in the merged document nor in a conflict."""
    covered = tuple(f"{conflict.path}/" for conflict in conflicts)
    return [
        path
        for path in base | side
        if base.get(path, ABSENT) != side.get(path, ABSENT)
        and not f"{path}/".startswith(covered)
        and not _has(base.get(path, ABSENT), side.get(path, ABSENT), merged.get(path, ABSENT))
    ]


def _has(was: Any, changed: Any, merged: Any) -> bool:
    """Whether a merged value has the change; of a list: what was added and not what was removed."""
    if not isinstance(was, list) and not isinstance(changed, list):
        return bool(changed == merged)
    old, new, now = (Counter(value if isinstance(value, list) else []) for value in (was, changed, merged))
    return all(now[one] > 0 for one in new - old) and all(
        now[one] < old[one] or new[one] > 0 for one in old - new
    )
