"""The registers on the site: unit costs, indicators, glossary, data dictionary."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from starlette.datastructures import QueryParams

from app import glossary_page
from app.register_filter import matches
from app.register_rows import INDICATORS, UNIT_COSTS
from catalogue import glossary, registers
from catalogue.glossary import GlossaryTerm
from catalogue.vocabulary import VOCABULARIES, Reliability
from tests.app.html import ids, soup


def _rows(page: BeautifulSoup) -> list[Tag]:
    return page.select("#resultaten .mk-entry")


def _count(page: BeautifulSoup) -> str:
    heading = page.select_one("[data-mk-aantal]")
    assert heading is not None
    return heading.get_text(strip=True)


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.fixture(scope="module")
def listed(client: TestClient) -> BeautifulSoup:
    """The page with all unit costs, parsed once: it is large."""
    return soup(client.get("/kengetallen").text)


def test_every_unit_cost_stands_once_on_the_page_under_its_own_anchor(client: TestClient) -> None:
    text = client.get("/kengetallen").text
    parts = (registers.unit_costs(), registers.macro_figures(), registers.missing_unit_costs())
    for row in (row for part in parts for row in part):
        assert text.count(f'id="{row.id}"') == 1, row.id
    assert f">{len(registers.unit_costs())} kengetallen<" in text


def test_each_row_names_its_source_and_what_of_it_was_read(listed: BeautifulSoup) -> None:
    rows = _rows(listed)
    notes = {f"#{note['id']}" for note in listed.select(".mk-footnotes li")}
    assert len(rows) == len(registers.unit_costs())
    for row in rows:
        assert "Bron: " in row.text
        assert "Gelezen in: " in row.text
        note = row.select_one(".mk-ref a")
        assert note is not None
        assert note["href"] in notes


def test_an_unknown_price_year_is_said_in_words(listed: BeautifulSoup) -> None:
    shown = {str(row["id"]): row for row in _rows(listed)}
    unknown = [row.id for row in registers.unit_costs() if not isinstance(row.price_year, int)]
    assert unknown
    for id in unknown:
        assert "Prijspeil onbekend: nog niet overgenomen" in shown[id].text


def test_low_reliability_prints_the_words_rough_estimate_and_nothing_else_does(listed: BeautifulSoup) -> None:
    rows = {str(row["id"]): row.text for row in _rows(listed)}
    low = {row.id for row in registers.unit_costs() if row.reliability is Reliability.LOW}
    assert low
    assert {id for id, text in rows.items() if "Ruwe schatting" in text} == low


def test_an_amount_not_meant_for_sums_says_so(listed: BeautifulSoup) -> None:
    rows = {str(row["id"]): row.text for row in _rows(listed)}
    unusable = {row.id for row in registers.unit_costs() if not row.usable}
    assert unusable
    assert {id for id, text in rows.items() if "Niet om mee te rekenen" in text} == unusable


def test_different_amounts_for_one_thing_stand_beside_each_other_and_rows_lead_there(
    listed: BeautifulSoup,
) -> None:
    conflicts = registers.conflicts(registers.unit_costs())
    rows = {str(row["id"]): row for row in _rows(listed)}
    tables = {str(table.caption["id"]): table for table in listed.select("table") if table.caption}
    assert conflicts
    for conflict in conflicts:
        table = tables[f"tabel-{conflict.group.id}"]
        assert len(table.select("tbody tr")) == len(conflict.unit_costs)
        for row in conflict.unit_costs:
            assert table.select_one(f"a[href='#{row.id}']") is not None
            assert rows[row.id].select_one(f"a[href='#groep-{conflict.group.id}']") is not None
    assert {f"groep-{conflict.group.id}" for conflict in conflicts} <= ids(str(listed))


def test_both_prices_of_a_doctors_visit_are_shown_with_their_concept(listed: BeautifulSoup) -> None:
    table = listed.select_one("table:has(#tabel-huisartsconsult)")
    assert table is not None
    assert "€\N{NO-BREAK SPACE}30,87" in table.text
    assert "€\N{NO-BREAK SPACE}13per consult" in table.text
    assert "Referentieprijs" in table.text
    assert "Tarief" in table.text


def test_nationwide_totals_stand_apart_with_a_warning(listed: BeautifulSoup) -> None:
    section = listed.select_one("section[aria-labelledby=heel-nederland]")
    assert section is not None
    assert "Deel ze niet door een aantal mensen" in section.text
    assert [row["id"] for row in section.select(".mk-entry")] == [row.id for row in registers.macro_figures()]
    assert not {row.id for row in registers.macro_figures()} & {str(row["id"]) for row in _rows(listed)}


def test_gaps_are_listed_without_an_amount(listed: BeautifulSoup) -> None:
    section = listed.select_one("section[aria-labelledby=nog-te-vinden]")
    assert section is not None
    assert len(section.select("li")) == len(registers.missing_unit_costs())
    assert "€" not in section.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("diëtetiek", "zin-2022-dietetiek"),
        ("DIETETIEK", "zin-2022-dietetiek"),
        ("huisartsen", "zin-2022-huisarts-gemiddeld-consult"),
        ("de huisarts", "zin-2022-huisarts-gemiddeld-consult"),
        ("kredietbank", "bewind-2022-ontruiming"),
        ("zitting", "zin-2022-fysiotherapie"),
        ("30,87", "zin-2022-huisarts-gemiddeld-consult"),
    ],
)
def test_search_finds_words_of_name_unit_source_and_amount(
    client: TestClient, question: str, expected: str
) -> None:
    page = soup(client.get("/kengetallen", params={"q": question}).text)
    found = [str(row["id"]) for row in _rows(page)]
    assert expected in found
    assert len(found) < len(registers.unit_costs())
    assert page.select_one("meta[name=robots][content*=noindex]") is not None


@pytest.mark.parametrize("question", ["xkcdzzq", "???", "huisarts xkcdzzq"])
def test_a_search_without_answer_says_what_to_do(client: TestClient, question: str) -> None:
    answer = client.get("/kengetallen", params={"q": question})
    page = soup(answer.text)
    assert answer.status_code == 200
    assert _rows(page) == []
    assert _count(page) == "Geen kengetallen gevonden"
    assert page.select_one(".mk-empty a[href='/kengetallen']") is not None


def test_a_search_tells_of_gaps_and_totals_that_match(client: TestClient) -> None:
    page = soup(client.get("/kengetallen", params={"q": "pleegzorg"}).text)
    assert page.select_one("#resultaten a[href='#onbekend-uithuisplaatsing-pleegzorg']") is not None


def test_values_of_one_filter_add_and_filters_narrow(client: TestClient) -> None:
    rows = registers.unit_costs()
    either = UNIT_COSTS.select(rows, QueryParams("domein=wmo&domein=jeugd"))
    both = UNIT_COSTS.select(rows, QueryParams("domein=wmo&domein=jeugd&soort=tarief"))
    assert {row.domain for row in either.rows} == {registers.Domain.WMO, registers.Domain.YOUTH}
    assert set(both.rows) < set(either.rows)
    page = soup(client.get("/kengetallen?domein=wmo&domein=jeugd").text)
    assert len(_rows(page)) == len(either.rows)


def test_counts_of_a_filter_leave_out_its_own_choice() -> None:
    rows = registers.unit_costs()
    free = UNIT_COSTS.select(rows, QueryParams(""))
    chosen = UNIT_COSTS.select(rows, QueryParams("domein=wmo"))
    counts = [{choice.code: choice.count for choice in one.filters[0].choices} for one in (free, chosen)]
    assert counts[0] == counts[1]
    party = {filter_.name: filter_ for filter_ in chosen.filters}["partij"]
    assert sum(choice.count for choice in party.choices) == counts[0]["wmo"]


def test_every_count_tells_how_many_rows_a_click_gives() -> None:
    for choice_list in UNIT_COSTS.select(registers.unit_costs(), QueryParams("")).filters:
        for choice in choice_list.choices:
            answer = UNIT_COSTS.select(registers.unit_costs(), QueryParams({choice_list.name: choice.code}))
            assert len(answer.rows) == choice.count


def test_a_filter_value_that_does_not_exist_is_reported_and_not_used(client: TestClient) -> None:
    answer = client.get("/kengetallen", params={"domein": "<b>nergens</b>", "partij": "gemeente"})
    page = soup(answer.text)
    notice = page.select_one("#resultaten .mk-notice")
    assert notice is not None
    assert "‘<b>nergens</b>’" in notice.text
    assert len(_rows(page)) == len(
        UNIT_COSTS.select(registers.unit_costs(), QueryParams("partij=gemeente")).rows
    )


def test_a_chosen_filter_can_be_taken_away_and_keeps_the_rest(client: TestClient) -> None:
    page = soup(client.get("/kengetallen?q=zorg&domein=zorg&domein=wmo&soort=tarief").text)
    links = [str(chip["href"]) for chip in page.select(".mk-chip")]
    assert "/kengetallen?q=zorg&domein=wmo&soort=tarief" in links
    assert "/kengetallen?q=zorg&domein=zorg&domein=wmo" in links


def test_the_page_works_without_script_and_swaps_its_part_with_htmx(
    listed: BeautifulSoup, client: TestClient
) -> None:
    form = listed.select_one("#resultaten form")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", "/kengetallen")
    assert form.select_one("button[type=submit]") is not None
    part = client.get("/kengetallen?domein=wmo", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div class="mk-columns')
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["vary"]


@pytest.mark.parametrize("path", ["/kengetallen", "/kpis"])
def test_the_kept_whole_page_is_never_sent_as_a_part(client: TestClient, path: str) -> None:
    whole, part = client.get(path), client.get(path, headers={"HX-Request": "true"})
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "HX-Request" in whole.headers["vary"]


def test_the_file_holds_every_row_with_codes_and_reasons(client: TestClient) -> None:
    answer = client.get("/kengetallen.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = {row["id"]: row for row in _csv(answer.text)}
    parts = (registers.unit_costs(), registers.macro_figures(), registers.missing_unit_costs())
    assert len(rows) == sum(len(part) for part in parts)
    assert rows["zin-2022-huisarts-gemiddeld-consult"]["waarde"] == "30,87"
    assert rows["onbekend-voly"]["waarde"] == "nog_niet_overgenomen"
    assert rows["macro-schulden"]["soort"] == "macro"
    assert rows["opvangplek-2025"]["hoog"] == "70000"
    assert all(
        value != "" for row in rows.values() for value in (row["waarde"], row["prijspeil"], row["bron"])
    )


def test_the_file_answers_the_same_question_as_the_page(client: TestClient) -> None:
    rows = _csv(client.get("/kengetallen.csv?domein=wmo").text)
    page = soup(client.get("/kengetallen?domein=wmo").text)
    assert {row["id"] for row in rows} == {str(row["id"]) for row in _rows(page)}
    link = page.select_one("a[href^='/kengetallen.csv']")
    assert link is not None
    assert link["href"] == "/kengetallen.csv?domein=wmo"


def test_indicators_are_shown_without_measured_values_and_not_to_judge_by(client: TestClient) -> None:
    page = soup(client.get("/kpis").text)
    assert _count(page) == f"{len(registers.kpis())} indicatoren"
    assert "geen afrekenlijst" in page.text
    assert {str(row["id"]) for row in _rows(page)} == {kpi.id for kpi in registers.kpis()}
    assert len(page.select("#resultaten .mk-entry a[href^='http']")) == len(registers.kpis())


def test_indicators_are_filtered_by_work_type_theme_and_origin(client: TestClient) -> None:
    query = "werksoort=jongerenwerk&herkomst=swn&soort=prestatie"
    found = INDICATORS.select(registers.kpis(), QueryParams(query)).rows
    assert found
    assert {str(row["id"]) for row in _rows(soup(client.get(f"/kpis?{query}").text))} == {
        kpi.id for kpi in found
    }
    assert {row["id"] for row in _csv(client.get(f"/kpis.csv?{query}").text)} == {kpi.id for kpi in found}


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("opvang", "Dag- en nachtopvang", True),
        ("schulden", "Problematische schuld", True),
        ("schuldhulp", "schuldhulpverlening", True),
        ("op", "opvang", True),
        ("ang", "opvang", False),
        ("opvang verzuim", "opvang", False),
        ("van de opvang", "opvang", True),
        ("!?", "opvang", False),
    ],
)
def test_words_match_by_form_beginning_and_part(question: str, text: str, found: bool) -> None:
    assert matches(question, text) is found


def test_every_term_has_its_anchor_explanation_and_references_that_exist(client: TestClient) -> None:
    text = client.get("/begrippen").text
    page, anchors = soup(text), ids(text)
    for term in glossary.terms():
        article = page.select_one(f"article[id='{term.id}']")
        assert article is not None, term.id
        assert " ".join(term.explanation.split()) in " ".join(article.text.split())
        assert set(term.see_also) <= anchors
        if term.example:
            assert "Voorbeeld:" in article.text


def test_terms_stand_from_a_to_z_under_their_letter(client: TestClient) -> None:
    page = soup(client.get("/begrippen").text)
    letters = [str(heading.text).strip() for heading in page.select("h2[id^=letter-]")]
    assert letters == sorted(letters)
    assert [link.text for link in page.select("nav[aria-label='Begrippen op letter'] a")] == letters


def test_every_word_of_every_closed_list_is_explained(client: TestClient) -> None:
    page = soup(client.get("/begrippen").text)
    for name, terms in VOCABULARIES.items():
        part = page.select_one(f"details:has(#lijst-{name})")
        assert part is not None, name
        assert [code.text for code in part.select("code")] == [term.value for term in terms]
        assert all(term.explanation in part.text for term in terms)


def test_other_names_leave_out_plurals_and_articles() -> None:
    also = ("SROI's", "Social Return on Investment", "de SROI", "SROI-analyse", "SROI-analyses")
    term = GlossaryTerm(id="sroi", term="SROI", also=also, explanation="x")
    assert glossary_page.other_names(term) == ["Social Return on Investment", "SROI-analyse"]


def test_the_data_dictionary_explains_every_field_and_leads_to_lists_that_exist(client: TestClient) -> None:
    page = soup(client.get("/gegevenswoordenboek").text)
    rows = page.select("main tbody tr")
    assert len(rows) == sum(len(fields) for _, fields in glossary_page.documents())
    anchors = ids(client.get("/begrippen").text)
    links = [str(link["href"]) for link in page.select("main td a[href*='#lijst-']")]
    assert links
    assert {link.split("#")[1] for link in links} <= anchors
    assert page.select_one("a[href='/schema/aanpak.json']") is not None
    assert page.select_one("a[href='/schema/achtergrond.json']") is not None


@pytest.mark.parametrize("name", ["aanpak", "achtergrond"])
def test_the_schema_is_served_as_schema_and_resolves_its_own_references(
    client: TestClient, name: str
) -> None:
    answer = client.get(f"/schema/{name}.json")
    assert answer.headers["content-type"] == "application/schema+json"
    schema = answer.json()
    assert schema["$id"].endswith(f"/schema/{name}.json")
    references = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', answer.text))
    assert references
    assert references <= schema["$defs"].keys()


def test_an_unknown_schema_does_not_exist(client: TestClient) -> None:
    assert client.get("/schema/niets.json").status_code == 404
