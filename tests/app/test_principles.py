"""The principles of the design, on what a visitor really gets."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from catalogue import queries
from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.vocabulary import RatioDefinition
from tests.app.html import soup

Entry = Version[Approach]


@pytest.fixture(scope="module")
def entries(client: TestClient) -> list[Entry]:
    with Session(client.app_state["database"]) as db:
        return queries.all_live(db, Kind.APPROACH)


def _ratios(version: Entry) -> list[tuple[Study, Result]]:
    return [
        (study, result)
        for study in version.document.studies
        for result in study.results
        if isinstance(result.ratio, KnownFigure)
    ]


def test_a_ratio_never_stands_without_method_year_comparison_and_source(
    client: TestClient, entries: list[Entry]
) -> None:
    for version in entries:
        for study, _ in _ratios(version):
            page = soup(client.get(f"/aanpakken/{version.slug}").text)
            section = page.select_one(f"[id='{study.id}']")
            assert section is not None
            text = section.get_text(" ", strip=True)
            assert study.method.label in text
            assert "Vergeleken met" in text
            assert str(study.year) in text or "jaar onbekend" in text
            assert section.select(".mk-ref a[href^='#bron-']")


def test_a_ratio_on_a_card_has_its_method_year_and_comparison_beside_it(client: TestClient) -> None:
    for number in range(1, 10):
        for card in soup(client.get(f"/aanpakken?pagina={number}").text).select(".mk-entry"):
            outcome = card.select_one(".mk-outcome")
            if outcome is None or not re.search(r"euro|€", outcome.get_text()):
                continue
            text = outcome.get_text(" ", strip=True)
            assert "Vergeleken met:" in text
            assert re.search(r", (\d{4}|jaar onbekend), door ", text)


def test_a_net_return_or_own_ratio_is_never_worded_as_benefits_per_euro(
    client: TestClient, entries: list[Entry]
) -> None:
    other = {RatioDefinition.NET_RETURN, RatioDefinition.OTHER}
    checked = 0
    for version in entries:
        if any(result.ratio_definition in other for _, result in _ratios(version)):
            text = soup(client.get(f"/aanpakken/{version.slug}").text).get_text(" ", strip=True)
            assert re.search(r"iets anders dan baten per euro|geen baten per euro", text)
            checked += 1
    assert checked >= 3


def test_every_amount_in_a_table_of_items_leads_to_its_source(
    client: TestClient, entries: list[Entry]
) -> None:
    checked = 0
    for version in entries:
        page = soup(client.get(f"/aanpakken/{version.slug}").text)
        for number in page.select("table .mk-number"):
            cell = number.find_parent("td")
            assert cell is not None
            target = cell.select_one(".mk-ref a")
            assert target is not None, number.get_text()
            assert page.select_one(f"[id='{str(target['href'])[1:]}']") is not None
            checked += 1
    assert checked > 80


def test_unknown_is_said_in_words_and_never_shown_as_nothing_or_zero(
    client: TestClient, entries: list[Entry]
) -> None:
    for version in entries[:40]:
        page = soup(client.get(f"/aanpakken/{version.slug}").text)
        empty = [tag for tag in page.select("main dd, main td") if not tag.get_text(strip=True)]
        assert empty == []
        assert "None" not in page.select_one("main").get_text()  # type: ignore[union-attr]
        assert "€\u00a00 " not in page.select_one("main").get_text()  # type: ignore[union-attr]


def test_an_outcome_that_is_negative_or_small_is_listed_like_any_other(client: TestClient) -> None:
    text = client.get("/aanpakken/samen-recht-vinden").text
    assert "Of dat opweegt, hangt af" in text


def test_every_public_entry_stands_in_the_list(client: TestClient, entries: list[Entry]) -> None:
    assert len(entries) == 163
    page = soup(client.get("/aanpakken").text)
    assert page.select_one("[data-mk-aantal]").get_text(strip=True) == "163 aanpakken"  # type: ignore[union-attr]
