"""The list: filters, counts, order, paging, download."""

from itertools import combinations

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.filters import FACET_PARAMETERS
from app.indexing import facets
from catalogue import queries
from catalogue.kinds import Kind
from search.engine import Engine, Query
from tests.app.html import soup


@pytest.fixture(scope="module")
def engine(client: TestClient) -> Engine:
    found: Engine = client.app_state["index"].engine
    return found


@pytest.fixture(scope="module")
def carried(client: TestClient) -> dict[str, dict[str, tuple[str, ...]]]:
    """The codes of every published entry, straight from the documents."""
    with Session(client.app_state["database"]) as db:
        return {version.slug: facets(version.document) for version in queries.all_live(db, Kind.APPROACH)}


def _masks(carried: dict[str, dict[str, tuple[str, ...]]]) -> dict[str, dict[str, int]]:
    """Per facet and code the entries that carry it, one bit each."""
    masks: dict[str, dict[str, int]] = {name: {} for name in FACET_PARAMETERS}
    for number, values in enumerate(carried.values()):
        for name in FACET_PARAMETERS:
            for code in values.get(name, ()):
                masks[name][code] = masks[name].get(code, 0) | 1 << number
    return masks


@pytest.mark.slow
def test_counts_equal_the_list_for_every_combination_of_up_to_three_filters(
    engine: Engine, carried: dict[str, dict[str, tuple[str, ...]]]
) -> None:
    """Two choices are asked; the counts of the answer are the sizes of all lists with a third choice."""
    masks = _masks(carried)
    values = [(name, code) for name, codes in masks.items() for code in codes]
    for pair in [(), *combinations(values, 1), *combinations(values, 2)]:
        chosen: dict[str, tuple[str, ...]] = {}
        for name, code in pair:
            chosen[name] = (*chosen.get(name, ()), code)
        allowed = {name: _union(masks[name], codes) for name, codes in chosen.items()}
        answer = engine.answer(Query(facets=chosen, page_size=1))
        assert answer.total == _narrowed(len(carried), allowed).bit_count(), pair
        for name, codes in masks.items():
            rest = _narrowed(len(carried), {other: mask for other, mask in allowed.items() if other != name})
            expected = {code: number for code, mask in codes.items() if (number := (mask & rest).bit_count())}
            assert {code: n for code, n in answer.counts.get(name, {}).items() if n} == expected, pair


def _union(masks: dict[str, int], codes: tuple[str, ...]) -> int:
    mask = 0
    for code in codes:
        mask |= masks[code]
    return mask


def _narrowed(size: int, allowed: dict[str, int]) -> int:
    mask = (1 << size) - 1
    for other in allowed.values():
        mask &= other
    return mask


def test_the_list_and_its_counts_agree_on_the_page(client: TestClient) -> None:
    page = soup(client.get("/aanpakken").text)
    option = page.select_one("#f-thema-eenzaamheid")
    assert option is not None
    label = option.find_parent("label")
    assert label is not None
    shown = int(label.select_one(".mk-tick__count").get_text().split()[1])  # type: ignore[union-attr]
    narrowed = soup(client.get("/aanpakken?thema=eenzaamheid").text)
    assert narrowed.select_one("[data-mk-aantal]").get_text(strip=True).startswith(f"{shown} ")  # type: ignore[union-attr]


def test_a_chosen_filter_is_a_chip_that_takes_it_away(client: TestClient) -> None:
    page = soup(client.get("/aanpakken?q=schulden&thema=eenzaamheid&jaarVan=2010").text)
    chips = {chip.get_text(" ", strip=True): chip["href"] for chip in page.select(".mk-chip")}
    assert chips == {
        "Verwijder filter Thema: Eenzaamheid": "/aanpakken?q=schulden&jaarVan=2010",
        "Verwijder filter Onderzoek vanaf: 2010": "/aanpakken?q=schulden&thema=eenzaamheid",
    }


def test_a_filter_that_does_not_exist_is_reported_and_the_rest_is_used(client: TestClient) -> None:
    answer = client.get("/aanpakken?thema=eenzaamheid&werksoort=ufologie&jaarVan=veel")
    assert answer.status_code == 200
    text = soup(answer.text).select_one(".mk-results").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert "Wij kennen ‘ufologie’ niet bij dit filter" in text
    assert "Vul een heel getal in van 1990 tot en met 2100" in text
    assert soup(answer.text).select(".mk-chip")


def test_no_order_by_ratio_can_be_chosen(client: TestClient) -> None:
    options = [
        str(option["value"])
        for option in soup(client.get("/aanpakken?q=schulden").text).select("#sorteer option")
    ]
    assert options == ["relevantie", "naam", "nieuwste-onderzoek", "laatst-gewijzigd"]
    answer = client.get("/aanpakken?sorteer=ratio")
    assert "Wij kennen deze volgorde niet" in answer.text


def test_pages_are_linked_and_no_entry_is_lost_between_them(client: TestClient) -> None:
    seen: list[str] = []
    path = "/aanpakken"
    for _ in range(20):
        page = soup(client.get(path).text)
        seen += [str(link["href"]) for link in page.select(".mk-results .mk-entry__title a")]
        following = page.select_one("link[rel=next]")
        if following is None:
            break
        path = str(following["href"])
    assert len(seen) == len(set(seen)) == 163


def test_a_page_past_the_end_leads_back(client: TestClient) -> None:
    page = soup(client.get("/aanpakken?pagina=99").text)
    assert "Deze pagina is leeg" in page.get_text()
    assert page.select_one('.mk-empty a[href="/aanpakken"]')


def test_htmx_gets_only_the_changing_part(client: TestClient) -> None:
    part = client.get("/aanpakken?thema=eenzaamheid", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div class="mk-columns')
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["vary"]
    whole = client.get("/aanpakken?thema=eenzaamheid")
    assert part.text.strip() in whole.text


def test_nothing_found_helps_further(client: TestClient) -> None:
    page = soup(client.get("/aanpakken?q=xkcdzzq").text)
    assert "Geen aanpakken" in page.select_one("[data-mk-aantal]").get_text()  # type: ignore[union-attr]
    assert page.select('.mk-empty a[href="/aanpakken"]')
    assert page.select('.mk-empty a[href="/contact"]')


def test_too_narrow_filters_show_the_nearest_alternatives(client: TestClient) -> None:
    page = soup(client.get("/aanpakken?q=dakloos&werksoort=sport-en-bewegen&methode=mkba").text)
    assert "Dit komt het dichtst in de buurt" in page.get_text()
    assert page.select(".mk-results .mk-entry")


@pytest.mark.parametrize("question", ["", "?thema=eenzaamheid", "?q=gemeente"])
def test_the_download_holds_the_whole_list_with_unknown_as_a_word(client: TestClient, question: str) -> None:
    answer = client.get(f"/aanpakken.csv{question}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    shown = soup(client.get(f"/aanpakken{question}").text).select_one("[data-mk-aantal]")
    assert lines[0].startswith("slug;versie;naam;selectie;")
    assert len(lines) - 1 == int(shown.get_text(strip=True).split()[0])  # type: ignore[union-attr]
    assert "nog_niet_overgenomen" in answer.text


def test_collected_entries_are_marked_and_can_be_filtered(client: TestClient) -> None:
    page = soup(client.get("/aanpakken?selectie=verzameld").text)
    cards = page.select(".mk-results .mk-entry")
    assert cards
    assert all("Verzameld: nog niet uitgewerkt" in card.get_text() for card in cards)


def test_leads_are_not_public(client: TestClient) -> None:
    assert client.get("/aanpakken/centeringpregnancy").status_code == 404
    assert soup(client.get("/aanpakken?q=CenteringPregnancy").text).select(".mk-empty")
