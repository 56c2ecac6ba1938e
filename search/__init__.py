"""Find and count entries of the catalogue. Knows search documents, never entries."""

from search.embedded import EmbeddedEngine
from search.engine import (
    Answer,
    Engine,
    EngineUnavailable,
    Hit,
    Index,
    Query,
    SearchDocument,
    Searcher,
    Sort,
    Trouble,
    fingerprint,
)
from search.facets import FACETS, Facet

__all__ = [
    "FACETS",
    "Answer",
    "EmbeddedEngine",
    "Engine",
    "EngineUnavailable",
    "Facet",
    "Hit",
    "Index",
    "Query",
    "SearchDocument",
    "Searcher",
    "Sort",
    "Trouble",
    "fingerprint",
]
