"""A concept as somebody at the desk opens it: may they see it, may they change it, and saving a change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from app.errors import NotFoundError
from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.editing.situations import situation_of
from catalogue.editing.workflow import Situation, may_edit, may_see
from catalogue.editing.working import Working
from catalogue.errors import NotFound, StaleConcept
from catalogue.kinds import MODELS, Kind
from catalogue.schema import Document
from catalogue.tables import Concept, Entry


@dataclass(frozen=True)
class Opened:
    """A concept with all that a page about it needs."""

    concept: Concept
    entry: Entry
    situation: Situation
    document: Working
    why_not: str | None
    """Why this person may not change the text now; None when they may."""

    @property
    def kind(self) -> Kind:
        """What the entry is."""
        return self.entry.kind

    @property
    def model(self) -> type[Document]:
        """The class of the document."""
        return MODELS[self.entry.kind]

    @property
    def never_published(self) -> bool:
        """Whether nothing of the entry was ever public."""
        return self.entry.live_revision_id is None


def opened(db: Session, actor: Actor, concept_id: int) -> Opened:
    """The concept. Raises NotFoundError where there is none, or none that this person may see."""
    try:
        concept, entry = concepts.get(db, concept_id)
    except NotFound:
        raise NotFoundError from None
    situation = situation_of(db, concept, judged=False)
    if not may_see(situation, actor):
        raise NotFoundError
    return Opened(concept, entry, situation, concepts.text_of(concept), may_edit(situation, actor))


def now() -> datetime:
    """The moment of the request."""
    return datetime.now(UTC)


def save(
    db: Session, work: Opened, actor: Actor, place: str, change: Callable[[Working], Working | None]
) -> bool:
    """Change the text as it stands now; once more when somebody saved in between. False for no change.

    `change` gets the present text and gives the new one, or None to leave it. Raises EditRefused,
    StaleConcept.
    """
    try:
        return _save(db, work, actor, place, change)
    except StaleConcept:
        db.refresh(work.concept)
        return _save(db, work, actor, place, change)


def _save(
    db: Session, work: Opened, actor: Actor, place: str, change: Callable[[Working], Working | None]
) -> bool:
    seen = work.concept.lock_version
    text = change(concepts.text_of(work.concept))
    if text is None:
        return False
    with db.begin_nested():
        return concepts.save(db, work.concept, text, actor, now(), place=place, expected_version=seen)
