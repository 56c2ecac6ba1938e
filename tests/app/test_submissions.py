"""Submissions of members: their own, checked before they are sent in, and told what happens."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from catalogue.editing import concepts, transitions, working
from catalogue.editing.actor import Actor
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.tables import Concept
from catalogue.tables_people import Member
from catalogue.terms_workflow import AccountRole, WorkState
from tests.app.desk import changed, reading, sent, trail
from tests.app.html import faults, soup
from tests.builders import make_approach
from tests.people import make_actor, sign_in

MINE = "/redactie/inzendingen"
YES = {"openbaar": "ja", "herkenbaar": "nee", "belang": "ja", "gelezen": "nee"}


def member(client: TestClient, name: str) -> int:
    changed(client, lambda db: db.add(Member(name=name, created_at=datetime.now(UTC))))
    with reading(client) as db:
        return db.exec(select(Member.id).where(Member.name == name)).one()


def newest(client: TestClient) -> Concept:
    with reading(client) as db:
        return db.exec(select(Concept).order_by(col(Concept.id).desc()).limit(1)).one()


def begun(client: TestClient, actor: Actor, text: dict[str, Any] | None = None) -> Concept:
    """A submission of somebody; without a text one that keeps every rule."""
    whole = working.of(make_approach(name="Proefaanpak"))
    now = datetime.now(UTC)
    changed(client, lambda db: concepts.begin(db, Kind.APPROACH, text or whole, actor, now))
    return newest(client)


@pytest.fixture
def submitter(own_client: TestClient) -> Actor:
    return sign_in(
        own_client, AccountRole.SUBMITTER, name="Indiener", member_id=member(own_client, "Welzijn")
    )


def test_a_member_begins_a_submission_with_its_name(own_client: TestClient, submitter: Actor) -> None:
    assert "Nog geen inzendingen" in own_client.get(MINE).text
    answer = sent(own_client, MINE, naam=" Buurthuis  \x00plus ")
    concept = newest(own_client)
    assert answer.headers["location"] == f"/redactie/concepten/{concept.id}"
    assert working.read(concept.document)["naam"] == "Buurthuis plus"
    assert concept.created_by_id == submitter.id
    page = own_client.get(MINE)
    assert "Buurthuis plus" in page.text
    assert "U schrijft nog." in page.text
    assert faults(page.text) == []


@pytest.mark.parametrize("name", ["", "   ", "a" * 121])
def test_a_submission_has_a_name(own_client: TestClient, submitter: Actor, name: str) -> None:
    answer = sent(own_client, MINE, naam=name)
    assert answer.status_code == 422
    assert soup(answer.text).select_one("#naam-fout") is not None
    assert submitter.only_own


def test_colleagues_see_each_others_work_and_other_organisations_do_not(
    own_client: TestClient, submitter: Actor
) -> None:
    concept = begun(own_client, submitter)
    sign_in(own_client, AccountRole.SUBMITTER, name="Collega", member_id=submitter.member_id)
    assert "Proefaanpak" in own_client.get(MINE).text
    assert own_client.get(f"{MINE}/{concept.id}/klaar").status_code == 200
    sign_in(own_client, AccountRole.SUBMITTER, name="Ander", member_id=member(own_client, "Ander"))
    assert "Proefaanpak" not in own_client.get(MINE).text
    assert own_client.get(f"{MINE}/{concept.id}/klaar").status_code == 404
    assert sent(own_client, f"{MINE}/{concept.id}/klaar", **YES).status_code == 404
    sign_in(own_client, AccountRole.SUBMITTER, name="Los")
    assert "Proefaanpak" not in own_client.get(MINE).text


def test_the_check_says_in_plain_questions_what_is_missing(own_client: TestClient, submitter: Actor) -> None:
    concept = begun(own_client, submitter, {"naam": "Half"})
    page = own_client.get(f"{MINE}/{concept.id}/klaar")
    assert faults(page.text) == []
    assert "Is de aanpak zelf goed beschreven?" in page.text
    assert page.text.count("Nog niet.") == 4
    assert "In het kort:" in page.text
    assert "Voeg eerst een onderzoek toe." in page.text
    answer = sent(own_client, f"{MINE}/{concept.id}/klaar", **YES)
    assert answer.status_code == 422
    assert "nog niet ingestuurd" in answer.text
    assert newest(own_client).state is WorkState.CONCEPT
    assert "zelf_nagekeken" not in {line.action for line in trail(own_client)}


def test_a_whole_submission_is_sent_in_with_its_answers(own_client: TestClient, submitter: Actor) -> None:
    concept = begun(own_client, submitter)
    assert "Nog niet." not in own_client.get(f"{MINE}/{concept.id}/klaar").text
    answer = sent(own_client, f"{MINE}/{concept.id}/klaar", **YES, toelichting="Wij voeren het uit.")
    assert answer.headers["location"] == f"{MINE}?gedaan=ingediend"
    assert newest(own_client).state is WorkState.IN_REVIEW
    lines = {line.action: line for line in trail(own_client)}
    assert "ingediend" in lines
    kept = json.loads(lines["zelf_nagekeken"].details or "{}")["antwoorden"]
    assert kept == YES | {"toelichting": "Wij voeren het uit."}
    assert "De redactie leest de inzending." in own_client.get(MINE).text


@pytest.mark.parametrize(
    ("field", "answer", "message"),
    [
        ("openbaar", "", "Kies ja of nee"),
        ("gelezen", "misschien", "Kies ja of nee"),
        ("openbaar", "nee", "Vraag eerst toestemming"),
        ("herkenbaar", "ja", "Haal eerst weg"),
        ("toelichting", "a" * 2001, "hoogstens 2000 tekens"),
    ],
)
def test_the_questions_are_to_be_answered(
    own_client: TestClient, submitter: Actor, field: str, answer: str, message: str
) -> None:
    concept = begun(own_client, submitter)
    page = sent(own_client, f"{MINE}/{concept.id}/klaar", **(YES | {field: answer}))
    assert page.status_code == 422
    said = soup(page.text).select_one(f"#{field}-fout")
    assert said is not None
    assert message in said.get_text()
    assert newest(own_client).state is WorkState.CONCEPT


def test_sending_in_twice_is_said(own_client: TestClient, submitter: Actor) -> None:
    concept = begun(own_client, submitter)
    sent(own_client, f"{MINE}/{concept.id}/klaar", **YES)
    again = sent(own_client, f"{MINE}/{concept.id}/klaar", **YES)
    assert again.status_code == 422
    assert "ter beoordeling" in again.text


def test_a_refused_submission_stands_on_both_lists_with_its_reason(
    own_client: TestClient, submitter: Actor
) -> None:
    concept = begun(own_client, submitter)
    sent(own_client, f"{MINE}/{concept.id}/klaar", **YES)

    def refuse(db: Session) -> None:
        row = db.get(Concept, concept.id)
        assert row is not None
        judge = make_actor(db, AccountRole.EDITOR, name="Oordeel")
        transitions.take(db, row, judge, Step.REFUSE, Asked(datetime.now(UTC), "Er is geen berekening."))

    changed(own_client, refuse)
    page = own_client.get(MINE).text
    assert "Er is geen berekening." in page
    assert "Niet opgenomen" in page
    public = own_client.get("/afgewezen").text
    assert "Er is geen berekening." in public
    assert "Indiener" not in soup(public).select_one("main").get_text()  # type: ignore[union-attr]


def test_a_published_submission_is_shown_as_done(own_client: TestClient, submitter: Actor) -> None:
    concept = begun(own_client, submitter)
    sent(own_client, f"{MINE}/{concept.id}/klaar", **YES)

    def publish(db: Session) -> None:
        row = db.get(Concept, concept.id)
        assert row is not None
        judge = make_actor(db, AccountRole.EDITOR, name="Oordeel")
        chief = make_actor(db, AccountRole.CHIEF_EDITOR, name="Hoofd")
        for actor, step in ((judge, Step.APPROVE), (chief, Step.PUBLISH)):
            transitions.take(db, row, actor, step, Asked(datetime.now(UTC)))

    changed(own_client, publish)
    shown = soup(own_client.get(MINE).text).select_one("a[href='/aanpakken/proefaanpak']")
    assert shown is not None


def test_who_has_no_right_to_submit_is_kept_out(own_client: TestClient) -> None:
    assert own_client.get(MINE).status_code == 303
    assert sent(own_client, MINE, naam="x").status_code == 401
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    assert own_client.get(MINE).status_code == 403
    sign_in(own_client, AccountRole.EDITOR)
    for number in ("0", "99999", "x"):
        assert own_client.get(f"{MINE}/{number}/klaar").status_code == 404
