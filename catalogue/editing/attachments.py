"""PDFs at an entry: adding and removing them, and which of them the public may see.

Every function flushes and none commits. The file itself is kept by app.attachment_store under its hash.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from catalogue.actions import bump
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.errors import NotFound
from catalogue.tables import Entry, Slug
from catalogue.tables_work import Attachment
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import Permission

SHOWN = frozenset({Permission.GIVEN, Permission.OPEN})
"""With these permissions the public may see a file."""
_PUBLIC = frozenset({EntryState.PUBLISHED, EntryState.ARCHIVED})
_LONGEST_STEM = 100
NOTE_MISSING = "Schrijf wie toestemming gaf en wanneer, of welke licentie geldt. Bezoekers lezen dat."


class NoteMissing(EditRefused):
    """A file may not be shown without saying who allows that."""


def add(
    db: Session,
    entry: Entry,
    actor: Actor,
    at: datetime,
    *,
    name: str,
    sha256: str,
    size: int,
    permission: Permission,
    note: str = "",
    source_id: str | None = None,
) -> Attachment:
    """Put a file at an entry. Raises EditRefused, and NoteMissing."""
    _check(actor, permission, note)
    attachment = Attachment(
        entry_id=entry.id,
        source_id=source_id or None,
        name=safe_name(name),
        sha256=sha256,
        size=size,
        permission=permission,
        permission_note=note.strip(),
        added_by_id=actor.id,
        stated_by_id=actor.id,
        added_at=at,
    )
    db.add(attachment)
    db.flush()
    _tell(db, entry, attachment, Action.ATTACHED, actor=actor, at=at)
    return attachment


def allow(
    db: Session,
    entry: Entry,
    attachment: Attachment,
    actor: Actor,
    at: datetime,
    *,
    permission: Permission,
    note: str,
) -> None:
    """Say anew whether a file may be shown. Raises EditRefused, and NoteMissing."""
    _check(actor, permission, note)
    was_shown = is_shown(attachment)
    if (attachment.permission, attachment.permission_note) != (permission, note.strip()):
        attachment.stated_by_id, attachment.seen_by_id = actor.id, None
    attachment.permission, attachment.permission_note = permission, note.strip()
    db.add(attachment)
    db.flush()
    _tell(db, entry, attachment, Action.ATTACHMENT_CHANGED, actor=actor, at=at, was_shown=was_shown)


def agree(db: Session, entry: Entry, attachment: Attachment, actor: Actor, at: datetime) -> None:
    """Agree that a file may be shown; from then on the public sees it. Raises EditRefused.

    Nothing becomes public by one person alone, a file no more than a text.
    """
    why = why_not_agree(attachment, actor)
    if why:
        raise EditRefused(why)
    attachment.seen_by_id = actor.id
    db.add(attachment)
    db.flush()
    _tell(db, entry, attachment, Action.ATTACHMENT_AGREED, actor=actor, at=at)


def why_not_agree(attachment: Attachment, actor: Actor) -> str | None:
    """Why somebody cannot agree that a file is shown, in Dutch; None when they can."""
    if not actor.may(Right.REVIEW):
        return f"Hiervoor hebt u het recht ‘{Right.REVIEW.value}’ nodig."
    if attachment.permission not in SHOWN:
        return "Er is geen toestemming om deze bijlage te laten zien."
    if actor.id in {attachment.added_by_id, attachment.stated_by_id}:
        return "U voegde deze bijlage toe of legde de toestemming vast. Een ander moet meekijken."
    return None


def waits(attachment: Attachment) -> bool:
    """Whether a file may be shown according to one person, and nobody else looked yet."""
    return attachment.permission in SHOWN and attachment.seen_by_id is None


def remove(db: Session, entry: Entry, attachment: Attachment, actor: Actor, at: datetime) -> None:
    """Take a file away from an entry. The file stays, as another entry may have it as well."""
    _check(actor, Permission.INTERNAL, "")
    was_shown = is_shown(attachment)
    attachment.removed_at = at
    db.add(attachment)
    db.flush()
    _tell(db, entry, attachment, Action.DETACHED, actor=actor, at=at, was_shown=was_shown)


def entry_at(db: Session, slug: str) -> Entry:
    """The entry at a present or former slug, whatever its state. Raises NotFound."""
    statement = select(Entry).join(Slug, col(Slug.entry_id) == col(Entry.id)).where(Slug.slug == slug)
    entry = db.exec(statement).one_or_none()
    if entry is None:
        raise NotFound(slug)
    return entry


def of_entry(db: Session, entry_id: int) -> list[Attachment]:
    """The files at an entry, the newest first."""
    statement = select(Attachment).where(
        Attachment.entry_id == entry_id, col(Attachment.removed_at).is_(None)
    )
    return list(db.exec(statement.order_by(col(Attachment.id).desc())))


def find(db: Session, entry_id: int, attachment_id: int) -> Attachment:
    """A file at an entry that was not removed. Raises NotFound."""
    attachment = db.get(Attachment, attachment_id)
    if attachment is None or attachment.entry_id != entry_id or attachment.removed_at is not None:
        raise NotFound(str(attachment_id))
    return attachment


def public_of(db: Session, slug: str) -> Mapping[str, list[Attachment]]:
    """What the public sees of the files at an entry, by source; under "" those of no source in particular."""
    statement = (
        select(Attachment)
        .join(Entry, col(Entry.id) == col(Attachment.entry_id))
        .where(
            Entry.slug == slug,
            col(Entry.state).in_(_PUBLIC),
            col(Attachment.permission).in_(SHOWN),
            col(Attachment.seen_by_id).is_not(None),
            col(Attachment.removed_at).is_(None),
        )
        .order_by(col(Attachment.id))
    )
    found: dict[str, list[Attachment]] = {}
    for attachment in db.exec(statement):
        found.setdefault(attachment.source_id or "", []).append(attachment)
    return found


def is_shown(attachment: Attachment) -> bool:
    """Whether the public may have a file, at an entry that the public may see."""
    may_be = attachment.permission in SHOWN and attachment.seen_by_id is not None
    return may_be and attachment.removed_at is None


def safe_name(name: str) -> str:
    """A name for a file that means nothing to a file system or a browser, with one ending: .pdf."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.pdf\Z", "", last.strip(), flags=re.IGNORECASE)
    plain = re.sub(r"[^\w ()+-]+", "-", stem).strip(" -_")[:_LONGEST_STEM].strip(" -_")
    return f"{plain or 'bijlage'}.pdf"


def _check(actor: Actor, permission: Permission, note: str) -> None:
    if not actor.may(Right.EDIT):
        raise EditRefused(f"Hiervoor hebt u het recht ‘{Right.EDIT.value}’ nodig.")
    if permission in SHOWN and not note.strip():
        raise NoteMissing(NOTE_MISSING)


def _tell(
    db: Session,
    entry: Entry,
    attachment: Attachment,
    action: Action,
    *,
    actor: Actor,
    at: datetime,
    was_shown: bool = False,
) -> None:
    """Write it down; kept pages are made anew when the public sees another list."""
    details = {"toestemming": attachment.permission.value, "bijlage": attachment.id}
    if attachment.permission_note:
        details["uitleg"] = attachment.permission_note
    record(db, action, actor, at, right=Right.EDIT, entry=entry, subject=attachment.name, details=details)
    if entry.state in _PUBLIC and (was_shown or is_shown(attachment)):
        bump(db)
