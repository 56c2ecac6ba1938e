"""The list of approaches: the questions and totals of the page, as data."""

from math import ceil

from fastapi import APIRouter, Request, Response

from app import facet_view
from app.api.answers import answered
from app.api.entry_answers import api_link, entry_links, page_link, summary
from app.api.list_models import ApproachList, Facet, FacetValue, Nearest, PageLinks, YearCount
from app.api.list_parameters import list_parameters, page_size, years_in_order
from app.api.models import Fault
from app.api.operations import operation
from app.api.problems import InvalidInput
from app.cards import Card, cards, nearest
from app.database import Db
from app.facet_view import Filter
from app.filters import PAGE_SIZE, Question, read
from app.pages import urls_of
from app.state import Finder
from app.urls import Urls, with_query
from search.engine import Answer

router = APIRouter()
PATH = "/aanpakken"
RELATIONS = ("first", "prev", "next", "last")


@router.get(
    PATH,
    response_model=ApproachList,
    **operation(
        "zoekAanpakken",
        "Aanpakken zoeken en filteren",
        "Dezelfde filters en aantallen als de lijst op de site. Alleen gepubliceerde aanpakken staan erin. "
        "Waarden binnen een filter vullen elkaar aan; filters samen maken de lijst korter.",
        tag="aanpakken",
        parameters=list_parameters(),
        extra=years_in_order,
        statuses=(503,),
        link=True,
    ),
)
def listing(request: Request, db: Db, finder: Finder) -> Response:
    """One page of the list."""
    question = read(request.query_params, page_size=page_size(request.query_params))
    if question.misfits:
        faults = (Fault(place="query", name=one.name, reason=one.message) for one in question.misfits)
        raise InvalidInput(faults)
    found = finder.answer(question.query)
    urls = urls_of(request)
    links = page_links(urls, question, found.total)
    shown, near = cards(db, found), nearest(db, found)
    body = ApproachList(
        links=links,
        total=found.total,
        page=question.query.page,
        page_size=question.query.page_size,
        correction=found.correction,
        facets=tuple(_facet(one) for one in facet_view.filters(question, found.counts)),
        years=_years(found),
        results=tuple(summary(urls, card) for card in shown),
        nearest=tuple(_nearest(urls, card) for card in near),
    )
    response = answered(request, body)
    response.headers["Link"] = link_header(links)
    return response


def _years(found: Answer) -> tuple[YearCount, ...]:
    counted = sorted(found.counts.get("jaar", {}).items(), reverse=True)
    return tuple(YearCount(year=int(year), count=count) for year, count in counted)


def _nearest(urls: Urls, card: Card) -> Nearest:
    return Nearest(slug=card.slug, name=card.approach.name, links=entry_links(urls, card.slug))


def _facet(shown: Filter) -> Facet:
    values = (
        FacetValue(code=one.code, label=one.label, count=one.count, chosen=one.chosen)
        for one in shown.choices
    )
    return Facet(name=shown.name, title=shown.title, values=tuple(values))


def page_links(urls: Urls, question: Question, total: int) -> PageLinks:
    """The addresses of this page and those around it; past the end, `prev` leads back to the last page."""
    query = question.query
    last = max(1, ceil(total / query.page_size))
    size = None if query.page_size == PAGE_SIZE else query.page_size

    def address(number: int) -> str:
        page = number if number > 1 else None
        return with_query(PATH, {**question.parameters, "pagina": page, "paginaGrootte": size})

    return PageLinks(
        self=api_link(urls, address(query.page)),
        first=api_link(urls, address(1)),
        prev=api_link(urls, address(min(query.page - 1, last))) if query.page > 1 else None,
        next=api_link(urls, address(query.page + 1)) if query.page < last else None,
        last=api_link(urls, address(last)),
        page=page_link(urls, with_query(PATH, question.parameters)),
    )


def link_header(links: PageLinks) -> str:
    """The same addresses as a header (RFC 8288)."""
    found = ((relation, getattr(links, relation)) for relation in RELATIONS)
    return ", ".join(f'<{link.href}>; rel="{relation}"' for relation, link in found if link)
