"""Counts per value of an attribute among the documents that match."""

from collections.abc import Mapping
from typing import Any

from tests.meili.errors import Refused
from tests.meili.facets import Facet
from tests.meili.index import Index
from tests.meili.rules import matches, rule_for
from tests.meili.values import written


def counted(index: Index, wanted: list[str], found: set[int]) -> tuple[dict[str, Any], dict[str, Any]]:
    """FacetDistribution and facetStats. Raises Refused for an attribute that is not filterable."""
    names = _names(index, wanted)
    faceting = index.settings["faceting"]
    orders, most = faceting["sortFacetValuesBy"], faceting["maxValuesPerFacet"]
    distribution: dict[str, Any] = {}
    stats: dict[str, Any] = {}
    for name in names:
        facet = index.facets[name]
        distribution[name] = _counts(facet, found, most, by_count=orders.get(name, orders["*"]) == "count")
        numbers = [value for value, held in facet.numbers.items() if held & found]
        if numbers:
            stats[name] = {"min": min(numbers), "max": max(numbers)}
    return distribution, stats


def _names(index: Index, wanted: list[str]) -> list[str]:
    """The attributes to count: an attribute that no document has does not appear."""
    known = sorted(pattern for rule in index.rules if rule.filterable for pattern in rule.patterns)
    for name in wanted:
        rule = rule_for(name, index.rules)
        if name != "*" and (rule is None or not rule.filterable):
            available = (
                f"Available filterable attributes patterns are: `{', '.join(known)}`."
                if known
                else "This index does not have configured filterable attributes."
            )
            message = f"Invalid facet distribution: Attribute `{name}` is not filterable. {available}"
            raise Refused("invalid_search_facets", message)
    filterable = (name for name in index.facets if rule_for(name, index.rules))
    return sorted(name for name in filterable if any(w == "*" or matches(w, name) for w in wanted))


def _counts(facet: Facet, found: set[int], most: int, *, by_count: bool) -> Mapping[str, int]:
    """Numbers come first and use up the room; each value is spelled as in the first document that has it."""
    numbers = [(value, len(held & found)) for value, held in sorted(facet.numbers.items())]
    texts = [
        (key, held & found) for key, held in sorted(facet.strings.items(), key=lambda pair: pair[0].encode())
    ]
    counts = [(written(value), count) for value, count in numbers if count]
    spelled = [(facet.spelled[min(held), key], len(held)) for key, held in texts if held]
    if by_count:
        counts.sort(key=lambda pair: -pair[1])
        spelled.sort(key=lambda pair: -pair[1])
    return dict([*counts, *spelled][:most])
