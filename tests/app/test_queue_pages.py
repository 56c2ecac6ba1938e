"""The queue and the list of pages: filters as addresses, order, pages, and who may look."""

from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from app.database import writing
from catalogue import actions
from catalogue.editing.actor import Actor
from catalogue.kinds import Kind
from catalogue.terms_workflow import AccountRole
from tests.app.desk_site import SLUG, Site, make_site, text_of
from tests.app.html import soup
from tests.builders import make_approach
from tests.counting import statements


@pytest.fixture
def site(own_client: TestClient) -> Site:
    return make_site(own_client)


@pytest.fixture
def writer(site: Site) -> Actor:
    return site.new(AccountRole.EDITOR, name="Wim Schrijver")


def rows(page: str, table: str = "tabel-werk") -> list[str]:
    return [one.get_text() for one in soup(page).select("tbody th[scope=row]") if table in page]


def test_the_queue_leads_to_the_difference_in_one_click(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    page = soup(site.get("/redactie/werk?wie=ik"))
    (link,) = page.select("tbody th a")
    assert link["href"] == f"/redactie/concepten/{concept_id}/verschil"
    assert "Wijziging" in page.select_one("tbody").get_text()  # type: ignore[union-attr]


def test_filters_are_addresses_that_can_be_kept(site: Site, writer: Actor) -> None:
    site.begin(writer)
    site.new_page(writer, werksoorten=["opbouwwerk"])
    site.begin(writer, is_quick=True, samenvatting="Kort en goed, met genoeg woorden om iets te zeggen.")
    site.sit(writer)
    mine = "wie=ik"
    assert len(rows(site.get(f"/redactie/werk?{mine}"))) == 3
    assert rows(site.get(f"/redactie/werk?{mine}&q=buurtkamer")) == ["Buurtkamer"]
    assert rows(site.get(f"/redactie/werk?{mine}&vorm=nieuw")) == ["Buurtkamer"]
    assert rows(site.get(f"/redactie/werk?{mine}&werksoort=opbouwwerk")) == ["Buurtkamer"]
    assert len(rows(site.get(f"/redactie/werk?{mine}&vorm=correctie"))) == 1
    assert len(rows(site.get(f"/redactie/werk?{mine}&soort=kpi"))) == 0
    page = soup(site.get(f"/redactie/werk?{mine}&vorm=nieuw&q=buurt"))
    assert page.select_one('#f-vorm option[value="nieuw"][selected]') is not None
    assert page.select_one('#f-q[value="buurt"]') is not None
    tabs = [one["href"] for one in page.select(".mk-tabs a")]
    assert all("wie=ik" in str(address) and "vorm=nieuw" in str(address) for address in tabs)


def test_states_are_counted_beside_each_other(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.new_page(writer)
    site.step(concept_id, "voorleggen")
    page = soup(site.get("/redactie/werk?q=jongerenwerk in de wijk&stand=ter_beoordeling"))
    counts = {one.get_text(" ", strip=True) for one in page.select(".mk-tabs a")}
    assert {"Ter beoordeling 1", "Concept 0", "Alles 1"} <= counts
    current = page.select_one('.mk-tabs a[aria-current="page"]')
    assert current is not None
    assert "Ter beoordeling" in current.get_text()


@pytest.mark.parametrize(
    "query",
    [
        "stand=onzin",
        "wie=-1",
        "wie=" + "9" * 40,
        "soort=x",
        "pagina=0",
        "pagina=abc",
        "pagina=99999999",
        "q=%00",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_queue(site: Site, writer: Actor, query: str) -> None:
    site.begin(writer)
    assert "Werklijst" in site.get(f"/redactie/werk?{query}")


def test_a_long_queue_has_pages(site: Site, writer: Actor) -> None:
    for number in range(45):
        site.new_page(writer, naam=f"Proefpagina {number:02}")
    first = site.get("/redactie/werk?q=proefpagina")
    assert len(rows(first)) == 40
    assert 'rel="next"' in first
    second = site.get("/redactie/werk?q=proefpagina&pagina=2")
    assert rows(second) == [f"Proefpagina {number}" for number in range(40, 45)]
    assert rows(site.get("/redactie/werk?q=proefpagina&pagina=7")) == rows(second)


def test_nothing_found_says_so_and_leads_on(site: Site, writer: Actor) -> None:
    shown = text_of(site.get("/redactie/werk?q=bestaatniet"))
    assert "Geen werk past bij deze filters." in shown
    assert writer.name in shown


def test_the_queue_is_for_the_desk(site: Site) -> None:
    for role in (AccountRole.SUBMITTER, AccountRole.ADMINISTRATOR):
        site.new(role, name=f"Een {role.value}")
        for path in ("/redactie/werk", "/redactie/paginas", f"/redactie/paginas/{SLUG}"):
            assert site.client.get(path).status_code == 403


# --- the list of pages -----------------------------------------------------------------------------------


def listed(site: Site, query: str = "") -> list[str]:
    return rows(site.get(f"/redactie/paginas?{query}"), "tabel-paginas")


def test_the_list_shows_what_is_public_beside_what_is_worked_on(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.step(concept_id, "voorleggen")
    page = soup(site.get("/redactie/paginas?q=jongerenwerk in de wijk"))
    (row,) = page.select("tbody tr")
    assert "Gepubliceerd" in row.get_text()
    assert "versie 1" in row.get_text()
    links = {str(one["href"]): one.get_text() for one in row.select("a")}
    assert links[f"/redactie/concepten/{concept_id}/verschil"] == "Ter beoordeling"
    assert f"/redactie/paginas/{SLUG}" in links


def test_the_list_is_filtered(site: Site, writer: Actor) -> None:
    site.begin(writer)
    site.new_page(writer)
    name = "Jongerenwerk in de wijk"
    assert name in listed(site, "werk=ja")
    assert name not in listed(site, "werk=nee")
    assert name not in listed(site, "werk=goedgekeurd")
    assert "Buurtkamer" in listed(site, "stand=concept")
    assert name in listed(site, "stand=gepubliceerd&werksoort=jongerenwerk&soort=aanpak&q=jongerenwerk")
    assert listed(site, "soort=aanpak&q=buurtkamer&stand=gepubliceerd") == []
    assert listed(site, "te_laat=ja&q=jongerenwerk in de wijk") == []


def test_what_should_have_been_looked_at_is_found(site: Site, writer: Actor) -> None:
    site.new_page(writer, naam="Nog niet op de site", controle_voor="2020-01-01")
    looked = date(2022, 1, 1)
    with writing(site.database) as db, db.begin():
        old = make_approach(name="Oud nieuws", checked_on=looked)
        actions.publish(db, Kind.APPROACH, "oud-nieuws", old, note=None, at=datetime(2022, 1, 1, tzinfo=UTC))
    assert listed(site, "te_laat=ja") == ["Oud nieuws"]


def test_what_came_to_nothing_is_out_of_the_way(site: Site, writer: Actor) -> None:
    concept_id = site.new_page(writer)
    site.step(concept_id, "weggooien", zeker="ja")
    assert "buurtkamer" not in " ".join(listed(site, "q=buurtkamer")).lower()
    assert listed(site, "stand=vervallen") == ["buurtkamer"]


@pytest.mark.parametrize("query", ["stand=onzin", "werk=onzin", "pagina=-3", "q=%25"])
def test_nonsense_shows_a_list_as_well(site: Site, writer: Actor, query: str) -> None:
    assert "Pagina" in site.get(f"/redactie/paginas?{query}")
    assert writer.id


@pytest.mark.parametrize("path", ["/redactie/werk?q=proef", "/redactie/paginas?q=proef", "/redactie/paginas"])
def test_more_rows_ask_no_more_questions(site: Site, writer: Actor, path: str) -> None:
    counts = []
    for number in range(8):
        site.new_page(writer, naam=f"Proef {number}")
        if number in {1, 7}:
            with statements(site.database) as asked:
                site.get(path)
            counts.append(len(asked))
    assert counts[0] == counts[1]
