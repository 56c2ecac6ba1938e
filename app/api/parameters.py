"""Query parameters: declared once, from which both the documentation and the strict check follow.

The pages of the site take what they can use of an address. The API refuses what it cannot use, so that a
program never mistakes a typing error for an answer.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import QueryParams

from app.api.models import Fault
from app.api.problems import InvalidInput
from app.filters import LONGEST_TEXT
from app.register_filter import Register

WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter with its JSON Schema; `many` allows it more than once (one of them must fit)."""

    name: str
    description: str
    schema: dict[str, Any]
    many: bool = False

    def faults(self, values: Sequence[str]) -> Iterator[str]:
        """What is wrong with the values given."""
        if len(values) > 1 and not self.many:
            yield "Geef deze parameter één keer."
        for value in values:
            if reason := self._fault(value):
                yield reason

    def _fault(self, value: str) -> str | None:
        schema = self.schema
        if schema["type"] == "integer":
            low, high = schema["minimum"], schema["maximum"]
            fits = WHOLE_NUMBER.fullmatch(value) and low <= int(value) <= high
            return None if fits else f"Geef een heel getal van {low} tot en met {high}."
        if "enum" in schema:
            return None if value in schema["enum"] else _unknown(value, schema["enum"])
        longest = schema["maxLength"]
        return None if len(value) <= longest else f"Gebruik hoogstens {longest} tekens."

    def documentation(self) -> dict[str, Any]:
        """The parameter in OpenAPI."""
        schema = {"type": "array", "items": self.schema} if self.many else self.schema
        return {
            "name": self.name,
            "in": "query",
            "required": False,
            "description": self.description,
            "schema": schema,
            **({"style": "form", "explode": True} if self.many else {}),
        }


def _unknown(value: str, choices: Sequence[str]) -> str:
    known = ", ".join(choices) if len(choices) <= SHOWN else f"een van de {len(choices)} codes"
    return f"‘{value[:SHOWN]}’ bestaat hier niet. Kies uit: {known}."


def choice(name: str, description: str, codes: Iterable[str], *, many: bool = True) -> Parameter:
    """A parameter with a closed list of codes."""
    return Parameter(name, description, {"type": "string", "enum": [str(code) for code in codes]}, many)


def whole(name: str, description: str, low: int, high: int, default: int | None = None) -> Parameter:
    """A parameter with a whole number."""
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Parameter(name, description, schema if default is None else {**schema, "default": default})


def text(name: str, description: str) -> Parameter:
    """A parameter with free text."""
    return Parameter(name, description, {"type": "string", "maxLength": LONGEST_TEXT})


Extra = Callable[[QueryParams], Iterable[Fault]]


def check(parameters: Sequence[Parameter], extra: Extra | None = None) -> Callable[[Request], None]:
    """A dependency that refuses a question with every fault in it at once."""
    known = {parameter.name: parameter for parameter in parameters}

    def refuse_faults(request: Request) -> None:
        given = request.query_params
        faults = [*_faults(known, given), *(extra(given) if extra else ())]
        if faults:
            raise InvalidInput(faults)

    return refuse_faults


def _faults(known: dict[str, Parameter], given: QueryParams) -> Iterator[Fault]:
    for name in dict.fromkeys(given.keys()):
        if name in known:
            for reason in known[name].faults(given.getlist(name)):
                yield Fault(place="query", name=name, reason=reason)
        else:
            names = ", ".join(known) or "geen"
            reason = f"Deze parameter bestaat hier niet. Wel: {names}."
            yield Fault(place="query", name=name[:SHOWN], reason=reason)


def register_parameters(register: Register[Any]) -> tuple[Parameter, ...]:
    """The query parameters of a register: words, and each of its filters."""
    filters = (choice(one.name, f"{one.title}. {one.terms.about}", one.terms) for one in register.facets)
    return (text("q", "Zoekwoorden. Elk woord moet voorkomen."), *filters)
