"""The web application."""

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from app import errors
from app.api import create_api
from app.log import RequestLog, configure_logging
from app.pages import ROOT
from app.routes import ALL
from app.security import SecurityHeaders, same_origin_only
from app.settings import Settings
from app.state import lifespan
from app.static_files import Assets

SMALLEST_ZIPPED_BYTES = 500


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for these settings; without them they come from the environment."""
    settings = settings or Settings()
    configure_logging(settings)
    app = FastAPI(lifespan=lifespan(settings), docs_url=None, redoc_url=None, openapi_url=None)
    app.router.redirect_slashes = False
    for router in ALL:
        app.include_router(router)
    app.mount("/v1", create_api(settings))
    app.mount("/static", Assets(directory=ROOT / "app" / "static"))
    errors.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_ZIPPED_BYTES)
    app.add_middleware(same_origin_only)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog)
    return app
