"""The reply of a study's author: shown at its study when the desk decides so, word for word."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from catalogue import queries
from catalogue.editing import replies
from catalogue.kinds import Kind
from catalogue.tables_desk import Reply
from catalogue.terms_workflow import AccountRole, ReplyState
from tests.app.desk import changed, post, reading, sent, trail
from tests.app.html import faults, soup
from tests.people import sign_in

SLUG = "gezinshuizen"
FORM = f"/weerwoord/aanpak/{SLUG}"
REPLY = {
    "wie": "A. de Vries, onderzoeker",
    "email": "a@example.org",
    "tekst": "Eerste alinea.\r\n\r\nTweede <b>alinea</b>.",
    "akkoord": "ja",
}


def rows(client: TestClient) -> list[Reply]:
    with reading(client) as db:
        return list(db.exec(select(Reply)))


@pytest.fixture
def reply(own_client: TestClient) -> Reply:
    with reading(own_client) as db:
        study = queries.lives(db, Kind.APPROACH, [SLUG])[SLUG].document.studies[0].id
    answer = post(own_client, FORM, onderzoek=study, **REPLY)
    assert answer.headers["location"] == f"{FORM}/dank"
    return rows(own_client)[0]


def test_a_reply_waits_for_the_desk(own_client: TestClient, reply: Reply) -> None:
    assert reply.state is ReplyState.WAITING
    assert "Eerste alinea" not in own_client.get(f"/aanpakken/{SLUG}").text
    assert "plaatst" not in trail(own_client)[-1].action
    assert REPLY["email"] not in str(trail(own_client)[-1].model_dump())
    assert own_client.get(f"{FORM}/dank").status_code == 200


def test_a_placed_reply_stands_at_its_study_as_plain_text_in_paragraphs(
    own_client: TestClient, reply: Reply
) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    assert REPLY["wie"] in own_client.get("/redactie/meldingen").text
    sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen")
    own_client.cookies.clear()
    page = own_client.get(f"/aanpakken/{SLUG}")
    section = soup(page.text).select_one(f"[id='{reply.study_id}'] .mk-reply")
    assert section is not None
    words = [part.get_text() for part in section.select("p.mk-pre")]
    assert words == ["Eerste alinea.", "Tweede <b>alinea</b>."]
    assert REPLY["wie"] in section.get_text()
    assert REPLY["email"] not in page.text
    assert faults(page.text) == []
    assert trail(own_client)[-1].action == "weerwoord_geplaatst"


def test_a_placed_reply_can_be_taken_away_again(own_client: TestClient, reply: Reply) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen")
    assert "Eerste alinea" in own_client.get(f"/aanpakken/{SLUG}").text
    sent(own_client, f"/redactie/weerwoorden/{reply.id}/weigeren", reden="Het was niet van de onderzoeker.")
    assert "Eerste alinea" not in own_client.get(f"/aanpakken/{SLUG}").text
    assert "niet van de onderzoeker" in own_client.get(f"/redactie/weerwoorden/{reply.id}").text
    assert rows(own_client)[0].state is ReplyState.REFUSED


def test_refusing_asks_for_a_reason_and_placing_twice_is_said(own_client: TestClient, reply: Reply) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    answer = sent(own_client, f"/redactie/weerwoorden/{reply.id}/weigeren", reden=" ")
    assert answer.status_code == 422
    assert soup(answer.text).select_one("#reden-fout") is not None
    sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen")
    assert sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen").status_code == 422
    assert own_client.get("/redactie/weerwoorden").status_code == 200


def test_a_reply_needs_a_name_an_address_a_text_and_consent(own_client: TestClient) -> None:
    answer = post(own_client, FORM, tekst="x" * 4001)
    page = soup(answer.text)
    assert answer.status_code == 422
    for field in ("wie", "email", "akkoord", "tekst"):
        assert page.select_one(f"#{field}-fout") is not None
    assert rows(own_client) == []
    assert faults(answer.text) == []


def test_a_study_that_is_not_there_is_not_kept(own_client: TestClient) -> None:
    post(own_client, FORM, onderzoek="<script>", **REPLY)
    (found,) = rows(own_client)
    assert found.study_id != "<script>"


def test_robots_cannot_reply(own_client: TestClient) -> None:
    post(own_client, FORM, bijnaam="x", **REPLY)
    post(own_client, FORM, seconds=0, **REPLY)
    assert rows(own_client) == []


def test_only_editors_decide(own_client: TestClient, reply: Reply) -> None:
    assert sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen").status_code == 401
    sign_in(own_client, AccountRole.SUBMITTER)
    assert sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen").status_code == 403
    sign_in(own_client, AccountRole.EDITOR)
    assert own_client.get("/redactie/weerwoorden/999").status_code == 404
    assert rows(own_client)[0].state is ReplyState.WAITING


def test_the_address_of_an_author_is_forgotten_half_a_year_after_the_decision(
    own_client: TestClient, reply: Reply
) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    sent(own_client, f"/redactie/weerwoorden/{reply.id}/plaatsen")
    changed(own_client, lambda db: replies.forget_senders(db, datetime.now(UTC) + timedelta(days=190)))
    assert (rows(own_client)[0].email, rows(own_client)[0].author) == ("", REPLY["wie"])
