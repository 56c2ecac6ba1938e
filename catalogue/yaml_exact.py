"""Our own data files as plain values; the first fault stops, as a broken data file is ours to mend."""

from typing import Any

from catalogue.yamltext import Text


class YamlProblem(ValueError):
    """A text that cannot be read as YAML without guessing. `line` counts from 1; `message` is plain Dutch."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Regel {line}: {message}")
        self.line = line
        self.message = message


def load(text: str) -> Any:
    """The one document in a YAML text; None for an empty text. Raises YamlProblem for the first fault."""
    found = Text(text)
    for fault in found.faults:
        raise YamlProblem(fault.line or 1, fault.message)
    return found.value
