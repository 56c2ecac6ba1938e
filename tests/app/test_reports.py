"""Reporting an error: at the field it is about, to a correction that everybody can follow."""

from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from catalogue import queries
from catalogue.editing import concepts, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.tables import Concept
from catalogue.tables_desk import Correction, Ticket
from catalogue.terms_workflow import AccountRole, TicketKind
from tests.app.desk import changed, post, reading, sent, tickets
from tests.app.html import faults, soup
from tests.people import make_actor, sign_in

SLUG = "gezinshuizen"
FORM = f"/melden/aanpak/{SLUG}"
REPORT = {"mis": "Dit bedrag staat er anders.", "beter": "€ 60.000", "bewijs": "https://voorbeeld.nl/r.pdf"}


def study_of(client: TestClient) -> str:
    with reading(client) as db:
        return str(queries.lives(db, Kind.APPROACH, [SLUG])[SLUG].document.studies[0].id)


def publish_correction(
    client: TestClient, concept_id: int, note: str = "Overgenomen uit het rapport."
) -> None:
    """Change the summary in a quick correction and let three people bring it to the site."""

    def change(db: Session) -> None:
        writer, judge, chief = (
            make_actor(db, role, name=name)
            for role, name in (
                (AccountRole.EDITOR, "schrijver"),
                (AccountRole.EDITOR, "lezer"),
                (AccountRole.CHIEF_EDITOR, "hoofd"),
            )
        )
        concept = db.get(Concept, concept_id)
        assert concept is not None
        text = concepts.text_of(concept)
        text["samenvatting"] = text["samenvatting"].replace(".", "!", 1)
        now = Asked(datetime.now(UTC))
        concepts.save(db, concept, text, writer, now.now)
        concepts.set_note(db, concept, note, writer, now.now)
        steps: list[tuple[Actor, Step]] = [
            (writer, Step.SUBMIT),
            (judge, Step.APPROVE),
            (chief, Step.PUBLISH),
        ]
        for actor, step in steps:
            transitions.take(db, concept, actor, step, now)

    changed(client, change)


def test_the_page_of_an_approach_leads_to_its_form_as_a_whole_and_at_each_study(
    own_client: TestClient,
) -> None:
    page = soup(own_client.get(f"/aanpakken/{SLUG}").text)
    places = [str(link["href"]) for link in page.select(f"a[href^='{FORM}']")]
    assert f"{FORM}?versie=1" in places
    assert any("veld=onderzoeken%2F" in place for place in places)
    for place in places:
        assert own_client.get(place).status_code == 200


def test_a_report_keeps_the_page_the_version_and_the_field(own_client: TestClient) -> None:
    study = study_of(own_client)
    path = f"onderzoeken/{study}"
    form = own_client.get(f"{FORM}?veld={path}&versie=1")
    chosen = soup(form.text).select_one("#veld option[selected]")
    assert chosen is not None
    assert "Onderzoek ‘" in chosen.get_text()
    assert faults(form.text) == []
    answer = post(own_client, FORM, veld=path, versie="1", email="jo@example.org", **REPORT)
    assert answer.headers["location"] == f"{FORM}/dank"
    (ticket,) = tickets(own_client)
    assert (ticket.kind, ticket.version, ticket.path) == (TicketKind.ERROR, 1, path)
    assert ticket.place.startswith("Onderzoek ‘")
    assert ticket.body == "Dit bedrag staat er anders.\n\nVolgens de melder moet er staan:\n€ 60.000"
    assert ticket.url == REPORT["bewijs"]
    assert "lijst van correcties" in own_client.get(f"{FORM}/dank").text


@pytest.mark.parametrize(
    "path",
    [
        "onderzoeken/bestaat-niet",
        "onderzoeken",
        "../../etc/passwd",
        "onzin",
        "<script>alert(1)</script>",
        "onderzoeken/%00",
        "a" * 500,
        "naam/x/y",
        "~1",
    ],
)
def test_a_place_that_is_not_there_is_the_whole_page(own_client: TestClient, path: str) -> None:
    form = own_client.get(FORM, params={"veld": path})
    assert form.status_code == 200
    assert "<script>alert" not in form.text
    post(own_client, FORM, veld=path, **REPORT)
    (ticket,) = tickets(own_client)
    if path != "onderzoeken":
        assert (ticket.path, ticket.place) == ("", "")


def test_a_figure_can_be_named_by_its_own_path(own_client: TestClient) -> None:
    with reading(own_client) as db:
        study = queries.lives(db, Kind.APPROACH, [SLUG])[SLUG].document.studies[0]
    path = f"onderzoeken/{study.id}/uitkomsten/{study.results[0].id}/kosten"
    form = soup(own_client.get(FORM, params={"veld": path}).text)
    chosen = form.select_one("#veld option[selected]")
    assert chosen is not None
    assert chosen.get_text().endswith("› Kosten")


@pytest.mark.parametrize(
    "path",
    [
        "/melden/aanpak/bestaat-niet",
        "/melden/onzin/gezinshuizen",
        "/melden/aanpak/banenafspraak-mkba",
        "/melden/aanpak/..%2f..%2fetc",
        "/weerwoord/aanpak/bestaat-niet",
        "/weerwoord/onzin/gezinshuizen",
    ],
)
def test_there_is_no_form_for_what_the_public_cannot_read(own_client: TestClient, path: str) -> None:
    assert own_client.get(path).status_code == 404
    assert post(own_client, path, **REPORT).status_code == 404
    assert tickets(own_client) == []


def test_there_is_a_form_for_background_as_well(own_client: TestClient) -> None:
    with reading(own_client) as db:
        found = queries.live_slugs(db, Kind.BACKGROUND)
    for slug in found[:1]:
        page = soup(own_client.get(f"/achtergrond/{slug}").text)
        links = page.select(f"a[href^='/melden/achtergrond/{slug}']")
        assert links
        for link in links:
            assert own_client.get(str(link["href"])).status_code == 200


def test_a_reaction_is_kept_as_one(own_client: TestClient) -> None:
    post(own_client, FORM, soort="reactie", mis="Mooie pagina")
    post(own_client, FORM, soort="tip", mis="Slim")
    assert [ticket.kind for ticket in tickets(own_client)] == [TicketKind.FEEDBACK, TicketKind.ERROR]


def test_an_empty_report_says_what_is_missing_and_keeps_the_rest(own_client: TestClient) -> None:
    answer = post(own_client, FORM, mis=" ", beter="zo", bewijs="ftp://x", email="x", veld="samenvatting")
    assert answer.status_code == 422
    page = soup(answer.text)
    for field in ("mis", "bewijs", "email"):
        assert page.select_one(f"#{field}-fout") is not None
    better, chosen = page.select_one("#beter"), page.select_one("#veld option[selected]")
    assert better is not None
    assert chosen is not None
    assert better.get_text().strip() == "zo"
    assert chosen["value"] == "samenvatting"
    assert tickets(own_client) == []


def test_robots_and_haste_are_kept_out_here_too(own_client: TestClient) -> None:
    assert post(own_client, FORM, bijnaam="x", **REPORT).status_code == 303
    assert post(own_client, FORM, seconds=0, **REPORT).status_code == 422
    assert tickets(own_client) == []


def test_a_report_becomes_a_correction_that_the_ledger_tells_with_its_reason(own_client: TestClient) -> None:
    assert "Nog geen correcties" in own_client.get("/correcties").text
    post(own_client, FORM, veld="samenvatting", email="jo@example.org", **REPORT)
    (ticket,) = tickets(own_client)
    sign_in(own_client, AccountRole.EDITOR)
    answer = sent(own_client, f"/redactie/meldingen/{ticket.id}/correctie")
    concept_id = int(answer.headers["location"].rsplit("/", 1)[1])
    publish_correction(own_client, concept_id)
    with reading(own_client) as db:
        (line,) = db.exec(select(Correction))
    assert (line.ticket_id, line.from_version, line.to_version) == (ticket.id, 1, 2)
    page = own_client.get("/correcties")
    shown = soup(page.text)
    row = shown.select_one(".mk-ledger__regel")
    assert row is not None
    assert "Overgenomen uit het rapport." in row.get_text()
    assert line.old
    assert line.new
    assert line.old in row.get_text()
    assert line.new in row.get_text()
    assert row.select_one(f"a[href='/aanpakken/{SLUG}/verschil/1/2']") is not None
    assert own_client.get(f"/aanpakken/{SLUG}/verschil/1/2").status_code == 200
    assert faults(page.text) == []
    # The page itself, the file and the feed tell it too; another page has nothing to tell.
    assert f"/correcties?aanpak={SLUG}" in own_client.get(f"/aanpakken/{SLUG}").text
    assert "1 correctie" in own_client.get(f"/correcties?aanpak={SLUG}").text
    assert "Nog geen correcties" in own_client.get("/correcties?aanpak=housing-first").text
    assert "Overgenomen uit het rapport." in own_client.get("/correcties.csv").text
    assert "Overgenomen uit het rapport." in own_client.get("/correcties.atom").text
    # And the desk gets an answer to send.
    answer_form = soup(own_client.get(f"/redactie/meldingen/{ticket.id}").text).select_one("#antwoord")
    assert answer_form is not None
    assert f"/correcties?aanpak={SLUG}" in answer_form.get_text()


def test_a_second_report_joins_the_correction_that_waits(own_client: TestClient) -> None:
    for _ in range(2):
        post(own_client, FORM, **REPORT)
    sign_in(own_client, AccountRole.EDITOR)
    places = {
        sent(own_client, f"/redactie/meldingen/{ticket.id}/correctie").headers["location"]
        for ticket in tickets(own_client)
    }
    assert len(places) == 1


def test_a_ledger_of_a_page_that_is_not_there_is_not_found(own_client: TestClient) -> None:
    for slug in ("bestaat-niet", "banenafspraak-mkba", "../x"):
        assert own_client.get("/correcties", params={"aanpak": slug}).status_code == 404
        assert own_client.get("/correcties.csv", params={"aanpak": slug}).status_code == 404
    assert own_client.get("/correcties?pagina=onzin").status_code == 200
    assert own_client.get("/correcties?pagina=99999999999").status_code == 200


def test_the_public_pages_of_the_desk_set_no_cookie(own_client: TestClient) -> None:
    for path in ("/correcties", "/correcties.csv", "/correcties.atom", "/afgewezen", FORM, f"{FORM}/dank"):
        answer = own_client.get(path)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers


def test_a_page_that_is_withdrawn_takes_no_reports(own_client: TestClient) -> None:
    from catalogue import actions

    def withdraw(db: Session) -> None:
        found = queries.find(db, Kind.APPROACH, SLUG)
        assert found is not None
        actions.withdraw(db, found.entry, "Het klopte niet.", datetime.now(UTC))

    post(own_client, FORM, **REPORT)
    changed(own_client, withdraw)
    assert own_client.get(FORM).status_code == 410
    sign_in(own_client, AccountRole.EDITOR)
    (ticket,) = tickets(own_client)
    assert isinstance(ticket, Ticket)
    answer = sent(own_client, f"/redactie/meldingen/{ticket.id}/correctie")
    assert answer.status_code == 422
    assert "geen pagina op de site" in answer.text
