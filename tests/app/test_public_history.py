"""The public history of an entry: roles, dates and reasons; never a name."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import writing
from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.editing.trail import Action, record
from catalogue.editing.transitions import publish_planned, take, take_on_entry
from catalogue.editing.workflow import Asked, Step
from catalogue.tables import Concept, Entry
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.people import make_actor

NOW = datetime.now(UTC)
SLUG = "gezinshuizen"


def approved(db: Session, writer: Actor, judge: Actor, *, is_quick: bool = False) -> Concept:
    entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
    concept = concepts.open_on(db, entry, writer, NOW, is_quick=is_quick)
    text = concepts.text_of(concept)
    text["samenvatting"] += " Hier is iets aan toegevoegd."
    concepts.save(db, concept, text, writer, NOW)
    concepts.set_note(db, concept, "Een zin erbij.", writer, NOW)
    take(db, concept, writer, Step.SUBMIT, Asked(NOW, reason="Intern: kijk goed."))
    take(db, concept, judge, Step.APPROVE, Asked(NOW, reason="Intern: mooi."))
    return concept


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show what changed at once, and not a moment later."""
    monkeypatch.setattr("app.indexing.LOOK_AGAIN_SECONDS", 0)


@pytest.fixture
def people(own_client: TestClient) -> tuple[Actor, Actor, Actor]:
    with writing(own_client.app_state["database"]) as db, db.begin():
        return (
            make_actor(db, AccountRole.EDITOR, name="Wim Schrijver"),
            make_actor(db, AccountRole.EDITOR, name="Bea Leest"),
            make_actor(db, AccountRole.CHIEF_EDITOR, name="Chef Geert"),
        )


def rows(client: TestClient) -> list[list[str]]:
    answer = client.get(f"/aanpakken/{SLUG}/versies")
    assert faults(answer.text) == []
    assert not any(name in answer.text for name in ("Wim", "Bea", "Chef Geert", "Intern"))
    lines = soup(answer.text).select("tbody tr")
    return [
        [cell.get_text(" ", strip=True) for cell in line.select("th, .mk-table__waarde")] for line in lines
    ]


def test_a_version_from_the_file_says_so(client: TestClient) -> None:
    page = soup(client.get(f"/aanpakken/{SLUG}/versies").text)
    assert "Overgenomen uit een bestand van de redactie" in page.get_text()
    assert "Wat er verder gebeurde" not in page.get_text()


def test_a_version_says_in_which_roles_people_made_it(
    own_client: TestClient, people: tuple[Actor, Actor, Actor]
) -> None:
    writer, judge, chief = people
    with writing(own_client.app_state["database"]) as db, db.begin():
        take(db, approved(db, writer, judge), chief, Step.PUBLISH, Asked(NOW))
    newest, first = rows(own_client)
    assert newest[3] == (
        "Geschreven door een redacteur, goedgekeurd door een redacteur, gepubliceerd door een eindredacteur"
    )
    assert first[3] == "Overgenomen uit een bestand van de redactie"


def test_a_planned_version_was_published_by_nobody(
    own_client: TestClient, people: tuple[Actor, Actor, Actor]
) -> None:
    writer, judge, chief = people
    with writing(own_client.app_state["database"]) as db, db.begin():
        concept = approved(db, writer, judge)
        take(db, concept, chief, Step.PLAN, Asked(NOW, moment=NOW + timedelta(days=1)))
        assert publish_planned(db, concept.id, NOW + timedelta(days=2)) is not None
    assert rows(own_client)[0][3].endswith(", gepubliceerd op het geplande moment")


def test_corrections_and_the_archive_stand_below_with_their_reason(
    own_client: TestClient, people: tuple[Actor, Actor, Actor]
) -> None:
    writer, judge, chief = people
    with writing(own_client.app_state["database"]) as db, db.begin():
        take(db, approved(db, writer, judge, is_quick=True), chief, Step.PUBLISH, Asked(NOW))
        entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
        record(db, Action.REVIEW_FINISHED, judge, NOW, entry=entry, subject="MKBA gezinshuizen", to_version=2)
        take_on_entry(db, entry, chief, Step.ARCHIVE, Asked(NOW, reason="Er is een nieuwere berekening."))
    assert len(rows(own_client)) == 2
    events = soup(own_client.get(f"/aanpakken/{SLUG}/versies").text).select(".mk-history > li")
    texts = [" ".join(event.get_text(" ", strip=True).split()) for event in events]
    assert texts[0].startswith("In het archief gezet op ")
    assert texts[0].endswith(", door een eindredacteur (versie 2). Er is een nieuwere berekening.")
    assert ": MKBA gezinshuizen, door een redacteur (versie 2)." in texts[1]
    assert texts[2].startswith("Fout verbeterd op ")
    assert texts[2].endswith("(versie 2). Een zin erbij.")
