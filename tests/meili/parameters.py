"""The parameters of a search: which there are, and of what type."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.meili.checks import a_text, a_truth, positive, texts, unknown_fields
from tests.meili.errors import NotBuilt, Refused

Check = Callable[[Any, str, str], None]


def _anything(value: Any, where: str, code: str) -> None:
    """Filters are checked when they are read."""


def _strategy(value: Any, where: str, code: str) -> None:
    a_text(value, where, code)
    if value not in {"last", "all", "frequency"}:
        raise Refused(
            code, f"Unknown value `{value}` at `{where}`: expected one of `last`, `all`, `frequency`"
        )


PARAMETERS: dict[str, tuple[Check, str]] = {
    "q": (a_text, "q"),
    "offset": (positive, "offset"),
    "limit": (positive, "limit"),
    "page": (positive, "page"),
    "hitsPerPage": (positive, "hits_per_page"),
    "attributesToRetrieve": (texts, "attributes_to_retrieve"),
    "filter": (_anything, "filter"),
    "sort": (texts, "sort"),
    "facets": (texts, "facets"),
    "matchingStrategy": (_strategy, "matching_strategy"),
    "attributesToSearchOn": (texts, "attributes_to_search_on"),
    "showRankingScore": (a_truth, "show_ranking_score"),
}
# Known to the server, not built here: to use one is an error of the test, not of the query.
NOT_BUILT = {
    *("vector", "hybrid", "media", "retrieveVectors", "locales", "personalize", "useNetwork", "distinct"),
    *("attributesToCrop", "cropLength", "cropMarker", "attributesToHighlight", "highlightPreTag"),
    *("highlightPostTag", "showMatchesPosition", "showRankingScoreDetails", "rankingScoreThreshold"),
    *("showPerformanceDetails", "federationOptions"),
}
NOT_NULL = frozenset({"offset", "limit", "matchingStrategy", "showRankingScore"})


def checked(asked: Mapping[str, Any], where: str = "") -> None:
    """Raises Refused for a parameter of the wrong type, NotBuilt for one that is left out here."""
    unknown_fields(asked, [*PARAMETERS, *sorted(NOT_BUILT)], "bad_request", where)
    for name, value in asked.items():
        if name in NOT_BUILT and value not in (None, False):
            raise NotBuilt(f"the search parameter {name}")
        if name in PARAMETERS and (value is not None or (name in NOT_NULL and not where)):
            check, code = PARAMETERS[name]
            check(value, f"{where}.{name}", f"invalid_search_{code}")
