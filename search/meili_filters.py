"""A plan and choices as filter expressions of Meilisearch.

Only attributes of ours and terms of letters, digits, `_`, `~`, `.`, `-` and `%` come into an expression: what
someone typed is never part of it, so nothing typed can change its meaning.
"""

from collections.abc import Iterable, Mapping

from search.fields import GROUPS, TEXT, Group
from search.meili_rows import ID, INSIDE, ROWS, STEMS, attribute, encoded, row_term, term
from search.plan import Concept, Way, telling

Filter = str
NOTHING: Filter = f"{ID} NOT EXISTS"
EVERYTHING: Filter = f"{ID} EXISTS"


def one_of(name: str, values: Iterable[str]) -> Filter:
    """Documents of which an attribute holds one of these values. Values may not hold a quote or backslash."""
    listed = ", ".join(f'"{value}"' for value in sorted(set(values)))
    return f"{name} IN [{listed}]" if listed else NOTHING


def every(filters: Iterable[Filter]) -> Filter:
    """Documents that fit all of these."""
    wanted = [one for one in dict.fromkeys(filters) if one != EVERYTHING]
    if NOTHING in wanted:
        return NOTHING
    return " AND ".join(map(_closed, wanted)) or EVERYTHING


def either(filters: Iterable[Filter]) -> Filter:
    """Documents that fit any of these."""
    wanted = [one for one in dict.fromkeys(filters) if one != NOTHING]
    if EVERYTHING in wanted:
        return EVERYTHING
    return " OR ".join(map(_closed, wanted)) or NOTHING


def but(fits: Filter, *excluded: Filter) -> Filter:
    """Documents that fit the first and none of the others."""
    return every([fits, *(f"NOT ({one})" for one in excluded if one != NOTHING)])


def _closed(one: Filter) -> Filter:
    return f"({one})" if " AND " in one or " OR " in one else one


def chosen_codes(name: str, codes: Iterable[str]) -> Filter:
    """Documents with one of the codes chosen in a facet."""
    return one_of(name, map(encoded, codes))


def choices_filter(chosen: Mapping[str, frozenset[str]], *, without: str | None = None) -> Filter:
    """Documents that fit every choice, or every choice but that in one facet."""
    return every(chosen_codes(name, codes) for name, codes in chosen.items() if name != without)


def concept_filter(concept: Concept) -> Filter:
    """Documents in which a concept is found, in whatever way."""
    return either([*_by_ways(concept.ways), *(together_filter(one) for one in concept.together)])


def found_in(group: Group, ways: tuple[Way, ...]) -> Filter:
    """Documents in which one of these ways finds something in one group of texts."""
    return either(_by_ways(ways, group))


def together_filter(together: tuple[Concept, ...], group: Group | None = None) -> Filter:
    """Documents with all things that a combination asks for, anywhere or in one group of texts."""
    parts = telling(together)
    if group is None:
        return every(concept_filter(part) for part in parts)
    return every(found_in(group, part.ways) for part in parts)


def _by_ways(ways: tuple[Way, ...], group: Group | None = None) -> list[Filter]:
    """What looks for one term in the same attribute is one list; the others are filters of their own."""
    lists: dict[str, list[str]] = {}
    filters: list[Filter] = []
    for way in ways:
        if len(way.terms) == 1:
            name = _attribute(group, INSIDE if way.inside else STEMS)
            lists.setdefault(name, []).append(term(way.terms[0]))
        elif not way.inside and not way.near:
            lists.setdefault(_attribute(group, ROWS), []).append(row_term(way.terms))
        else:
            filters += [_apart(way, one) for one in ([group] if group else GROUPS)]
    return [*(one_of(name, values) for name, values in lists.items()), *filters]


def _apart(way: Way, group: Group) -> Filter:
    """Documents with all terms of a way in one group of texts, not side by side."""
    if way.inside:
        return every(_anywhere(group, one) for one in way.terms)
    if group is TEXT:
        return one_of(_attribute(group, ROWS), [row_term(way.terms, near=True)])
    return every(one_of(_attribute(group, STEMS), [term(one)]) for one in way.terms)


def _anywhere(group: Group, one: str) -> Filter:
    return either(one_of(_attribute(group, kind), [term(one)]) for kind in (STEMS, INSIDE))


def _attribute(group: Group | None, kind: str) -> str:
    return attribute(group.name, kind) if group else kind
