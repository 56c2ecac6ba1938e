"""The reviews that the public sees at the studies of an entry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from catalogue.editing.review_rows import review_of
from catalogue.kinds import Kind
from catalogue.review import Profile, ReviewStatus, profile, under_way
from catalogue.tables import Entry, Revision
from catalogue.tables_work import StudyReview


def profiles(db: Session, kind: Kind, slug: str, number: int, on: date) -> Mapping[str, Profile]:
    """The profile of each study that has one, as a page with this version shows it on a day.

    What is shown is the finished review of that version or an earlier one; of a review that runs only
    that it does.
    """
    wanted = (
        select(StudyReview, Revision.number)
        .join(Entry, col(Entry.id) == col(StudyReview.entry_id))
        .join(Revision, col(Revision.id) == col(StudyReview.revision_id))
        .where(Entry.kind == kind, Entry.slug == slug, col(Revision.number) <= number)
        .order_by(col(Revision.number))
    )
    found: dict[str, Profile] = {}
    for row, _ in db.exec(wanted):
        if row.status is ReviewStatus.FINISHED:
            found[row.study_id] = replace(profile(review_of(row), on), page_version=number)
        else:
            found.setdefault(row.study_id, under_way())
    return found
