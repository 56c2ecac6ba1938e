"""The grammar of filter expressions: NOT binds before AND, AND before OR.

Follows the published grammar of the filter parser (or, and, not, primary; IN, TO, EXISTS, IS NULL, IS EMPTY,
STARTS WITH and their negations). Geography, `_vectors`, `_foreign` and CONTAINS are left out: NotBuilt.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.meili.errors import NotBuilt, Refused
from tests.meili.filtervalues import Backtrack, Reader, Value, read_value

MAX_DEPTH = 200
STRINGS_OR_LISTS = "String, Array"
OPERATION = (
    "Was expecting an operation `=`, `!=`, `>=`, `>`, `<=`, `<`, `IN`, `NOT IN`, `TO`, `EXISTS`, "
    "`NOT EXISTS`, `IS NULL`, `IS NOT NULL`, `IS EMPTY`, `IS NOT EMPTY`, `CONTAINS`, `NOT CONTAINS`, "
    "`STARTS WITH`, `NOT STARTS WITH`, `_geoRadius`, or `_geoBoundingBox`"
)
TOO_DEEP = (
    "The filter exceeded the maximum depth limit. "
    "Try rewriting the filter so that it contains fewer nested conditions."
)


@dataclass(frozen=True)
class Condition:
    """One condition on one attribute."""

    attribute: Value
    operator: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Not:
    inner: "Node"


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]


Node = Condition | Not | And | Or


def conditions_of(node: Node) -> Iterator[Condition]:
    match node:
        case Condition():
            yield node
        case Not(inner):
            yield from conditions_of(inner)
        case And(parts) | Or(parts):
            for part in parts:
                yield from conditions_of(part)


def read_filter(given: Any) -> tuple[Node, str] | None:
    """The filter of a request with its text for messages; None when it filters nothing.

    A text, or a list of texts and lists of texts: the outer list is AND, an inner one OR.
    Raises Refused with invalid_search_filter.
    """
    if isinstance(given, str):
        node = parse(given)
        return None if node is None else (node, given)
    if not isinstance(given, list):
        raise _wrong_type(STRINGS_OR_LISTS, given)
    parts: list[Node] = []
    texts: list[str] = []
    for element in given:
        options = element if isinstance(element, list) else [element]
        if wrong := [option for option in options if not isinstance(option, str)]:
            raise _wrong_type("String" if isinstance(element, list) else "String, [String]", wrong[0])
        nodes = [node for node in map(parse, options) if node is not None]
        texts += options
        if nodes:
            parts.append(nodes[0] if len(nodes) == 1 else Or(tuple(nodes)))
    if not parts:
        return None
    return (parts[0] if len(parts) == 1 else And(tuple(parts))), (texts[0] if len(texts) == 1 else str(given))


def _wrong_type(expected: str, found: Any) -> Refused:
    shown = str(found).lower() if isinstance(found, bool) else found
    message = f"Invalid syntax for the filter parameter: `expected {expected}, found: {shown}`."
    return Refused("invalid_search_filter", message)


def parse(text: str) -> Node | None:
    """The tree of one expression; None for an empty one."""
    if not text.strip():
        return None
    reader = Reader(text)
    node = _or(reader, 0)
    if reader.at < len(text):
        rest = reader.rest()
        raise reader.refused(
            f"Found unexpected characters at the end of the filter: `{rest}`. "
            "You probably forgot an `OR` or an `AND` rule.",
        )
    return node


def _joined(reader: Reader, depth: int, word: str, part: Callable[[Reader, int], Node]) -> list[Node]:
    if depth > MAX_DEPTH:
        raise reader.refused(TOO_DEEP)
    parts = [part(reader, depth + 1)]
    while True:
        before = reader.at
        reader.spaces()
        if not reader.keyword(word):
            reader.at = before
            return parts
        parts.append(part(reader, depth + 1))


def _or(reader: Reader, depth: int) -> Node:
    parts = _joined(reader, depth, "OR", _and)
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _and(reader: Reader, depth: int) -> Node:
    parts = _joined(reader, depth, "AND", _not)
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _not(reader: Reader, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise reader.refused(TOO_DEEP)
    reader.spaces()
    if reader.keyword("NOT"):
        inner = _not(reader, depth + 1)
        return inner.inner if isinstance(inner, Not) else Not(inner)
    return _primary(reader, depth + 1)


def _primary(reader: Reader, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise reader.refused(TOO_DEEP)
    reader.spaces()
    start = reader.at
    if reader.literal("("):
        node = _or(reader, depth + 1)
        reader.spaces()
        if not reader.literal(")"):
            text = reader.text[start:]
            raise reader.refused(
                f"Expression `{text}` is missing the following closing delimiter: `)`.", start
            )
        reader.spaces()
        return node
    if reader.rest().startswith(("_geo", "_vectors", "_foreign")):
        raise NotBuilt("filters on geography, vectors and other indexes")
    return _condition(reader, start)


def _condition(reader: Reader, start: int) -> Node:
    try:
        attribute = read_value(reader)
    except Backtrack as error:
        if "reserved keyword" in error.text:
            raise reader.refused(error.text, error.where, error.length) from error
        raise _no_operation(reader, start) from error
    for form in (_comparison, _list, _is, _exists, _starts):
        before = reader.at
        node = form(reader, attribute)
        if node is not None:
            reader.spaces()
            return node
        reader.at = before
    return _range(reader, attribute, start)


def _no_operation(reader: Reader, start: int) -> Refused:
    text = reader.text[start:]
    found = f"at `{text}`." if text.strip() else "but instead got nothing."
    return reader.refused(f"{OPERATION} {found}", start)


def _value(reader: Reader) -> Value:
    """A value that has to stand here."""
    try:
        return read_value(reader)
    except Backtrack as error:
        raise reader.refused(error.text, error.where, error.length) from error


def _comparison(reader: Reader, attribute: Value) -> Node | None:
    for operator in ("<=", ">=", "!=", "<", ">", "="):
        if reader.literal(operator):
            return Condition(attribute, operator, (_value(reader),))
    return None


def _list(reader: Reader, attribute: Value) -> Node | None:
    negated = reader.keyword("NOT")
    reader.spaces()
    if not reader.keyword("IN"):
        return None
    reader.spaces()
    if not reader.literal("["):
        raise reader.refused("Expected `[` after `IN` keyword.")
    test = Condition(attribute, "IN", tuple(_elements(reader)))
    reader.spaces()
    if not reader.literal("]"):
        raise _unclosed(reader)
    return Not(test) if negated else test


def _elements(reader: Reader) -> Iterator[Value]:
    while True:
        before = reader.at
        try:
            yield read_value(reader)
        except Backtrack:
            reader.at = before
            return
        if not reader.literal(","):
            return


def _unclosed(reader: Reader) -> Refused:
    rest = reader.rest()
    if not rest:
        return reader.refused("Expected matching `]` after the list of field names given to `IN[`")
    return reader.refused(
        f"Expected only comma-separated field names inside `IN[..]` but instead found `{rest}`."
    )


def _is(reader: Reader, attribute: Value) -> Node | None:
    if not reader.keyword("IS"):
        return None
    reader.spaces()
    negated = reader.keyword("NOT")
    reader.spaces()
    for word in ("NULL", "EMPTY"):
        if reader.keyword(word):
            test = Condition(attribute, word)
            return Not(test) if negated else test
    return None


def _exists(reader: Reader, attribute: Value) -> Node | None:
    negated = reader.keyword("NOT")
    reader.spaces()
    if not reader.keyword("EXISTS"):
        return None
    test = Condition(attribute, "EXISTS")
    return Not(test) if negated else test


def _starts(reader: Reader, attribute: Value) -> Node | None:
    negated = reader.keyword("NOT")
    reader.spaces()
    if reader.rest().startswith("CONTAINS"):
        raise NotBuilt("CONTAINS, an experimental operator")
    if not reader.literal("STARTS WITH"):
        return None
    test = Condition(attribute, "STARTS WITH", (_value(reader),))
    return Not(test) if negated else test


def _range(reader: Reader, attribute: Value, start: int) -> Node:
    try:
        lowest = read_value(reader)
    except Backtrack as error:
        raise _no_operation(reader, start) from error
    if not reader.keyword("TO"):
        raise _no_operation(reader, start)
    return Condition(attribute, "TO", (lowest, _value(reader)))
