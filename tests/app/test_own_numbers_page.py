"""The page with own numbers: everything typed is in the address, nothing typed is lost."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.database import make_engine
from app.main import create_app
from app.settings import Settings
from catalogue import actions
from catalogue.documents import Study
from catalogue.kinds import Kind
from catalogue.vocabulary import Method, Unit
from tests.app.html import soup
from tests.builders import make_approach, make_figure, make_result, make_source, make_study

PAGE = "/aanpakken/begeleide-maatschappelijke-opvang/rekenen"
ORIGIN = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
NBSP = "\u00a0"
SLUG = "drie-onderzoeken"
FIGURES: dict[str, str | int] = {"costs": 1000, "benefits": 1500, "net": 500, "ratio": "1.5"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def text_of(body: str) -> str:
    """The words of a page, each space as one."""
    return re.sub(r"[ \n]+", " ", soup(body).get_text(" "))


def words(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def value(body: str, name: str) -> str:
    field = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', body)
    assert field, name
    return html.unescape(field.group(1))


def test_unchanged_it_shows_what_the_study_found(client: TestClient) -> None:
    shown = words(client, PAGE)
    assert f"De bovenkant is wat het onderzoek vond: kosten €{NBSP}23.236, baten €{NBSP}46.224." in shown
    assert "U hebt nog niets veranderd." in shown
    assert "Dit is een verkenning, geen voorspelling." in shown


def test_own_numbers_give_a_range_in_two_digits(client: TestClient) -> None:
    shown = words(client, f"{PAGE}?deelnemers=40&kosten=20.000&effect=80&prijspeil=2011")
    assert f"€{NBSP}740.000 tot €{NBSP}1,5{NBSP}miljoen" in shown
    assert f"€{NBSP}800.000" in shown
    assert "het onzeker" in shown
    assert "U hebt nog niets veranderd." not in shown


@pytest.mark.parametrize(
    ("query", "field", "typed", "message"),
    [
        ("deelnemers=12.5", "deelnemers", "12.5", "heel getal"),
        ("deelnemers=0", "deelnemers", "0", "van 1 tot en met"),
        ("kosten=veel", "kosten", "veel", "bijvoorbeeld 1.234,50"),
        ("kosten=-5", "kosten", "-5", "boven 0"),
        ("effect=120", "effect", "120", "van 0 tot en met 100"),
        ("deelnemers=%3Cb%3E", "deelnemers", "<b>", "bijvoorbeeld 40"),
        ("deelnemers=", "deelnemers", "", "Vul in met hoeveel u wilt rekenen"),
        ("effect=+", "effect", "", "bijvoorbeeld 80"),
        ("effect=alles", "effect", "alles", "bijvoorbeeld 80"),
    ],
)
def test_a_wrong_field_says_what_to_do_and_keeps_what_was_typed(
    client: TestClient, query: str, field: str, typed: str, message: str
) -> None:
    body = client.get(f"{PAGE}?{query}").text
    assert value(body, field) == typed
    assert message in text_of(body)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', body)
    assert f'href="#{field}"' in body


def test_while_typing_the_message_stands_at_its_field_only(client: TestClient) -> None:
    part = client.get(f"{PAGE}?kosten=veel", headers={"HX-Request": "true"}).text
    assert 'id="fouten"' not in part
    assert "Verbeter eerst ‘Uw kosten’." in text_of(part)


def test_what_second_hand_figures_are_worth_is_said_beside_them(client: TestClient) -> None:
    shown = words(client, "/aanpakken/mazl/rekenen")
    assert "niet in het onderzoek zelf, maar in een bericht of artikel erover" in shown
    assert shown.count("Het bedrag staat in een nieuwsbericht.") == 1


def test_one_outcome_is_said_once(client: TestClient) -> None:
    shown = words(client, f"{PAGE}?kosten=200&effect=0")
    assert f"zijn de kosten €{NBSP}200 hoger dan de baten" in shown


def test_own_costs_are_asked_in_the_chosen_prices(client: TestClient) -> None:
    assert "Uw eigen kosten gelden in prijzen van 2025." in words(client, f"{PAGE}?prijspeil=2025")
    assert "Uw eigen kosten gelden" not in words(client, PAGE)


def test_on_paper_stands_the_address_with_the_numbers(client: TestClient) -> None:
    body = client.get(f"{PAGE}?deelnemers=40").text
    assert re.search(r'mk-print-only">Adres: [^<]*deelnemers=40[^<]*versie=1', body)
    assert "Adres: http://127.0.0.1:8000/aanpakken/begeleide-maatschappelijke-opvang/rekenen." not in body


def test_a_year_without_an_index_is_refused_beside_its_field(client: TestClient) -> None:
    assert "Kies een jaar van 2000 tot en met" in words(client, f"{PAGE}?prijspeil=1950")


def test_too_many_participants_are_refused_in_words_and_stay_typed(client: TestClient) -> None:
    body = client.get(f"{PAGE}?deelnemers=130.000").text
    assert "tien keer" in text_of(body)
    assert value(body, "deelnemers") == "130.000"


def test_a_posted_form_becomes_an_address_that_holds_what_was_typed(client: TestClient) -> None:
    typed = {"deelnemers": "40", "kosten": "€ 20.000", "effect": "", "prijspeil": "2020"}
    answer = client.post(PAGE, data=typed, headers=ORIGIN, follow_redirects=False)
    assert answer.status_code == 303
    address = urlsplit(answer.headers["location"])
    assert address.path == PAGE
    assert parse_qs(address.query) == {"deelnemers": ["40"], "kosten": ["€ 20.000"], "prijspeil": ["2020"]}


def test_another_site_may_not_post_the_form(client: TestClient) -> None:
    answer = client.post(PAGE, data={"deelnemers": "3"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_with_htmx_only_the_changing_part_is_sent(client: TestClient) -> None:
    part = client.get(f"{PAGE}?deelnemers=3", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div class="mk-own"')
    assert "<h1" not in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_the_address_to_share_names_the_version_and_gives_the_same_page(client: TestClient) -> None:
    body = client.get(f"{PAGE}?deelnemers=40").text
    shared = re.search(r'id="deel-adres" href="([^"]+)"', body)
    assert shared
    address = urlsplit(html.unescape(shared.group(1)))
    assert parse_qs(address.query) == {"deelnemers": ["40"], "versie": ["1"]}
    assert "voor 40 deelnemers" in words(client, f"{address.path}?{address.query}")


def test_an_unknown_version_or_result_shows_the_live_one(client: TestClient) -> None:
    assert "U hebt nog niets veranderd." in words(client, f"{PAGE}?versie=99&uitkomst=bestaat-niet")


def test_a_study_that_cannot_carry_it_is_refused_with_its_reason(client: TestClient) -> None:
    shown = words(client, "/aanpakken/gezinshuizen/rekenen")
    assert "Met dit onderzoek kunt u niet rekenen" in shown
    assert "Dit is een SROI." in shown
    assert "Reken uit" not in shown


def test_an_address_without_an_entry_is_not_found(client: TestClient) -> None:
    assert client.get("/aanpakken/bestaat-niet/rekenen").status_code == 404
    posted = client.post("/aanpakken/bestaat-niet/rekenen", headers=ORIGIN, follow_redirects=True)
    assert posted.status_code == 404


def test_only_an_empty_form_may_be_found_by_search_engines(client: TestClient) -> None:
    assert 'content="noindex' not in client.get(PAGE).text
    assert 'content="noindex' in client.get(f"{PAGE}?deelnemers=3").text
    assert 'content="noindex' in client.get("/aanpakken/gezinshuizen/rekenen").text


def test_the_entry_page_leads_to_it_only_where_it_can_be_done(client: TestClient) -> None:
    assert f'href="{PAGE}"' in client.get("/aanpakken/begeleide-maatschappelijke-opvang").text
    refused = client.get("/aanpakken/gezinshuizen").text
    assert "Reken met uw eigen getallen" not in refused
    assert "Waarom u hier niet zelf kunt rekenen" in refused
    assert "/rekenen" not in client.get("/aanpakken/2be-sport4connect").text


@pytest.fixture
def two_studies(own_settings: Settings) -> Iterator[TestClient]:
    """A site with an approach of three studies, of which two carry a calculation."""
    usable = {"unit": Unit.PER_PARTICIPANT, "price_year": 2019, "participants": 50}
    methods = (Method.MKBA, Method.MKBA, Method.SROI)
    studies = tuple(_study(number, **usable, method=method) for number, method in enumerate(methods, 1))
    engine = make_engine(own_settings)
    with Session(engine) as db:
        actions.publish(db, Kind.APPROACH, SLUG, make_approach(studies=studies), note=None, at=NOW)
        db.commit()
    engine.dispose()
    with TestClient(create_app(own_settings)) as client:
        yield client


def _study(number: int, **facts: object) -> Study:
    """A study whose identifiers are its own."""
    source = f"b{number}"
    figures = {name: make_figure(amount, sources=(source,)) for name, amount in FIGURES.items()}
    result = make_result(id=f"u{number}", **figures)
    return make_study(id=f"o{number}", sources=(make_source(id=source),), results=(result,), **facts)


def test_a_reader_chooses_between_studies_and_reads_why_one_is_missing(two_studies: TestClient) -> None:
    page = f"/aanpakken/{SLUG}/rekenen"
    body = two_studies.get(f"{page}?uitkomst=u2").text
    assert '<option value="u2" selected>' in body
    assert '<option value="u3"' not in body
    shown = text_of(body)
    assert "Onderzoeken waarmee het niet kan" in shown
    assert "Dit is een SROI." in shown
