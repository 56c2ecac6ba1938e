"""Comments: where they stand, that they stay with a line that moves, who is named, and when they are done."""

import json

import pytest
from sqlmodel import Session, select

from catalogue.editing import comments, concepts, readers
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.kinds import Kind
from catalogue.tables import Concept
from catalogue.tables_people import Trail
from catalogue.tables_work import Comment
from catalogue.terms_workflow import AccountRole
from tests.builders import make_approach, make_result, make_study
from tests.concepts import AT, Desk, last_line, make_desk, make_published, publish
from tests.people import make_actor

FIRST = "onderzoeken/o1/uitkomsten/u1"


@pytest.fixture
def desk(db: Session) -> Desk:
    return make_desk(db)


@pytest.fixture
def concept(db: Session, desk: Desk) -> Concept:
    results = (make_result(), make_result(id="u2", name="Tweede", is_main=False))
    entry = make_published(db, document=make_approach(studies=(make_study(results=results),)))
    return concepts.open_on(db, entry, desk.writer, AT)


def threads(db: Session, concept: Concept) -> list[comments.Thread]:
    return comments.threads(db, concept, Kind.APPROACH)


def reorder(db: Session, concept: Concept, writer: Actor, *order: int) -> None:
    text = concepts.text_of(concept)
    results = text["onderzoeken"][0]["uitkomsten"]
    text["onderzoeken"][0]["uitkomsten"] = [results[number] for number in order]
    concepts.save(db, concept, text, writer, AT)


def test_a_comment_stands_at_its_place_and_is_told(db: Session, concept: Concept, desk: Desk) -> None:
    comments.add(db, concept, desk.judge, " Klopt dit? ", AT, f"{FIRST}/kosten")
    (thread,) = threads(db, concept)
    assert (thread.first.comment.body, thread.first.name) == ("Klopt dit?", "Bea Lezer")
    assert thread.place.endswith("Uitkomst ‘Hoofduitkomst’ › Kosten")
    assert thread.is_open
    assert not thread.is_gone
    line = last_line(db)
    assert line.action == "opmerking_geplaatst"
    assert json.loads(line.details or "")["opmerking"] == thread.first.comment.id


def test_a_comment_stays_with_a_line_that_moves(db: Session, concept: Concept, desk: Desk) -> None:
    comments.add(db, concept, desk.judge, "Klopt dit?", AT, FIRST)
    reorder(db, concept, desk.writer, 1, 0)
    (thread,) = threads(db, concept)
    assert (thread.path, thread.is_gone) == (FIRST, False)


def test_a_comment_outlives_the_line_it_is_about(db: Session, concept: Concept, desk: Desk) -> None:
    comments.add(db, concept, desk.judge, "Klopt dit?", AT, f"{FIRST}/kosten")
    before = threads(db, concept)[0].place
    reorder(db, concept, desk.writer, 1)
    (thread,) = threads(db, concept)
    assert (thread.is_gone, thread.place) == (True, before)
    with pytest.raises(EditRefused, match="bestaat niet meer"):
        comments.add(db, concept, desk.judge, "En dit?", AT, f"{FIRST}/kosten")
    comments.add(db, concept, desk.judge, "Waarom weg?", AT, reply_to=thread.first.comment.id)


def test_a_field_that_was_emptied_is_not_gone(db: Session, concept: Concept, desk: Desk) -> None:
    comments.add(db, concept, desk.judge, "Te lang.", AT, "samenvatting")
    text = concepts.text_of(concept)
    del text["samenvatting"]
    concepts.save(db, concept, text, desk.writer, AT)
    assert not threads(db, concept)[0].is_gone


def test_replies_stand_under_what_they_answer(db: Session, concept: Concept, desk: Desk) -> None:
    first = comments.add(db, concept, desk.judge, "Klopt dit?", AT)
    reply = comments.add(db, concept, desk.writer, "Ja.", AT, reply_to=first.id)
    comments.add(db, concept, desk.judge, "Dank.", AT, reply_to=reply.id)
    (thread,) = threads(db, concept)
    assert [one.comment.body for one in thread.replies] == ["Ja.", "Dank."]
    assert (thread.place, thread.path) == ("", "")


def test_what_is_dealt_with_can_be_opened_again(db: Session, concept: Concept, desk: Desk) -> None:
    first = comments.add(db, concept, desk.judge, "Klopt dit?", AT)
    for is_done in (True, True, False, True):
        comments.settle(db, concept, first.id, desk.writer, AT, is_done=is_done)
        assert threads(db, concept)[0].is_open == (not is_done)
    assert first.resolved_by_id == desk.writer.id
    lines = db.exec(select(Trail).where(Trail.action == "opmerking_afgehandeld")).all()
    assert [json.loads(line.details or "")["afgehandeld"] for line in lines] == [True, False, True]


@pytest.mark.parametrize(
    "path", ["onzin", "onderzoeken/o9", "samenvatting/naam", "~", "onderzoeken/o1/titel/x"]
)
def test_a_place_that_is_not_there_takes_no_comment(
    db: Session, concept: Concept, desk: Desk, path: str
) -> None:
    with pytest.raises(EditRefused, match=r"\.$"):
        comments.add(db, concept, desk.judge, "Klopt dit?", AT, path)
    assert db.exec(select(Comment)).all() == []


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 4_001])
def test_a_comment_says_something_and_not_everything(
    db: Session, concept: Concept, desk: Desk, body: str
) -> None:
    with pytest.raises(EditRefused, match=r"\.$"):
        comments.add(db, concept, desk.judge, body, AT)


def test_comments_of_another_concept_are_out_of_reach(db: Session, concept: Concept, desk: Desk) -> None:
    other = concepts.begin(db, Kind.APPROACH, {"naam": "Ander"}, desk.writer, AT)
    first = comments.add(db, other, desk.judge, "Klopt dit?", AT)
    with pytest.raises(EditRefused):
        comments.add(db, concept, desk.judge, "Nee.", AT, reply_to=first.id)
    with pytest.raises(EditRefused):
        comments.settle(db, concept, first.id, desk.judge, AT, is_done=True)


def test_a_submitter_speaks_about_the_own_work_only(db: Session, concept: Concept) -> None:
    stranger = make_actor(db, AccountRole.SUBMITTER, name="Sam")
    with pytest.raises(EditRefused):
        comments.add(db, concept, stranger, "Van ons.", AT)


def test_a_reader_without_an_account_is_named_by_the_link(db: Session, concept: Concept, desk: Desk) -> None:
    token = readers.invite(db, concept, "Prof. Dr. Lezer", desk.writer, AT, days=7)
    link = readers.by_token(db, token, AT)
    assert link is not None
    readers.comment(db, link[0], concept, "Mooi.", AT)
    (thread,) = threads(db, concept)
    assert (thread.first.name, thread.first.is_outside) == ("Prof. Dr. Lezer", True)


def test_comments_outlive_the_concept(db: Session, concept: Concept, desk: Desk) -> None:
    comments.add(db, concept, desk.judge, "Goed.", AT)
    concepts.save(db, concept, {**concepts.text_of(concept), "voor_wie": "Ouderen."}, desk.writer, AT)
    concepts.set_note(db, concept, "Anders.", desk.writer, AT)
    publish(db, concept, desk)
    assert len(db.exec(select(Comment)).all()) == 1


PEOPLE = [
    Actor(1, "Jan", frozenset()),
    Actor(2, "Jan Jansen", frozenset()),
    Actor(3, "Eva de Wit", frozenset()),
    Actor(4, "Émile", frozenset()),
    Actor(5, "Piet Een", frozenset()),
    Actor(6, "Piet Twee", frozenset()),
]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Jan kijk je?", [1]),
        ("@Jan Jansen, kijk je?", [2]),
        ("@jan jansen en @EVA DE WIT", [2, 3]),
        ("@Eva: zie p. 3", [3]),
        ("@Émile", [4]),
        ("@Piet wie?", []),
        ("@Piet Twee wel", [6]),
        ("@Janneke", []),
        ("@niemand", []),
        ("mail a@b.nl", []),
        ("@", []),
        ("@Eva @Eva", [3]),
        ("geen naam", []),
    ],
)
def test_who_is_named(text: str, named: list[int]) -> None:
    assert comments.mentioned(text, PEOPLE) == named


def test_conversations_within_a_part(db: Session, concept: Concept, desk: Desk) -> None:
    for path in ("", "samenvatting", FIRST, f"{FIRST}/kosten", "onderzoeken/o1/uitkomsten/u2"):
        comments.add(db, concept, desk.judge, "Klopt dit?", AT, path)
    found = threads(db, concept)
    assert [one.path for one in comments.within(found, FIRST)] == [FIRST, f"{FIRST}/kosten"]
    assert len(comments.within(found, "")) == 5
