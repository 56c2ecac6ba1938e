"""The consumer price index: amounts of one year in prices of another (METHOD A5, F1)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from functools import cache, cached_property

from pydantic import model_validator

from catalogue.register_file import by_key, read
from catalogue.schema import Document, Exact, field
from catalogue.terms_registers import IndexStatus

PRECISION = 50
"""Digits kept in a conversion: enough to bring any amount back to the cent, whatever the caller's context."""


class CpiYear(Document):
    """The index of one year."""

    year: int = field("jaar", "Jaar", "Het jaar waar het indexcijfer bij hoort.")
    index: Exact = field("index", "Index", "Het gemiddelde van het jaar, met 2015 als 100.", gt=0)
    status: IndexStatus = field("status", "Status", "Of het cijfer is gelezen of berekend.")
    derivation: str = field(
        "afleiding", "Herkomst van het cijfer", "Waar het cijfer staat of hoe het is berekend."
    )
    annual_change_pct: Exact = field(
        "jaarmutatie", "Jaarmutatie", "De verandering die het CBS zelf publiceert.", unit="procent"
    )
    index_1900: Exact | None = field(
        "index_1900", "Index, 1900 = 100", "Het cijfer in de lange reeks.", default=None
    )


class CpiSource(Document):
    """A table or message the series was read from."""

    table: str | None = field("tabel", "Tabel", "Het nummer van de tabel.", default=None)
    title: str = field("titel", "Titel", "De titel van de bron.")
    covers: str = field("dekking", "Wat is gelezen", "De jaren die uit deze bron komen.")
    url: str | None = field("url", "Webadres", "Waar de bron op het web staat.", default=None)


class CpiCheck(Document):
    """A comparison of the series with another one."""

    name: str = field("naam", "Waarmee vergeleken", "De andere reeks.")
    target_year: int = field("doeljaar", "Doeljaar", "Het jaar waarnaar is omgerekend.")
    factors: dict[int, Exact] = field("factoren", "Factoren", "De factor per jaar volgens de andere reeks.")
    outcome: str = field("uitkomst", "Uitkomst", "Wat de vergelijking laat zien.")


class Cpi(Document):
    """The series with its status and sources."""

    version: int = field("versie", "Versie", "De versie van dit bestand.")
    checked_on: date = field("gecontroleerd_op", "Gecontroleerd op", "Wanneer de reeks is nagekeken.")
    series: str = field("reeks", "Reeks", "Welke reeks dit is.")
    base: str = field("basis", "Basis", "Het jaar dat op 100 is gezet.")
    licence: str = field("licentie", "Licentie", "Onder welke voorwaarden het CBS de cijfers geeft.")
    attribution: str = field("naamsvermelding", "Naamsvermelding", "Wie als bron moet worden genoemd.")
    sources: tuple[CpiSource, ...] = field("bronnen", "Bronnen", "Waar de reeks vandaan komt.")
    checks: tuple[CpiCheck, ...] = field("controles", "Controles", "Waarmee de reeks is vergeleken.")
    notes: tuple[str, ...] = field("opmerkingen", "Opmerkingen", "Wat u bij de reeks moet weten.")
    years: tuple[CpiYear, ...] = field("jaren", "Jaren", "De indexcijfers, van oud naar nieuw.", min_length=1)

    @model_validator(mode="after")
    def one_row_per_year(self) -> "Cpi":
        """Refuse a series that gives a year twice."""
        by_key((row.year for row in self.years), self.years)
        return self

    @cached_property
    def _by_year(self) -> Mapping[int, CpiYear]:
        return by_key((row.year for row in self.years), self.years)

    @property
    def first_year(self) -> int:
        """The oldest year of the series."""
        return min(self._by_year)

    @property
    def last_year(self) -> int:
        """The newest year of the series."""
        return max(self._by_year)

    @property
    def indexed(self) -> range:
        """The years from the oldest to the newest one."""
        return range(self.first_year, self.last_year + 1)

    def year(self, year: int) -> CpiYear | None:
        """The row of a year; None outside the series."""
        return self._by_year.get(year)

    def index(self, year: int) -> Decimal | None:
        """The index of a year; None outside the series."""
        row = self.year(year)
        return row.index if row else None

    def convert(self, amount: Decimal, source_year: int, target_year: int) -> Decimal | None:
        """The amount in prices of the target year, unrounded; None when a year is outside the series (F1)."""
        source, target = self.index(source_year), self.index(target_year)
        if source is None or target is None:
            return None
        if source_year == target_year:
            return amount
        with localcontext(prec=PRECISION):
            return amount * target / source


@cache
def cpi() -> Cpi:
    """The series in data/cpi.yaml."""
    return Cpi.model_validate(read("cpi"))
