"""The site on the real collection, started once per worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app import indexing
from app.database import make_engine
from app.main import create_app
from app.migrating import migrate
from app.settings import Settings
from tests.app.clock import Clock


@pytest.fixture(scope="session")
def client(loaded: Path) -> Iterator[TestClient]:
    """A browser without redirects, on the real collection."""
    app = create_app(Settings(data_dir=loaded, database_url="", contact_email="redactie@example.org"))
    with TestClient(app, follow_redirects=False) as client:
        # The collection is read only, and nothing may write while a test counts questions to the database.
        client.app_state["missed"].close()
        yield client


@pytest.fixture
def own_folder(loaded: Path, tmp_path: Path) -> Path:
    """A copy of the collection that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(loaded, folder)
    return folder


@pytest.fixture
def own_settings(own_folder: Path) -> Settings:
    """Settings for the copy."""
    return Settings(data_dir=own_folder, database_url="")


@pytest.fixture
def own_client(own_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser on the copy. The site looks for changes at each request, so that no test depends on speed."""
    monkeypatch.setattr(indexing, "LOOK_AGAIN_SECONDS", 0.0)
    with TestClient(create_app(own_settings), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all tables and no entries. Read only: copy it to change it."""
    folder = tmp_path_factory.mktemp("empty")
    engine = make_engine(Settings(data_dir=folder, database_url=""))
    migrate(engine)
    engine.dispose()
    return folder


@pytest.fixture
def empty_copy(empty_folder: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(empty_folder, tmp_path / "leeg"))


@pytest.fixture
def empty_client(empty_copy: Path) -> Iterator[TestClient]:
    """A browser on a site without entries: for what is not about entries, as it starts at once."""
    app = create_app(Settings(data_dir=empty_copy, database_url="", log_level="ERROR"))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    """Time that passes when told to."""
    return Clock()
