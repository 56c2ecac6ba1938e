"""Visitors' paths: by keyboard, without JavaScript, with htmx."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def _tab_to(page: Page, selector: str, limit: int = 120) -> None:
    """Press Tab until the element has focus; fails when the keyboard cannot get there."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/aanpakken")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_by_keyboard_from_search_to_filter_to_entry_to_version(page: Page) -> None:
    page.goto("/")
    _tab_to(page, "input[name=q]")
    page.keyboard.type("schuldhulp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/aanpakken\?q=schuldhulp"))
    _tab_to(page, "#f-werksoort-schuldhulpverlening")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("werksoort=schuldhulpverlening"))
    expect(page.locator("#f-werksoort-schuldhulpverlening")).to_be_focused()
    expect(page.locator("#f-werksoort-schuldhulpverlening")).to_be_checked()
    _tab_to(page, ".mk-entry__title a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/aanpakken/[a-z0-9-]+$"))
    _tab_to(page, "a[href$='/versies']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/versies$"))
    _tab_to(page, "a[href$='/versies/1']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/versies/1$"))
    expect(page.get_by_text("Dit is het vaste adres van versie 1")).to_be_visible()


def test_the_number_of_results_is_announced_and_back_restores_the_list(page: Page) -> None:
    page.goto("/aanpakken")
    page.locator("label[for=f-thema-armoede-en-schulden]").click()
    expect(page).to_have_url(re.compile("thema=armoede-en-schulden"))
    found = page.locator("[data-mk-aantal]")
    expect(found).to_contain_text("gevonden")
    expect(page.locator("#mk-melding")).to_contain_text(found.inner_text())
    page.go_back()
    expect(page).to_have_url(re.compile("/aanpakken$"))
    expect(page.locator("[data-mk-aantal]")).to_have_text("163 aanpakken")


def test_suggestions_can_be_walked_with_the_arrows_and_closed_with_escape(page: Page) -> None:
    page.goto("/")
    box = page.locator("main input[name=q]")
    box.press_sequentially("schuldh")
    options = page.locator("main [role=option]")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile(".+"))
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("main input[name=q]").fill("schuldhulp")
        page.locator("main").get_by_role("button", name="Zoek").click()
        page.locator("#f-werksoort-schuldhulpverlening").check()
        page.get_by_role("button", name="Toon resultaten").click()
        assert "werksoort=schuldhulpverlening" in page.url
        assert "q=schuldhulp" in page.url
        page.locator(".mk-chip").first.click()
        assert "werksoort" not in page.url
        page.locator("#sorteer").select_option("naam")
        page.get_by_role("button", name="Pas toe").click()
        assert "sorteer=naam" in page.url
        page.locator(".mk-entry__title a").first.click()
        assert page.locator("h1").count() == 1


def test_a_typo_is_found_and_said(page: Page) -> None:
    page.goto("/aanpakken?q=schudlhulpverlening")
    expect(page.locator(".mk-correction")).to_contain_text("schuldhulpverlening")
    assert page.locator(".mk-entry").count() > 0


def test_public_pages_set_no_cookie_and_call_no_other_origin(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/aanpakken?q=schulden", "/aanpakken/gezinshuizen"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []
    assert {url.split("/")[2] for url in asked} == {site.split("/")[2]}
