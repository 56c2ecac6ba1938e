"""Types of values in a request, refused in the words of the server."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.meili.errors import Refused

KINDS: list[tuple[type | tuple[type, ...], str]] = [
    (bool, "a boolean"),
    (str, "a string"),
    (int, "an integer"),
    (float, "a number"),
    (list, "an array"),
    (dict, "an object"),
]


def _kind(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return "a negative integer" if value < 0 else "a positive integer"
    return next((name for kind, name in KINDS if isinstance(value, kind)), "null")


def wrong(value: Any, where: str, code: str, expected: str) -> Refused:
    place = f" at `{where}`" if where else ""
    shown = "" if value is None else f": `{json.dumps(value, separators=(',', ':'), ensure_ascii=False)}`"
    message = f"Invalid value type{place}: expected {expected}, but found {_kind(value)}{shown}"
    return Refused(code, message)


def a_text(value: Any, where: str, code: str) -> None:
    if not isinstance(value, str):
        raise wrong(value, where, code, "a string")


def a_truth(value: Any, where: str, code: str) -> None:
    if not isinstance(value, bool):
        raise wrong(value, where, code, "a boolean")


def a_list(value: Any, where: str, code: str) -> None:
    if not isinstance(value, list):
        raise wrong(value, where, code, "an array")


def an_object(value: Any, where: str, code: str) -> None:
    if not isinstance(value, dict):
        raise wrong(value, where, code, "an object")


def positive(value: Any, where: str, code: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise wrong(value, where, code, "a positive integer")


def texts(value: Any, where: str, code: str) -> None:
    a_list(value, where, code)
    for at, element in enumerate(value):
        a_text(element, f"{where}[{at}]", code)


def unknown_fields(given: Mapping[str, Any], known: Sequence[str], code: str, where: str = "") -> None:
    for name in given:
        if name not in known:
            names = ", ".join(f"`{field}`" for field in known)
            place = f" inside `{where}`" if where else ""
            raise Refused(code, f"Unknown field `{name}`{place}: expected one of {names}")
