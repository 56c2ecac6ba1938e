"""Charts: what a page says about one, and the answer to the request for its picture.

A page never waits for a drawing: it holds the address, the size, the conclusion in words and the table.
The picture is drawn when a browser asks for it, and kept by the hash of everything it is made of.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any, Literal

import structlog
from fastapi import Request, Response

from app.chart_drawing import STYLE, Frame, Look, canonical, check, svg
from app.chart_renderer import Renderer, RenderError
from app.chart_store import ChartStore
from app.chart_theme import config
from app.errors import NotFoundError
from app.recent import Recent
from app.rendered import matches
from app.urls import with_query
from catalogue.money import date_text

WIDE = 720
NARROW = 340
"""Pixels: a picture for a page with room, and one for a telephone of 360 pixels."""
MOST_RECENT = 200
"""Charts kept laid out in memory, some 20 kB each."""
MEDIA_TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
FAILED = "Deze grafiek kan nu niet worden getekend. De cijfers staan in de tabel op de pagina."

Kind = Literal["svg", "png"]
log = structlog.stdlib.get_logger("mkba")


@dataclass(frozen=True)
class Chart:
    """One chart. The spec has `width` and `height`, its own data, and "@kosten" and the like for colours.

    Width and height are those of the whole picture, axes included, in pixels (see `WIDE`). `narrow` is the
    spec for small screens; without one they get the wide picture, smaller. `conclusion` is the text
    alternative: what a reader sees in the picture, as a Dutch sentence. `source` names the sources and
    `day` is the day the figures were last changed; both stand in the picture that is downloaded, under its
    title. `caption` is the title on the page, where that may be shorter.
    Raises ValueError for a name that is no file name and for a spec that fetches something.
    """

    name: str
    title: str
    spec: Mapping[str, Any]
    conclusion: str
    source: str
    day: date
    narrow: Mapping[str, Any] | None = None
    caption: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,119}", self.name):
            raise ValueError(f"{self.name!r} is no name for a file")
        for spec in (self.spec, self.narrow):
            if spec is not None:
                check(spec)

    def spec_for(self, look: Look) -> Mapping[str, Any]:
        """The spec of one variant."""
        return self.narrow if look.narrow and self.narrow is not None else self.spec


@dataclass(frozen=True)
class ChartView:
    """A chart on a page. `address` has no suffix: "/aanpakken/x/grafieken/uitkomst-1".

    `parameters` are those of a page whose address is its state, such as a comparison.
    """

    chart: Chart
    address: str
    parameters: Mapping[str, Any] | None = None

    def src(self, *, dark: bool = False, narrow: bool = False) -> str:
        """The address of the picture in the page."""
        return self._address("svg", weergave="donker" if dark else None, breedte="smal" if narrow else None)

    def download(self, kind: Kind) -> str:
        """The address of the picture to keep: with its title, source and date."""
        return self._address(kind, download=1)

    def size(self, *, narrow: bool = False) -> tuple[int, int]:
        """Width and height in pixels, so that a page leaves room before the picture is there."""
        spec = self.chart.spec_for(Look(narrow=narrow))
        return spec["width"], spec["height"]

    def _address(self, kind: Kind, **own: str | int | None) -> str:
        return with_query(f"{self.address}.{kind}", {**(self.parameters or {}), **own})


@dataclass(frozen=True)
class ChartMaker:
    """What a process needs to draw: the process that draws, what was drawn, and what was laid out of late.

    `recent` holds charts by where they stand and the state of the catalogue that they show.
    """

    renderer: Renderer
    store: ChartStore
    recent: Recent[Chart] = field(default_factory=lambda: Recent(MOST_RECENT))


def answer(request: Request, chart: Chart, kind: str) -> Response:
    """The picture asked for, or "not modified". Raises NotFoundError for another kind than svg or png.

    `?weergave=donker`, `?breedte=smal` and `?download=1` choose the variant. A drawing that fails is
    answered without a picture: the page then shows the conclusion in words, and the table is there.
    """
    if kind not in MEDIA_TYPES:
        raise NotFoundError
    asked = request.query_params
    download = asked.get("download") == "1"
    look = Look(asked.get("weergave") == "donker", asked.get("breedte") == "smal", download)
    frame = _frame(request, chart)
    key = fingerprint(chart, look, kind, frame)
    headers = {"ETag": f'W/"{key[:32]}"', "Cache-Control": "no-cache"}
    if matches(request.headers.get("if-none-match"), headers["ETag"].removeprefix("W/")):
        return Response(status_code=304, headers=headers)
    try:
        maker: ChartMaker = request.state.charts
        picture = maker.store.get(f"{key}.{kind}", lambda: _drawn(maker, chart, look, kind, frame))
    except RenderError:
        log.exception("chart cannot be drawn", chart=chart.name, path=request.url.path)
        again = {"Cache-Control": "no-store", "Retry-After": "5"}
        return Response(FAILED, 503, again, "text/plain; charset=utf-8")
    if download:
        headers["Content-Disposition"] = f'attachment; filename="{chart.name}.{kind}"'
    return Response(picture, 200, headers, MEDIA_TYPES[kind])


def _frame(request: Request, chart: Chart) -> Frame:
    settings = request.state.settings
    origin = settings.base_url.split("//", 1)[1]
    footer = (f"Bron: {chart.source}", f"Stand van {date_text(chart.day)}. {settings.site_name}, {origin}")
    return Frame(chart.title, chart.conclusion, footer)


def fingerprint(chart: Chart, look: Look, kind: str, frame: Frame) -> str:
    """The hash of everything the picture is made of: equal hashes are equal pictures."""
    parts = [
        STYLE,
        _renderer_version(),
        config(look.theme),
        chart.spec_for(look),
        look.dark,
        look.download,
        kind,
    ]
    words = [frame.title, frame.conclusion, *(frame.footer if look.download else ())]
    return hashlib.sha256(canonical([parts, words]).encode()).hexdigest()


@cache
def _renderer_version() -> str:
    return version("vl-convert-python")


def _drawn(maker: ChartMaker, chart: Chart, look: Look, kind: str, frame: Frame) -> bytes:
    text = svg(maker.renderer, chart.spec_for(look), look, frame)
    return maker.renderer.png(text) if kind == "png" else text.encode()
