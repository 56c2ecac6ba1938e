"""Keeping an index outside this process whole: building it anew, and comparing it with the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session

from app.database import writing
from app.indexing import Reading
from app.lease import LEASE_SECONDS, Lease, Role, beating
from catalogue import outbox, queries
from catalogue.kinds import Kind
from catalogue.outbox import Task
from search.engine import Index, fingerprint

log = structlog.stdlib.get_logger("mkba")

Progress = Callable[[int, int], None]
"""Hears how many entries are done, of how many."""
_INDEX = Task.SEARCH_INDEX


class RebuildBusy(Exception):
    """Another process is building the index anew."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A rebuild: how many entries are in, and which could not be turned into a search document."""

    size: int
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Where an index differs from the database: slugs, in order. `under_way` changes are not among them."""

    compared: int
    missing: tuple[str, ...] = ()
    superfluous: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    under_way: int = 0

    @property
    def slugs(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.missing, *self.superfluous, *self.differing)

    def both(self, later: "Differences") -> "Differences":
        """What differs in this comparison and in a later one."""
        return Differences(
            compared=later.compared,
            missing=tuple(slug for slug in self.missing if slug in later.missing),
            superfluous=tuple(slug for slug in self.superfluous if slug in later.superfluous),
            differing=tuple(slug for slug in self.differing if slug in later.differing),
            under_way=later.under_way,
        )


def rebuild(
    database: Database,
    index: Index,
    progress: Progress | None = None,
    *,
    lease_seconds: float = LEASE_SECONDS,
) -> Rebuilt:
    """Build the whole index from the database, beside the one that answers, and put it in its place.

    Meanwhile the worker goes on delivering to the index that answers, but checks nothing off: once the new
    index is in place everything that changed in the meantime is delivered again. That also holds when this
    process is killed, whether before or after the new index came in place.
    Raises RebuildBusy, and EngineUnavailable.
    """
    lease = Lease(database, Role.REBUILD, seconds=lease_seconds)
    if not lease.take():
        raise RebuildBusy
    with beating(lease):
        try:
            with Session(database) as db:
                started_at = queries.change_number(db)
                promised = outbox.waiting_rows(db, _INDEX)
                slugs = queries.live_slugs(db, Kind.APPROACH)
            reading = Reading(database, slugs)
            index.rebuild(reading.documents(), lambda done: _tell(progress, done, len(slugs)))
            _settle(database, lease, started_at, [] if reading.unreadable else promised)
        finally:
            if lease.held:
                lease.release()
    return Rebuilt(reading.size, tuple(reading.unreadable))


def differences(database: Database, index: Index, progress: Progress | None = None) -> Differences:
    """Compare what the index holds with all published entries. Raises EngineUnavailable."""
    found = _compare(database, index, progress)
    # A change that came by during the first look seems to be a difference; it is gone at the second.
    return found.both(_compare(database, index, progress)) if found.slugs else found


def mend(database: Database, found: Differences) -> None:
    """Promise the index how the entries stand at these addresses; the worker delivers it in its turn."""
    with writing(database) as db, db.begin():
        outbox.add(db, _INDEX, found.slugs, datetime.now(UTC))


def _settle(database: Database, lease: Lease, started_at: int, promised: list[int]) -> None:
    """Check off what the new index holds already, and let the worker repeat the rest."""
    now = datetime.now(UTC)
    with writing(database) as db, db.begin():
        if lease.hold(db):
            outbox.done(db, promised, now)
            outbox.hasten(db, _INDEX)
            lease.release(db)
            return
        # This process stood still so long that the worker took it for dead, and checked changes off that
        # it had delivered to the former index.
        changes = queries.changed_since(db, started_at)
        slugs = [change.slug for change in changes if change.kind == Kind.APPROACH]
        outbox.add(db, _INDEX, slugs, now)
        log.warning("rebuild took over late", repeated=len(slugs))


def _compare(database: Database, index: Index, progress: Progress | None) -> Differences:
    held = dict(index.fingerprints())
    with Session(database) as db:
        slugs = queries.live_slugs(db, Kind.APPROACH)
    reading = Reading(database, slugs)
    documents = reading.documents(lambda done: _tell(progress, done, len(slugs)))
    wanted = {document.slug: fingerprint(document) for document in documents}
    with Session(database) as db:
        under_way = outbox.waiting_subjects(db, _INDEX)
    settled = sorted((wanted.keys() | held.keys()) - under_way - set(reading.unreadable))
    return Differences(
        compared=len(wanted),
        missing=tuple(slug for slug in settled if slug not in held),
        superfluous=tuple(slug for slug in settled if slug not in wanted),
        differing=tuple(
            slug for slug in settled if slug in held and slug in wanted and held[slug] != wanted[slug]
        ),
        under_way=len(under_way),
    )


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)
