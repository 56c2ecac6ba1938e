"""From what people typed to the values of a working document, with a Dutch sentence for what cannot be read.

Nothing that is left empty becomes a value: it is absent, or the empty value that the class itself has.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.editing.fields import FormField, Widget, fields_of, figure_fields
from app.editing.reading_words import Unreadable, read_text
from app.editing.typed import NO, YES, Typed, clean, one
from catalogue.editing.paths import ABSENT
from catalogue.editing.working import new_id
from catalogue.shapes import Shape, shapes
from catalogue.vocabulary import UnknownReason

MOST_ROWS = 200
CHOOSE = "Kies een van de mogelijkheden."
BOTH = "Er staat een waarde, en ook een reden waarom die onbekend is. Maak één van de twee leeg."
AMOUNTS = ("laag", "midden", "hoog")
NOTES = ("vindplaats", "opmerking")
_GONE = "weg"


@dataclass(frozen=True)
class Context:
    """What fields of a part may refer to: the sources of its study and the unit costs, as id and name."""

    sources: tuple[tuple[str, str], ...] = ()
    unit_costs: tuple[tuple[str, str], ...] = ()


class Faulty(Exception):
    """What was typed in a field cannot be read; `faults` has a sentence per box."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(str(dict(faults)))
        self.faults = dict(faults)


@dataclass
class _Gathered:
    """Values by Dutch name, and what was wrong on the way."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, read: Callable[[], Any]) -> None:
        try:
            value = read()
        except Faulty as error:
            self.faults |= error.faults
        else:
            if value is not ABSENT:
                self.values[name] = value

    def whole(self) -> dict[str, Any]:
        if self.faults:
            raise Faulty(self.faults)
        return self.values


def read_field(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    """The value of a field, ABSENT for none. `base` is what stood there when the form was opened.

    Raises Faulty.
    """
    reason = one(posted, field.reason_name)
    if reason and (field.has_reason or field.widget is Widget.FIGURE):
        return _with_reason(field, reason, posted, base, context)
    return _read(field, posted, base, context)


def said(field: FormField, typed: Typed) -> Typed:
    """What is filled in within a field, in one form, to compare: ids are not typed, ticks have no order."""
    found: Typed = {}
    for name, texts in typed.items():
        if field.owns(name) and not name.endswith(".id") and (kept := [t for t in map(clean, texts) if t]):
            found[name] = sorted(kept) if len(kept) > 1 else kept
    return found


def empty(shape: Shape) -> Any:
    """What a field holds when everything in it is taken out."""
    if shape.many:
        return []
    return None if shape.may_be_empty else ABSENT


def _with_reason(field: FormField, reason: str, posted: Typed, base: Typed, context: Context) -> Any:
    names = [field.sub(name) for name in (*AMOUNTS, *NOTES)] if field.widget is Widget.FIGURE else None
    if reason not in {term.value for term in UnknownReason}:
        raise Faulty({field.reason_name: CHOOSE})
    if not _filled(field, posted, names):
        return {"onbekend": reason}
    was_reason = one(base, field.reason_name) == reason
    same_value = _of(field, posted, names) == _of(field, base, names)
    if was_reason and not same_value:
        return _read(field, posted, base, context)
    # A radio button cannot be let go of, so there the reason says enough.
    if same_value and field.widget in {Widget.YES_NO, Widget.RADIOS}:
        return {"onbekend": reason}
    raise Faulty({field.reason_name: BOTH})


def _filled(field: FormField, posted: Typed, names: Sequence[str] | None) -> bool:
    return any(any(texts) for texts in _of(field, posted, names).values())


def _of(field: FormField, typed: Typed, names: Sequence[str] | None) -> Typed:
    """What was filled in within a field, but for the reason."""
    filled = said(field, typed)
    return {
        name: texts
        for name, texts in filled.items()
        if name != field.reason_name and (names is None or name in names)
    }


def _read(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    special = _SPECIAL.get(field.widget)
    if special:
        return special(field, posted, base, context)
    text = one(posted, field.name)
    if not text:
        return empty(field.shape)
    try:
        return read_text(field, text)
    except Unreadable as error:
        raise Faulty({field.name: str(error)}) from None


def _figure(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    """A figure as far as it is filled in: without an amount it waits in the concept for one."""
    gathered = _Gathered()
    for name, inner in figure_fields(field.name).items():
        gathered.take(name, partial(read_field, inner, posted, base, context))
    values = gathered.whole()
    values["betwist"] = values.get("betwist") is True
    said = [name for name, value in values.items() if value not in (None, [], False)]
    return values if said else ABSENT


def _yes_no(field: FormField, posted: Typed, _: Typed, __: Context) -> Any:
    text = one(posted, field.name)
    if text not in {"", YES, NO}:
        raise Faulty({field.name: CHOOSE})
    return text == YES if text else empty(field.shape)


def _pick(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    text = one(posted, field.name)
    if not text:
        return empty(field.shape)
    known = _codes(field, context) | set(base.get(field.name, ()))
    if text not in known:
        raise Faulty({field.name: CHOOSE})
    return text


def _ticks(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    """The ticked codes: those that were ticked before in their own order, then the new ones."""
    before = base.get(field.name, [])
    ticked = dict.fromkeys(filter(None, map(clean, posted.get(field.name, []))))
    if not ticked.keys() <= _codes(field, context) | set(before):
        raise Faulty({field.name: CHOOSE})
    kept = [code for code in before if code in ticked]
    return [*kept, *(code for code in ticked if code not in before)]


def _codes(field: FormField, context: Context) -> set[str]:
    if field.widget is Widget.SOURCES:
        return {id for id, _ in context.sources}
    if field.widget is Widget.UNIT_COST:
        return {id for id, _ in context.unit_costs}
    return {str(term) for term in field.shape.type}


def _rows(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    rows: list[dict[str, Any]] = []
    faults: dict[str, str] = {}
    for number in _row_numbers(field, posted):
        prefix = field.sub(str(number))
        if one(posted, f"{prefix}.{_GONE}"):
            continue
        try:
            row = _document(field.shape.type, prefix, posted, base, context)
        except Faulty as error:
            faults |= error.faults
        else:
            rows.append(row) if row else None
    if faults:
        raise Faulty(faults)
    return rows


def _row_numbers(field: FormField, posted: Typed) -> list[int]:
    pattern = re.compile(re.escape(field.name) + r"\.([0-9]{1,4})\.")
    found = {int(match.group(1)) for name in posted if (match := pattern.match(name))}
    if len(found) > MOST_ROWS:
        raise Faulty({field.name: f"Dit zijn er te veel: hoogstens {MOST_ROWS}."})
    return sorted(found)


def _nested(field: FormField, posted: Typed, base: Typed, context: Context) -> Any:
    value = _document(field.shape.type, field.name, posted, base, context)
    if not value:
        return empty(field.shape)
    if shapes(field.shape.type)[0].attribute == "id":
        id = one(base, field.sub("id")) or new_id()
        return {"id": id, **value}
    return value


def _document(model: Any, prefix: str, posted: Typed, base: Typed, context: Context) -> dict[str, Any]:
    """The facts inside a row; empty when nothing in it was filled in."""
    gathered = _Gathered()
    for inner in fields_of(model, prefix):
        gathered.take(inner.shape.dutch, partial(read_field, inner, posted, base, context))
    values = gathered.whole()
    return values if any(value not in (None, []) for value in values.values()) else {}


_SPECIAL: Mapping[Widget, Callable[[FormField, Typed, Typed, Context], Any]] = {
    Widget.FIGURE: _figure,
    Widget.YES_NO: _yes_no,
    Widget.RADIOS: _pick,
    Widget.SELECT: _pick,
    Widget.UNIT_COST: _pick,
    Widget.TICKS: _ticks,
    Widget.SOURCES: _ticks,
    Widget.ROWS: _rows,
    Widget.NESTED: _nested,
}
