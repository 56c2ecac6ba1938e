"""What a program can check of WCAG 2.2 AA: axe on every kind of page, and width, targets and contrast."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = [
    "/",
    "/aanpakken",
    "/aanpakken?q=schulden&thema=armoede-en-schulden",
    "/aanpakken?q=xkcdzzq",
    "/aanpakken?q=schudlhulpverlening+xkcdzzq",
    "/aanpakken?q=dakloos&jaarTot=1995&methode=mkba",
    "/redactie/zoekvragen",
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
    "/begrippen",
    "/gegevenswoordenboek",
    "/handleiding",
    "/contact",
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
LOOKS = [(path, "light") for path in KINDS] + [(path, "dark") for path in KINDS if path not in SAME_PARTS]
SMALLEST_TARGET = 24
TOO_SMALL = """smallest => [...document.querySelectorAll("button, summary, select, input:not([type=hidden])")]
  .filter(element => element.checkVisibility())
  .map(element => [element, (element.closest("label") || element).getBoundingClientRect()])
  .filter(([_, box]) => box.width && (box.width < smallest || box.height < smallest))
  .map(([element, _]) => element.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(("path", "scheme"), LOOKS)
def test_axe_finds_no_violation(
    browser: Browser, site: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport=DESKTOP, base_url=site, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto(path)
        results = Axe().run(page, options=FAULTS | (ONLY_COLOURS if scheme == "dark" else {}))
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_320_pixels_and_every_control_can_be_hit(browser: Browser, site: str, path: str) -> None:
    with browser.new_context(viewport=PHONE, base_url=site) as context:
        page = context.new_page()
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
        assert page.evaluate(TOO_SMALL, SMALLEST_TARGET) == []
