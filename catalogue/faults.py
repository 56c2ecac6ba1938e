"""What is wrong with text that should become a document: every fault at once, in plain Dutch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

_TEXT = "Hier hoort tekst. Zet een getal of een datum tussen aanhalingstekens."
_WHOLE = "Hier hoort een heel getal, zonder punten en zonder komma."
_NUMBER = "Hier hoort een getal, met een punt voor de decimalen en zonder punten voor duizendtallen."
_YES_NO = "Vul true in voor ja of false voor nee."
_DATE = "Hier hoort een datum: jaar-maand-dag, bijvoorbeeld 2026-11-21."
_LIST = "Hier hoort een lijst: elk onderdeel op een eigen regel, met een streepje ervoor."
_FIELDS = "Hier horen velden te staan: elk op een eigen regel, met een naam, een dubbele punt en een waarde."

# Pydantic's error types begin with the kind of value that was expected.
_BY_BEGINNING: Mapping[str, str] = {
    "string_pattern": "Dit heeft niet de goede vorm.",
    "string_too_short": "Dit is leeg of te kort.",
    "string": _TEXT,
    "int": _WHOLE,
    "decimal": _NUMBER,
    "finite_number": _NUMBER,
    "bool": _YES_NO,
    "date": _DATE,
    "timezone": "Geef bij een tijd ook de tijdzone, of geef alleen de dag.",
    "tuple": _LIST,
    "list": _LIST,
    "model": _FIELDS,
    "dict": _FIELDS,
    "missing": "Dit verplichte veld ontbreekt.",
}


@dataclass(frozen=True)
class Fault:
    """One fault: where in the text (Dutch field names, list positions from 0) and what to do about it."""

    path: Path
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = where(self.path)
        line = f"regel {self.line}" if self.line else ""
        return ": ".join(part for part in (", ".join(filter(None, (line, place))), self.message) if part)


def where(path: Path) -> str:
    """A path for people: list positions count from 1, as in "onderzoeken 1, titel"."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words)


def faults(error: ValidationError, value: object, model: type[BaseModel] | None = None) -> tuple[Fault, ...]:
    """Every fault in `value`, once per place. `model` names the fields for a hint at a misspelt one."""
    found: dict[Path, Fault] = {}
    for details in error.errors(include_url=False):
        if _is_other_branch(details["loc"], value):
            continue
        path = tuple(_steps(details, value))
        found.setdefault(path, Fault(path, _message(details, model)))
    return tuple(found.values())


def _steps(details: ErrorDetails, value: Any) -> Iterator[str | int]:
    """The steps of an error's place that exist in the value, and a missing field as the last one.

    Pydantic puts the names of union branches between them; nobody who writes a file knows those.
    """
    for step in details["loc"]:
        if _holds(value, step):
            value = value[step]
            yield step
    if details["type"] == "missing":
        yield details["loc"][-1]


def _is_other_branch(location: tuple[str | int, ...], value: Any) -> bool:
    """Whether an error comes from the branch of "fact or unknown" that the writer did not mean.

    Fields below the fact mean that somebody wrote a reason; anything else is meant as the fact itself.
    """
    for step in location:
        if _holds(value, step):
            value = value[step]
        elif step == "Unknown":
            return not isinstance(value, Mapping)
        elif step in {"str", "int", "bool", "date", "decimal"} or str(step).startswith("function-"):
            return isinstance(value, Mapping)
    return False


def _holds(value: Any, step: str | int) -> bool:
    """Whether there is something at this step of a path."""
    if isinstance(value, Mapping):
        return step in value
    return isinstance(value, list | tuple) and isinstance(step, int) and step < len(value)


def _message(details: ErrorDetails, model: type[BaseModel] | None) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        return "Dit veld bestaat niet." + _hint(str(details["loc"][-1]), model)
    if kind in {"enum", "literal_error"}:
        expected = str(context["expected"]).replace(" or ", " of ")
        if not isinstance(details["input"], str):
            return f"Zet deze code tussen aanhalingstekens. Kies uit: {expected}."
        return f"'{details['input']}' staat niet in de lijst. Kies uit: {expected}."
    for beginning, message in _BY_BEGINNING.items():
        if kind.startswith(beginning):
            return message
    return "Deze waarde klopt niet."


def _hint(name: str, model: type[BaseModel] | None) -> str:
    names = set(_field_names(model, set())) if model else set()
    if name in names:
        return f" Het veld {name} hoort ergens anders in het document. Kijk naar het inspringen."
    close = get_close_matches(name, names, n=1, cutoff=0.75)
    return f" Bedoelt u {close[0]}?" if close else " Kijk of de naam goed is en op de goede plek staat."


def _field_names(annotation: Any, seen: set[Any]) -> Iterator[str]:
    """The Dutch names of all fields of a model and of the models inside it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return
        seen.add(annotation)
        for name, info in annotation.model_fields.items():
            yield info.alias or name
            yield from _field_names(info.annotation, seen)
        return
    for part in getattr(annotation, "__args__", ()):
        yield from _field_names(part, seen)
