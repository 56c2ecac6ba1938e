"""The review checklist: eighteen questions, a profile that is no mark, and who may review (METHOD A11)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue import review as module
from catalogue.parts import Organisation
from catalogue.review import (
    CODES,
    Judgement,
    Profile,
    Review,
    ReviewAnswer,
    Reviewer,
    ReviewerRole,
    ReviewLabel,
    ReviewStatus,
    by_code,
    profile,
    questions,
    review_problems,
    valid_until,
)
from catalogue.vocabulary import Role
from tests.builders import make_approach, make_study
from tests.reviews import ALL, DAY, TWO, answer, make_review, reviewer

CORE = ("K1", "K2", "K5", "K7", "K9", "K10", "K12")
MAY_NOT_APPLY = ("K10", "K14")


def answered(**judgements: Judgement) -> tuple[ReviewAnswer, ...]:
    """Yes to every question but these."""
    return tuple(answer(code, judgements.get(code, Judgement.YES)) for code in CODES)


def rules(review: Review, **approach: Any) -> list[str]:
    return [problem.rule for problem in review_problems(review, make_approach(**approach))]


def test_there_are_eighteen_questions_in_order_each_with_explanation_and_source() -> None:
    assert tuple(question.code for question in questions()) == CODES
    assert len(CODES) == 18
    for question in questions():
        assert question.text.endswith("?")
        assert question.explanation.endswith(".")
        assert question.sources
        assert len(question.name) <= 25
    assert len({question.name for question in questions()}) == 18


def test_seven_questions_are_core_and_two_may_not_apply() -> None:
    assert tuple(question.code for question in questions() if question.is_core) == CORE
    assert tuple(question.code for question in questions() if question.may_not_apply) == MAY_NOT_APPLY


def test_questions_and_explanations_are_short_sentences() -> None:
    for question in questions():
        for sentence in f"{question.text} {question.explanation}".replace("?", ".").split(". "):
            assert len(sentence.split()) <= 20, sentence


def test_a_study_without_a_review_is_not_reviewed_and_nothing_more_is_said() -> None:
    none = profile(None)
    assert none == Profile(None, ReviewLabel.NOT_REVIEWED, "Nog niet getoetst")
    assert len(none.rows) == 18
    assert all(found is None for _, found in none.rows)


def test_answers_are_counted_in_words() -> None:
    judgements = {
        "K3": Judgement.PARTLY,
        "K4": Judgement.PARTLY,
        "K6": Judgement.NO,
        "K14": Judgement.NOT_APPLICABLE,
    }
    found = profile(make_review(answers=answered(**judgements, K8=Judgement.CANNOT_TELL)))
    assert found.line == "13 ja · 2 deels · 1 nee · 1 niet te beoordelen · 1 niet van toepassing"
    assert found.label is ReviewLabel.REVIEWED


@given(st.lists(st.sampled_from(Judgement), min_size=18, max_size=18), st.integers(0, 18))
def test_the_counts_add_up_to_eighteen_and_are_no_mark(judgements: list[Judgement], given_: int) -> None:
    answers = tuple(map(answer, CODES[:given_], judgements[:given_]))
    line = profile(make_review(answers=answers)).line
    assert sum(int(part.split()[0]) for part in line.split(" · ")) == 18
    assert "%" not in line
    assert "/" not in line


def test_a_profile_has_no_mark_or_score() -> None:
    names = {name for name in (*Profile.__dataclass_fields__, *dir(Profile)) if not name.startswith("_")}
    assert not any(word in name for name in names for word in ("score", "mark", "grade", "points", "share"))


@pytest.mark.parametrize("code", CODES)
def test_a_no_keeps_the_label_away_on_a_core_question_only(code: str) -> None:
    found = profile(make_review(answers=answered(**{code: Judgement.NO})))
    assert found.label is (ReviewLabel.IN_REVIEW if code in CORE else ReviewLabel.REVIEWED)
    if code in CORE:
        assert found.obstacles == (f"Op kernvraag {code} ({by_code()[code].name}) is het antwoord nee.",)


@pytest.mark.parametrize(
    ("reviewers", "label"),
    [
        (TWO, ReviewLabel.REVIEWED),
        ((reviewer("r1"), reviewer("r2", ReviewerRole.APPROVER)), ReviewLabel.REVIEWED),
        ((reviewer("r1"),), ReviewLabel.IN_REVIEW),
        ((reviewer("r1", ReviewerRole.APPROVER),), ReviewLabel.IN_REVIEW),
        (
            (reviewer("r1", ReviewerRole.APPROVER), reviewer("r2", ReviewerRole.APPROVER)),
            ReviewLabel.IN_REVIEW,
        ),
    ],
)
def test_two_people_see_to_a_review_and_one_of_them_answered(
    reviewers: tuple[Reviewer, ...], label: ReviewLabel
) -> None:
    assert profile(make_review(reviewers=reviewers)).label is label


def test_a_missing_answer_or_a_review_that_still_runs_keeps_the_label_away() -> None:
    one = profile(make_review(answers=ALL[:17]))
    more = profile(make_review(answers=ALL[:3]))
    busy = profile(make_review(status=ReviewStatus.BUSY))
    assert {one.label, more.label, busy.label} == {ReviewLabel.IN_REVIEW}
    assert one.obstacles == ("Er is 1 vraag nog niet beantwoord.",)
    assert more.obstacles == ("Er zijn 15 vragen nog niet beantwoord.",)
    assert busy.obstacles == ("De toetsers hebben de toets nog niet afgerond.",)
    assert one.line == "17 ja · 1 nog niet beantwoord"


def test_a_review_expires_after_five_years() -> None:
    review = make_review()
    last = valid_until(DAY)
    assert last == date(2031, 11, 21)
    assert profile(review, last).label is ReviewLabel.REVIEWED
    after = profile(review, last + timedelta(days=1))
    assert (after.label, after.expired) == (ReviewLabel.NOT_REVIEWED, True)
    assert after.line == "18 ja"


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_review_holds_on_its_own_day_and_never_longer_than_five_years(day: date) -> None:
    review = make_review(day=day)
    assert not profile(review).expired
    assert not profile(review, day).expired
    assert profile(review, valid_until(day) + timedelta(days=1)).expired
    assert timedelta(0) < valid_until(day) - day <= timedelta(days=1827)


def test_a_good_review_has_no_problems() -> None:
    assert rules(make_review()) == []
    assert rules(make_review(status=ReviewStatus.BUSY, answers=())) == []


@pytest.mark.parametrize(
    "organisation",
    [
        "Bureau A",
        " bureau  a",
        "De Uitvoerder",
        "Stichting De Uitvoerder",
        "De Uitvoerder B.V.",
        "Fonds",
        "Gemeente X",
    ],
)
def test_nobody_reviews_a_study_of_their_own_organisation(organisation: str) -> None:
    study = make_study(bureaus=("Bureau A",), commissioner="Gemeente X", funder="Fonds")
    provider = (Organisation(name="De Uitvoerder", role=Role.PROVIDER),)
    review = make_review(reviewers=(reviewer("r1"), reviewer("r2", organisation=organisation)))
    assert rules(review, studies=(study,), organisations=provider) == ["T-EIGEN"]


@pytest.mark.parametrize("code", CODES)
def test_not_applicable_is_an_answer_only_where_a_question_may_not_apply(code: str) -> None:
    review = make_review(answers=answered(**{code: Judgement.NOT_APPLICABLE}))
    assert rules(review) == ([] if code in MAY_NOT_APPLY else ["T-NVT"])


@pytest.mark.parametrize("judgement", Judgement)
def test_all_but_yes_is_explained(judgement: Judgement) -> None:
    answers = (answer("K14", judgement, remark=None),)
    found = rules(make_review(status=ReviewStatus.BUSY, answers=answers))
    assert found == ([] if judgement is Judgement.YES else ["T-OPMERKING"])


@pytest.mark.parametrize("judgement", Judgement)
def test_what_is_there_has_a_page_and_what_is_absent_has_none(judgement: Judgement) -> None:
    answers = (answer("K14", judgement, page=None),)
    found = rules(make_review(status=ReviewStatus.BUSY, answers=answers))
    assert found == (["T-PAGINA"] if judgement in {Judgement.YES, Judgement.PARTLY} else [])


def test_a_finished_review_answers_every_question() -> None:
    problems = review_problems(make_review(answers=ALL[:16]), make_approach())
    assert [problem.rule for problem in problems] == ["T-ONAF"]
    assert "K17, K18" in problems[0].message
    assert problems[0].refuses


def test_a_review_is_about_a_study_of_the_approach() -> None:
    assert rules(make_review(study="elders")) == ["T-ONDERZOEK"]


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": (answer("K1"), answer("K1"))},
        {"reviewers": (reviewer("r1"), reviewer("r1", ReviewerRole.APPROVER))},
        {"reviewers": ()},
        {"version": 0},
    ],
)
def test_a_review_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_review(**changes)


@pytest.mark.parametrize("code", ["K0", "K19", "k1", "", "K01"])
def test_an_unknown_question_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        answer(code)


def test_an_interest_is_declared_even_when_there_is_none() -> None:
    with pytest.raises(ValidationError):
        reviewer(interest="")


def test_a_review_survives_being_written_and_read() -> None:
    review = make_review()
    assert Review.model_validate_json(review.model_dump_json()) == review


def test_a_register_without_one_of_the_questions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content: dict[str, list[object]] = {"bronnen": [], "vragen": []}
    monkeypatch.setattr("catalogue.review_questions.read", lambda _: content)
    with pytest.raises(ValueError, match="K1 tot en met K18"):
        module.questions.__wrapped__()
