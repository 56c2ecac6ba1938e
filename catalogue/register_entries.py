"""The unit costs and indicators that visitors may see, in the order of the register files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from catalogue import queries
from catalogue.kinds import Kind
from catalogue.kpis import Kpi, kpis
from catalogue.queries import Version
from catalogue.unit_costs import UnitCost, macro_figures, missing_unit_costs, unit_costs
from catalogue.vocabulary import EntryState

Row = TypeVar("Row", UnitCost, Kpi)
PUBLIC = (EntryState.PUBLISHED, EntryState.ARCHIVED, EntryState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """The published rows of a register, with the slug of each by its id."""

    rows: tuple[Row, ...]
    slugs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Registers:
    """Both registers as visitors see them. `macro` and `missing` are no entries: only the file has them."""

    unit_costs: Listed[UnitCost]
    macro: tuple[UnitCost, ...]
    missing: tuple[UnitCost, ...]
    indicators: Listed[Kpi]

    @property
    def everything(self) -> tuple[UnitCost, ...]:
        """Every unit cost, nationwide total and gap."""
        return (*self.unit_costs.rows, *self.macro, *self.missing)


def read_registers(db: Session) -> Registers:
    """Both registers, in two questions to the database."""
    costs = _listed(queries.all_live(db, Kind.UNIT_COST), unit_costs())
    return Registers(
        unit_costs=costs,
        macro=macro_figures(),
        # An amount that an editor found and published under the id of the gap is no gap any more.
        missing=tuple(row for row in missing_unit_costs() if row.id not in costs.slugs),
        indicators=_listed(queries.all_live(db, Kind.INDICATOR), kpis()),
    )


def row_by_id(db: Session, kind: Kind, id: str) -> Version[Any] | None:
    """The row with an id of its own; it may be archived or withdrawn."""
    found = queries.all_live(db, kind, PUBLIC)
    return next((version for version in found if version.document.id == id), None)


def _listed(versions: Iterable[Version[Row]], file: Iterable[Row]) -> Listed[Row]:
    """In the order of the file; what editors added comes after that, by name."""
    places = {row.id: place for place, row in enumerate(file)}

    def place(version: Version[Row]) -> tuple[int, str, str]:
        row = version.document
        return places.get(row.id, len(places)), row.name.casefold(), row.id

    ordered = sorted(versions, key=place)
    rows = tuple(version.document for version in ordered)
    return Listed(rows, {version.document.id: version.slug for version in ordered})
