"""A reader without an account: the link is made, read, commented with, taken back, and gives nothing else."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import writing
from catalogue.editing import concepts, working
from catalogue.kinds import Kind
from catalogue.tables_work import Comment
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.builders import make_approach
from tests.people import NOW, sign_in


@pytest.fixture
def concept_id(own_client: TestClient) -> int:
    actor = sign_in(own_client, AccountRole.EDITOR, name="Eva")
    with writing(own_client.app_state["database"]) as db, db.begin():
        text = working.of(make_approach(name="Buurtmaatjes"))
        return concepts.begin(db, Kind.APPROACH, text, actor, NOW).id


@pytest.fixture
def link(own_client: TestClient, concept_id: int) -> str:
    """The address of the reader, in a browser in which nobody is signed in."""
    answer = own_client.post(
        f"/redactie/concepten/{concept_id}/lezers", data={"naam": "Dr. De Vries", "dagen": "14"}
    )
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    found = re.search(r"/lezen/[\w-]+", answer.text)
    assert found is not None
    own_client.cookies.clear()
    return found[0]


def test_the_reader_sees_what_is_asked_and_the_page_as_it_would_be(own_client: TestClient, link: str) -> None:
    answer = own_client.get(link)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert "Dr. De Vries" in answer.text
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    shown = own_client.get(f"{link}/pagina")
    assert shown.status_code == 200
    assert "Voorbeeld: dit staat nog niet op de site" in shown.text
    pictures = [str(image["src"]) for image in soup(shown.text).select("main img[src*='/grafieken/']")]
    assert all(picture.startswith(link) for picture in pictures)


def test_a_comment_arrives_at_the_line_it_is_about(own_client: TestClient, link: str) -> None:
    places = soup(own_client.get(link).text).select("select[name=plek] option[value]")
    path = next(str(place["value"]) for place in places if "uitkomsten/" in str(place["value"]))
    answer = own_client.post(link, data={"tekst": "Dit is per jaar. <b>Echt</b>", "plek": path})
    assert answer.status_code == 303
    assert "<b>Echt</b>" not in own_client.get(answer.headers["location"]).text
    with Session(own_client.app_state["database"]) as db:
        comment = db.exec(select(Comment)).one()
    assert (comment.path, comment.person_id) == (path, None)
    assert comment.place


def test_an_empty_comment_is_refused_in_words(own_client: TestClient, link: str) -> None:
    answer = own_client.post(link, data={"tekst": "  "})
    assert answer.status_code == 422
    assert "Schrijf eerst uw opmerking." in answer.text
    assert faults(answer.text) == []


def test_a_place_that_is_not_there_is_the_whole_text(own_client: TestClient, link: str) -> None:
    own_client.post(link, data={"tekst": "Hm.", "plek": "../../etc/passwd"})
    with Session(own_client.app_state["database"]) as db:
        assert db.exec(select(Comment.path)).one() == ""


def test_the_link_gives_no_way_into_the_desk(own_client: TestClient, link: str, concept_id: int) -> None:
    assert own_client.get(f"/redactie/concepten/{concept_id}").status_code == 303
    assert own_client.get("/lezen/verzonnen").status_code == 404
    assert own_client.get(f"{link}x/pagina").status_code == 404


def test_a_link_that_was_taken_back_is_gone(own_client: TestClient, link: str, concept_id: int) -> None:
    sign_in(own_client, AccountRole.EDITOR, name="Omar")
    page = soup(own_client.get(f"/redactie/concepten/{concept_id}/lezers").text)
    form = page.select_one("form[action$='/intrekken']")
    assert form is not None
    assert own_client.post(str(form["action"])).status_code == 303
    assert own_client.get(link).status_code == 404
    assert "ingetrokken" in own_client.get(f"/redactie/concepten/{concept_id}/lezers").text


@pytest.mark.parametrize("form", [{"naam": "", "dagen": "14"}, {"naam": "Jan", "dagen": "x"}])
def test_half_a_form_comes_back_with_what_was_typed(
    own_client: TestClient, concept_id: int, form: dict[str, str]
) -> None:
    answer = own_client.post(f"/redactie/concepten/{concept_id}/lezers", data=form)
    assert answer.status_code == 422
    field = soup(answer.text).select_one("input[name=naam]")
    assert field is not None
    assert field["value"] == form["naam"]
