"""Suggestions while typing: names of everything that has a page, ready in memory; entries from the index."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from sqlmodel import Session

from app import topics
from app.fitting import Name, Rank, fits_with_typo, rank, stands_inside, typed_words
from app.urls import Urls
from catalogue import queries, registers
from catalogue.documents import Approach
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.vocabulary import Term, Theme, WorkType
from search.engine import Engine

MOST = 8
LEAST_ENTRIES = 3
"""Room that entries keep, however many other names fit."""


class Sort(StrEnum):
    """What a suggestion leads to, in the order in which equally fitting ones stand."""

    THEME = "thema"
    WORK_TYPE = "werksoort"
    MUNICIPALITY = "gemeente"
    ENTRY = "aanpak"
    BUREAU = "onderzoeksbureau"
    BACKGROUND = "achtergrond"


ORDER = {sort: place for place, sort in enumerate(Sort)}
ROOM = {Sort.THEME: 2, Sort.WORK_TYPE: 2, Sort.MUNICIPALITY: 2, Sort.BUREAU: 2, Sort.BACKGROUND: 1}
FIND_INSIDE = frozenset({Sort.THEME, Sort.WORK_TYPE})


@dataclass(frozen=True, slots=True)
class Offer:
    """Something with a name and a page. `amount`: its number of entries, None where that says nothing."""

    sort: Sort
    name: Name
    url: str
    amount: int | None = None
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer that fits what was typed, and how well."""

    offer: Offer
    rank: Rank

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The best fit first; then by kind, then what has the most entries."""
        offer = self.offer
        by_name = "" if offer.sort is Sort.ENTRY else offer.name.row  # entries keep the order of the index
        return self.rank, ORDER[offer.sort], -(offer.amount or 0), by_name


class Described(Protocol):
    """What a search document says of an entry, as far as it is needed here."""

    @property
    def bureaus(self) -> tuple[str, ...]:
        """Who made the studies."""


class Holder(Engine, Protocol):
    """An engine in this process."""

    @property
    def documents(self) -> Iterable[Described]:
        """The documents it holds now."""


class Offers:
    """Every name but those of entries, for one state of the catalogue."""

    def __init__(self) -> None:
        self._seen: int | None = None
        self._all: tuple[Offer, ...] = ()
        self._lock = threading.Lock()

    def at(self, seen: int, make: Callable[[], Iterable[Offer]]) -> tuple[Offer, ...]:
        """The offers at a change number. While one request makes them, others use the former ones."""
        if self._seen != seen and self._lock.acquire(blocking=self._seen is None):
            try:
                if self._seen != seen:
                    self._all, self._seen = tuple(make()), seen
            finally:
                self._lock.release()
        return self._all


def offers(db: Session, engine: Holder, urls: Urls) -> Iterator[Offer]:
    """Themes, work types, municipalities, bureaus and background publications with their addresses."""
    counts = topics.counts(engine)
    yield from _terms(Sort.THEME, Theme, urls.thema, counts.get("thema", {}))
    yield from _terms(Sort.WORK_TYPE, WorkType, urls.werksoort, counts.get("werksoort", {}))
    yield from _municipalities(urls, counts.get("gemeente", {}))
    yield from _bureaus(urls, engine.documents)
    for version in queries.all_live(db, Kind.BACKGROUND):
        name = Name.of(version.document.name)
        yield Offer(Sort.BACKGROUND, name, urls.achtergrond(version.slug), slug=version.slug)


def _terms(
    sort: Sort, terms: type[Term], address: Callable[[str], str], counts: Mapping[str, int]
) -> Iterator[Offer]:
    for term in terms:
        yield Offer(sort, Name.of(term.label), address(term.value), counts.get(term.value, 0))


def _municipalities(urls: Urls, counts: Mapping[str, int]) -> Iterator[Offer]:
    for code, place in registers.municipalities().items():
        for text in (place.name, *_other_names(code, place.name)):
            yield Offer(Sort.MUNICIPALITY, Name.of(text), urls.gemeente(code), counts.get(code, 0))


def _other_names(code: str, name: str) -> Iterator[str]:
    """Other names that say something, with the official one behind it: Den Haag ('s-Gravenhage)."""
    for alias in registers.municipality_aliases(code):
        if alias not in name:
            yield alias if "(" in alias else f"{alias} ({name})"


def _bureaus(urls: Urls, documents: Iterable[Described]) -> Iterator[Offer]:
    amounts: dict[str, int] = {}
    for document in documents:
        for bureau in document.bureaus:
            amounts[bureau] = amounts.get(bureau, 0) + 1
    for bureau, amount in amounts.items():
        yield Offer(Sort.BUREAU, Name.of(bureau), urls.aanpakken(q=bureau), amount)


def suggestions(text: str, others: Iterable[Offer], entries: Iterable[Offer]) -> list[Suggestion]:
    """What fits the typed text, the best first. What only fits with a typo waits until nothing else fits."""
    typed = typed_words(text)
    if not typed:
        return []
    known = [*others, *entries]
    found = [Suggestion(offer, fit) for offer in known if (fit := _rank(typed, offer)) is not None]
    if not found:
        found = [Suggestion(offer, Rank.TYPO) for offer in known if fits_with_typo(typed, offer.name)]
    return sorted(_fair(_distinct(sorted(found, key=_order))), key=_order)


def _order(suggestion: Suggestion) -> tuple[int, int, int, str]:
    return suggestion.order


def _rank(typed: Sequence[str], offer: Offer) -> Rank | None:
    fit = rank(typed, offer.name)
    if fit is None and offer.sort in FIND_INSIDE and stands_inside(typed, offer.name):
        return Rank.INSIDE
    return fit


def _distinct(ranked: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Each page once, by the name that fits best."""
    seen: set[str] = set()
    for suggestion in ranked:
        if suggestion.offer.url not in seen:
            seen.add(suggestion.offer.url)
            yield suggestion


def _fair(ranked: Iterable[Suggestion]) -> list[Suggestion]:
    """The best of every kind; room that is left goes to the best of the rest."""
    by_sort = sorted(ranked, key=lambda one: ORDER[one.offer.sort])
    first: list[Suggestion] = []
    rest: list[Suggestion] = []
    entries: list[Suggestion] = []
    for sort, group in groupby(by_sort, key=lambda one: one.offer.sort):
        members = list(group)
        if sort is Sort.ENTRY:
            entries = members
        else:
            first += members[: ROOM[sort]]
            rest += members[ROOM[sort] :]
    first = sorted(first, key=_order)[: MOST - min(LEAST_ENTRIES, len(entries))]
    chosen = [*first, *entries[: MOST - len(first)]]
    return [*chosen, *sorted(rest, key=_order)[: MOST - len(chosen)]]


def entry_offers(urls: Urls, versions: Iterable[Version[Approach]]) -> Iterator[Offer]:
    """Entries in the order in which the index found them."""
    for version in versions:
        yield Offer(Sort.ENTRY, Name.of(version.document.name), urls.aanpak(version.slug), slug=version.slug)
