"""Comparing: what an address chooses, the verdict before the figures, the file, and how to begin."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from app.comparison_choice import parameters, read_choice
from app.urls import with_query
from catalogue.vocabulary import Comparable, Method
from tests.app.comparison import Asked, asked, chosen, messages, text
from tests.app.html import ids, soup
from tests.counting import statements

TWO = "/vergelijk?aanpak=casemanagement-dementie&aanpak=blijf-actief-thuis"
MIXED = (
    "/vergelijk?aanpak=gezinshuizen&aanpak=van-overleven-naar-leven&aanpak=buurtpraktijkteam-columbusplein"
)


# The page


def test_the_verdict_comes_before_the_figures_and_is_said_in_words(client: TestClient) -> None:
    page = asked(client, TWO)
    order = [heading.get("id") for heading in page.select("main h2[id]")]
    assert order == ["oordeel", "naast-elkaar"]
    notice = text(page, "#oordeel ~ .mk-notice, section[aria-labelledby=oordeel] .mk-notice")
    assert notice.startswith("Niet goed te vergelijken, want de methode (een businesscase en een onderzoek")
    assert "Staat in de weg" in text(page, "section[aria-labelledby=oordeel] table")


def test_columns_stand_in_the_order_of_the_address_and_never_by_height(client: TestClient) -> None:
    first = asked(client, MIXED)
    turned = asked(client, "/vergelijk?" + "&".join(reversed(MIXED.split("?")[1].split("&"))))
    assert chosen(first) == list(reversed(chosen(turned)))
    for page in (first, turned):
        heads = [
            head.get_text(" ", strip=True)[2:] for head in page.select("#tabel-naast-elkaar ~ thead th")[1:]
        ]
        assert heads == chosen(page)


def test_every_cell_of_a_differing_point_says_so_with_words_and_an_icon(client: TestClient) -> None:
    page = asked(client, MIXED)
    marks = page.select(".mk-vs__aspect--staat-in-de-weg .mk-vs__reason .nl-data-badge")
    assert marks
    assert all(mark.get_text(strip=True) == "Staat in de weg" and mark.select_one("svg") for mark in marks)


def test_a_ratio_never_stands_without_its_kind_method_year_and_comparison(client: TestClient) -> None:
    page = asked(client, MIXED)
    rows = [
        row
        for row in page.select("tr")
        if row.th and "erhouding" in row.th.get_text() and row.select(".mk-number")
    ]
    assert rows
    for row in rows:
        for cell in row.select("td"):
            if cell.select_one(".mk-number"):
                note = text(soup(str(cell)), ".mk-cell-note:last-child")
                assert "Vergeleken met:" in note
                assert any(method.label in note for method in Method)
                assert cell.select_one("a[href^='#bron-']")


def test_an_sroi_ratio_has_a_row_of_its_own(client: TestClient) -> None:
    page = asked(client, MIXED)
    heads = [head.get_text(strip=True) for head in page.select("#tabel-naast-elkaar ~ tbody th[scope=row]")]
    assert sum(head.startswith("Verhouding") for head in heads) == 1
    assert sum(head.startswith("SROI-verhouding") for head in heads) == 1
    [row] = [row for row in page.select("tr") if row.th and row.th.get_text().startswith("Verhouding")]
    assert "Die verhouding staat in de rij hieronder" in row.select("td")[0].get_text()


def test_what_nobody_knows_is_said_once_with_its_reason(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=housing-first&aanpak=het-bouwdepot")
    rows = [row.get_text(" ", strip=True) for row in page.select("tr") if row.th]
    [silent] = [row for row in rows if row.startswith("Bij beide onbekend") and "rekenrente" in row.lower()]
    assert "nog niet overgenomen" in silent
    assert not any(row.startswith("Rekenrente") and "Hoe hoger" not in row for row in rows)


def test_footnotes_lead_to_sources_on_the_page(client: TestClient) -> None:
    answer = client.get(MIXED).text
    targets = {str(link["href"])[1:] for link in soup(answer).select("a[href^='#bron-']")}
    assert targets
    assert targets <= ids(answer)


def test_a_filled_address_is_not_for_search_engines_and_the_start_is(client: TestClient) -> None:
    assert asked(client, TWO).select_one("meta[name=robots][content^=noindex]")
    assert asked(client, "/vergelijk?aanpak=gezinshuizen").select_one("meta[name=robots][content^=noindex]")
    start = asked(client, "/vergelijk")
    assert start.select_one("meta[name=robots]") is None
    assert start.select_one("link[rel=canonical][href$='/vergelijk']")


def test_one_more_leads_to_the_list_with_the_choice_in_its_address(client: TestClient) -> None:
    page = asked(client, TWO)
    [link] = [a for a in page.select("a") if a.get_text(strip=True) == "Voeg nog een aanpak toe"]
    assert link["href"] == "/aanpakken?vergelijk=casemanagement-dementie&vergelijk=blijf-actief-thuis"


def test_taking_one_away_leaves_the_others(client: TestClient) -> None:
    page = asked(client, MIXED)
    addresses = [link["href"] for link in page.select(".mk-choice__remove")]
    assert addresses[1] == "/vergelijk?aanpak=gezinshuizen&aanpak=buurtpraktijkteam-columbusplein"
    assert chosen(asked(client, str(addresses[1]))) == ["Gezinshuizen", "BuurtPraktijkTeam (BPT)"]


def test_the_comparison_asks_few_questions(client: TestClient) -> None:
    with statements(client.app_state["database"]) as sent:
        assert client.get(MIXED).status_code == 200
    assert len([one for one in sent if not one.startswith("BEGIN")]) <= 4


def test_what_is_not_known_is_not_said_to_be_absent(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=mazl&aanpak=housing-first")
    assert "want niet van elk onderzoek is er een bekend" in page.get_text()


def test_a_difference_among_three_names_what_each_compares_with(client: TestClient) -> None:
    page = asked(client, MIXED)
    [row] = [
        row for row in page.select("tr") if row.th and row.th.get_text().startswith("Vergelijking: waarmee")
    ]
    assert "De vergelijking verschilt: met " in row.get_text(" ", strip=True)


# What an address chooses


def test_more_than_four_shows_the_first_four_and_says_so(client: TestClient) -> None:
    slugs = ["gezinshuizen", "housing-first", "leergeld", "voedselbank", "thuisadministratie"]
    page = asked(client, with_query("/vergelijk", {"aanpak": slugs}))
    assert len(chosen(page)) == 4
    assert "Wij tonen de eerste 4 en laten ‘Thuisadministratie’ weg" in messages(page)
    assert "Voeg nog een aanpak toe" not in page.get_text()
    assert "Vier is het meeste" in page.get_text()


def test_what_does_not_exist_is_named_and_the_rest_is_kept(client: TestClient) -> None:
    page = asked(client, TWO + "&aanpak=bestaat-niet&onderzoek=blijf-actief-thuis:verzonnen")
    assert len(chosen(page)) == 2
    assert "Wij kennen geen aanpak ‘bestaat-niet’" in messages(page)
    assert "Wij kennen geen onderzoek ‘verzonnen’" in messages(page)


@pytest.mark.parametrize("slug", ["%3Cscript%3E", "%00", "a" * 500, "..%2F..%2Fetc", "%F0%9F%98%80"])
def test_nonsense_in_the_address_is_answered_with_a_page(client: TestClient, slug: str) -> None:
    answer = client.get(f"/vergelijk?aanpak={slug}&onderzoek={slug}&onderzoek=:&aanpak=")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_a_background_publication_is_no_approach_to_compare(client: TestClient) -> None:
    assert "Wij kennen geen aanpak" in messages(asked(client, "/vergelijk?aanpak=re-integratie-seo-2006"))


def test_another_study_of_an_approach_can_be_chosen(client: TestClient) -> None:
    address = TWO + "&onderzoek=casemanagement-dementie:casemanagement-dementie-compas-2016"
    page = asked(client, address)
    assert text(page, "section[aria-labelledby=oordeel] .mk-notice").startswith(
        "Te vergelijken, met voorbehoud"
    )
    selected = page.select_one("select[name=onderzoek] option[selected]")
    assert selected is not None
    assert selected["value"] == "casemanagement-dementie:casemanagement-dementie-compas-2016"


def test_the_same_approach_twice_shows_two_of_its_studies(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=casemanagement-dementie&aanpak=casemanagement-dementie")
    names = chosen(page)
    assert len(set(names)) == 2
    assert all(name.startswith("Casemanagement dementie (") for name in names)


def test_an_approach_stands_there_no_oftener_than_it_has_studies(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=gezinshuizen&aanpak=gezinshuizen&aanpak=leergeld")
    assert chosen(page) == ["Gezinshuizen", "Stichting Leergeld"]
    assert "staan alle onderzoeken er al" in messages(page)


def test_a_study_chosen_twice_is_shown_once_beside_another(client: TestClient) -> None:
    study = "casemanagement-dementie:casemanagement-dementie-compas-2016"
    slug = "casemanagement-dementie"
    address = with_query("/vergelijk", {"aanpak": [slug, slug], "onderzoek": [study, study]})
    page = asked(client, address)
    assert "Wij tonen het één keer" in messages(page)
    assert len(set(chosen(page))) == 2


def test_the_form_for_another_study_keeps_what_else_is_chosen(client: TestClient) -> None:
    form = asked(client, TWO).select_one("form.mk-choice")
    assert form is not None
    assert form["method"] == "get"
    assert [field["value"] for field in form.select("input[name=aanpak]")] == [
        "casemanagement-dementie",
        "blijf-actief-thuis",
    ]
    sent = [field["value"] for field in form.select("input[name=onderzoek]")]
    assert len(sent) + len(form.select("select[name=onderzoek]")) == 2


def test_the_address_of_a_choice_leads_to_the_same_choice(client: TestClient) -> None:
    slug = "casemanagement-dementie"
    wanted = [
        f"{slug}:casemanagement-dementie-compas-2016",
        f"{slug}:casemanagement-dementie-ruimte-voor-zorg-2023",
    ]

    with client.app_state["open_database"]() as db:
        choice = read_choice(db, Asked(aanpak=[slug, "leergeld", slug], onderzoek=wanted))
        again = read_choice(db, Asked(choice.parameters))
    assert [column.key for column in choice.columns] == [wanted[0], choice.columns[1].key, wanted[1]]
    assert again.columns == choice.columns
    assert again.messages == ()
    assert parameters(again.columns) == choice.parameters


# Beginning


def test_fewer_than_two_explain_how_to_begin(client: TestClient) -> None:
    page = asked(client, "/vergelijk")
    assert "Zet twee tot vier aanpakken naast elkaar" in page.get_text()
    for level in Comparable:
        assert level.label in page.get_text()


def test_one_approach_offers_what_is_like_it(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=housing-first")
    links = [str(a["href"]) for a in page.select(".mk-candidates a.mk-action")]
    assert links
    assert all(link.startswith("/vergelijk?aanpak=housing-first&aanpak=") for link in links)


def test_searching_keeps_what_is_chosen_and_offers_to_add(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=housing-first&q=dakloos")
    form = page.select_one("form[role=search][action='/vergelijk']")
    assert form is not None
    assert [field["value"] for field in form.select("input[type=hidden]")] == ["housing-first"]
    items = page.select(".mk-candidates__item")
    assert any("Gekozen" in item.get_text() for item in items) or items
    added = page.select_one(".mk-candidates a.mk-action")
    assert added is not None
    assert len(chosen(asked(client, str(added["href"])))) == 2


def test_a_search_without_results_says_so(client: TestClient) -> None:
    assert "Niets gevonden bij ‘xkcdzzq’" in asked(client, "/vergelijk?q=xkcdzzq").get_text()


def test_the_button_of_an_entry_leads_to_the_address_that_holds_the_choice(client: TestClient) -> None:
    page = asked(client, "/aanpakken/gezinshuizen")
    form = page.select_one("form[method=post][action='/vergelijk']")
    assert form is not None
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    answer = client.post("/vergelijk", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/vergelijk?aanpak=gezinshuizen")
    assert client.cookies == {}


@pytest.mark.parametrize("slugs", [[], ["a", "b"], ["//elders.example", "a\r\nSet-Cookie: x"], ["é&b=c"]])
def test_the_button_never_leads_elsewhere(client: TestClient, slugs: list[str]) -> None:
    answer = client.post("/vergelijk", data={"aanpak": slugs})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/vergelijk")
    assert "set-cookie" not in answer.headers


def test_another_site_may_not_press_the_button(client: TestClient) -> None:
    answer = client.post("/vergelijk", data={"aanpak": "a"}, headers={"Origin": "https://elders.example"})
    assert answer.status_code == 403


# The file


def rows(client: TestClient, address: str) -> dict[str, list[str]]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert len({len(row) for row in found}) == 1
    assert len({row[0] for row in found}) == len(found)
    return {row[0]: row[1:] for row in found}


def test_the_file_holds_the_verdict_the_reasons_and_every_figure(client: TestClient) -> None:
    found = rows(client, MIXED.replace("/vergelijk?", "/vergelijk.csv?"))
    assert found["gegeven"][:3] == [
        "Gezinshuizen",
        "Van Overleven Naar Leven (VONL)",
        "BuurtPraktijkTeam (BPT)",
    ]
    assert found["oordeel"][3] == "niet"
    assert found["oordeel"][4].startswith("Niet goed te vergelijken, want")
    assert found["vergelijking_methode"][3] == "staat_in_de_weg"
    assert found["kosten_midden"] == ["60327", "nog_niet_overgenomen", "600000", "", ""]
    assert found["ratio_midden"][:3] == ["niet_van_toepassing", "1,9", "2"]
    assert found["sroi_midden"][:3] == ["1,3", "niet_van_toepassing", "niet_van_toepassing"]
    assert found["kosten_lezingen"][:3] == ["tweede_hand", "nog_niet_overgenomen", "tweede_hand"]
    assert found["kosten_laag"][:3] == ["nog_niet_overgenomen"] * 3
    for name, cells in found.items():
        assert all(cells[:3]) or name == "oordeel", name
    assert found["methode"][:3] == ["sroi", "mkba", "mkba"]


PRICED = "?aanpak=begeleide-maatschappelijke-opvang&aanpak=samen-recht-vinden&aanpak=mazl"


def test_amounts_with_a_known_price_year_also_stand_in_prices_of_one_year(client: TestClient) -> None:
    page = asked(client, f"/vergelijk{PRICED}&prijspeil=2020")
    shown = {note.get_text(" ", strip=True) for note in page.select("#tabel-naast-elkaar ~ tbody .mk-today")}
    assert any(
        words.startswith("Prijspeil 2011. Dat is ongeveer €\xa026.663 (prijspeil 2020)") for words in shown
    )
    assert any(
        words.startswith("Prijspeil 2021. Dat is ongeveer €\xa03.506 (prijspeil 2020)") for words in shown
    )
    for link in page.select(".mk-today a"):
        assert str(link["href"])[1:] in ids(str(page))
    form = page.select_one("#prijspeil form")
    assert form is not None
    sent = {(str(one["name"]), str(one["value"])) for one in form.select("input")}
    assert ("aanpak", "mazl") in sent
    assert len(sent) == 6
    assert all("prijspeil=2020" in str(link["href"]) for link in page.select(".mk-choice__remove"))


def test_without_any_known_price_year_there_is_nothing_to_choose(client: TestClient) -> None:
    page = asked(client, "/vergelijk?aanpak=mazl&aanpak=gezinshuizen&prijspeil=2020")
    assert page.select_one("#prijspeil") is None
    assert page.select_one(".mk-today") is None


def test_a_year_that_the_index_does_not_know_is_told(client: TestClient) -> None:
    page = asked(client, f"/vergelijk{PRICED}&prijspeil=1850")
    assert "Dat jaar kennen wij niet" in page.get_text()
    assert all("prijspeil" not in str(link["href"]) for link in page.select(".mk-choice__remove"))


def test_the_file_has_the_totals_in_prices_of_the_chosen_year_and_no_ratio(client: TestClient) -> None:
    found = rows(client, f"/vergelijk.csv{PRICED}&prijspeil=2020")
    assert found["kosten_midden"][:3] == ["23236", "3600", "17"]
    assert found["kosten_in_prijzen_van_2020_midden"] == [
        "26663,49",
        "3506,08",
        "nog_niet_overgenomen",
        "",
        "",
    ]
    assert not [name for name in found if name.startswith("ratio_in_prijzen")]
    newest = rows(client, f"/vergelijk.csv{PRICED}")
    assert [name for name in newest if name.startswith("kosten_in_prijzen_van_20")]


def test_without_two_columns_there_is_no_file(client: TestClient) -> None:
    answer = client.get("/vergelijk.csv?aanpak=gezinshuizen")
    assert (answer.status_code, answer.headers["location"]) == (303, "/vergelijk?aanpak=gezinshuizen")
