"""Signing in and managing people in a real browser: by keyboard, without faults, on any screen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app import demo
from app.database import make_engine, writing
from app.migrating import migrate
from app.settings import Settings
from catalogue.editing import accounts
from catalogue.editing.accounts import Profile
from catalogue.terms_workflow import AccountRole
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.test_accessibility import FAULTS, ONLY_COLOURS, SMALLEST_TARGET, TOO_SMALL

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADMIN = next(one.email for one in demo.ACCOUNTS if one.role is AccountRole.ADMINISTRATOR)


@pytest.fixture(scope="module")
def invitation() -> list[str]:
    """The token of an invitation, once the site is there."""
    return []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, invitation: list[str]) -> Iterator[str]:
    """A running site without entries, with the demo accounts and somebody who was invited."""
    folder: Path = tmp_path_factory.mktemp("desk")
    engine = make_engine(Settings(data_dir=folder, database_url=""))
    migrate(engine)
    at = datetime.now(UTC)
    with writing(engine) as db, db.begin():
        demo.make(db, at)
        profile = Profile("Nina Nieuw", frozenset({AccountRole.EDITOR}))
        invitation.append(accounts.invite(db, "nina@example.org", profile, None, at)[1])
    engine.dispose()
    with served(folder) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, desk: str) -> Iterator[Page]:
    """Somebody who is not signed in."""
    with browser.new_context(
        base_url=desk, viewport=DESKTOP, locale="nl-NL", bypass_csp=True, reduced_motion="reduce"
    ) as context:
        yield context.new_page()


@pytest.fixture
def admin(visitor: Page) -> Page:
    """The administrator, signed in without touching a mouse."""
    visitor.goto("/aanmelden?terug=/account")
    visitor.locator("#email").focus()
    visitor.keyboard.type(ADMIN)
    visitor.keyboard.press("Tab")
    visitor.keyboard.type(demo.PASSWORD)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Uw account")
    return visitor


def look(page: Page) -> None:
    """No fault in light or dark; fits a telephone; nothing too small to hit."""
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    light = Axe().run(page, options=FAULTS)
    assert light.violations_count == 0, light.generate_report()
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options=FAULTS | ONLY_COLOURS)
    assert dark.violations_count == 0, f"In the dark: {dark.generate_report()}"
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(TOO_SMALL, SMALLEST_TARGET) == [], "too small to hit"
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")


def test_the_pages_on_the_way_in_have_no_fault(visitor: Page, invitation: list[str]) -> None:
    for path in (
        "/aanmelden",
        "/wachtwoord-vergeten",
        "/wachtwoord-vergeten?verstuurd=1",
        "/toegang/onzin",
        f"/toegang/{invitation[0]}",
    ):
        visitor.goto(path)
        look(visitor)
    visitor.goto("/aanmelden")
    visitor.fill("#email", "niemand@example.org")
    visitor.fill("#wachtwoord", "verkeerd")
    visitor.get_by_role("button", name="Meld aan").click()
    expect(visitor.get_by_role("alert")).to_contain_text("Aanmelden is niet gelukt")
    look(visitor)


def test_the_pages_of_an_administrator_have_no_fault(admin: Page) -> None:
    for path in (
        "/redactie/mensen",
        "/redactie/mensen?q=niemand",
        "/redactie/mensen/uitnodigen",
        "/redactie/mensen/1",
        "/redactie/organisaties",
        "/redactie/organisaties/1",
    ):
        admin.goto(path)
        look(admin)


def test_the_second_step_can_be_set_up_and_the_page_has_no_fault(admin: Page) -> None:
    look(admin)
    admin.get_by_role("button", name="Begin met de tweede stap").click()
    expect(admin.locator(".mk-qr")).to_be_visible()
    look(admin)
    admin.get_by_role("button", name="Toch niet").click()
    expect(admin.get_by_role("status").first).to_contain_text("De tweede stap staat uit")


def test_a_form_of_an_ended_sign_in_is_sent_again_by_a_button(admin: Page, desk: str) -> None:
    name = 'Welzijn "Zuid" & <co>'
    admin.goto("/redactie/organisaties")
    admin.fill("#naam", name)
    admin.context.clear_cookies()
    admin.keyboard.press("Enter")
    expect(admin.get_by_role("heading", level=1)).to_have_text("U bent niet meer aangemeld")
    look(admin)
    admin.fill("#email", ADMIN)
    admin.fill("#wachtwoord", demo.PASSWORD)
    admin.get_by_role("button", name="Meld aan").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("U bent weer aangemeld")
    look(admin)
    admin.get_by_role("button", name="Verstuur opnieuw").click()
    expect(admin).to_have_url(f"{desk}/redactie/organisaties?gelukt=toegevoegd")
    expect(admin.get_by_role("link", name=name)).to_be_visible()


def test_signing_out_leaves_nothing_in_the_browser(admin: Page) -> None:
    admin.get_by_role("button", name="Meld af", exact=True).click()
    expect(admin.get_by_role("status").first).to_contain_text("U bent afgemeld")
    assert admin.context.cookies() == []
    admin.goto("/redactie/mensen")
    expect(admin.get_by_role("heading", level=1)).to_have_text("Aanmelden")
