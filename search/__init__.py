"""Find and count entries of the catalogue. Knows search documents, never entries."""

from search.embedded import EmbeddedEngine
from search.engine import Answer, Engine, EngineUnavailable, Hit, Query, SearchDocument, Sort
from search.facets import FACETS, Facet

__all__ = [
    "FACETS",
    "Answer",
    "EmbeddedEngine",
    "Engine",
    "EngineUnavailable",
    "Facet",
    "Hit",
    "Query",
    "SearchDocument",
    "Sort",
]
