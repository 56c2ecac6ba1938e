"""The survey of what is published, read in two questions and kept until something is published."""

from dataclasses import dataclass
from datetime import date

from fastapi import Request
from sqlmodel import Session

from app.formats import AMSTERDAM
from app.kept import Kept
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.survey import Survey


@dataclass(frozen=True, slots=True)
class Standing:
    """The survey, and the day of the newest version in it: None for an empty collection."""

    survey: Survey
    day: date | None


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
    kept: Kept[Standing] = request.state.survey
    return kept.at(request.state.index.seen, lambda: read_survey(db))
