"""The survey of what is published, read in two questions and kept until something is published."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from sqlmodel import Session

from app.formats import AMSTERDAM
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.survey import Survey


@dataclass(frozen=True, slots=True)
class Standing:
    """The survey, and the day of the newest version in it: None for an empty collection."""

    survey: Survey
    day: date | None


class KeptSurvey:
    """The survey for one state of the catalogue."""

    def __init__(self) -> None:
        self._seen: int | None = None
        self._kept = Standing(Survey(()), None)
        self._lock = threading.Lock()

    def at(self, seen: int, make: Callable[[], Standing]) -> Standing:
        """The survey at a change number. Who asks while it is made waits: a page is kept by that number."""
        with self._lock:
            if self._seen != seen:
                self._kept, self._seen = make(), seen
            return self._kept


def read_survey(db: Session) -> Standing:
    """Everything that visitors may see, by slug."""
    approaches = queries.all_live(db, Kind.APPROACH)
    publications = queries.all_live(db, Kind.BACKGROUND)
    days = (version.published_at.astimezone(AMSTERDAM).date() for version in (*approaches, *publications))
    survey = Survey(
        [(version.slug, version.document) for version in approaches],
        [(version.slug, version.document) for version in publications],
    )
    return Standing(survey, max(days, default=None))


def standing(request: Request, db: Session) -> Standing:
    """The survey as things stand now."""
    kept: KeptSurvey = request.state.survey
    return kept.at(request.state.index.seen, lambda: read_survey(db))
