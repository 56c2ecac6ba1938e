"""Taking a form into a part: per field what was typed, what stood there, and what stands there now.

Three ways: what you did not touch stays as it is now, what only you changed is taken, and what somebody else
changed as well is a clash that a person decides. What cannot be read stays typed and is not stored.
"""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from app.editing.fields import FormField, Widget
from app.editing.reading import Context, Faulty, read_field, said
from app.editing.typed import Typed, one, typed
from catalogue.editing.paths import ABSENT

BASIS = "_basis"
"""The name of the box with what the fields held when the form was opened."""
CHOICE = "_keuze"
"""Before the name of a field: whose text stays after a clash."""
MINE, THEIRS = "mijn", "hun"
_LET_GO = frozenset({Widget.TICKS, Widget.SOURCES, Widget.RADIOS, Widget.YES_NO})
"""Fields that post nothing when nothing is chosen."""


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what is stored now and what was typed, as values."""

    field: FormField
    theirs: Any
    mine: Any


@dataclass
class Outcome:
    """What a form does to a part."""

    part: dict[str, Any]
    """The part as it should become."""
    faults: dict[str, str] = field(default_factory=dict)
    """What could not be read, by the name of the box."""
    clashes: dict[str, Clash] = field(default_factory=dict)
    """By Dutch name of the field."""
    pending: set[str] = field(default_factory=set)
    """Fields of which the typed text is not stored."""
    settled: set[str] = field(default_factory=set)
    """Fields that were typed in and now stand as typed."""


def basis_of(fields: Iterable[FormField], part: Mapping[str, Any]) -> str:
    """The box with what the fields hold now: a list with the value, or an empty one for nothing."""
    held = {each.shape.dutch: [part[each.shape.dutch]] if each.shape.dutch in part else [] for each in fields}
    return _box(held)


def _box(held: Mapping[str, list[Any]]) -> str:
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_basis(posted: Typed) -> dict[str, Any]:
    """What the fields held when the form was opened, by Dutch name. Empty when the box did not come over."""
    try:
        held = json.loads(posted.get(BASIS, [""])[0])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {name: (value[0] if value else ABSENT) for name, value in held.items() if isinstance(value, list)}


def take(fields: Iterable[FormField], posted: Typed, stored: Mapping[str, Any], context: Context) -> Outcome:
    """What the form does to the part as it is stored now. Only fields of the class are looked at."""
    outcome = Outcome(part=deepcopy(dict(stored)))
    basis = read_basis(posted)
    for each in fields:
        if each.shape.dutch in basis and is_posted(each, posted):
            _take_field(each, posted, basis[each.shape.dutch], outcome, context)
    return outcome


def is_posted(field: FormField, posted: Typed) -> bool:
    """Whether a form says something about a field: a box that did not come over is not an empty one."""
    return field.widget in _LET_GO or any(field.owns(name) for name in posted)


def _take_field(field: FormField, posted: Typed, before: Any, outcome: Outcome, context: Context) -> None:
    name = field.shape.dutch
    choice = one(posted, f"{CHOICE}.{name}")
    base = typed(field, before)
    if choice == THEIRS or said(field, posted) == said(field, base):
        return
    theirs = outcome.part.get(name, ABSENT)
    try:
        # Where nothing stood, ticks keep the order in which somebody else has put them by now.
        mine = read_field(field, posted, base or typed(field, theirs), context)
    except Faulty as error:
        outcome.faults |= error.faults
        outcome.pending.add(name)
        return
    if _same(mine, before) or _same(mine, theirs):
        outcome.settled |= {name} if _same(mine, theirs) else set()
        return
    if not _same(theirs, before) and not (choice == MINE and _was_shown(posted, field, theirs)):
        outcome.clashes[name] = Clash(field, theirs, mine)
        outcome.pending.add(name)
        return
    outcome.part.pop(name, None)
    if mine is not ABSENT:
        outcome.part[name] = mine
    outcome.settled.add(name)


def next_basis(posted: Typed, outcome: Outcome) -> str:
    """The box for a form that stays open: what was typed and stored is known now, the rest is as it was.

    A field that only somebody else changed keeps its old value here, as the open form still shows that.
    """
    basis = read_basis(posted)
    for name in outcome.settled:
        basis[name] = outcome.part.get(name, ABSENT)
    return _box({name: [] if value is ABSENT else [value] for name, value in basis.items()})


def shown(field: FormField) -> str:
    """The name of the box with the other text that was shown at a clash."""
    return f"{CHOICE}.{field.shape.dutch}.getoond"


def fingerprint(value: Any) -> str:
    """A value as text, to see whether it is still the one that was shown."""
    return "" if value is ABSENT else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _was_shown(posted: Typed, field: FormField, theirs: Any) -> bool:
    """Whether the choice was made with the text in view that stands there now."""
    return (posted.get(shown(field)) or [""])[0].replace("\r\n", "\n") == fingerprint(theirs)


def _same(one_value: Any, other: Any) -> bool:
    return fingerprint(one_value) == fingerprint(other)
