"""A unit cost and an indicator on the site: their pages, versions, differences, and what becomes of them."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import make_engine, writing
from app.settings import Settings
from catalogue import actions, queries
from catalogue.kinds import Kind
from catalogue.registers import kpis, unit_costs
from catalogue.schema import NOT_ADOPTED
from catalogue.tables import Entry
from catalogue.unit_costs import UnitCostSource
from tests.app.html import soup
from tests.builders import (
    make_approach,
    make_benefit,
    make_indicator,
    make_result,
    make_study,
    make_unit_cost,
)

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
COST = "zin-2022-huisarts-gemiddeld-consult"
KPI = "kpi-k01"
PAGES = [(Kind.UNIT_COST, COST, "/kengetallen"), (Kind.INDICATOR, KPI, "/kpis")]
EACH = pytest.mark.parametrize(("kind", "slug", "path"), PAGES)


class Desk:
    """An editor at work on the same database while the site runs."""

    def __init__(self, settings: Settings) -> None:
        self.engine = make_engine(settings)

    def put(self, kind: Kind, slug: str, document: Any) -> None:
        with writing(self.engine) as db, db.begin():
            actions.publish(db, kind, slug, document, note="Verbeterd", at=NOW)

    def change(self, kind: Kind, slug: str, **facts: Any) -> None:
        with writing(self.engine) as db, db.begin():
            document = queries.live(db, self.entry(db, kind, slug)).document.model_copy(update=facts)
            actions.publish(db, kind, slug, document, note="Verbeterd", at=NOW)

    def entry(self, db: Any, kind: Kind, slug: str) -> Entry:
        found = queries.find(db, kind, slug)
        assert found is not None
        return found.entry

    def do(self, action: Any, kind: Kind, slug: str, *words: str) -> None:
        with writing(self.engine) as db, db.begin():
            action(db, self.entry(db, kind, slug), *words, NOW)


@pytest.fixture
def desk(own_settings: Settings) -> Desk:
    return Desk(own_settings)


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not wait until it is time to look for changes again."""
    monkeypatch.setattr("app.indexing.LOOK_AGAIN_SECONDS", 0)


def text_of(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(soup(answer.text).get_text(" ").split())


def csv_rows(client: TestClient, path: str) -> dict[str, dict[str, str]]:
    text = client.get(path).text.removeprefix("\ufeff")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}


def test_every_row_leads_to_its_own_page_with_its_versions(client: TestClient) -> None:
    for path, rows in (("/kengetallen", unit_costs()), ("/kpis", kpis())):
        listed = soup(client.get(path).text).select(f"#resultaten a[href^='{path}/']")
        assert len({str(link["href"]) for link in listed}) == len(rows)
        assert all(link.get_text().startswith("Versies en verschillen van ") for link in listed)
        page = soup(client.get(str(listed[0]["href"])).text)
        assert page.select_one(f"a[href='{listed[0]['href']}/versies']") is not None


def test_a_unit_cost_tells_amount_source_price_year_party_and_use(client: TestClient) -> None:
    text = text_of(client, f"/kengetallen/{COST}")
    for part in (
        "€ 30,87",
        "per consult",
        "Prijspeil 2022",
        "Zorgverzekeraar",
        "Zorginstituut Nederland, Richtlijn voor het uitvoeren",
        "Ja. Bedrag, prijspeil en partij zijn bekend.",
        "Huisarts, consult korter dan 20 minuten",
        "Neem geen gemiddelde.",
        "Bij geen aanpak op deze site staat dat dit kengetal is gebruikt.",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("participatieladder-demo-min", "Nee. Dit bedrag is niet geschikt om mee te rekenen."),
        ("psycholoog-uur", "Nee. Het prijspeil is niet bekend."),
    ],
)
def test_why_one_may_not_calculate_with_an_amount_is_said(client: TestClient, slug: str, reason: str) -> None:
    assert reason in text_of(client, f"/kengetallen/{slug}")


@pytest.mark.parametrize("row", unit_costs(), ids=lambda row: str(row.id))
def test_every_unit_cost_has_a_page_with_one_heading(client: TestClient, row: Any) -> None:
    page = soup(client.get(f"/kengetallen/{row.id}").text)
    assert [heading.get_text() for heading in page.select("h1")] == [row.name]
    assert page.select_one("link[rel=canonical][href$='/kengetallen/" + row.id + "']") is not None


@pytest.mark.parametrize("row", kpis(), ids=lambda row: str(row.id))
def test_every_indicator_has_a_page_with_its_definition_and_source(client: TestClient, row: Any) -> None:
    page = soup(client.get(f"/kpis/kpi-{row.id.lower()}").text)
    assert [heading.get_text() for heading in page.select("h1")] == [row.name]
    assert row.definition in page.get_text()
    assert page.select_one(f"a[href='{row.url}']") is not None
    assert "geen afrekenlijst" in page.get_text()


def test_the_parts_of_a_composite_and_facts_that_are_unknown_are_shown(
    own_client: TestClient, desk: Desk
) -> None:
    parts = ({"naam": "Loon", "bedrag": Decimal(50)}, {"naam": "Reis", "bedrag": NOT_ADOPTED})
    facts = {"reliability": NOT_ADOPTED, "party": NOT_ADOPTED, "publication_year": NOT_ADOPTED}
    source = UnitCostSource(id="b", text="Zonder adres.")
    row = make_unit_cost(parts=parts, source=source, low=Decimal(40), high=Decimal(60), **facts)
    desk.put(Kind.UNIT_COST, row.id, row)
    text = text_of(own_client, f"/kengetallen/{row.id}")
    for part in ("Loon", "€ 50", "Nog niet overgenomen", "Zonder adres.", "van € 40 tot € 60"):
        assert part in text
    assert "Nee. Wij weten niet wie betaalt of het voordeel heeft." in text


def test_approaches_that_use_a_unit_cost_are_named(own_client: TestClient, desk: Desk) -> None:
    result = make_result(items=(make_benefit(unit_cost=COST),))
    desk.put(
        Kind.APPROACH,
        "rekent-mee",
        make_approach(name="Rekent mee", studies=(make_study(results=(result,)),)),
    )
    page = soup(own_client.get(f"/kengetallen/{COST}").text)
    link = page.select_one("main a[href='/aanpakken/rekent-mee']")
    assert link is not None
    assert link.get_text() == "Rekent mee"


@EACH
def test_a_correction_shows_everywhere_and_the_old_version_keeps_its_address(
    own_client: TestClient, desk: Desk, kind: Kind, slug: str, path: str
) -> None:
    old = own_client.get(f"{path}/{slug}")
    number = len(csv_rows(own_client, f"{path}.csv"))
    desk.change(kind, slug, name="Een nieuwe naam")
    assert text_of(own_client, f"{path}/{slug}/versies/1") != text_of(own_client, f"{path}/{slug}")
    assert "Een nieuwe naam" in text_of(own_client, path)
    assert "Een nieuwe naam" in text_of(own_client, f"{path}?q=nieuwe+naam")
    assert "Een nieuwe naam" in own_client.get(f"/v1{path}").text
    rows = csv_rows(own_client, f"{path}.csv")
    assert len(rows) == number
    assert "Een nieuwe naam" in {row["naam"] for row in rows.values()}
    assert own_client.get(f"{path}/{slug}").headers["etag"] != old.headers["etag"]
    first = own_client.get(f"{path}/{slug}/versies/1").text
    assert "U bekijkt versie 1" in first
    assert "noindex" in first
    assert f"{path}/{slug}/verschil/1/2" in first
    versions = text_of(own_client, f"{path}/{slug}/versies")
    assert "Verbeterd" in versions
    difference = text_of(own_client, f"{path}/{slug}/verschil/1/2")
    assert "1 verschil." in difference
    assert "nieuwe naam" in difference


def test_a_correction_keeps_its_place_in_the_list_and_its_anchor(own_client: TestClient, desk: Desk) -> None:
    desk.change(Kind.UNIT_COST, COST, name="Aaa")
    rows = [
        str(row["id"]) for row in soup(own_client.get("/kengetallen").text).select("#resultaten .mk-entry")
    ]
    assert rows[0] == COST
    assert len(rows) == len(unit_costs())


def test_a_source_that_was_corrected_at_one_row_stands_beside_the_other_wording(
    own_client: TestClient, desk: Desk
) -> None:
    source = UnitCostSource(id="zorginstituut-2024", text="De verbeterde bron.")
    desk.change(Kind.UNIT_COST, COST, source=source)
    page = soup(own_client.get("/kengetallen").text)
    row = page.select_one(f"#{COST}")
    assert row is not None
    mark = row.select_one(".mk-ref a")
    assert mark is not None
    note = page.select_one(str(mark["href"]))
    assert note is not None
    assert note.get_text().startswith("De verbeterde bron.")
    assert "Richtlijn voor het uitvoeren" in page.select(".mk-footnotes")[0].get_text()
    shown = text_of(own_client, f"/kengetallen/{COST}/verschil/1/2")
    assert "Bron kengetal zorginstituut-2024" in shown


def test_what_an_editor_adds_is_in_the_list_the_file_the_api_and_the_sitemap(
    own_client: TestClient, desk: Desk
) -> None:
    desk.put(Kind.UNIT_COST, "uur-buurthulp", make_unit_cost())
    desk.put(Kind.INDICATOR, "kpi-k99", make_indicator())
    sitemap = own_client.get("/sitemap.xml").text
    for path, slug, id in (("/kengetallen", "uur-buurthulp", "uur-buurthulp"), ("/kpis", "kpi-k99", "K99")):
        page = soup(own_client.get(path).text)
        assert page.select_one(f"#resultaten [id='{id}'] a[href='{path}/{slug}']") is not None
        assert id in csv_rows(own_client, f"{path}.csv")
        assert own_client.get(f"/v1{path}").json()["resultaten"]
        assert f"{path}/{slug}<" in sitemap
    assert own_client.get("/v1/kengetallen/uur-buurthulp").json()["waarde"] == "50"
    for address in ("/feed.atom", "/themas/eenzaamheid/feed.atom"):
        assert "buurtkamer" not in own_client.get(address).text
    found = soup(own_client.get("/aanpakken?q=buurtkamer").text).select(".mk-entry__title a")
    assert not [link for link in found if "kpi" in str(link["href"])]


@EACH
def test_a_withdrawn_row_answers_410_with_its_reason_and_leaves_every_list(
    own_client: TestClient, desk: Desk, kind: Kind, slug: str, path: str
) -> None:
    desk.do(actions.withdraw, kind, slug, "De bron is ingetrokken.")
    for tail in ("", "/versies", "/versies/1"):
        answer = own_client.get(f"{path}/{slug}{tail}")
        assert answer.status_code == 410
        assert "De bron is ingetrokken." in answer.text
    assert f"{path}/{slug}" not in own_client.get(path).text
    assert f"{path}/{slug}<" not in own_client.get("/sitemap.xml").text


def test_a_withdrawn_unit_cost_is_gone_from_the_api_with_its_reason(
    own_client: TestClient, desk: Desk
) -> None:
    desk.do(actions.withdraw, Kind.UNIT_COST, COST, "De bron is ingetrokken.")
    answer = own_client.get(f"/v1/kengetallen/{COST}")
    assert (answer.status_code, answer.json()["reden"]) == (410, "De bron is ingetrokken.")
    assert COST not in {row["id"] for row in own_client.get("/v1/kengetallen").json()["resultaten"]}
    assert own_client.get("/v1/kengetallen/macro-schulden").status_code == 200


@EACH
def test_an_archived_row_stays_readable_with_a_banner(
    own_client: TestClient, desk: Desk, kind: Kind, slug: str, path: str
) -> None:
    desk.do(actions.archive, kind, slug, "Wij gebruiken dit niet meer.")
    text = text_of(own_client, f"{path}/{slug}")
    assert f"{kind.this.capitalize()} is gearchiveerd" in text
    assert "Wij gebruiken dit niet meer." in text
    assert f"{path}/{slug}" not in own_client.get(path).text


@EACH
def test_a_former_address_redirects_with_everything_below_it_and_the_id_stays(
    own_client: TestClient, desk: Desk, kind: Kind, slug: str, path: str
) -> None:
    desk.do(actions.rename, kind, slug, "nieuw-adres")
    for tail in ("", "/versies", "/versies/1", "/verschil/1/1"):
        answer = own_client.get(f"{path}/{slug}{tail}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{path}/nieuw-adres{tail}")
        assert own_client.get(answer.headers["location"]).status_code == 200
    id = COST if kind is Kind.UNIT_COST else "K01"
    row = soup(own_client.get(path).text).select_one(f"#resultaten [id='{id}']")
    assert row is not None
    assert row.select_one(f"a[href='{path}/nieuw-adres']") is not None
    if kind is Kind.UNIT_COST:
        assert own_client.get(f"/v1/kengetallen/{COST}").json()["id"] == COST


@pytest.mark.parametrize(
    "address",
    [
        "/kengetallen/bestaat-niet",
        "/kengetallen/macro-schulden",
        "/kengetallen/gezinshuizen",
        f"/kengetallen/{KPI}",
        f"/kengetallen/{COST}/versies/2",
        f"/kpis/{COST}",
        "/kpis/K01",
        f"/kpis/{KPI}/verschil/1/2",
        f"/aanpakken/{COST}",
    ],
)
def test_an_address_of_nothing_or_of_another_kind_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@EACH
def test_the_same_page_is_sent_from_what_is_kept(
    client: TestClient, kind: Kind, slug: str, path: str
) -> None:
    first = client.get(f"{path}/{slug}")
    again = client.get(f"{path}/{slug}", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert "set-cookie" not in first.headers


def test_a_concept_is_seen_by_nobody(own_client: TestClient, desk: Desk) -> None:
    with writing(desk.engine) as db, db.begin():
        row = make_unit_cost(name="Nog niet openbaar")
        actions.save_concept(db, Kind.UNIT_COST, row.id, row, at=NOW, expected_version=None)
    assert own_client.get("/kengetallen/uur-buurthulp").status_code == 404
    assert own_client.get("/v1/kengetallen/uur-buurthulp").status_code == 404
    assert "Nog niet openbaar" not in own_client.get("/kengetallen").text


def test_a_name_of_a_unit_cost_in_a_difference_is_the_present_one(own_client: TestClient, desk: Desk) -> None:
    for unit_cost in (None, COST):
        result = make_result(items=(make_benefit(unit_cost=unit_cost),))
        desk.put(Kind.APPROACH, "rekent-mee", make_approach(studies=(make_study(results=(result,)),)))
    desk.change(Kind.UNIT_COST, COST, name="Consult bij de huisarts")
    assert "Consult bij de huisarts" in text_of(own_client, "/aanpakken/rekent-mee/verschil/1/2")
    changes = own_client.get("/v1/aanpakken/rekent-mee/verschil/1/2").json()["wijzigingen"]
    assert [change["nieuw"] for change in changes] == ["Consult bij de huisarts"]
