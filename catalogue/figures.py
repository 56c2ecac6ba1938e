"""Figures: amounts and ratios that are known with their source, or unknown with the reason."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Discriminator, Tag, model_validator

from catalogue.schema import Document, Exact, Unknown, field
from catalogue.vocabulary import FirstHand, UnknownReason


class KnownFigure(Document):
    """A figure as a source gives it: low, mid, high (at least one) and where it was read.

    Only `low` means "at least", only `high` means "at most". Amounts are euros unless the field
    says otherwise.
    """

    low: Exact | None = field("laag", "Laag", "De laagste waarde die de bron geeft.", default=None)
    mid: Exact | None = field("midden", "Midden", "De waarde die de bron als uitkomst geeft.", default=None)
    high: Exact | None = field("hoog", "Hoog", "De hoogste waarde die de bron geeft.", default=None)
    sources: tuple[str, ...] = field(
        "bronnen",
        "Bronnen",
        "De bronnen waarin dit cijfer staat. Staan er meer, dan is niet vastgelegd welke het cijfer noemt.",
        default=(),
    )
    locator: str | None = field(
        "vindplaats", "Plaats in de bron", "De bladzijde, tabel of alinea.", default=None
    )
    first_hand: FirstHand = field(
        "gelezen", "Gelezen in", "In het onderzoek zelf gelezen, of overgenomen uit een andere bron."
    )
    disputed: bool = field("betwist", "Betwist", "Een andere bron spreekt dit cijfer tegen.", default=False)
    remark: str | None = field("opmerking", "Opmerking", "Wat u bij dit cijfer moet weten.", default=None)

    @model_validator(mode="after")
    def some_value(self) -> "KnownFigure":
        """Refuse a known figure without a value: then it is unknown, with a reason."""
        if self.low is None and self.mid is None and self.high is None:
            message = "Vul een waarde in, of zeg waarom het cijfer onbekend is."
            raise ValueError(message)
        return self

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The values given, from low to high."""
        return tuple(value for value in (self.low, self.mid, self.high) if value is not None)

    @property
    def best(self) -> Decimal | None:
        """The mid value, which a one-sided figure ("at least", "at most") does not have."""
        return self.mid

    @property
    def has_range(self) -> bool:
        """Whether the source gives a low and a high value."""
        return self.low is not None and self.high is not None


def _kind(value: Any) -> str:
    if isinstance(value, Unknown):
        return "onbekend"
    if isinstance(value, dict) and ({"onbekend", "reason"} & value.keys()):
        return "onbekend"
    return "bekend"


Figure = Annotated[
    Annotated[KnownFigure, Tag("bekend")] | Annotated[Unknown, Tag("onbekend")],
    Discriminator(_kind),
]


def mid(figure: KnownFigure | Unknown) -> Decimal | None:
    """The mid value of a figure; None where it is unknown or one-sided."""
    return None if isinstance(figure, Unknown) else figure.mid


def reason(figure: object) -> UnknownReason | None:
    """Why a figure or fact is unknown; None where it is known."""
    return figure.reason if isinstance(figure, Unknown) else None


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Sum that keeps unknown unknown: one missing part makes the sum missing (METHOD F14).

    An empty sum is unknown as well: nothing was read.
    """
    parts = list(amounts)
    if not parts or any(part is None for part in parts):
        return None
    return sum((part for part in parts if part is not None), Decimal(0))


def benefits_per_euro(costs: Decimal | None, benefits: Decimal | None) -> Decimal | None:
    """Benefits divided by costs; None where either is unknown or costs are not above zero (METHOD F5)."""
    if costs is None or benefits is None or costs <= 0:
        return None
    return benefits / costs
