"""The inbox of the desk: a tip becomes a concept in one click, and whoever sent something hears why."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from catalogue.editing import concepts, tickets, working
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import Refused, Ticket
from catalogue.tables_people import Person
from catalogue.terms_workflow import AccountRole, TicketState
from tests.app.desk import TIP, changed, post, reading, sent, trail
from tests.app.desk import tickets as all_tickets
from tests.app.html import faults, soup
from tests.people import make_person, sign_in

EDITOR = AccountRole.EDITOR
INBOX = "/redactie/meldingen"


@pytest.fixture
def tip(own_client: TestClient) -> Ticket:
    post(own_client, "/tip", **TIP)
    return all_tickets(own_client)[0]


def last(client: TestClient) -> str:
    return trail(client)[-1].action


def test_only_editors_see_the_inbox(own_client: TestClient, tip: Ticket) -> None:
    for path in (INBOX, f"{INBOX}/{tip.id}"):
        assert own_client.get(path).status_code == 303
    assert sent(own_client, f"{INBOX}/{tip.id}/concept").status_code == 401
    sign_in(own_client, AccountRole.SUBMITTER)
    assert own_client.get(INBOX).status_code == 403
    assert sent(own_client, f"{INBOX}/{tip.id}/afhandelen", antwoord="x").status_code == 403


def test_a_tip_becomes_a_concept_in_one_click_with_its_source_filled_in(
    own_client: TestClient, tip: Ticket
) -> None:
    actor = sign_in(own_client, EDITOR)
    answer = sent(own_client, f"{INBOX}/{tip.id}/concept")
    with reading(own_client) as db:
        concept = db.exec(select(Concept).order_by(col(Concept.id).desc())).first()
        assert concept is not None
        assert answer.headers["location"] == f"/redactie/concepten/{concept.id}"
        text = concepts.text_of(concept)
        entry, ticket = db.get(Entry, concept.entry_id), db.get(Ticket, tip.id)
        assert entry is not None
        assert ticket is not None
        assert (entry.slug, entry.owner_id) == ("mkba-van-het-buurthuis-in-almelo", actor.id)
        assert (ticket.state, ticket.concept_id, ticket.entry_id) == (
            TicketState.BUSY,
            concept.id,
            entry.id,
        )
    (study,) = text["onderzoeken"]
    (source,) = study["bronnen"]
    assert (text["naam"], text["selectie"]) == (TIP["titel"], "te_onderzoeken")
    assert (source["titel"], source["url"]) == (TIP["titel"], TIP["link"])
    assert source["geraadpleegd_op"] == datetime.now(UTC).date().isoformat()
    # Nothing that nobody said: what is not known is not there.
    assert set(study) == {"id", "titel", "bronnen"}
    assert set(source) == {"id", "titel", "url", "geraadpleegd_op"}
    assert last(own_client) == "melding_naar_concept"


def test_a_second_click_leads_to_the_same_concept(own_client: TestClient, tip: Ticket) -> None:
    sign_in(own_client, EDITOR)
    first = sent(own_client, f"{INBOX}/{tip.id}/concept").headers["location"]
    assert sent(own_client, f"{INBOX}/{tip.id}/concept").headers["location"] == first


def test_the_concept_of_a_tip_without_a_link_says_nothing_of_one(own_client: TestClient) -> None:
    sign_in(own_client, EDITOR)
    changed(
        own_client, lambda db: tickets.receive_tip(db, tickets.Message("b", "t" * 200), datetime.now(UTC))
    )
    (ticket,) = all_tickets(own_client)
    sent(own_client, f"{INBOX}/{ticket.id}/concept")
    with reading(own_client) as db:
        ticket_now = db.get(Ticket, ticket.id)
        assert ticket_now is not None
        concept = db.get(Concept, ticket_now.concept_id)
        assert concept is not None
        text = working.read(concept.document)
    assert len(text["naam"]) == 120
    assert set(text["onderzoeken"][0]["bronnen"][0]) == {"id", "titel"}


def test_taking_handing_over_and_answering(own_client: TestClient, tip: Ticket) -> None:
    actor = sign_in(own_client, EDITOR)
    assert sent(own_client, f"{INBOX}/{tip.id}/oppakken").headers["location"] == (
        f"{INBOX}/{tip.id}?gedaan=opgepakt"
    )
    assert all_tickets(own_client)[0].assignee_id == actor.id
    changed(own_client, lambda db: make_person(db, EDITOR, name="Bo"))
    with reading(own_client) as db:
        other = db.exec(select(Person).where(Person.name == "Bo")).one().id
    sent(own_client, f"{INBOX}/{tip.id}/doorgeven", persoon=other)
    assert all_tickets(own_client)[0].assignee_id == other
    assert last(own_client) == "toegewezen"
    sent(own_client, f"{INBOX}/{tip.id}/afhandelen", antwoord="Dank u wel.\n\nWij lezen het.")
    ticket = all_tickets(own_client)[0]
    assert (ticket.state, ticket.handled_by_id) == (TicketState.DONE, actor.id)
    assert last(own_client) == "melding_afgehandeld"
    page = own_client.get(f"{INBOX}/{tip.id}?gedaan=afgehandeld").text
    assert "Wij lezen het." in page
    assert "De melding is afgehandeld." in page
    assert "Handel de melding af" not in page


@pytest.mark.parametrize(("step", "field"), [("afhandelen", "antwoord"), ("afwijzen", "reden")])
def test_nothing_is_closed_without_words(own_client: TestClient, tip: Ticket, step: str, field: str) -> None:
    sign_in(own_client, EDITOR)
    answer = sent(own_client, f"{INBOX}/{tip.id}/{step}", **{field: "  "})
    assert answer.status_code == 422
    assert soup(answer.text).select_one(f"#{field}-fout") is not None
    assert all_tickets(own_client)[0].state is TicketState.NEW


def test_what_is_closed_stays_closed_and_the_typed_answer_is_shown_again(
    own_client: TestClient, tip: Ticket
) -> None:
    sign_in(own_client, EDITOR)
    sent(own_client, f"{INBOX}/{tip.id}/afwijzen", reden="Geen sociaal werk.")
    for step in ("oppakken", "concept", "afhandelen", "doorgeven"):
        answer = sent(own_client, f"{INBOX}/{tip.id}/{step}", antwoord="Toch wel")
        assert answer.status_code == 422
        assert "Dit is niet gebeurd" in answer.text
    assert all_tickets(own_client)[0].state is TicketState.REFUSED


def test_handing_over_to_nobody_is_refused(own_client: TestClient, tip: Ticket) -> None:
    sign_in(own_client, EDITOR)
    answer = sent(own_client, f"{INBOX}/{tip.id}/doorgeven", persoon=999)
    assert answer.status_code == 422
    assert "Kies wie de melding krijgt" in answer.text


def test_a_refused_tip_stands_on_the_public_list_with_its_reason_and_without_its_sender(
    own_client: TestClient, tip: Ticket
) -> None:
    sign_in(own_client, EDITOR)
    sent(own_client, f"{INBOX}/{tip.id}/afwijzen", reden="Het is geen sociaal werk.")
    with reading(own_client) as db:
        (refused,) = db.exec(select(Refused))
    assert (refused.title, refused.reason, refused.ticket_id) == (
        TIP["titel"],
        "Het is geen sociaal werk.",
        tip.id,
    )
    own_client.cookies.clear()
    page = own_client.get("/afgewezen")
    assert TIP["titel"] in page.text
    assert "Het is geen sociaal werk." in page.text
    assert TIP["naam"] not in page.text
    assert TIP["email"] not in page.text
    assert "set-cookie" not in page.headers
    assert faults(page.text) == []


def test_markup_in_a_tip_stays_text_at_the_desk(own_client: TestClient) -> None:
    post(own_client, "/tip", titel="<img src=x onerror=alert(1)>", waarom="<script>alert(2)</script>")
    sign_in(own_client, EDITOR)
    (ticket,) = all_tickets(own_client)
    for path in (INBOX, f"{INBOX}/{ticket.id}"):
        page = own_client.get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert faults(page) == []


def test_the_inbox_shows_the_oldest_first_and_can_be_narrowed(own_client: TestClient, tip: Ticket) -> None:
    actor = sign_in(own_client, EDITOR)
    now = datetime.now(UTC)

    def many(db: Session) -> None:
        for number in range(30):
            message = tickets.Message("Waarom", f"Tip {number:02}")
            tickets.receive_tip(db, message, now - timedelta(days=1))

    changed(own_client, many)
    sent(own_client, f"{INBOX}/{tip.id}/oppakken")

    def titles(query: str) -> list[str]:
        rows = soup(own_client.get(f"{INBOX}{query}").text).select("#aantal ~ *, .mk-table tbody th a")
        return [row.get_text() for row in rows if row.name == "a"]

    assert titles("")[0] == "Tip 00"
    assert len(titles("")) == 25
    assert titles("?pagina=2")[-1] == TIP["titel"]
    assert titles("?wie=ik") == [TIP["titel"]]
    assert titles("?stand=in_behandeling") == [TIP["titel"]]
    assert TIP["titel"] not in titles("?wie=niemand&pagina=2")
    assert titles("?soort=fout") == []
    assert len(titles("?soort=onzin&stand=onzin&wie=onzin&pagina=-3")) == 25
    assert actor.id


def test_a_ticket_that_is_not_there_is_said_so(own_client: TestClient) -> None:
    sign_in(own_client, EDITOR)
    for number in ("999", "0", "-1", "x", "99999999999999999999", "..%2f.."):
        assert own_client.get(f"{INBOX}/{number}").status_code == 404


def test_the_sender_is_forgotten_half_a_year_after_the_answer(own_client: TestClient, tip: Ticket) -> None:
    sign_in(own_client, EDITOR)
    now = datetime.now(UTC)
    changed(own_client, lambda db: tickets.forget_senders(db, now + timedelta(days=400)))
    assert all_tickets(own_client)[0].sender_email == TIP["email"]
    sent(own_client, f"{INBOX}/{tip.id}/afhandelen", antwoord="Dank u wel.")
    changed(own_client, lambda db: tickets.forget_senders(db, now + timedelta(days=180)))
    assert all_tickets(own_client)[0].sender_email == TIP["email"]
    changed(own_client, lambda db: tickets.forget_senders(db, now + timedelta(days=190)))
    ticket = all_tickets(own_client)[0]
    assert (ticket.sender_name, ticket.sender_email, ticket.title) == ("", "", TIP["titel"])


def test_how_long_answers_take_is_told_once_there_are_any(own_client: TestClient, tip: Ticket) -> None:
    assert "Het afgelopen jaar" not in own_client.get("/tip/dank").text
    sign_in(own_client, EDITOR)
    sent(own_client, f"{INBOX}/{tip.id}/afhandelen", antwoord="Dank u wel.")
    assert "minder dan een dag" in own_client.get("/tip/dank").text
