"""Amounts in prices of a chosen year, on the page of an entry."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.price_view import OUTSIDE, PARTLY_UNKNOWN, UNKNOWN_PRICE_YEAR, omgerekend, page_prices, price_choice
from app.price_view import result_prices as shown_prices
from catalogue import queries
from catalogue.cpi import cpi
from catalogue.kinds import Kind
from catalogue.money import NBSP
from catalogue.parts import BalanceItem, Sensitivity
from catalogue.price_level import Converted, in_prices_of
from catalogue.schema import NOT_ADOPTED, known
from tests.app.html import faults, soup
from tests.builders import make_benefit, make_figure, make_result, make_study

SHELTER = "/aanpakken/begeleide-maatschappelijke-opvang"  # prices of 2011
LAW = "/aanpakken/samen-recht-vinden"  # prices of 2021
UNKNOWN_YEAR = "/aanpakken/gezinshuizen"
KNOWN_YEARS = {
    "begeleide-maatschappelijke-opvang": 2011,
    "life-review-ouderen": 2009,
    "re-integratie-en-nazorg-gedetineerden": 2016,
    "samen-recht-vinden": 2021,
}
NEWEST = cpi().last_year


def page(client: TestClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return soup(answer.text)


def today(found: BeautifulSoup) -> list[str]:
    return [" ".join(note.get_text().split()) for note in found.select(".mk-today")]


def chosen(found: BeautifulSoup) -> str:
    options = found.select("#prijspeil-jaar option[selected]")
    assert len(options) == 1
    return options[0].get_text()


def shown(figure: object, year: int, target: int) -> str:
    found = in_prices_of(figure, year, target, cpi())  # type: ignore[arg-type]
    assert found is not None
    return omgerekend(found).striptags()


def test_an_amount_with_a_known_price_year_stands_beside_the_same_in_prices_of_now(
    client: TestClient,
) -> None:
    notes = today(page(client, SHELTER))
    expected = f"Prijspeil 2011. Dat is nu ongeveer €{NBSP}66.413 (prijspeil {NEWEST}), "
    assert f"{expected}omgerekend met de consumentenprijsindex.".replace(NBSP, " ") in notes
    assert len(notes) >= 8


def test_every_converted_amount_says_by_what_and_leads_to_the_index_and_formula(client: TestClient) -> None:
    found = page(client, SHELTER)
    for note in found.select(".mk-today"):
        link = note.select_one("a")
        assert link is not None
        assert link.get_text() == "omgerekend met de consumentenprijsindex"
        target = found.select_one(f"[id='{str(link['href'])[1:]}']")
        assert target is not None
        assert re.search(r"Bedrag × 134,61 ÷ 93,69", target.get_text())
    explained = found.select_one("#prijspeil-uitleg")
    assert explained is not None
    text = explained.get_text()
    for word in ("Index 2011", "Herleid", "CBS", "71905ned", "CC BY 4.0", "Lonen en zorgkosten"):
        assert word in text


def test_the_year_is_chosen_in_the_address_and_on_the_page(client: TestClient) -> None:
    found = page(client, f"{SHELTER}?prijspeil=2020")
    assert chosen(found) == "2020"
    assert all("(prijspeil 2020)" in note for note in today(found))
    assert not any("is nu" in note for note in today(found))
    form = found.select_one("#prijspeil form")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", SHELTER)
    assert form.select_one("label[for='prijspeil-jaar']") is not None
    assert form.select_one("button[type='submit']") is not None
    assert len(form.select("option")) == len(cpi().years)


def test_without_a_choice_the_newest_year_of_the_register_is_taken(client: TestClient) -> None:
    bare = client.get(SHELTER)
    assert chosen(soup(bare.text)) == str(NEWEST)
    for same in (f"{SHELTER}?prijspeil={NEWEST}", f"{SHELTER}?prijspeil=", f"{SHELTER}?anders=1"):
        assert client.get(same).content == bare.content


@pytest.mark.parametrize(
    "asked", ["1999", "2026", "abc", "20 20", "2020.0", "-2020", "٢٠٢٠", "<script>", "9" * 400]
)
def test_a_year_that_is_not_there_gets_a_friendly_answer_and_the_newest(
    client: TestClient, asked: str
) -> None:
    answer = client.get(SHELTER, params={"prijspeil": asked})
    assert answer.status_code == 200
    found = soup(answer.text)
    assert chosen(found) == str(NEWEST)
    told = found.select_one("#prijspeil .mk-notice")
    assert told is not None
    assert f"Kies een jaar van {cpi().first_year} tot en met {NEWEST}." in told.get_text()
    if not asked.isascii() or asked.startswith(("<", "999")):
        assert asked not in answer.text


def test_amounts_already_in_prices_of_the_chosen_year_are_not_converted(client: TestClient) -> None:
    found = page(client, f"{LAW}?prijspeil=2021")
    assert set(today(found)) == {"Prijspeil 2021."}
    assert "Wij rekenen niets om" in found.select_one("#prijspeil-2021").get_text()  # type: ignore[union-attr]


def test_a_version_at_its_own_address_converts_too(client: TestClient) -> None:
    found = page(client, f"{SHELTER}/versies/1?prijspeil=2015")
    assert chosen(found) == "2015"
    assert found.select_one("#prijspeil form")["action"] == f"{SHELTER}/versies/1"  # type: ignore[index]


def test_the_canonical_address_has_no_price_year(client: TestClient) -> None:
    for address in (SHELTER, f"{SHELTER}?prijspeil=2020", f"{SHELTER}?prijspeil=x"):
        link = page(client, address).select_one("link[rel=canonical]")
        assert link is not None
        assert str(link["href"]).endswith(SHELTER)


def test_where_the_price_year_is_unknown_that_is_said_once_and_nothing_is_converted(
    client: TestClient,
) -> None:
    found = page(client, f"{UNKNOWN_YEAR}?prijspeil=2020")
    assert found.select(".mk-today, #prijspeil") == []
    text = found.get_text()
    results = text.count("Hoe zeker is dit?") - 1
    assert 1 <= text.count(UNKNOWN_PRICE_YEAR) <= results


def test_only_studies_with_a_price_year_convert_and_a_ratio_never(client: TestClient) -> None:
    with Session(client.app_state["database"]) as db:
        entries = queries.all_live(db, Kind.APPROACH)
    converted = set()
    for version in entries:
        text = client.get(f"/aanpakken/{version.slug}").text
        if "mk-today" in text:
            years = {known(study.price_year) for study in version.document.studies} - {None}
            converted.add((version.slug, *years))
            rows = soup(text).select("dl.mk-facts > div")
            ratios = [row for row in rows if _head(row).startswith("Verhouding")]
            assert ratios
            assert not any(row.select(".mk-today") for row in ratios)
    assert converted == set(KNOWN_YEARS.items())


def _head(row: Tag) -> str:
    head = row.select_one("dt")
    return head.get_text() if head else ""


@pytest.mark.parametrize("address", [SHELTER, f"{SHELTER}?prijspeil=2020", f"{LAW}?prijspeil=x"])
def test_the_page_is_sound_html_with_unique_ids(client: TestClient, address: str) -> None:
    text = client.get(address).text
    assert faults(text) == []
    ids = [str(tag["id"]) for tag in soup(text).select("[id]")]
    assert len(ids) == len(set(ids))


def test_each_year_is_made_once_and_words_make_no_new_pages(client: TestClient) -> None:
    pages = client.app_state["rendered"]._pages
    client.get(SHELTER)
    client.get(f"{SHELTER}?prijspeil=2019")
    client.get(f"{SHELTER}?prijspeil=onzin")
    before = len(pages)
    for asked in ("2019", "2019&x=1", "onzin", "nog-meer-onzin", "1066", "2025"):
        assert client.get(f"{SHELTER}?prijspeil={asked}").status_code == 200
    assert len(pages) == before


def test_a_question_mark_in_the_path_itself_leads_nowhere(client: TestClient) -> None:
    assert client.get(f"{SHELTER}?prijspeil=2018").status_code == 200
    assert client.get(f"{SHELTER}%3Fprijspeil=2018").status_code == 404


def test_a_kept_page_is_sent_as_not_modified_per_year(client: TestClient) -> None:
    tag = client.get(f"{SHELTER}?prijspeil=2020").headers["etag"]
    same = client.get(f"{SHELTER}?prijspeil=2020", headers={"If-None-Match": tag})
    other = client.get(SHELTER, headers={"If-None-Match": tag})
    assert (same.status_code, other.status_code) == (304, 200)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (make_figure(1000), "Dat is nu ongeveer € 1.402 (prijspeil 2025)"),
        (
            make_figure(1000, low="500", high="2000"),
            "Dat is nu ongeveer € 1.402 (van € 701 tot € 2.805)",
        ),
        (make_figure("25000000"), "Dat is nu ongeveer € 35,1 miljoen (prijspeil 2025)"),
        (make_figure("-1000"), "Dat is nu ongeveer € -1.402 (prijspeil 2025)"),
    ],
)
def test_an_amount_is_worded_with_its_range(figure: object, words: str) -> None:
    assert words.replace(" ", "") in shown(figure, 2012, 2025).replace(" ", "")


def test_a_bound_on_one_side_stays_a_bound() -> None:
    figure = make_figure(1).model_copy(update={"mid": None, "low": make_figure(1000).mid})
    assert "Dat is nu minstens € 1.402" in shown(figure, 2012, 2025)


def test_a_balance_under_another_assumption_is_converted_too() -> None:
    row = Sensitivity(id="g1", variable="Aantal", result="Dan is er verlies.", net=make_figure(-1000))
    result = make_result(sensitivities=(row,))
    prices = shown_prices(make_study(price_year=2012), result, price_choice("2024"))
    assert set(prices.sensitivities) == {"g1"}
    assert isinstance(prices.sensitivities["g1"], Converted)


def test_every_price_year_of_a_page_is_explained_once() -> None:
    choice = price_choice("2024")
    own = make_result(items=(make_benefit(price_year=2015), make_benefit(id="p2")))
    study = make_study(price_year=2012)
    found = page_prices(choice, [shown_prices(study, own, choice), shown_prices(study, own, choice)])
    assert found is not None
    assert [(row.source.year, str(row.factor)) for row in found.rows] == [(2012, "1.3575"), (2015, "1.3031")]


@pytest.mark.parametrize(
    ("study", "items", "note"),
    [
        ({"price_year": NOT_ADOPTED}, (), UNKNOWN_PRICE_YEAR),
        ({"price_year": NOT_ADOPTED}, (make_benefit(price_year=2015),), PARTLY_UNKNOWN),
        ({"price_year": 1999}, (), OUTSIDE.format(1999)),
        ({"price_year": 2012}, (make_benefit(price_year=1998),), OUTSIDE.format(1998)),
        ({"price_year": 2012}, (make_benefit(price_year=2015),), None),
    ],
)
def test_a_result_says_once_why_amounts_are_not_converted(
    study: dict[str, object], items: tuple[BalanceItem, ...], note: str | None
) -> None:
    result = make_result(items=items)
    assert shown_prices(make_study(**study), result, price_choice(None)).note == note


def test_a_result_without_amounts_says_nothing_of_prices() -> None:
    empty = make_result(costs=NOT_ADOPTED, benefits=NOT_ADOPTED, net=NOT_ADOPTED)
    study = make_study(price_year=NOT_ADOPTED)
    prices = shown_prices(study, empty, price_choice(None))
    assert prices.note is None
    assert page_prices(price_choice(None), [prices]) is None
