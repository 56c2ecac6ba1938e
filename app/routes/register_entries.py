"""One unit cost or indicator: its page, and one version of it. The list of versions is in routes/versions."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import register_view
from app.pages import render, urls_of
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
    return cached(request, lambda db: _unit_cost(request, db, _live(db, slug, Kind.UNIT_COST)))


@router.get("/kengetallen/{slug}/versies/{number}")
def unit_cost_version(request: Request, slug: str, number: Number) -> Response:
    """One version of a unit cost at its own address."""
    return cached(request, lambda db: _unit_cost(request, db, find_version(db, slug, number, Kind.UNIT_COST)))


@router.get("/kpis/{slug}")
def indicator(request: Request, slug: str) -> Response:
    """The live version of an indicator."""
    return cached(request, lambda db: _indicator(request, _live(db, slug, Kind.INDICATOR)))


@router.get("/kpis/{slug}/versies/{number}")
def indicator_version(request: Request, slug: str, number: Number) -> Response:
    """One version of an indicator at its own address."""
    return cached(request, lambda db: _indicator(request, find_version(db, slug, number, Kind.INDICATOR)))


def _live(db: Session, slug: str, kind: Kind) -> Version[Any]:
    return queries.live(db, find_entry(db, slug, kind))


def _unit_cost(request: Request, db: Session, version: Version[UnitCost]) -> str:
    row = version.document
    urls = urls_of(request)
    context = {
        **_shared(request, version),
        "kengetal": row,
        "rekenen": use_words(row, registers.cpi()),
        "anders": _others(request, db, row),
        "gebruikt": register_view.uses(request, db, row.id),
        "gegevens": urls.api(urls.kengetal(row.id)),
    }
    return render(request, "registers/kengetal.html", context)


def _indicator(request: Request, version: Version[Any]) -> str:
    context = {**_shared(request, version), "indicator": version.document}
    return render(request, "registers/kpi.html", context)


def _shared(request: Request, version: Version[Any]) -> dict[str, Any]:
    fixed = urls_of(request).versie(version.slug, version.number, version.kind)
    return {"versie": version, "vast": fixed, "is_versie": request.url.path == fixed}


def _others(request: Request, db: Session, row: UnitCost) -> list[tuple[str, UnitCost]]:
    """The other amounts for the same thing, with their slugs."""
    listed = register_view.registers_of(request, db).unit_costs
    return [
        (listed.slugs[other.id], other)
        for other in listed.rows
        if row.group and other.group and other.group.id == row.group.id and other.id != row.id
    ]
