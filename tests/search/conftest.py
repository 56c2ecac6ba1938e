"""The engines that keep the contract. An engine that is added here has to pass every test of it."""

from collections.abc import Iterator

import pytest

from search import EmbeddedEngine, Engine
from tests.meili.server import MeiliServer
from tests.search import meilisearch
from tests.search.samples import COLLECTION

EMBEDDED, IMITATED, REAL = "ingebouwd", "nagebootst", "meilisearch"
GIVEN = (pytest.param(REAL, marks=pytest.mark.meilisearch),) if meilisearch.URL else ()
ENGINES = (EMBEDDED, IMITATED, *GIVEN)


@pytest.fixture(scope="session")
def imitation() -> Iterator[MeiliServer]:
    """A server on the loopback address that answers as Meilisearch does."""
    with MeiliServer() as server:
        yield server


@pytest.fixture(params=ENGINES)
def empty_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == EMBEDDED:
        yield EmbeddedEngine()
        return
    if request.param == REAL:
        pair = meilisearch.given()
    else:
        server: MeiliServer = request.getfixturevalue("imitation")
        pair = meilisearch.MeiliPair(server.url, server.search_key, server.admin_key)
    yield pair
    pair.close()


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    empty_engine.rebuild(COLLECTION)
    return empty_engine
