"""Sending a file in: a preview first, concepts only after confirming, and nothing over somebody's work."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from app.database import make_engine, writing
from app.import_files import read as read_file
from app.imports import KEEP, Imports
from app.settings import Settings
from app.working import open_worker
from catalogue.editing import batches, concepts
from catalogue.editing.actor import Actor
from catalogue.editing.people import actor_of
from catalogue.tables import Concept, Entry
from catalogue.tables_desk import ImportBatch
from catalogue.tables_people import Person, Trail
from catalogue.terms_workflow import AccountRole, ImportState, WorkState
from tests.app.html import soup
from tests.people import make_person, sign_in
from tests.sheet_files import grid, xlsx

PAGE = "/redactie/import"
SLUG = "all-stars"
NEW = {"slug": "nieuwe-aanpak", "naam": "Nieuwe aanpak"}
CHANGED = {"slug": SLUG, "website": "https://example.org/nieuw"}


@pytest.fixture
def database(own_client: TestClient, own_settings: Settings) -> Iterator[Engine]:
    engine = make_engine(own_settings)
    yield engine
    engine.dispose()


@pytest.fixture
def editor(own_client: TestClient) -> Actor:
    return sign_in(own_client, AccountRole.EDITOR, name="Eva")


@pytest.fixture
def work(own_settings: Settings) -> Callable[[], None]:
    def drain() -> None:
        database, worker = open_worker(own_settings)
        worker.drain()
        database.dispose()

    return drain


def sent(client: TestClient, content: bytes, name: str = "bestand.xlsx") -> Response:
    return client.post(PAGE, files={"bestand": (name, content)})


@pytest.fixture
def send(own_client: TestClient, editor: Actor, work: Callable[[], None]) -> Callable[..., str]:
    """Send sheets in and let the worker look; returns the address of the preview."""

    def send_in(*rows: dict[str, Any]) -> str:
        answer = sent(own_client, xlsx(grid("aanpakken", *rows)))
        assert answer.status_code == 303
        work()
        return answer.headers["location"]

    return send_in


def text(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(soup(answer.text).select_one("main").get_text(" ").split())  # type: ignore[union-attr]


def concepts_in(database: Engine) -> list[str]:
    with Session(database) as db:
        statement = select(Entry.slug).join(Concept, col(Concept.entry_id) == col(Entry.id))
        return sorted(db.exec(statement.where(col(Concept.created_by_id).is_not(None))))


def website(database: Engine) -> Any:
    with Session(database) as db:
        concept = db.exec(select(Concept).join(Entry).where(Entry.slug == SLUG)).one()
        return concepts.text_of(concept)["website"]


# --- from file to concepts, without JavaScript ------------------------------------------------------------


def test_a_file_is_looked_over_confirmed_and_becomes_concepts(
    own_client: TestClient, database: Engine, editor: Actor, work: Callable[[], None]
) -> None:
    content = xlsx(grid("aanpakken", NEW, CHANGED, {"slug": "2getthere", "landelijk": "nee"}))
    address = sent(own_client, content).headers["location"]
    assert "Het bestand wordt nagekeken" in text(own_client, address)
    work()
    preview = text(own_client, address)
    assert "Nieuw 1 Gewijzigd 1 Gelijk 1 Bezet 0 Met fouten 0" in preview
    assert "https://example.org/nieuw" in preview
    assert concepts_in(database) == []
    answer = own_client.post(address, data={"pagina": [NEW["slug"], SLUG]})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert "De concepten worden gemaakt" in text(own_client, address)
    work()
    assert "Van 2 pagina’s is nu een concept" in text(own_client, address)
    assert concepts_in(database) == [SLUG, NEW["slug"]]
    assert website(database) == CHANGED["website"]
    with Session(database) as db:
        line = db.exec(select(Trail).where(Trail.action == "ingelezen")).one()
    assert (line.person_id, line.subject) == (editor.id, "bestand.xlsx")


def test_only_what_was_chosen_becomes_a_concept(
    own_client: TestClient, database: Engine, send: Callable[..., str], work: Callable[[], None]
) -> None:
    address = send(NEW, CHANGED)
    own_client.post(address, data={"pagina": SLUG})
    work()
    assert concepts_in(database) == [SLUG]


def test_nothing_chosen_is_asked_again(own_client: TestClient, send: Callable[..., str]) -> None:
    answer = own_client.post(send(NEW), data={})
    assert answer.status_code == 422
    assert "Kies minstens één pagina" in answer.text


def test_confirming_twice_makes_nothing_twice(
    own_client: TestClient, database: Engine, send: Callable[..., str], work: Callable[[], None]
) -> None:
    address = send(NEW)
    own_client.post(address, data={"pagina": NEW["slug"]})
    assert own_client.post(address, data={"pagina": NEW["slug"]}).status_code == 422
    work()
    assert own_client.post(address, data={"pagina": NEW["slug"]}).status_code == 422
    assert concepts_in(database) == [NEW["slug"]]


def test_the_whole_collection_sent_back_changes_nothing(
    own_client: TestClient, editor: Actor, work: Callable[[], None]
) -> None:
    content = own_client.get(f"{PAGE}/verzameling.xlsx").content
    address = sent(own_client, content).headers["location"]
    work()
    page = text(own_client, address)
    assert "Nieuw 0 Gewijzigd 0 Gelijk 231 Bezet 0 Met fouten 0" in page
    assert "Er verandert niets" in page


@pytest.mark.parametrize("kind", ["csv", "zip", "yaml"])
def test_a_page_taken_out_and_sent_back_changes_nothing(
    own_client: TestClient, editor: Actor, work: Callable[[], None], kind: str
) -> None:
    content = own_client.get(f"{PAGE}/verzameling.{kind}?pagina={SLUG}&pagina=2getthere").content
    address = sent(own_client, content, f"een.{kind}").headers["location"]
    work()
    assert "Nieuw 0 Gewijzigd 0 Gelijk 2" in text(own_client, address)


# --- faults -----------------------------------------------------------------------------------------------


def test_a_fault_is_shown_by_its_cell_and_keeps_only_its_own_page_back(
    own_client: TestClient, database: Engine, send: Callable[..., str], work: Callable[[], None]
) -> None:
    address = send({**CHANGED, "landelijk": "wie weet"}, {**NEW, "landelijk": "ja"})
    page = text(own_client, address)
    assert "aanpakken!C2" in page
    assert "Vul ja of nee in." in page
    own_client.post(address, data={"pagina": [SLUG, NEW["slug"]]})
    work()
    assert concepts_in(database) == [NEW["slug"]]


def test_a_fault_that_belongs_to_no_page_keeps_everything_back(
    own_client: TestClient, send: Callable[..., str]
) -> None:
    address = send({**NEW, "werksort": "jongerenwerk"})
    page = text(own_client, address)
    assert "Bedoelt u werksoorten?" in page
    assert "Maak concepten" not in page
    assert own_client.post(address, data={"pagina": NEW["slug"]}).status_code == 422


def test_ones_own_file_comes_back_with_remarks(own_client: TestClient, send: Callable[..., str]) -> None:
    address = send({**CHANGED, "landelijk": "wie weet"}, NEW)
    answer = own_client.get(f"{address}/bestand")
    assert answer.headers["content-disposition"].startswith("attachment")
    (sheet,) = read_file(answer.content).grids
    assert [row[0] for row in sheet.rows] == [
        "opmerkingen bij inlezen",
        "landelijk: Vul ja of nee in.",
        "Nieuw.",
    ]
    assert sheet.rows[1][1:3] == [SLUG, "https://example.org/nieuw"]


def test_a_text_file_comes_back_with_remarks_above_its_lines(
    own_client: TestClient, editor: Actor, work: Callable[[], None]
) -> None:
    content = f"aanpakken:\n- slug: nieuw\n  naam: Nieuw\n- slug: {SLUG}\n  naam: X\n  selectie: fout\n"
    address = sent(own_client, content.encode(), "x.yaml").headers["location"]
    work()
    back = own_client.get(f"{address}/bestand").text.splitlines()
    assert back[1:3] == ["# Nieuw.", "- slug: nieuw"]
    assert back[-2].startswith("# LET OP selectie: 'fout' staat niet in de lijst.")


@pytest.mark.parametrize(
    ("content", "advice"),
    [(b"%PDF-1.7", "Dit is een PDF"), (b"PK\x03\x04kapot", "beschadigd"), (b"\x00\x01", "geen rekenblad")],
)
def test_a_file_that_cannot_be_read_says_why(
    own_client: TestClient, editor: Actor, work: Callable[[], None], content: bytes, advice: str
) -> None:
    address = sent(own_client, content).headers["location"]
    work()
    page = text(own_client, address)
    assert "Dit bestand kan niet worden ingelezen" in page
    assert advice in page
    assert own_client.get(f"{address}/bestand").status_code == 404


@pytest.mark.parametrize(
    ("content", "advice"),
    [(b"", "leeg"), (b"  \n", "leeg"), (b"x" * (11 << 20), "groter dan 10 MB")],
)
def test_a_file_that_is_refused_at_the_door_says_why_at_the_field(
    own_client: TestClient, editor: Actor, database: Engine, content: bytes, advice: str
) -> None:
    answer = sent(own_client, content)
    assert answer.status_code == 422
    message = soup(answer.text).select_one("#bestand-fout")
    assert message is not None
    assert advice in message.get_text()
    with Session(database) as db:
        assert db.exec(select(func.count()).select_from(ImportBatch)).one() == 0


def test_no_file_and_a_broken_form_are_asked_again(own_client: TestClient, editor: Actor) -> None:
    answers = [
        own_client.post(PAGE, data={"anders": "x"}),
        own_client.post(PAGE, content=b"kapot", headers={"Content-Type": "multipart/form-data; boundary=x"}),
        own_client.post(PAGE, content=b"kapot", headers={"Content-Type": "multipart/form-data"}),
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "Kies een bestand." in answers[0].text


# --- other people's work ----------------------------------------------------------------------------------


def edit(database: Engine, **facts: Any) -> int:
    """Somebody else changes the entry in a concept; returns the id of the concept."""
    with writing(database) as db, db.begin():
        person = db.exec(select(Person).where(Person.name == "Omar")).one_or_none()
        omar = actor_of(db, person or make_person(db, AccountRole.EDITOR, name="Omar"))
        entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
        concept = concepts.open_on(db, entry, omar, datetime.now(UTC))
        concepts.save(db, concept, {**concepts.text_of(concept), **facts}, omar, datetime.now(UTC))
        return concept.id


def test_what_somebody_else_is_writing_stays(
    own_client: TestClient, database: Engine, send: Callable[..., str], work: Callable[[], None]
) -> None:
    edit(database, website="https://example.org/van-omar")
    address = send({**CHANGED, "naam": "Andere naam"})
    page = text(own_client, address)
    assert "hier werkt iemand aan" in page
    assert "Daar blijft het concept zoals het is: Website" in page
    own_client.post(address, data={"pagina": SLUG})
    work()
    assert website(database) == "https://example.org/van-omar"
    with Session(database) as db:
        concept = db.exec(select(Concept).join(Entry).where(Entry.slug == SLUG)).one()
        assert concepts.text_of(concept)["naam"] == "Andere naam"


def test_a_concept_in_review_is_left_alone(
    own_client: TestClient, database: Engine, send: Callable[..., str]
) -> None:
    concept_id = edit(database, naam="Van Omar")
    with writing(database) as db, db.begin():
        db.get_one(Concept, concept_id).state = WorkState.IN_REVIEW
    page = text(own_client, send(CHANGED))
    assert "Bezet 1" in page
    assert "Dit concept is ‘ter beoordeling’ en staat stil." in page


def test_a_change_between_looking_and_confirming_is_shown_again(
    own_client: TestClient, database: Engine, send: Callable[..., str], work: Callable[[], None]
) -> None:
    address = send(CHANGED, NEW)
    edit(database, naam="Van Omar")
    own_client.post(address, data={"pagina": [SLUG, NEW["slug"]]})
    work()
    page = text(own_client, address)
    assert "De catalogus is intussen veranderd" in page
    assert concepts_in(database) == [SLUG]
    own_client.post(address, data={"pagina": [SLUG, NEW["slug"]]})
    work()
    assert website(database) == CHANGED["website"]
    assert concepts_in(database) == [SLUG, NEW["slug"]]


def test_a_slug_that_was_taken_in_between_is_shown_again(
    own_client: TestClient, send: Callable[..., str], work: Callable[[], None]
) -> None:
    first, second = send(NEW), send(NEW)
    for address in (first, second):
        own_client.post(address, data={"pagina": NEW["slug"]})
        work()
    assert "De catalogus is intussen veranderd" in text(own_client, second)


# --- who may, and how long --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [AccountRole.SUBMITTER, AccountRole.ADMINISTRATOR])
def test_who_does_not_edit_does_not_import(own_client: TestClient, role: AccountRole) -> None:
    sign_in(own_client, role)
    assert own_client.get(PAGE).status_code == 403
    assert sent(own_client, xlsx(grid("aanpakken", NEW))).status_code == 403
    assert own_client.get(f"{PAGE}/verzameling.xlsx").status_code == 403
    assert own_client.post(f"{PAGE}/1", data={"pagina": "x"}).status_code == 403


def test_a_visitor_is_asked_to_sign_in(own_client: TestClient) -> None:
    assert own_client.get(PAGE).status_code == 303
    assert sent(own_client, xlsx(grid("aanpakken", NEW))).status_code == 401


def test_who_was_stopped_in_between_makes_no_concepts(
    own_client: TestClient,
    database: Engine,
    editor: Actor,
    send: Callable[..., str],
    work: Callable[[], None],
) -> None:
    address = send(NEW)
    own_client.post(address, data={"pagina": NEW["slug"]})
    with writing(database) as db, db.begin():
        db.get_one(Person, editor.id).is_active = False
    work()
    assert concepts_in(database) == []
    with Session(database) as db:
        assert db.exec(select(ImportBatch.state)).one() is ImportState.FAILED


def test_doing_the_same_again_after_a_kill_changes_nothing(
    own_client: TestClient, database: Engine, send: Callable[..., str], work: Callable[[], None]
) -> None:
    address = send(NEW)
    own_client.post(address, data={"pagina": NEW["slug"]})
    work()
    with Session(database) as db:
        again = Imports(database).read(db, [address.rsplit("/", 1)[-1], "999", "x"])
    again()
    assert concepts_in(database) == [NEW["slug"]]


def test_old_files_are_removed_and_concepts_stay(
    own_client: TestClient, database: Engine, send: Callable[..., str]
) -> None:
    address = send(NEW)
    Imports(database).tend()
    assert own_client.get(address).status_code == 200
    with writing(database) as db, db.begin():
        batch = batches.get(db, int(address.rsplit("/", 1)[-1]))
        batch.created_at = datetime.now(UTC) - KEEP - timedelta(hours=1)
    tended = Imports(database)
    tended.tend()
    tended.tend()
    assert own_client.get(address).status_code == 404


def test_the_progress_comes_alone_when_the_page_asks_for_it(own_client: TestClient, editor: Actor) -> None:
    address = sent(own_client, xlsx(grid("aanpakken", NEW))).headers["location"]
    part = own_client.get(address, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div class="mk-import" id="stand"')
    assert 'hx-trigger="every 2s"' in part.text


@pytest.mark.parametrize("kind", ["xlsx", "csv", "zip", "yaml"])
def test_every_template_can_be_had(own_client: TestClient, editor: Actor, kind: str) -> None:
    answer = own_client.get(f"{PAGE}/sjabloon.{kind}")
    assert answer.status_code == 200
    assert f'filename="sjabloon.{kind}"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert own_client.get(f"{PAGE}/sjabloon.exe").status_code == 404


def test_of_a_file_that_comes_after_signing_out_nothing_is_kept_open(own_client: TestClient) -> None:
    """A file left open would fail the tests: warnings are errors."""
    answer = sent(own_client, b"x" * (2 << 20))
    assert answer.status_code == 401
    assert "bestand.xlsx" in answer.text
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(30 << 20)}
    assert own_client.post(PAGE, content=b"--x--", headers=headers).status_code == 401
