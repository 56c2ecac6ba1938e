"""One unit cost or indicator: its page, and one version of it. The list of versions is in routes/versions."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import register_view
from app.entry_desk import desk_context
from app.pages import render, today, urls_of
from app.previews import Preview
from app.rendered import cached
from app.routes.versions import Number, find_entry, find_version
from catalogue import queries, registers
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.unit_cost_words import use_words
from catalogue.unit_costs import UnitCost

router = APIRouter()


@router.get("/kengetallen/{slug}")
def unit_cost(request: Request, slug: str) -> Response:
    """The live version of a unit cost."""
    return cached(request, lambda db: unit_cost_page(request, db, _live(db, slug, Kind.UNIT_COST)))


@router.get("/kengetallen/{slug}/versies/{number}")
def unit_cost_version(request: Request, slug: str, number: Number) -> Response:
    """One version of a unit cost at its own address."""
    return cached(
        request, lambda db: unit_cost_page(request, db, find_version(db, slug, number, Kind.UNIT_COST))
    )


@router.get("/kpis/{slug}")
def indicator(request: Request, slug: str) -> Response:
    """The live version of an indicator."""
    return cached(request, lambda db: indicator_page(request, db, _live(db, slug, Kind.INDICATOR)))


@router.get("/kpis/{slug}/versies/{number}")
def indicator_version(request: Request, slug: str, number: Number) -> Response:
    """One version of an indicator at its own address."""
    return cached(
        request, lambda db: indicator_page(request, db, find_version(db, slug, number, Kind.INDICATOR))
    )


def _live(db: Session, slug: str, kind: Kind) -> Version[Any]:
    return queries.live(db, find_entry(db, slug, kind))


def unit_cost_page(
    request: Request, db: Session, version: Version[UnitCost], preview: Preview | None = None
) -> str:
    """The page of a version as text; with a preview the same page, of what is not published yet."""
    row = version.document
    urls = urls_of(request)
    context = {
        **_shared(request, db, version, preview),
        "kengetal": row,
        "rekenen": use_words(row, registers.cpi()),
        "anders": _others(request, db, row),
        "gebruikt": register_view.uses(request, db, row.id),
        "gegevens": urls.api(urls.kengetal(row.id)),
    }
    return render(request, "registers/kengetal.html", context)


def indicator_page(
    request: Request, db: Session, version: Version[Any], preview: Preview | None = None
) -> str:
    """The page of a version as text; with a preview the same page, of what is not published yet."""
    context = {**_shared(request, db, version, preview), "indicator": version.document}
    return render(request, "registers/kpi.html", context)


def _shared(request: Request, db: Session, version: Version[Any], preview: Preview | None) -> dict[str, Any]:
    fixed = urls_of(request).versie(version.slug, version.number, version.kind)
    is_version = request.url.path == fixed
    shown = {"versie": version, "vast": fixed, "is_versie": is_version, "voorbeeld": preview}
    return shown | desk_context(db, version, today())


def _others(request: Request, db: Session, row: UnitCost) -> list[tuple[str, UnitCost]]:
    """The other amounts for the same thing, with their slugs."""
    listed = register_view.registers_of(request, db).unit_costs
    return [
        (listed.slugs[other.id], other)
        for other in listed.rows
        if row.group and other.group and other.group.id == row.group.id and other.id != row.id
    ]
