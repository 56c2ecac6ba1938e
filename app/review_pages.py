"""What the desk sees of the review of a study: what is answered, what is missing, who does what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.formats import AMSTERDAM
from catalogue.editing import reviewing
from catalogue.editing.actor import Actor
from catalogue.editing.people import names_of
from catalogue.editing.review_profiles import profiles
from catalogue.editing.review_rows import (
    answers_of,
    current,
    document_of,
    latest_finished,
    problems_of,
    review_of,
    role_of,
    title_of_study,
)
from catalogue.problem import Problem
from catalogue.queries import Version
from catalogue.review import (
    GROUPS,
    Group,
    Profile,
    Question,
    Review,
    Reviewed,
    ReviewerRole,
    ReviewStatus,
    by_code,
    profile,
    studies_in,
)
from catalogue.tables import Entry
from catalogue.tables_work import StudyReview


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of questions: how many are answered, and what is still asked of them."""

    number: int
    group: Group
    answered: int
    problems: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a review, by name: only for the desk."""

    name: str
    role: ReviewerRole
    organisation: str
    interest: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review of a study for somebody at the desk."""

    row: StudyReview
    review: Review
    profile: Profile
    people: tuple[Participant, ...]
    groups: tuple[GroupView, ...]
    problems: Mapping[str, Sequence[Problem]]
    """What is missing, by question."""
    role: ReviewerRole | None
    """What the reader of the page does in it."""
    finish_refusal: str | None

    @property
    def is_finished(self) -> bool:
        """Whether its profile stands on the page."""
        return self.row.status is ReviewStatus.FINISHED


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study of an entry in the list of the desk, with the profile that the review has so far."""

    study_id: str
    title: str
    profile: Profile | None
    is_finished: bool
    version: int | None


def reviews_at(db: Session, version: Version[Any]) -> Mapping[str, Profile]:
    """The profiles that a public page with this version shows today."""
    today = datetime.now(AMSTERDAM).date()
    return profiles(db, version.kind, version.slug, version.number, today)


def lines(db: Session, entry: Entry) -> list[StudyLine]:
    """The studies of the live version with how their review stands. Raises NotFound."""
    _, document = document_of(db, entry)
    return [_study_line(db, entry, document, study.id) for study in studies_in(document)]


def _study_line(db: Session, entry: Entry, document: Reviewed, study_id: str) -> StudyLine:
    row = current(db, entry, study_id) or latest_finished(db, entry, study_id)
    review = review_of(row) if row else None
    return StudyLine(
        study_id=study_id,
        title=title_of_study(document, study_id),
        profile=profile(review) if review else None,
        is_finished=row is not None and row.status is ReviewStatus.FINISHED,
        version=review.version if review else None,
    )


def view(db: Session, entry: Entry, row: StudyReview, actor: Actor) -> ReviewView:
    """A review as somebody sees it at the desk."""
    review = review_of(row)
    problems = _by_question(review, problems_of(db, entry, row))
    names = names_of(db, [int(one.id) for one in review.reviewers])
    return ReviewView(
        row=row,
        review=review,
        profile=profile(review),
        people=tuple(
            Participant(
                name=names.get(int(one.id), ""),
                role=one.role,
                organisation=one.organisation,
                interest=one.interest,
                is_me=one.id == str(actor.id),
            )
            for one in review.reviewers
        ),
        groups=tuple(_group(number, group, row, problems) for number, group in enumerate(GROUPS, 1)),
        problems=problems,
        role=role_of(row, actor),
        finish_refusal=reviewing.finish_refusal(db, entry, row, actor),
    )


def _group(
    number: int, group: Group, row: StudyReview, problems: Mapping[str, Sequence[Problem]]
) -> GroupView:
    given = answers_of(row)
    answered = sum(bool(given[code]["antwoord"]) for code in group.codes)
    return GroupView(number, group, answered, sum(len(problems.get(code, ())) for code in group.codes))


def _by_question(review: Review, found: Sequence[Problem]) -> Mapping[str, Sequence[Problem]]:
    """What is missing at each question that has an answer; the path names the place of the answer."""
    gathered: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in found:
        parts = problem.path.split(".")
        if parts[0] == "antwoorden" and len(parts) > 1:
            gathered[review.answers[int(parts[1])].question].append(problem)
    return gathered


def questions_of(group: Group) -> list[Question]:
    """The questions of a group."""
    return [by_code()[code] for code in group.codes]
