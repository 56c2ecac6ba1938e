"""Pages for programs: robots, sitemap, feeds, security contact, health."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlmodel import Session

from app import feeds, sitemap
from app.database import make_engine
from app.health import faults
from app.settings import Settings
from app.sitemap import Address
from app.urls import Urls
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.vocabulary import Theme
from search.embedded import EmbeddedEngine
from search.engine import Answer, EngineUnavailable, Query

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def db(loaded: Path) -> Iterator[Session]:
    """The real collection."""
    engine = make_engine(Settings(data_dir=loaded, database_url=""))
    with Session(engine) as session:
        yield session
    engine.dispose()


def _xml(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314  (our own answer)


def test_robots_may_read_everything_but_suggestions_forms_and_the_desk(client: TestClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")] == [
        "/zoek/",
        "/aanmelden",
        "/afmelden",
        "/wachtwoord-vergeten",
        "/toegang/",
        "/account",
        "/redactie",
        "/melden/",
        "/weerwoord/",
    ]
    assert f"Sitemap: {BASE}/sitemap.xml" in lines


def test_the_sitemap_names_canonical_pages_once_and_all_of_them_answer(client: TestClient) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    addresses = [str(loc.text) for loc in _xml(answer.text).iter(f"{SITEMAP}loc")]
    assert len(addresses) == len(set(addresses))
    assert all(address.startswith(f"{BASE}/") and "?" not in address for address in addresses)
    paths = [address.removeprefix(BASE) for address in addresses]
    assert {"/", "/aanpakken", "/over", "/kengetallen", "/themas/eenzaamheid", "/gemeenten/0363"} <= set(
        paths
    )
    assert not [path for path in paths if path.startswith(("/aanmelden", "/redactie", "/account", "/v1"))]
    for path in paths[:: len(paths) // 40]:
        assert client.get(path).status_code == 200, path


def test_every_published_entry_is_in_the_sitemap_with_its_last_change(
    client: TestClient, db: Session
) -> None:
    found = {
        str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod")
        for url in _xml(client.get("/sitemap.xml").text)
    }
    for kind, folder in ((Kind.APPROACH, "aanpakken"), (Kind.BACKGROUND, "achtergrond")):
        for version in queries.all_live(db, kind):
            changed = found[f"{BASE}/{folder}/{version.slug}"]
            assert changed is not None
            assert datetime.fromisoformat(changed) == version.published_at.replace(microsecond=0)


def test_more_addresses_than_one_file_holds_become_an_index_of_files() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    found = [Address(f"{BASE}/{n}", day + timedelta(days=n)) for n in range(sitemap.LARGEST + 1)]
    parts = sitemap.files(found)
    assert [len(part) for part in parts] == [sitemap.LARGEST, 1]
    index = _xml(sitemap.as_index(Urls(BASE), parts))
    listed = [loc.text for loc in index.iter(f"{SITEMAP}loc")]
    assert listed == [f"{BASE}/sitemap-1.xml", f"{BASE}/sitemap-2.xml"]
    changes = [str(change.text) for change in index.iter(f"{SITEMAP}lastmod")]
    assert datetime.fromisoformat(changes[1]) == found[-1].changed


def test_a_large_collection_is_served_in_files(
    own_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "LARGEST", 100)
    index = _xml(own_client.get("/sitemap.xml").text)
    assert index.tag == f"{SITEMAP}sitemapindex"
    addresses: list[str | None] = []
    for loc in index.iter(f"{SITEMAP}loc"):
        part = own_client.get(str(loc.text).removeprefix(BASE))
        assert part.status_code == 200
        addresses += [found.text for found in _xml(part.text).iter(f"{SITEMAP}loc")]
    assert len(addresses) == len(set(addresses)) > 200
    assert own_client.get("/sitemap-99.xml").status_code == 404


def test_a_small_collection_has_no_numbered_files(client: TestClient) -> None:
    assert client.get("/sitemap-1.xml").status_code == 404


def test_the_feed_has_what_a_feed_needs_and_the_newest_fifty(client: TestClient) -> None:
    answer = client.get("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = _xml(answer.text)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{BASE}/", "self": f"{BASE}/feed.atom"}
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == feeds.LONGEST
    names = [str(entry.findtext(f"{ATOM}id")) for entry in entries]
    assert len(set(names)) == len(names)
    assert all(name.startswith("tag:127.0.0.1,") for name in names)
    moments = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]


def test_an_entry_of_the_feed_carries_the_whole_summary_and_the_day_of_publication(
    client: TestClient, db: Session
) -> None:
    version = queries.recent(db, Kind.APPROACH, 1)[0]
    entries = _xml(client.get("/feed.atom").text).findall(f"{ATOM}entry")
    by_link = {entry.find(f"{ATOM}link").get("href"): entry for entry in entries}  # type: ignore[union-attr]
    entry = by_link[f"{BASE}/aanpakken/{version.slug}"]
    assert version.document.summary in str(entry.findtext(f"{ATOM}summary"))
    assert datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated"))) == version.published_at


def test_the_feed_stays_the_same_until_something_is_published(client: TestClient) -> None:
    first, second = client.get("/feed.atom"), client.get("/feed.atom")
    assert first.content == second.content
    again = client.get("/feed.atom", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_theme_has_a_feed_of_its_own(client: TestClient) -> None:
    feed = _xml(client.get("/themas/eenzaamheid/feed.atom").text)
    assert str(feed.findtext(f"{ATOM}title")).endswith(": Eenzaamheid")
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        assert "eenzaamheid" in [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert client.get("/themas/bestaat-niet/feed.atom").status_code == 404


def test_a_feed_without_entries_is_valid_and_does_not_change_by_the_second() -> None:
    made = [feeds.atom(Urls(BASE), "Site", [], Theme.LONELINESS) for _ in range(2)]
    assert made[0] == made[1]
    assert _xml(made[0]).findtext(f"{ATOM}updated")


def test_a_feed_escapes_signs_that_mean_something_and_drops_what_xml_has_no_place_for() -> None:
    document = SimpleNamespace(name="A & <b>\x0b", summary="1 < 2 & \x00 3", work_types=(), themes=())
    moment = datetime(2026, 2, 3, tzinfo=UTC)
    version = SimpleNamespace(
        slug="a", kind=Kind.APPROACH, number=2, note="Bedrag <verbeterd>", document=document,
        first_published_at=moment, published_at=moment + timedelta(days=1),
    )  # fmt: skip
    entry = _xml(feeds.atom(Urls(BASE), "Site", [version])).find(f"{ATOM}entry")  # type: ignore[list-item]
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "A & <b> "
    summary = str(entry.findtext(f"{ATOM}summary"))
    assert "<p>1 &lt; 2 &amp;   3</p>" in summary
    assert "Wat is er gewijzigd: Bedrag &lt;verbeterd&gt;" in summary
    assert entry.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026-02-03:/aanpakken/a"


def test_security_txt_has_all_fields_and_does_not_expire(client: TestClient) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:redactie@example.org"
    assert fields["Canonical"] == f"{BASE}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "nl, en"
    assert fields["Policy"] == f"{BASE}/contact"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


def test_without_an_address_security_txt_leads_to_the_contact_page(own_client: TestClient) -> None:
    assert f"Contact: {BASE}/contact\n" in own_client.get("/.well-known/security.txt").text


def test_the_plain_addresses_of_manifest_and_icon_lead_to_what_pages_use(client: TestClient) -> None:
    manifest = client.get("/site.webmanifest", follow_redirects=True)
    assert manifest.headers["content-type"] == "application/manifest+json"
    for icon in manifest.json()["icons"]:
        assert client.get(urljoin(str(manifest.url), icon["src"])).status_code == 200
    icon = client.get("/favicon.ico", follow_redirects=True)
    assert icon.headers["content-type"].startswith("image/svg+xml")


@pytest.mark.parametrize("path", ["/gezond/live", "/gezond/klaar"])
def test_health_says_ok_and_is_never_kept(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_a_lost_index_is_not_ready_and_says_why(
    own_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.routes.machine.faults", lambda *_: ["De zoekindex is leeg."])
    answer = own_client.get("/gezond/klaar")
    assert answer.status_code == 503
    assert answer.json() == {"status": "niet_klaar", "redenen": ["De zoekindex is leeg."]}
    assert answer.headers["cache-control"] == "no-store"


def test_an_empty_index_beside_published_entries_is_a_fault(own_settings: Settings) -> None:
    database = make_engine(own_settings)
    assert faults(database, EmbeddedEngine()) == [
        "De zoekindex is leeg, terwijl er aanpakken zijn gepubliceerd."
    ]
    database.dispose()


def test_tables_that_are_missing_or_old_are_a_fault() -> None:
    database = create_engine("sqlite://")
    assert faults(database, EmbeddedEngine()) == [
        "De tabellen zijn niet bijgewerkt. Voer ‘mkba prepare’ uit."
    ]
    database.dispose()


def test_a_database_that_cannot_be_reached_is_a_fault_without_details() -> None:
    database = create_engine("sqlite:////bestaat/niet/geheim.sqlite3")
    assert faults(database, EmbeddedEngine()) == ["De database is niet bereikbaar."]
    database.dispose()


def test_a_search_engine_that_does_not_answer_is_a_fault(own_settings: Settings) -> None:
    class Silent(EmbeddedEngine):
        def answer(self, query: Query) -> Answer:
            raise EngineUnavailable(query.text)

    database = make_engine(own_settings)
    assert faults(database, Silent()) == ["De zoekmachine antwoordt niet."]
    database.dispose()
