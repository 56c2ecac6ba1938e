"""In plain words: whether a unit cost may be used in a calculation, and if not, why."""

from collections.abc import Iterator

from catalogue.cpi import Cpi
from catalogue.schema import Unknown, known
from catalogue.unit_costs import UnitCost
from catalogue.vocabulary import UnitCostKind


def use_words(row: UnitCost, series: Cpi) -> tuple[str, ...]:
    """Sentences about the use of an amount in a sum: yes, or every reason why not."""
    obstacles = tuple(_obstacles(row))
    if obstacles:
        return obstacles
    year = known(row.price_year)
    words = "Ja. Bedrag, prijspeil en partij zijn bekend."
    if year is not None and year not in series.indexed:
        later = f"Het indexcijfer van {year} is er niet. Reken het bedrag daarom niet om naar een ander jaar."
        return words, later
    return (words,)


def _obstacles(row: UnitCost) -> Iterator[str]:
    """The reasons behind `UnitCost.calculable`, in the order in which that asks."""
    if not row.usable:
        yield "Nee. Dit bedrag is niet geschikt om mee te rekenen."
    if row.kind is UnitCostKind.MACRO:
        yield "Nee. Dit bedrag gaat over heel Nederland. Deel het niet door een aantal mensen."
    if isinstance(row.value, Unknown):
        yield "Nee. Het bedrag is niet bekend."
    if isinstance(row.price_year, Unknown):
        yield "Nee. Het prijspeil is niet bekend. Reken het niet om en tel het niet op bij andere bedragen."
    if isinstance(row.party, Unknown):
        yield "Nee. Wij weten niet wie betaalt of het voordeel heeft."
