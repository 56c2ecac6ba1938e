"""The site on the real collection, started once per worker."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.database import make_engine, writing
from app.main import create_app
from app.migrating import migrate
from app.settings import Settings
from catalogue import registers
from catalogue.importing import load
from catalogue.seedfile import read

SEED = Path(__file__).resolve().parents[2] / "data" / "mkba_seed.yaml"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the whole real collection. Read only: copy it to change it."""
    folder = tmp_path_factory.mktemp("collection")
    engine = make_engine(Settings(data_dir=folder, database_url=""))
    migrate(engine)
    seed = read(SEED.read_text("utf-8"))
    with writing(engine) as db, db.begin():
        load(db, seed, municipalities=frozenset(registers.municipalities()), at=datetime.now(UTC))
    engine.dispose()
    return folder


@pytest.fixture(scope="session")
def client(loaded: Path) -> Iterator[TestClient]:
    """A browser without redirects, on the real collection."""
    app = create_app(Settings(data_dir=loaded, database_url="", contact_email="redactie@example.org"))
    with TestClient(app, follow_redirects=False) as client:
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
def own_client(own_settings: Settings) -> Iterator[TestClient]:
    """A browser on the copy."""
    with TestClient(create_app(own_settings), follow_redirects=False) as client:
        yield client
