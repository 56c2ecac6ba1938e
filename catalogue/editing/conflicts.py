"""Conflicts that a merge leaves for a person: how they are kept, and what a choice does."""

import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

from catalogue.editing.paths import ABSENT, Key, find, join, put, split, steps
from catalogue.editing.steps import as_key
from catalogue.schema import Document
from catalogue.shapes import Kind

Choice = Literal["onze", "hunne", "basis"]
"""Whose value: that of the working document itself, of the version that is merged in, or of before both."""

_NAMES = {"base": "basis", "ours": "onze", "theirs": "hunne"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both sides changed differently. Values are JSON; ABSENT where a side has nothing.

    The merged document holds `ours`, with one exception: a part that one side removed and the other side
    changed stays, as changed, until somebody chooses.
    """

    path: str
    base: Any
    ours: Any
    theirs: Any

    @property
    def is_removal(self) -> bool:
        """Whether one side has nothing here any more, while there was something."""
        return self.base is not ABSENT and (self.ours is ABSENT or self.theirs is ABSENT)

    def chosen(self, choice: Choice) -> Any:
        """The value of a side."""
        return {"basis": self.base, "onze": self.ours, "hunne": self.theirs}[choice]


def to_json(conflicts: Iterable[Conflict]) -> str:
    """Conflicts as a JSON list; the name of a side without a value is left out."""
    return json.dumps([_row(conflict) for conflict in conflicts], ensure_ascii=False)


def from_json(text: str) -> tuple[Conflict, ...]:
    """The conflicts that to_json wrote."""
    return tuple(
        Conflict(row["pad"], *(row.get(name, ABSENT) for name in _NAMES.values())) for row in json.loads(text)
    )


def resolve(
    model: type[Document], document: dict[str, Any], conflict: Conflict, choice: Choice
) -> dict[str, Any]:
    """A copy of the document with the chosen value at the place of the conflict, wherever its part moved.

    A part that one side removed is kept or removed; kept, it stays as it is in the document by now.
    Raises NoSuchPlace where the part around the place is gone.
    """
    value = conflict.chosen(choice)
    kept = conflict.is_removal and choice != "basis" and value is not ABSENT
    if kept and _is_part(model, conflict.path) and isinstance(find(model, document, conflict.path), dict):
        return deepcopy(document)
    return put(model, document, conflict.path, value)


def remaining(conflicts: Iterable[Conflict], resolved: Conflict, choice: Choice) -> tuple[Conflict, ...]:
    """The other conflicts after a choice.

    Where that removed a part, the conflicts inside it are settled, and later doubles of it move up.
    """
    others = tuple(conflict for conflict in conflicts if conflict != resolved)
    if resolved.chosen(choice) is not ABSENT:
        return others
    left = (other for other in others if not other.path.startswith(f"{resolved.path}/"))
    return tuple(replace(other, path=_moved_up(other.path, resolved.path)) for other in left)


def _row(conflict: Conflict) -> dict[str, Any]:
    sides = {_NAMES[side]: getattr(conflict, side) for side in _NAMES}
    return {"pad": conflict.path} | {name: value for name, value in sides.items() if value is not ABSENT}


def _is_part(model: type[Document], path: str) -> bool:
    shape = steps(model, path)[-1].shape
    return shape is None or (shape.kind is Kind.DOCUMENT and not shape.many)


def _moved_up(path: str, removed: str) -> str:
    segments, (*around, last) = list(split(path)), split(removed)
    place, gone = len(around), as_key(last)
    if segments[:place] != around or len(segments) == place:
        return path
    key = as_key(segments[place])
    if key.identity == gone.identity and key.number > gone.number:
        segments[place] = Key(key.identity, key.number - 1)
    return join(*segments)
