"""Reviews of a study, to change one thing in."""

from datetime import date
from typing import Any

from catalogue.review import CODES, Judgement, Review, ReviewAnswer, Reviewer, ReviewerRole, ReviewStatus

DAY = date(2026, 11, 21)


def reviewer(id: str = "r1", role: ReviewerRole = ReviewerRole.REVIEWER, **changes: Any) -> Reviewer:
    facts = {"id": id, "role": role, "organisation": "Kenniscentrum", "interest": "geen"}
    return Reviewer(**facts | changes)


def answer(question: str, judgement: Judgement = Judgement.YES, **changes: Any) -> ReviewAnswer:
    facts = {"question": question, "judgement": judgement, "remark": "Staat in tabel 3.", "page": "12"}
    return ReviewAnswer(**facts | changes)


TWO = (reviewer("r1"), reviewer("r2"))
ALL = tuple(answer(code) for code in CODES)


def make_review(**changes: Any) -> Review:
    """A finished review that gives the label."""
    facts = {
        "id": "t1",
        "study": "o1",
        "version": 1,
        "day": DAY,
        "status": ReviewStatus.FINISHED,
        "reviewers": TWO,
        "answers": ALL,
    }
    return Review(**facts | changes)
