"""The list: the questions, totals and counts of the page; every fault in a question at once."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.filters import FACET_PARAMETERS

LIST = "/v1/aanpakken"
QUESTIONS = [
    "",
    "q=jongeren",
    "q=schulden&thema=armoede-en-schulden",
    "werksoort=jongerenwerk&werksoort=ouderenwerk",
    "doelgroep=jongeren&methode=mkba&methode=sroi",
    "betaalt=gemeente&profiteert=zorgverzekeraar",
    "partij=woningcorporatie",
    "gemeente=landelijk",
    "gemeente=0363",
    "opzet=rct",
    "selectie=geselecteerd&sorteer=nieuwste-onderzoek",
    "preventie=preventief&bereik=individueel",
    "erkenning=goed_onderbouwd",
    "jaarVan=2012&jaarTot=2016&sorteer=laatst-gewijzigd",
    "q=qwertyuiop",
]


def listing(client: TestClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def faults(client: TestClient, query: str) -> list[tuple[str, str]]:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    return [(fault["in"], fault["name"]) for fault in answer.json()["errors"]]


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_question_finds_what_the_page_finds(client: TestClient, query: str) -> None:
    page = client.get(f"/aanpakken?{query}").text
    shown = dict.fromkeys(re.findall(r'href="/aanpakken/([a-z0-9-]+)"', page))
    found = listing(client, query)
    results = [row["slug"] for row in found["resultaten"] or found["alternatieven"]]
    assert list(shown)[: len(results)] == results


@pytest.mark.parametrize("facet", FACET_PARAMETERS)
def test_a_count_of_a_filter_is_the_total_after_choosing_it(client: TestClient, facet: str) -> None:
    shown = [one for one in listing(client)["facetten"] if one["naam"] == facet]
    for value in shown[0]["waarden"][:3] if shown else ():
        assert listing(client, f"{facet}={value['code']}")["totaalAantal"] == value["aantal"]


def test_a_filter_leaves_its_own_choice_out_of_its_counts(client: TestClient) -> None:
    before = {one["naam"]: one for one in listing(client)["facetten"]}
    after = {one["naam"]: one for one in listing(client, "thema=eenzaamheid")["facetten"]}
    free = {value["code"]: value["aantal"] for value in before["thema"]["waarden"]}
    chosen = {value["code"]: value["aantal"] for value in after["thema"]["waarden"]}
    assert chosen == free
    assert [value["code"] for value in after["thema"]["waarden"] if value["gekozen"]] == ["eenzaamheid"]
    assert after["werksoort"]["waarden"] != before["werksoort"]["waarden"]


def test_values_in_a_filter_add_up_and_filters_narrow(client: TestClient) -> None:
    one = listing(client, "thema=eenzaamheid")["totaalAantal"]
    two = listing(client, "thema=eenzaamheid&thema=mantelzorg")["totaalAantal"]
    narrowed = listing(client, "thema=eenzaamheid&werksoort=ouderenwerk")["totaalAantal"]
    assert narrowed < one < two


def test_the_pages_hold_every_approach_once(client: TestClient, slugs: list[str]) -> None:
    assert len(slugs) == len(set(slugs)) == listing(client)["totaalAantal"]


def test_the_size_of_a_page_can_be_chosen(client: TestClient) -> None:
    found = listing(client, "paginaGrootte=7&pagina=2")
    assert (found["pagina"], found["paginaGrootte"], len(found["resultaten"])) == (2, 7, 7)
    assert len(listing(client)["resultaten"]) == 20


def test_the_first_page_has_no_previous_and_the_last_no_next(client: TestClient) -> None:
    first = listing(client, "paginaGrootte=100")["_links"]
    assert first["prev"] is None
    last = client.get(first["last"]["href"]).json()["_links"]
    assert last["next"] is None
    assert last["self"] == first["last"]
    assert client.get(last["prev"]["href"]).status_code == 200


def test_past_the_end_there_is_a_way_back(client: TestClient) -> None:
    found = listing(client, "pagina=9999")
    assert found["resultaten"] == []
    assert found["_links"]["prev"] == found["_links"]["last"]


def test_the_header_holds_the_links_of_the_body_with_the_whole_question(client: TestClient) -> None:
    answer = client.get(f"{LIST}?thema=eenzaamheid&paginaGrootte=5&pagina=2&sorteer=laatst-gewijzigd")
    links = answer.json()["_links"]
    pairs = re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"])
    header = {relation: address for address, relation in pairs}
    assert header == {name: links[name]["href"] for name in ("first", "prev", "next", "last")}
    for address in header.values():
        assert {"thema=eenzaamheid", "paginaGrootte=5", "sorteer=laatst-gewijzigd"} <= set(
            address.partition("?")[2].split("&")
        )


def test_a_word_that_is_spelled_wrong_says_what_was_searched_for(client: TestClient) -> None:
    found = listing(client, "q=jongerenwrek")
    assert found["bedoeldeU"]
    assert found["bedoeldeU"] != "jongerenwrek"
    assert listing(client, "q=jongerenwerk")["bedoeldeU"] is None


def test_every_outcome_stands_with_its_method_year_comparison_and_sources(client: TestClient) -> None:
    page = f"{LIST}?paginaGrootte=100"
    outcomes = [row["uitkomst"] for row in client.get(page).json()["resultaten"] if row["uitkomst"]]
    assert outcomes
    for outcome in outcomes:
        assert {"zin", "zekerheid", "methode", "jaar", "vergelekenMet", "bronnen"} <= outcome.keys()
        assert outcome["zin"]
        assert outcome["vergelekenMet"]
        assert outcome["bronnen"]


def test_no_summary_holds_a_bare_ratio(client: TestClient) -> None:
    row = listing(client, "q=jongerenwerk")["resultaten"][0]
    assert "ratio" not in {*row, *row["uitkomst"]}


def test_all_faults_are_reported_at_once(client: TestClient) -> None:
    query = "thema=onzin&werksoort=&jaarVan=2020&jaarTot=2010&pagina=0&paginaGrootte=101&sorteer=ratio&foo=1"
    expected = ["thema", "werksoort", "pagina", "paginaGrootte", "sorteer", "foo", "jaarTot"]
    assert faults(client, query) == [("query", name) for name in expected]


@pytest.mark.parametrize(
    "query",
    [
        "pagina=",
        "pagina=-1",
        "pagina=1.0",
        "pagina=01",
        "pagina=%D9%A1",
        "pagina=99999999999999999999",
        "pagina=1&pagina=2",
        "paginaGrootte=0",
        "jaarVan=1800",
        "jaarTot=twintig",
        "sorteer=ratio",
        "q=a&q=b",
        f"q={'a' * 501}",
        "gemeente=363",
        "gemeente=9999",
        "thema=Eenzaamheid",
        "methode=mkba,sroi",
        "jaar=2020",
        "Thema=eenzaamheid",
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(client: TestClient, query: str) -> None:
    assert faults(client, query) == [("query", query.partition("=")[0])]
    assert client.get(f"{LIST}?{query}").json()["errors"][0]["reason"].endswith(".")


def test_one_wrong_value_among_good_ones_is_refused(client: TestClient) -> None:
    assert faults(client, "thema=eenzaamheid&thema=onzin&thema=flauwekul") == [("query", "thema")] * 2


@pytest.mark.parametrize("text", ["", "   ", "%00", "%F0%9F%98%80", "AND OR NOT (", '"', "a" * 500, "%ff"])
def test_any_text_gives_an_answer(client: TestClient, text: str) -> None:
    assert listing(client, f"q={text}")["totaalAantal"] >= 0
