"""The settings of an index: defaults, checks and partial updates.

Wrong values are refused at once, with the code of the setting. Unknown keys refuse the whole request.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from tests.meili.checks import a_list, a_text, a_truth, an_object, positive, texts, unknown_fields
from tests.meili.errors import Refused

Version = tuple[int, int, int]
Check = Callable[[Any, str, str], None]

NUMBERS_EXEMPT = (1, 15, 0)
GRANULAR_FILTERS = (1, 14, 0)
SPLIT_ATTRIBUTE = (1, 36, 0)
OLD_RULES = ["words", "typo", "proximity", "attribute", "sort", "exactness"]
NEW_RULES = ["words", "typo", "proximity", "attributeRank", "sort", "wordPosition", "exactness"]
MOST_LETTERS = 255

CODES = {
    "displayedAttributes": "displayed_attributes",
    "searchableAttributes": "searchable_attributes",
    "filterableAttributes": "filterable_attributes",
    "sortableAttributes": "sortable_attributes",
    "rankingRules": "ranking_rules",
    "stopWords": "stop_words",
    "nonSeparatorTokens": "non_separator_tokens",
    "separatorTokens": "separator_tokens",
    "dictionary": "dictionary",
    "synonyms": "synonyms",
    "distinctAttribute": "distinct_attribute",
    "proximityPrecision": "proximity_precision",
    "typoTolerance": "typo_tolerance",
    "faceting": "faceting",
    "pagination": "pagination",
    "embedders": "embedders",
    "searchCutoffMs": "search_cutoff_ms",
    "localizedAttributes": "localized_attributes",
    "facetSearch": "facet_search",
    "prefixSearch": "prefix_search",
}
SETS = frozenset({"sortableAttributes", "stopWords", "nonSeparatorTokens", "separatorTokens", "dictionary"})
TYPO_KEYS = ["enabled", "minWordSizeForTypos", "disableOnWords", "disableOnAttributes"]


def defaults(version: Version) -> dict[str, Any]:
    typos: dict[str, Any] = {
        "enabled": True,
        "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
        "disableOnWords": [],
        "disableOnAttributes": [],
    }
    if version >= NUMBERS_EXEMPT:
        typos["disableOnNumbers"] = False
    empty: dict[str, Any] = {name: [] for name in CODES}
    return empty | {
        "displayedAttributes": ["*"],
        "searchableAttributes": ["*"],
        "rankingRules": list(NEW_RULES if version >= SPLIT_ATTRIBUTE else OLD_RULES),
        "synonyms": {},
        "distinctAttribute": None,
        "proximityPrecision": "byWord",
        "typoTolerance": typos,
        "faceting": {"maxValuesPerFacet": 100, "sortFacetValuesBy": {"*": "alpha"}},
        "pagination": {"maxTotalHits": 1000},
        "embedders": {},
        "searchCutoffMs": None,
        "localizedAttributes": None,
        "facetSearch": True,
        "prefixSearch": "indexingTime",
    }


def checked(given: Mapping[str, Any], version: Version) -> None:
    """Raises Refused for what the server does not take."""
    unknown_fields(given, list(CODES), "bad_request")
    for name, value in given.items():
        if value is not None:
            CHECKS[name](value, f".{name}", f"invalid_settings_{CODES[name]}")
    _versions(given, version)


def updated(settings: Mapping[str, Any], given: Mapping[str, Any], version: Version) -> dict[str, Any]:
    """The settings after a partial update; null puts a setting back to its default."""
    base = defaults(version)
    result = deepcopy(dict(settings))
    for name, value in given.items():
        if value is None:
            result[name] = base[name]
        elif name in {"typoTolerance", "faceting", "pagination"}:
            result[name] = _merged(result[name], value, base[name])
        elif name in {"displayedAttributes", "searchableAttributes"} and "*" in value:
            result[name] = ["*"]
        else:
            result[name] = sorted(set(value)) if name in SETS else deepcopy(value)
    return result


def _merged(current: dict[str, Any], given: Mapping[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    result = dict(current)
    for key, value in given.items():
        if value is None:
            result[key] = base[key]
        elif key == "minWordSizeForTypos":
            result[key] = _merged(result[key], value, base[key])
        elif key == "sortFacetValuesBy":
            result[key] = base[key] | dict(value)
        else:
            result[key] = sorted(set(value)) if isinstance(value, list) else value
    return result


def _versions(given: Mapping[str, Any], version: Version) -> None:
    typos = given.get("typoTolerance") or {}
    keys = [*TYPO_KEYS, "disableOnNumbers"] if version >= NUMBERS_EXEMPT else TYPO_KEYS
    unknown_fields(typos, keys, "invalid_settings_typo_tolerance")
    rules = [rule for rule in given.get("filterableAttributes") or [] if not isinstance(rule, str)]
    if rules and version < GRANULAR_FILTERS:
        texts(rules, ".filterableAttributes", "invalid_settings_filterable_attributes")
    names = given.get("rankingRules") or []
    if version < SPLIT_ATTRIBUTE and (late := {"attributeRank", "wordPosition"} & set(names)):
        raise _bad_rule(names.index(min(late)), min(late))


def _ranking_rules(value: Any, where: str, code: str) -> None:
    texts(value, where, code)
    for at, rule in enumerate(value):
        name, _, direction = rule.rpartition(":")
        if rule not in {*OLD_RULES, *NEW_RULES} and not (name and direction in {"asc", "desc"}):
            raise _bad_rule(at, rule)
    if "attribute" in value and {"attributeRank", "wordPosition"} & set(value):
        raise Refused(code, "Mixed usage of the attribute, attributeRank, and wordPosition ranking rules.")


def _bad_rule(at: int, rule: str) -> Refused:
    message = (
        f"Invalid value at `.rankingRules[{at}]`: `{rule}` ranking rule is invalid. Valid ranking rules are "
        "words, typo, sort, proximity, attribute, exactness and custom ranking rules."
    )
    return Refused("invalid_settings_ranking_rules", message)


def _rules(value: Any, where: str, code: str) -> None:
    a_list(value, where, code)
    for at, rule in enumerate(value):
        if not isinstance(rule, str):
            an_object(rule, f"{where}[{at}]", code)
            texts(rule.get("attributePatterns"), f"{where}[{at}].attributePatterns", code)


def _synonyms(value: Any, where: str, code: str) -> None:
    an_object(value, where, code)
    for key, others in value.items():
        texts(others, f"{where}.{key}", code)


def _typos(value: Any, where: str, code: str) -> None:
    an_object(value, where, code)
    for key in ("enabled", "disableOnNumbers"):
        if value.get(key) is not None:
            a_truth(value[key], f"{where}.{key}", code)
    for key in ("disableOnWords", "disableOnAttributes"):
        if value.get(key) is not None:
            texts(value[key], f"{where}.{key}", code)
    sizes = value.get("minWordSizeForTypos")
    if sizes is not None:
        an_object(sizes, f"{where}.minWordSizeForTypos", code)
        unknown_fields(sizes, ["oneTypo", "twoTypos"], code)
        _sizes(sizes, f"{where}.minWordSizeForTypos", code)


def _sizes(sizes: Mapping[str, Any], where: str, code: str) -> None:
    for key, size in sizes.items():
        positive(size, f"{where}.{key}", code)
    one, two = sizes.get("oneTypo"), sizes.get("twoTypos")
    if (one is not None and two is not None and one > two) or max(one or 0, two or 0) > MOST_LETTERS:
        message = (
            f"Invalid value at `{where}`: `minWordSizeForTypos` setting is invalid. `oneTypo` and `twoTypos` "
            "fields should be between `0` and `255`, and `twoTypos` should be greater or equals to `oneTypo` "
            f"but found `oneTypo: {one}` and twoTypos: {two}`."
        )
        raise Refused(code, message)


def _faceting(value: Any, where: str, code: str) -> None:
    an_object(value, where, code)
    unknown_fields(value, ["maxValuesPerFacet", "sortFacetValuesBy"], code)
    if value.get("maxValuesPerFacet") is not None:
        positive(value["maxValuesPerFacet"], f"{where}.maxValuesPerFacet", code)
    for name, order in (value.get("sortFacetValuesBy") or {}).items():
        one_of(order, f"{where}.sortFacetValuesBy.{name}", code, ("alpha", "count"))


def _pagination(value: Any, where: str, code: str) -> None:
    an_object(value, where, code)
    unknown_fields(value, ["maxTotalHits"], code)
    most = value.get("maxTotalHits")
    if most is not None:
        positive(most, f"{where}.maxTotalHits", code)
        if most == 0:
            expected = (
                "a non-zero integer value lower than `18446744073709551615` was expected, but found a zero"
            )
            raise Refused(code, f"Invalid value at `{where}.maxTotalHits`: {expected}")


def one_of(value: Any, where: str, code: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        names = ", ".join(f"`{name}`" for name in allowed)
        raise Refused(code, f"Unknown value `{value}` at `{where}`: expected one of {names}")


CHECKS: dict[str, Check] = dict.fromkeys(CODES, texts) | {
    "filterableAttributes": _rules,
    "rankingRules": _ranking_rules,
    "synonyms": _synonyms,
    "distinctAttribute": a_text,
    "proximityPrecision": lambda value, where, code: one_of(value, where, code, ("byWord", "byAttribute")),
    "typoTolerance": _typos,
    "faceting": _faceting,
    "pagination": _pagination,
    "embedders": an_object,
    "searchCutoffMs": positive,
    "localizedAttributes": a_list,
    "facetSearch": a_truth,
    "prefixSearch": lambda value, where, code: one_of(value, where, code, ("indexingTime", "disabled")),
}
