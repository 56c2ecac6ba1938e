"""The list of approaches: searching, filtering, paging, downloading."""

from math import ceil
from typing import Any

from fastapi import APIRouter, Request, Response

from app import csv_files, facet_view, topics
from app.cards import cards, nearest
from app.collecting import Collection, collection
from app.database import Db
from app.filters import COMPARED, Question, read
from app.missed import is_typed, times_missed
from app.offers import OfferKind
from app.pages import page, urls_of
from app.recovery import Recovery, recovery
from app.state import Finder
from app.suggesting import found_by_name
from app.urls import with_query
from catalogue.vocabulary import Theme
from search.engine import Answer, Sort

router = APIRouter()
LARGEST_LIST = 5_000

SORT_LABELS = {
    Sort.RELEVANCE: "Best passend eerst",
    Sort.NAME: "Naam (a–z)",
    Sort.NEWEST_STUDY: "Nieuwste onderzoek eerst",
    Sort.LAST_CHANGED: "Laatst gewijzigd eerst",
}


@router.get("/aanpakken")
def listing(request: Request, db: Db, finder: Finder) -> Response:
    """The list page; with htmx only its changing part."""
    gathered, question = collection(db, urls_of(request), read(request.query_params))
    answer = finder.answer(question.query)
    missed = times_missed(question, answer)
    if missed and is_typed(request):
        request.state.missed.count(question.query.text, missed)
    context = list_context(question, answer) | {
        "kaarten": cards(db, answer),
        "alternatieven": nearest(db, answer),
        "hulp": _help(request, question, answer),
        "verzameling": gathered,
    }
    if not answer.total:
        context |= _ways_in(request, db, question)
    return page(request, "aanpakken/lijst.html", context, part="aanpakken/_resultaten.html")


@router.get("/aanpakken.csv")
def listing_csv(request: Request, db: Db, finder: Finder) -> Response:
    """The whole list for this question as a file, not only one page of it."""
    question = read(request.query_params, page_size=LARGEST_LIST)
    answer = finder.answer(question.query)
    return csv_files.download("aanpakken.csv", csv_files.approach_rows(cards(db, answer)))


def _help(request: Request, question: Question, answer: Answer) -> Recovery:
    """Asked of the index in this process, which `finder` brought in step."""
    if answer.total and not (answer.correction or answer.left_out):
        return Recovery()
    return recovery(request.state.index.engine, question, answer)


def _ways_in(request: Request, db: Db, question: Question) -> dict[str, Any]:
    """Where someone may go on who found nothing: pages that are called like it, and all themes."""
    named = [one.offer for one in found_by_name(request, db, question.query.text)]
    return {
        "genoemd": [offer for offer in named if offer.kind is not OfferKind.BUREAU and offer.amount != 0],
        "themas": list(Theme),
        "per_thema": topics.counts(request.state.index.engine).get("thema", {}),
    }


def list_context(question: Question, answer: Answer) -> dict[str, Any]:
    """Everything around the cards: filters, chips, order and paging."""
    query = question.query
    last = max(1, ceil(answer.total / query.page_size))
    base = question.parameters

    def address(number: int) -> str:
        return with_query("/aanpakken", {**base, "pagina": number if number > 1 else None})

    return {
        "vraag": question,
        "antwoord": answer,
        "filters": facet_view.filters(question, answer.counts),
        "chips": facet_view.chips(question),
        "volgordes": [
            (sort.value, label, sort is query.sort)
            for sort, label in SORT_LABELS.items()
            if query.text or sort is not Sort.RELEVANCE
        ],
        "pagina": query.page,
        "laatste": last,
        "pagina_adres": address,
        "csv_adres": with_query("/aanpakken.csv", {**base, COMPARED: None}),
        "wis_adres": with_query("/aanpakken", {"q": query.text, COMPARED: question.compared}),
        "alles_adres": with_query("/aanpakken", {COMPARED: question.compared}),
        "verzameling": Collection({}, question, "/vergelijk"),
        "jaren": sorted(answer.counts.get("jaar", {})),
        "hulp": Recovery(),
        "genoemd": [],
        "themas": [],
        "per_thema": {},
    }
