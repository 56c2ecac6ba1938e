"""The measuring itself: rank, reciprocal rank, the criterion, sums and comparison with an earlier run."""

from pathlib import Path

import pytest

from search import EmbeddedEngine
from tests.relevance.measuring import Outcome, asked, per_kind, score
from tests.relevance.questions import SAMPLES, Question, questions
from tests.relevance.report import comparison, report
from tests.relevance.runs import changes, save, saved
from tests.search.samples import COLLECTION


def question(expect: str = "a", **more: object) -> Question:
    values: dict[str, object] = {"id": "q1", "text": "vraag", "kind": "thema"} | more
    return Question(expect=frozenset(expect), **values)  # type: ignore[arg-type]


def outcome(came: str, expect: str = "a", *, total: int | None = None, **more: object) -> Outcome:
    return Outcome(question(expect, **more), tuple(came), len(came) if total is None else total)


@pytest.mark.parametrize(
    ("came", "rank", "reciprocal"), [("axy", 1, 1), ("xya", 3, 1 / 3), ("xy", None, 0), ("", None, 0)]
)
def test_the_rank_is_the_place_of_the_first_right_answer(
    came: str, rank: int | None, reciprocal: float
) -> None:
    found = outcome(came)
    assert found.rank == rank
    assert found.reciprocal == pytest.approx(reciprocal)


@pytest.mark.parametrize(
    ("found", "met"),
    [
        (outcome("xya"), True),
        (outcome("xyza"), False),
        (outcome("", ""), True),
        (outcome("x", ""), False),
        (outcome("abcxy", "abcdef", broad=True), True),
        (outcome("abxyz", "abcdef", broad=True), False),
        (outcome("abc", "abcdef", broad=True), True),
        (outcome("ab", "ab", broad=True), True),
        (outcome("axyzv", "ab", broad=True), False),
        (outcome("xyab", "ab", best=frozenset("b")), False),
        (outcome("xab", "ab", best=frozenset("b")), True),
        (outcome("axyzw", reject=frozenset("w")), False),
        (outcome("axyzvw", reject=frozenset("w")), True),
    ],
)
def test_the_criterion_is_kept_or_not(found: Outcome, *, met: bool) -> None:
    assert found.met is met
    assert bool(found.faults) is not met


def test_sums_count_ranks_only_for_questions_with_right_answers() -> None:
    sums = score([outcome("a"), outcome("xya"), outcome("xxxxa"), outcome("", total=0), outcome("", "")])
    assert (sums.questions, sums.answerable, sums.top1, sums.top3, sums.top10) == (5, 4, 1, 2, 3)
    assert sums.mrr == pytest.approx((1 + 1 / 3 + 1 / 5) / 4)
    assert (sums.empty, sums.empty_share) == (1, 0.25)
    assert (sums.met, sums.met_share) == (3, 0.6)


def test_without_questions_nothing_went_wrong() -> None:
    sums = score([])
    assert (sums.met_share, sums.empty_share, sums.mrr) == (1.0, 0.0, 0.0)


def test_sums_are_made_per_kind() -> None:
    found = per_kind([outcome("a", kind="b"), outcome("x", kind="a"), outcome("a", kind="b")])
    assert [(kind, sums.questions, sums.met) for kind, sums in found.items()] == [("a", 1, 0), ("b", 2, 2)]


def test_an_engine_is_asked_each_question_with_its_choices() -> None:
    plain = question("", text="jongeren")
    chosen = question("", text="jongeren", filters=(("methode", ("sroi",)),))
    first, second = asked(EmbeddedEngine(COLLECTION), [plain, chosen])
    assert second.total < first.total
    assert second.slugs == ("jongerenwerk",)
    assert chosen.label == "jongeren [methode: sroi]"


def test_the_report_names_failing_questions_with_what_came_instead() -> None:
    told = report([outcome("a"), outcome("xyzav", id="q2", text="de vraag", best=frozenset("a"))])
    assert "q1" not in told
    assert "q2 thema: de vraag" in told
    assert "kwam: (x), (y), (z), a" in told
    assert "hoort: a" in told


def test_a_run_is_compared_with_an_earlier_one(tmp_path: Path) -> None:
    before = {"q1": outcome("xa"), "q2": outcome("a", id="q2"), "q3": outcome("a", id="q3")}
    save({"ingebouwd": before}, tmp_path / "meting.json")
    earlier = saved(tmp_path / "meting.json")["ingebouwd"]
    now = [outcome("a"), outcome("x", id="q2"), outcome("ab", id="q3"), outcome("a", id="new")]
    found = changes(now, earlier)
    assert [(change.outcome.question.id, change.better) for change in found] == [("q1", True), ("q2", False)]
    assert (found[1].before, found[1].after) == ("goed, plaats 1", "niet goed, niet gevonden")
    told = comparison(found)
    assert "Slechter: 1\n  q2" in told
    assert "Beter: 1\n  q1" in told


def test_the_same_run_has_no_changes() -> None:
    assert comparison([]) == "Niets veranderd."


@pytest.mark.parametrize("path", SAMPLES.values(), ids=list(SAMPLES))
def test_a_sample_has_no_question_twice_and_judges_only_what_it_expects(path: Path) -> None:
    found = questions(path)
    assert len({one.id for one in found}) == len(found)
    assert len({(one.text, one.filters) for one in found}) == len(found)
    assert all(one.best <= one.expect and not one.reject & one.expect for one in found)


def test_together_the_samples_are_large() -> None:
    assert len(questions(SAMPLES["voorbeeldvragen"])) >= 100
    assert len(questions(SAMPLES["eigen vragen"])) >= 200
