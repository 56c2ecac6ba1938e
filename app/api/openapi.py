"""The description of the API (OpenAPI 3.1), in Dutch throughout."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.edge import VERSION
from app.api.models import Fault, Problem
from app.api.schemas import PREFIX, in_dutch
from app.settings import Settings

TITLE = "API van de MKBA-catalogus voor sociaal werk"
DESCRIPTION = (
    "Lees hier wat aanpakken in sociaal werk kosten en opleveren, voor wie, vergeleken met wat en hoe zeker "
    "dat is. De gegevens zijn open en alleen te lezen; u hoeft niet in te loggen. Bedragen zijn exact: een "
    'getal met cijfers achter de komma staat als tekst met een punt, bijvoorbeeld "2.25". Een gegeven dat '
    'niet bekend is, is een object met de reden: {"onbekend": "niet_gerapporteerd"}. Het is nooit leeg en '
    "nooit nul. Tijdstippen staan in UTC volgens RFC 3339. Neem een uitkomst nooit over zonder de methode, "
    "het jaar, de vergelijking en de bron, en zet uitkomsten niet op volgorde van hoogte."
)
FRAMEWORK = ("HTTPValidationError", "ValidationError")
TAGS = [
    {"name": "aanpakken", "description": "Aanpakken met hun onderzoeken, versies en verschillen."},
    {"name": "achtergrond", "description": "Onderzoeken die over thema's gaan en niet over een aanpak."},
    {"name": "lijsten", "description": "Werksoorten, thema's en alle andere vaste lijsten met codes."},
    {"name": "registers", "description": "Kengetallen, indicatoren en gemeenten."},
    {"name": "uitleg", "description": "Hoe de gegevens in elkaar zitten."},
]


def describe(api: FastAPI, settings: Settings) -> dict[str, Any]:
    """The whole description. The contact has an e-mail address when the settings give one."""
    raw = get_openapi(
        title=TITLE,
        version=VERSION,
        openapi_version="3.1.0",
        summary="Maatschappelijke kosten en baten van sociaal werk als open data",
        description=DESCRIPTION,
        routes=api.routes,
        tags=TAGS,
        servers=[{"url": "/v1", "description": "Deze site"}],
    )
    raw["info"]["contact"] = {"name": settings.contact_name, "url": f"{settings.base_url}/contact"}
    if settings.contact_email:
        raw["info"]["contact"]["email"] = settings.contact_email
    for path in raw["paths"].values():
        for operation in path.values():
            # The framework adds its own answer for invalid input, which this API never gives.
            operation["responses"].pop("422", None)
    schemas = raw["components"]["schemas"]
    for name in FRAMEWORK:
        schemas.pop(name, None)
    schemas |= {model.__name__: _alone(model) for model in (Problem, Fault)}
    return in_dutch(raw)


def _alone(model: type[Problem | Fault]) -> dict[str, Any]:
    """The schema of a model that no route returns by itself."""
    schema = model.model_json_schema(by_alias=True, mode="serialization", ref_template=PREFIX + "{model}")
    schema.pop("$defs", None)
    return schema
