"""The engines that keep the contract. An engine that is added here has to pass every test of it."""

from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def _engine(kind: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    if kind == EMBEDDED:
        yield EmbeddedEngine()
        return
    if kind == REAL:
        pair = meilisearch.given()
    else:
        server: MeiliServer = request.getfixturevalue("imitation")
        pair = meilisearch.MeiliPair(server.url, server.search_key, server.admin_key)
    yield pair
    pair.close()


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine that holds the samples, one for all tests: read only."""
    with _engine(request.param, request) as engine:
        engine.rebuild(COLLECTION)
        yield engine


@pytest.fixture(params=ENGINES)
def empty_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine of this test alone, without documents."""
    with _engine(request.param, request) as engine:
        yield engine


@pytest.fixture
def own_engine(empty_engine: Engine) -> Engine:
    """An engine of this test alone that holds the samples."""
    empty_engine.rebuild(COLLECTION)
    return empty_engine
