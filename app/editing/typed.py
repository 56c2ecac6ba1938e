"""What stands in the boxes of a form: a value as people read and type it, without loss."""

import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from app.editing.fields import FormField, Widget, fields_of
from catalogue.editing.paths import ABSENT
from catalogue.readable import municipality_name
from catalogue.schema import plain
from catalogue.shapes import Kind, Shape

Typed = dict[str, list[str]]
"""Texts by the name under which a form posts them."""

YES, NO = "ja", "nee"
LARGER_THAN_A_YEAR = 10_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def clean(text: str) -> str:
    """A text as it is kept: one kind of line end, composed letters, no invisible characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", lines)).strip()


def one(typed: Mapping[str, list[str]], name: str) -> str:
    """The one text under a name; empty when there is none."""
    found = typed.get(name)
    return clean(found[0]) if found else ""


def typed(field: FormField, value: Any) -> Typed:
    """What the boxes of a field show for its value in a working document; ABSENT shows as nothing."""
    if value is ABSENT or value is None:
        return {}
    if field.has_reason or field.widget is Widget.FIGURE:
        reason = value.get("onbekend") if isinstance(value, Mapping) else None
        if reason is not None:
            return {field.reason_name: [str(reason)]}
    if field.widget is Widget.ROWS:
        return _rows(field, value)
    if field.widget in {Widget.FIGURE, Widget.NESTED}:
        return _undisputed(field, _inside(field.shape.type, field.name, value))
    return {field.name: texts} if (texts := _texts(field, value)) else {}


def written(shape: Shape, value: Any) -> str:
    """One value as people type it."""
    if isinstance(value, bool):
        return YES if value else NO
    if shape.kind in {Kind.NUMBER, Kind.INTEGER}:
        return _number(shape, value)
    if shape.kind is Kind.DATE and (iso := _ISO.fullmatch(str(value))):
        return "-".join(reversed(iso.groups()))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def place_text(code: str) -> str:
    """A municipality as people know it, with the code that tells it apart: "Amsterdam (0363)"."""
    name = municipality_name(code)
    return code if name == code else f"{name} ({code})"


def dutch(number: Decimal) -> str:
    """An exact number with points for thousands: "1.234,5"."""
    whole, _, fraction = plain(abs(number)).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("-" if number < 0 else "") + grouped + (f",{fraction}" if fraction else "")


def _texts(field: FormField, value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if field.widget in {Widget.PLACE, Widget.PLACES}:
        texts = [place_text(str(code)) for code in values]
    else:
        texts = [written(field.shape, each) for each in values]
    in_one_box = field.widget in {Widget.LINES, Widget.PLACES}
    return ["\n".join(texts)] if in_one_box and texts else texts


def _undisputed(field: FormField, found: Typed) -> Typed:
    """A tick box that is not ticked posts nothing."""
    disputed = field.sub("betwist")
    return {name: texts for name, texts in found.items() if name != disputed or texts != [NO]}


def _rows(field: FormField, value: Any) -> Typed:
    found: Typed = {}
    rows = value if isinstance(value, list) else []
    for number, row in enumerate(rows):
        found |= _inside(field.shape.type, field.sub(str(number)), row)
    return found


def _inside(model: Any, prefix: str, value: Any) -> Typed:
    found: Typed = {}
    if isinstance(value, Mapping):
        for inner in fields_of(model, prefix):
            found |= typed(inner, value.get(inner.shape.dutch, ABSENT))
        if "id" in value:
            found[f"{prefix}.id"] = [str(value["id"])]
    return found


def _number(shape: Shape, value: Any) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    is_year = shape.kind is Kind.INTEGER and not shape.unit and abs(number) < LARGER_THAN_A_YEAR
    return plain(number) if is_year or not number.is_finite() else dutch(number)
