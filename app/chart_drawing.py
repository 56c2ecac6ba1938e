"""From a chart to a picture: sizes, colours, and the title, source and date of one that leaves the site."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from app.chart_renderer import Renderer
from app.chart_text import wrapped
from app.chart_theme import DARK, FONT, LIGHT, SMALL_SIZE, TITLE_SIZE, Theme, coloured, config

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
PAPER = 16
"""Pixels of paper around the drawing in a download."""
MARGIN = 16
LINE = 1.4
STYLE = 1
"""Count one up when this module draws something else than before: kept pictures are then drawn anew."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which variant of a picture."""

    dark: bool = False
    narrow: bool = False
    download: bool = False

    @property
    def theme(self) -> Theme:
        """The colours."""
        return DARK if self.dark else LIGHT


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the drawing: as text alternative, and in a download to be read."""

    title: str
    conclusion: str
    footer: Sequence[str]


def check(spec: Mapping[str, Any]) -> None:
    """Raises ValueError for a spec without sizes, or one that would fetch something."""
    if not all(isinstance(spec.get(side), int) and spec[side] > 0 for side in ("width", "height")):
        raise ValueError("A chart says how wide and high it is, in whole pixels, so that pages leave room.")
    if "config" in spec or any(key in {"url", "href", "usermeta"} for key in _keys(spec)):
        raise ValueError("A chart holds its own data and no addresses, and takes its looks from the site.")


def _keys(part: object) -> Iterator[str]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield key
            yield from _keys(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from _keys(value)


def canonical(part: object) -> str:
    """JSON in which equal things are equal texts. Amounts become numbers to draw; labels stay exact text."""
    return json.dumps(part, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_number)


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a chart")


def svg(renderer: Renderer, spec: Mapping[str, Any], look: Look, frame: Frame) -> str:
    """The picture as SVG, of exactly the size in the spec (a download is higher); raises RenderError."""
    # Fitted, axes and labels stand inside the size of the spec. Through JSON, so that decimals are numbers.
    fitted = {"$schema": SCHEMA, **spec, "autosize": {"type": "fit", "contains": "padding"}}
    plain = json.loads(canonical(coloured(fitted, look.theme)))
    drawn = renderer.svg(plain, config(look.theme))
    return _framed(drawn, spec["width"], spec["height"], look, frame)


def _framed(drawn: str, width: int, height: int, look: Look, frame: Frame) -> str:
    body = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", drawn.strip())
    top: list[str] = []
    bottom: list[str] = []
    if look.download:
        width += 2 * PAPER
        room = width - 2 * MARGIN
        top = wrapped(frame.title, room, TITLE_SIZE, bold=True)
        bottom = [line for text in frame.footer for line in wrapped(text, room, SMALL_SIZE)]
    above = round(MARGIN + len(top) * TITLE_SIZE * LINE + MARGIN / 2) if top else 0
    below = round(MARGIN / 2 + len(bottom) * SMALL_SIZE * LINE + MARGIN) if bottom else 0
    full = above + height + below
    theme, beside = look.theme, PAPER if look.download else 0
    paper = f'<rect width="{width}" height="{full}" fill="{theme.background}"/>' if look.download else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-labelledby="titel uitleg" width="{width}" height="{full}" viewBox="0 0 {width} {full}">'
        f'<title id="titel">{escape(frame.title)}</title><desc id="uitleg">{escape(frame.conclusion)}</desc>'
        f"{paper}{_lines(top, MARGIN + TITLE_SIZE, TITLE_SIZE, theme.ink, 'bold')}"
        f'<g aria-hidden="true" transform="translate({beside},{above})">{body}</g>'
        f"{_lines(bottom, above + height + MARGIN / 2 + SMALL_SIZE, SMALL_SIZE, theme.soft, 'normal')}</svg>"
    )


def _lines(lines: Sequence[str], start: float, size: int, colour: str, weight: str) -> str:
    font = escape(FONT)
    return "".join(
        f'<text x="{MARGIN}" y="{round(start + number * size * LINE)}" font-family="{font}" '
        f'font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
