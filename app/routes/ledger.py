"""What the desk accounts for in public: corrections with their reason, and what was refused."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from app import csv_files, feeds
from app.database import Db
from app.errors import NotFoundError
from app.formats import AMSTERDAM
from app.page_numbers import page_number
from app.pages import page, urls_of
from app.urls import Urls
from catalogue import queries
from catalogue.editing import corrections, desk
from catalogue.editing.corrections import Line
from catalogue.kinds import Kind
from catalogue.queries import Found

router = APIRouter()
PAGE = 25
AGAIN = {"Cache-Control": "no-cache"}
"""The answers change when the desk does something that changes nothing else on the site."""
HEAD = ("datum", "aanpak", "adres", "veld", "oud", "nieuw", "reden", "van_versie", "naar_versie", "verschil")


@router.get("/correcties")
def ledger(request: Request, db: Db, aanpak: str = "", pagina: str = "") -> Response:
    """The ledger of corrections, of everything or of one page."""
    found = _page_of(db, aanpak)
    slug = found.entry.slug if found else ""
    number, total = page_number(pagina), corrections.count(db, slug)
    urls = urls_of(request)
    lines = corrections.lines(db, slug, limit=PAGE, offset=(number - 1) * PAGE)
    context = {
        "regels": [(line, corrections.is_shown(line.state)) for line in lines],
        "totaal": total,
        "aanpak": found.entry if found else None,
        "naam": queries.live(db, found.entry).document.name if found else "",
        "bladzij": number,
        "bladzijden": -(-total // PAGE),
        "bladzij_adres": lambda page: urls.correcties(aanpak=slug or None, pagina=page),
        "duur": desk.turnaround(db, datetime.now(UTC)),
    }
    return _again(page(request, "balie/correcties.html", context))


@router.get("/correcties.csv")
def ledger_csv(request: Request, db: Db, aanpak: str = "") -> Response:
    """The same as a file, all of it."""
    found = _page_of(db, aanpak)
    lines = corrections.lines(db, found.entry.slug if found else "")
    return csv_files.download("correcties.csv", _rows(urls_of(request), lines))


@router.get("/correcties.atom")
def ledger_feed(request: Request, db: Db) -> Response:
    """The newest corrections for a feed reader."""
    lines = corrections.lines(db, limit=feeds.LONGEST)
    text = feeds.corrections(urls_of(request), request.state.settings.site_name, lines)
    return Response(text, media_type=feeds.MEDIA_TYPE, headers=AGAIN)


@router.get("/afgewezen")
def refused(request: Request, db: Db, pagina: str = "") -> Response:
    """What was refused, with the reason."""
    number = page_number(pagina)
    total, found = desk.refused(db, limit=PAGE, offset=(number - 1) * PAGE)
    context = {
        "afgewezen": found,
        "totaal": total,
        "bladzij": number,
        "bladzijden": -(-total // PAGE),
        "bladzij_adres": lambda page: urls_of(request).afgewezen(pagina=page),
        "duur": desk.turnaround(db, datetime.now(UTC)),
    }
    return _again(page(request, "balie/afgewezen.html", context))


def _page_of(db: Db, slug: str) -> Found | None:
    """The page that somebody asks for, by a present or former slug. Raises NotFoundError."""
    if not slug:
        return None
    found = next((found for kind in Kind if (found := queries.find(db, kind, slug))), None)
    if found is None or found.entry.live_revision_id is None:
        raise NotFoundError
    return found


def _rows(urls: Urls, lines: Sequence[Line]) -> Iterator[Sequence[object]]:
    yield HEAD
    for line in lines:
        one = line.correction
        difference = urls.verschil(line.slug, one.from_version, one.to_version, line.kind)
        yield (
            one.at.astimezone(AMSTERDAM).date().isoformat(),
            line.name,
            urls.absolute(urls.pagina_van(line.slug, line.kind)),
            one.place,
            one.old if one.old is not None else "(stond er niet)",
            one.new if one.new is not None else "(weggehaald)",
            one.reason,
            one.from_version,
            one.to_version,
            urls.absolute(difference),
        )


def _again(response: Response) -> Response:
    response.headers.update(AGAIN)
    return response
