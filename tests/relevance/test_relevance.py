"""The line that search holds on the samples of questions, on the real collection."""

from collections.abc import Iterator
from typing import TypeAlias

import pytest

from search import Engine
from tests.relevance.collection import documents
from tests.relevance.engines import EMBEDDED, IMITATED, REAL, engines
from tests.relevance.measuring import Outcome, asked, score
from tests.relevance.questions import SAMPLES, questions
from tests.relevance.report import failing
from tests.search import meilisearch

pytestmark = pytest.mark.slow
LEAST_MET = 0.95
LEAST_IN_TOP_3 = 0.95
MOST_EMPTY = 0.02
MOST_WRONG = 0.02
OF_THE_IMITATION = ("voorbeeldvragen", "blinde vragen")
"""The imitation is slow, and what it finds is what the embedded engine finds."""

Case: TypeAlias = tuple[str, str]
CASES = [
    *((EMBEDDED, sample) for sample in SAMPLES),
    *((IMITATED, sample) for sample in OF_THE_IMITATION if not meilisearch.URL),
    *(
        pytest.param((REAL, sample), marks=pytest.mark.meilisearch, id=f"{REAL}-{sample}")
        for sample in SAMPLES
        if meilisearch.URL
    ),
]


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Engine]]:
    """Engines that hold the collection, each made when it is first needed."""
    with engines() as makers:

        class Made(dict[str, Engine]):
            def __missing__(self, name: str) -> Engine:
                engine = self[name] = makers[name]()
                engine.rebuild(documents())
                return engine

        yield Made()


@pytest.fixture(params=CASES, ids="-".join)
def outcomes(request: pytest.FixtureRequest, made: dict[str, Engine]) -> tuple[Outcome, ...]:
    case: Case = request.param
    if case not in _KNOWN:
        _KNOWN[case] = tuple(asked(made[case[0]], questions(SAMPLES[case[1]])))
    return _KNOWN[case]


_KNOWN: dict[Case, tuple[Outcome, ...]] = {}


def test_nearly_every_question_is_answered_well(outcomes: tuple[Outcome, ...]) -> None:
    assert score(outcomes).met_share >= LEAST_MET, "\n".join(failing(outcomes))


def test_a_right_answer_is_nearly_always_among_the_first_three(outcomes: tuple[Outcome, ...]) -> None:
    sums = score(outcomes)
    assert sums.top3 / sums.answerable >= LEAST_IN_TOP_3, "\n".join(failing(outcomes))


def test_hardly_any_question_with_an_answer_finds_nothing(outcomes: tuple[Outcome, ...]) -> None:
    empty = [one for one in outcomes if one.empty_handed]
    assert score(outcomes).empty_share < MOST_EMPTY, "\n".join(failing(empty))


def test_what_does_not_belong_is_hardly_ever_among_the_first_five(outcomes: tuple[Outcome, ...]) -> None:
    wrong = [one for one in outcomes if one.question.reject.intersection(one.slugs[:5])]
    assert len(wrong) <= MOST_WRONG * len(outcomes), "\n".join(failing(wrong))


def test_nothing_is_found_for_nonsense_and_what_the_catalogue_lacks(outcomes: tuple[Outcome, ...]) -> None:
    wrong = [one for one in outcomes if one.total and not one.question.expect]
    assert not wrong, "\n".join(failing(wrong))
