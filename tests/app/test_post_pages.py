"""The pages about mail: every message for a developer, what was refused for an administrator."""

from datetime import UTC, datetime

from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.database import writing
from app.main import create_app
from app.routes.post import parts
from app.settings import Environment, Settings
from catalogue.editing import mailbox
from catalogue.editing.post import post
from catalogue.outbox import Task, waiting_subjects
from catalogue.tables_desk import Mail
from catalogue.tables_people import Person
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.people import make_person, sign_in

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SECRET = "een-geheim-van-meer-dan-tweeendertig-tekens"


def put(client: TestClient, subject: str = "Onderwerp", body: str = "Tekst", key: str = "a") -> int:
    with writing(client.app_state["database"]) as db, db.begin():
        person = make_person(db, AccountRole.EDITOR, name=f"Wim {key}")
        found = post(
            db, person.email, key=key, kind="bericht", subject=subject, body=body, at=AT, person_id=person.id
        )
        return found.id


def test_a_developer_sees_each_message_the_newest_first_with_links(own_client: TestClient) -> None:
    put(own_client, "Eerste", key="a")
    put(own_client, "Tweede <b>", "Open https://example.org/toegang/x?a=1.\n", key="b")
    answer = own_client.get("/redactie/postvak")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert faults(answer.text) == []
    page = soup(answer.text)
    assert [head.get_text() for head in page.select(".mk-post__subject")] == ["Tweede <b>", "Eerste"]
    link = page.select_one(".mk-post__text a")
    assert link is not None
    assert link["href"] == "https://example.org/toegang/x?a=1"


def test_in_production_there_is_no_such_page(own_settings: Settings) -> None:
    changes = {"environment": Environment.PRODUCTION, "secret": SECRET}
    settings = Settings(**own_settings.model_dump() | changes)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        assert client.get("/redactie/postvak").status_code == 404


def test_only_web_addresses_become_links() -> None:
    assert parts("Zie javascript:alert(1) en https://a.nl/b).") == [
        ("Zie javascript:alert(1) en ", False),
        ("https://a.nl/b", True),
        (").", False),
    ]


def test_an_administrator_sees_what_was_refused_and_sends_it_again_to_the_new_address(
    own_client: TestClient,
) -> None:
    number = put(own_client)
    database = own_client.app_state["database"]
    with writing(database) as db, db.begin():
        mailbox.refused(db, number, "550", AT)
        db.exec(select(Person).where(Person.name == "Wim a")).one().email = "goed@example.org"
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    answer = own_client.get("/redactie/logboek/mail")
    assert faults(answer.text) == []
    assert "wim.a@example.org" in answer.text
    assert "De mailserver weigerde 1 bericht." in own_client.get("/gezond").text
    where = f"/redactie/logboek/mail/{number}/opnieuw"
    again = own_client.post(where)
    assert again.status_code == 303
    assert "Het bericht gaat opnieuw weg" in own_client.get(again.headers["location"]).text
    with Session(database) as db:
        mail = db.get(Mail, number)
        assert mail is not None
        assert (mail.address, mail.refused_at) == ("goed@example.org", None)
        assert str(number) in waiting_subjects(db, Task.MAIL)
    assert "niets" in own_client.post(where).headers["location"]
    assert own_client.post("/redactie/logboek/mail/999999/opnieuw").status_code == 303


def test_only_who_reads_the_logbook_sends_again(own_client: TestClient) -> None:
    sign_in(own_client, AccountRole.CHIEF_EDITOR)
    assert own_client.post("/redactie/logboek/mail/1/opnieuw").status_code == 403


def test_without_a_mail_server_production_says_that_mail_waits(own_settings: Settings) -> None:
    changes = {"environment": Environment.PRODUCTION, "secret": SECRET}
    with TestClient(create_app(Settings(**own_settings.model_dump() | changes))) as client:
        put(client)
        page = client.get("/gezond").text
        assert "De site verstuurt geen mail" in page
        assert "1 bericht wacht zolang." in page
        assert "mkba_mail_uit 1.0" in client.get("/gezond/metingen").text
        assert "mkba_mail_wachtend 1.0" in client.get("/gezond/metingen").text
