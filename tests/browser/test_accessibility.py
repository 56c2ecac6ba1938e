"""What a program can check of WCAG 2.2 AA: axe on every kind of page, and width, targets and contrast."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = [
    "/",
    "/aanpakken",
    "/aanpakken?q=schulden&thema=armoede-en-schulden",
    "/aanpakken?q=xkcdzzq",
    "/aanpakken?q=schudlhulpverlening+xkcdzzq",
    "/aanpakken?q=dakloos&jaarTot=1995&methode=mkba",
    "/gezond",
    "/aanpakken/gezinshuizen",
    "/aanpakken/housing-first",
    "/aanpakken/basisbaan",
    "/aanpakken/begeleide-maatschappelijke-opvang?prijspeil=x",
    "/toetsvragen",
    "/aanpakken/gezinshuizen/versies",
    "/aanpakken/gezinshuizen/versies/1",
    "/aanpakken/gezinshuizen/verschil/1/1",
    "/aanpakken?vergelijk=gezinshuizen&vergelijk=leergeld",
    "/vergelijk",
    "/vergelijk?aanpak=housing-first&q=dakloos",
    "/vergelijk?aanpak=casemanagement-dementie&aanpak=blijf-actief-thuis",
    "/vergelijk?aanpak=gezinshuizen&aanpak=van-overleven-naar-leven&aanpak=leergeld&aanpak=mazl",
    "/werksoorten",
    "/werksoorten/schuldhulpverlening",
    "/themas/eenzaamheid",
    "/gemeenten",
    "/gemeenten/0363",
    "/achtergrond",
    "/achtergrond/re-integratie-seo-2006",
    "/aanpakken/begeleide-maatschappelijke-opvang/rekenen?deelnemers=40",
    "/aanpakken/mazl/rekenen?deelnemers=x",
    "/aanpakken/gezinshuizen/rekenen",
    "/witte-vlekken",
    "/witte-vlekken?rij=doelgroep",
    "/meta",
    "/meta?methode=sroi",
    "/kengetallen",
    "/kpis",
    "/kengetallen/zin-2022-huisarts-gemiddeld-consult",
    "/kpis/kpi-k01",
    "/begrippen",
    "/gegevenswoordenboek",
    "/handleiding",
    "/contact",
    "/tip",
    "/tip/dank",
    "/melden/aanpak/gezinshuizen",
    "/weerwoord/aanpak/gezinshuizen",
    "/correcties",
    "/afgewezen",
    "/bestaat-niet",
]
FAULTS: dict[str, object] = {"resultTypes": ["violations"]}
"""Where each thing that is well stands on the page, nobody reads; finding that takes a third of the time."""
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The dark page is the same page in other colours: all else was looked at in the light one."""
SAME_PARTS = {
    "/aanpakken?q=schudlhulpverlening+xkcdzzq",
    "/aanpakken?q=dakloos&jaarTot=1995&methode=mkba",
    "/aanpakken/housing-first",
    "/aanpakken/gezinshuizen/versies/1",
    "/vergelijk?aanpak=casemanagement-dementie&aanpak=blijf-actief-thuis",
    "/themas/eenzaamheid",
    "/witte-vlekken?rij=doelgroep",
    "/meta?methode=sroi",
}
"""Other content in the parts of a page that is looked at already: no other colours."""
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
SMALLEST_TARGET = 24
TOO_SMALL = """smallest => [...document.querySelectorAll("button, summary, select, input:not([type=hidden])")]
  .filter(element => element.checkVisibility())
  .map(element => [element, (element.closest("label") || element).getBoundingClientRect()])
  .filter(([_, box]) => box.width && (box.width < smallest || box.height < smallest))
  .map(([element, _]) => element.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all looks. Charts are empty: no rule looks inside a picture, and drawing takes time."""
    with browser.new_context(base_url=site, bypass_csp=True, reduced_motion="reduce") as context:
        context.route(
            "**/grafieken/**", lambda route: route.fulfill(body=EMPTY, content_type="image/svg+xml")
        )
        yield context.new_page()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_has_no_fault_in_light_or_dark_and_fits_320_pixels(visitor: Page, path: str) -> None:
    visitor.set_viewport_size(DESKTOP)
    visitor.emulate_media(color_scheme="light")
    visitor.goto(path)
    light = Axe().run(visitor, options=FAULTS)
    assert light.violations_count == 0, light.generate_report()
    if path not in SAME_PARTS:
        visitor.emulate_media(color_scheme="dark")
        dark = Axe().run(visitor, options=FAULTS | ONLY_COLOURS)
        assert dark.violations_count == 0, f"In the dark: {dark.generate_report()}"
    visitor.set_viewport_size(PHONE)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert visitor.evaluate(TOO_SMALL, SMALLEST_TARGET) == [], "too small to hit"
