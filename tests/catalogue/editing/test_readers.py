"""A link for an outside reader: reads one concept, comments, ends, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from catalogue.editing import concepts, readers
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.kinds import Kind
from catalogue.tables import Concept
from catalogue.tables_people import Trail
from catalogue.tables_work import Comment, ReaderLink
from catalogue.terms_workflow import AccountRole
from tests.people import make_actor

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def editor(db: Session) -> Actor:
    return make_actor(db, AccountRole.EDITOR, name="Eva")


@pytest.fixture
def concept(db: Session, editor: Actor) -> Concept:
    return concepts.begin(db, Kind.APPROACH, {"naam": "Buurtmaatjes"}, editor, AT)


@pytest.fixture
def token(db: Session, concept: Concept, editor: Actor) -> str:
    return readers.invite(db, concept, "Mevrouw De Vries, onderzoeker", editor, AT, days=14)


def test_the_link_leads_to_its_concept_and_only_its_hash_is_kept(
    db: Session, concept: Concept, token: str
) -> None:
    found = readers.by_token(db, token, AT + DAY)
    assert found is not None
    assert found[1].id == concept.id
    assert token not in db.exec(select(ReaderLink)).one().model_dump_json()


def test_a_link_that_was_never_made_leads_nowhere(db: Session, token: str) -> None:
    assert readers.by_token(db, token[:-1], AT) is None
    assert readers.by_token(db, "", AT) is None


def test_a_link_ends_by_itself(db: Session, token: str) -> None:
    assert readers.by_token(db, token, AT + 14 * DAY - timedelta(seconds=1)) is not None
    assert readers.by_token(db, token, AT + 14 * DAY) is None


def test_a_link_can_be_taken_back_and_its_comments_stay(
    db: Session, concept: Concept, token: str, editor: Actor
) -> None:
    link = db.exec(select(ReaderLink)).one()
    readers.comment(db, link, concept, "Het bedrag op bladzijde 12 is per jaar.", AT)
    readers.revoke(db, link, editor, AT)
    readers.revoke(db, link, editor, AT)
    assert readers.by_token(db, token, AT) is None
    assert db.exec(select(Comment.body)).one().startswith("Het bedrag")
    assert [line.action for line in db.exec(select(Trail))].count("lezer_ingetrokken") == 1


def test_a_link_dies_with_its_concept(db: Session, concept: Concept, token: str, editor: Actor) -> None:
    concepts.throw_away(db, concept, editor, AT)
    assert readers.by_token(db, token, AT) is None


@pytest.mark.parametrize("body", ["", "   \n", "x" * (readers.LONGEST_COMMENT + 1)])
def test_an_empty_or_endless_comment_is_refused(db: Session, concept: Concept, token: str, body: str) -> None:
    link = db.exec(select(ReaderLink)).one()
    with pytest.raises(EditRefused):
        readers.comment(db, link, concept, body, AT)
    assert db.exec(select(Comment)).all() == []


@pytest.mark.parametrize(("name", "days"), [("", 14), ("Jan", 13), ("Jan", 4_000)])
def test_a_link_is_for_somebody_and_for_a_while(
    db: Session, concept: Concept, editor: Actor, name: str, days: int
) -> None:
    with pytest.raises(EditRefused):
        readers.invite(db, concept, name, editor, AT, days=days)


def test_only_an_editor_makes_and_takes_back_links(db: Session, concept: Concept, token: str) -> None:
    submitter = make_actor(db, AccountRole.SUBMITTER, name="Sam")
    with pytest.raises(EditRefused):
        readers.invite(db, concept, "Jan", submitter, AT, days=14)
    with pytest.raises(EditRefused):
        readers.revoke(db, db.exec(select(ReaderLink)).one(), submitter, AT)
