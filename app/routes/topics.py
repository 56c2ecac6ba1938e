"""Ways into the collection: work types, themes, municipalities; and background publications."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import topics
from app.attachment_pages import shown_at
from app.cards import card
from app.entry_desk import desk_context
from app.errors import NotFoundError
from app.filters import NATIONWIDE, label
from app.pages import render, this_year, today
from app.previews import Preview
from app.price_view import PARAMETER, PriceChoice, page_prices, price_choice
from app.rendered import cached
from app.review_pages import reviews_at
from app.routes.charts import page_charts
from app.routes.versions import Number, find_entry, find_version
from app.studies import study_views_of
from catalogue import queries, registers
from catalogue.documents import Publication
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.vocabulary import Theme, WorkType
from search.engine import Query, Sort

router = APIRouter()
LONGEST_LIST = 1_000


@router.get("/werksoorten")
def work_types(request: Request) -> Response:
    """All work types with their counts."""
    return _overview(request, "werksoort", "Werksoorten", WorkType)


@router.get("/themas")
def themes(request: Request) -> Response:
    """All themes with their counts."""
    return _overview(request, "thema", "Thema's", Theme)


def _overview(request: Request, facet: str, title: str, terms: type[WorkType] | type[Theme]) -> Response:
    def make(_: Session) -> str:
        counts = topics.counts(request.state.index.engine)[facet]
        context = {
            "titel": title,
            "facet": facet,
            "termen": list(terms),
            "aantallen": counts,
            "over": terms.about,
        }
        return render(request, "ingangen/overzicht.html", context)

    return cached(request, make)


@router.get("/werksoorten/{code}")
def work_type(request: Request, code: str) -> Response:
    """One work type."""
    return cached(request, lambda db: _topic(request, db, "werksoort", code))


@router.get("/themas/{code}")
def theme(request: Request, code: str) -> Response:
    """One theme."""
    return cached(request, lambda db: _topic(request, db, "thema", code))


def _topic(request: Request, db: Session, facet: str, code: str) -> str:
    try:
        title = label(facet, code)
    except KeyError:
        raise NotFoundError from None
    publications = [
        version
        for version in queries.all_live(db, Kind.BACKGROUND)
        if code in (version.document.themes if facet == "thema" else version.document.work_types)
    ]
    context = _entries(request, db, facet, code) | {
        "titel": title,
        "facet": facet,
        "code": code,
        "inleiding": topics.introduction(facet, code),
        "achtergrond": publications,
    }
    return render(request, "ingangen/ingang.html", context)


def _entries(request: Request, db: Session, facet: str, code: str) -> dict[str, Any]:
    query = Query(facets={facet: (code,)}, sort=Sort.NAME, page_size=LONGEST_LIST)
    answer = request.state.index.engine.answer(query)
    versions = queries.lives(db, Kind.APPROACH, answer.slugs)
    cards = [card(versions[slug]) for slug in answer.slugs if slug in versions]
    return {"kaarten": cards, "antwoord": answer}


@router.get("/gemeenten")
def municipalities(request: Request) -> Response:
    """The municipalities in which an approach of the collection was applied."""

    def make(_: Session) -> str:
        counts = topics.counts(request.state.index.engine)["gemeente"]
        named = [
            (registers.municipalities()[code].name, code, n)
            for code, n in counts.items()
            if code != NATIONWIDE
        ]
        named.sort(key=lambda row: row[0].lstrip("'").casefold())
        context = {"gemeenten": named, "landelijk": counts.get(NATIONWIDE, 0)}
        return render(request, "ingangen/gemeenten.html", context)

    return cached(request, make)


@router.get("/gemeenten/{code}")
def municipality(request: Request, code: str) -> Response:
    """One municipality: what was applied there."""
    if code not in registers.municipalities():
        raise NotFoundError

    def make(db: Session) -> str:
        context = _entries(request, db, "gemeente", code) | {
            "naam": registers.municipalities()[code].name,
            "code": code,
            "ook_bekend_als": registers.municipality_aliases(code),
        }
        return render(request, "ingangen/gemeente.html", context)

    return cached(request, make)


@router.get("/achtergrond")
def publications(request: Request) -> Response:
    """All background publications."""

    def make(db: Session) -> str:
        found = sorted(
            queries.all_live(db, Kind.BACKGROUND), key=lambda version: version.document.name.casefold()
        )
        return render(request, "achtergrond/lijst.html", {"publicaties": found})

    return cached(request, make)


@router.get("/achtergrond/{slug}")
def publication(request: Request, slug: str) -> Response:
    """One background publication with its study."""
    choice = price_choice(request.query_params.get(PARAMETER))

    def make(db: Session) -> str:
        return publication_page(request, db, queries.live(db, find_entry(db, slug, Kind.BACKGROUND)), choice)

    return cached(request, make, question=choice.variant)


@router.get("/achtergrond/{slug}/versies/{number}")
def publication_version(request: Request, slug: str, number: Number) -> Response:
    """One version of a background publication at its own address."""
    choice = price_choice(request.query_params.get(PARAMETER))

    def make(db: Session) -> str:
        return publication_page(request, db, find_version(db, slug, number, Kind.BACKGROUND), choice)

    return cached(request, make, question=choice.variant)


def publication_page(
    request: Request,
    db: Session,
    version: Version[Publication],
    choice: PriceChoice,
    preview: Preview | None = None,
) -> str:
    """The page of a version as text; with a preview the same page, of what is not published yet."""
    reviews = reviews_at(db, version)
    view = study_views_of((version.document.study,), this_year(), choice, reviews)[0]
    context = {
        "versie": version,
        "voorbeeld": preview,
        "publicatie": version.document,
        "onderzoek": view,
        "grafieken": page_charts(request, version, [version.document.study], preview),
        "prijzen": page_prices(choice, [result.prices for result in view.results]),
        **shown_at(db, version),
    } | desk_context(db, version, today())
    return render(request, "achtergrond/publicatie.html", context)
