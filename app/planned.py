"""Publishing what was planned for a moment, at that moment."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy import Engine as Database
from sqlmodel import Session, col, select

from app.database import writing
from catalogue import outbox, registers
from catalogue.editing.transitions import publish_planned
from catalogue.outbox import Task
from catalogue.tables import Concept
from catalogue.terms_workflow import WorkState

log = structlog.stdlib.get_logger("mkba")


class Publications:
    """The handler of Task.PUBLICATION; a subject is the id of a concept.

    Each publication is a transaction of its own that asks again whether everything still holds, so doing
    it twice, or by two processes at once, publishes once.
    """

    def __init__(self, database: Database) -> None:
        """Take the database in which to publish."""
        self._database = database

    def ready(self) -> None:
        """Nothing outside is needed."""

    def tend(self) -> None:
        """Publish what is overdue and has no promise in the outbox any more, such as after a restore."""
        now = datetime.now(UTC)
        overdue = select(Concept.id).where(
            col(Concept.publish_at).is_not(None),
            col(Concept.publish_at) <= now,
            col(Concept.state) == WorkState.APPROVED,
        )
        with Session(self._database) as db:
            found = list(db.exec(overdue.order_by(col(Concept.publish_at), col(Concept.id))))
        for concept_id in found:
            self._publish(concept_id)

    def read(self, db: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """Read nothing: whether something may be published is asked in the transaction that does it."""
        del db
        ids = [int(subject) for subject in subjects if subject.isdecimal()]

        def deliver() -> None:
            for concept_id in ids:
                self._publish(concept_id)

        return deliver

    def _publish(self, concept_id: int) -> None:
        now = datetime.now(UTC)
        with writing(self._database) as db, db.begin():
            revision = publish_planned(db, concept_id, now, frozenset(registers.municipalities()))
            if revision is not None:
                log.info("published as planned", concept=concept_id, version=revision.number)
                return
            concept = db.get(Concept, concept_id)
            if concept is not None and concept.publish_at is not None and concept.publish_at > now:
                # The outbox checks off all rows of a subject together, also that of a later moment.
                outbox.add(db, Task.PUBLICATION, [str(concept_id)], now, due=concept.publish_at)
