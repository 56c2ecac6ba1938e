"""Unit costs: fixed amounts per unit, with their concept, source and reliability (METHOD A13)."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from catalogue.register_file import by_key, read
from catalogue.schema import NOT_ADOPTED, Document, Exact, Unknown, field
from catalogue.terms_registers import Domain
from catalogue.vocabulary import Party, Reliability, UnitCostKind


class UnitCostSource(Document):
    """Where a unit cost was read, which may quote another source."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze bron.")
    text: str = field("tekst", "Bron", "De bron, en waar die is aangehaald.")
    url: str | None = field("url", "Webadres", "Waar de bron op het web staat.", default=None)
    read: str | Unknown = field("gelezen", "Gelezen in", "Wat van de bron is gelezen.", default=NOT_ADOPTED)


class UnitCostGroup(Document):
    """The same thing, priced in more than one way."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze groep.")
    name: str = field("naam", "Naam", "Waar de bedragen over gaan.")
    explanation: str = field("uitleg", "Uitleg", "Waarom de bedragen verschillen.")


class UnitCostPart(Document):
    """A part of a composite: what it is for, and for whom."""

    name: str = field("naam", "Naam", "Waar dit deel over gaat.")
    party: Party | Unknown = field(
        "partij", "Partij", "Wie betaalt of het voordeel heeft.", default=NOT_ADOPTED
    )
    amount: Exact | Unknown = field("bedrag", "Bedrag", "Het bedrag van dit deel.", unit="euro")


class UnitCost(Document):
    """An amount per unit. Without a known price year it is neither converted nor used in a sum."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van dit kengetal.")
    name: str = field("naam", "Naam", "Waar het bedrag over gaat.")
    value: Exact | Unknown = field("waarde", "Bedrag", "Het bedrag dat de bron geeft.", unit="euro")
    low: Exact | None = field(
        "laag", "Laag", "De laagste waarde die de bron geeft.", unit="euro", default=None
    )
    high: Exact | None = field(
        "hoog", "Hoog", "De hoogste waarde die de bron geeft.", unit="euro", default=None
    )
    unit: str = field("eenheid", "Eenheid", "Waarover het bedrag gaat: een uur, een dag, een persoon …")
    price_year: int | Unknown = field("prijspeil", "Prijspeil", "Het jaar waarvan de prijs is gebruikt.")
    publication_year: int | Unknown = field(
        "jaar_publicatie", "Jaar van publicatie", "Het jaar waarin de bron verscheen.", default=NOT_ADOPTED
    )
    party: Party | Unknown = field(
        "partij", "Partij", "Wie betaalt of het voordeel heeft.", default=NOT_ADOPTED
    )
    domain: Domain | Unknown = field(
        "domein", "Domein", "Het gebied waar het bij hoort.", default=NOT_ADOPTED
    )
    kind: UnitCostKind = field("soort", "Soort", "Wat het bedrag voorstelt.")
    reliability: Reliability | Unknown = field(
        "betrouwbaarheid", "Betrouwbaarheid", "Hoe goed het bedrag is onderbouwd.", default=NOT_ADOPTED
    )
    source: UnitCostSource | Unknown = field(
        "bron", "Bron", "Waar het bedrag is gelezen.", default=NOT_ADOPTED
    )
    group: UnitCostGroup | None = field("groep", "Groep", "Kengetallen over hetzelfde.", default=None)
    parts: tuple[UnitCostPart, ...] = field(
        "opbouw",
        "Opbouw",
        "De delen van een samengesteld bedrag, die samen precies het hele zijn.",
        default=(),
    )
    usable: bool = field(
        "rekenen",
        "Mag in een berekening",
        "Of het bedrag volgens de bron geschikt is om mee te rekenen.",
        default=True,
    )
    note: str | None = field("opmerking", "Opmerking", "Wat u bij dit kengetal moet weten.", default=None)

    @property
    def calculable(self) -> bool:
        """Whether the amount may enter a sum: known value, price year and party, and no nationwide total."""
        facts = (self.value, self.price_year, self.party)
        return (
            self.usable
            and self.kind is not UnitCostKind.MACRO
            and not any(isinstance(fact, Unknown) for fact in facts)
        )


class Conflict(Document):
    """Unit costs of one group, to be shown side by side and never averaged."""

    group: UnitCostGroup = field("groep", "Groep", "Waar de bedragen over gaan.")
    unit_costs: tuple[UnitCost, ...] = field(
        "kengetallen", "Kengetallen", "De bedragen naast elkaar.", min_length=2
    )


@cache
def unit_costs() -> tuple[UnitCost, ...]:
    """Every unit cost that was read, in the order of the file."""
    return _rows("kengetallen")


@cache
def macro_figures() -> tuple[UnitCost, ...]:
    """Amounts for the whole country: context only, never divided by a number of people."""
    return _rows("macro")


@cache
def missing_unit_costs() -> tuple[UnitCost, ...]:
    """Unit costs that were looked for and not found; their values are unknown."""
    return _rows("nog_te_vinden")


def unit_cost(id: str) -> UnitCost | None:
    """The unit cost with this id, found or still to be found; None where there is none."""
    return _all_by_id().get(id)


def conflicts(rows: Iterable[UnitCost]) -> tuple[Conflict, ...]:
    """The groups of which at least two unit costs are among the rows, in the order of the rows."""
    groups: dict[str, list[UnitCost]] = {}
    for row in rows:
        if row.group:
            groups.setdefault(row.group.id, []).append(row)
    return tuple(
        Conflict(group=members[0].group, unit_costs=tuple(members))
        for members in groups.values()
        if len(members) > 1
    )


@cache
def _all_by_id() -> dict[str, UnitCost]:
    rows = (*unit_costs(), *macro_figures(), *missing_unit_costs())
    return by_key((row.id for row in rows), rows)


def _rows(part: str) -> tuple[UnitCost, ...]:
    return rows_in(read("kengetallen"), part)


def rows_in(content: dict[str, Any], part: str) -> tuple[UnitCost, ...]:
    """Rows of one part of a file of unit costs. Raises KeyError for a source or group it does not define."""
    linked = {
        "bron": by_key((row["id"] for row in content["bronnen"]), content["bronnen"]),
        "groep": by_key((row["id"] for row in content["groepen"]), content["groepen"]),
    }
    return tuple(UnitCost.model_validate(_resolved(row, linked)) for row in content[part])


def _resolved(row: dict[str, Any], linked: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {key: linked[key][value] if key in linked else value for key, value in row.items()}
