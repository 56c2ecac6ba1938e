"""Meilisearch as one engine: the reading and the writing side together, as a process and its worker are."""

import os
import uuid
from collections.abc import Callable, Iterable, Mapping

from search import Answer, EmbeddedEngine, Query, SearchDocument
from search.meili import MeiliEngine
from search.meili_index import MeiliIndex

URL = os.environ.get("MEILI_URL", "")
SEARCH_KEY = os.environ.get("MEILI_SEARCH_KEY", "")
ADMIN_KEY = os.environ.get("MEILI_ADMIN_KEY", "")


class MeiliPair:
    """An Engine on one index. An embedded engine with the same documents gives the words, as in the site."""

    def __init__(self, url: str, search_key: str, admin_key: str, *, timeout: float = 30.0) -> None:
        self.name = f"toets-{uuid.uuid4().hex}"
        self.words = EmbeddedEngine()
        self.index = MeiliIndex(url, admin_key, self.name)
        self.reader = MeiliEngine(url, search_key, self.name, lambda: self.words.vocabulary, timeout)
        self.index.prepare()
        self.index.rebuild(())

    @property
    def size(self) -> int:
        return self.reader.size

    def answer(self, query: Query) -> Answer:
        return self.reader.answer(query)

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        return self.reader.suggest(text, limit)

    def rebuild(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None
    ) -> None:
        kept = list(documents)
        self.words.rebuild(kept)
        self.index.rebuild(kept, progress)

    def put(self, *documents: SearchDocument) -> None:
        self.words.put(*documents)
        self.index.put(*documents)

    def drop(self, *slugs: str) -> None:
        self.words.drop(*slugs)
        self.index.drop(*slugs)

    def fingerprints(self) -> Mapping[str, str]:
        return self.index.fingerprints()

    def close(self) -> None:
        """Remove the index from the server."""
        self.index.remove()


def given() -> MeiliPair:
    """An engine on the server that MEILI_URL names."""
    return MeiliPair(URL, SEARCH_KEY, ADMIN_KEY)
