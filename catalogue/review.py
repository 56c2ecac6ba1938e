"""The review of a study as a profile (METHOD A11): answers counted, never a mark. Import from here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.review_documents import Review, ReviewAnswer, Reviewer
from catalogue.review_questions import CODES, GROUPS, Group, Question, QuestionSource, by_code, questions
from catalogue.review_rules import Reviewed, involvement, review_problems, studies_in, unanswered
from catalogue.terms_review import Judgement, ReviewerRole, ReviewLabel, ReviewStatus

__all__ = [
    "CODES",
    "GROUPS",
    "VALID_YEARS",
    "Group",
    "Judgement",
    "Profile",
    "Question",
    "QuestionSource",
    "Review",
    "ReviewAnswer",
    "ReviewLabel",
    "ReviewStatus",
    "Reviewed",
    "Reviewer",
    "ReviewerRole",
    "by_code",
    "involvement",
    "profile",
    "questions",
    "review_problems",
    "studies_in",
    "unanswered",
    "under_way",
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
    page_version: int | None = None
    """The version of the page that shows it; another one than was reviewed is told of."""

    @property
    def is_of_other_version(self) -> bool:
        """Whether the page says something else by now than what was reviewed."""
        return self.review is not None and self.page_version not in {None, self.review.version}

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


def under_way() -> Profile:
    """What is shown of a review that still runs: that it does, and not yet what the answers are."""
    return Profile(None, ReviewLabel.IN_REVIEW, "Wordt nu getoetst")


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
