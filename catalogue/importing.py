"""Loading a file: everything or nothing, the same result when done twice, never a version lost."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from sqlmodel import Session

from catalogue.actions import bump, concept_row, revision_of
from catalogue.loadplan import Plan, aspects, plan, refused
from catalogue.loadreport import Line, LoadRefused, Outcome, Report
from catalogue.present import read_present
from catalogue.seedfile import Seed
from catalogue.tables import Entry, Revision, Slug
from catalogue.vocabulary import EntryState

__all__ = ["Line", "LoadRefused", "Outcome", "Report", "load"]


def load(
    db: Session,
    seed: Seed,
    *,
    municipalities: Collection[str] | None,
    at: datetime,
    progress: Callable[[Line], None] | None = None,
) -> Report:
    """Bring the catalogue in line with a file; `at` dates what the file gives no date.

    `progress` hears of each entry when it has been judged. The number of statements does not grow with
    the number of entries. Raises LoadRefused, before anything is written, when an entry is refused.
    """
    present = read_present(db)
    plans: list[Plan] = []
    claimed: set[int] = set()
    for entry in seed.entries:
        made = plan(entry, present, municipalities)
        if made.entry is not None and made.entry.id in claimed:
            made = refused(entry, "Op de site is dit dezelfde pagina als een eerdere in dit bestand.")
        if made.entry is not None:
            claimed.add(made.entry.id)
        plans.append(made)
        if progress:
            progress(made.line)
    report = Report(tuple(made.line for made in plans))
    if report.refused:
        raise LoadRefused(report)
    _apply(db, plans, at)
    return report


def _apply(db: Session, plans: list[Plan], at: datetime) -> None:
    """Write all plans together, table by table, because the rows refer to each other."""
    pairs = [(made, made.entry or _new_entry(made, at)) for made in plans]
    db.add_all(entry for _, entry in pairs)
    db.flush()
    added = [_add_versions(db, made, entry, at) for made, entry in pairs]
    db.flush()
    number = bump(db) if any(made.is_visible for made in plans) else 0
    for (made, entry), revisions in zip(pairs, added, strict=True):
        _finish(entry, made, revisions, at, number)
        _add_concept(db, entry, made, revisions, at)
    db.flush()


def _new_entry(made: Plan, at: datetime) -> Entry:
    seed = made.seed
    return Entry(kind=seed.kind, slug=seed.slug, state=EntryState.CONCEPT, created_at=at, changed_at=at)


def _add_versions(db: Session, made: Plan, entry: Entry, at: datetime) -> list[Revision]:
    """Add the slugs and versions of an entry; numbers continue those of the site."""
    db.add_all(Slug(slug=slug, entry_id=entry.id) for slug in made.new_slugs)
    added = [
        revision_of(entry, number, one.document, note=one.note, at=one.published_at or at)
        for number, one in enumerate(made.revisions, start=made.first_number)
    ]
    db.add_all(added)
    return added


def _finish(entry: Entry, made: Plan, added: list[Revision], at: datetime, number: int) -> None:
    entry.loaded = json.dumps(aspects(made.seed), sort_keys=True)
    if not made.is_visible:
        return
    if added:
        entry.live_revision_id = added[-1].id
    if made.slug:
        entry.slug = made.slug
    if made.state:
        entry.state, entry.state_reason = made.state
    if entry.live_revision_id is not None:
        entry.change_number = number
    entry.changed_at = at


def _add_concept(db: Session, entry: Entry, made: Plan, added: list[Revision], at: datetime) -> None:
    if made.done_concept is not None:
        db.delete(made.done_concept)
    if made.concept is not None:
        brought = [revision.id for revision in added if revision.number == made.concept.base]
        base = made.base if made.base is not None else next(iter(brought), None)
        db.add(concept_row(entry, made.concept.document, at=at, base=base))
