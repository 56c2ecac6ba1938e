"""What the desk adds to the page of an entry: replies, corrections, and whether it waits for a look."""

from datetime import date
from typing import Any

from sqlmodel import Session

from catalogue.editing import corrections, replies, review_dates
from catalogue.queries import Version
from catalogue.vocabulary import EntryState


def desk_context(db: Session, version: Version[Any], day: date) -> dict[str, Any]:
    """For the templates of an entry. A version of the past shows what is true now beside it."""
    return {
        "weerwoorden": replies.placed(db, version.slug),
        "correcties": corrections.count(db, version.slug),
        "had_nagekeken": _overdue(version, day),
    }


def _overdue(version: Version[Any], day: date) -> date | None:
    """The day before which somebody should have looked; None while there is no need."""
    if not version.is_latest or version.state is not EntryState.PUBLISHED:
        return None
    published = version.published_at.date()
    is_late = review_dates.is_overdue(version.document, published, day)
    return review_dates.due(version.document, published) if is_late else None
