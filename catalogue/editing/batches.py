"""Uploaded files as rows, how the entries in them stand, and making concepts of what was confirmed.

Every function flushes and none commits.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import delete
from sqlmodel import Session, col, select

from catalogue import outbox
from catalogue.editing import concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.rights import Right
from catalogue.editing.sheets_plan import Outcome, Planned, Standing
from catalogue.editing.sheets_writing import Listed
from catalogue.editing.trail import Action, record
from catalogue.editing.workflow import Situation, may_edit
from catalogue.errors import NotFound
from catalogue.outbox import Task
from catalogue.tables import Concept, Entry, Revision, Slug
from catalogue.tables_desk import ImportBatch
from catalogue.tables_work import ConceptAuthor
from catalogue.terms_workflow import ImportState

_PIECE = 500
_LONGEST_NAME = 200
PLACE = "inlezen"
"""What an undo step that came from a file is called."""


class Outdated(Exception):
    """The catalogue has changed since the preview was made."""


def receive(db: Session, actor: Actor, name: str, content: bytes, at: datetime) -> ImportBatch:
    """Keep a file and promise to look it over. Raises EditRefused for who may not import."""
    _check(actor)
    batch = ImportBatch(
        person_id=actor.id,
        file_name=name[-_LONGEST_NAME:],
        content=content,
        state=ImportState.READING,
        created_at=at,
        changed_at=at,
    )
    db.add(batch)
    db.flush()
    outbox.add(db, Task.IMPORT, [str(batch.id)], at)
    return batch


def get(db: Session, batch_id: int, *, for_update: bool = False) -> ImportBatch:
    """A batch. Raises NotFound."""
    statement = select(ImportBatch).where(ImportBatch.id == batch_id)
    if for_update:
        statement = statement.with_for_update()
    batch = db.exec(statement.execution_options(populate_existing=True)).one_or_none()
    if batch is None:
        raise NotFound(str(batch_id))
    return batch


def confirm(db: Session, batch: ImportBatch, chosen: Collection[str], actor: Actor, at: datetime) -> None:
    """Promise to make concepts of these entries. Raises EditRefused when that is not possible now."""
    _check(actor)
    if batch.state is not ImportState.READ:
        raise EditRefused(f"Dit bestand is ‘{batch.state.label.lower()}’. U kunt nu niets bevestigen.")
    report = report_of(batch)
    takeable = [
        entry["slug"] for entry in report.get("entries", ()) if entry["outcome"] in {"nieuw", "gewijzigd"}
    ]
    wanted = [slug for slug in takeable if slug in set(chosen)]
    if not wanted:
        raise EditRefused("Kies minstens één pagina om een concept van te maken.")
    if report.get("blocked"):
        raise EditRefused("Er is iets mis met het bestand als geheel. Verbeter dat en stuur het opnieuw in.")
    report |= {"chosen": wanted, "confirmed_by": actor.id, "outdated": False}
    batch.report = json.dumps(report, ensure_ascii=False)
    batch.state, batch.done, batch.total = ImportState.SAVING, 0, len(wanted)
    batch.confirmed_at = batch.changed_at = at
    db.add(batch)
    outbox.add(db, Task.IMPORT, [str(batch.id)], at)
    db.flush()


def report_of(batch: ImportBatch) -> dict[str, Any]:
    """What is known of a file; empty until it has been looked over."""
    found: dict[str, Any] = json.loads(batch.report) if batch.report else {}
    return found


def standings(db: Session, slugs: Collection[str], actor: Actor) -> dict[str, Standing]:
    """How the entries at these present and former slugs stand, in a number of queries that hardly grows."""
    entries: dict[str, Entry] = {}
    for piece in _pieces(sorted(slugs)):
        rows = select(Slug.slug, Entry).join(Entry, col(Entry.id) == col(Slug.entry_id))
        entries |= dict(db.exec(rows.where(col(Slug.slug).in_(piece))).all())
    keys = {entry.id for entry in entries.values()}
    found = {concept.entry_id: concept for concept in _concepts(db, keys)}
    wanted = {entry.live_revision_id for entry in entries.values()}
    wanted |= {concept.base_revision_id for concept in found.values()}
    texts = _texts(db, {key for key in wanted if key is not None})
    authors = _authors(db, [concept.id for concept in found.values()])
    return {
        slug: _standing(entry, found.get(entry.id), texts, authors, actor) for slug, entry in entries.items()
    }


def all_slugs(db: Session) -> list[str]:
    """Every slug in use, for hints at misspelt ones."""
    return list(db.exec(select(Slug.slug)))


def listed(db: Session, slugs: Collection[str] | None = None) -> list[Listed]:
    """Entries as they would be changed: the concept of an entry, or else what is public. In order of slug."""
    entries = db.exec(select(Entry)).all()
    shown = {entry.id: entry for entry in entries if slugs is None or entry.slug in slugs}
    found = {concept.entry_id: concept.document for concept in _concepts(db, shown.keys())}
    keys = {entry.live_revision_id for entry in shown.values() if entry.id not in found}
    texts = _texts(db, {key for key in keys if key is not None})
    rows = []
    for key, entry in shown.items():
        text = working.read(found[key]) if key in found else texts.get(entry.live_revision_id or 0)
        if text is not None:
            rows.append(Listed(entry.slug, entry.kind, text))
    return sorted(rows, key=lambda row: (row.kind, row.slug))


def apply(
    db: Session,
    planned: Iterable[Planned],
    actor: Actor,
    at: datetime,
    *,
    source: str,
    batch_id: int,
    sender: Actor | None = None,
) -> dict[str, int]:
    """Make the concepts; returns their ids by slug. Raises EditRefused, StaleConcept, Outdated.

    `sender` is who brought the file: the text is theirs as well, so they do not approve it either.
    """
    _check(actor)
    made: dict[str, int] = {}
    counts = {Outcome.NEW: 0, Outcome.CHANGED: 0}
    for one in planned:
        concept = _new(db, one, actor, at) if one.outcome is Outcome.NEW else _changed(db, one, actor, at)
        if sender is not None:
            concepts.note_author(db, concept, sender, at)
        made[one.slug] = concept.id
        counts[one.outcome] += 1
    details = {"bestand": source, "import": batch_id, "nieuw": counts[Outcome.NEW]}
    details |= {"gewijzigd": counts[Outcome.CHANGED], "paginas": list(made)}
    record(db, Action.IMPORTED, actor, at, right=Right.EDIT, subject=source, details=details)
    return made


def prune(db: Session, before: datetime, limit: int) -> int:
    """Remove files that were uploaded before a moment; returns how many."""
    old = select(ImportBatch.id).where(col(ImportBatch.created_at) < before).limit(limit)
    gone = db.execute(delete(ImportBatch).where(col(ImportBatch.id).in_(old)).returning(col(ImportBatch.id)))
    return len(gone.all())


def recent(db: Session, limit: int) -> list[Any]:
    """The last files, the newest first, without what is in them."""
    fields: list[Any] = [
        ImportBatch.id,
        ImportBatch.person_id,
        ImportBatch.file_name,
        ImportBatch.state,
        ImportBatch.total,
        ImportBatch.done,
        ImportBatch.created_at,
    ]
    statement = sa.select(*fields).order_by(col(ImportBatch.id).desc()).limit(limit)
    return list(db.execute(statement))


def _check(actor: Actor) -> None:
    if not actor.may(Right.EDIT):
        raise EditRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")


def _new(db: Session, one: Planned, actor: Actor, at: datetime) -> Concept:
    if db.get(Slug, one.slug) is not None:
        raise Outdated
    return concepts.begin(db, one.kind, one.text, actor, at, slug=one.slug)


def _changed(db: Session, one: Planned, actor: Actor, at: datetime) -> Concept:
    row = db.get(Slug, one.slug)
    entry = db.get(Entry, row.entry_id) if row else None
    if entry is None:
        raise Outdated
    concept = concepts.open_on(db, entry, actor, at)
    concepts.save(db, concept, one.text, actor, at, place=PLACE)
    return concept


def _concepts(db: Session, entry_ids: Collection[int]) -> Iterator[Concept]:
    for piece in _pieces(sorted(entry_ids)):
        statement = select(Concept).where(col(Concept.entry_id).in_(piece), col(Concept.is_quick).is_(False))
        yield from db.exec(statement)


def _texts(db: Session, revision_ids: Collection[int]) -> dict[int, working.Working]:
    found: dict[int, working.Working] = {}
    for piece in _pieces(sorted(revision_ids)):
        rows = db.exec(select(Revision.id, Revision.document).where(col(Revision.id).in_(piece)))
        found |= {key: working.read(text) for key, text in rows}
    return found


def _authors(db: Session, concept_ids: Collection[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    for piece in _pieces(sorted(concept_ids)):
        rows = select(ConceptAuthor.concept_id, ConceptAuthor.person_id)
        for concept_id, person_id in db.exec(rows.where(col(ConceptAuthor.concept_id).in_(piece))):
            found.setdefault(concept_id, set()).add(person_id)
    return found


def _standing(
    entry: Entry,
    concept: Concept | None,
    texts: Mapping[int, working.Working],
    authors: Mapping[int, set[int]],
    actor: Actor,
) -> Standing:
    live = texts.get(entry.live_revision_id or 0)
    mark = f"{entry.id}:{entry.live_revision_id}"
    if concept is None:
        return Standing(entry.kind, mark, live)
    wrote = authors.get(concept.id, set())
    return Standing(
        kind=entry.kind,
        mark=f"{mark}:{concept.id}:{concept.lock_version}:{concept.state}",
        live=live,
        concept=concepts.text_of(concept),
        concept_base=texts.get(concept.base_revision_id or 0),
        is_own=concept.created_by_id == actor.id and wrote <= {actor.id},
        refusal=may_edit(Situation(entry.state, concept.state), actor),
    )


def _pieces(values: list[Any]) -> Iterator[list[Any]]:
    return (values[start : start + _PIECE] for start in range(0, len(values), _PIECE))
