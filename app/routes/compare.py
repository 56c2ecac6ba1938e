"""Comparing studies side by side; the address is the state, so it can be kept, sent and printed."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app import charts, comparison_chart, comparison_csv, csv_files
from app.comparing import comparison
from app.comparison_choice import LEAST, LONGEST_SLUG, read_choice
from app.comparison_start import begun, empty_start
from app.database import Db
from app.errors import NotFoundError
from app.filters import MOST_READ
from app.pages import page, render, this_year, urls_of
from app.rendered import cached
from app.state import Finder

router = APIRouter(prefix="/vergelijk")


@router.get("")
def compare(request: Request, db: Db, finder: Finder) -> Response:
    """The comparison, or how to begin one while there are fewer than two."""
    if not request.url.query:
        return cached(request, lambda _: render(request, "vergelijk/begin.html", empty_start(request)))
    choice = read_choice(db, request.query_params)
    if len(choice.columns) < LEAST:
        return page(request, "vergelijk/begin.html", begun(request, db, finder, choice))
    urls = urls_of(request)
    context = comparison(urls, choice, this_year()) | {"grafiek": comparison_chart.view(urls, choice)}
    return page(request, "vergelijk/vergelijk.html", context)


@router.post("")
def collect(request: Request, aanpak: Annotated[list[str] | None, Form()] = None) -> Response:
    """A button on the page of an approach: to the address that holds the choice."""
    slugs = [slug[:LONGEST_SLUG] for slug in aanpak or []][:MOST_READ]
    return RedirectResponse(urls_of(request).vergelijk(aanpak=slugs), 303)


@router.get(".csv")
def compare_csv(request: Request, db: Db) -> Response:
    """The same comparison as a file; without two columns there is nothing to put in it."""
    choice = read_choice(db, request.query_params)
    if len(choice.columns) < LEAST:
        return RedirectResponse(urls_of(request).vergelijk(**choice.parameters), 303)
    return csv_files.download("vergelijking.csv", comparison_csv.rows(choice))


@router.get("/grafiek.{kind}")
def picture(request: Request, db: Db, kind: str) -> Response:
    """The ratios in one picture. Raises NotFoundError where they may not stand in one (METHOD A12.7)."""
    view = comparison_chart.view(urls_of(request), read_choice(db, request.query_params))
    if view is None:
        raise NotFoundError
    return charts.answer(request, view.chart, kind)
