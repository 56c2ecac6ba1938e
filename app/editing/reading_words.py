"""Reading what was typed in one box: texts, lines, numbers, dates and municipalities, in Dutch."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from app.editing.fields import FormField, Widget
from app.editing.typed import dutch
from catalogue.dutch_numbers import dutch_number, whole_number
from catalogue.registers import municipalities
from catalogue.schema import plain, writable
from catalogue.shapes import Kind, Shape

LONGEST = 20_000
"""Characters in one field."""
LARGEST_WHOLE = 10**9
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
NOT_A_DATE = "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 21-11-2026."
_WORDED = {"duizend": 1_000, "miljoen": 1_000_000, "mln": 1_000_000, "miljard": 1_000_000_000}
_WITH_WORD = re.compile(rf"^(?:€|euro?)?\s*(.+?)\s*({'|'.join(_WORDED)})\.?(?:\s*euro?)?$", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2}|[a-z]{3,9})\.?\s*[-/.\s]\s*(\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CODE = re.compile(r"(?:.*\()?(\d{4})\)?")


class Unreadable(ValueError):
    """A text that is not what the field asks for; the message says in Dutch what to do."""


def read_text(field: FormField, text: str) -> Any:
    """The value in a text that is not empty. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(f"Deze tekst is te lang. Er passen hoogstens {dutch(Decimal(LONGEST))} tekens in.")
    if field.widget is Widget.NUMBER:
        return _number(field.shape, text)
    if field.widget is Widget.DATE:
        return read_date(text).isoformat()
    if field.widget is Widget.PLACE:
        return municipality(text)
    if field.widget is Widget.PLACES:
        return [municipality(line) for line in _lines(text)]
    if field.widget is Widget.LINES:
        return _lines(text)
    return text if field.widget is Widget.PROSE else " ".join(text.split("\n"))


def read_date(text: str) -> date:
    """A day as people write it: "21-11-2026", "21 november 2026". Raises Unreadable."""
    iso, day = _ISO.fullmatch(text), _DAY.fullmatch(text)
    if iso:
        year, month, number = map(int, iso.groups())
    elif day:
        number, month, year = int(day.group(1)), _month(day.group(2)), int(day.group(3))
    else:
        raise Unreadable(NOT_A_DATE)
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable("Deze dag bestaat niet. " + NOT_A_DATE) from None


def municipality(text: str) -> str:
    """The code of a municipality by its name, its everyday name or its code. Raises Unreadable."""
    wanted = " ".join(text.split())
    code = _CODE.fullmatch(wanted)
    if code:
        return code.group(1)
    found = _by_name().get(wanted.casefold())
    if found is None:
        raise Unreadable(f"‘{wanted}’ staat niet in de lijst van gemeenten. Kies een naam uit de lijst.")
    return found


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, place in municipalities().items():
        for alias in place.aliases:
            names.setdefault(alias.casefold(), code)
    return names | {place.name.casefold(): code for code, place in municipalities().items()}


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower())]
    return found[0] if len(found) == 1 else 0


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _number(shape: Shape, text: str) -> Any:
    _no_words(text)
    example = "12" if shape.kind is Kind.INTEGER else "1.234,50"
    try:
        if shape.kind is Kind.INTEGER:
            whole = whole_number(text, example=example)
            if abs(whole) > LARGEST_WHOLE:
                raise Unreadable("Dit getal is te groot. Klopt het aantal nullen?")
            return whole
        return plain(writable(dutch_number(text, example=example)))
    except ValueError as error:
        raise Unreadable(str(error)) from None


def _no_words(text: str) -> None:
    """An amount in words says less precisely what the source says. Raises Unreadable with it in full."""
    found = _WITH_WORD.fullmatch(text)
    if not found:
        return
    try:
        number = dutch_number(found.group(1)) * _WORDED[found.group(2).lower()]
    except ValueError:
        return
    raise Unreadable(f"Schrijf het getal voluit, in cijfers. Bedoelt u {dutch(number)}?")
