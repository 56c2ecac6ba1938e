"""An id is used once in a document, also where two sides put different parts under it in different lists."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.editing.conflicts import Conflict
from catalogue.editing.merging_lists import same
from catalogue.editing.paths import ABSENT, find, join, keys, remove, split
from catalogue.editing.steps import Key
from catalogue.identities import identity_shape
from catalogue.schema import Document
from catalogue.shapes import Kind, shapes


@dataclass(frozen=True, slots=True)
class Sides:
    """What is merged."""

    base: dict[str, Any]
    ours: dict[str, Any]
    theirs: dict[str, Any]


def places_of_ids(model: type[Document], document: dict[str, Any]) -> dict[str, list[str]]:
    """Where each id stands: the paths of the parts that have it, outer parts first."""
    found: dict[str, list[str]] = defaultdict(list)
    for identity, path in _ids(model, document, ()):
        found[identity].append(path)
    return dict(found)


def keep_unique(
    model: type[Document], sides: Sides, merged: dict[str, Any], conflicts: tuple[Conflict, ...]
) -> tuple[dict[str, Any], tuple[Conflict, ...]]:
    """The merged document in which ours has the ids that both sides use in different lists.

    The part of theirs becomes a conflict: a part that both moved elsewhere must not count twice, and which
    of two new parts a source reference means is for a person to say.
    """
    while path := _first_double(model, sides, merged):
        merged = remove(model, merged, path)
        withheld = (find(model, side, path) for side in (sides.base, sides.ours, sides.theirs))
        others = (one for one in conflicts if not f"{one.path}/".startswith(f"{path}/"))
        conflicts = (*others, Conflict(path, *withheld))
    return merged, conflicts


def _first_double(model: type[Document], sides: Sides, merged: dict[str, Any]) -> str | None:
    """A part of theirs whose id ours uses elsewhere, unless a side has it twice itself; outer parts first.

    Only what theirs has in the same words at the same place: among doubles a path may mean another part.
    """
    in_ours, in_theirs = places_of_ids(model, sides.ours), places_of_ids(model, sides.theirs)
    found = [
        path
        for identity, paths in places_of_ids(model, merged).items()
        if len(paths) > 1 and len(in_ours.get(identity, ())) == 1
        for path in in_theirs.get(identity, ())
        if path not in in_ours[identity] and len(in_theirs[identity]) == 1
    ]
    exactly = (path for path in found if same(find(model, sides.theirs, path), find(model, merged, path)))
    return min(exactly, key=lambda path: len(split(path)), default=None)


def _ids(model: type[Document], document: Any, around: tuple[str | Key, ...]) -> Iterator[tuple[str, str]]:
    for shape in shapes(model):
        inner = document.get(shape.dutch, ABSENT) if isinstance(document, dict) else ABSENT
        if shape.kind is not Kind.DOCUMENT or inner is ABSENT:
            continue
        here = (*around, shape.dutch)
        parts = inner if shape.many and isinstance(inner, list) else []
        for key, part in zip(keys(shape.type, parts), parts, strict=True):
            if identity_shape(shape.type).attribute == "id" and key.identity:
                yield key.identity, join(*here, key)
            yield from _ids(shape.type, part, (*here, key))
        if not shape.many:
            yield from _ids(shape.type, inner, here)
