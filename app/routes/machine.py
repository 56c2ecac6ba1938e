"""Pages for programs: robots, sitemap, feeds, security contact, manifest, health."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from sqlmodel import Session

from app import feeds, sitemap
from app.assets import asset
from app.errors import NotFoundError
from app.health import faults
from app.pages import urls_of
from app.rendered import cached
from catalogue.vocabulary import Theme

router = APIRouter()
SECURITY_DAYS = 180
"""How far ahead security.txt expires: well under the year of RFC 9116, and counted from today."""
XML = "application/xml; charset=utf-8"
NOT_FOR_PROGRAMS = (
    "/zoek/",
    "/aanmelden",
    "/afmelden",
    "/wachtwoord-vergeten",
    "/toegang/",
    "/account",
    "/redactie",
    "/melden/",
    "/weerwoord/",
)
A_DAY = {"Cache-Control": "public, max-age=86400"}
NOT_KEPT = {"Cache-Control": "no-store"}


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """Programs may read everything but suggestions, forms, and what is behind the sign-in."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_PROGRAMS),
        "",
        f"Sitemap: {urls_of(request).absolute('/sitemap.xml')}",
        "",
    ]
    return PlainTextResponse("\n".join(lines), headers=A_DAY)


@router.get("/sitemap.xml")
def whole_sitemap(request: Request) -> Response:
    """All public pages, or the index of the files that hold them."""

    def make(db: Session) -> str:
        urls = urls_of(request)
        found = sitemap.addresses(urls, db, request.state.index.engine)
        parts = sitemap.files(found)
        return sitemap.as_index(urls, parts) if len(parts) > 1 else sitemap.as_sitemap(found)

    return cached(request, make, XML)


@router.get("/sitemap-{number}.xml")
def part_of_sitemap(request: Request, number: int) -> Response:
    """One file of a collection that is too large for one."""

    def make(db: Session) -> str:
        parts = sitemap.files(sitemap.addresses(urls_of(request), db, request.state.index.engine))
        if len(parts) == 1 or not 1 <= number <= len(parts):
            raise NotFoundError
        return sitemap.as_sitemap(parts[number - 1])

    return cached(request, make, XML)


@router.get("/feed.atom")
def feed(request: Request) -> Response:
    """New and changed in the whole collection."""
    return _feed(request, None)


@router.get("/themas/{code}/feed.atom")
def theme_feed(request: Request, code: str) -> Response:
    """New and changed in one theme."""
    try:
        theme = Theme(code)
    except ValueError:
        raise NotFoundError from None
    return _feed(request, theme)


def _feed(request: Request, theme: Theme | None) -> Response:
    name: str = request.state.settings.site_name

    def make(db: Session) -> str:
        return feeds.atom(urls_of(request), name, feeds.newest(db, theme), theme)

    return cached(request, make, feeds.MEDIA_TYPE)


@router.get("/.well-known/security.txt")
def security_contact(request: Request) -> Response:
    """Whom to tell about a weak spot (RFC 9116)."""
    urls = urls_of(request)
    contact = urls.absolute(urls.pagina("contact"))
    mail: str | None = request.state.settings.contact_email
    expires = datetime.now(UTC).date() + timedelta(days=SECURITY_DAYS)
    lines = [
        f"Contact: {f'mailto:{mail}' if mail else contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {urls.absolute('/.well-known/security.txt')}",
        f"Policy: {contact}",
        "",
    ]
    return PlainTextResponse("\n".join(lines), headers=A_DAY)


@router.get("/site.webmanifest")
def manifest() -> Response:
    """The manifest pages link to; the addresses in it are relative to where it stands."""
    return RedirectResponse(asset("site.webmanifest"), 302, A_DAY)


@router.get("/favicon.ico")
def favicon() -> Response:
    """For programs that ask here without looking at the page."""
    return RedirectResponse(asset("favicon.svg"), 302, A_DAY)


@router.get("/gezond/live")
def alive() -> Response:
    """The process runs."""
    return JSONResponse({"status": "ok"}, headers=NOT_KEPT)


@router.get("/gezond/klaar")
def ready(request: Request) -> Response:
    """The site can do its work; otherwise 503 with the reasons."""
    reasons = faults(request.state.database, request.state.index.engine)
    if reasons:
        return JSONResponse({"status": "niet_klaar", "redenen": reasons}, 503, NOT_KEPT)
    return JSONResponse({"status": "ok"}, headers=NOT_KEPT)
