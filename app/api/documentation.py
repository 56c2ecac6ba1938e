"""What the API says about itself: the root, OpenAPI, the schemas, the dictionary and the glossary."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.api.answers import kept
from app.api.documentation_models import Dictionary, FieldRow, Glossary, JsonSchema, Root, RootLinks
from app.api.edge import VERSION
from app.api.entry_answers import api_link
from app.api.models import SelfLinks
from app.api.negotiation import JSON
from app.api.openapi import DESCRIPTION, TITLE
from app.api.operations import operation
from app.api.parameters import check
from app.pages import urls_of
from app.rendered import send
from catalogue import glossary
from catalogue.dictionary import dictionary
from catalogue.documents import Approach, Publication
from catalogue.json_schema import json_schema
from catalogue.kinds import AnyDocument

router = APIRouter()
TAG = "uitleg"
PATHS = {
    "self": "",
    "openapi": "/openapi.json",
    "approaches": "/aanpakken",
    "background": "/achtergrond",
    "work_types": "/werksoorten",
    "themes": "/themas",
    "municipalities": "/gemeenten",
    "unit_costs": "/kengetallen",
    "indicators": "/kpis",
    "vocabularies": "/begrippenlijsten",
    "glossary": "/begrippen",
    "dictionary": "/gegevenswoordenboek",
    "approach_schema": "/schema/aanpak",
    "background_schema": "/schema/achtergrond",
}


@router.get(
    "/",
    response_model=Root,
    **operation("leesStart", "Het begin van de API", "Alle adressen van deze API.", tag=TAG, link=True),
)
def root(request: Request) -> Response:
    """Where everything is."""
    urls = urls_of(request)

    def make(_: Session) -> Root:
        links = RootLinks(**{name: api_link(urls, path) for name, path in PATHS.items()})
        return Root(links=links, title=TITLE, version=VERSION, description=DESCRIPTION)

    response = kept(request, make)
    described = urls.absolute(urls.api(PATHS["openapi"]))
    response.headers["Link"] = f'<{described}>; rel="service-desc"; type="application/json"'
    return response


@router.get("/openapi.json", include_in_schema=False, dependencies=[Depends(check(()))])
def openapi(request: Request) -> Response:
    """The description of the API."""
    return _fixed(request, request.app.openapi)


@router.get(
    "/schema/aanpak",
    response_model=JsonSchema,
    **operation("leesSchemaAanpak", "De vorm van een aanpak", "JSON Schema van een aanpak.", tag=TAG),
)
def approach_schema(request: Request) -> Response:
    """The shape of an approach."""
    return _schema(request, Approach)


@router.get(
    "/schema/achtergrond",
    response_model=JsonSchema,
    **operation(
        "leesSchemaAchtergrond",
        "De vorm van een achtergrondpublicatie",
        "JSON Schema van een achtergrondpublicatie.",
        tag=TAG,
    ),
)
def background_schema(request: Request) -> Response:
    """The shape of a background publication."""
    return _schema(request, Publication)


def _schema(request: Request, document: type[AnyDocument]) -> Response:
    address = urls_of(request).absolute(request.url.path)
    return _fixed(request, lambda: {**json_schema(document), "$id": address})


def _fixed(request: Request, make: Callable[[], dict[str, Any]]) -> Response:
    """What stays the same as long as the program runs."""
    page = request.state.rendered.get(
        request.url.path, None, lambda: json.dumps(make(), ensure_ascii=False), JSON
    )
    return send(request, page)


@router.get(
    "/gegevenswoordenboek",
    response_model=Dictionary,
    **operation(
        "leesGegevenswoordenboek",
        "Het gegevenswoordenboek",
        "Elk veld van elk document in gewone taal: wat erin staat, in welke eenheid en of het verplicht is.",
        tag=TAG,
    ),
)
def data_dictionary(request: Request) -> Response:
    """Every field of every document."""
    urls = urls_of(request)

    def make(_: Session) -> Dictionary:
        rows = tuple(
            FieldRow(
                document=row.document,
                name=row.field,
                label=row.label,
                explanation=row.explanation,
                unit=row.unit,
                type=row.type,
                vocabulary=row.vocabulary,
                required=row.required,
                may_be_unknown=row.may_be_unknown,
            )
            for row in dictionary()
        )
        links = SelfLinks(self=api_link(urls, urls.woordenboek()))
        return Dictionary(links=links, total=len(rows), results=rows)

    return kept(request, make)


@router.get(
    "/begrippen",
    response_model=Glossary,
    **operation("leesBegrippen", "Alle begrippen", "Woorden uit de analyses met uitleg.", tag=TAG),
)
def terms(request: Request) -> Response:
    """The glossary."""
    urls = urls_of(request)

    def make(_: Session) -> Glossary:
        found = glossary.terms()
        return Glossary(
            links=SelfLinks(self=api_link(urls, urls.begrippen())), total=len(found), results=found
        )

    return kept(request, make)
