"""PDFs at an entry: only real ones are kept, only allowed ones are shown, and none can do harm."""

import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.attachment_pages import size_words
from app.attachment_store import AttachmentStore
from app.database import make_engine, writing
from app.outside_files import FileRefused
from app.settings import Settings
from catalogue.actions import withdraw
from catalogue.editing.actor import Actor
from catalogue.editing.attachments import safe_name
from catalogue.tables import Entry
from catalogue.tables_people import Trail
from catalogue.tables_work import Attachment
from catalogue.terms_workflow import AccountRole
from tests.app.html import soup
from tests.people import NOW, sign_in

SLUG = "2be-sport4connect"
SOURCE = "bron-1"
DESK = f"/redactie/paginas/{SLUG}/bijlagen"
PUBLIC = f"/aanpakken/{SLUG}"
OPEN = {"toestemming": "open", "uitleg": "CC BY 4.0, volgens het colofon.", "bron": SOURCE}


def pdf(pages: int = 1, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.fixture
def editor(own_client: TestClient) -> Actor:
    return sign_in(own_client, AccountRole.EDITOR, name="Eva")


@pytest.fixture
def database(own_client: TestClient, own_settings: Settings) -> Iterator[Engine]:
    engine = make_engine(own_settings)
    yield engine
    engine.dispose()


def attach(client: TestClient, content: bytes, name: str = "rapport.pdf", **fields: str) -> Response:
    return client.post(DESK, files={"bestand": (name, content)}, data={**OPEN, **fields})


def agreed(client: TestClient, attachment_id: int) -> None:
    """Somebody else looks along, and the one who works here goes on."""
    mine = dict(client.cookies)
    sign_in(client, AccountRole.EDITOR, name=f"meekijker {uuid4().hex[:6]}")
    assert client.post(f"{DESK}/{attachment_id}/akkoord").status_code == 303
    client.cookies.clear()
    client.cookies.update(mine)


def rows(database: Engine) -> list[Attachment]:
    with Session(database) as db:
        return list(db.exec(select(Attachment).order_by(col(Attachment.id))))


def kept(settings: Settings) -> list[Path]:
    return sorted(path for path in (settings.data_dir / "bijlagen").rglob("*") if path.is_file())


# --- the whole way ----------------------------------------------------------------------------------------


def test_a_file_with_permission_stands_at_its_source_and_can_be_had(
    own_client: TestClient, editor: Actor, database: Engine, own_settings: Settings
) -> None:
    assert "rapport.pdf" not in own_client.get(PUBLIC).text
    answer = attach(own_client, pdf())
    assert (answer.status_code, answer.headers["location"]) == (303, DESK)
    (row,) = rows(database)
    assert [path.name for path in kept(own_settings)] == [f"{row.sha256}.pdf"]
    agreed(own_client, row.id)
    page = soup(own_client.get(PUBLIC).text)
    (link,) = page.select(".mk-footnotes .mk-attachment a")
    assert link["href"] == f"{PUBLIC}/bijlagen/{row.id}"
    shown = page.select_one(".mk-attachment")
    assert shown is not None
    assert "CC BY 4.0, volgens het colofon." in shown.get_text()
    assert size_words(row.size) in shown.get_text()
    file = own_client.get(str(link["href"]))
    assert file.content == pdf()
    with Session(database) as db:
        line = db.exec(select(Trail).where(Trail.action == "bijlage_toegevoegd")).one()
    assert (line.person_id, line.subject) == (editor.id, "rapport.pdf")


def test_a_file_is_sent_so_that_no_browser_runs_anything_in_it(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf(), name="Rapport é <b>.pdf")
    agreed(own_client, rows(database)[0].id)
    address = f"{PUBLIC}/bijlagen/{rows(database)[0].id}"
    headers = own_client.get(address).headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("attachment; filename*=utf-8''Rapport%20%C3%A9%20-b.pdf")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    again = own_client.get(address, headers={"If-None-Match": headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_without_permission_is_for_editors_only(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf(), toestemming="intern", uitleg="")
    (row,) = rows(database)
    assert own_client.get(f"{DESK}/{row.id}/bestand").content == pdf()
    assert own_client.get(f"{DESK}/{row.id}/bestand").headers["cache-control"] == "no-store"
    own_client.cookies.clear()
    assert "rapport.pdf" not in own_client.get(PUBLIC).text
    assert own_client.get(f"{PUBLIC}/bijlagen/{row.id}").status_code == 404
    assert own_client.get(f"{DESK}/{row.id}/bestand").status_code == 303


def test_permission_can_be_given_and_taken_away_later(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf(), toestemming="intern", uitleg="")
    (row,) = rows(database)
    refused = own_client.post(f"{DESK}/{row.id}/toestemming", data={"toestemming": "gegeven"})
    assert refused.status_code == 422
    assert "Schrijf wie toestemming gaf" in refused.text
    assert own_client.post(f"{DESK}/{row.id}/toestemming", data={"toestemming": "x"}).status_code == 422
    given = {"toestemming": "gegeven", "uitleg": "Per mail van het bureau."}
    own_client.post(f"{DESK}/{row.id}/toestemming", data=given)
    agreed(own_client, row.id)
    assert own_client.get(f"{PUBLIC}/bijlagen/{row.id}").status_code == 200
    assert "Per mail van het bureau." in own_client.get(PUBLIC).text
    own_client.post(f"{DESK}/{row.id}/toestemming", data={"toestemming": "intern"})
    assert own_client.get(f"{PUBLIC}/bijlagen/{row.id}").status_code == 404
    assert "rapport.pdf" not in own_client.get(PUBLIC).text


def test_one_person_alone_makes_no_file_public(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf())
    (row,) = rows(database)
    public = f"{PUBLIC}/bijlagen/{row.id}"
    assert own_client.get(public).status_code == 404
    assert "rapport.pdf" not in own_client.get(PUBLIC).text
    refused = own_client.post(f"{DESK}/{row.id}/akkoord")
    assert refused.status_code == 422
    assert "Een ander moet meekijken." in refused.text
    assert own_client.get(public).status_code == 404
    agreed(own_client, row.id)
    assert own_client.get(public).status_code == 200
    other = {"toestemming": "gegeven", "uitleg": "Nu per brief."}
    own_client.post(f"{DESK}/{row.id}/toestemming", data=other)
    assert own_client.get(public).status_code == 404
    with Session(database) as db:
        assert (
            db.exec(select(Trail).where(Trail.action == "bijlage_nagekeken")).one().subject == "rapport.pdf"
        )


def test_nobody_agrees_to_show_what_may_not_be_shown(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf(), toestemming="intern", uitleg="")
    (row,) = rows(database)
    sign_in(own_client, AccountRole.EDITOR, name="Omar")
    refused = own_client.post(f"{DESK}/{row.id}/akkoord")
    assert refused.status_code == 422
    assert "Er is geen toestemming" in refused.text


def test_a_removed_file_is_gone_and_stays_in_the_logbook(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf())
    (row,) = rows(database)
    agreed(own_client, row.id)
    assert own_client.get(f"{PUBLIC}/bijlagen/{row.id}").status_code == 200
    assert own_client.post(f"{DESK}/{row.id}/verwijderen").status_code == 303
    assert own_client.get(f"{PUBLIC}/bijlagen/{row.id}").status_code == 404
    assert "rapport.pdf" not in own_client.get(PUBLIC).text
    assert "Er zijn nog geen bijlagen." in own_client.get(DESK).text
    assert own_client.post(f"{DESK}/{row.id}/verwijderen").status_code == 404
    with Session(database) as db:
        assert (
            db.exec(select(Trail).where(Trail.action == "bijlage_verwijderd")).one().subject == "rapport.pdf"
        )


def test_the_same_file_twice_is_kept_once(
    own_client: TestClient, editor: Actor, database: Engine, own_settings: Settings
) -> None:
    attach(own_client, pdf())
    attach(own_client, pdf(), name="ander.pdf", bron="bestaat-niet")
    first, second = rows(database)
    assert (first.sha256, first.source_id, second.source_id) == (second.sha256, SOURCE, None)
    assert len(kept(own_settings)) == 1
    agreed(own_client, second.id)
    (loose,) = soup(own_client.get(PUBLIC).text).select("p > .mk-attachment")
    assert "ander.pdf" in loose.get_text()


def test_a_file_of_a_withdrawn_page_is_not_sent(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf())
    (row,) = rows(database)
    agreed(own_client, row.id)
    with writing(database) as db, db.begin():
        withdraw(db, db.get_one(Entry, row.entry_id), "Klopt niet.", NOW)
    assert own_client.get(f"{PUBLIC}/bijlagen/{row.id}").status_code == 410


def test_a_file_belongs_to_its_own_page_and_kind(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    attach(own_client, pdf())
    (row,) = rows(database)
    agreed(own_client, row.id)
    for wrong in ("0", "99999999999", "..%2f..%2fx", f"{row.id}x"):
        assert own_client.get(f"{PUBLIC}/bijlagen/{wrong}").status_code == 404
    for elsewhere in ("/aanpakken/2getthere", f"/achtergrond/{SLUG}"):
        assert own_client.get(f"{elsewhere}/bijlagen/{row.id}").status_code == 404


# --- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case",
    [
        (b"", "rapport.pdf", "leeg"),
        (b"<html><script>alert(1)</script>", "rapport.pdf", "geen PDF"),
        (b"<html>%PDF-1.7", "rapport.pdf", "geen PDF"),
        (b"%PDF-1.7\nen verder niets", "rapport.pdf", "beschadigd"),
        (pdf()[:100], "rapport.pdf", "beschadigd"),
        (pdf(0), "rapport.pdf", "geen bladzijden"),
        (pdf(password="geheim"), "rapport.pdf", "beveiligd"),
        (pdf(), "rapport.pdf.exe", "moet eindigen op .pdf"),
        (pdf(), "rapport", "moet eindigen op .pdf"),
        (b"%PDF-" + bytes(21 << 20), "rapport.pdf", "groter dan 20 MB"),
    ],
)  # fmt: skip
def test_what_is_no_proper_pdf_is_refused_and_leaves_nothing_behind(
    own_client: TestClient,
    editor: Actor,
    database: Engine,
    own_settings: Settings,
    case: tuple[bytes, str, str],
) -> None:
    content, name, advice = case
    answer = attach(own_client, content, name)
    assert answer.status_code == 422
    message = soup(answer.text).select_one("#bestand-fout")
    assert message is not None
    assert advice in message.get_text()
    assert rows(database) == []
    assert kept(own_settings) == []


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"toestemming": ""}, "toestemming"),
        ({"toestemming": "alles"}, "toestemming"),
        ({"uitleg": "  "}, "uitleg"),
    ],
)
def test_the_permission_has_to_be_said_and_what_was_typed_stays(
    own_client: TestClient, editor: Actor, own_settings: Settings, fields: dict[str, str], place: str
) -> None:
    answer = attach(own_client, pdf(), **fields)
    assert answer.status_code == 422
    assert soup(answer.text).select_one(f"#{place}-fout") is not None
    assert kept(own_settings) == []


def test_a_length_that_is_a_lie_gains_nothing(
    own_client: TestClient, editor: Actor, database: Engine
) -> None:
    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="r.pdf"\r\n\r\n%PDF-'
        for _ in range(25):
            yield bytes(1 << 20)
        yield b"\r\n--x--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "100"}
    answer = own_client.post(DESK, content=body(), headers=headers)
    assert answer.status_code == 422
    assert "groter dan 20 MB" in answer.text
    assert rows(database) == []


def test_a_form_that_did_not_come_through_is_asked_again(own_client: TestClient, editor: Actor) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = own_client.post(DESK, content=b"kapot", headers=headers)
    assert answer.status_code == 422
    assert "niet goed aangekomen" in answer.text


@pytest.mark.parametrize("role", [AccountRole.SUBMITTER, AccountRole.ADMINISTRATOR])
def test_who_does_not_edit_adds_no_files(own_client: TestClient, role: AccountRole, database: Engine) -> None:
    sign_in(own_client, role)
    assert own_client.get(DESK).status_code == 403
    assert attach(own_client, pdf()).status_code == 403
    assert own_client.post(f"{DESK}/1/verwijderen").status_code == 403
    assert rows(database) == []


def test_a_page_that_is_not_there_has_no_files(own_client: TestClient, editor: Actor) -> None:
    assert own_client.get("/redactie/paginas/bestaat-niet/bijlagen").status_code == 404


# --- names and places -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("rapport.pdf", "rapport.pdf"),
        ("Rapport 2024 (def).PDF", "Rapport 2024 (def).pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\map\\rapport.pdf", "rapport.pdf"),
        ("x.php.pdf", "x-php.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ('"; filename=x.exe.pdf', "filename-x-exe.pdf"),
        ("regel\r\nSet-Cookie: a.pdf", "regel-Set-Cookie- a.pdf"),
        (".pdf", "bijlage.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept_as: str) -> None:
    assert safe_name(given) == kept_as


@given(st.text(max_size=40))
def test_any_name_becomes_one_with_one_ending_and_no_folders(name: str) -> None:
    safe = safe_name(name)
    assert safe.endswith(".pdf")
    assert len(safe) <= 104
    assert not set(safe) & set('/\\<>"\r\n\0:;')
    assert safe.count(".") == 1


def test_only_a_hash_leads_to_a_file(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path)
    for wrong in ("", "../x", "a" * 63, "A" * 64, "a" * 64 + "\n"):
        with pytest.raises(ValueError):
            store.path(wrong)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path / "bijlagen")
    with pytest.raises(FileRefused):
        store.keep(io.BytesIO(b"nee"))
    first = store.keep(io.BytesIO(pdf()))
    assert store.keep(io.BytesIO(pdf())) == first
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(first.sha256)]
    assert store.path(first.sha256).read_bytes() == pdf()


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 kB"), (340_000, "332 kB"), (1_258_291, "1,2 MB"), (20 << 20, "20 MB")]
)
def test_sizes_are_said_in_short(size: int, words: str) -> None:
    assert size_words(size).replace("\u00a0", " ") == words
