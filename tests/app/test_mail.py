"""Mail over a real server on this machine: each message once, through refusals and outages."""

import ssl
from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from structlog.testing import LogCapture

from app.database import writing
from app.lease import Lease, Role
from app.mail import MailDelivery
from app.mail_message import Outbound, composed
from app.migrating import migrate
from app.outbox import Outlet
from app.settings import Environment, Settings
from catalogue import outbox
from catalogue.editing import mailbox
from catalogue.editing.mailbox import BLANKED
from catalogue.editing.post import post
from catalogue.outbox import Task
from catalogue.tables_desk import Mail
from tests.app.clock import Clock
from tests.post import PostOffice, certificates, free_port, open_office

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SECRET = "een-geheim-van-meer-dan-tweeendertig-tekens"


@pytest.fixture
def database(own_engine: Engine) -> Engine:
    """A migrated database of this test alone."""
    migrate(own_engine)
    return own_engine


@pytest.fixture(autouse=True)
def logged(monkeypatch: pytest.MonkeyPatch) -> list[MutableMapping[str, Any]]:
    capture = LogCapture()
    processors: list[Any] = [structlog.processors.format_exc_info, capture]
    log = structlog.wrap_logger(None, processors=processors, wrapper_class=structlog.stdlib.BoundLogger)
    for module in ("outbox", "mail", "lease"):
        monkeypatch.setattr(f"app.{module}.log", log)
    return capture.entries


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def port(office: PostOffice) -> Iterator[int]:
    with open_office(office) as port:
        yield port


def settings(port: int, **changes: Any) -> Settings:
    facts: dict[str, Any] = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_tls": "geen",
        "mail_from": "site@example.org",
        "base_url": "https://mkba.example.org",
    }
    return Settings(**facts | changes)


def outlet(database: Engine, found: Settings, clock: Clock, trusted: ssl.SSLContext | None = None) -> Outlet:
    """The deliveries of a worker that holds its role."""
    lease = Lease(database, Role.WORKER)
    assert lease.take()
    delivery = MailDelivery(database, found, lambda: AT, trusted)
    return Outlet(database, lease, Task.MAIL, delivery, clock)


def put(database: Engine, *addresses: str, kind: str = "bericht", body: str = "Tekst met één é.\n") -> None:
    with writing(database) as db, db.begin():
        for address in addresses:
            post(db, address, key=f"proef:{address}", kind=kind, subject="Onderwerp", body=body, at=AT)


def mails(database: Engine) -> dict[str, Mail]:
    with Session(database) as db:
        return {mail.address: mail for mail in db.exec(select(Mail).order_by(col(Mail.id)))}


def waiting(database: Engine) -> int:
    with Session(database) as db:
        return len(outbox.waiting_rows(db, Task.MAIL))


def drained(found: Outlet) -> None:
    while found.run():
        pass


def hasten(database: Engine) -> None:
    """Let what was put off be due at once, as if time had passed."""
    with writing(database) as db, db.begin():
        from sqlalchemy import update

        from catalogue.tables import Outgoing

        db.execute(update(Outgoing).values(due_at=None))


def test_a_message_arrives_with_its_headers_and_is_noted_as_sent(
    database: Engine, office: PostOffice, port: int, clock: Clock
) -> None:
    put(database, "an@example.org")
    drained(outlet(database, settings(port), clock))
    (message,) = office.arrived
    assert office.recipients == ["an@example.org"]
    assert message["From"] == "MKBA-wijzer sociaal werk <site@example.org>"
    assert message["To"] == "an@example.org"
    assert message["Subject"] == "Onderwerp"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == AT
    assert message["Message-ID"].endswith("@mkba.example.org>")
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert office.texts() == ["Tekst met één é.\n"]
    assert mails(database)["an@example.org"].sent_at == AT
    assert waiting(database) == 0


def test_a_message_that_was_sent_is_not_sent_again(
    database: Engine, office: PostOffice, port: int, clock: Clock
) -> None:
    put(database, "an@example.org")
    found = outlet(database, settings(port), clock)
    drained(found)
    with writing(database) as db, db.begin():
        outbox.add(db, Task.MAIL, [str(mails(database)["an@example.org"].id)], AT)
    drained(found)
    assert len(office.arrived) == 1


def test_who_is_killed_after_the_server_took_it_sends_it_again_with_the_same_id(
    database: Engine, office: PostOffice, port: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, "an@example.org")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    found = outlet(database, settings(port), clock)
    with monkeypatch.context() as patch:
        patch.setattr(mailbox, "sent", killed)
        with pytest.raises(KeyboardInterrupt):
            found.run()
    drained(found)
    first, second = (message["Message-ID"] for message in office.arrived)
    assert first == second
    assert waiting(database) == 0


@pytest.mark.parametrize("kind", ["wachtwoord", "uitnodiging"])
def test_a_text_that_opens_an_account_is_not_kept(
    database: Engine, office: PostOffice, port: int, clock: Clock, kind: str
) -> None:
    put(database, "an@example.org", kind=kind, body="https://example.org/toegang/geheim\n")
    drained(outlet(database, settings(port), clock))
    assert "geheim" in office.texts()[0]
    assert mails(database)["an@example.org"].body == BLANKED


def test_starttls_and_a_name_and_password(
    database: Engine, office: PostOffice, clock: Clock, tmp_path: Path
) -> None:
    shown, trusted = certificates(tmp_path)
    put(database, "an@example.org")
    options: dict[str, Any] = {"tls_context": shown, "require_starttls": True, "auth_required": True}
    with open_office(office, authenticator=office.authenticate, **options) as port:
        found = settings(port, smtp_tls="starttls", smtp_user="site", smtp_password="geheim")
        drained(outlet(database, found, clock, trusted))
    assert office.was_safe == [True]
    assert office.signed_in == ["site"]
    assert len(office.arrived) == 1


def test_a_connection_that_is_safe_from_the_start(
    database: Engine, office: PostOffice, clock: Clock, tmp_path: Path
) -> None:
    shown, trusted = certificates(tmp_path)
    put(database, "an@example.org")
    with open_office(office, ssl_context=shown) as port:
        drained(outlet(database, settings(port, smtp_tls="tls"), clock, trusted))
    assert len(office.arrived) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    database: Engine, office: PostOffice, clock: Clock, tmp_path: Path
) -> None:
    shown, _ = certificates(tmp_path)
    put(database, "an@example.org")
    with open_office(office, tls_context=shown) as port:
        assert not outlet(database, settings(port, smtp_tls="starttls"), clock).run()
    assert office.arrived == []
    assert failing(database) == "versie"


def failing(database: Engine) -> str:
    with Session(database) as db:
        (one,) = outbox.queue(db).failing
        return one.error


def test_a_wrong_password_makes_mail_wait_and_shows_nowhere(
    database: Engine,
    office: PostOffice,
    clock: Clock,
    tmp_path: Path,
    logged: list[MutableMapping[str, Any]],
) -> None:
    shown, trusted = certificates(tmp_path)
    put(database, "an@example.org")
    options: dict[str, Any] = {
        "tls_context": shown,
        "auth_required": True,
        "authenticator": office.authenticate,
    }
    with open_office(office, **options) as port:
        found = settings(port, smtp_tls="starttls", smtp_user="site", smtp_password="fout-wachtwoord")
        assert not outlet(database, found, clock, trusted).run()
    assert waiting(database) == 1
    assert failing(database) == "sleutel"
    assert "fout-wachtwoord" not in str(logged)


def test_a_recipient_that_does_not_exist_is_noted_and_the_others_get_theirs(
    database: Engine,
    office: PostOffice,
    port: int,
    clock: Clock,
    logged: list[MutableMapping[str, Any]],
) -> None:
    office.answers = {"weg@example.org": "550 5.1.1 weg@example.org does not exist"}
    put(database, "an@example.org", "weg@example.org", "bo@example.org")
    drained(outlet(database, settings(port), clock))
    assert office.recipients == ["an@example.org", "bo@example.org"]
    gone = mails(database)["weg@example.org"]
    assert (gone.refusal, gone.refused_at, gone.sent_at) == ("550", AT, None)
    assert waiting(database) == 0, "it is not tried for ever"
    assert "weg@example.org" not in str(logged)
    with Session(database) as db:
        assert mailbox.standing(db).refused == 1


def test_a_refused_message_can_be_sent_again_by_a_person(
    database: Engine, office: PostOffice, port: int, clock: Clock
) -> None:
    office.answers = {"an@example.org": "550 no"}
    put(database, "an@example.org")
    found = outlet(database, settings(port), clock)
    drained(found)
    office.answers = {}
    with writing(database) as db, db.begin():
        assert mailbox.send_again(db, mails(database)["an@example.org"].id, AT)
    drained(found)
    assert office.recipients == ["an@example.org"]
    with writing(database) as db, db.begin():
        assert not mailbox.send_again(db, mails(database)["an@example.org"].id, AT)


def test_a_recipient_that_has_to_wait_is_tried_later_and_holds_up_nobody(
    database: Engine,
    office: PostOffice,
    port: int,
    clock: Clock,
    logged: list[MutableMapping[str, Any]],
) -> None:
    office.answers = {"later@example.org": "450 4.2.0 greylisted later@example.org"}
    put(database, "an@example.org", "later@example.org", "bo@example.org")
    found = outlet(database, settings(port), clock)
    drained(found)
    assert office.recipients == ["an@example.org", "bo@example.org"]
    assert waiting(database) == 1
    assert "later@example.org" not in str(logged)
    office.answers = {}
    hasten(database)
    drained(found)
    assert sorted(office.recipients) == ["an@example.org", "bo@example.org", "later@example.org"]
    assert waiting(database) == 0


def test_a_message_that_the_server_will_not_have_is_noted(
    database: Engine, office: PostOffice, port: int, clock: Clock
) -> None:
    office.data_answer = "554 5.6.0 no"
    put(database, "an@example.org")
    drained(outlet(database, settings(port), clock))
    assert mails(database)["an@example.org"].refusal == "554"


@pytest.mark.parametrize("answer", ["550 who are you", "451 later"])
def test_when_the_sender_is_refused_all_mail_waits(
    database: Engine, office: PostOffice, port: int, clock: Clock, answer: str
) -> None:
    office.sender_answer = answer
    put(database, "an@example.org", "bo@example.org")
    assert not outlet(database, settings(port), clock).run()
    assert waiting(database) == 2
    assert failing(database) == "sleutel"
    assert all(mail.refused_at is None for mail in mails(database).values())


def test_a_server_that_is_away_gets_everything_once_when_it_is_back(
    database: Engine, office: PostOffice, clock: Clock
) -> None:
    addresses = [f"p{number}@example.org" for number in range(45)]
    put(database, *addresses)
    port = free_port()
    found = outlet(database, settings(port), clock)
    assert not found.run()
    assert found.is_stalled
    for _ in range(3):
        clock.now += 4
        assert not found.run()
    with open_office(office, port=port):
        clock.now += 4
        drained(found)
    assert sorted(office.recipients) == sorted(addresses)
    assert waiting(database) == 0


def test_a_server_that_goes_away_halfway_gets_the_rest_later(
    database: Engine, office: PostOffice, clock: Clock
) -> None:
    put(database, *(f"p{number}@example.org" for number in range(6)))
    office.hangs_up_on = "p3@example.org"
    with open_office(office) as port:
        found = outlet(database, settings(port), clock)
        drained(found)
        assert len(office.recipients) == 5, "a message that makes the server hang up holds up nobody"
        office.hangs_up_on = ""
        hasten(database)
        drained(found)
    assert sorted(office.recipients) == sorted(mails(database))
    assert waiting(database) == 0


def test_without_a_server_production_waits_and_says_so(database: Engine, clock: Clock) -> None:
    put(database, "an@example.org")
    found = Settings(environment=Environment.PRODUCTION, secret=SECRET)
    assert not outlet(database, found, clock).run()
    assert waiting(database) == 1
    assert failing(database) == "geen-index"


def test_without_a_server_a_developer_keeps_the_text(database: Engine, clock: Clock) -> None:
    put(database, "an@example.org", kind="wachtwoord")
    drained(outlet(database, Settings(), clock))
    mail = mails(database)["an@example.org"]
    assert mail.sent_at == AT
    assert mail.body == "Tekst met één é.\n"


def outbound(**changes: Any) -> Outbound:
    facts: dict[str, Any] = {
        "id": 1,
        "key": "bericht:1:1",
        "address": "an@example.org",
        "subject": "Onderwerp",
        "body": "Tekst\n",
        "created_at": AT,
    }
    return Outbound(**facts | changes)


@pytest.mark.parametrize(
    "sharp", ["\r\nBcc: kwaad@example.org", "\nX-Extra: 1\n\nTekst", "\x0b\x1c\u2028x: y"]
)
def test_nothing_typed_can_add_a_header(sharp: str) -> None:
    found = settings(25, site_name=f"Site{sharp}")
    message = composed(outbound(subject=f"Titel{sharp}"), found)
    text = message.as_bytes()
    head, _, _ = text.partition(b"\r\n\r\n")
    names = {line.split(b":")[0].lower() for line in head.split(b"\r\n") if line[:1].strip()}
    assert not names & {b"bcc", b"x-extra", b"x"}
    assert len(head.split(b"\r\n")) >= 8


@pytest.mark.parametrize(
    "typed",
    [
        "an@example.org, kwaad@example.org",
        "an@example.org\r\nBcc: kwaad@example.org",
        "Kwaad <kwaad@example.org>",
        "geen adres",
        "",
    ],
)
def test_what_is_no_address_is_refused_and_goes_to_nobody(
    database: Engine, office: PostOffice, port: int, clock: Clock, typed: str
) -> None:
    put(database, typed)
    drained(outlet(database, settings(port), clock))
    assert office.arrived == []
    assert mails(database)[typed].refusal == "adres"
    assert waiting(database) == 0


def test_an_id_tells_nothing_of_what_a_message_is_about() -> None:
    found = settings(25)
    message = composed(outbound(key="wachtwoord:an@example.org"), found)
    assert "wachtwoord" not in message["Message-ID"]
    assert message["Message-ID"] != composed(outbound(key="anders"), found)["Message-ID"]
