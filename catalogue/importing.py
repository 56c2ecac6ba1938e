"""Loading a file: everything or nothing, the same result when done twice, never a version lost."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, select

from catalogue import outbox
from catalogue.actions import bump, concept_row, remove_concept, revision_of
from catalogue.kinds import Kind
from catalogue.loadplan import Plan, aspects, plan, refused
from catalogue.loadreport import Line, LoadRefused, Outcome, Report
from catalogue.present import read_present
from catalogue.seedfile import Seed
from catalogue.tables import Entry, Revision, Slug
from catalogue.vocabulary import EntryState

__all__ = ["Line", "LoadRefused", "Outcome", "Report", "load"]

Keys = dict[tuple[int, int], int]
"""Row ids of versions, by entry and number."""


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
    pairs = _with_entries(db, plans, at)
    db.add_all(Slug(slug=slug, entry_id=entry.id) for made, entry in pairs for slug in made.new_slugs)
    keys = _add_versions(db, pairs, at)
    number = bump(db) if any(made.is_visible for made in plans) else 0
    touched: dict[Kind, list[str]] = {}
    for made, entry in pairs:
        former = entry.slug
        _finish(entry, made, keys, at, number)
        _add_concept(db, entry, made, keys, at)
        if made.is_visible and entry.live_revision_id is not None:
            touched.setdefault(entry.kind, []).extend((former, entry.slug))
    for kind, slugs in touched.items():
        outbox.changed(db, kind, slugs, at)
    db.flush()


def _with_entries(db: Session, plans: list[Plan], at: datetime) -> list[tuple[Plan, Entry]]:
    """The plans with their entries. New ones go in as one statement and are then read back with their ids."""
    new = [
        {
            "kind": made.seed.kind,
            "slug": made.seed.slug,
            "state": EntryState.CONCEPT,
            "change_number": 0,
            "created_at": at,
            "changed_at": at,
        }
        for made in plans
        if made.entry is None
    ]
    if new:
        db.execute(insert(Entry), new)
    by_slug = {entry.slug: entry for entry in db.exec(select(Entry))} if new else {}
    return [(made, made.entry or by_slug[made.seed.slug]) for made in plans]


def _add_versions(db: Session, pairs: list[tuple[Plan, Entry]], at: datetime) -> Keys:
    """Add the versions; numbers continue those of the site. Returns their row ids."""
    rows = [
        revision_of(entry, number, one.document, note=one.note, at=one.published_at or at)
        for made, entry in pairs
        for number, one in enumerate(made.revisions, start=made.first_number)
    ]
    if not rows:
        return {}
    db.execute(insert(Revision), [row.model_dump(exclude={"id"}) for row in rows])
    added = {(row.entry_id, row.number) for row in rows}
    found = db.exec(select(Revision.id, Revision.entry_id, Revision.number))
    return {(entry_id, number): key for key, entry_id, number in found if (entry_id, number) in added}


def _finish(entry: Entry, made: Plan, keys: Keys, at: datetime, number: int) -> None:
    entry.loaded = json.dumps(aspects(made.seed), sort_keys=True)
    if not made.is_visible:
        return
    if made.revisions:
        entry.live_revision_id = keys[entry.id, made.first_number + len(made.revisions) - 1]
    if made.slug:
        entry.slug = made.slug
    if made.state:
        entry.state, entry.state_reason = made.state
    if entry.live_revision_id is not None:
        entry.change_number = number
    entry.changed_at = at


def _add_concept(db: Session, entry: Entry, made: Plan, keys: Keys, at: datetime) -> None:
    if made.done_concept is not None:
        remove_concept(db, made.done_concept)
    if made.concept is not None:
        # The version it starts from may be one that this load brought, under the number it got here.
        brought = [
            keys[entry.id, number]
            for number, one in enumerate(made.revisions, start=made.first_number)
            if one.number == made.concept.base
        ]
        base = next(iter(brought), made.base)
        db.add(concept_row(entry, made.concept.text, at=at, base=base))
