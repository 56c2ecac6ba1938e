"""A site with something of everything at the desk, so that every route has something to be about."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient
from sqlmodel import Session

from app.database import writing
from app.editing.desk import now
from catalogue import actions
from catalogue.editing import attachments, batches, comments, concepts, members, readers, tickets
from catalogue.editing.post import post
from catalogue.editing.tickets import Message
from catalogue.kinds import Kind
from catalogue.tables import Entry
from catalogue.tables_desk import Reply
from catalogue.terms_workflow import AccountRole, Permission
from tests.builders import make_approach
from tests.people import make_actor, make_person

SLUG = "jongerenwerk-in-de-wijk"
SECRET = "Het geheim van Noord"
"""What stands in the concept of one organisation and nowhere else."""


@dataclass(frozen=True)
class Workplace:
    """What is there, by the name under which routes ask for it."""

    values: dict[str, str]
    north: int
    """The organisation of which everything is."""
    south: int
    concept: int
    """A concept of the first organisation."""
    other: int
    """A concept of the desk itself."""


def make_workplace(client: TestClient) -> Workplace:
    """Fill a site."""
    with writing(client.app_state["database"]) as db, db.begin():
        return _filled(db)


def _filled(db: Session) -> Workplace:
    at = now()
    desk = make_actor(db, AccountRole.EDITOR, name="Dina de Desk")
    north = members.add(db, name="Noord", website="", actor=None, at=at)
    south = members.add(db, name="Zuid", website="", actor=None, at=at)
    writer = make_actor(db, AccountRole.SUBMITTER, name="Nora Noord", member_id=north.id)
    actions.publish(db, Kind.APPROACH, SLUG, make_approach(), note=None, at=at)
    entry = concepts.get(db, (other := concepts.open_on(db, _entry(db, SLUG), desk, at)).id)[1]
    concept = concepts.begin(db, Kind.APPROACH, {"naam": SECRET}, writer, at)
    study: dict[str, Any] = {"id": "o1", "titel": SECRET, "bronnen": [{"id": "b1", "titel": SECRET}]}
    concepts.save(db, concept, {"naam": SECRET, "onderzoeken": [study]}, writer, at, place="onderzoeken/o1")
    draft = concepts.name_version(db, concept, SECRET, writer, at)
    said = comments.add(db, concept, writer, SECRET, at)
    token = readers.invite(db, concept, "Een lezer", desk, at, days=14)
    file = attachments.add(
        db, entry, desk, at, name="rapport.pdf", sha256="0" * 64, size=1, permission=Permission.INTERNAL
    )
    tip = tickets.receive_tip(db, Message("Lees dit.", "Een tip", "https://example.org/tip"), at)
    reply = Reply(
        entry_id=entry.id, author="Een auteur", email="a@example.org", body="Zo zit het.", created_at=at
    )
    db.add(reply)
    batch = batches.receive(db, desk, "bestand.csv", b"slug;naam\nx;y\n", at)
    mail = post(db, "a@example.org", key="proef", kind="proef", subject="Proef", body="Proef", at=at)
    mail.refused_at = at + timedelta(seconds=1)
    person = make_person(db, AccountRole.EDITOR, name="Iemand Anders")
    db.flush()
    values = {
        "slug": SLUG, "number": "1", "old": "1", "new": "1", "code": "onderwijs",
        "concept_id": str(concept.id),
        "path": "onderzoeken/o1", "comment_id": str(said.id), "token": token, "attachment_id": str(file.id),
        "ticket_id": str(tip.id), "reply_id": str(reply.id), "batch_id": str(batch.id),
        "mail_id": str(mail.id),
        "person_id": str(person.id), "member_id": str(south.id), "link_id": "1", "kind": "aanpak",
        "study": make_approach().studies[0].id, "step": "voorleggen", "suffix": "svg", "name": "werksoorten",
        "draft": str(draft.id),
    }  # fmt: skip
    return Workplace(values, north.id, south.id, concept.id, other.id)


def _entry(db: Session, slug: str) -> Entry:
    return attachments.entry_at(db, slug)
