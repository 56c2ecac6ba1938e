"""The whole catalogue as a file: every version, former slug, reason and concept, in a fixed order."""

from pydantic import ValidationError
from sqlmodel import Session, col, select

from catalogue.canonical import parse
from catalogue.editing import working
from catalogue.seedfile import Seed, SeedConcept, SeedEntry, SeedRevision, write
from catalogue.tables import Concept, Entry, Revision, Slug


def export(db: Session) -> str:
    """The text of a seed file that loads into an empty database as this one."""
    return write(seed_of(db))


def seed_of(db: Session) -> Seed:
    """Everything in the database, by kind and slug, in a number of queries that does not grow."""
    entries = {entry.id: entry for entry in db.exec(select(Entry))}
    slugs: dict[int, list[str]] = {key: [] for key in entries}
    for row in db.exec(select(Slug)):
        if row.slug != entries[row.entry_id].slug:
            slugs[row.entry_id].append(row.slug)
    revisions: dict[int, list[SeedRevision]] = {key: [] for key in entries}
    numbers: dict[int, int] = {}
    for stored in db.exec(select(Revision).order_by(col(Revision.entry_id), col(Revision.number))):
        numbers[stored.id] = stored.number
        revisions[stored.entry_id].append(_revision(entries[stored.entry_id], stored))
    concepts = {
        concept.entry_id: _concept(entries[concept.entry_id], concept, numbers)
        for concept in db.exec(select(Concept).where(col(Concept.is_quick).is_(False)))
    }
    found = (
        SeedEntry(
            kind=entry.kind,
            slug=entry.slug,
            former_slugs=tuple(sorted(slugs[key])),
            state=entry.state,
            state_reason=entry.state_reason,
            revisions=tuple(revisions[key]),
            concept=concepts.get(key),
        )
        for key, entry in entries.items()
    )
    # Sorted here: databases differ in how they order letters and hyphens.
    return Seed(tuple(sorted(found, key=lambda entry: (entry.kind, entry.slug))))


def _revision(entry: Entry, stored: Revision) -> SeedRevision:
    document = parse(entry.kind, stored.document, stored.format)
    return SeedRevision(stored.number, stored.published_at, stored.note, document)


def _concept(entry: Entry, concept: Concept, numbers: dict[int, int]) -> SeedConcept:
    base = numbers[concept.base_revision_id] if concept.base_revision_id else None
    try:
        return SeedConcept(parse(entry.kind, concept.document, concept.format), base)
    except ValidationError:
        return SeedConcept(working.read(concept.document), base)
