"""What entries are called, also those that were never published."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from catalogue.editing import working
from catalogue.tables import Concept, Entry, Revision


def title_of(db: Session, entry: Entry) -> str:
    """The name of an entry; its address in words when nobody gave it one."""
    return titles_of(db, [entry.id]).get(entry.id, entry.slug)


def titles_of(db: Session, ids: Collection[int | None]) -> dict[int, str]:
    """The names of entries by id: as published, otherwise as in the concept."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    slugs = dict(db.exec(select(Entry.id, Entry.slug).where(col(Entry.id).in_(wanted))).all())
    texts = dict(
        db.exec(
            select(Concept.entry_id, Concept.document)
            .where(col(Concept.entry_id).in_(wanted))
            .order_by(col(Concept.is_quick).desc())
        ).all()
    )
    live = (
        select(Entry.id, Revision.document)
        .join(Revision, col(Revision.id) == col(Entry.live_revision_id))
        .where(col(Entry.id).in_(wanted))
    )
    texts |= dict(db.exec(live).all())
    return {one: _name(texts.get(one)) or slug for one, slug in slugs.items()}


def _name(text: str | None) -> str:
    name = working.read(text).get("naam") if text else None
    return name if isinstance(name, str) else ""
