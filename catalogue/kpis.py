"""Indicators (KPIs) that social work uses. They carry no measured values."""

from functools import cache
from typing import Any

from catalogue.register_file import by_key, read
from catalogue.schema import Document, Unknown, field
from catalogue.terms_registers import KpiKind, KpiKindBasis, KpiOrigin
from catalogue.vocabulary import Theme, WorkType


class Kpi(Document):
    """An indicator with the words of its source; codes only where the translation is clear."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van deze indicator.")
    name: str = field("naam", "Naam", "Hoe de indicator heet.")
    kind: KpiKind = field("soort", "Soort", "Inzet, prestatie of effect.")
    kind_basis: KpiKindBasis = field("soort_volgens", "Soort volgens", "Wie de soort heeft bepaald.")
    work_types: tuple[WorkType, ...] = field("werksoorten", "Werksoort", "De soort sociaal werk.")
    work_type_words: str = field("werksoort_bron", "Werksoort volgens de bron", "In de woorden van de bron.")
    themes: tuple[Theme, ...] = field("themas", "Thema", "Het vraagstuk waar het om gaat.")
    theme_words: str = field("thema_bron", "Thema volgens de bron", "In de woorden van de bron.")
    definition: str = field("definitie", "Wat wordt gemeten", "Wat de indicator telt of beschrijft.")
    unit: str | Unknown = field("eenheid", "Eenheid", "Waarin wordt gemeten.")
    origin: KpiOrigin = field("herkomst", "Herkomst", "Wie de indicator gebruikt of noemt.")
    url: str = field("url", "Webadres van de bron", "Waar de indicator is gelezen.")


@cache
def kpis() -> tuple[Kpi, ...]:
    """Every indicator in data/kpis.yaml, in the order of the file."""
    return rows_in(read("kpis"))


def rows_in(content: dict[str, Any]) -> tuple[Kpi, ...]:
    """The indicators in the content of a file. Raises ValueError for an id that stands there twice."""
    rows = [Kpi.model_validate(row) for row in content["indicatoren"]]
    return tuple(by_key((row.id for row in rows), rows).values())
