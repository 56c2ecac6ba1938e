"""One entry: the page, its versions, the difference between two of them, and how to cite it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import citations, jsonld
from app.cards import place_names
from app.errors import GoneError, MovedError, NotFoundError
from app.formats import AMSTERDAM
from app.pages import render, this_year
from app.related import related
from app.rendered import cached
from app.studies import study_views
from app.urls import Urls
from catalogue import queries
from catalogue.differences import differences
from catalogue.documents import Approach
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.reading import leading_study
from catalogue.tables import Entry
from catalogue.vocabulary import EntryState

router = APIRouter(prefix="/aanpakken/{slug}")
Number = Annotated[int, Path(ge=1, le=1_000_000)]
"""A version number; larger ones are no numbers a database can look for."""


def find_entry(db: Session, slug: str, kind: Kind = Kind.APPROACH) -> Entry:
    """The entry of a slug that the public may see.

    Raises NotFoundError, MovedError for a former slug, GoneError for a withdrawn entry.
    """
    found = queries.find(db, kind, slug)
    if found is None or found.entry.state is EntryState.CONCEPT:
        raise NotFoundError
    if found.is_former_slug:
        raise MovedError(slug, found.entry.slug)
    if found.entry.state is EntryState.WITHDRAWN:
        name = queries.live(db, found.entry).document.name
        raise GoneError(name, found.entry.state_reason or "")
    return found.entry


@router.get("")
def entry(request: Request, slug: str) -> Response:
    """The live version."""

    def make(db: Session) -> str:
        version = queries.live(db, find_entry(db, slug))
        return _entry_page(request, db, version)

    return cached(request, make)


def _entry_page(request: Request, db: Session, version: Version[Approach]) -> str:
    urls: Urls = request.state.templates.globals["urls"]
    approach = version.document
    views = study_views(approach, this_year())
    leading = leading_study(approach)
    context = {
        "versie": version,
        "aanpak": approach,
        "onderzoeken": views,
        "eerste": next((view for view in views if view.study is leading), None),
        "plaatsen": place_names(approach),
        "verwant": related(db, request.state.index.engine, version),
        "citaat": citation(request, version),
        "jsonld": jsonld.block(
            jsonld.service(urls, version, place_names(approach)),
            jsonld.breadcrumbs(urls, _steps(urls, version)),
        ),
    }
    return render(request, "aanpakken/aanpak.html", context)


def _steps(urls: Urls, version: Version[Approach]) -> list[tuple[str, str]]:
    own = (version.document.name, urls.aanpak(version.slug))
    return [("Start", urls.start()), ("Aanpakken", urls.aanpakken()), own]


def citation(request: Request, version: Version[Approach]) -> citations.Citation:
    """How to cite this version: its own address, which never shows another text."""
    urls: Urls = request.state.templates.globals["urls"]
    return citations.Citation(
        name=version.document.name,
        slug=version.slug,
        number=version.number,
        published=version.published_at.astimezone(AMSTERDAM).date(),
        url=urls.absolute(urls.versie(version.slug, version.number)),
        site=request.state.settings.site_name,
    )


@router.get("/versies")
def versions(request: Request, slug: str) -> Response:
    """All versions, the newest first."""

    def make(db: Session) -> str:
        found = find_entry(db, slug)
        context = {"versie": queries.live(db, found), "versies": queries.versions(db, found)}
        return render(request, "aanpakken/versies.html", context)

    return cached(request, make)


@router.get("/versies/{number}")
def version_page(request: Request, slug: str, number: Number) -> Response:
    """One version at its own address."""
    return cached(request, lambda db: _entry_page(request, db, _version(db, slug, number)))


def _version(db: Session, slug: str, number: int) -> Version[Approach]:
    version = queries.version(db, find_entry(db, slug), number)
    if version is None:
        raise NotFoundError
    return version


@router.get("/versies/{number}/citaat.{kind}")
def citation_file(request: Request, slug: str, number: Number, kind: str) -> Response:
    """The citation as a BibTeX or RIS file."""
    kinds = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
    if kind not in kinds:
        raise NotFoundError
    with request.state.open_database() as db:
        cited = citation(request, _version(db, slug, number))
    text = cited.bibtex if kind == "bib" else cited.ris
    headers = {"Content-Disposition": f'attachment; filename="{slug}-versie-{number}.{kind}"'}
    return Response(text, media_type=f"{kinds[kind]}; charset=utf-8", headers=headers)


@router.get("/verschil/{old}/{new}")
def difference(request: Request, slug: str, old: Number, new: Number) -> Response:
    """What changed from one version to another, field by field."""

    def make(db: Session) -> str:
        before, after = _version(db, slug, old), _version(db, slug, new)
        changes = differences(before.document, after.document)
        context = {"versie": after, "van": before, "naar": after, "verschillen": changes}
        return render(request, "aanpakken/verschil.html", context)

    return cached(request, make)


@router.get("/verschil")
def choose_difference(request: Request, slug: str) -> Response:
    """The address that the form on the versions page leads to."""
    numbers = [request.query_params.get(name, "") for name in ("van", "naar")]
    if not all(number.isascii() and number.isdecimal() for number in numbers):
        raise NotFoundError
    urls: Urls = request.state.templates.globals["urls"]
    return RedirectResponse(urls.verschil(slug, int(numbers[0]), int(numbers[1])), 303)
