"""What is not yours: forms from another site, work of another organisation, and columns that no form has."""

import re
from collections.abc import Iterator, Mapping

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import delete, text
from sqlmodel import Session, SQLModel, col, select

from app.routes import ALL
from app.security import REFUSED
from catalogue.editing.people import actor_of
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_desk import Reply, Ticket
from catalogue.tables_people import Person, PersonRole, Trail
from catalogue.tables_work import Comment
from catalogue.terms_workflow import AccountRole, ReplyState, TicketState
from tests.app.desk import TIP, changed, opened, post, reading
from tests.app.workplace import SECRET, Workplace, make_workplace
from tests.people import sign_in

SUBMITTER = AccountRole.SUBMITTER
ELSEWHERE = {"Origin": "https://kwaad.example", "Sec-Fetch-Site": "cross-site"}
CONCEPT = "{concept_id"


@pytest.fixture
def place(empty_client: TestClient) -> Workplace:
    return make_workplace(empty_client)


def routes(method: str) -> Iterator[str]:
    """The pattern of every address of the site for a method."""
    for router in ALL:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            if method in (route.methods or ()):
                yield route.path


def filled(path: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: values.get(match[1], "1"), path)


def everything(client: TestClient, *, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """All rows of all tables."""
    with reading(client) as db:
        return {
            name: sorted(map(repr, db.execute(text(f'SELECT * FROM "{name}"')).all()))  # noqa: S608
            for name in SQLModel.metadata.tables
            if name not in but
        }


def asked(client: TestClient, method: str, path: str) -> Response:
    return client.request(method, path, data={"naam": "x"} if method == "POST" else None)


def test_every_form_that_another_site_sends_is_refused_and_changes_nothing(
    empty_client: TestClient, place: Workplace
) -> None:
    sign_in(empty_client, *AccountRole, name="Alles")
    before = everything(empty_client)
    wrong = []
    for path in routes("POST"):
        answer = empty_client.post(filled(path, place.values), data={"naam": "x"}, headers=ELSEWHERE)
        if (answer.status_code, answer.text) != (403, REFUSED) or "set-cookie" in answer.headers:
            wrong.append((path, answer.status_code))
    assert wrong == []
    assert everything(empty_client) == before


def test_a_submitter_reads_and_changes_nothing_of_another_organisation(
    empty_client: TestClient, place: Workplace
) -> None:
    sign_in(empty_client, SUBMITTER, name="Zus", member_id=place.south)
    before = everything(empty_client, but=("sign_in",))
    wrong = []
    for method in ("GET", "POST"):
        for path in routes(method):
            if CONCEPT not in path:
                continue
            for concept_id in (place.concept, place.other):
                address = filled(path, place.values | {"concept_id": str(concept_id)})
                answer = asked(empty_client, method, address)
                is_turned_away = answer.status_code in {403, 404}
                # Where the comments stand, is known to everybody: what stands there is not.
                leads_on = path.endswith("/opmerkingen") and method == "GET"
                if not (is_turned_away or leads_on) or SECRET in answer.text:
                    wrong.append((method, address, answer.status_code))
    assert wrong == []
    assert everything(empty_client, but=("sign_in",)) == before


def test_no_page_at_all_tells_a_submitter_of_the_work_of_another_organisation(
    empty_client: TestClient, place: Workplace
) -> None:
    sign_in(empty_client, SUBMITTER, name="Zus", member_id=place.south)
    # The link for readers is a key of its own.
    values = {name: value for name, value in place.values.items() if name != "token"}
    told = [path for path in routes("GET") if SECRET in empty_client.get(filled(path, values)).text]
    assert told == []
    sign_in(empty_client, SUBMITTER, name="Nel", member_id=place.north)
    assert SECRET in empty_client.get("/redactie/inzendingen").text


def test_a_submitter_reads_and_writes_what_a_colleague_began(
    empty_client: TestClient, place: Workplace
) -> None:
    sign_in(empty_client, SUBMITTER, name="Nel", member_id=place.north)
    concept = f"/redactie/concepten/{place.concept}"
    for part in (
        "",
        "/deel/onderzoeken/o1",
        "/verschil",
        "/voorbeeld",
        "/versies",
        "/gegevens",
        "/controles",
    ):
        assert empty_client.get(concept + part).status_code == 200, part
    named = empty_client.post(f"{concept}/versies", data={"naam": "Onze versie"})
    assert named.status_code == 303


def test_who_is_stopped_or_loses_a_role_is_turned_away_at_once(
    empty_client: TestClient, place: Workplace
) -> None:
    actor = sign_in(empty_client, AccountRole.EDITOR, name="Eva")
    page = f"/redactie/concepten/{place.concept}"
    assert empty_client.get(page).status_code == 200
    changed(
        empty_client, lambda db: db.execute(delete(PersonRole).where(col(PersonRole.person_id) == actor.id))
    )
    assert empty_client.get(page).status_code == 403
    assert empty_client.post(f"{page}/versies", data={"naam": "x"}).status_code == 403
    changed(empty_client, lambda db: db.add(PersonRole(person_id=actor.id, role=AccountRole.EDITOR)))
    assert empty_client.get(page).status_code == 200
    changed(empty_client, lambda db: setattr(db.get_one(Person, actor.id), "is_active", False))
    assert empty_client.get(page).status_code == 303
    assert empty_client.post(f"{page}/versies", data={"naam": "x"}).status_code == 401


COLUMNS = sorted({column.name for table in SQLModel.metadata.tables.values() for column in table.columns})
"""The name of every column there is; no form may fill one in by its name."""
EXTRA = dict.fromkeys(COLUMNS, "1") | {
    "state": "gepubliceerd", "stand": "gepubliceerd", "role": "beheerder", "rol": "beheerder",
    "permission": "open", "kind": "aanpak", "outcome": "Klaar", "reason": "Zomaar",
    "handled_at": "2026-01-01",
    "publish_at": "2026-01-01T00:00:00+00:00", "approved_by_id": "1", "live_revision_id": "1",
}  # fmt: skip


def test_a_visitor_fills_in_no_column_that_the_form_does_not_have(
    empty_client: TestClient, place: Workplace
) -> None:
    about = {name: value for name, value in EXTRA.items() if name not in {"path", "email"}}
    assert post(empty_client, "/tip", **(about | TIP)).status_code == 303
    report = {"mis": "Dit klopt niet.", "soort": "fout"}
    slug = place.values["slug"]
    assert post(empty_client, f"/melden/aanpak/{slug}", **(about | report)).status_code == 303
    reply = {"wie": "Jo", "email": "jo@example.org", "tekst": "Anders.", "akkoord": "ja"}
    assert post(empty_client, f"/weerwoord/aanpak/{slug}", **(about | reply)).status_code == 303
    comment = about | {"tekst": "Een opmerking."}
    assert empty_client.post(f"/lezen/{place.values['token']}", data=comment).status_code == 303
    with reading(empty_client) as db:
        for ticket in db.exec(select(Ticket)):
            assert (ticket.state, ticket.assignee_id, ticket.handled_by_id) == (TicketState.NEW, None, None)
            assert (ticket.outcome, ticket.concept_id) == (None, None)
        for row in db.exec(select(Reply)):
            assert (row.state, row.decided_by_id, row.reason) == (ReplyState.WAITING, None, None)
        said = db.exec(select(Comment).where(Comment.body == "Een opmerking.")).one()
        assert (said.person_id, said.concept_id, said.resolved_at) == (None, place.concept, None)


def test_who_is_signed_in_fills_in_no_column_that_the_form_does_not_have(
    empty_client: TestClient, place: Workplace
) -> None:
    actor = sign_in(empty_client, SUBMITTER, name="Nel", member_id=place.north)
    with reading(empty_client) as db:
        people, revisions = _rights(db), len(db.exec(select(Revision.id)).all())
        was = _standing(db, place.concept)
    for path in routes("POST"):
        # Throwing away, laying before a reviewer and signing out are what those forms are for.
        if path.endswith(("/stappen/{step}", "/afmelden", "/aanmeldingen", "/klaar")) or path.startswith(
            "/aanmelden"
        ):
            continue
        empty_client.post(filled(path, place.values), data=EXTRA | {"geopend": opened(empty_client)})
    with reading(empty_client) as db:
        assert _rights(db) == people
        assert _standing(db, place.concept) == was
        assert len(db.exec(select(Revision.id)).all()) == revisions
        assert (
            set(db.exec(select(Trail.person_id).where(col(Trail.role) == AccountRole.ADMINISTRATOR))) == set()
        )
        for concept in db.exec(select(Concept).where(col(Concept.created_by_id) == actor.id)):
            assert (concept.state, concept.approved_by_id, concept.publish_at) == ("concept", None, None)


def _rights(db: Session) -> list[tuple[int, str, frozenset[str]]]:
    people = db.exec(select(Person).order_by(col(Person.id)))
    return [(person.id, person.email, frozenset(actor_of(db, person).roles)) for person in people]


def _standing(db: Session, concept_id: int) -> tuple[object, ...]:
    concept = db.get_one(Concept, concept_id)
    entry = db.get_one(Entry, concept.entry_id)
    return (
        concept.state, concept.approved_by_id, concept.submitted_by_id, concept.created_by_id,
        concept.publish_at,
        concept.is_quick, concept.conflicts, concept.assignee_id, entry.state, entry.live_revision_id,
        entry.owner_id, entry.deputy_id,
    )  # fmt: skip
