"""`make bench`: pages, charts, search, memory and start, as ratios within one run.

Pages are measured by calling the application itself, so that no client or network hides a difference. The two
sides of a ratio take turns, and the median of the turns counts: the machine's mood falls on both alike.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from fastapi import FastAPI, Response
from rich.console import Console
from rich.table import Table
from starlette.requests import Request

from app.cards import cards, nearest
from app.filters import read
from app.main import create_app
from app.pages import render
from app.routes.entries import list_context
from app.settings import Settings
from search import EmbeddedEngine, Engine
from tests.bench_calls import App, body, in_turns, scope
from tests.bench_figures import figures
from tests.bench_meili import search_page
from tests.bench_search import measure
from tests.search import meilisearch

ENTRY = "/aanpakken/gezinshuizen"
LIST = "/aanpakken"
CALLS = 40
SIZES = (1_000, 10_000, 100_000)
console = Console()


def main() -> None:
    """Measure everything once and print it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), database_url="", log_level="ERROR")
        _mkba("prepare", folder)
        console.print(_pages(settings))
        for table in figures(settings, _bare_app):
            console.print(table)
        console.print(_start(folder))
        if meilisearch.URL:
            console.print(search_page(settings))
    console.print(_search())


def _pages(settings: Settings) -> Table:
    table = Table("page", "aim", "ratio", "per second", "compared with, per second", title="Pages")
    entry, bare, listing, alone = asyncio.run(_page_rates(settings))
    table.add_row("entry", "≥ 0.7", f"{entry / bare:.2f}", f"{entry:.0f}", f"{bare:.0f} (bare answer)")
    table.add_row(
        "list", "≥ 0.6", f"{listing / alone:.2f}", f"{listing:.0f}", f"{alone:.0f} (rendering alone)"
    )
    return table


async def _page_rates(settings: Settings) -> tuple[float, float, float, float]:
    app = create_app(settings)
    async with app.router.lifespan_context(app) as state:
        assert state is not None
        content = await body(app, ENTRY, state)
        bare = _bare_app(content)
        entry = lambda: body(app, ENTRY, state)  # noqa: E731
        plain = lambda: body(bare, ENTRY, state)  # noqa: E731
        pages = await in_turns(entry, plain, CALLS)
        listing = lambda: body(app, LIST, state)  # noqa: E731
        render_alone = _rendering(app, state)
        lists = await in_turns(listing, render_alone, CALLS // 8)
    return *pages, *lists


def _bare_app(body: bytes, address: str = ENTRY) -> FastAPI:
    """The least an application can do: hand out bytes it already has."""
    bare = FastAPI()

    @bare.get(address)
    def answer() -> Response:
        return Response(body, media_type="text/html")

    return bare


def _rendering(app: App, state: Any) -> Callable[[], Awaitable[object]]:
    """Rendering the list page from a context that is ready, in the same kind of thread."""
    request = Request(scope(LIST, state))
    question = read(request.query_params)
    answer = state["index"].engine.answer(question.query)
    with state["open_database"]() as db:
        context = list_context(question, answer) | {
            "kaarten": cards(db, answer),
            "alternatieven": nearest(db, answer),
        }
    return lambda: asyncio.to_thread(lambda: render(request, "aanpakken/lijst.html", context).encode())


def _start(folder: str) -> Table:
    """From starting the command to the first answer, on a prepared database, and the memory it then holds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    process = _mkba("serve", folder, "--port", str(port), wait=False)
    try:
        seconds = _first_answer(port, started)
        memory = _resident_mib(process.pid)
    finally:
        process.terminate()
        process.wait(10)
    table = Table("what", "aim", "measured", title="Start and memory, real collection")
    table.add_row("start to first answer", "≤ 3 s", f"{seconds:.2f} s")
    table.add_row("memory after start", "", f"{memory:.0f} MiB")
    return table


def _first_answer(port: int, started: float) -> float:
    while time.perf_counter() - started < 120:
        try:
            with urlopen(f"http://127.0.0.1:{port}/gezond/live", timeout=1):
                return time.perf_counter() - started
        except OSError:
            time.sleep(0.02)
    raise TimeoutError


def _mkba(command: str, folder: str, *options: str, wait: bool = True) -> "subprocess.Popen[bytes]":
    code = "from app.cli import main; main()"
    environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": ""}
    arguments = [sys.executable, "-c", code, command, *options]
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if wait and process.wait() != 0:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return process


def _resident_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def _search() -> Table:
    """The engines side by side. The memory of Meilisearch is that of its server, which we cannot see."""
    engines: dict[str, Callable[[], Engine]] = {"embedded": EmbeddedEngine}
    if meilisearch.URL:
        engines["meilisearch"] = meilisearch.given
    else:
        console.print("Meilisearch was not measured: MEILI_URL is not set.")
    columns = (
        "engine",
        "entries",
        "build s",
        "p50 ms",
        "p95 ms",
        "p95 against 1,000 (≤ 5)",
        "put ms",
        "MiB",
    )
    table = Table(*columns, title="Search")
    for name, make in engines.items():
        rows = measure(SIZES, make)
        for row in rows:
            times = (row.build, row.p50, row.p95, round(row.p95 / rows[0].p95, 1), row.put)
            memory = str(row.memory) if name == "embedded" else "–"
            table.add_row(name, f"{row.documents:,}", *map(str, times), memory)
    return table


if __name__ == "__main__":
    main()
