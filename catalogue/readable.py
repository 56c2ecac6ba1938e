"""Facts of a document as Dutch text, exact: what two versions differ in is never rounded away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.documents import Study
from catalogue.figures import KnownFigure
from catalogue.money import NBSP, date_text, euro, number, percent
from catalogue.namings import NAMINGS
from catalogue.registers import municipalities, unit_cost
from catalogue.schema import Document, Unknown
from catalogue.shapes import Kind, Shape, shapes
from catalogue.vocabulary import Term

_CENTS = -2
_NAMING = ("title", "name", "variable", "scheme", "code", "rule")


@dataclass(frozen=True, slots=True)
class Reader:
    """Puts facts into words. `sources` are the titles of the sources, by id.

    `unit_costs` are the names of unit costs as they are called now; the register file knows the others.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    unit_costs: Mapping[str, str] = field(default_factory=dict)

    def value(self, value: Any, shape: Shape) -> str:
        """One value of a field, without the label."""
        if isinstance(value, KnownFigure):
            return self._figure(value, shape.unit)
        if shape.attribute == "sources":
            return self.sources.get(value, value)
        if shape.attribute in {"municipalities", "code"} and isinstance(value, str):
            return municipality_name(value)
        if shape.attribute == "unit_cost" and isinstance(value, str):
            found = unit_cost(value)
            return self.unit_costs.get(value, found.name if found else value)
        return plain_value(value, shape.unit)

    def name(self, document: Document) -> str:
        """The document by its own name: "Onderzoek ‘…’"."""
        facts = {shape.attribute: getattr(document, shape.attribute) for shape in shapes(type(document))}
        return self.called(type(document), facts)

    def called(self, model: type[Document], facts: Mapping[str, Any]) -> str:
        """As name, for a document of which only some facts are there, by attribute."""
        naming = NAMINGS.get(model)
        noun = naming.name if naming else "Onderdeel"
        for shape in shapes(model):
            value = facts.get(shape.attribute)
            if shape.attribute in _NAMING and value and not isinstance(value, Unknown):
                return f"{noun} ‘{self.value(value, shape)}’"
        return f"{noun} {_second_name(model, facts)}".strip()

    def lines(self, document: Document) -> tuple[str, ...]:
        """Every own fact that differs from what an empty form holds, as "Label: waarde"."""
        return tuple(self._lines(document))

    def part(self, part: Document | None) -> str | None:
        """A part that may be absent or unknown, with all its own facts."""
        if isinstance(part, Unknown):
            return plain_value(part, None)
        return "\n".join(self.lines(part)) if part else None

    def fact(self, document: Document, shape: Shape) -> str | None:
        """One own fact; None for a part, an id, and what an empty form holds as well."""
        value = getattr(document, shape.attribute)
        is_default = not shape.required and value == type(document).model_fields[shape.attribute].default
        if shape.kind is Kind.DOCUMENT or shape.attribute == "id" or is_default:
            return None
        return "; ".join(self.value(one, shape) for one in (value if shape.many else (value,)))

    def _lines(self, document: Document) -> Iterator[str]:
        for shape in shapes(type(document)):
            text = self.fact(document, shape)
            if text is not None:
                yield f"{shape.label}: {text}"

    def _figure(self, figure: KnownFigure, unit: str | None) -> str:
        parts = [_amount(figure, unit)]
        if figure.sources:
            parts.append("bron: " + ", ".join(self.sources.get(source, source) for source in figure.sources))
        parts.extend([figure.locator] if figure.locator else [])
        parts.append(f"uit {_decapitalised(figure.first_hand.label)}")
        parts.extend(["betwist"] if figure.disputed else [])
        parts.extend([figure.remark] if figure.remark else [])
        return "; ".join(parts)


def plain_value(value: Any, unit: str | None) -> str:
    """A value that needs no other part of the document."""
    if isinstance(value, Unknown):
        return f"onbekend ({_decapitalised(value.reason.label)})"
    if isinstance(value, Term):
        return value.label
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal) or (isinstance(value, int) and unit):
        return _measure(Decimal(value), unit)
    return str(value)  # a text, or a year: that has no point for thousands


def municipality_name(code: str) -> str:
    """The name of a municipality, or the code where the register does not have it."""
    found = municipalities().get(code)
    return found.name if found else code


def _amount(figure: KnownFigure, unit: str | None) -> str:
    low, mid, high = (
        None if value is None else _measure(value, unit) for value in (figure.low, figure.mid, figure.high)
    )
    span = f"van {low} tot {high}" if low and high else f"minstens {low}" if low else f"hoogstens {high}"
    if mid is None:
        return span
    return f"{mid} ({span})" if low or high else mid


def _measure(value: Decimal, unit: str | None) -> str:
    if unit is None:
        return number(value)
    if unit in {"euro", "per euro"}:
        return _exact_euro(value) + (" per euro" if unit == "per euro" else "")
    if unit.startswith("procent"):
        return percent(value) + unit.removeprefix("procent")
    return f"{number(value)}{NBSP}{unit}"


def _exact_euro(value: Decimal) -> str:
    """Euros with all their digits, also where there are more than two behind the comma."""
    exponent = value.normalize().as_tuple().exponent
    in_cents = isinstance(exponent, int) and exponent >= _CENTS
    return euro(value) if in_cents else f"€{NBSP}{number(value)}"


def _decapitalised(label: str) -> str:
    return label[:1].lower() + label[1:]


def _second_name(model: type[Document], facts: Mapping[str, Any]) -> str:
    """What tells a document without a title from the others."""
    year = facts.get("year")
    if model is Study and isinstance(year, int):
        return f"uit {year}"
    return str(facts.get("id") or "")
