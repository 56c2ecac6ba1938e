"""One approach: the page, one version of it, and how to cite that."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import citations, jsonld, own_numbers
from app.attachment_pages import shown_at
from app.cards import place_names
from app.entry_desk import desk_context
from app.errors import NotFoundError
from app.formats import AMSTERDAM
from app.pages import render, this_year, today, urls_of
from app.previews import Preview
from app.price_view import PARAMETER, PriceChoice, page_prices, price_choice
from app.related import related
from app.rendered import cached
from app.review_pages import reviews_at
from app.routes.charts import page_charts
from app.routes.versions import Number, find_entry, find_version
from app.studies import has_main_result, study_views, subjects_of
from app.urls import Urls
from catalogue import queries
from catalogue.documents import Approach
from catalogue.queries import Version
from catalogue.reading import has_outcome, leading_study

router = APIRouter(prefix="/aanpakken/{slug}")


@router.get("")
def entry(request: Request, slug: str) -> Response:
    """The live version."""
    choice = price_choice(request.query_params.get(PARAMETER))

    def make(db: Session) -> str:
        version = queries.live(db, find_entry(db, slug))
        return entry_page(request, db, version, choice)

    return cached(request, make, question=choice.variant)


def entry_page(
    request: Request,
    db: Session,
    version: Version[Approach],
    choice: PriceChoice,
    preview: Preview | None = None,
) -> str:
    """The page of a version as text; with a preview the same page, of what is not published yet."""
    urls = urls_of(request)
    approach = version.document
    views = study_views(approach, this_year(), choice, reviews_at(db, version))
    leading = leading_study(approach)
    context = {
        "versie": version,
        "voorbeeld": preview,
        "aanpak": approach,
        "onderzoeken": views,
        "eerste": next((view for view in views if view.study is leading and has_main_result(view)), None),
        "eerste_heeft_uitkomst": leading is not None and has_outcome(leading),
        "waarover": subjects_of(leading) if leading else None,
        "grafieken": page_charts(request, version, approach.studies, preview),
        "prijzen": page_prices(choice, [result.prices for view in views for result in view.results]),
        "plaatsen": place_names(approach),
        "rekenen": own_numbers.possible(approach),
        **shown_at(db, version),
        "verwant": related(db, request.state.index.engine, version),
        "citaat": citation(request, version),
        "jsonld": jsonld.block(
            jsonld.service(urls, version, place_names(approach)),
            jsonld.breadcrumbs(urls, _steps(urls, version)),
        ),
    } | desk_context(db, version, today())
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
    choice = price_choice(request.query_params.get(PARAMETER))

    def make(db: Session) -> str:
        return entry_page(request, db, find_version(db, slug, number), choice)

    return cached(request, make, question=choice.variant)


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
