"""The line that search holds on both samples of questions: the embedded engine, on the real collection."""

from functools import cache
from pathlib import Path

import pytest

from search import EmbeddedEngine
from tests.relevance.collection import documents
from tests.relevance.measuring import Outcome, asked, score
from tests.relevance.questions import SAMPLES, questions
from tests.relevance.report import failing

LEAST_MET = 0.95
LEAST_IN_TOP_3 = 0.95
MOST_EMPTY = 0.02

every_sample = pytest.mark.parametrize("path", SAMPLES.values(), ids=list(SAMPLES))


@cache
def engine() -> EmbeddedEngine:
    return EmbeddedEngine(documents())


@cache
def outcomes(path: Path) -> tuple[Outcome, ...]:
    return tuple(asked(engine(), questions(path)))


@every_sample
def test_nearly_every_question_is_answered_well(path: Path) -> None:
    found = outcomes(path)
    assert score(found).met_share >= LEAST_MET, "\n".join(failing(found))


@every_sample
def test_a_right_answer_is_nearly_always_among_the_first_three(path: Path) -> None:
    found = outcomes(path)
    sums = score(found)
    assert sums.top3 / sums.answerable >= LEAST_IN_TOP_3, "\n".join(failing(found))


@every_sample
def test_hardly_any_question_with_an_answer_finds_nothing(path: Path) -> None:
    found = outcomes(path)
    empty = [one for one in found if one.empty_handed]
    assert score(found).empty_share < MOST_EMPTY, "\n".join(failing(empty))


@every_sample
def test_what_does_not_belong_is_never_among_the_first_five(path: Path) -> None:
    wrong = [one for one in outcomes(path) if one.question.reject.intersection(one.slugs[:5])]
    assert not wrong, "\n".join(failing(wrong))


@every_sample
def test_nothing_is_found_for_nonsense_and_what_the_catalogue_lacks(path: Path) -> None:
    wrong = [one for one in outcomes(path) if one.total and not one.question.expect]
    assert not wrong, "\n".join(failing(wrong))
