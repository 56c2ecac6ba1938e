"""What becomes of an entry: versions, former addresses, archive, withdrawal, and staying in step."""

import json
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from app.database import make_engine, writing
from app.indexing import LOOK_AGAIN_SECONDS
from app.main import create_app
from app.settings import Settings
from catalogue import actions, queries
from catalogue.kinds import Kind
from catalogue.tables import Entry
from tests.app.html import soup

SLUG = "gezinshuizen"
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


class Desk:
    """An editor at work on the same database while the site runs."""

    def __init__(self, settings: Settings) -> None:
        self.engine = make_engine(settings)

    def _entry(self, db) -> Entry:  # type: ignore[no-untyped-def]  # noqa: ANN001
        found = queries.find(db, Kind.APPROACH, SLUG)
        assert found is not None
        return found.entry

    def publish(self, **changes: object) -> None:
        with writing(self.engine) as db, db.begin():
            document = queries.live(db, self._entry(db)).document.model_copy(update=changes)
            actions.publish(db, Kind.APPROACH, SLUG, document, note="Naam verbeterd", at=NOW)

    def withdraw(self, reason: str) -> None:
        with writing(self.engine) as db, db.begin():
            actions.withdraw(db, self._entry(db), reason, NOW)

    def archive(self, reason: str) -> None:
        with writing(self.engine) as db, db.begin():
            actions.archive(db, self._entry(db), reason, NOW)

    def rename(self, slug: str) -> None:
        with writing(self.engine) as db, db.begin():
            actions.rename(db, self._entry(db), slug, NOW)


@pytest.fixture
def desk(own_settings: Settings) -> Desk:
    return Desk(own_settings)


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not wait until it is time to look for changes again."""
    assert LOOK_AGAIN_SECONDS < 2
    monkeypatch.setattr("app.indexing.LOOK_AGAIN_SECONDS", 0)


def test_a_new_version_shows_at_once_and_the_old_one_keeps_its_address(
    own_client: TestClient, desk: Desk
) -> None:
    old = own_client.get(f"/v1/aanpakken/{SLUG}/versies/1/document")
    desk.publish(name="Gezinshuizen voor kinderen")
    assert "Gezinshuizen voor kinderen" in own_client.get(f"/aanpakken/{SLUG}").text
    first = own_client.get(f"/aanpakken/{SLUG}/versies/1")
    assert soup(first.text).h1.get_text() == "Gezinshuizen"  # type: ignore[union-attr]
    assert "U bekijkt versie 1 van 21 november 2026" in first.text
    assert own_client.get(f"/v1/aanpakken/{SLUG}/versies/1/document").content == old.content
    assert json.loads(old.content)["naam"] == "Gezinshuizen"


def test_the_difference_between_two_versions_is_one_click_away(own_client: TestClient, desk: Desk) -> None:
    desk.publish(name="Gezinshuizen voor kinderen")
    versions = soup(own_client.get(f"/aanpakken/{SLUG}/versies").text)
    link = versions.select_one(f'a[href="/aanpakken/{SLUG}/verschil/1/2"]')
    assert link is not None
    page = soup(own_client.get(str(link["href"])).text)
    assert page.select_one(".mk-diff ins").get_text(strip=True) == "voor kinderen"  # type: ignore[union-attr]
    assert "1 verschil" in page.get_text()
    same = own_client.get(f"/aanpakken/{SLUG}/verschil/2/2")
    assert "Geen verschil" in same.text


def test_a_published_change_is_found_and_the_old_name_no_longer(own_client: TestClient, desk: Desk) -> None:
    desk.publish(name="Kwikstaartproject")
    found = soup(own_client.get("/aanpakken?q=kwikstaartproject").text)
    assert [link["href"] for link in found.select(".mk-entry__title a")] == [f"/aanpakken/{SLUG}"]


def test_another_process_follows_through_the_counter(own_settings: Settings, desk: Desk) -> None:
    with (
        TestClient(create_app(own_settings)) as one,
        TestClient(create_app(own_settings)) as other,
    ):
        for client in (one, other):
            assert "Kwikstaartproject" not in client.get("/aanpakken?q=kwikstaartproject").text
        desk.publish(name="Kwikstaartproject")
        for client in (one, other):
            assert "Kwikstaartproject" in client.get("/aanpakken?q=kwikstaartproject").text


def test_a_withdrawn_entry_answers_410_with_the_reason_and_leaves_every_list(
    own_client: TestClient, desk: Desk
) -> None:
    desk.withdraw("De makers trokken het onderzoek in.")
    for path in (f"/aanpakken/{SLUG}", f"/aanpakken/{SLUG}/versies/1"):
        answer = own_client.get(path)
        assert answer.status_code == 410
        assert "De makers trokken het onderzoek in." in answer.text
    assert f"/aanpakken/{SLUG}" not in own_client.get("/aanpakken?q=gezinshuizen").text
    assert f"/aanpakken/{SLUG}<" not in own_client.get("/sitemap.xml").text


def test_an_archived_entry_stays_readable_with_a_banner_but_leaves_the_list(
    own_client: TestClient, desk: Desk
) -> None:
    desk.archive("De aanpak bestaat niet meer.")
    answer = own_client.get(f"/aanpakken/{SLUG}")
    assert answer.status_code == 200
    assert "Deze aanpak is gearchiveerd" in answer.text
    assert "De aanpak bestaat niet meer." in answer.text
    assert "noindex" in answer.text
    listed = soup(own_client.get("/aanpakken?q=gezinshuizen").text)
    assert f"/aanpakken/{SLUG}" not in [link["href"] for link in listed.select(".mk-entry__title a")]


def test_a_former_address_redirects_for_ever_with_everything_below_it(
    own_client: TestClient, desk: Desk
) -> None:
    desk.rename("gezinshuis")
    for tail in ("", "/versies", "/versies/1", "/verschil/1/1"):
        answer = own_client.get(f"/aanpakken/{SLUG}{tail}")
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/aanpakken/gezinshuis{tail}"
        assert own_client.get(answer.headers["location"]).status_code == 200
    listed = soup(own_client.get("/aanpakken?q=gezinshuizen").text)
    assert "/aanpakken/gezinshuis" in [link["href"] for link in listed.select(".mk-entry__title a")]


@pytest.mark.parametrize(
    "tail", ["/versies/2", "/versies/0", "/verschil/1/9", "/verschil?van=1", "/versies/1/citaat.doc"]
)
def test_a_version_that_does_not_exist_is_not_found(client: TestClient, tail: str) -> None:
    assert client.get(f"/aanpakken/{SLUG}{tail}").status_code == 404


@pytest.mark.parametrize("tail", ["/versies/x", "/verschil/a/b"])
def test_a_version_number_that_is_no_number_is_explained(client: TestClient, tail: str) -> None:
    answer = client.get(f"/aanpakken/{SLUG}{tail}")
    assert answer.status_code in {400, 404}
    assert "<h1" in answer.text


def test_the_form_that_compares_versions_leads_to_the_difference(client: TestClient) -> None:
    answer = client.get(f"/aanpakken/{SLUG}/verschil?van=1&naar=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/aanpakken/{SLUG}/verschil/1/1"


def test_a_citation_names_version_date_and_lasting_address(client: TestClient) -> None:
    page = soup(client.get(f"/aanpakken/{SLUG}").text)
    text = page.select_one("#citaat").get_text()  # type: ignore[union-attr]
    assert text.endswith(f"(versie 1, 21 november 2026). http://127.0.0.1:8000/aanpakken/{SLUG}/versies/1")
    assert client.get(f"/aanpakken/{SLUG}/versies/1/citaat.bib").text.startswith("@misc{gezinshuizen-v1,")
    assert client.get(f"/aanpakken/{SLUG}/versies/1/citaat.ris").text.startswith("TY  - ELEC\r\n")


def test_json_ld_names_the_approach_and_its_reports(client: TestClient) -> None:
    block = soup(client.get(f"/aanpakken/{SLUG}").text).select_one('script[type="application/ld+json"]')
    assert block is not None
    nodes = {node["@type"]: node for node in json.loads(str(block.string))["@graph"]}
    assert nodes["Service"]["name"] == "Gezinshuizen"
    assert nodes["Service"]["subjectOf"][0]["@type"] == "Report"
    assert nodes["BreadcrumbList"]["itemListElement"][2]["name"] == "Gezinshuizen"


def test_related_entries_are_others_and_public(client: TestClient) -> None:
    page = soup(client.get(f"/aanpakken/{SLUG}").text)
    heading = page.select_one("#verwant")
    assert heading is not None
    links = [str(a["href"]) for a in heading.find_parent("section").select(".mk-entry__title a")]  # type: ignore[union-attr]
    assert len(links) == 4
    assert f"/aanpakken/{SLUG}" not in links


def test_a_background_publication_keeps_its_versions_as_an_approach_does(
    own_client: TestClient, own_settings: Settings
) -> None:
    slug, path = "re-integratie-seo-2006", "/achtergrond/re-integratie-seo-2006"
    with writing(make_engine(own_settings)) as db, db.begin():
        found = queries.find(db, Kind.BACKGROUND, slug)
        assert found is not None
        changed = queries.live(db, found.entry).document.model_copy(update={"name": "Werk en kosten"})
        actions.publish(db, Kind.BACKGROUND, slug, changed, note="Naam korter", at=NOW)
    assert "Werk en kosten" in own_client.get(path).text
    first = own_client.get(f"{path}/versies/1").text
    assert "U bekijkt versie 1" in first
    assert f'href="{path}/verschil/1/2"' in first
    assert "<ins>" in own_client.get(f"{path}/verschil/1/2").text
    assert own_client.get(f"{path}/verschil?van=1&naar=2").headers["location"] == f"{path}/verschil/1/2"
    assert own_client.get(f"{path}/versies/9").status_code == 404
