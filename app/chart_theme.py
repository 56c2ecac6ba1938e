"""How charts look: the colours of the site in both schemes, and the roles that specs name instead of colours.

A spec says `"@kosten"` where a colour belongs; `coloured` fills it in. The values are those of
app/static/css/tokens.css (a test compares them), since a picture cannot read the style sheet of a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
"""Fonts of one width; app/chart_text.py keeps room for a wider one that a reader's system has instead."""
TEXT_SIZE = 14
SMALL_SIZE = 13
TITLE_SIZE = 18


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one scheme, by what they are for."""

    background: str
    surface: str
    ink: str
    soft: str
    grid: str
    line: str
    roles: Mapping[str, str]


LIGHT = Theme(
    background="#fefcfb",
    surface="#f7f1f4",
    ink="#2b1d2b",
    soft="#655668",
    grid="#e2d6df",
    line="#8a7789",
    roles={"kosten": "#6d2b68", "baten": "#1c7a80", "overdracht": "#b07a14", "onbekend": "#8a7789"},
)
DARK = Theme(
    background="#1a131b",
    surface="#241b25",
    ink="#f3ebf1",
    soft="#c2b3c0",
    grid="#443746",
    line="#94849a",
    roles={"kosten": "#d79ace", "baten": "#62c0c2", "overdracht": "#e0ad4e", "onbekend": "#94849a"},
)


def colours(theme: Theme) -> dict[str, str]:
    """Every name that a spec may use for a colour, with the colour."""
    own = {"tekst": theme.ink, "zacht": theme.soft, "lijn": theme.line, "raster": theme.grid}
    return {f"@{name}": colour for name, colour in {**theme.roles, **own, "papier": theme.background}.items()}


def coloured(spec: Any, theme: Theme) -> Any:
    """The spec with colours in the place of their names; data stay as they are, whatever they say."""
    return _filled(spec, colours(theme))


def _filled(part: Any, names: Mapping[str, str]) -> Any:
    if isinstance(part, Mapping):
        return {
            key: value if key in {"data", "datasets"} else _filled(value, names)
            for key, value in part.items()
        }
    if isinstance(part, (list, tuple)):
        return [_filled(value, names) for value in part]
    return names.get(part, part) if isinstance(part, str) else part


def config(theme: Theme) -> dict[str, Any]:
    """The Vega-Lite configuration: type, lines and, by `style`, the mark of each role.

    Costs and benefits are filled; a transfer is hollow with a dashed outline and an unknown is dotted, so
    that nothing depends on seeing colour.
    """
    axis = {
        "labelColor": theme.ink,
        "titleColor": theme.soft,
        "labelFontSize": SMALL_SIZE,
        "titleFontSize": SMALL_SIZE,
        "titleFontWeight": "normal",
        "labelLimit": 0,
        "titleLimit": 0,
        "gridColor": theme.grid,
        "domainColor": theme.line,
        "tickColor": theme.line,
        "labelOverlap": "greedy",
    }
    return {
        "font": FONT,
        "background": None,
        "padding": 4,
        "view": {"stroke": None},
        "axis": axis,
        "header": {"labelColor": theme.ink, "labelFontSize": TEXT_SIZE, "labelLimit": 0},
        "legend": {
            "labelColor": theme.ink,
            "titleColor": theme.soft,
            "labelFontSize": SMALL_SIZE,
            "titleFontSize": SMALL_SIZE,
            "labelLimit": 0,
        },
        "text": {"color": theme.ink, "fontSize": SMALL_SIZE, "font": FONT},
        "rule": {"color": theme.ink},
        "point": {"filled": True, "size": 80},
        "style": _styles(theme),
    }


def _styles(theme: Theme) -> dict[str, Any]:
    roles = theme.roles
    return {
        "kosten": {"color": roles["kosten"]},
        "baten": {"color": roles["baten"]},
        "overdracht": {
            "color": roles["overdracht"],
            "fillOpacity": 0.12,
            "stroke": roles["overdracht"],
            "strokeWidth": 2,
            "strokeDash": [5, 3],
        },
        "onbekend": {
            "filled": False,
            "color": roles["onbekend"],
            "strokeWidth": 1.5,
            "strokeDash": [1.5, 3],
        },
    }
