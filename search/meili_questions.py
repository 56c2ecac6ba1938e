"""The questions that make up one answer of Meilisearch, and what is read from their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from search.engine import Query, Sort
from search.facets import FACETS, YEAR, choices
from search.meili_client import Answered, Asked
from search.meili_filters import EVERYTHING, Filter, choices_filter, every
from search.meili_ranking import Level, levels, ranked
from search.meili_rows import ID, KEYS, SHOWN, decoded
from search.meili_selecting import MOST_LISTED, Selection, total_of
from search.meili_settings import ORDERS
from search.plan import Plan

_YEARS = tuple(map(str, range(1900, 2101)))

Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Page:
    """A page of an answer: `size` documents from number `start`, by fit or in a chosen order."""

    start: int
    size: int
    sort: Sort
    by_fit: bool
    chosen: Chosen
    levels: Sequence[Level]

    @classmethod
    def of(cls, query: Query, plan: Plan) -> Self:
        """The page that a question asks for."""
        by_fit = bool(plan.strong) and query.sort is Sort.RELEVANCE
        return cls(
            query.start,
            query.size,
            query.sort,
            by_fit,
            choices(query, _YEARS),
            levels(plan) if by_fit else (),
        )

    def fits(self, found: Selection | None) -> Filter:
        """Documents of the answer as a whole."""
        return every([found.fits if found else EVERYTHING, choices_filter(self.chosen)])

    def questions(self, found: Selection | None) -> dict[Any, Asked]:
        """All that has to be asked once it is known what the text finds (None: no text, so everything)."""
        fits = self.fits(found)
        counting = counting_questions(found.fits if found else EVERYTHING, self.chosen)
        if found and self.by_fit:
            return counting | lists(fits, found, self.levels)
        return counting | {"page": listing(fits, self.sort, self.start, self.size, (ID, *SHOWN))}


def listing(fits: Filter, sort: Sort, start: int, size: int, fields: Sequence[str]) -> Asked:
    """A page of documents in one of the orders."""
    return {
        "filter": fits,
        "sort": ORDERS[sort],
        "offset": start,
        "limit": size,
        "attributesToRetrieve": list(fields),
    }


def counting_questions(fits: Filter, chosen: Chosen) -> dict[Any, Asked]:
    """The questions that count: the whole result, per chosen facet without its own choice, and all years."""
    others = [facet.name for facet in FACETS if facet.name not in chosen]
    asked: dict[Any, Asked] = {
        "found": {"filter": every([fits, choices_filter(chosen)]), "facets": others, "limit": 0}
    }
    for name in chosen:
        fewer = every([fits, choices_filter(chosen, without=name)])
        asked["own", name] = {"filter": fewer, "facets": [name], "limit": 0}
    if YEAR in chosen:
        asked["years"] = {"facets": [YEAR], "limit": 0}
    return asked


def counts(answered: Mapping[Any, Answered], chosen: Chosen) -> dict[str, dict[str, int]]:
    """Per facet and code. What is chosen stays visible; of a range of years, those that occur at all."""
    counts = {
        facet.name: _facet(answered["found"], facet.name) for facet in FACETS if facet.name not in chosen
    }
    for name, codes in chosen.items():
        own = codes & _facet(answered["years"], YEAR).keys() if name == YEAR else codes
        counts[name] = dict.fromkeys(own, 0) | _facet(answered["own", name], name)
    return counts


def _facet(answered: Answered, name: str) -> dict[str, int]:
    return {decoded(value): number for value, number in answered["facetDistribution"].get(name, {}).items()}


def without(answered: Mapping[Any, Answered], chosen: Chosen) -> dict[str, int]:
    """Per chosen facet how many documents there are when that choice alone is let go."""
    loosened = {name: total_of(answered["own", name]) for name in chosen}
    return {name: number for name, number in loosened.items() if number}


def lists(fits: Filter, found: Selection, wanted: Sequence[Level]) -> dict[Any, Asked]:
    """The documents that were found, those of each level, and of a partial find those with each concept."""
    limit = MOST_LISTED
    asked: dict[Any, Asked] = {"rows": listing(fits, Sort.RELEVANCE, 0, limit, KEYS)}
    for number, level in enumerate(wanted):
        asked["level", number] = listing(every([fits, level.fits]), Sort.RELEVANCE, 0, limit, KEYS)
    if found.partial:
        for number, concept in enumerate(found.concepts):
            asked["has", number] = listing(every([fits, concept]), Sort.RELEVANCE, 0, limit, KEYS)
    return asked


def order(answered: Mapping[Any, Answered], found: Selection, wanted: Sequence[Level]) -> list[str]:
    """Ids in order of fit, as far as they were listed."""
    rows = [
        row
        for name, one in answered.items()
        if name == "rows" or name[0] in {"level", "has"}
        for row in one["hits"]
    ]
    by_level = [(level, ids(answered["level", number])) for number, level in enumerate(wanted)]
    if not found.partial:
        return ranked(rows, by_level, found.rarities)
    asked = sum(found.rarities) or 1.0
    covered: dict[str, float] = {}
    for number, rare in enumerate(found.rarities):
        for slug in ids(answered["has", number]):
            covered[slug] = covered.get(slug, 0.0) + rare / asked
    return ranked(rows, by_level, found.rarities, covered)


def ids(answered: Answered) -> list[str]:
    """The ids of the hits, in order."""
    return [str(hit[ID]) for hit in answered["hits"]]
