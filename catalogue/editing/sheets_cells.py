"""One cell of a sheet: from what somebody typed to the value in a working document, and back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from babel.dates import get_month_names

from catalogue.dutch_numbers import dutch_number, whole_number
from catalogue.registers import municipalities
from catalogue.schema import plain, writable
from catalogue.shapes import Kind, Shape
from catalogue.vocabulary import UnknownReason

CLEAR = "(leegmaken)"
"""Typed in a cell: the fact goes. An empty cell changes nothing."""
LEAVE = "(niet veranderen)"
"""Written where a text does not fit in a cell."""
_SHOWN_CHOICES = 12
_YES, _NO = {"ja", "j", "true", "waar", "1"}, {"nee", "n", "false", "onwaar", "0"}
_ESCAPES = {"\\": "\\", "n": "\n", ";": ";"}
_SENTENCES = {"limitations", "working_elements", "target_group_words"}
_MONTHS = {name.lower(): number for number, name in get_month_names(locale="nl").items()}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})")
Number = TypeVar("Number", int, Decimal)
_REASONS = {reason.value for reason in UnknownReason}
_WORDS = {CLEAR, LEAVE, *_REASONS}
_SPECIAL = re.compile(r"\A\\+(?=(?:" + "|".join(map(re.escape, sorted(_WORDS))) + r")\Z)")


class Odd(ValueError):
    """A cell that cannot be read; the message says in Dutch what to do."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a program put in a cell and we cannot take over, with the reason in Dutch."""

    text: str
    why: str


Value = str | Decimal | date | bool | Unreadable | None
"""What a cell holds; None and an empty text are an empty cell."""


def shown(value: Value) -> str:
    """The value as text, to name it in a message."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return plain(value).replace(".", ",")
    if isinstance(value, Unreadable):
        return value.text
    return value.isoformat() if isinstance(value, date) else (value or "")


def read(shape: Shape, value: Value) -> Any:
    """The JSON value of a cell that is not empty. Raises Odd."""
    if isinstance(value, Unreadable):
        raise Odd(value.why)
    if shape.may_be_unknown and (reason := _reason(shape, value)):
        return {"onbekend": reason}
    if shape.many:
        return [_one(shape, item) for item in _items(shape, value)]
    return _one(shape, value)


def write(shape: Shape, value: Any) -> Value:
    """What stands in the cell of a JSON value; reading that gives the value back."""
    if value is None:
        return None
    if isinstance(value, dict):
        return str(value.get("onbekend", ""))
    if isinstance(value, list):
        return "\n".join(_escaped(shape, str(item), alone=len(value) == 1) for item in value)
    return _written(shape, value)


def reason_of(value: Value) -> str:
    """The code of a reason for not knowing, typed as code or in words. Raises Odd."""
    text = shown(value).strip()
    found = {_fold(name): one.value for one in UnknownReason for name in (one.value, one.label)}
    return _match(text, found, [reason.value for reason in UnknownReason])


def fold_header(text: str) -> str:
    """The name of a column or sheet without differences that mean nothing."""
    return _fold(text)


def _written(shape: Shape, value: Any) -> Value:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if shape.kind in {Kind.INTEGER, Kind.NUMBER}:
        try:
            return Decimal(str(value))
        except ArithmeticError:
            return str(value)
    if shape.kind is Kind.DATE:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return str(value)
    text = str(value)
    is_word = text.lstrip("\\") in _WORDS and shape.kind is Kind.TEXT
    return f"\\{text}" if is_word else text


def _reason(shape: Shape, value: Value) -> str | None:
    """The code of a reason. In words only where no text is expected: there it might be the text itself."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text in _REASONS:
        return text
    if shape.kind is Kind.TEXT:
        return None
    return next((one.value for one in UnknownReason if _fold(one.label) == _fold(text)), None)


def _one(shape: Shape, value: Value) -> Any:
    return _READERS[shape.kind](shape, value)


def _term(shape: Shape, value: Value) -> str:
    names = {_fold(name): term.value for term in shape.type for name in (term.label, term.value)}
    return _match(shown(value), names, [term.value for term in shape.type])


def _choice(shape: Shape, value: Value) -> str:
    return _match(shown(value), {_fold(word): word for word in shape.type}, list(shape.type))


def _text(shape: Shape, value: Value) -> str:
    text = shown(value) if not isinstance(value, str) else value
    if _holds_municipality(shape):
        return _municipality(text.strip().rjust(4, "0") if isinstance(value, Decimal) else text.strip())
    return _SPECIAL.sub(lambda found: found[0][1:], text.strip())


def _holds_municipality(shape: Shape) -> bool:
    return shape.attribute in {"municipalities", "code"}


def _municipality(text: str) -> str:
    """A code, or the code of a name."""
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return text
    names = _municipality_names()
    if found := names.get(_fold(text)):
        return found
    close = get_close_matches(_fold(text), names, n=1, cutoff=0.75)
    hint = f" Bedoelt u {municipalities()[names[close[0]]].name}?" if close else ""
    raise Odd(f"Deze gemeente kennen we niet.{hint} Vul de naam of de CBS-code van vier cijfers in.")


@cache
def _municipality_names() -> dict[str, str]:
    aliases = {_fold(name): code for code, one in municipalities().items() for name in one.aliases}
    return aliases | {_fold(one.name): code for code, one in municipalities().items()}


def _integer(shape: Shape, value: Value) -> int:
    if isinstance(value, Decimal):
        if value != value.to_integral_value():
            raise Odd("Vul een heel getal in, zonder cijfers achter de komma.")
        return int(writable(value))
    text = shown(value).strip()
    if shape.unit is None and re.fullmatch(r"\d{1,2}\.\d{3}", text):
        raise Odd("Vul een jaar in als vier cijfers, zonder punt.")
    return _dutch(lambda: whole_number(text, example="120" if shape.unit else "2024"))


def _number(_: Shape, value: Value) -> str:
    if isinstance(value, Decimal):
        return plain(_dutch(lambda: writable(value)))
    return plain(_dutch(lambda: dutch_number(shown(value))))


def _dutch(make: Callable[[], Number]) -> Number:
    try:
        return make()
    except ValueError as error:
        raise Odd(str(error)) from error


def _yes_no(_: Shape, value: Value) -> bool:
    text = shown(value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise Odd("Vul ja of nee in.")


def _date(_: Shape, value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = shown(value).strip().lower()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DUTCH.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise Odd("Vul een datum in: dag-maand-jaar, bijvoorbeeld 21-11-2026.")
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    try:
        return date(int(year), number or 0, int(day)).isoformat()
    except ValueError:
        raise Odd("Deze dag bestaat niet. Vul een datum in: dag-maand-jaar.") from None


_READERS: Mapping[Kind, Callable[[Shape, Value], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.TERM: _term,
    Kind.CHOICE: _choice,
}


def _match(text: str, names: dict[str, str], codes: list[str]) -> str:
    """The code that a text means. Raises Odd with what it may have meant."""
    if found := names.get(_fold(text)):
        return found
    close = get_close_matches(_fold(text), names, n=1, cutoff=0.7)
    if close:
        raise Odd(f"Dit staat niet in de lijst. Bedoelt u {names[close[0]]}?")
    few = ", ".join(codes[:_SHOWN_CHOICES])
    more = " … Alle woorden staan in het sjabloon op het blad ‘lijsten’." if codes[_SHOWN_CHOICES:] else "."
    raise Odd(f"Dit staat niet in de lijst. Kies uit: {few}{more}")


def _fold(text: str) -> str:
    return re.sub(r"[\s_\u00a0]+", " ", text.replace("’", "'")).strip().casefold()


def _items(shape: Shape, value: Value) -> list[Value]:
    """The items of a list: a line each, or on one line with semicolons; sentences only by lines."""
    if not isinstance(value, str):
        return [value]
    text = value.replace("\r\n", "\n")
    by_lines = "\n" in text or shape.attribute in _SENTENCES
    parts = text.split("\n") if by_lines else re.split(r"(?<!\\);", text)
    return [_unescaped(part) for part in parts if part.strip()]


def _escaped(shape: Shape, item: str, *, alone: bool) -> str:
    text = item.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace(";", "\\;") if alone and shape.attribute not in _SENTENCES else text


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\n;])", lambda found: _ESCAPES[found[1]], text)
