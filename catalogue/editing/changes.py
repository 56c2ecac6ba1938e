"""What a concept would change, as a reviewer reads it: part by part, also while things are still missing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.differences import Change, ChangeKind, additions, differences
from catalogue.editing import working
from catalogue.editing.paths import ABSENT, NoSuchPlace, find, keys
from catalogue.editing.steps import join
from catalogue.kinds import MODELS, Kind
from catalogue.schema import Document
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import shapes

NOT_FINISHED = "Dit onderdeel is nog niet af. Wat erin anders is, ziet u als het is aangevuld."
NOT_THERE = "nog niet ingevuld"


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one part, in the order of the document. The heading is empty for the page itself."""

    heading: str
    place: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different, and what could not be shown because it is not finished."""

    groups: tuple[Group, ...]
    left_out: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many changes there are."""
        return sum(len(group.changes) for group in self.groups)

    def places(self) -> frozenset[str]:
        """The places by ids where something is different."""
        return frozenset(change.place for group in self.groups for change in group.changes)


def changes(
    kind: Kind,
    before: Mapping[str, Any] | None,
    text: Mapping[str, Any],
    unit_costs: Mapping[str, str] | None = None,
) -> Changes:
    """What is different from an earlier text; without one everything is new.

    `unit_costs`: the names of unit costs by id, as they are called now.
    """
    document, left_out = working.viewable(kind, text)
    if before is None:
        found: Iterable[Change] = additions(document, unit_costs)
    else:
        old, _ = working.viewable(kind, before)
        found = differences(old, document, unit_costs, moves=True)
    honest = (_honest(MODELS[kind], text, change) for change in found)
    return Changes(tuple(_grouped(change for change in honest if change is not None)), left_out)


def id_path(model: type[Document], text: Any, dotted: str) -> str:
    """A place with list positions, as rules write it (onderzoeken.0.titel), as a path of ids."""
    return join(*_ids(model, text, tuple(dotted.split(".")) if dotted else ()))


def _ids(model: type[Document], value: Any, rest: tuple[str, ...]) -> Iterator[Any]:
    if not rest:
        return
    shape = next((one for one in shapes(model) if one.dutch == rest[0]), None)
    if shape is None:
        return
    yield shape.dutch
    held = value.get(shape.dutch) if isinstance(value, dict) else None
    if shape.kind is not FactKind.DOCUMENT:
        return
    if not shape.many:
        yield from _ids(shape.type, held, rest[1:])
    elif len(rest) > 1 and rest[1].isdigit() and isinstance(held, list) and int(rest[1]) < len(held):
        number = int(rest[1])
        yield keys(shape.type, held)[number]
        yield from _ids(shape.type, held[number], rest[2:])


def _honest(model: type[Document], text: Mapping[str, Any], change: Change) -> Change | None:
    """A change as it really is: what is only unfinished was not removed, what is missing has no value."""
    try:
        value = find(model, dict(text), change.place)
    except NoSuchPlace:
        return change
    if change.is_part and change.kind is ChangeKind.REMOVED and value is not ABSENT:
        return replace(change, kind=ChangeKind.CHANGED, old=None, aside=NOT_FINISHED)
    if not change.is_part and value is ABSENT and change.new is not None:
        if change.old is None:
            return None
        return replace(change, new=NOT_THERE, words=(), aside="")
    return change


def _grouped(found: Iterable[Change]) -> Iterator[Group]:
    """Put changes of one part together, where the first of them stands."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in found:
        groups.setdefault(change.path if change.is_part else change.path[:-1], []).append(change)
    for path, inside in groups.items():
        first = inside[0]
        place = first.place if first.is_part else first.place.rpartition("/")[0]
        yield Group(" › ".join(path), place, tuple(inside))
