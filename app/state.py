"""What a running process holds: made once at start, handed to every request."""

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from functools import partial
from typing import Annotated, TypedDict

from fastapi import Depends, FastAPI, Request
from jinja2 import Environment
from sqlalchemy import Engine as Database
from sqlmodel import Session

from app import demo
from app.chart_renderer import Renderer
from app.chart_store import ChartStore
from app.charts import ChartMaker
from app.database import Db, is_current, make_engine
from app.indexing import IndexKeeper
from app.kept import Kept
from app.missed_tally import Tally
from app.offers import Offers, collected
from app.pages import environment
from app.rendered import RenderedPages
from app.search_engines import reader
from app.settings import Settings
from app.surveys import Standing
from app.throttle import Throttle
from app.urls import Urls
from app.worker import BackgroundWorker
from app.working import open_worker
from catalogue.register_entries import Registers
from search.embedded import EmbeddedEngine
from search.engine import Searcher
from search.standby import StandbyEngine


class State(TypedDict):
    """The lifespan state of the application. `open_database` opens a session for one unit of work.

    `index` is the search engine of this process, which is in step with what its pages show; `searcher`
    answers what visitors ask, and may be a server.
    """

    settings: Settings
    database: Database
    templates: Environment
    index: IndexKeeper
    searcher: Searcher
    rendered: RenderedPages
    charts: ChartMaker
    offers: Offers
    survey: Kept[Standing]
    registers: Kept[Registers]
    missed: Tally
    throttle: Throttle
    open_database: Callable[[], AbstractContextManager[Session]]


@contextmanager
def session_of(database: Database) -> Iterator[Session]:
    """A session that commits at the end, and rolls back on an error."""
    with Session(database) as session, session.begin():
        yield session


def refuse_demo_accounts(settings: Settings, database: Database) -> None:
    """Keep the site from starting where demo accounts would let anybody in. Raises RuntimeError."""
    if settings.is_development or not is_current(database):
        return
    with Session(database) as db:
        found = demo.present(db)
    if found:
        raise RuntimeError(demo.complaint(found))


def open_state(settings: Settings) -> State:
    """Connect, and build the search index from the published entries."""
    database = make_engine(settings)
    refuse_demo_accounts(settings, database)
    engine = EmbeddedEngine()
    index = IndexKeeper(engine)
    offers = Offers()
    with Session(database) as session:
        index.build(session)
        offers.at(index.seen, lambda: collected(session, engine, Urls(settings.base_url)))
    return State(
        settings=settings,
        database=database,
        templates=environment(settings),
        index=index,
        searcher=reader(settings, engine),
        rendered=RenderedPages(),
        charts=ChartMaker(Renderer(), ChartStore(settings.data_dir / "grafieken")),
        offers=offers,
        survey=Kept(),
        registers=Kept(),
        missed=Tally(database),
        throttle=Throttle(),
        open_database=partial(session_of, database),
    )


def lifespan(settings: Settings):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """The lifespan that hands the state to every request."""

    @asynccontextmanager
    async def run(_: FastAPI) -> AsyncIterator[State]:
        state = open_state(settings)
        worker = BackgroundWorker(partial(open_worker, settings)) if settings.runs_worker else None
        if worker:
            worker.start()
        if not gc.isenabled():
            # Turned off by `mkba serve` for the start. Many sites in one process, as tests make them,
            # come and go: what is frozen of them would never be given back.
            gc.freeze()
            gc.enable()
        yield state
        if worker:
            worker.stop()
        if isinstance(state["searcher"], StandbyEngine):
            state["searcher"].close()
        state["missed"].close()
        state["charts"].renderer.close()
        state["database"].dispose()

    return run


def current_searcher(request: Request, db: Db) -> Searcher:
    """The search engine; that of this process, which stands by, is in step with the database."""
    keeper: IndexKeeper = request.state.index
    keeper.follow(db)
    searcher: Searcher = request.state.searcher
    return searcher


Finder = Annotated[Searcher, Depends(current_searcher)]
