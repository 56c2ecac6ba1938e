"""Reading uploaded files: the worker looks them over, and later makes the concepts that were confirmed.

Both can be done again from the start without harm: looking over writes a report only, and concepts are
made in one transaction that also says that they were made.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Engine as Database
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app import import_files
from app.database import writing
from app.import_files import Contents
from app.import_report import fault_of_file, report
from app.outside_files import FileRefused
from catalogue import registers
from catalogue.editing import batches
from catalogue.editing.actor import Actor
from catalogue.editing.batches import Outdated
from catalogue.editing.errors import EditRefused
from catalogue.editing.people import actor_of
from catalogue.editing.sheets_plan import Outcome, Planned, Standing, plan, same_entry_twice
from catalogue.editing.sheets_reading import Base, Read, proposals, slugs_of
from catalogue.editing.sheets_tables import tables
from catalogue.editing.sheets_yaml import YamlFile
from catalogue.errors import NotFound, StaleConcept
from catalogue.tables_desk import ImportBatch
from catalogue.tables_people import Person
from catalogue.terms_workflow import ImportState

log = structlog.stdlib.get_logger("mkba")

KEEP = timedelta(days=30)
"""How long an uploaded file is kept."""
_TELL_SECONDS = 0.3
_PRUNED_AT_ONCE = 50
_PRUNE_SECONDS = 3_600.0
_TAKEN = {Outcome.NEW, Outcome.CHANGED}
_UNEXPECTED = "Er ging iets mis bij het lezen van dit bestand. Het ligt niet aan u. Laat het ons weten."


@dataclass(frozen=True)
class _Finding:
    contents: Contents
    read: Read
    planned: tuple[Planned, ...]
    standings: Mapping[str, Standing]

    @property
    def report(self) -> dict[str, Any]:
        return report(self.contents, self.read, self.planned, self.standings)


class Imports:
    """The handler of Task.IMPORT; a subject is the id of a batch."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._prune_at = 0.0

    def ready(self) -> None:
        """There is no other side."""

    def tend(self) -> None:
        """Now and then, remove old files."""
        if time.monotonic() < self._prune_at:
            return
        self._prune_at = time.monotonic() + _PRUNE_SECONDS
        with writing(self._database) as db, db.begin():
            batches.prune(db, datetime.now(UTC) - KEEP, _PRUNED_AT_ONCE)

    def read(self, _: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """Each file is read when its turn comes, with transactions of its own."""
        wanted = [int(subject) for subject in subjects if subject.isdigit()]

        def deliver() -> None:
            for batch_id in wanted:
                self._handle(batch_id)

        return deliver

    def _handle(self, batch_id: int) -> None:
        """Do what the state of a batch asks; what was done already is not done again."""
        with Session(self._database) as db:
            try:
                batch = batches.get(db, batch_id)
            except NotFound:
                return
            db.expunge(batch)
        try:
            if batch.state is ImportState.READING:
                self._look_over(batch)
            elif batch.state is ImportState.SAVING:
                self._save(batch)
        except SQLAlchemyError:
            raise
        except (FileRefused, EditRefused) as refused:
            self._fail(batch, str(refused))
        except Exception as error:
            log.exception("import failed", batch=batch_id, exc_info=error)
            self._fail(batch, _UNEXPECTED)

    def _look_over(self, batch: ImportBatch) -> None:
        found = self._find(batch)
        self._settle(batch, ImportState.READING, ImportState.READ, found.report)

    def _save(self, batch: ImportBatch) -> None:
        """Look the file over once more, and make the concepts only if nothing has changed in between."""
        before = batches.report_of(batch)
        found = self._find(batch)
        chosen = set(before["chosen"])
        marks = {entry["slug"]: entry["mark"] for entry in before["entries"]}
        wanted = [one for one in found.planned if one.slug in chosen]
        now = {one.slug: found.standings.get(one.slug) for one in wanted}
        is_same = chosen == now.keys() and all(
            one.outcome in _TAKEN and _mark(now[one.slug]) == marks.get(one.slug) for one in wanted
        )
        if is_same:
            try:
                self._apply(batch, before, wanted, marks)
            except (Outdated, StaleConcept):
                found = self._find(batch)
            else:
                return
        self._settle(batch, ImportState.SAVING, ImportState.READ, {**found.report, "outdated": True})

    def _apply(
        self, batch: ImportBatch, before: dict[str, Any], wanted: list[Planned], marks: Mapping[str, Any]
    ) -> None:
        at = datetime.now(UTC)
        with writing(self._database) as db, db.begin():
            row = batches.get(db, batch.id, for_update=True)
            if row.state is not ImportState.SAVING:
                return
            actor = _actor(db, before["confirmed_by"])
            standings = batches.standings(db, [one.slug for one in wanted], actor)
            if any(_mark(standings.get(one.slug)) != marks.get(one.slug) for one in wanted):
                raise Outdated
            made = batches.apply(
                db,
                wanted,
                actor,
                at,
                source=batch.file_name,
                batch_id=batch.id,
                sender=_actor(db, batch.person_id),
            )
            row.report = _text({**before, "made": made})
            row.state, row.done, row.total, row.changed_at = ImportState.SAVED, len(made), len(made), at
            db.add(row)

    def _find(self, batch: ImportBatch) -> _Finding:
        """Read the file and judge every entry in it, saying meanwhile how far that is. Raises FileRefused."""
        contents = import_files.read(batch.content)
        source = YamlFile(contents.text) if contents.kind == "yaml" else tables(contents.grids)
        slugs = source.slugs if isinstance(source, YamlFile) else slugs_of(source)
        with Session(self._database) as db:
            actor = _actor(db, batch.person_id)
            standings = batches.standings(db, slugs, actor)
            known = batches.all_slugs(db)
        bases: dict[str, Base] = {slug: standing.base for slug, standing in standings.items()}
        if isinstance(source, YamlFile):  # noqa: SIM108  (the type checker follows this, not the short form)
            read = source.proposals(bases)
        else:
            read = proposals(source, bases, known)
        read.faults += same_entry_twice(read, {slug: one.mark for slug, one in standings.items()})
        codes = registers.municipalities().keys()
        faulty = {fault.slug for fault in read.faults}
        planned = []
        progress = _Progress(self._database, batch.id, len(read.proposals))
        for one in read.proposals:
            planned.append(plan(one, standings.get(one.slug), codes, faulty=one.slug in faulty))
            progress.tell(len(planned))
        return _Finding(contents, read, tuple(planned), standings)

    def _settle(self, batch: ImportBatch, before: ImportState, state: ImportState, found: Any) -> None:
        with writing(self._database) as db, db.begin():
            row = batches.get(db, batch.id, for_update=True)
            if row.state is before:
                row.report, row.state, row.changed_at = _text(found), state, datetime.now(UTC)
                row.done = row.total = len(found["entries"])
                db.add(row)

    def _fail(self, batch: ImportBatch, message: str) -> None:
        self._settle(batch, batch.state, ImportState.FAILED, fault_of_file("", message))


class _Progress:
    """Says now and then how far a file is, where pages can see it."""

    def __init__(self, database: Database, batch_id: int, total: int) -> None:
        self._database, self._batch_id, self._total = database, batch_id, total
        self._next = time.monotonic() + _TELL_SECONDS

    def tell(self, done: int) -> None:
        if time.monotonic() < self._next:
            return
        with writing(self._database) as db, db.begin():
            row = batches.get(db, self._batch_id, for_update=True)
            row.done, row.total = done, self._total
            db.add(row)
        self._next = time.monotonic() + _TELL_SECONDS


def _actor(db: Session, person_id: int) -> Actor:
    """Who uploaded or confirmed, with the rights of now. Raises EditRefused."""
    person = db.get(Person, person_id)
    if person is None or not person.is_active:
        raise EditRefused("Het account dat dit bestand instuurde, is stilgezet.")
    return actor_of(db, person)


def _mark(standing: Standing | None) -> str | None:
    return standing.mark if standing else None


def _text(found: Mapping[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False)
