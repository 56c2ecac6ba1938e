"""The facets of the catalogue, declared once, and what a question chooses in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from search.engine import Query

YEAR = "jaar"


class LabelOrder(StrEnum):
    """How the values of a facet are best listed."""

    DECLARED = "volgorde"
    COUNT = "aantal"
    LABEL = "alfabet"
    NEWEST = "nieuwste"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow. `shown` is False for facets that filter from elsewhere and get no list of values."""

    name: str
    title: str
    order: LabelOrder = LabelOrder.COUNT
    shown: bool = True


FACETS: tuple[Facet, ...] = (
    Facet("werksoort", "Werksoort"),
    Facet("thema", "Thema"),
    Facet("doelgroep", "Doelgroep"),
    Facet("methode", "Methode", LabelOrder.DECLARED),
    Facet("profiteert", "Wie heeft er voordeel van", LabelOrder.DECLARED),
    Facet("betaalt", "Wie betaalt", LabelOrder.DECLARED),
    Facet("verdeling", "Betalen en profiteren", LabelOrder.DECLARED),
    Facet("partij", "Partij", LabelOrder.DECLARED, shown=False),
    Facet("gemeente", "Gemeente", LabelOrder.LABEL),
    Facet("opzet", "Hoe het effect is onderzocht", LabelOrder.DECLARED),
    Facet("erkenning", "Erkenning", LabelOrder.DECLARED),
    Facet("selectie", "Uitgewerkt of verzameld", LabelOrder.DECLARED),
    Facet("preventie", "Voorkomen of oplossen", LabelOrder.DECLARED),
    Facet("bereik", "Eén persoon of een groep", LabelOrder.DECLARED),
    Facet(YEAR, "Jaar van onderzoek", LabelOrder.NEWEST),
)
FACET_NAMES: frozenset[str] = frozenset(facet.name for facet in FACETS)


def facets_of(values: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The distinct (facet, code) pairs of one document, declared facets only."""
    for name in FACET_NAMES & values.keys():
        for code in dict.fromkeys(values[name]):
            yield name, code


def choices(query: Query, known_years: Iterable[str]) -> dict[str, frozenset[str]]:
    """Codes chosen per declared facet. A range of years is a choice of the known years inside it.

    A name that is no facet is left out: an old or mistyped address still gives an answer.
    """
    chosen = {name: frozenset(codes) for name, codes in query.facets.items() if codes and name in FACET_NAMES}
    if query.year_from is not None or query.year_to is not None:
        lowest, highest = query.year_from or 0, 9999 if query.year_to is None else query.year_to
        years = frozenset(year for year in known_years if year.isdecimal() and lowest <= int(year) <= highest)
        chosen[YEAR] = years & chosen.get(YEAR, years)
    return chosen
