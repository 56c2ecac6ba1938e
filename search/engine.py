"""What every search engine of the catalogue offers: documents in, answers out."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

LARGEST_PAGE = 5_000
"""Entries on one page at most: a download is one page."""
NEAREST = 5
"""Entries to offer when nothing was found."""


class Trouble(StrEnum):
    """Why an engine cannot do its work now; the values stand in metrics."""

    UNREACHABLE = "onbereikbaar"
    SLOW = "traag"
    REFUSED = "sleutel"
    MISSING = "geen-index"
    FULL = "vol"
    VERSION = "versie"
    FAULT = "storing"


class EngineUnavailable(Exception):
    """The engine cannot do its work now. `trouble` says in one word why; the message is for the log."""

    def __init__(self, message: str = "", trouble: Trouble = Trouble.FAULT) -> None:
        super().__init__(message or trouble.value)
        self.trouble = trouble


class Sort(StrEnum):
    """Orders a visitor can choose; the values stand in addresses."""

    RELEVANCE = "relevantie"
    NEWEST_STUDY = "nieuwste-onderzoek"
    NAME = "naam"
    LAST_CHANGED = "laatst-gewijzigd"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """All that is searchable of one entry. `facets` maps a Dutch facet name (search.facets) to codes."""

    slug: str
    name: str
    summary: str
    changed_at: datetime
    text: str = ""
    study_titles: tuple[str, ...] = ()
    bureaus: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    newest_study: int | None = None
    rank_group: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A question. Codes within one facet are alternatives; facets and years narrow each other.

    `year_from` and `year_to` are inclusive. Pages count from 1.
    """

    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 20

    @property
    def size(self) -> int:
        """How many hits the page holds, whatever was asked."""
        return min(max(self.page_size, 1), LARGEST_PAGE)

    @property
    def start(self) -> int:
        """The number of the first hit of the page, counted from 0."""
        return (max(self.page, 1) - 1) * self.size


@dataclass(frozen=True, slots=True)
class Hit:
    """One found entry. `highlights`: naam, samenvatting, fragment as HTML with no markup but <mark>."""

    slug: str
    highlights: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of hits with the counts of the whole result.

    `counts` maps facet to code to number; a facet's own choice is left out of its own counts. `correction`
    is the text that was searched for instead of an unknown word. `left_out` has the typed words that the
    first hit lacks, when no entry has them all. Only when `total` is 0: `without` maps a chosen facet to
    the number of entries when that choice alone is let go, `nearest` has slugs to offer instead.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    correction: str | None = None
    left_out: tuple[str, ...] = ()
    without: Mapping[str, int] = field(default_factory=dict)
    nearest: tuple[str, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """The entries of this page, in order."""
        return tuple(hit.slug for hit in self.hits)


class Searcher(Protocol):
    """The reading side of an index. Every method may raise EngineUnavailable."""

    @property
    def size(self) -> int:
        """How many documents the index holds."""

    def answer(self, query: Query) -> Answer:
        """Find and count. Any text gives an answer."""

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Entries whose name begins with, or contains a word that begins with, what was typed so far."""


class Index(Protocol):
    """The writing side of an index. Every method may raise EngineUnavailable."""

    def rebuild(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None
    ) -> None:
        """Replace the whole index; readers keep the old one until the new one is complete.

        `progress` hears how many documents were taken in so far.
        """

    def put(self, *documents: SearchDocument) -> None:
        """Add documents, or replace those with the same slug."""

    def drop(self, *slugs: str) -> None:
        """Remove documents; unknown slugs are no mistake."""

    def fingerprints(self) -> Mapping[str, str]:
        """What the index holds: slug to the fingerprint of the document that was put."""


class Engine(Searcher, Index, Protocol):
    """One index of search documents, both sides."""


def fingerprint(document: SearchDocument) -> str:
    """A hash of everything in a document: equal documents have equal fingerprints, in every process."""
    fields = asdict(document)
    fields["facets"] = {name: sorted(codes) for name, codes in sorted(document.facets.items())}
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
