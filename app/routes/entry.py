"""One approach: the page, one version of it, and how to cite that."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import citations, jsonld
from app.cards import place_names
from app.errors import NotFoundError
from app.formats import AMSTERDAM
from app.pages import render, this_year, urls_of
from app.related import related
from app.rendered import cached
from app.routes.versions import Number, find_entry, find_version
from app.studies import study_views
from app.urls import Urls
from catalogue import queries
from catalogue.documents import Approach
from catalogue.queries import Version
from catalogue.reading import leading_study

router = APIRouter(prefix="/aanpakken/{slug}")


@router.get("")
def entry(request: Request, slug: str) -> Response:
    """The live version."""

    def make(db: Session) -> str:
        version = queries.live(db, find_entry(db, slug))
        return _entry_page(request, db, version)

    return cached(request, make)


def _entry_page(request: Request, db: Session, version: Version[Approach]) -> str:
    urls = urls_of(request)
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
    urls = urls_of(request)
    return citations.Citation(
        name=version.document.name,
        slug=version.slug,
        number=version.number,
        published=version.published_at.astimezone(AMSTERDAM).date(),
        url=urls.absolute(urls.versie(version.slug, version.number)),
        site=request.state.settings.site_name,
    )


@router.get("/versies/{number}")
def version_page(request: Request, slug: str, number: Number) -> Response:
    """One version at its own address."""
    return cached(request, lambda db: _entry_page(request, db, find_version(db, slug, number)))


@router.get("/versies/{number}/citaat.{kind}")
def citation_file(request: Request, slug: str, number: Number, kind: str) -> Response:
    """The citation as a BibTeX or RIS file."""
    kinds = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
    if kind not in kinds:
        raise NotFoundError
    with request.state.open_database() as db:
        cited = citation(request, find_version(db, slug, number))
    text = cited.bibtex if kind == "bib" else cited.ris
    headers = {"Content-Disposition": f'attachment; filename="{slug}-versie-{number}.{kind}"'}
    return Response(text, media_type=f"{kinds[kind]}; charset=utf-8", headers=headers)
