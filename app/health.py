"""Whether the site can do its work, for whoever guards it."""

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.database import is_current
from catalogue import queries
from catalogue.kinds import Kind
from search.engine import Engine, EngineUnavailable, Query

log = structlog.stdlib.get_logger("mkba")


def faults(database: Database, engine: Engine) -> list[str]:
    """Why the site is not ready, in Dutch; empty when it is. Details of an error go to the log only."""
    try:
        if not is_current(database):
            return ["De tabellen zijn niet bijgewerkt. Voer ‘mkba prepare’ uit."]
        with Session(database) as db:
            has_entries = bool(queries.recent(db, Kind.APPROACH, 1))
    except SQLAlchemyError as error:
        log.warning("not ready: database", exc_info=error)
        return ["De database is niet bereikbaar."]
    return _search_faults(engine) if has_entries else []


def _search_faults(engine: Engine) -> list[str]:
    try:
        total = engine.answer(Query(page_size=1)).total
    except EngineUnavailable as error:
        log.warning("not ready: search", exc_info=error)
        return ["De zoekmachine antwoordt niet."]
    return [] if total else ["De zoekindex is leeg, terwijl er aanpakken zijn gepubliceerd."]
