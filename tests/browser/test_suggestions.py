"""The search box with suggestions: by keyboard, by mouse, read aloud, and when the server fails."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
ADDRESS = "**/zoek/suggesties?*"
COMFORTABLE_TARGET = 44
AT_ONCE = """(field, text) => [...text].forEach((_, place) => {
  field.value = text.slice(0, place + 1);
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""
"""Typing faster than any machine is slow: on a busy one keys come too far apart."""


@pytest.fixture
def start(page: Page) -> Page:
    page.goto("/")
    return page


@pytest.fixture
def troubled(context: BrowserContext) -> Iterator[Page]:
    """A page whose failed requests are no failure of the test; errors in scripts still are."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    yield page
    assert errors == []


def box(page: Page) -> Locator:
    return page.locator("main [data-mk-invoer]")


def options(page: Page) -> Locator:
    return page.locator("main [role=option]")


def typed(page: Page, text: str) -> Locator:
    """Type, and wait until the list is there."""
    box(page).press_sequentially(text)
    expect(page.locator("main [role=listbox]")).to_be_visible()
    expect(options(page).last).to_have_text(f"Zoek op ‘{text}’")
    return options(page)


def active(page: Page) -> str:
    """The text of the option that a screen reader is told of; empty when there is none."""
    return str(
        page.evaluate(
            "() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
            "?.textContent ?? ''"
        )
    )


# --- by keyboard ------------------------------------------------------------------------------------------


def test_enter_searches_what_was_typed_because_nothing_is_chosen_by_itself(start: Page) -> None:
    typed(start, "schuld")
    assert active(start) == ""
    expect(start.locator("main [aria-selected=true]")).to_have_count(0)
    box(start).press("Enter")
    start.wait_for_url(re.compile(r"/aanpakken\?q=schuld$"))


def test_down_chooses_the_first_and_enter_goes_there(start: Page) -> None:
    found = typed(start, "eenzaamh")
    box(start).press("ArrowDown")
    expect(found.first).to_have_attribute("aria-selected", "true")
    expect(box(start)).to_have_attribute("aria-activedescendant", found.first.get_attribute("id") or "-")
    expect(box(start)).to_be_focused()
    box(start).press("Enter")
    start.wait_for_url(re.compile(r"/themas/eenzaamheid$"))


def test_the_arrows_go_round_by_way_of_the_field(start: Page) -> None:
    found = typed(start, "schuld")
    box(start).press("ArrowUp")
    expect(found.last).to_have_attribute("aria-selected", "true")
    box(start).press("ArrowDown")
    assert active(start) == ""
    box(start).press("ArrowDown")
    expect(found.first).to_have_attribute("aria-selected", "true")
    box(start).press("ArrowUp")
    assert active(start) == ""


@pytest.mark.parametrize(("key", "place"), [("Home", 0), ("End", 6), ("ArrowLeft", 5)])
def test_keys_for_the_text_go_back_to_the_text(start: Page, key: str, place: int) -> None:
    typed(start, "schuld")
    box(start).press("ArrowDown")
    box(start).press(key)
    assert active(start) == ""
    assert box(start).evaluate("field => field.selectionStart") == place
    expect(box(start)).to_have_attribute("aria-expanded", "true")


def test_escape_closes_the_list_first_and_empties_the_field_after_that(start: Page) -> None:
    typed(start, "schuld")
    box(start).press("ArrowDown")
    box(start).press("Escape")
    expect(options(start).first).to_be_hidden()
    expect(box(start)).to_have_attribute("aria-expanded", "false")
    expect(box(start)).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    expect(box(start)).to_have_value("schuld")
    box(start).press("Escape")
    expect(box(start)).to_have_value("")


def test_tab_closes_the_list_and_goes_to_the_button(start: Page) -> None:
    typed(start, "schuld")
    box(start).press("Tab")
    expect(options(start).first).to_be_hidden()
    expect(start.locator("main").get_by_role("button", name="Zoek")).to_be_focused()


def test_a_closed_list_opens_again_with_down(start: Page) -> None:
    found = typed(start, "schuld")
    box(start).press("Escape")
    box(start).press("ArrowDown")
    expect(found.first).to_be_visible()
    expect(found.first).to_have_attribute("aria-selected", "true")
    box(start).press("Alt+ArrowUp")
    expect(found.first).to_be_hidden()
    box(start).press("Alt+ArrowDown")
    expect(found.first).to_be_visible()
    assert active(start) == ""


def test_typing_on_lets_go_of_the_chosen_suggestion_at_once(start: Page) -> None:
    typed(start, "schuld")
    box(start).press("ArrowDown")
    assert active(start)
    box(start).press("h")
    assert active(start) == ""
    box(start).press("Enter")
    start.wait_for_url(re.compile(r"/aanpakken\?q=schuldh$"))


def test_down_waits_for_the_list_of_what_was_typed_last(troubled: Page) -> None:
    typed(troubled, "schul")
    held = hold(troubled, r"q=schuldb$")
    box(troubled).press_sequentially("db")
    until(troubled, lambda: held)
    box(troubled).press("ArrowDown")
    troubled.wait_for_timeout(300)
    assert active(troubled) == ""
    (only,) = held  # the key waits for the answer that is on its way: nothing is asked twice
    only.continue_()
    expect(options(troubled).last).to_have_text("Zoek op ‘schuldb’")
    expect(options(troubled).first).to_have_attribute("aria-selected", "true")


def test_down_before_anything_was_asked_asks_at_once(troubled: Page) -> None:
    typed(troubled, "schul")
    box(troubled).evaluate(AT_ONCE, "schuldb")
    box(troubled).press("ArrowDown")
    expect(options(troubled).last).to_have_text("Zoek op ‘schuldb’")
    expect(options(troubled).first).to_have_attribute("aria-selected", "true")


def test_the_last_option_searches_with_the_filters_that_are_on(page: Page) -> None:
    page.goto("/aanpakken?thema=eenzaamheid")
    typed(page, "ouderen")
    box(page).press("ArrowUp")
    box(page).press("Enter")
    page.wait_for_url(re.compile("q=ouderen"))
    assert "thema=eenzaamheid" in page.url


# --- by mouse and finger ----------------------------------------------------------------------------------


def test_a_click_goes_there_and_a_click_elsewhere_closes(start: Page) -> None:
    found = typed(start, "den haag")
    start.locator("h1").click()
    expect(found.first).to_be_hidden()
    box(start).press("ArrowDown")
    found.filter(has_text="gemeente,").first.click()
    start.wait_for_url(re.compile(r"/gemeenten/0518$"))


def test_a_bureau_leads_to_a_search_for_its_name(start: Page) -> None:
    typed(start, "lpbl").filter(has_text="onderzoeksbureau").click()
    start.wait_for_url(re.compile(r"/aanpakken\?q=LPBL$"))
    expect(box(start)).to_have_value("LPBL")
    assert start.locator(".mk-results .mk-entry").count() > 3


def test_options_are_large_enough_and_the_list_fits_a_small_screen(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=PHONE, base_url=site, has_touch=True) as context:
        page = context.new_page()
        page.goto("/aanpakken")
        typed(page, "schuld")
        heights = options(page).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert min(heights) >= COMFORTABLE_TARGET
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        bottom = page.locator("main [role=listbox]").evaluate("list => list.getBoundingClientRect().bottom")
        assert bottom <= PHONE["height"]
        options(page).first.tap()
        page.wait_for_url(re.compile("/werksoorten/|/themas/|/aanpakken/"))


# --- read aloud -------------------------------------------------------------------------------------------


def test_the_field_and_its_list_carry_what_a_screen_reader_needs(start: Page) -> None:
    field = box(start)
    for name, value in {
        "role": "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "autocomplete": "off",
    }.items():
        expect(field).to_have_attribute(name, value)
    listbox = start.locator(f"[id='{field.get_attribute('aria-controls')}']")
    expect(listbox).to_have_attribute("role", "listbox")
    expect(listbox).to_have_attribute("aria-label", "Suggesties")
    found = typed(start, "schuld")
    expect(field).to_have_attribute("aria-expanded", "true")
    ids = found.evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids)) > 3
    assert found.evaluate_all("all => all.every(one => one.hasAttribute('aria-selected'))")
    assert listbox.locator("a, button, input, [tabindex]").count() == 0
    expect(found.first).to_have_text(re.compile(r"^Schuldhulpverlening, werksoort, \d+ aanpakken$"))


def test_the_number_of_suggestions_is_told_politely(start: Page) -> None:
    told = start.locator("#mk-melding")
    expect(told).to_have_attribute("aria-live", "polite")
    number = typed(start, "schuld").count() - 1
    expect(told).to_have_text(f"{number} suggesties. Kies met de pijltoetsen.")
    box(start).fill("xkcdzzq")
    expect(told).to_have_text("Geen suggesties.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_while_the_list_is_open(
    browser: Browser, site: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport=DESKTOP, base_url=site, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        for path in ("/", "/aanpakken"):
            page.goto(path)
            typed(page, "schuld")
            box(page).press("ArrowDown")
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()


def test_what_a_changed_list_explains_is_told_with_the_number(page: Page) -> None:
    page.goto("/aanpakken?q=dakloos")
    first, last = (int(page.locator("#f-jaarVan").get_attribute(name) or 0) for name in ("min", "max"))
    gap = next(
        year
        for year in range(first, last)
        if "Geen aanpakken" in page.request.get(f"/aanpakken?q=dakloos&jaarVan={year}&jaarTot={year}").text()
    )
    page.locator("#f-jaarVan").fill(str(gap))
    page.locator("#f-jaarTot").fill(str(gap))
    page.locator("#f-jaarTot").press("Enter")
    told = page.locator("#mk-melding")
    expect(told).to_contain_text("Geen aanpakken gevonden. Uw filter past niet bij uw woorden.")
    expect(told).to_contain_text("Haal het filter weg, dan vindt u wel iets.")


# --- a server that is slow, gone or wrong -----------------------------------------------------------------


def hold(page: Page, pattern: str) -> list[Route]:
    """Keep the server's answers to these questions waiting; gives what waits."""
    held: list[Route] = []

    def handle(route: Route) -> None:
        if re.search(pattern, route.request.url):
            held.append(route)
        else:
            route.continue_()

    page.route(ADDRESS, handle)
    return held


def until(page: Page, holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something, however slow the machine is."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "did not happen in time"
        page.wait_for_timeout(20)


def test_a_question_that_was_overtaken_is_called_off_and_ignored(troubled: Page) -> None:
    failed: list[str] = []
    troubled.on("requestfailed", lambda request: failed.append(request.url))
    held = hold(troubled, r"q=schuld$")
    box(troubled).press_sequentially("schuld")
    until(troubled, lambda: held)
    expect(options(troubled).first).to_be_hidden()
    box(troubled).press_sequentially("hulp")
    expect(options(troubled).last).to_have_text("Zoek op ‘schuldhulp’")
    until(troubled, lambda: [url for url in failed if url.endswith("q=schuld")])


def test_a_server_that_takes_too_long_is_left_alone(troubled: Page) -> None:
    failed: list[str] = []
    troubled.on("requestfailed", lambda request: failed.append(request.url))
    hold(troubled, "q=")
    box(troubled).press_sequentially("schuld")
    until(troubled, lambda: [url for url in failed if url.endswith("q=schuld")])
    box(troubled).press("Enter")
    troubled.wait_for_url(re.compile(r"/aanpakken\?q=schuld$"))


def test_fast_typing_asks_once_and_typing_the_same_again_asks_nothing(troubled: Page) -> None:
    asked: list[str] = []
    troubled.on(
        "request", lambda request: asked.append(request.url) if "suggesties?" in request.url else None
    )
    box(troubled).focus()
    box(troubled).evaluate(AT_ONCE, "schuldh")
    expect(options(troubled).last).to_have_text("Zoek op ‘schuldh’")
    assert len(asked) == 1
    box(troubled).press("u")
    expect(options(troubled).last).to_have_text("Zoek op ‘schuldhu’")
    box(troubled).press("Backspace")
    expect(options(troubled).last).to_have_text("Zoek op ‘schuldh’")
    assert len(asked) == 2


@pytest.mark.parametrize("failure", ["gone", "error", "page"])
def test_when_the_server_fails_the_box_stays_a_plain_form(troubled: Page, failure: str) -> None:
    answers: dict[str, Callable[[Route], None]] = {
        "gone": lambda route: route.abort(),
        "error": lambda route: route.fulfill(status=500, body="<li role=option><a href='/x'>Mis</a></li>"),
        "page": lambda route: route.fulfill(status=200, body="<h1>Onderhoud</h1>", content_type="text/html"),
    }
    troubled.route(ADDRESS, answers[failure])
    box(troubled).press_sequentially("schuld")
    troubled.wait_for_timeout(500)
    expect(options(troubled).first).to_be_hidden()
    expect(box(troubled)).to_have_attribute("aria-expanded", "false")
    box(troubled).press("ArrowDown")
    box(troubled).press("Enter")
    troubled.wait_for_url(re.compile(r"/aanpakken\?q=schuld$"))


def test_a_late_answer_does_not_open_a_list_for_someone_who_went_on(troubled: Page) -> None:
    held = hold(troubled, "q=")
    box(troubled).press_sequentially("schuld")
    until(troubled, lambda: held)
    box(troubled).press("Tab")
    troubled.wait_for_timeout(400)
    expect(options(troubled).first).to_be_hidden()


def test_without_javascript_there_is_a_plain_form_and_no_list(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site) as context:
        page = context.new_page()
        page.goto("/")
        field = box(page)
        expect(field).not_to_have_attribute("role", re.compile(".*"))
        expect(page.locator("main [role=listbox]")).to_be_hidden()
        field.fill("schudlhulpverlening")
        field.press("Enter")
        expect(page.locator(".mk-correction")).to_contain_text("Bedoelde u schuldhulpverlening?")
        expect(box(page)).to_have_value("schudlhulpverlening")
        page.goto("/aanpakken?q=dakloos&jaarTot=1995")
        page.get_by_role("link", name="Zonder het filter Jaar van onderzoek").click()
        assert page.locator(".mk-results .mk-entry").count() > 10
