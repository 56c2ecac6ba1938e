"""YAML as our files use it: exact decimals, dates, line numbers for every fault; no floats, no references."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import yaml

from catalogue.faults import Fault, Path
from catalogue.schema import plain

# The C versions are ten times as fast; they are missing where PyYAML was built without libyaml.
# The base loader makes text of everything: which words are numbers or dates is decided here.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_WIDTH = 110
_LONG = 90
_DEEPEST = 60
_TAG = "tag:yaml.org,2002:"
_LINE_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,59})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,59})\.[0-9]{1,60}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[-+]\d\d:\d\d)?")


class Text:
    """A YAML text as plain values, with the faults found on the way and a line for every path.

    Codes with leading zeros (0363) and words such as "no" stay text, unlike in YAML 1.1.
    """

    def __init__(self, text: str) -> None:
        """Read the text. Never raises: what is wrong stands in `faults`; an empty text has the value None."""
        self.faults: list[Fault] = []
        self.value: Any = None
        self._root: yaml.Node | None = None
        try:
            self.faults.extend(_tricks(text))
            if not self.faults:
                self._root = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            self.faults.append(_syntax_fault(error, text))
        else:
            self.value = self._construct(self._root, ()) if self._root else None

    def line(self, path: Path) -> int | None:
        """The line of the deepest part of the path that exists; None for an empty text."""
        node, line = self._root, 1
        for step in path:
            child, place = _child(node, step)
            if child is None or place is None:
                break
            node, line = child, place.start_mark.line + 1
        return line if self._root else None

    def _fault(self, node: yaml.Node, path: Path, message: str) -> None:
        self.faults.append(Fault(path, message, node.start_mark.line + 1))

    def _construct(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._construct(child, (*path, place)) for place, child in enumerate(node.value)]
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, path, "De naam van een veld moet gewone tekst zijn.")
                continue
            key = str(key_node.value)
            if key in values:
                self._fault(key_node, (*path, key), "Dit veld staat er twee keer. Haal er één weg.")
                continue
            values[key] = self._construct(value_node, (*path, key))
        return values

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text: str = node.value
        if node.style:  # quoted, or a block of text
            return text
        try:
            return _plain_word(text)
        except ValueError:
            self._fault(node, path, f"De datum of tijd {text} bestaat niet.")
            return None


def _plain_word(text: str) -> str | int | bool | Decimal | date | None:
    """The value of a word without quotes. Raises ValueError for a day or time that does not exist."""
    if text in _WORDS:
        return _WORDS[text]
    if not text[-1].isdigit() and text[-1] != "Z":
        return text
    for pattern, convert in _READERS:
        if pattern.fullmatch(text):
            return convert(text)
    return text


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], int | Decimal | date]], ...] = (
    (_INTEGER, int),
    (_DECIMAL, Decimal),
    (_DATE, date.fromisoformat),
    (_TIME, datetime.fromisoformat),
)


def _tricks(text: str) -> Iterator[Fault]:
    """References, type tags, a second text, endless nesting: found before a recursive step sees the text."""
    depth, texts = 0, 0
    for event in yaml.parse(text, Loader=_Loader):
        message = None
        if getattr(event, "anchor", None):
            message = "Verwijzingen met & en * kunnen hier niet. Schrijf het onderdeel uit."
        elif getattr(event, "tag", None):
            message = "Een typeaanduiding met ! kan hier niet. Zet tekst met een ! tussen aanhalingstekens."
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            texts += 1
        if texts > 1 or depth > _DEEPEST:
            message = "Dit bestand is te diep genest of bevat meer dan één geheel (---)."
        if message:
            yield Fault((), message, event.start_mark.line + 1 if event.start_mark else None)
        if texts > 1 or depth > _DEEPEST:
            return


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The node at a step, and the node that marks its place: the key of a field, the item of a list."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None, None


def _syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Fault((), "Hier staat een teken dat niet in het bestand mag.", line)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = (
        "Dit is geen geldige YAML. Kijk of de velden recht onder elkaar staan en of tekst met een "
        "dubbele punt tussen aanhalingstekens staat."
    )
    return Fault((), message, mark.line + 1 if mark else None)


class _Dumper(_BaseDumper):  # type: ignore[misc]
    """Quotes every word that some YAML reader takes for a number, date or yes/no."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (the name is PyYAML's)
        return True


def _text(dumper: Any, text: str) -> Any:
    style = None
    if _LINE_BREAKS.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > _LONG:
        style = ">"
    return dumper.represent_scalar(_TAG + "str", text, style=style)


def _decimal(dumper: Any, number: Decimal) -> Any:
    text = plain(number)
    return dumper.represent_scalar(_TAG + ("float" if "." in text else "int"), text)


def _timestamp(dumper: Any, moment: datetime) -> Any:
    text = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return dumper.represent_scalar(_TAG + "timestamp", text)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(StrEnum, lambda dumper, term: _text(dumper, str(term)))
_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(datetime, _timestamp)
_Dumper.add_representer(tuple, lambda dumper, items: dumper.represent_list(items))


def dump(value: object) -> str:
    """Block-style YAML in the order of the value, with exact decimals and long text folded."""
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text
