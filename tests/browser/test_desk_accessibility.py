"""What a program can check of WCAG 2.2 AA on the pages of the desk, with a desk at work."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from app.attachment_store import AttachmentStore
from app.database import make_engine, writing
from app.identity import cookie_name, start_sign_in
from app.settings import Settings
from catalogue.tables_people import Person
from tests.browser.conftest import DESKTOP, PHONE, SETTINGS, served
from tests.browser.desk_content import SLUG, Content, furnish
from tests.browser.test_accessibility import EMPTY, FAULTS, ONLY_COLOURS, SMALLEST_TARGET, TOO_SMALL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PUBLIC = [
    "/aanmelden",
    "/wachtwoord-vergeten",
    "/toegang/bestaat-niet",
    f"/aanpakken/{SLUG}",
    f"/melden/aanpak/{SLUG}",
    f"/weerwoord/aanpak/{SLUG}",
    "/correcties",
    "/afgewezen",
    "/lezen/{token}",
    "/lezen/{token}/pagina",
]
WRITER = [
    "/account",
    "/redactie",
    "/redactie/werk",
    "/redactie/paginas?q=jongerenwerk",
    f"/redactie/paginas/{SLUG}",
    f"/redactie/paginas/{SLUG}/bijlagen",
    "/redactie/concepten/nieuw",
    "/redactie/concepten/{concept}",
    "/redactie/concepten/{concept}/deel/onderzoeken/o1",
    "/redactie/concepten/{concept}/deel/onderzoeken/o1/bronnen/b1",
    "/redactie/concepten/{uit-tip}",
    "/redactie/concepten/{kengetal}",
    "/redactie/concepten/{kpi}",
    "/redactie/concepten/{concept}/voorbeeld",
    "/redactie/concepten/{concept}/controles",
    "/redactie/concepten/{concept}/versies",
    "/redactie/concepten/{concept}/gegevens",
    "/redactie/concepten/{concept}/verschil",
    "/redactie/concepten/{concept}/opmerkingen",
    "/redactie/concepten/{concept}/lezers",
    "/redactie/concepten/{botsing}/botsingen",
    "/redactie/concepten/{botsing}/verschil",
    "/redactie/meldingen",
    "/redactie/meldingen/{tip}",
    "/redactie/meldingen/{melding}",
    "/redactie/meldingen/{afgewezen}",
    "/redactie/weerwoorden",
    "/redactie/weerwoorden/{weerwoord}",
    "/redactie/bijhouden",
    "/redactie/bijhouden/links",
    "/redactie/import",
    "/redactie/import/{import}",
    "/redactie/zoekvragen",
    "/redactie/handleiding",
]
JUDGE = [
    "/redactie/concepten/{beoordelen}/verschil",
    f"/redactie/paginas/{SLUG}/toetsen",
    f"/redactie/paginas/{SLUG}/toetsen/o1",
    f"/redactie/paginas/{SLUG}/toetsen/o1/vragen/1",
]
CHIEF = [
    f"/redactie/paginas/{SLUG}",
    "/redactie/logboek",
    "/redactie/logboek/mail",
    "/redactie/mensen",
    "/redactie/mensen/1",
    "/redactie/mensen/uitnodigen",
    "/redactie/organisaties",
    "/redactie/organisaties/1",
    "/redactie/instellingen",
    "/redactie/instellingen/begrippen/werksoorten",
]
MEMBER = [
    "/redactie",
    "/redactie/inzendingen",
    "/redactie/inzendingen/{inzending}/klaar",
    "/redactie/concepten/{inzending}",
]
DEAD = {"/toegang/bestaat-niet"}
IN_THE_DARK = {
    "/aanmelden",
    f"/aanpakken/{SLUG}",
    f"/melden/aanpak/{SLUG}",
    "/correcties",
    "/account",
    "/redactie/werk",
    f"/redactie/paginas/{SLUG}",
    "/redactie/concepten/{concept}/deel/onderzoeken/o1",
    "/redactie/concepten/{concept}/controles",
    "/redactie/concepten/{beoordelen}/verschil",
    "/redactie/concepten/{botsing}/botsingen",
    "/redactie/meldingen/{melding}",
    "/redactie/bijhouden",
    "/redactie/import/{import}",
    f"/redactie/paginas/{SLUG}/toetsen/o1",
    "/redactie/logboek",
    "/redactie/mensen/1",
}
"""Together these hold every part of a page that has colours of its own."""
PAGES = [
    *(("", path) for path in PUBLIC),
    *(("writer", path) for path in WRITER),
    *(("judge", path) for path in JUDGE),
    *(("chief", path) for path in CHIEF),
    *(("member", path) for path in MEMBER),
]


class Seats:
    """One page of a browser in which people take turns."""

    def __init__(self, page: Page, site: str, content: Content, tokens: Mapping[str, str]) -> None:
        self.page = page
        self._site, self._content, self._tokens = site, content, tokens

    def open(self, who: str, path: str) -> Page:
        """A page as somebody sees it, with the numbers of what was made in its address."""
        for name, number in {**self._content.at, "token": self._content.token}.items():
            path = path.replace(f"{{{name}}}", str(number))
        self.page.context.clear_cookies()
        if who:
            name, token = cookie_name(SETTINGS), self._tokens[who]
            self.page.context.add_cookies([{"name": name, "value": token, "url": self._site}])
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == (404 if path in DEAD else 200), path
        return self.page


@pytest.fixture(scope="module")
def seats(browser: Browser, loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seats]:
    """A site of its own, as much is made on it; charts are empty as on the public pages."""
    folder = tmp_path_factory.mktemp("balie") / "data"
    shutil.copytree(loaded, folder)
    engine = make_engine(Settings(data_dir=folder, database_url=""))
    with served(folder) as site, browser.new_context(base_url=site, bypass_csp=True) as context:
        content = furnish(engine, AttachmentStore(folder / "bijlagen"))
        with writing(engine) as db, db.begin():
            tokens = {
                who: start_sign_in(db, db.get_one(Person, actor.id), datetime.now(UTC))
                for who, actor in content.people.items()
            }
        context.route(
            "**/grafieken/**", lambda route: route.fulfill(body=EMPTY, content_type="image/svg+xml")
        )
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce")
        yield Seats(page, site, content, tokens)
    engine.dispose()


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_of_the_desk_has_no_fault_in_light_or_dark_and_fits_320_pixels(
    seats: Seats, who: str, path: str
) -> None:
    seats.page.set_viewport_size(DESKTOP)
    seats.page.emulate_media(color_scheme="light")
    page = seats.open(who, path)
    light = Axe().run(page, options=FAULTS)
    assert light.violations_count == 0, light.generate_report()
    if path in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        dark = Axe().run(page, options=FAULTS | ONLY_COLOURS)
        assert dark.violations_count == 0, f"In the dark: {dark.generate_report()}"
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(TOO_SMALL, SMALLEST_TARGET) == [], "too small to hit"
