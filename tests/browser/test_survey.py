"""The gap map by keyboard and on a telephone: every figure can be reached, and nothing is said twice."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HIDDEN_BY_HEAD = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + 3);
  return !document.activeElement.contains(top);
}"""


def test_a_keyboard_goes_from_a_cell_to_its_list(page: Page) -> None:
    page.goto("/witte-vlekken")
    page.get_by_role("link", name="Jongerenwerk", exact=True).focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    name = "Jongerenwerk × Armoede en schulden: 5 aanpakken, 8 onderzoeken"
    expect(focused).to_have_accessible_name(re.compile(name.replace(" ", r"\s+")))
    page.keyboard.press("Enter")
    expect(page.locator("[data-mk-aantal]")).to_have_text(re.compile("5 aanpakken"))


def test_the_table_can_be_skipped(page: Page) -> None:
    page.goto("/witte-vlekken")
    page.get_by_role("link", name="Sla de tabel over").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("Jongerenwerk"))


def test_the_head_of_a_row_opens_its_details(page: Page) -> None:
    page.goto("/witte-vlekken")
    page.get_by_role("link", name="Wijkteam", exact=True).click()
    expect(page.locator("#wijkteam")).to_have_attribute("open", "")
    expect(page.locator("#wijkteam .mk-gap-list")).to_be_in_viewport()


@pytest.mark.parametrize("width", [800, 1280])
def test_what_has_the_focus_is_never_under_the_head_or_the_first_column(page: Page, width: int) -> None:
    page.emulate_media(reduced_motion="reduce")  # otherwise the page is still on its way
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/witte-vlekken")
    links = page.locator(".mk-gap__table tbody td a")
    for number in range(links.count() - 1, 0, -9):
        links.nth(number).focus()
        assert not page.evaluate(HIDDEN_BY_HEAD), number


def test_between_telephone_and_desk_the_map_scrolls_in_a_region_of_its_own(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 700})
    page.goto("/witte-vlekken")
    region = page.locator(".mk-gap__region")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 800


def test_on_a_telephone_the_rows_in_words_stand_alone(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=PHONE, base_url=site) as context:
        page = context.new_page()
        page.goto("/witte-vlekken")
        expect(page.locator(".mk-gap__table")).to_be_hidden()
        expect(page.get_by_role("table")).to_have_count(0)
        page.locator("#jongerenwerk > summary").click()
        first = page.locator("#jongerenwerk .mk-gap-list a").first
        expect(first).to_have_accessible_name(re.compile("Armoede en schulden ?: 5 aanpakken"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    ("scheme", "address"), [("light", "verhoudingen-sroi.svg"), ("dark", "weergave=donker")]
)
def test_the_overview_shows_its_charts_in_both_schemes(
    browser: Browser, site: str, scheme: Literal["light", "dark"], address: str
) -> None:
    with browser.new_context(base_url=site, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto("/meta?methode=sroi")
        image = page.locator(".mk-ratios img")
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True, timeout=20_000)
        assert image.evaluate("image => image.naturalWidth") > 0
        assert address in image.evaluate("image => image.currentSrc")
