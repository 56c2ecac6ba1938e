"""Tipping: who sends one is told what happens, robots and floods are kept out, nothing tracks anybody."""

import pytest
from fastapi.testclient import TestClient

from app.throttle import LIMITS, TIP_ADDRESS
from app.visitor_forms import SHORTEST_SECONDS
from catalogue.terms_workflow import TicketKind, TicketState
from tests.app.desk import ORIGIN, TIP, opened, post, tickets, trail
from tests.app.html import faults, soup

EXISTING = "begeleide-maatschappelijke-opvang"


def test_a_tip_reaches_the_desk_and_its_sender_reads_what_happens_next(own_client: TestClient) -> None:
    answer = post(own_client, "/tip", **TIP)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tip/dank")
    (ticket,) = tickets(own_client)
    assert (ticket.kind, ticket.state) == (TicketKind.TIP, TicketState.NEW)
    assert (ticket.title, ticket.url, ticket.body) == (TIP["titel"], TIP["link"], TIP["waarom"])
    assert (ticket.sender_name, ticket.sender_email) == (TIP["naam"], TIP["email"])
    thanks = own_client.get("/tip/dank")
    assert "binnen 14 dagen" in thanks.text
    assert faults(thanks.text) == []


def test_the_logbook_tells_of_a_tip_without_its_sender(own_client: TestClient) -> None:
    post(own_client, "/tip", **TIP)
    (line,) = trail(own_client)
    assert line.action == "melding_ontvangen"
    assert TIP["email"] not in str(line.model_dump())
    assert TIP["naam"] not in str(line.model_dump())


def test_a_title_and_a_reason_are_enough(own_client: TestClient) -> None:
    assert post(own_client, "/tip", titel="Iets over buurthuizen", waarom="Mooi").status_code == 303
    assert tickets(own_client)[0].sender_email == ""


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("titel", " ", "Vul in hoe het onderzoek heet"),
        ("waarom", " \n ", "Schrijf in een paar woorden"),
        ("link", "voorbeeld.nl", "Begin met https://"),
        ("link", "javascript:alert(1)", "Begin met https://"),
        ("link", "https://jo:geheim@voorbeeld.nl/", "Begin met https://"),
        ("link", "https://[kapot", "Begin met https://"),
        ("email", "jo.example.org", "Dit lijkt geen e-mailadres"),
        ("email", "jo@example.org\nBcc: ander@example.org", "Dit lijkt geen e-mailadres"),
        ("titel", "a" * 301, "hoogstens 300 tekens"),
        ("waarom", "a" * 4001, "hoogstens 4000 tekens"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_nothing_typed_is_lost(
    own_client: TestClient, field: str, text: str, message: str
) -> None:
    answer = post(own_client, "/tip", **(TIP | {field: text}))
    assert answer.status_code == 422
    page = soup(answer.text)
    said = page.select_one(f"#{field}-fout")
    assert said is not None
    assert message in said.get_text()
    assert page.select_one(f"#fouten a[href='#{field}']") is not None
    kept = page.select_one("#naam")
    assert kept is not None
    assert kept["value"] == TIP["naam"]
    assert tickets(own_client) == []
    assert faults(answer.text) == []


def test_markup_in_a_tip_stays_text(own_client: TestClient) -> None:
    answer = post(own_client, "/tip", **(TIP | {"titel": "<script>alert(1)</script>", "link": "x"}))
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_characters_that_nobody_sees_are_taken_out(own_client: TestClient) -> None:
    post(own_client, "/tip", **(TIP | {"titel": "MKBA\x00 van\u202e een\nbuurthuis", "waarom": "a\r\nb\x00"}))
    (ticket,) = tickets(own_client)
    assert (ticket.title, ticket.body) == ("MKBA van een buurthuis", "a\nb")


def test_a_robot_that_fills_in_the_hidden_field_is_thanked_and_forgotten(own_client: TestClient) -> None:
    answer = post(own_client, "/tip", **TIP, bijnaam="koop nu")
    assert answer.headers["location"] == "/tip/dank"
    assert tickets(own_client) == []


def test_a_form_that_is_sent_at_once_is_not_taken_and_can_be_sent_again(own_client: TestClient) -> None:
    answer = post(own_client, "/tip", seconds=SHORTEST_SECONDS - 2, **TIP)
    assert answer.status_code == 422
    assert "Wacht een paar tellen" in answer.text
    assert tickets(own_client) == []
    assert post(own_client, "/tip", **TIP).status_code == 303


@pytest.mark.parametrize("moment", ["", "1", "1.abc", "9999999999.abc", "٣.x", "-5.", "." * 40, "é.é"])
def test_a_moment_that_this_site_did_not_sign_is_not_taken(own_client: TestClient, moment: str) -> None:
    answer = own_client.post("/tip", data=TIP | {"geopend": moment}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "stond lang open" in answer.text
    assert tickets(own_client) == []


def test_a_form_that_was_open_for_days_gets_a_new_moment(own_client: TestClient) -> None:
    old = opened(own_client, seconds=3 * 86400)
    answer = own_client.post("/tip", data=TIP | {"geopend": old}, headers=ORIGIN)
    page = soup(answer.text)
    field = page.select_one("[name=geopend]")
    assert field is not None
    assert field["value"] != old


def test_who_sends_very_many_is_asked_to_wait(own_client: TestClient) -> None:
    most = LIMITS[TIP_ADDRESS][0].amount
    for number in range(most):
        assert post(own_client, "/tip", **(TIP | {"titel": f"Onderzoek {number}"})).status_code == 303
    answer = post(own_client, "/tip", **TIP)
    assert answer.status_code == 422
    assert "U stuurde al veel berichten" in answer.text
    assert len(tickets(own_client)) == most


@pytest.mark.parametrize("by", ["title", "link"])
def test_who_tips_what_is_here_already_is_shown_the_page_and_may_still_send(
    own_client: TestClient, by: str
) -> None:
    there = soup(own_client.get(f"/aanpakken/{EXISTING}").text)
    name, source = there.select_one("h1"), there.select_one(".mk-footnotes a[href^=http]")
    assert name is not None
    assert source is not None
    link = str(source["href"]).replace("https://", "http://")
    same = {"titel": f" {name.get_text().upper()} "} if by == "title" else {"link": f"{link}#pagina=3"}
    answer = post(own_client, "/tip", **(TIP | same))
    assert answer.status_code == 422
    assert soup(answer.text).select_one(f"form a[href='/aanpakken/{EXISTING}']") is not None
    assert tickets(own_client) == []
    assert post(own_client, "/tip", **(TIP | same), toch="ja").status_code == 303


def test_a_percent_sign_in_a_link_finds_only_itself(own_client: TestClient) -> None:
    assert post(own_client, "/tip", **(TIP | {"link": "https://%.nl/_%25"})).status_code == 303


def test_the_pages_of_a_tip_set_no_cookie_and_are_not_kept(own_client: TestClient) -> None:
    answers = [own_client.get("/tip"), post(own_client, "/tip", **TIP), own_client.get("/tip/dank")]
    answers += [post(own_client, "/tip"), post(own_client, "/tip", **TIP, seconds=0)]
    for answer in answers:
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"


def test_another_site_cannot_send_a_tip_for_a_visitor(own_client: TestClient) -> None:
    headers = {"Origin": "https://ander.example", "Sec-Fetch-Site": "cross-site"}
    answer = own_client.post("/tip", data=TIP | {"geopend": opened(own_client)}, headers=headers)
    assert answer.status_code == 403
    assert tickets(own_client) == []
