"""How sure an outcome is, on pages and cards of the real collection."""

import html

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.pages import environment
from app.settings import Settings
from catalogue import queries, wording
from catalogue.documents import Approach, Study
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.reading import leading_study, main_result
from catalogue.wording import how_sure, timing_words
from tests.app.html import faults, soup
from tests.builders import make_figure, make_result, make_study


@pytest.fixture(scope="module")
def entries(client: TestClient) -> list[Version[Approach]]:
    with Session(client.app_state["database"]) as db:
        return queries.all_live(db, Kind.APPROACH)


def test_every_outcome_says_how_sure_it_is_and_whether_it_is_a_forecast(
    client: TestClient, entries: list[Version[Approach]]
) -> None:
    for version in entries:
        text = html.unescape(client.get(f"/aanpakken/{version.slug}").text)
        results = [(study, result) for study in version.document.studies for result in study.results]
        assert text.count("<h5>Hoe zeker is dit?</h5>") == len(results), version.slug
        for study, result in results:
            sure = how_sure(study, result)
            assert sure.conclusion in text, version.slug
            assert timing_words(study) in text, version.slug


def test_a_range_stands_in_a_table_from_low_to_high(client: TestClient) -> None:
    page = soup(client.get("/aanpakken/leergeld").text)
    table = page.select_one("#hoe-zeker ~ table, table:has(#hoe-zeker)")
    assert table is not None
    assert [cell.get_text() for cell in table.select("thead th")] == ["Wat", "Laag", "Midden", "Hoog"]
    row = [cell.get_text() for cell in table.select("tbody tr")[0].find_all(["th", "td"])]
    assert row == ["Maatschappelijke waarde per euro (SROI)", "€\u00a02,00", "niet bekend", "€\u00a08,00"]


def test_one_value_alone_makes_no_table(client: TestClient) -> None:
    page = client.get("/aanpakken/begeleide-maatschappelijke-opvang").text
    assert "Geen bandbreedte bekend" in page
    assert 'id="hoe-zeker"' not in page


def test_every_card_says_whether_its_outcome_was_expected_or_measured(client: TestClient) -> None:
    kinds = set(wording.TIMING_WORDS.values())
    seen = set()
    for number in (1, 2, 3):
        for card in soup(client.get(f"/aanpakken?pagina={number}").text).select(".mk-outcome"):
            said = {words for words in kinds if words in card.get_text()}
            assert len(said) == 1
            seen |= said
    assert len(seen) > 1


def test_a_card_counts_effects_without_an_amount_beside_the_outcome(
    client: TestClient, entries: list[Version[Approach]]
) -> None:
    counted = [entry for entry in entries if (study := leading_study(entry.document)) and _beside(study)][:3]
    assert len(counted) == 3
    for version in counted:
        study = leading_study(version.document)
        assert study is not None
        listed = soup(client.get("/aanpakken", params={"q": f'"{version.document.name}"'}).text)
        card = listed.select_one(f".mk-entry:has(a[href='/aanpakken/{version.slug}']) .mk-outcome")
        assert card is not None
        assert _beside(study) in card.get_text()


def _beside(study: Study) -> str:
    result = main_result(study)
    return (wording.unpriced(result) or "") if result else ""


def test_the_block_shows_sensitive_assumptions_and_what_is_disputed() -> None:
    result = make_result(net=make_figure(5, low="-1", high="9", disputed=True))
    sure = how_sure(make_study(results=(result,)), result)
    env = environment(Settings())
    macro = env.get_template("aanpakken/_hoe_zeker.html").module.hoe_zeker  # type: ignore[attr-defined]
    text = str(macro(sure, "x"))
    assert faults(f"<!doctype html><title>x</title>{text}") == []
    assert "Een andere bron spreekt een van deze cijfers tegen." in text
    assert "€\u00a0-1" in text
