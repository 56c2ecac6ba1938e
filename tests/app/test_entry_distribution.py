"""Who pays and who gains on the page of an entry: the sentence, the chart and the table beside it."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from app.charts import WIDE
from catalogue import actions, queries
from catalogue.kinds import Kind
from tests.app.html import soup
from tests.counting import statements

PAGE = "/aanpakken/basisbaan"
PICTURE = f"{PAGE}/grafieken/uitkomst-1"
FILTER = "verdeling=gemeente-betaalt-ander-profiteert"
SENTENCE = "De gemeente betaalt €\xa032.000 per persoon per jaar."


def page_of(client: TestClient, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return soup(response.text)


def figure_of(client: TestClient, path: str = PAGE) -> Tag:
    """The first chart of a page."""
    found = page_of(client, path).select_one("figure.mk-chart")
    assert found is not None
    return found


def image_of(client: TestClient, path: str = PAGE) -> dict[str, str]:
    image = figure_of(client, path).img
    assert image is not None
    return {name: str(value) for name, value in image.attrs.items()}


def test_the_sentence_stands_high_on_the_page(client: TestClient) -> None:
    (section,) = page_of(client, PAGE).select("section[aria-labelledby=partijen]")
    assert SENTENCE in section.text


def test_the_chart_has_its_conclusion_its_size_and_its_table(client: TestClient) -> None:
    figure, image = figure_of(client), image_of(client)
    assert image["alt"].startswith(SENTENCE)
    assert int(image["width"]) == WIDE
    assert int(image["height"]) > 200
    assert figure.select("table tr")
    assert figure.figcaption
    assert "per persoon per jaar" in figure.figcaption.text


def test_every_picture_that_the_page_names_is_there(client: TestClient) -> None:
    figure = figure_of(client)
    named = [str(source["srcset"]) for source in figure.select("source")]
    named += [str(image["src"]) for image in figure.select("img")]
    named += [str(link["href"]) for link in figure.select("a[download]")]
    assert len(named) == 6
    assert any("weergave=donker" in address and "breedte=smal" in address for address in named)
    for address in named:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["content-type"].startswith("image/")


def test_the_picture_has_the_size_that_the_page_keeps_free(client: TestClient) -> None:
    image = image_of(client)
    root = ET.fromstring(client.get(image["src"]).content)  # noqa: S314  (our own picture)
    assert (root.get("width"), root.get("height")) == (image["width"], image["height"])


def test_the_picture_is_asked_for_again_and_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{PICTURE}.svg")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(f"{PICTURE}.svg", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_chart_is_laid_out_once_until_something_is_published(own_client: TestClient) -> None:
    own_client.get(f"{PICTURE}.svg")
    with statements(own_client.app_state["database"]) as sent:
        assert own_client.get(f"{PICTURE}.svg?weergave=donker").status_code == 200
    assert not [one for one in sent if "revision" in one]
    with own_client.app_state["open_database"]() as db:
        found = queries.find(db, Kind.APPROACH, "basisbaan")
        assert found
        actions.withdraw(db, found.entry, "De cijfers klopten niet.", datetime.now(UTC))
        db.commit()
    own_client.app_state["index"]._looked_at = -1e9
    assert own_client.get(f"{PICTURE}.svg").status_code == 410


def test_a_download_has_the_name_of_the_entry(client: TestClient) -> None:
    response = client.get(f"{PICTURE}.png?download=1")
    assert response.headers["content-disposition"] == 'attachment; filename="basisbaan-uitkomst-1.png"'


def test_a_version_has_its_own_pictures_at_its_own_address(client: TestClient) -> None:
    address = image_of(client, f"{PAGE}/versies/1")["src"]
    assert address == f"{PAGE}/versies/1/grafieken/uitkomst-1.svg"
    assert client.get(address).status_code == 200


def test_a_background_publication_has_its_chart_too(client: TestClient) -> None:
    address = image_of(client, "/achtergrond/jeugdgezondheidszorg-vka-2012")["src"]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{PAGE}/grafieken/uitkomst-9.svg",
        f"{PAGE}/grafieken/uitkomst-2.svg",
        f"{PICTURE}.pdf",
        f"{PICTURE}.svg.png",
        "/aanpakken/bestaat-niet/grafieken/uitkomst-1.svg",
        f"{PAGE}/versies/99/grafieken/uitkomst-1.svg",
        "/achtergrond/basisbaan/grafieken/uitkomst-1.svg",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_without_a_known_amount_there_is_a_sentence_and_a_table_and_no_chart(client: TestClient) -> None:
    page = page_of(client, "/aanpakken/buurtgezinnen")
    assert not page.select("figure.mk-chart")
    (body,) = page.select("details#uitkomst-1-posten")
    assert "Wie betaalt, is niet bekend. De gemeente heeft er voordeel van" in body.text
    assert body.select("table")


def test_what_is_attributed_to_nobody_is_explained(client: TestClient) -> None:
    page = page_of(client, "/aanpakken/beheerde-speeltuinen")
    assert "Niet toegedeeld: in wat wij lazen, ligt dit niet bij één partij uit deze lijst." in page.text


def test_a_saved_picture_says_where_its_amounts_were_read(client: TestClient) -> None:
    kept = client.get("/aanpakken/mazl/grafieken/uitkomst-1.svg?download=1").text
    shown = " ".join(re.findall(r">([^<]+)</text>", kept))
    assert "Bedragen gelezen in: Nieuwe methode voor aanpakken ziekteverzuim (tweede hand)" in shown


def test_a_total_of_all_gains_is_no_part_of_them(client: TestClient) -> None:
    text = page_of(client, "/aanpakken/mazl").text
    assert "Alle baten samen, €\xa082 gemiddeld per leerling, zijn niet over partijen verdeeld." in text
    assert "Een deel van het voordeel, €\xa082" not in text


def test_the_large_figures_say_what_they_are_about(client: TestClient) -> None:
    page = page_of(client, "/aanpakken/beheerde-speeltuinen")
    first = page.select_one(".mk-figures")
    assert first is not None
    assert "Heel Nederland, gemiddeld per jaar" in first.text


def test_two_filters_of_one_name_are_told_apart(client: TestClient) -> None:
    chips = page_of(client, "/aanpakken?betaalt=gemeente&profiteert=gemeente").select(".mk-chip")
    visible = [chip.get_text(" ", strip=True).removeprefix("Verwijder filter ") for chip in chips]
    assert sorted(visible) == ["Wie betaalt: Gemeente", "Wie heeft er voordeel van: Gemeente"]


def test_without_any_outcome_none_is_promised(client: TestClient) -> None:
    text = page_of(client, "/aanpakken/housing-first").text
    assert "Hier staat het nieuwste met een uitkomst" not in text
    assert "Van geen ervan is een uitkomst in euro’s overgenomen." in text


def test_a_list_can_be_narrowed_to_who_pays_while_another_gains(client: TestClient) -> None:
    page = page_of(client, f"/aanpakken?{FILTER}")
    assert "/aanpakken/basisbaan" in {link["href"] for link in page.select("h3 a")}
    assert page.select_one("input[name=verdeling][checked]")


def test_the_open_api_knows_the_same_filter(client: TestClient) -> None:
    slugs = [entry["slug"] for entry in client.get(f"/v1/aanpakken?{FILTER}").json()["resultaten"]]
    assert "basisbaan" in slugs
    assert len(slugs) < 20
    assert client.get("/v1/aanpakken?verdeling=onzin").status_code == 400
