"""The start page."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import jsonld, texts, topics
from app.cards import card
from app.pages import render, urls_of
from app.rendered import cached
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.vocabulary import Theme, WorkType
from search.engine import Query, Sort

router = APIRouter()
NEWS = 4


@router.get("/")
def start(request: Request) -> Response:
    """What this is, a way to search it, and ways in."""
    return cached(request, lambda db: _start_page(request, db))


def _start_page(request: Request, db: Session) -> str:
    urls = urls_of(request)
    engine = request.state.index.engine
    newest = engine.answer(Query(sort=Sort.NEWEST_STUDY, page_size=NEWS))
    found = queries.lives(db, Kind.APPROACH, newest.slugs)
    context = {
        "aantal": newest.total,
        "aantallen": topics.counts(engine),
        "werksoorten": list(WorkType),
        "themas": list(Theme),
        "nieuwste_onderzoeken": [card(found[slug]) for slug in newest.slugs if slug in found],
        "gewijzigd": [card(version) for version in queries.recent(db, Kind.APPROACH, NEWS)],
        "teksten": texts.sections("start"),
        "jsonld": jsonld.block(jsonld.website(urls, request.state.settings.site_name)),
    }
    return render(request, "start.html", context)
