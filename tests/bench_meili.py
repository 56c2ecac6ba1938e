"""The search page on Meilisearch against the least it can cost: one request, and rendering."""

import asyncio
from typing import Any

from pydantic import SecretStr
from rich.table import Table
from starlette.requests import Request

from app.cards import cards
from app.filters import read
from app.indexing import search_document
from app.main import create_app
from app.pages import render
from app.routes.entries import list_context
from app.settings import Settings
from catalogue import queries
from catalogue.kinds import Kind
from search.meili import MeiliEngine
from search.meili_client import Answered, Asked, ask, connect
from tests.bench_calls import body, in_turns, scope
from tests.search import meilisearch

PAGES = ("/aanpakken?q=schuldhulp", "/aanpakken?q=eenzame+ouderen&thema=eenzaamheid")
CALLS = 10


def search_page(settings: Settings) -> Table:
    """Pages per second of both sides, for a question of one word and one of two words with a filter."""
    table = Table("page", "ratio", "per second", "bare per second", title="Search page on Meilisearch")
    pair = meilisearch.given()
    try:
        settings = settings.model_copy(
            update={
                "meili_url": meilisearch.URL,
                "meili_search_key": SecretStr(meilisearch.SEARCH_KEY),
                "meili_index": pair.name,
            }
        )
        for path in PAGES:
            page, bare = asyncio.run(_rates(settings, pair, path))
            table.add_row(path, f"{page / bare:.2f}", f"{page:.0f}", f"{bare:.0f}")
    finally:
        pair.close()
    return table


async def _rates(settings: Settings, pair: meilisearch.MeiliPair, path: str) -> tuple[float, float]:
    app = create_app(settings)
    async with app.router.lifespan_context(app) as state:
        assert state is not None
        with state["open_database"]() as db:
            pair.rebuild(search_document(version) for version in queries.all_live(db, Kind.APPROACH))
        request = Request(scope(path, state))
        question = read(request.query_params)
        recorder = Recorder(pair)
        answer = recorder.answer(question.query)
        with state["open_database"]() as db:
            context = list_context(question, answer) | {"kaarten": cards(db, answer), "alternatieven": []}
        client = connect(meilisearch.URL, meilisearch.SEARCH_KEY, 30)

        def least() -> None:
            ask(client, recorder.asked)
            render(request, "aanpakken/lijst.html", context).encode()

        return await in_turns(lambda: body(app, path, state), lambda: asyncio.to_thread(least), CALLS)


class Recorder(MeiliEngine):
    """Keeps the questions that an answer takes."""

    def __init__(self, pair: meilisearch.MeiliPair) -> None:
        super().__init__(
            meilisearch.URL, meilisearch.SEARCH_KEY, pair.name, lambda: pair.words.vocabulary, timeout=30
        )
        self.asked: list[Asked] = []

    def _ask(self, asked: Any) -> dict[Any, Answered]:
        self.asked += [{"indexUid": self._name, **one} for one in asked.values()]
        return super()._ask(asked)
