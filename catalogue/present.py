"""Everything the database holds, read in a few queries, to compare a file with."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from catalogue.canonical import content_hash, essence, parse, remembered
from catalogue.kinds import REGISTER_KINDS, Kind
from catalogue.kpis import Kpi
from catalogue.tables import Concept, Entry, Revision, Slug
from catalogue.unit_costs import UnitCost


@dataclass(frozen=True, slots=True)
class Present:
    """The entries by every slug they ever had; the rest by the id of the entry."""

    owners: dict[str, Entry]
    slugs: dict[int, frozenset[str]]
    history: dict[int, tuple[tuple[int, str], ...]]
    """Id and content hash of every version, the first one first."""
    lives: dict[int, Revision]
    concepts: dict[int, Concept]
    kinds: dict[int, Entry]
    rows: dict[tuple[Kind, str], Entry]
    """The unit costs and indicators by the id that is their own, whatever their slug."""

    def essence_hash(self, revision: Revision) -> str:
        """The hash of a version's text without the defaults of the format."""
        kind = self.kinds[revision.entry_id].kind
        return content_hash(essence(parse(kind, revision.document, revision.format)))


def read_present(db: Session) -> Present:
    """Read it. The number of queries does not grow with the number of entries."""
    entries = {entry.id: entry for entry in db.exec(select(Entry))}
    slugs: dict[int, set[str]] = {}
    owners: dict[str, Entry] = {}
    for row in db.exec(select(Slug)):
        owners[row.slug] = entries[row.entry_id]
        slugs.setdefault(row.entry_id, set()).add(row.slug)
    live = select(Revision).join(Entry, col(Entry.live_revision_id) == col(Revision.id))
    lives = {revision.entry_id: revision for revision in db.exec(live)}
    return Present(
        owners=owners,
        slugs={key: frozenset(found) for key, found in slugs.items()},
        history=_history(db),
        lives=lives,
        concepts={
            concept.entry_id: concept
            for concept in db.exec(select(Concept).where(col(Concept.is_quick).is_(False)))
        },
        kinds=entries,
        rows=_rows(entries, lives),
    )


def _rows(entries: dict[int, Entry], lives: dict[int, Revision]) -> dict[tuple[Kind, str], Entry]:
    found: dict[tuple[Kind, str], Entry] = {}
    for key, entry in entries.items():
        if entry.kind in REGISTER_KINDS and key in lives:
            live = lives[key]
            document = remembered(entry.kind, live.document, live.format, live.content_hash)
            if isinstance(document, UnitCost | Kpi):
                found[entry.kind, document.id] = entry
    return found


def _history(db: Session) -> dict[int, tuple[tuple[int, str], ...]]:
    statement = select(Revision.entry_id, Revision.id, Revision.content_hash).order_by(
        col(Revision.entry_id), col(Revision.number)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for entry_id, key, text_hash in db.exec(statement):
        found.setdefault(entry_id, []).append((key, text_hash))
    return {entry_id: tuple(rows) for entry_id, rows in found.items()}
