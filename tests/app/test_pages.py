"""What holds for every page of the site."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.security import policy
from tests.app.html import faults, soup

PAGES = [
    "/",
    "/aanpakken",
    "/aanpakken?q=schulden&thema=armoede-en-schulden",
    "/aanpakken?q=xkcdzzq",
    "/aanpakken?q=schulden+xkcdzzq",
    "/aanpakken?q=schudlhulpverlening+rotterdam",
    "/aanpakken?q=dakloos&jaarTot=1995&methode=mkba",
    "/gezond",
    "/aanpakken?pagina=2",
    "/aanpakken/gezinshuizen",
    "/aanpakken/housing-first",
    "/aanpakken/klantreis-financiele-hulpverlening",
    "/aanpakken/gezinshuizen/versies",
    "/aanpakken/gezinshuizen/versies/1",
    "/aanpakken/gezinshuizen/verschil/1/1",
    "/werksoorten",
    "/werksoorten/schuldhulpverlening",
    "/themas",
    "/themas/eenzaamheid",
    "/gemeenten",
    "/gemeenten/0363",
    "/gemeenten/0014",
    "/achtergrond",
    "/achtergrond/re-integratie-seo-2006",
    "/achtergrond/re-integratie-seo-2006/versies",
    "/achtergrond/re-integratie-seo-2006/versies/1",
    "/achtergrond/re-integratie-seo-2006/verschil/1/1",
    "/kengetallen",
    "/kpis",
    "/begrippen",
    "/gegevenswoordenboek",
    "/over",
    "/handleiding",
    "/toegankelijkheid",
    "/privacy",
    "/cookies",
    "/contact",
    "/open-data",
    "/licenties",
]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_and_is_well_formed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert faults(answer.text) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_a_language_a_skip_link_and_landmarks(client: TestClient, path: str) -> None:
    page = soup(client.get(path).text)
    assert page.html is not None
    assert page.html["lang"] == "nl"
    assert len(page.select("h1")) == 1
    first_link = page.select("body a[href]")[0]
    assert first_link["href"] == "#inhoud"
    for landmark in ("header", "main#inhoud", "footer", "nav[aria-label]"):
        assert page.select(landmark), landmark


@pytest.mark.parametrize("path", PAGES)
def test_headings_do_not_skip_a_level(client: TestClient, path: str) -> None:
    levels = [int(str(tag.name)[1]) for tag in soup(client.get(path).text).select("main :is(h1,h2,h3,h4,h5)")]
    jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
    assert jumps == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_uses_each_id_once(client: TestClient, path: str) -> None:
    found = [str(tag["id"]) for tag in soup(client.get(path).text).select("[id]")]
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sets_no_cookie_and_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "set-cookie" not in headers
    for name, value in policy().headers.items():
        assert headers[name] == value


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_inline_style_or_script_and_calls_no_other_origin(
    client: TestClient, path: str
) -> None:
    page = soup(client.get(path).text)
    assert not page.select("[style], style, [onclick], [onload]")
    assert {tag.get("type") for tag in page.select("script:not([src])")} <= {"application/ld+json"}
    loaded = [
        str(tag.get("src") or tag.get("srcset") or tag.get("href"))
        for tag in page.select("script[src], img[src], source[srcset], link[rel=stylesheet]")
    ]
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


def test_titles_are_unique(client: TestClient) -> None:
    titles = [soup(client.get(path).text).title.get_text() for path in PAGES]  # type: ignore[union-attr]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize(
    "path", ["/bestaat-niet", "/aanpakken/bestaat-niet", "/themas/x", "/gemeenten/9999", "/aanpakken/"]
)
def test_what_does_not_exist_says_so_in_dutch(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    page = soup(answer.text)
    assert "bestaat niet" in page.select("h1")[0].get_text()
    assert page.select("form[role=search]")
    assert answer.headers["content-security-policy"]


def test_a_wrong_method_gets_an_error_page(client: TestClient) -> None:
    answer = client.post("/aanpakken")
    assert answer.status_code == 405
    assert "Dit kan hier niet" in answer.text


def test_every_template_is_used_by_another_template_or_a_route() -> None:
    templates = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    sources = [*TEMPLATES.rglob("*.html"), *(TEMPLATES.parent / "app").rglob("*.py")]
    named = set(re.findall(r'"([a-z_/]+\.html)"', "\n".join(path.read_text("utf-8") for path in sources)))
    assert templates - named == set()


def test_a_page_that_did_not_change_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/aanpakken/gezinshuizen")
    again = client.get("/aanpakken/gezinshuizen", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path", ["/", "/aanpakken", "/aanpakken/gezinshuizen", "/robots.txt", "/bestaat-niet"]
)
def test_head_gives_the_headers_of_get_without_a_body(client: TestClient, path: str) -> None:
    full, head = client.get(path), client.head(path)
    assert head.status_code == full.status_code
    assert head.headers["content-type"] == full.headers["content-type"]
    assert head.content == b""


def test_a_kept_page_is_the_same_in_every_way_as_when_it_was_made(client: TestClient) -> None:
    client.app_state["rendered"]._pages.clear()
    made, kept = client.get("/aanpakken/gezinshuizen"), client.get("/aanpakken/gezinshuizen")
    assert made.content == kept.content
    ignored = {"x-request-id"}
    assert {k: v for k, v in made.headers.items() if k not in ignored} == {
        k: v for k, v in kept.headers.items() if k not in ignored
    }
    plain = client.get("/aanpakken/gezinshuizen", headers={"Accept-Encoding": "identity"})
    assert plain.content == made.content
    assert "content-encoding" not in plain.headers


def test_another_site_cannot_make_a_browser_write(client: TestClient) -> None:
    answer = client.post("/aanpakken", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "van een andere site" in answer.text
    refused = client.post("/v1/aanpakken", headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.headers["content-type"] == "application/problem+json"
