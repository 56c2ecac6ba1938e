"""Earlier texts of a concept to go back to: those that somebody named, and those that were published."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.editing.desk import Opened
from catalogue.editing import concepts
from catalogue.editing.people import names_of
from catalogue.money import date_text
from catalogue.tables import Revision
from catalogue.tables_work import Draft


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier text. `code` tells it apart in a form."""

    code: str
    name: str
    made_at: datetime
    made_by: str
    document: str


def named(db: Session, work: Opened) -> list[Earlier]:
    """The named versions, the newest first."""
    drafts = concepts.named_versions(db, work.concept)
    names = names_of(db, [draft.made_by_id for draft in drafts if draft.made_by_id])
    return [_draft(draft, names.get(draft.made_by_id or 0, "")) for draft in drafts]


def published(db: Session, work: Opened) -> list[Earlier]:
    """The published versions, the newest first."""
    statement = select(Revision).where(Revision.entry_id == work.entry.id)
    return [
        Earlier(
            code=f"gepubliceerd-{row.number}",
            name=f"versie {row.number} van {date_text(row.published_at.date())}",
            made_at=row.published_at,
            made_by="",
            document=row.document,
        )
        for row in db.exec(statement.order_by(col(Revision.number).desc()))
    ]


def find(db: Session, work: Opened, code: str) -> Earlier | None:
    """The earlier text with a code, of this concept or its page only."""
    return next((each for each in (*named(db, work), *published(db, work)) if each.code == code), None)


def _draft(draft: Draft, maker: str) -> Earlier:
    return Earlier(f"bewaard-{draft.id}", draft.name or "", draft.made_at, maker, draft.document)
