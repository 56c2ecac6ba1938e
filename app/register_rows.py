"""The registers as lists: how they are searched and filtered, grouped, and written to a file."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum

from app.csv_files import decimal
from app.register_filter import Register, RowFacet
from catalogue.money import number
from catalogue.registers import Domain, Kpi, KpiKind, KpiOrigin, UnitCost, UnitCostSource
from catalogue.schema import Document, Unknown, known
from catalogue.terms_base import Term
from catalogue.vocabulary import Party, Reliability, Theme, UnitCostKind, WorkType

UNIT_COST_COLUMNS = (
    "id", "name", "value", "low", "high", "unit", "price_year", "publication_year", "party", "domain", "kind",
    "reliability", "usable", "note",
)  # fmt: skip
INDICATOR_COLUMNS = (
    "id", "name", "kind", "kind_basis", "definition", "unit", "work_types", "work_type_words", "themes",
    "theme_words", "origin", "url",
)  # fmt: skip


def _words_of_unit_cost(row: UnitCost) -> str:
    source = known(row.source)
    amount = known(row.value)
    terms = (known(row.domain), known(row.party), row.kind)
    parts: list[str | None] = [row.name, row.unit, row.note, source.text if source else None]
    parts += [row.group.name if row.group else None, number(amount) if amount is not None else None]
    parts += [term.label if term else None for term in terms]
    return "\n".join(part for part in parts if part)


def _words_of_indicator(row: Kpi) -> str:
    terms: Iterable[Term] = (*row.work_types, *row.themes, row.kind, row.origin)
    texts = [row.name, row.definition, row.work_type_words, row.theme_words, known(row.unit)]
    return "\n".join([*(text for text in texts if text), *(term.label for term in terms)])


UNIT_COSTS: Register[UnitCost] = Register(
    "/kengetallen",
    (
        RowFacet("domein", "Gebied", Domain, lambda row: (row.domain,)),
        RowFacet("partij", "Wie betaalt of profiteert", Party, lambda row: (row.party,)),
        RowFacet("soort", "Soort bedrag", UnitCostKind, lambda row: (row.kind,)),
        RowFacet("betrouwbaarheid", "Betrouwbaarheid", Reliability, lambda row: (row.reliability,)),
    ),
    _words_of_unit_cost,
)

INDICATORS: Register[Kpi] = Register(
    "/kpis",
    (
        RowFacet("soort", "Wat de indicator meet", KpiKind, lambda row: (row.kind,)),
        RowFacet("werksoort", "Werksoort", WorkType, lambda row: row.work_types),
        RowFacet("thema", "Thema", Theme, lambda row: row.themes),
        RowFacet("herkomst", "Wie noemt de indicator", KpiOrigin, lambda row: (row.origin,)),
    ),
    _words_of_indicator,
)


def by_domain(rows: Sequence[UnitCost]) -> list[tuple[Domain, list[UnitCost]]]:
    """Unit costs under the heading of their field, in the order of the fields."""
    grouped = [(domain, [row for row in rows if row.domain is domain]) for domain in Domain]
    return [(domain, members) for domain, members in grouped if members]


def by_kind(rows: Sequence[Kpi]) -> list[tuple[KpiKind, list[Kpi]]]:
    """Indicators under the heading of what they measure."""
    grouped = [(kind, [row for row in rows if row.kind is kind]) for kind in KpiKind]
    return [(kind, members) for kind, members in grouped if members]


def sources(rows: Iterable[UnitCost]) -> list[UnitCostSource]:
    """The sources of unit costs, each once, in the order in which they are met.

    By all they say: an editor may have corrected a source at one unit cost and not at another.
    """
    found = (known(row.source) for row in rows)
    return list(dict.fromkeys(source for source in found if source))


def unit_cost_cells(rows: Iterable[UnitCost]) -> Iterator[list[str]]:
    """A row of text per unit cost, under a head with the Dutch field names."""
    yield [*_head(UnitCost, UNIT_COST_COLUMNS), "groep", "bron", "bron_url", "gelezen"]
    for row in rows:
        source = known(row.source)
        cells = [_cell(getattr(row, name)) for name in UNIT_COST_COLUMNS]
        about = [source.text, source.url, source.read] if source else [row.source, None, None]
        yield [*cells, row.group.id if row.group else "", *(_cell(value) for value in about)]


def indicator_cells(rows: Iterable[Kpi]) -> Iterator[list[str]]:
    """A row of text per indicator, under a head with the Dutch field names."""
    yield _head(Kpi, INDICATOR_COLUMNS)
    for row in rows:
        yield [_cell(getattr(row, name)) for name in INDICATOR_COLUMNS]


def _head(document: type[Document], names: Iterable[str]) -> list[str]:
    return [document.model_fields[name].alias or name for name in names]


def _cell(value: object) -> str:
    """Codes, exact numbers, and the reason of an unknown."""
    if value is None:
        return ""
    if isinstance(value, Unknown):
        return value.reason.value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, tuple):
        return ", ".join(_cell(part) for part in value)
    return str(value.value) if isinstance(value, Enum) else str(value)
