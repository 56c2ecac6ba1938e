"""The filters of the list as a template needs them: labels, counts, what is chosen, where a click leads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.filters import FACET_PARAMETERS, FACET_TERMS, Question, label
from app.urls import with_query
from search.facets import FACETS, YEAR, Facet, LabelOrder

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


@dataclass(frozen=True, slots=True)
class Loosened:
    """A chosen filter with its values, and how many entries there are without it, or with it alone."""

    title: str
    values: tuple[str, ...]
    total: int
    url: str

    @classmethod
    def of(cls, question: Question, name: str, total: int, url: str) -> "Loosened":
        """A chosen filter by the name of its facet."""
        return cls(TITLES[name], chosen_labels(question, name), total, url)


TITLES: Mapping[str, str] = {facet.name: facet.title for facet in FACETS}


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
    for name, codes in question.query.facets.items():
        for code in codes:
            rest = [other for other in codes if other != code]
            found.append(Chip(TITLES[name], label(name, code), with_query(LIST, {**base, name: rest})))
    years = {"jaarVan": "Onderzoek vanaf", "jaarTot": "Onderzoek tot en met"}
    for name, title in years.items():
        if base[name]:
            found.append(Chip(title, str(base[name]), with_query(LIST, {**base, name: None})))
    return tuple(found)


def chosen_facets(question: Question) -> tuple[str, ...]:
    """The names of the facets in which something was chosen; a range of years is one of them."""
    query = question.query
    years = (YEAR,) if query.year_from or query.year_to else ()
    return (*(name for name, codes in query.facets.items() if codes), *years)


def chosen_labels(question: Question, name: str) -> tuple[str, ...]:
    """What was chosen in a facet, as readers know it."""
    query = question.query
    if name != YEAR:
        return tuple(label(name, code) for code in query.facets.get(name, ()))
    if query.year_from and query.year_to:
        return (f"{query.year_from} tot en met {query.year_to}",)
    return (f"vanaf {query.year_from}",) if query.year_from else (f"tot en met {query.year_to}",)


def loosened(question: Question, without: Mapping[str, int]) -> tuple[Loosened, ...]:
    """Each filter that stands in the way by itself, with the list without it; the most helpful first."""
    ranked = sorted(without.items(), key=lambda item: (-item[1], TITLES[item[0]]))
    base = question.parameters
    return tuple(
        Loosened.of(question, name, total, with_query(LIST, {**base, **_let_go(name)}))
        for name, total in ranked
        if name in chosen_facets(question)
    )


def _let_go(name: str) -> dict[str, None]:
    return {"jaarVan": None, "jaarTot": None} if name == YEAR else {name: None}


def only(question: Question, name: str) -> Question:
    """The same words with the choice in one facet alone."""
    query = question.query
    facets = {name: query.facets[name]} if name in query.facets else {}
    narrowed = replace(query, facets=facets)
    if name != YEAR:
        narrowed = replace(narrowed, year_from=None, year_to=None)
    return replace(question, query=narrowed)
