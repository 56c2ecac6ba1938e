"""The question in an address: reads the query parameters of the list and of the API."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from catalogue import registers
from catalogue.seedform import SLUG
from catalogue.vocabulary import (
    Design,
    Method,
    Party,
    Prevention,
    RecognitionLevel,
    Scope,
    Selection,
    Split,
    TargetGroup,
    Term,
    Theme,
    WorkType,
)
from search.engine import Query, Sort

PAGE_SIZE = 20
LARGEST_PAGE_SIZE = 100
LARGEST_PAGE = 10_000
YEARS = (1990, 2100)
LONGEST_TEXT = 500
NATIONWIDE = "landelijk"
COMPARED = "vergelijk"
MOST_COMPARED, MOST_READ = 4, 12
"""How many are compared, and how many in one address are looked at: this site makes none with more."""
OTHER_PARAMETERS = ("q", "jaarVan", "jaarTot", "sorteer", "pagina", COMPARED)

FACET_TERMS: Mapping[str, type[Term]] = {
    "werksoort": WorkType,
    "thema": Theme,
    "doelgroep": TargetGroup,
    "methode": Method,
    "profiteert": Party,
    "betaalt": Party,
    "verdeling": Split,
    "partij": Party,
    "opzet": Design,
    "erkenning": RecognitionLevel,
    "selectie": Selection,
    "preventie": Prevention,
    "bereik": Scope,
}
FACET_PARAMETERS = (*FACET_TERMS, "gemeente")


class Parameters(Protocol):
    """Query parameters of which one name may occur more than once."""

    def getlist(self, key: str) -> list[str]:
        """All values of one name."""

    def keys(self) -> Collection[str]:
        """The names."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A parameter that could not be used, and what to do about it."""

    name: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for, and what of the address could not be used.

    `compared`: the slugs a visitor is collecting to compare. They change nothing in the answer.
    """

    query: Query
    misfits: tuple[Misfit, ...]
    compared: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, str | int | list[str] | None]:
        """The query parameters of this question without the page, ready for an address."""
        query = self.query
        return {
            "q": query.text,
            **{name: list(query.facets.get(name, ())) for name in FACET_PARAMETERS},
            "jaarVan": query.year_from,
            "jaarTot": query.year_to,
            "sorteer": None if query.sort is default_sort(query.text) else query.sort.value,
            COMPARED: list(self.compared),
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order and the page was chosen."""
        query = self.query
        return bool(query.text or query.facets or query.year_from or query.year_to)


def default_sort(text: str) -> Sort:
    """Relevance for a search, the name for browsing. Never the height of an outcome (principle 4)."""
    return Sort.RELEVANCE if text else Sort.NAME


def label(facet: str, code: str) -> str:
    """The Dutch label of a facet value; raises KeyError for a code that does not exist."""
    if facet == "gemeente":
        return "Heel Nederland" if code == NATIONWIDE else registers.municipalities()[code].name
    try:
        return FACET_TERMS[facet](code).label
    except ValueError as error:
        raise KeyError(code) from error


def read(parameters: Parameters, *, page_size: int = PAGE_SIZE) -> Question:
    """The question in query parameters. Nothing raises: what cannot be used is reported as a misfit."""
    reader = _Reader(parameters)
    text = " ".join(" ".join(parameters.getlist("q")).split())
    if len(text) > LONGEST_TEXT:
        reader.misfit("q", text[:40], f"Gebruik hoogstens {LONGEST_TEXT} tekens. Wij zoeken op het begin.")
        text = text[:LONGEST_TEXT]
    year_from, year_to = reader.number("jaarVan", *YEARS), reader.number("jaarTot", *YEARS)
    if year_from and year_to and year_from > year_to:
        reader.misfit("jaarTot", str(year_to), "Het eindjaar ligt voor het beginjaar. Wij draaien ze om.")
        year_from, year_to = year_to, year_from
    facets = {name: codes for name in FACET_PARAMETERS if (codes := reader.codes(name))}
    query = Query(
        text=text,
        facets=facets,
        year_from=year_from,
        year_to=year_to,
        sort=reader.sort(text),
        page=reader.number("pagina", 1, LARGEST_PAGE) or 1,
        page_size=page_size,
    )
    compared = reader.compared()
    return Question(query, tuple(reader.misfits), compared)


def on_page(question: Question, page: int) -> Question:
    """The same question, another page of the answer."""
    return replace(question, query=replace(question.query, page=page))


class _Reader:
    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.misfits: list[Misfit] = []

    def misfit(self, name: str, value: str, message: str) -> None:
        self.misfits.append(Misfit(name, value, message))

    def codes(self, name: str) -> tuple[str, ...]:
        found: list[str] = []
        for code in dict.fromkeys(self.parameters.getlist(name)):
            if not code:
                continue
            try:
                label(name, code)
            except KeyError:
                self.misfit(
                    name, code, f"Wij kennen ‘{code[:60]}’ niet bij dit filter. Kies een waarde uit de lijst."
                )
            else:
                found.append(code)
        return tuple(found)

    def compared(self) -> tuple[str, ...]:
        slugs = [slug for slug in dict.fromkeys(self.parameters.getlist(COMPARED)[:MOST_READ]) if slug]
        found = [slug for slug in slugs if re.fullmatch(SLUG, slug)]
        for slug in slugs:
            if slug not in found:
                self.misfit(COMPARED, slug[:60], f"Wij kennen geen aanpak ‘{slug[:60]}’.")
        if len(found) > MOST_COMPARED:
            message = (
                f"U kunt er hoogstens {MOST_COMPARED} vergelijken. Wij houden de eerste {MOST_COMPARED}."
            )
            self.misfit(COMPARED, found[MOST_COMPARED], message)
        return tuple(found[:MOST_COMPARED])

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        text = (self.parameters.getlist(name) or [""])[-1].strip()
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) < 9 and lowest <= int(text) <= highest:  # noqa: PLR2004
            return int(text)
        self.misfit(name, text[:20], f"Vul een heel getal in van {lowest} tot en met {highest}.")
        return None

    def sort(self, text: str) -> Sort:
        value = (self.parameters.getlist("sorteer") or [""])[-1]
        try:
            return Sort(value) if value else default_sort(text)
        except ValueError:
            choices = ", ".join(Sort)
            self.misfit("sorteer", value[:40], f"Wij kennen deze volgorde niet. Kies uit: {choices}.")
            return default_sort(text)
