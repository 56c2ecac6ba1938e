"""An engine that fails, hangs or is empty is not noticed by readers."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from search import Answer, EmbeddedEngine, EngineUnavailable, Query, Trouble
from search.engine import Hit
from search.standby import LONGEST_PAUSE, Breaker, StandbyEngine
from tests.search.samples import COLLECTION

FIRST = Answer((Hit("eerste"),), 1, {})
EMPTY = Answer((), 0, {})


@dataclass
class Flaky:
    """An engine that does what a test tells it."""

    does: Callable[[], Answer] = lambda: FIRST
    asked: int = 0

    @property
    def size(self) -> int:
        return 1

    def answer(self, query: Query) -> Answer:
        self.asked += len((query,))
        return self.does()

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        raise AssertionError((text, limit))


@dataclass
class Heard:
    fallbacks: list[Trouble] = field(default_factory=list)

    def fell_back(self, trouble: Trouble) -> None:
        self.fallbacks.append(trouble)


def refuse(trouble: Trouble) -> Callable[[], Answer]:
    def does() -> Answer:
        raise EngineUnavailable("no", trouble)

    return does


@pytest.fixture
def flaky() -> Flaky:
    return Flaky()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def engine(flaky: Flaky, heard: Heard) -> Iterator[StandbyEngine]:
    engine = StandbyEngine(flaky, EmbeddedEngine(COLLECTION), heard, patience=30)
    yield engine
    engine.close()


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


def test_the_first_engine_answers_while_it_can(engine: StandbyEngine, heard: Heard) -> None:
    assert engine.answer(Query("schulden")) is FIRST
    assert engine.condition.first_answers
    assert heard.fallbacks == []


@pytest.mark.parametrize("trouble", list(Trouble))
def test_any_trouble_gives_the_answer_of_the_second_engine(
    engine: StandbyEngine, flaky: Flaky, heard: Heard, trouble: Trouble
) -> None:
    flaky.does = refuse(trouble)
    assert engine.answer(Query("schuldhulp")).slugs[0] == "schuldhulp"
    assert engine.condition.trouble is trouble
    assert heard.fallbacks == [trouble]


def test_a_fault_nobody_thought_of_gives_the_answer_of_the_second_engine(
    engine: StandbyEngine, flaky: Flaky
) -> None:
    flaky.does = lambda: 1 / 0  # type: ignore[assignment,return-value]
    assert engine.answer(Query("schuldhulp")).total
    assert engine.condition.trouble is Trouble.FAULT


def test_a_slow_engine_is_not_waited_for_longer_than_the_patience(flaky: Flaky, heard: Heard) -> None:
    engine = StandbyEngine(flaky, EmbeddedEngine(COLLECTION), heard, patience=0.1)
    release = threading.Event()
    flaky.does = lambda: FIRST if release.wait(60) else EMPTY
    assert engine.answer(Query("schuldhulp")).slugs[0] == "schuldhulp"
    assert engine.condition.trouble is Trouble.SLOW
    release.set()
    engine.close()


def test_after_a_failure_the_next_readers_do_not_wait_for_the_first_engine(
    engine: StandbyEngine, flaky: Flaky, heard: Heard
) -> None:
    flaky.does = refuse(Trouble.UNREACHABLE)
    for _ in range(50):
        assert engine.answer(Query("schuldhulp")).total
    assert flaky.asked == 1
    assert len(heard.fallbacks) == 50


def test_it_recovers_by_itself(engine: StandbyEngine, flaky: Flaky) -> None:
    flaky.does = refuse(Trouble.UNREACHABLE)
    engine.answer(Query("schulden"))
    flaky.does = lambda: FIRST

    def recovered() -> bool:
        engine.answer(Query("schulden"))
        return engine.condition.first_answers

    assert eventually(recovered)
    assert engine.answer(Query("schulden")) is FIRST


def test_an_empty_first_engine_hides_nothing(engine: StandbyEngine, flaky: Flaky, heard: Heard) -> None:
    flaky.does = lambda: EMPTY
    assert engine.answer(Query("schuldhulp")).slugs[0] == "schuldhulp"
    assert heard.fallbacks == [Trouble.MISSING]
    assert engine.condition.first_answers


def test_what_neither_has_is_not_found(engine: StandbyEngine, flaky: Flaky, heard: Heard) -> None:
    flaky.does = lambda: EMPTY
    assert engine.answer(Query("xkcdzzq")) is EMPTY
    assert heard.fallbacks == []


def test_suggestions_never_wait_for_the_first_engine(engine: StandbyEngine) -> None:
    assert engine.suggest("wel") == ("recept",)


def test_the_pause_grows_to_a_limit_and_one_probe_goes_at_a_time() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    assert not breaker.may_probe()
    pauses = []
    for _ in range(8):
        breaker.failed(Trouble.UNREACHABLE)
        start = now[0]
        while not breaker.may_probe():
            now[0] += 0.5
        pauses.append(now[0] - start)
        assert not breaker.may_probe()
    assert pauses == [1, 2, 4, 8, 15, 15, 15, 15]
    assert max(pauses) == LONGEST_PAUSE
    breaker.succeeded()
    assert breaker.is_closed


def test_the_condition_tells_since_when() -> None:
    breaker = Breaker()
    breaker.failed(Trouble.SLOW)
    first = breaker.condition
    breaker.failed(Trouble.REFUSED)
    assert breaker.condition.since == first.since
    assert breaker.condition.trouble is Trouble.REFUSED
    breaker.succeeded()
    assert breaker.condition.since >= first.since
