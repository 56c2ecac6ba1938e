"""The engines that keep the contract. An engine that is added here has to pass every test of it."""

from collections.abc import Callable

import pytest

from search import EmbeddedEngine, Engine
from tests.search.samples import COLLECTION

ENGINES: dict[str, Callable[[], Engine]] = {"ingebouwd": EmbeddedEngine}


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def empty_engine(request: pytest.FixtureRequest) -> Engine:
    make: Callable[[], Engine] = request.param
    return make()


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    empty_engine.rebuild(COLLECTION)
    return empty_engine
