"""The web application."""

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from app import errors
from app.api import mount_api
from app.heads import HeadAsGet
from app.log import RequestLog, configure_logging
from app.odd_requests import PlainRequests, SmallForms
from app.pages import ROOT
from app.rendered import KeptPages
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
    mount_api(app, settings)
    app.mount("/static", Assets(directory=ROOT / "app" / "static"))
    errors.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_ZIPPED_BYTES)
    app.add_middleware(KeptPages)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SmallForms)
    app.add_middleware(PlainRequests)
    app.add_middleware(same_origin_only)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog)
    return app
