"""What is overdue shows in public, and the pages of upkeep for editors."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from app import pages, rendered
from app.routes import entry as entry_routes
from catalogue.editing import links, upkeep
from catalogue.editing.links import Found
from catalogue.tables import Concept, Outgoing
from catalogue.terms_workflow import AccountRole, WorkState
from tests.app.desk import changed, reading, sent
from tests.app.html import faults, soup
from tests.people import sign_in

SLUG = "gezinshuizen"
UPKEEP = "/redactie/bijhouden"
LATE = "Had nagekeken moeten zijn voor 21 november 2028"


def move_to(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let the site think that it is another day."""
    for module in (pages, rendered, entry_routes):
        monkeypatch.setattr(module, "today", lambda: day)


def test_a_page_says_that_it_is_overdue_as_soon_as_its_day_has_come(
    own_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(monkeypatch, date(2028, 11, 20))
    assert LATE not in own_client.get(f"/aanpakken/{SLUG}").text
    # Nothing was published meanwhile; the page that is kept turns over with the day.
    move_to(monkeypatch, date(2028, 11, 21))
    late = own_client.get(f"/aanpakken/{SLUG}")
    assert LATE in late.text
    assert faults(late.text) == []
    assert LATE not in own_client.get(f"/aanpakken/{SLUG}/versies/1").text


def test_the_overview_counts_what_asks_for_attention(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    page = own_client.get(UPKEEP)
    assert faults(page.text) == []
    counts = [tag.get_text() for tag in soup(page.text).select(".mk-balie__stand strong")]
    with reading(own_client) as db:
        total = len(upkeep.kept(db))
    assert counts == ["0", "0", "0", str(total), "31"]
    assert len(soup(page.text).select("[aria-labelledby=zonder_beheer] tbody tr")) == 25
    everything = soup(own_client.get(f"{UPKEEP}?alles=zonder_beheer").text)
    assert len(everything.select("[aria-labelledby=zonder_beheer] tbody tr")) == total


def test_leads_are_handed_to_somebody(own_client: TestClient) -> None:
    actor = sign_in(own_client, AccountRole.EDITOR)
    with reading(own_client) as db:
        ids = [lead.concept.id for lead in upkeep.leads(db)][:2]
    answer = own_client.post(
        f"{UPKEEP}/toewijzen",
        data={"spoor": ids, "persoon": str(actor.id)},
        headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.headers["location"] == f"{UPKEEP}?gedaan=toegewezen"
    with reading(own_client) as db:
        assigned = db.exec(select(Concept.id).where(Concept.assignee_id == actor.id))
        assert sorted(assigned) == sorted(ids)
    assert "De sporen zijn doorgegeven." in own_client.get(f"{UPKEEP}?gedaan=toegewezen").text


@pytest.mark.parametrize("fields", [{}, {"persoon": "999", "spoor": "1"}, {"persoon": "1"}])
def test_handing_over_nothing_or_to_nobody_is_said(own_client: TestClient, fields: dict[str, str]) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    answer = sent(own_client, f"{UPKEEP}/toewijzen", **fields)
    assert answer.status_code == 422
    assert "Kies een of meer sporen" in answer.text


def test_only_leads_are_handed_over_here(own_client: TestClient) -> None:
    actor = sign_in(own_client, AccountRole.EDITOR)
    sent(own_client, f"{UPKEEP}/aanpak/{SLUG}/nog-juist")
    with reading(own_client) as db:
        quick = db.exec(select(Concept).where(col(Concept.is_quick))).one()
    assert sent(own_client, f"{UPKEEP}/toewijzen", spoor=quick.id, persoon=actor.id).status_code == 422


def test_still_right_is_one_click_and_waits_for_somebody_else(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    answer = sent(own_client, f"{UPKEEP}/aanpak/{SLUG}/nog-juist")
    assert answer.headers["location"] == f"{UPKEEP}?gedaan=nagekeken"
    with reading(own_client) as db:
        concept = db.exec(select(Concept).where(col(Concept.is_quick))).one()
    assert concept.state is WorkState.IN_REVIEW
    again = sent(own_client, f"{UPKEEP}/aanpak/{SLUG}/nog-juist")
    assert again.status_code == 422
    assert "wacht al een snelle correctie" in again.text


@pytest.mark.parametrize("path", ["aanpak/bestaat-niet", "onzin/gezinshuizen", "aanpak/..%2fx"])
def test_a_page_that_is_not_there_cannot_be_right(own_client: TestClient, path: str) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    assert sent(own_client, f"{UPKEEP}/{path}/nog-juist").status_code == 404


def test_a_concept_that_was_never_published_cannot_be_right(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    answer = sent(own_client, f"{UPKEEP}/aanpak/banenafspraak-mkba/nog-juist")
    assert answer.status_code == 422
    assert "staat niet op de site" in answer.text


def test_upkeep_is_for_editors(own_client: TestClient) -> None:
    for path in (UPKEEP, f"{UPKEEP}/links"):
        assert own_client.get(path).status_code == 303
    assert sent(own_client, f"{UPKEEP}/links/controleren").status_code == 401
    sign_in(own_client, AccountRole.SUBMITTER)
    assert own_client.get(UPKEEP).status_code == 403
    assert sent(own_client, f"{UPKEEP}/aanpak/{SLUG}/nog-juist").status_code == 403


def test_broken_links_are_listed_with_what_is_wrong_since_when_and_where(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    assert "Geen enkele link is stuk" in own_client.get(f"{UPKEEP}/links").text
    now = datetime.now(UTC)
    with reading(own_client) as db:
        first, second, *_ = links.places(db)

    def fail(db: Session) -> None:
        for days in (4, 2, 0):
            links.save(db, first, Found(404), now - timedelta(days=days))
        links.save(db, second, Found(None, "te_traag"), now)
        links.save(db, "https://nergens.example/", Found(404), now)

    changed(own_client, fail)
    text = own_client.get(f"{UPKEEP}/links").text
    page = soup(text)
    broken = page.select("[aria-labelledby=stuk] tbody tr")
    doubtful = page.select("[aria-labelledby=twijfel] tbody tr")
    assert len(broken) == len(doubtful) == 1
    assert "De pagina bestaat niet meer (code 404)" in broken[0].get_text()
    assert "De site antwoordt niet op tijd" in doubtful[0].get_text()
    assert "nergens.example" not in text
    assert faults(text) == []
    assert "<strong>1</strong> links stuk" in own_client.get(UPKEEP).text


def test_an_editor_can_ask_for_a_check_now(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.EDITOR)
    answer = sent(own_client, f"{UPKEEP}/links/controleren")
    assert answer.status_code == 303
    with reading(own_client) as db:
        asked = db.exec(select(Outgoing.subject).where(Outgoing.task == "linkcontrole"))
        assert SLUG in set(asked)
    assert "Links controleren staat uit" in own_client.get(answer.headers["location"]).text
