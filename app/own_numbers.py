"""The page with own numbers: what was typed, what is wrong with it, and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from catalogue import registers
from catalogue.documents import Approach, Result, Study
from catalogue.dutch_numbers import dutch_number, whole_number
from catalogue.money import euro, number
from catalogue.own_numbers import (
    ALL,
    LARGEST_COST,
    MOST_PARTICIPANTS,
    Inputs,
    Outcome,
    Refused,
    Start,
    explore,
    start_of,
)
from catalogue.reading import has_outcome, leading_study

T = TypeVar("T")

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "deelnemers": "Aantal",
        "kosten": "Uw kosten",
        "effect": "Deel van het effect",
        "prijspeil": "In prijzen van",
    }
)
"""What a reader may change, by the name in the address, with a short name for messages."""
REQUIRED: Mapping[str, str] = MappingProxyType(
    {
        "deelnemers": "Vul in met hoeveel u wilt rekenen, bijvoorbeeld 40.",
        "effect": "Vul een deel in, bijvoorbeeld 80. Voor het hele effect vult u 100 in.",
    }
)
"""What may not be left empty, with what to do when it is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One result of the approach that a reader may work with, or why not."""

    study: Study
    result: Result
    start: Start | Refused

    @property
    def usable(self) -> bool:
        """Whether the study carries a calculation."""
        return isinstance(self.start, Start)


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """Everything the page shows. `typed` holds the words in the fields as they were typed."""

    choices: tuple[Choice, ...]
    chosen: Choice | None
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    reasons: tuple[str, ...] = ()

    @property
    def wrong(self) -> list[str]:
        """The short names of the fields that do not hold."""
        return [f"‘{self._label(name)}’" for name in self.errors]

    @property
    def summary(self) -> dict[str, str]:
        """What is wrong, with the name of the field it is about."""
        return {name: f"{self._label(name)}: {message}" for name, message in self.errors.items()}

    def _label(self, name: str) -> str:
        """The short name of a field; the number says what it counts."""
        start = self.chosen.start if self.chosen else None
        counted = f" {start.noun[1]}" if name == "deelnemers" and isinstance(start, Start) else ""
        return f"{FIELDS[name]}{counted}"

    @property
    def usable(self) -> tuple[Choice, ...]:
        """The results that carry a calculation."""
        return tuple(choice for choice in self.choices if choice.usable)

    @property
    def refused(self) -> tuple[Choice, ...]:
        """The results that do not."""
        return tuple(choice for choice in self.choices if not choice.usable)


def choices(approach: Approach) -> tuple[Choice, ...]:
    """Every result of an approach: that of the study its card speaks of first, then in their own order."""
    leading = leading_study(approach)
    ordered = sorted(approach.studies, key=lambda study: study is not leading)
    return tuple(
        Choice(study, result, start_of(study, result)) for study in ordered for result in study.results
    )


def possible(approach: Approach) -> str:
    """Whether a reader can work with own numbers: "ja", "nee", or "" where no outcome in euros is known."""
    if any(choice.usable for choice in choices(approach)):
        return "ja"
    return "nee" if any(has_outcome(study) for study in approach.studies) else ""


def read(approach: Approach, parameters: Mapping[str, str]) -> OwnNumbers:
    """The page for an address. Nothing raises: what cannot be used is said beside its field."""
    every = choices(approach)
    usable = [choice for choice in every if choice.usable]
    wanted = parameters.get("uitkomst", "")
    chosen = next((choice for choice in usable if choice.result.id == wanted), None)
    chosen = chosen or next(iter(usable), None)
    if chosen is None or isinstance(chosen.start, Refused):
        return OwnNumbers(every, None)
    return _answered(every, chosen, chosen.start, parameters)


def _answered(
    every: tuple[Choice, ...], chosen: Choice, start: Start, parameters: Mapping[str, str]
) -> OwnNumbers:
    form = _Form(start, parameters)
    inputs = form.inputs()
    shown = OwnNumbers(every, chosen, form.typed, form.errors)
    if form.errors:
        return shown
    found = explore(start, inputs, registers.cpi())
    if isinstance(found, Refused):
        return OwnNumbers(every, chosen, form.typed, {}, None, found.reasons)
    return OwnNumbers(every, chosen, form.typed, {}, found)


def as_typed(start: Start) -> dict[str, str]:
    """What stands in the fields before anything is typed: the study's own numbers.

    The costs stay empty, as those of the study change with the price year that is chosen.
    """
    return {
        "deelnemers": number(start.participants),
        "kosten": "",
        "effect": number(ALL),
        "prijspeil": "" if start.price_year is None else str(start.price_year),
    }


class _Form:
    """Reads the fields one by one and remembers what is wrong with each."""

    def __init__(self, start: Start, parameters: Mapping[str, str]) -> None:
        self.start = start
        self.begin = as_typed(start)
        given = {name: parameters.get(name, "").strip()[:60] for name in FIELDS}
        self.emptied = {name for name in REQUIRED if name in parameters and not given[name]}
        self.typed = {
            name: given[name] or ("" if name in self.emptied else self.begin[name]) for name in FIELDS
        }
        self.errors: dict[str, str] = {}

    def inputs(self) -> Inputs:
        return Inputs(
            participants=self._read("deelnemers", _participants),
            cost=self._read("kosten", _cost),
            effect=self._read("effect", _effect),
            price_year=self._read("prijspeil", _price_year),
        )

    def _read(self, name: str, parse: Callable[[str], T]) -> T | None:
        """What was typed; None where that is what the study says itself."""
        if name in self.emptied:
            self.errors[name] = REQUIRED[name]
            return None
        if self.typed[name] == self.begin[name]:
            return None
        try:
            return parse(self.typed[name])
        except ValueError as error:
            self.errors[name] = str(error)
            return None


def _participants(text: str) -> int:
    found = whole_number(text, example="40")
    if not 1 <= found <= MOST_PARTICIPANTS:
        raise ValueError(f"Vul een getal in van 1 tot en met {number(MOST_PARTICIPANTS)}.")
    return found


def _cost(text: str) -> Decimal:
    found = dutch_number(text)
    if not 0 < found <= LARGEST_COST:
        raise ValueError(f"Vul een bedrag in boven 0 en tot en met {euro(LARGEST_COST)}.")
    return found


def _effect(text: str) -> Decimal:
    found = dutch_number(text, example="80")
    if not 0 <= found <= ALL:
        raise ValueError(
            "Vul een deel in van 0 tot en met 100 procent, dus niet meer dan het onderzoek vond."
        )
    return found


def _price_year(text: str) -> int:
    years = registers.cpi()
    found = whole_number(text, example=str(years.last_year))
    if years.index(found) is None:
        raise ValueError(f"Kies een jaar van {years.first_year} tot en met {years.last_year}.")
    return found
