"""From the list to a comparison, by keyboard, with and without JavaScript; on paper, on a narrow screen."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHOICES = ("gezinshuizen", "housing-first", "leergeld")
THREE = (
    "/vergelijk?aanpak=gezinshuizen&aanpak=van-overleven-naar-leven&aanpak=buurtpraktijkteam-columbusplein"
)
FOUR = f"{THREE}&aanpak=clientondersteuning-mee"


def tab_to(page: Page, selector: str, limit: int = 150) -> None:
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def collect_by_keyboard(page: Page) -> None:
    """Search three times and add what is found; the choice goes along with every search."""
    page.goto("/aanpakken")
    for number, slug in enumerate(CHOICES, start=1):
        page.locator("#zoek").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(slug.replace("-", " "))
        with page.expect_navigation():
            page.keyboard.press("Enter")
        tab_to(page, f"#vergelijk-{slug}")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"vergelijk={slug}"))
        expect(page.locator(".mk-collect__list li")).to_have_count(number)
    tab_to(page, ".mk-collect .mk-button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/vergelijk\?"))


def test_three_are_collected_by_keyboard_and_compared(page: Page) -> None:
    collect_by_keyboard(page)
    expect(page.locator(".mk-choice__item")).to_have_count(3)
    expect(page.locator("#oordeel")).to_be_visible()
    assert page.context.cookies() == []


def test_three_are_collected_by_keyboard_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site, viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto("/aanpakken?q=gezinshuizen")
        page.locator("#vergelijk-gezinshuizen").press("Enter")
        page.wait_for_url(re.compile("vergelijk=gezinshuizen"))
        page.locator("#zoek").fill("leergeld")
        page.locator("#zoek").press("Enter")
        page.wait_for_url(re.compile("q=leergeld"))
        page.locator("#vergelijk-leergeld").press("Enter")
        page.locator("#f-werksoort-vrijwilligerswerk").check()
        page.get_by_role("button", name="Toon resultaten").click()
        assert page.url.count("vergelijk=") == 2
        page.get_by_role("link", name="Vergelijk deze 2").first.click()
        assert page.locator(".mk-choice__item").count() == 2
        page.get_by_role("link", name="Voeg nog een aanpak toe").click()
        assert page.url.endswith("/aanpakken?vergelijk=gezinshuizen&vergelijk=leergeld")


def test_adding_leaves_the_reader_at_the_entry_and_is_read_out(page: Page) -> None:
    page.goto("/aanpakken")
    link = page.locator("a[id^=vergelijk-]").nth(5)
    name = link.get_attribute("id")
    link.focus()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(".mk-collect")).to_be_attached()
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator(f"#{name}")).to_contain_text("Haal weg")
    expect(page.locator("#mk-melding")).to_contain_text("U vergelijkt:")
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(".mk-collect")).to_have_count(0)
    expect(page.locator("#mk-melding")).to_have_text("U vergelijkt nu geen aanpakken.")


def test_the_button_of_an_entry_begins_a_comparison_that_a_search_completes(page: Page) -> None:
    page.goto("/aanpakken/gezinshuizen")
    page.get_by_role("button", name="Vergelijk deze aanpak").press("Enter")
    page.wait_for_url(re.compile(r"/vergelijk\?aanpak=gezinshuizen$"))
    page.locator("#vergelijk-zoek").fill("leergeld")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("Voeg toe.*Leergeld")).press("Enter")
    page.wait_for_url(re.compile("aanpak=gezinshuizen&aanpak=leergeld"))
    expect(page.locator("#oordeel")).to_be_visible()


def test_another_study_is_shown_after_choosing_it(page: Page) -> None:
    page.goto("/vergelijk?aanpak=casemanagement-dementie&aanpak=blijf-actief-thuis")
    page.get_by_label("Ander onderzoek naar Casemanagement dementie").select_option(index=1)
    page.get_by_role("button", name="Toon dit onderzoek").press("Enter")
    page.wait_for_url(re.compile("onderzoek=casemanagement-dementie"))
    expect(page.locator("section[aria-labelledby=oordeel] .mk-notice")).to_contain_text("met voorbehoud")


@pytest.mark.parametrize("address", [THREE, FOUR])
def test_rows_stack_where_columns_do_not_fit_and_keep_their_names(
    browser: Browser, site: str, address: str
) -> None:
    with browser.new_context(viewport=PHONE, base_url=site) as context:
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        names = page.locator("section[aria-labelledby=naast-elkaar] .mk-vs__name")
        expect(names.first).to_be_visible()
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Kosten", exact=True))
        expect(row.get_by_role("cell")).to_have_count(address.count("aanpak="))
        page.set_viewport_size(DESKTOP)
        expect(names.first).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


@pytest.mark.parametrize(("address", "turned"), [(THREE, True), (THREE.rsplit("&", 1)[0], False)])
def test_on_paper_the_verdict_comes_first_and_each_study_keeps_its_column(
    page: Page, address: str, turned: bool
) -> None:
    page.goto(address)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert sizes
    assert all((float(width) > float(height)) is turned for width, height in sizes)
    page.emulate_media(media="print")
    words = page.locator("main").inner_text()
    assert words.index("Niet goed te vergelijken") < words.index("Wat elk onderzoek zegt")
    for screen_only in ("Haal weg", "Voeg nog een aanpak toe", "Download als CSV"):
        assert screen_only not in words
    expect(page.locator(".mk-vs__name").first).to_be_hidden()
    head = page.locator(".mk-vs__table thead").first
    assert head.evaluate("one => getComputedStyle(one).display") == "table-header-group"
