"""YAML as it is written: numbers become int or Decimal, never a float; doubt is refused with its line."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

_BROKEN = "De opmaak klopt hier niet. Kijk naar inspringing, dubbele punten en aanhalingstekens."
_DEEPEST = 60
_WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,39})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,39})(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class YamlProblem(ValueError):
    """A text that cannot be read as YAML without guessing. `line` counts from 1; `message` is plain Dutch."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Regel {line}: {message}")
        self.line = line
        self.message = message


def load(text: str) -> Any:
    """The one document in a YAML text; None for an empty text.

    Codes with leading zeros ("0363") and words such as "on" and "no" stay text, as YAML 1.2 has it.
    Raises YamlProblem for broken YAML, a key given twice, references (&, *), type tags (!) and a second text.
    """
    try:
        _refuse_tricks(text)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise YamlProblem(mark.line + 1 if mark else 1, _BROKEN) from problem
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        raise YamlProblem(line, "Hier staat een teken dat niet is toegestaan.") from problem
    return None if node is None else _build(node)


def _refuse_tricks(text: str) -> None:
    """Raises YamlProblem for references, tags and endless nesting, before a recursive step sees the text."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            raise YamlProblem(
                line, "Een verwijzing (met & en *) is niet toegestaan. Schrijf het gegeven voluit."
            )
        if getattr(event, "tag", None):
            raise YamlProblem(line, "Een typeaanduiding (met !) is niet toegestaan.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise YamlProblem(line, "De gegevens zijn te diep genest.")


def _build(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    return [_build(part) for part in node.value]


def _mapping(node: yaml.MappingNode) -> dict[Any, Any]:
    values: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlProblem(line, "Een sleutel is een enkel woord of getal.")
        key = _scalar(key_node)
        if key in values:
            raise YamlProblem(line, f"De sleutel “{key}” staat er twee keer.")
        values[key] = _build(value_node)
    return values


def _scalar(node: yaml.ScalarNode) -> str | int | bool | Decimal | date | None:
    text: str = node.value
    if node.style:  # quoted or a text block
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        return _date(node)
    return text


def _date(node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(node.value)
    except ValueError as problem:
        raise YamlProblem(node.start_mark.line + 1, f"De datum {node.value} bestaat niet.") from problem
