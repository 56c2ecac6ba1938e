"""The engines that are measured."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from search import EmbeddedEngine, Engine
from tests.meili.server import MeiliServer
from tests.search import meilisearch
from tests.search.meilisearch import MeiliPair

EMBEDDED, IMITATED, REAL = "ingebouwd", "meilisearch (nagebootst)", "meilisearch"


@contextmanager
def engines() -> Iterator[Mapping[str, Callable[[], Engine]]]:
    """Name to a maker of an empty engine; Meilisearch is real when MEILI_URL is set, else an imitation."""
    with ExitStack() as stack:

        def kept(pair: MeiliPair) -> MeiliPair:
            stack.callback(pair.close)
            return pair

        def imitated() -> Engine:
            server = stack.enter_context(MeiliServer())
            return kept(MeiliPair(server.url, server.search_key, server.admin_key))

        def real() -> Engine:
            return kept(meilisearch.given())

        yield {EMBEDDED: EmbeddedEngine, **({REAL: real} if meilisearch.URL else {IMITATED: imitated})}
