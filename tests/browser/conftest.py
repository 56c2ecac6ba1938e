"""A real browser on a real server, with the whole collection."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from sqlalchemy import Engine

from app.database import make_engine, writing
from app.identity import cookie_name, start_sign_in
from app.main import create_app
from app.settings import Settings
from catalogue.terms_workflow import AccountRole
from tests.people import make_person

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}
SETTINGS = Settings(database_url="")


class Desk:
    """Opens browsers for people with an account; each is somebody else."""

    def __init__(self, browser: Browser, site: str, database: Engine) -> None:
        self.site, self.database = site, database
        self._browser = browser
        self._open: list[BrowserContext] = []

    def sign_in(
        self, *roles: AccountRole, viewport: ViewportSize = DESKTOP, script: bool = True, name: str = ""
    ) -> BrowserContext:
        """A browser of a new person with these roles; an editor without any."""
        context = self._browser.new_context(
            viewport=viewport, base_url=self.site, locale="nl-NL", java_script_enabled=script
        )
        self._open.append(context)
        self.renew(context, *roles, name=name)
        return context

    def renew(self, context: BrowserContext, *roles: AccountRole, name: str = "") -> None:
        """Sign a new person in, in a browser that may have lost who was signed in."""
        with writing(self.database) as db, db.begin():
            person = make_person(
                db, *(roles or (AccountRole.EDITOR,)), name=name or f"iemand-{uuid4().hex[:8]}"
            )
            token = start_sign_in(db, person, datetime.now(UTC))
        context.add_cookies([{"name": cookie_name(SETTINGS), "value": token, "url": self.site}])

    def close(self) -> None:
        """Close every browser."""
        for context in self._open:
            context.close()


expect.set_options(timeout=20_000)  # what comes, comes soon; a busy machine is no fault of the page


@pytest.fixture(scope="session")
def site_folder(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the running site: a copy of the collection that tests may change."""
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(loaded, folder)
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a running site on a data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(Settings(data_dir=folder, database_url="", log_level="ERROR"))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of a running site."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skipped loudly without it (in CI a skip is a failure)."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("No Chromium on this machine: install the package chromium, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh visitor at a desk."""
    with browser.new_context(viewport=DESKTOP, base_url=site, locale="nl-NL") as context:
        yield context


@pytest.fixture
def site_database(site_folder: Path) -> Iterator[Engine]:
    """The database of the running site."""
    engine = make_engine(Settings(data_dir=site_folder, database_url=""))
    yield engine
    engine.dispose()


@pytest.fixture
def desk(browser: Browser, site: str, site_database: Engine) -> Iterator[Desk]:
    """Browsers in which people with an account are signed in."""
    desk = Desk(browser, site, site_database)
    yield desk
    desk.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when the browser reports an error."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield page
    assert errors == []
