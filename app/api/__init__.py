"""The open API: read-only JSON by the NL API Design Rules, mounted at /v1."""

from typing import Any

from fastapi import Depends, FastAPI

from app.api import approaches, background, documentation, problems, registers, versions, vocabularies
from app.api.edge import ApiMount, Edge
from app.api.negotiation import json_only
from app.api.openapi import describe
from app.settings import Settings

__all__ = ["ApiMount", "create_api", "mount_api"]

MODULES = (documentation, approaches, versions, background, vocabularies, registers)


class _Api(FastAPI):
    """FastAPI with our own description of it."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        super().__init__(**options)
        self._settings = settings

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = describe(self, self._settings)
        return self.openapi_schema


def create_api(settings: Settings) -> Edge:
    """The application to mount. It needs the lifespan state of the whole site."""
    api = _Api(settings, docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(json_only)])
    api.router.redirect_slashes = False
    for module in MODULES:
        api.include_router(module.router)
    problems.install(api)
    return Edge(api)


def mount_api(app: FastAPI, settings: Settings) -> None:
    """Put the API at /v1, with and without a slash behind it."""
    app.router.routes.append(ApiMount("/v1", app=create_api(settings)))
