"""Everything that has a name and a page, ready in memory for each keystroke."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlmodel import Session

from app import topics
from app.fitting import Name, NameIndex, name_of
from app.urls import Urls
from catalogue import queries, registers
from catalogue.kinds import Kind
from catalogue.vocabulary import Term, Theme, WorkType
from search.engine import Engine


class OfferKind(StrEnum):
    """What a suggestion leads to, in the order in which equally fitting ones stand."""

    THEME = "thema"
    WORK_TYPE = "werksoort"
    MUNICIPALITY = "gemeente"
    ENTRY = "aanpak"
    BUREAU = "onderzoeksbureau"
    BACKGROUND = "achtergrond"


FIND_INSIDE = frozenset({OfferKind.THEME, OfferKind.WORK_TYPE})


@dataclass(frozen=True, slots=True)
class Offer:
    """Something with a name and a page. `amount`: its number of entries, None where that says nothing."""

    kind: OfferKind
    name: Name
    url: str
    amount: int | None = None
    slug: str = ""


class Described(Protocol):
    """What a search document says of an entry, as far as it is needed here."""

    @property
    def slug(self) -> str:
        """The address part of the entry."""

    @property
    def name(self) -> str:
        """What the entry is called."""

    @property
    def bureaus(self) -> tuple[str, ...]:
        """Who made the studies."""


class Holder(Engine, Protocol):
    """An engine in this process."""

    @property
    def documents(self) -> Iterable[Described]:
        """The documents it holds now."""


class Collected:
    """Offers with their names by words, and what each entry is called by its slug."""

    def __init__(self, offers: Iterable[Offer] = (), titles: Mapping[str, str] | None = None) -> None:
        self.all = tuple(offers)
        self.titles = titles or {}
        self.index = NameIndex(offer.name for offer in self.all)
        self.to_look_inside = tuple(offer for offer in self.all if offer.kind in FIND_INSIDE)

    def numbered(self, numbers: Iterable[int]) -> list[Offer]:
        """The offers with these numbers."""
        return [self.all[number] for number in sorted(numbers)]


class Offers:
    """Every name, for one state of the catalogue."""

    def __init__(self) -> None:
        self._seen: int | None = None
        self._kept = Collected()
        self._lock = threading.Lock()

    def at(self, seen: int, make: Callable[[], Collected]) -> Collected:
        """The offers at a change number. While one request makes them, others use the former ones."""
        if self._seen != seen and self._lock.acquire(blocking=self._seen is None):
            try:
                if self._seen != seen:
                    self._kept, self._seen = make(), seen
            finally:
                self._lock.release()
        return self._kept


def collected(db: Session, engine: Holder, urls: Urls) -> Collected:
    """All offers as things stand now."""
    titles = {document.slug: document.name for document in engine.documents}
    return Collected(_offers(db, engine, urls), titles)


def _offers(db: Session, engine: Holder, urls: Urls) -> Iterator[Offer]:
    """Themes, work types, municipalities, bureaus and background publications with their addresses."""
    counts = topics.counts(engine)
    yield from _terms(OfferKind.THEME, Theme, urls.thema, counts.get("thema", {}))
    yield from _terms(OfferKind.WORK_TYPE, WorkType, urls.werksoort, counts.get("werksoort", {}))
    yield from _municipalities(urls, counts.get("gemeente", {}))
    yield from _bureaus(urls, engine.documents)
    for version in queries.all_live(db, Kind.BACKGROUND):
        name = name_of(version.document.name)
        yield Offer(OfferKind.BACKGROUND, name, urls.achtergrond(version.slug), slug=version.slug)


def _terms(
    kind: OfferKind, terms: type[Term], address: Callable[[str], str], counts: Mapping[str, int]
) -> Iterator[Offer]:
    for term in terms:
        yield Offer(kind, name_of(term.label), address(term.value), counts.get(term.value, 0))


def _municipalities(urls: Urls, counts: Mapping[str, int]) -> Iterator[Offer]:
    for code, place in registers.municipalities().items():
        for text in (place.name, *_other_names(code, place.name)):
            yield Offer(OfferKind.MUNICIPALITY, name_of(text), urls.gemeente(code), counts.get(code, 0))


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
        yield Offer(OfferKind.BUREAU, name_of(bureau), urls.aanpakken(q=bureau), amount)


def entry_offers(urls: Urls, slugs: Iterable[str], titles: Mapping[str, str]) -> Iterator[Offer]:
    """Entries in the order in which the index found them."""
    for slug in slugs:
        if slug in titles:
            yield Offer(OfferKind.ENTRY, name_of(titles[slug]), urls.aanpak(slug), slug=slug)
