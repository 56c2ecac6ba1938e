"""Search and filter a register that fits in memory: words, tick boxes, counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from app.facet_view import Chip, Choice, Filter
from app.filters import LONGEST_TEXT, Misfit, Parameters
from app.urls import with_query
from catalogue.schema import Unknown
from catalogue.terms_base import Term
from search import dutch
from search.lexicon import stop_words

Row = TypeVar("Row")
SHORTEST_INNER = 4
"""From this length on a search word is also found inside other words."""


@dataclass(frozen=True, slots=True)
class RowFacet(Generic[Row]):
    """A property of the rows to filter on: its name in addresses, its heading and its closed list."""

    name: str
    title: str
    terms: type[Term]
    values: Callable[[Row], Iterable[Term | Unknown]]

    def codes(self, row: Row) -> frozenset[str]:
        """The known codes of a row."""
        return frozenset(value.value for value in self.values(row) if isinstance(value, Term))


@dataclass(frozen=True, slots=True)
class Register(Generic[Row]):
    """Rows with their address, their filters and the words by which they are found."""

    path: str
    facets: Sequence[RowFacet[Row]]
    words: Callable[[Row], str]

    def select(self, rows: Iterable[Row], parameters: Parameters) -> "Selection[Row]":
        """What the query parameters ask for. A value that does not exist is reported, not used."""
        text = (parameters.getlist("q") or [""])[-1][:LONGEST_TEXT].strip()
        chosen: dict[str, tuple[str, ...]] = {}
        misfits: list[Misfit] = []
        for facet in self.facets:
            asked = dict.fromkeys(code for code in parameters.getlist(facet.name) if code)
            known = {term.value for term in facet.terms}
            chosen[facet.name] = tuple(code for code in asked if code in known)
            misfits += [_misfit(facet.name, code) for code in asked if code not in known]
        found = [row for row in rows if not text or matches(text, self.words(row))]
        return Selection(self, tuple(found), text, chosen, tuple(misfits))


def _misfit(name: str, code: str) -> Misfit:
    return Misfit(name, code, f"Wij kennen ‘{code[:60]}’ niet bij dit filter. Kies een waarde uit de lijst.")


@dataclass(frozen=True, slots=True)
class Selection(Generic[Row]):
    """The answer: rows, counts and what was chosen. `found` is before the tick boxes."""

    register: Register[Row]
    found: tuple[Row, ...]
    text: str
    chosen: Mapping[str, tuple[str, ...]]
    misfits: tuple[Misfit, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that fit everything."""
        return tuple(row for row in self.found if self._fits(row))

    def _fits(self, row: Row, leave_out: str = "") -> bool:
        return all(
            facet.codes(row) & set(self.chosen[facet.name])
            for facet in self.register.facets
            if self.chosen[facet.name] and facet.name != leave_out
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked."""
        return bool(self.text) or any(self.chosen.values())

    @property
    def parameters(self) -> dict[str, str | int | Sequence[str] | None]:
        """The query parameters of this question."""
        return {"q": self.text, **self.chosen}

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters with something to choose. Counts leave out the filter's own choice."""
        made = []
        for facet in self.register.facets:
            rows = [row for row in self.found if self._fits(row, leave_out=facet.name)]
            codes = [code for row in rows for code in facet.codes(row)]
            chosen = self.chosen[facet.name]
            shown = [term for term in facet.terms if term.value in codes or term.value in chosen]
            choices = [Choice(t.value, t.label, codes.count(t.value), t.value in chosen) for t in shown]
            made.append(Filter(facet.name, facet.title, tuple(choices)))
        return tuple(filter_ for filter_ in made if filter_.choices)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What is chosen, each with the address without it."""
        return tuple(
            Chip(facet.title, facet.terms(code).label, self._without(facet.name, code))
            for facet in self.register.facets
            for code in self.chosen[facet.name]
        )

    def _without(self, name: str, code: str) -> str:
        rest = [other for other in self.chosen[name] if other != code]
        return with_query(self.register.path, {**self.parameters, name: rest})


def matches(question: str, text: str) -> bool:
    """Whether every telling word asked for is in the text: in some form, as a beginning or inside a word."""
    asked = dutch.folded_words(question)
    telling = [word for word in asked if word not in stop_words()] or asked
    words, stems = _terms(text)
    return bool(telling) and all(_has(word, words, stems) for word in telling)


def _has(word: str, words: frozenset[str], stems: frozenset[str]) -> bool:
    if dutch.stem(word) in stems or any(other.startswith(word) for other in words):
        return True
    return len(word) >= SHORTEST_INNER and any(word in other for other in words)


@lru_cache(maxsize=2_000)
def _terms(text: str) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(dutch.folded_words(text))
    stems = {dutch.stem(word) for word in words} | {part for word in words for part in dutch.parts(word)}
    return words, frozenset(stems)
