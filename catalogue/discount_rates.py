"""Discount rates that were in force, with who set them (METHOD A4)."""

from datetime import date
from functools import cache
from typing import Any

from catalogue.register_file import by_key, read
from catalogue.schema import NOT_ADOPTED, Document, Exact, Unknown, field
from catalogue.terms_registers import DiscountKind


class DiscountSource(Document):
    """Where a rate was read."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze bron.")
    title: str = field("titel", "Titel", "De titel van de bron.")
    url: str = field("url", "Webadres", "Waar de bron op het web staat.")


class DiscountRate(Document):
    """A real discount rate in percent a year. An unknown rate exists but was not read."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze rekenrente.")
    name: str = field("naam", "Naam", "Waarvoor en vanaf wanneer de rekenrente geldt.")
    kind: DiscountKind = field("soort", "Soort", "Waarvoor de rekenrente is bedoeld.")
    rate: Exact | Unknown = field(
        "voet", "Rekenrente", "Hoeveel een bedrag per jaar minder telt.", unit="procent per jaar"
    )
    risk_free: Exact | None = field(
        "risicovrij", "Risicovrij", "Het deel zonder risico.", unit="procent per jaar", default=None
    )
    risk_premium: Exact | None = field(
        "risico_opslag", "Opslag voor risico", "Het deel voor risico.", unit="procent per jaar", default=None
    )
    valid_from: date | Unknown = field("geldig_van", "Geldig van", "De eerste dag.", default=NOT_ADOPTED)
    valid_until: date | Unknown | None = field(
        "geldig_tot", "Geldig tot en met", "De laatste dag.", default=None
    )
    transition_until: date | None = field(
        "overgang_tot",
        "Overgang tot en met",
        "Tot deze dag kan een onderzoek dat eerder begon de rekenrente nog gebruiken.",
        default=None,
    )
    set_by: str | Unknown = field(
        "vastgesteld_door", "Vastgesteld door", "Wie de rekenrente bepaalde.", default=NOT_ADOPTED
    )
    sources: tuple[DiscountSource, ...] = field("bronnen", "Bronnen", "Waar dit is gelezen.", default=())
    remark: str | None = field(
        "opmerking", "Opmerking", "Wat u bij deze rekenrente moet weten.", default=None
    )

    def may_hold_in(self, year: int) -> bool:
        """Whether a study published in a year may carry this rate, the transition included."""
        starts = self.valid_from.year if isinstance(self.valid_from, date) else None
        last = self.transition_until or self.valid_until
        ends = last.year if isinstance(last, date) else None
        return (starts is None or starts <= year) and (ends is None or year <= ends)


@cache
def discount_rates() -> tuple[DiscountRate, ...]:
    """Every rate in data/discontovoeten.yaml. Raises KeyError for a source that is not in the file."""
    content = read("discontovoeten")
    sources = by_key((row["id"] for row in content["bronnen"]), content["bronnen"])
    rows: list[dict[str, Any]] = content["voeten"]
    rates = [
        DiscountRate.model_validate({**row, "bronnen": [sources[id] for id in row.get("bronnen", [])]})
        for row in rows
    ]
    return tuple(by_key((rate.id for rate in rates), rates).values())


def standard_discount_rates(year: int) -> tuple[DiscountRate, ...]:
    """The standard rates a study published in a year may carry; two of them around a change of the rules."""
    return tuple(
        rate for rate in discount_rates() if rate.kind is DiscountKind.STANDARD and rate.may_hold_in(year)
    )
