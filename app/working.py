"""The worker of this site: which kinds of work there are, and who does them."""

from sqlalchemy import Engine as Database

from app.database import make_engine
from app.imports import Imports
from app.index_updates import IndexUpdates
from app.search_engines import outside_index
from app.settings import Settings
from app.upkeep import rebuild
from app.worker import Worker
from catalogue.outbox import Task


def open_worker(settings: Settings) -> tuple[Database, Worker]:
    """A worker with the connections of its own that the caller has to dispose of."""
    database = make_engine(settings)
    updates = IndexUpdates(outside_index(settings), lambda index: rebuild(database, index))
    return database, Worker(database, {Task.SEARCH_INDEX: updates, Task.IMPORT: Imports(database)})
