"""The public ledger of corrections: every change of a quick correction, with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from catalogue.differences import Change, differences
from catalogue.documents import Approach
from catalogue.editing import working
from catalogue.editing.trail import Action, record
from catalogue.kinds import AnyDocument
from catalogue.queries import PUBLISHED
from catalogue.tables import Entry, Revision
from catalogue.tables_desk import Correction, Ticket
from catalogue.terms_editorial import EntryState

_DATES = ("checked_on", "review_by")
NOT_CORRECTED = frozenset((str(Approach.model_fields[name].title),) for name in _DATES)
"""That somebody looked at a page again, is no correction of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger with the page it is about."""

    correction: Correction
    kind: str
    slug: str
    state: EntryState
    name: str


def put(  # noqa: PLR0917  (two versions and what they say)
    db: Session,
    entry: Entry,
    before: Revision,
    after: Revision,
    document: AnyDocument,
    at: datetime,
    concept_id: int,
) -> None:
    """Put every change of a quick correction in the ledger, each with the ticket it answers."""
    old = working.complete(entry.kind, working.read(before.document))
    changes = [change for change in differences(old, document) if change.path not in NOT_CORRECTED]
    tickets = list(db.exec(select(Ticket).where(Ticket.concept_id == concept_id).order_by(col(Ticket.id))))
    for change in changes:
        db.add(
            Correction(
                entry_id=entry.id,
                from_version=before.number,
                to_version=after.number,
                place=change.label,
                old=change.old,
                new=change.new,
                reason=after.note or "",
                at=at,
                ticket_id=_ticket_of(change, tickets),
            )
        )
    if changes:
        record(
            db,
            Action.CORRECTED,
            None,
            at,
            entry=entry,
            from_version=before.number,
            to_version=after.number,
            reason=after.note,
        )


def _ticket_of(change: Change, tickets: Sequence[Ticket]) -> int | None:
    """The ticket at the place of a change; of several, the first that is about the page or about anything."""
    exact = [ticket for ticket in tickets if ticket.place and change.label.startswith(ticket.place)]
    return next((ticket.id for ticket in (*exact, *tickets)), None)


def lines(db: Session, slug: str = "", *, limit: int | None = None, offset: int = 0) -> list[Line]:
    """The ledger, the newest first; of one page when its slug is given. Withdrawn pages stay in it."""
    statement = (
        select(Correction, Entry, Revision.document)
        .join(Entry, col(Entry.id) == col(Correction.entry_id))
        .join(Revision, col(Revision.id) == col(Entry.live_revision_id))
        .order_by(col(Correction.at).desc(), col(Correction.id).desc())
        .offset(offset)
    )
    if slug:
        statement = statement.where(Entry.slug == slug)
    if limit is not None:
        statement = statement.limit(limit)
    return [
        Line(correction, entry.kind.value, entry.slug, entry.state, working.part_name(working.read(text)))
        for correction, entry, text in db.exec(statement)
    ]


def count(db: Session, slug: str = "") -> int:
    """How many lines the ledger has, or has of one page."""
    statement = select(func.count()).select_from(Correction)
    if slug:
        statement = statement.join(Entry, col(Entry.id) == col(Correction.entry_id)).where(Entry.slug == slug)
    return db.exec(statement).one()


def is_shown(state: EntryState) -> bool:
    """Whether the page of a line can be opened."""
    return state in {*PUBLISHED, EntryState.ARCHIVED}
