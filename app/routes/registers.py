"""The registers: unit costs, indicators, glossary and data dictionary."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import csv_files, glossary_page, jsonld, register_rows
from app.errors import NotFoundError
from app.pages import page, render, urls_of
from app.register_rows import INDICATORS, UNIT_COSTS
from app.register_view import current_registers, registers_of
from app.rendered import cached
from app.urls import with_query
from catalogue import glossary, registers
from catalogue.json_schema import json_schema
from catalogue.kinds import MODELS, AnyDocument
from catalogue.register_entries import Registers

router = APIRouter()
Context = dict[str, Any]
SCHEMA_TYPE = "application/schema+json"
SCHEMAS: Mapping[str, type[AnyDocument]] = MappingProxyType(
    {kind.value: model for kind, model in MODELS.items()}
)
"""What has a JSON Schema, by the name in its address."""


def _list_page(request: Request, name: str, part: str, context: Callable[[Registers], Context]) -> Response:
    """A list; asked for without a question it stays the same until something is published."""
    if request.url.query or "HX-Request" in request.headers:
        return page(request, name, context(current_registers(request)), part=part)
    return cached(request, lambda db: render(request, name, context(registers_of(request, db))))


@router.get("/kengetallen")
def unit_costs(request: Request) -> Response:
    """All unit costs with search and filters; different amounts for one thing stand beside each other."""
    question = request.query_params

    def context(found: Registers) -> Context:
        choice = UNIT_COSTS.select(found.unit_costs.rows, question)
        apart = (*found.macro, *found.missing)
        conflicts = registers.conflicts(found.unit_costs.rows)
        sources = register_rows.sources(found.everything)
        return {
            "keuze": choice,
            "domeinen": register_rows.by_domain(choice.rows),
            "elders": UNIT_COSTS.select(apart, question).rows if choice.text else (),
            "tegenstrijdig": conflicts,
            "groepen": {conflict.group.id: len(conflict.unit_costs) for conflict in conflicts},
            "landelijk": found.macro,
            "ontbreekt": found.missing,
            "bronnen": sources,
            "nummers": {source: number for number, source in enumerate(sources, 1)},
            "slugs": found.unit_costs.slugs,
            "csv_adres": with_query("/kengetallen.csv", choice.parameters),
            "wis_adres": with_query("/kengetallen", {"q": choice.text}),
        }

    return _list_page(request, "registers/kengetallen.html", "registers/_kengetallen.html", context)


@router.get("/kengetallen.csv")
def unit_costs_csv(request: Request) -> Response:
    """The unit costs of this question as a file, with nationwide totals and gaps by their kind."""
    choice = UNIT_COSTS.select(current_registers(request).everything, request.query_params)
    return csv_files.download("kengetallen.csv", register_rows.unit_cost_cells(choice.rows))


@router.get("/kpis")
def indicators(request: Request) -> Response:
    """All indicators with filters."""

    def context(found: Registers) -> Context:
        choice = INDICATORS.select(found.indicators.rows, request.query_params)
        return {
            "slugs": found.indicators.slugs,
            "keuze": choice,
            "soorten": register_rows.by_kind(choice.rows),
            "csv_adres": with_query("/kpis.csv", choice.parameters),
            "wis_adres": with_query("/kpis", {"q": choice.text}),
        }

    return _list_page(request, "registers/kpis.html", "registers/_kpis.html", context)


@router.get("/kpis.csv")
def indicators_csv(request: Request) -> Response:
    """The indicators of this question as a file."""
    choice = INDICATORS.select(current_registers(request).indicators.rows, request.query_params)
    return csv_files.download("kpis.csv", register_rows.indicator_cells(choice.rows))


@router.get("/begrippen")
def terms(request: Request) -> Response:
    """The glossary from A to Z, and every closed list with its explanations."""

    def make(_: Session) -> str:
        urls = urls_of(request)
        context = {
            "letters": glossary_page.by_letter(glossary.terms()),
            "namen": {term.id: term.term for term in glossary.terms()},
            "lijsten": glossary_page.LISTS,
            "jsonld": jsonld.block(glossary_page.defined_terms(urls, glossary.terms())),
        }
        return render(request, "registers/begrippen.html", context)

    return cached(request, make)


@router.get("/gegevenswoordenboek")
def data_dictionary(request: Request) -> Response:
    """Every field of every document, in plain words."""

    def make(_: Session) -> str:
        context = {"documenten": glossary_page.documents(), "schemas": list(SCHEMAS)}
        return render(request, "registers/gegevenswoordenboek.html", context)

    return cached(request, make)


@router.get("/schema/{name}.json")
def schema(request: Request, name: str) -> Response:
    """The JSON Schema of a published document."""
    if name not in SCHEMAS:
        raise NotFoundError
    urls = urls_of(request)
    described = json_schema(SCHEMAS[name]) | {"$id": urls.absolute(request.url.path)}
    return cached(request, lambda _: json.dumps(described, ensure_ascii=False, indent=2), SCHEMA_TYPE)
