"""What happened, as rules for mail ask about it: the line of the logbook with everything it refers to."""

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from catalogue.editing.actor import Actor
from catalogue.editing.people import people_with
from catalogue.editing.rights import Right
from catalogue.editing.situations import situation_of
from catalogue.editing.titles import title_of
from catalogue.editing.trail import Action, action_of
from catalogue.editing.workflow import Situation, may_see
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Mail, Reply, Ticket
from catalogue.tables_people import Person, Trail
from catalogue.tables_work import Comment, ConceptAuthor, ReaderLink
from catalogue.terms_editorial import EntryState

Row = TypeVar("Row", bound=SQLModel)
Ids = Iterable[int | None]
_NAMED = {
    Action.SUBMITTED, Action.TAKEN_BACK, Action.RETURNED, Action.APPROVED, Action.PLANNED,
    Action.PLAN_DROPPED, Action.PUBLISHED, Action.REFUSED, Action.MERGED,
    Action.TICKET_RECEIVED, Action.TICKET_CLOSED, Action.TICKET_REFUSED,
}  # fmt: skip
"""Of these lines the subject is what the text was called then; of others it may be a person or a place."""
_AT_WORK = (Right.SUBMIT, Right.EDIT, Right.REVIEW, Right.PUBLISH)


class Happening:
    """A line of the logbook. Everything is read when it is asked for, as it is at that moment."""

    def __init__(self, db: Session, line: Trail) -> None:
        self.db = db
        self.line = line
        details = json.loads(line.details or "{}")
        self.details: dict[str, Any] = details if isinstance(details, dict) else {}

    @property
    def action(self) -> Action | None:
        """What was done; None for something that this program does not know yet."""
        return action_of(self.line.action)

    @cached_property
    def who(self) -> str:
        """Who did it, for colleagues."""
        person = self._get(Person, self.line.person_id)
        link = self._get(ReaderLink, self.comment.reader_link_id if self.comment else None)
        if person is None:
            return link.name if link else "De site"
        return person.name

    @cached_property
    def entry(self) -> Entry | None:
        """The page it is about."""
        return self._get(Entry, self.line.entry_id)

    @cached_property
    def title(self) -> str:
        """What it is about, in words."""
        if self.entry is None or (self.action in _NAMED and self.line.subject):
            return self.line.subject
        return title_of(self.db, self.entry)

    @cached_property
    def concept(self) -> Concept | None:
        """The concept it is about, when that is still there."""
        return self._get(Concept, self._id("concept"))

    @cached_property
    def comment(self) -> Comment | None:
        """The comment that was placed."""
        return self._get(Comment, self._id("opmerking"))

    @cached_property
    def ticket(self) -> Ticket | None:
        """The ticket that came in or was handled."""
        return self._get(Ticket, self._id("melding"))

    @cached_property
    def reply(self) -> Reply | None:
        """The reply of a study's author."""
        return self._get(Reply, self._id("weerwoord"))

    # --- who may see it ---------------------------------------------------------------------------------

    def is_seen_by(self, actor: Actor) -> bool:
        """Whether somebody may see the concept, also when it has gone since."""
        return may_see(self._situation, actor)

    def is_colleague(self, actor: Actor) -> bool:
        """Whether somebody has a role in the work on pages."""
        return any(actor.may(right) for right in _AT_WORK)

    def is_editor(self, actor: Actor) -> bool:
        """Whether somebody handles what the desk receives."""
        return actor.may(Right.EDIT)

    @cached_property
    def _situation(self) -> Situation:
        if self.concept is not None:
            return situation_of(self.db, self.concept, judged=False)
        state = self.entry.state if self.entry else EntryState.CONCEPT
        return Situation(entry_state=state, authors=frozenset(one for one in self.writers() if one))

    # --- rules: who hears about it ----------------------------------------------------------------------

    def nobody(self) -> Ids:
        """Nobody with an account."""
        return ()

    def writers(self) -> Ids:
        """Who wrote along, who submitted it and who began it."""
        concept = self.concept
        authors: Collection[int] = self._ids("schrijvers")
        if concept is not None:
            rows = select(ConceptAuthor.person_id).where(ConceptAuthor.concept_id == concept.id)
            authors = [*authors, *self.db.exec(rows.order_by(col(ConceptAuthor.person_id)))]
        row = (concept.submitted_by_id, concept.created_by_id) if concept else ()
        return [*authors, *row, self._id("voorgelegd_door"), self._id("begonnen_door")]

    def writers_and_owner(self) -> Ids:
        """Everybody who had a hand in what is on the site now, and who looks after it."""
        return [*self.writers(), self.entry.owner_id if self.entry else None]

    def judges(self) -> Ids:
        """Whose turn it is to judge: who it was given to, otherwise everybody who may and did not write."""
        if self.concept is not None and self.concept.assignee_id is not None:
            return [self.concept.assignee_id]
        return self._others_with(Right.REVIEW)

    def told_judges(self) -> Ids:
        """Who was asked to judge it: they need not look any more."""
        told: list[int | None] = [self._id("toegewezen")]
        for key in self._asked_to_judge():
            rows = select(Mail).where(col(Mail.key).startswith(f"bericht:{key}:", autoescape=True))
            told += [mail.person_id for mail in self.db.exec(rows.order_by(col(Mail.id)))]
        return told

    def _asked_to_judge(self) -> Iterator[int]:
        """The lines that asked people to judge this text since it was submitted, the newest first."""
        lines = select(Trail.id, Trail.action, Trail.details).where(
            Trail.entry_id == self.line.entry_id,
            col(Trail.action).in_((Action.SUBMITTED.value, Action.ASSIGNED.value)),
            col(Trail.id) < self.line.id,
        )
        for key, action, details in self.db.exec(lines.order_by(col(Trail.id).desc()).limit(20)).all():
            if json.loads(details or "{}").get("concept") == self._id("concept"):
                yield key
                if action == Action.SUBMITTED.value:
                    return

    def publishers(self) -> Ids:
        """Who may publish it."""
        return [person.id for person in people_with(self.db, Right.PUBLISH)]

    def decided(self) -> Ids:
        """Who submitted it and who approved it."""
        concept = self.concept
        row = (concept.submitted_by_id, concept.approved_by_id) if concept else ()
        return [*row, self._id("voorgelegd_door"), self._id("goedgekeurd_door")]

    def assigned(self) -> Ids:
        """Who got the work."""
        return [self._id("persoon")]

    def mentioned(self) -> Ids:
        """Who is named in a comment."""
        return self._ids("genoemd")

    def in_conversation(self) -> Ids:
        """Who wrote the text, and who spoke in the same conversation."""
        return [*self.writers(), *self._speakers()]

    def stewards(self) -> Ids:
        """Who looks after the page, and who does so when that person cannot."""
        return [self.entry.owner_id, self.entry.deputy_id] if self.entry else ()

    def new_stewards(self) -> Ids:
        """Who looks after the page from now on."""
        named = [self._id("eigenaar"), self._id("vervanger")]
        return named if any(named) else self.stewards()

    def editors(self) -> Ids:
        """Everybody at the desk."""
        return [person.id for person in people_with(self.db, Right.EDIT)]

    def editors_without_steward(self) -> Ids:
        """Everybody at the desk, when nobody looks after the page."""
        active = (self._get(Person, one) for one in self.stewards())
        return () if any(person is not None and person.is_active for person in active) else self.editors()

    def sender(self) -> str:
        """The address of the visitor who sent a ticket; empty when none was left."""
        return self.ticket.sender_email if self.ticket else ""

    def reply_author(self) -> str:
        """The address of the author of a reply."""
        return self.reply.email if self.reply else ""

    def _speakers(self) -> list[int | None]:
        if self.comment is None:
            return []
        root = self.comment.reply_to_id or self.comment.id
        said = (col(Comment.id) == root) | (col(Comment.reply_to_id) == root)
        return [one.person_id for one in self.db.exec(select(Comment).where(said).order_by(col(Comment.id)))]

    def _others_with(self, right: Right) -> list[int]:
        writers = set(self.writers())
        return [person.id for person in people_with(self.db, right) if person.id not in writers]

    def _get(self, table: type[Row], key: int | None) -> Row | None:
        return self.db.get(table, key) if key else None

    def _id(self, name: str) -> int | None:
        found = self.details.get(name)
        return found if isinstance(found, int) else None

    def _ids(self, name: str) -> list[int]:
        found = self.details.get(name)
        return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []
