"""The review of a study as a profile (METHOD A11): answers counted, never a mark. Import from here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.review_documents import Review, ReviewAnswer, Reviewer
from catalogue.review_questions import CODES, Question, QuestionSource, by_code, questions
from catalogue.review_rules import review_problems, unanswered
from catalogue.terms_review import Judgement, ReviewerRole, ReviewLabel, ReviewStatus

__all__ = [
    "CODES",
    "VALID_YEARS",
    "Judgement",
    "Profile",
    "Question",
    "QuestionSource",
    "Review",
    "ReviewAnswer",
    "ReviewLabel",
    "ReviewStatus",
    "Reviewer",
    "ReviewerRole",
    "by_code",
    "profile",
    "questions",
    "review_problems",
    "unanswered",
    "valid_until",
]

VALID_YEARS = 5
"""How long a review holds, as recognitions of interventions do (METHOD A9, A11)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown of the review of one study.

    `obstacles` are sentences on what keeps the label "getoetst" away, `valid_until` the last day it holds;
    both are empty without a review.
    """

    review: Review | None
    label: ReviewLabel
    line: str
    obstacles: tuple[str, ...] = ()
    valid_until: date | None = None
    expired: bool = False

    @property
    def rows(self) -> tuple[tuple[Question, ReviewAnswer | None], ...]:
        """Each question with its answer, or None where there is none."""
        answers = {answer.question: answer for answer in self.review.answers} if self.review else {}
        return tuple((question, answers.get(question.code)) for question in questions())


def profile(review: Review | None, on: date | None = None) -> Profile:
    """The profile of a review as it is on a day; without a day, as it was when the review was made."""
    if review is None:
        return Profile(None, ReviewLabel.NOT_REVIEWED, "Nog niet getoetst")
    until = valid_until(review.day)
    expired = (on or review.day) > until
    obstacles = tuple(_obstacles(review))
    label = ReviewLabel.IN_REVIEW if obstacles else ReviewLabel.REVIEWED
    return Profile(
        review=review,
        label=ReviewLabel.NOT_REVIEWED if expired else label,
        line=_line(review),
        obstacles=obstacles,
        valid_until=until,
        expired=expired,
    )


def valid_until(day: date) -> date:
    """The last day on which a review of this day holds; for 29 February that is 28 February."""
    year = day.year + VALID_YEARS
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


COUNTED = {
    Judgement.YES: "ja",
    Judgement.PARTLY: "deels",
    Judgement.NO: "nee",
    Judgement.CANNOT_TELL: "niet te beoordelen",
    Judgement.NOT_APPLICABLE: "niet van toepassing",
}


def _line(review: Review) -> str:
    counts = Counter(answer.judgement for answer in review.answers)
    parts = [f"{counts[judgement]} {words}" for judgement, words in COUNTED.items() if counts[judgement]]
    missing = len(unanswered(review))
    return " · ".join([*parts, *([f"{missing} nog niet beantwoord"] if missing else [])])


def _obstacles(review: Review) -> Iterator[str]:
    missing = len(unanswered(review))
    if missing:
        words = "is 1 vraag" if missing == 1 else f"zijn {missing} vragen"
        yield f"Er {words} nog niet beantwoord."
    elif review.status is not ReviewStatus.FINISHED:
        yield "De toetsers hebben de toets nog niet afgerond."
    if not _seen_by_two(review):
        yield "Een tweede persoon heeft nog niet meegekeken."
    for answer in review.answers:
        if answer.judgement is Judgement.NO and by_code()[answer.question].is_core:
            name = by_code()[answer.question].name
            yield f"Op kernvraag {answer.question} ({name}) is het antwoord nee."


def _seen_by_two(review: Review) -> bool:
    """Two reviewers, or a reviewer and somebody else who approved; one person alone never suffices."""
    roles = Counter(reviewer.role for reviewer in review.reviewers)
    return roles[ReviewerRole.REVIEWER] > 0 and roles.total() > 1
