"""Rendering: the one place that knows templates and htmx."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.assets import asset
from app.formats import AMSTERDAM, FILTERS
from app.settings import Settings
from app.urls import Urls, with_query

ROOT = Path(__file__).resolve().parents[1]


def environment(settings: Settings) -> Environment:
    """The template environment with what every template may use; compiled templates are kept in it."""
    return _environment(
        settings.base_url, settings.site_name, settings.contact_email, reloads=settings.is_development
    )


@cache
def _environment(base_url: str, site_name: str, contact_email: str | None, *, reloads: bool) -> Environment:
    """One for each set of values: sites of one process, as tests make them, share what was compiled."""
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=reloads,
    )
    env.filters |= FILTERS
    env.globals |= {
        "asset": asset,
        "urls": Urls(base_url),
        "site_naam": site_name,
        "contact_email": contact_email,
        "adres": with_query,
    }
    return env


def urls_of(request: Request) -> Urls:
    """Builds addresses of this site."""
    urls: Urls = request.state.templates.globals["urls"]
    return urls


def today() -> date:
    """The day in the Netherlands."""
    return datetime.now(AMSTERDAM).date()


def this_year() -> int:
    """The year in the Netherlands."""
    return today().year


def render(request: Request, name: str, context: Mapping[str, Any]) -> str:
    """A template as text. Each page links a glossary term once, so each gets its own set of seen terms."""
    env: Environment = request.state.templates
    path = request.url.path
    shared = {
        "pad": path,
        "canoniek": urls_of(request).absolute(path),
        "jaar": this_year(),
        "geziene_begrippen": set(),
    }
    return env.get_template(name).render({**shared, **context})


def page(
    request: Request, name: str, context: Mapping[str, Any], *, part: str | None = None, status: int = 200
) -> HTMLResponse:
    """A whole page, or only the named part when htmx asks for it."""
    wants_part = part is not None and request.headers.get("HX-Request") == "true"
    body = render(request, part if part is not None and wants_part else name, context)
    response = HTMLResponse(body, status_code=status)
    if part is not None:
        response.headers["Vary"] = "HX-Request"
    return response
