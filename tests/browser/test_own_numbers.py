"""Own numbers by keyboard, live with script, and without it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

ENTRY = "/aanpakken/begeleide-maatschappelijke-opvang"


def test_typing_answers_live_keeps_the_focus_and_is_read_out(page: Page) -> None:
    page.goto(f"{ENTRY}/rekenen")
    field = page.get_by_label("Aantal deelnemers")
    field.focus()
    field.press("Control+A")
    field.press_sequentially("40", delay=30)
    expect(page).to_have_url(re.compile("deelnemers=40"))
    expect(page.get_by_text("voor 40 deelnemers").first).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("40")
    expect(page.locator("#mk-melding")).to_contain_text("Met deze getallen")
    page.get_by_label("In prijzen van").select_option("2025")
    expect(page).to_have_url(re.compile("prijspeil=2025"))
    expect(page.get_by_text("consumentenprijsindex")).to_be_visible()


def test_a_typing_error_is_told_at_once_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto(f"{ENTRY}/rekenen?deelnemers=40")
    cost = page.get_by_label("Uw kosten per deelnemer")
    cost.fill("12.50")
    expect(page.get_by_text("Bedoelt u 12,50?").first).to_be_visible()
    expect(cost).to_have_attribute("aria-invalid", "true")
    expect(cost).to_have_value("12.50")
    expect(page.get_by_label("Aantal deelnemers")).to_have_value("40")
    cost.fill("12.500")
    expect(page.get_by_text("Bedoelt u")).to_have_count(0)


def test_a_wrong_number_never_pushes_away_the_field_it_is_typed_in(page: Page) -> None:
    page.goto(f"{ENTRY}/rekenen")
    cost = page.get_by_label("Uw kosten per deelnemer")
    cost.focus()
    before = cost.evaluate("field => field.closest('.utrecht-form-field').getBoundingClientRect().top")
    cost.press_sequentially("veel")
    expect(cost).to_have_attribute("aria-invalid", "true")
    expect(cost).to_be_focused()
    after = cost.evaluate("field => field.closest('.utrecht-form-field').getBoundingClientRect().top")
    assert abs(after - before) < 2
    expect(page.locator("#mk-melding")).to_contain_text("Verbeter eerst ‘Uw kosten’.")
    page.get_by_label("Aantal deelnemers").focus()
    page.get_by_label("Aantal deelnemers").press("Enter")
    expect(cost).to_be_focused()


def test_an_emptied_field_is_told_and_not_filled_in_silently(page: Page) -> None:
    page.goto(f"{ENTRY}/rekenen?deelnemers=40")
    field = page.get_by_label("Aantal deelnemers")
    field.fill("")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("")
    expect(page.get_by_text("Vul in met hoeveel u wilt rekenen")).to_be_visible()


def test_without_script_the_form_does_the_same(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(ENTRY)
        page.get_by_role("link", name="Reken met uw eigen getallen").click()
        page.get_by_label("Aantal deelnemers").fill("40")
        page.get_by_label("Uw kosten per deelnemer").fill("20.000")
        page.get_by_role("button", name="Reken uit").click()
        expect(page).to_have_url(re.compile("deelnemers=40&kosten=20.000"))
        expect(page.get_by_role("cell", name="€ 800.000")).to_be_attached()
        expect(page.get_by_label("Uw kosten per deelnemer")).to_have_value("20.000")
        page.get_by_role("link", name="Zet de getallen van het onderzoek terug").click()
        expect(page.get_by_text("U hebt nog niets veranderd.")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
