"""What a unit cost or indicator must hold: one set of rules for the register files and for publication.

What concerns a whole file (doubles, groups of one, links between rows) stands in register_checks_unit_costs.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from catalogue.cpi import cpi
from catalogue.faults import Fault
from catalogue.kpis import Kpi
from catalogue.problem import Problem, Weight
from catalogue.schema import Unknown, known
from catalogue.unit_costs import UnitCost
from catalogue.vocabulary import UnitCostKind

RULE = "K"
"""The name of these rules among those for publication."""
NAME_LENGTH = 120
AHEAD = 2
"""Years after the last index: that of last year comes early in the year, tariffs of next year late in it."""
KPI_PREFIX = "kpi-"
LONGEST_SLUG = 120
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ELSEWHERE = {UnitCostKind.MACRO, UnitCostKind.TO_FIND}


def slug_of(row: UnitCost | Kpi) -> str:
    """The address that a row gets from its id. "K01" alone would say nothing among all other slugs."""
    return row.id if isinstance(row, UnitCost) else f"{KPI_PREFIX}{row.id.lower()}"


def row_problems(row: UnitCost | Kpi) -> Iterator[Problem]:
    """What keeps a row from being published."""
    if isinstance(row, Kpi):
        found = kpi_faults(row)
    else:
        found = listed_faults(row, cpi().indexed, cpi().last_year + AHEAD)
    for fault in found:
        yield Problem(RULE, ".".join(str(step) for step in fault.path), fault.message, Weight.REFUSE)


def kpi_faults(row: Kpi) -> Iterator[Fault]:
    """Everything that is wrong with an indicator by itself."""
    yield from _identity(row)
    if not row.definition:
        yield Fault(("definitie",), "Schrijf wat de indicator telt of beschrijft.")
    yield from _address(("url",), row.url)


def listed_faults(row: UnitCost, years: range | None, latest: int) -> Iterator[Fault]:
    """Everything that is wrong with a unit cost that stands in the list, where people take amounts from."""
    yield from unit_cost_faults(row, years, latest)
    yield from _identity(row)
    if row.kind in _ELSEWHERE:
        message = "Kies een andere soort: bedragen voor heel Nederland en gezochte bedragen staan apart."
        yield Fault(("soort",), message)
    if isinstance(row.value, Unknown):
        yield Fault(("waarde",), "Vul het bedrag in. Een bedrag dat nog niet is gevonden, staat apart.")
    if isinstance(row.domain, Unknown):
        yield Fault(("domein",), "Kies het gebied waar dit kengetal bij hoort.")


def unit_cost_faults(row: UnitCost, years: range | None, latest: int) -> Iterator[Fault]:
    """What is wrong with any unit cost: also a nationwide total, or one that is still to be found."""
    value = known(row.value)
    ends = [end for end in (row.low, value, row.high) if end is not None]
    if ends != sorted(ends):
        yield Fault(("waarde",), "Zet de bedragen op volgorde: laag, waarde, hoog.")
    if value is not None and isinstance(row.source, Unknown):
        yield Fault(("bron",), "Zeg uit welke bron dit bedrag komt.")
    if value is not None and row.kind is UnitCostKind.TO_FIND:
        yield Fault(("soort",), "Er is een bedrag, dus dit hoeft niet meer te worden gevonden.")
    if not isinstance(row.source, Unknown) and row.source.url:
        yield from _address(("bron", "url"), row.source.url)
    if not row.unit:
        yield Fault(("eenheid",), "Vul in waarover het bedrag gaat: een uur, een dag, een persoon.")
    yield from _price_year(row, years, latest)
    yield from _sum(row)


def _identity(row: UnitCost | Kpi) -> Iterator[Fault]:
    slug = slug_of(row)
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        letters = "kleine letters" if isinstance(row, UnitCost) else "letters"
        yield Fault(("id",), f"Gebruik in het kenmerk alleen {letters}, cijfers en streepjes.")
    if not row.name:
        yield Fault(("naam",), "Vul een naam in.")
    if len(row.name) > NAME_LENGTH:
        yield Fault(("naam",), f"Maak de naam korter: hoogstens {NAME_LENGTH} tekens.")


def _address(path: tuple[str, ...], url: str) -> Iterator[Fault]:
    if not url.startswith(("https://", "http://")):
        yield Fault(path, "Begin het webadres met https:// of http://.")


def _price_year(row: UnitCost, years: range | None, latest: int) -> Iterator[Fault]:
    """A price year after the index may be right: tariffs are known before the index of their year is."""
    year = known(row.price_year)
    if years is None or year is None:
        return
    first, last = years[0], max(years[-1], latest)
    if not first <= year <= last:
        yield Fault(("prijspeil",), f"Het prijspeil ligt buiten {first} tot en met {last}.")


def _sum(row: UnitCost) -> Iterator[Fault]:
    """A composite must be exactly its parts; one unknown part leaves nothing to compare (METHOD A12.2)."""
    amounts = [known(part.amount) for part in row.parts]
    value = known(row.value)
    if not amounts or value is None or None in amounts:
        return
    if sum((amount for amount in amounts if amount is not None), Decimal(0)) != value:
        yield Fault(("opbouw",), "De delen zijn samen niet precies het hele bedrag.")
