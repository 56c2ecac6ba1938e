"""The real collection as search documents, read the way the site reads it: through a database."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from app.database import make_engine, writing
from app.indexing import search_document
from app.migrating import migrate
from app.settings import Settings
from catalogue import queries, registers
from catalogue.importing import load
from catalogue.kinds import Kind
from catalogue.seedfile import read
from search import SearchDocument

SEED = Path(__file__).resolve().parents[2] / "data" / "mkba_seed.yaml"


@cache
def documents() -> tuple[SearchDocument, ...]:
    """Every published approach. Concepts and background publications are not searched: they are not here."""
    with TemporaryDirectory() as folder:
        engine = make_engine(Settings(data_dir=Path(folder), database_url=""))
        migrate(engine)
        seed = read(SEED.read_text("utf-8"))
        with writing(engine) as db, db.begin():
            load(db, seed, municipalities=frozenset(registers.municipalities()), at=datetime.now(UTC))
        with Session(engine) as db:
            found = tuple(search_document(version) for version in queries.all_live(db, Kind.APPROACH))
        engine.dispose()
    return found
