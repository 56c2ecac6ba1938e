"""The filters of the list as a template needs them: labels, counts, what is chosen, where a click leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.filters import FACET_PARAMETERS, FACET_TERMS, Question, label
from app.urls import with_query
from search.facets import FACETS, Facet, LabelOrder

LIST = "/aanpakken"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its values in a sensible order."""

    name: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The values that are chosen."""
        return tuple(choice for choice in self.choices if choice.chosen)


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter that can be taken away."""

    title: str
    label: str
    remove_url: str


def filters(question: Question, counts: Mapping[str, Mapping[str, int]]) -> tuple[Filter, ...]:
    """The filters that have something to choose."""
    made = (_filter(facet, question, counts.get(facet.name, {})) for facet in FACETS if _has_list(facet))
    return tuple(one for one in made if one.choices)


def _has_list(facet: Facet) -> bool:
    return facet.shown and facet.name in FACET_PARAMETERS


def _filter(facet: Facet, question: Question, counts: Mapping[str, int]) -> Filter:
    chosen = question.query.facets.get(facet.name, ())
    codes = dict.fromkeys([*counts, *chosen])
    choices = [Choice(code, label(facet.name, code), counts.get(code, 0), code in chosen) for code in codes]
    return Filter(facet.name, facet.title, tuple(sorted(choices, key=_order(facet))))


def _order(facet: Facet):  # type: ignore[no-untyped-def]  # noqa: ANN202
    if facet.order is LabelOrder.COUNT:
        return lambda choice: (-choice.count, choice.label.casefold())
    if facet.order is LabelOrder.DECLARED and facet.name in FACET_TERMS:
        place = {term.value: number for number, term in enumerate(FACET_TERMS[facet.name])}
        return lambda choice: place[choice.code]
    return lambda choice: choice.label.casefold().lstrip("'")


def chips(question: Question) -> tuple[Chip, ...]:
    """What is chosen, each with the address of the list without it."""
    found = []
    base = question.parameters
    titles = {facet.name: facet.title for facet in FACETS}
    for name, codes in question.query.facets.items():
        for code in codes:
            rest = [other for other in codes if other != code]
            found.append(Chip(titles[name], label(name, code), with_query(LIST, {**base, name: rest})))
    years = {"jaarVan": "Onderzoek vanaf", "jaarTot": "Onderzoek tot en met"}
    for name, title in years.items():
        if base[name]:
            found.append(Chip(title, str(base[name]), with_query(LIST, {**base, name: None})))
    return tuple(found)
