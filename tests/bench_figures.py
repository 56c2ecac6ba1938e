"""The comparison, own numbers and charts: against the list page and a bare answer of the same run."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from rich.table import Table

from app.chart_store import ChartStore
from app.charts import ChartMaker
from app.main import create_app
from app.settings import Settings
from tests.bench_calls import App, body, in_turns

LIST = "/aanpakken"
FOUR = ("gezinshuizen", "mazl", "begeleide-maatschappelijke-opvang", "jim-aanpak")
PAGES: Mapping[str, str] = {
    "comparison of four": "/vergelijk?" + "&".join(f"aanpak={slug}" for slug in FOUR),
    "own numbers": "/aanpakken/begeleide-maatschappelijke-opvang/rekenen?deelnemers=40&prijspeil=2025",
}
CHART = "/aanpakken/begeleide-maatschappelijke-opvang/grafieken/uitkomst-1"
CALLS = 5
COLD = 8


def figures(settings: Settings, bare: Callable[[bytes, str], FastAPI]) -> tuple[Table, Table]:
    """Pages and charts; `bare` makes the least application that hands out some bytes at an address."""
    return asyncio.run(_measured(settings, bare))


async def _measured(settings: Settings, bare: Callable[[bytes, str], FastAPI]) -> tuple[Table, Table]:
    app = create_app(settings)
    async with app.router.lifespan_context(app) as state:
        assert state is not None
        return await _pages(app, state), await _charts(app, dict(state), bare)


async def _pages(app: App, state: Any) -> Table:
    table = Table(
        "page", "ratio", "per second", "compared with, per second", title="Comparison and own numbers"
    )
    for name, address in PAGES.items():
        asked, listed = partial(body, app, address, state), partial(body, app, LIST, state)
        rate, listing = await in_turns(asked, listed, CALLS)
        table.add_row(name, f"{rate / listing:.2f}", f"{rate:.0f}", f"{listing:.0f} (list page)")
    return table


async def _charts(app: App, state: dict[str, Any], bare: Callable[[bytes, str], FastAPI]) -> Table:
    """A cold picture is drawn with an empty memory and folder; the first one also starts the process."""
    table = Table("chart", "median", "ratio", "compared with", title="Charts, one of an entry")
    first = await _cold(app, state, f"{CHART}.svg")
    table.add_row("the very first", f"{first * 1000:.0f} ms", "", "")
    for kind in ("svg", "png"):
        address = f"{CHART}.{kind}"
        cold = [await _cold(app, state, address) for _ in range(COLD)]
        kept = await body(app, address, state)
        least = bare(kept, address)
        asked, plainly = partial(body, app, address, state), partial(body, least, address, state)
        cached, plain = await in_turns(asked, plainly, CALLS)
        drawn = statistics.median(cold)
        table.add_row(f"{kind}, cold", f"{drawn * 1000:.0f} ms", f"{drawn * cached:.0f} ×", "cached")
        table.add_row(f"{kind}, cached", f"{1000 / cached:.1f} ms", f"{cached / plain:.2f}", "bare answer")
    return table


async def _cold(app: App, state: dict[str, Any], address: str) -> float:
    maker: ChartMaker = state["charts"]
    with tempfile.TemporaryDirectory() as folder:
        empty = ChartMaker(maker.renderer, ChartStore(Path(folder)))
        started = time.perf_counter()
        await body(app, address, {**state, "charts": empty})
        return time.perf_counter() - started
