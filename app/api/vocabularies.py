"""Closed lists and the ways into the collection that two of them are."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlmodel import Session

from app import topics
from app.api.answers import kept
from app.api.entry_answers import api_link, page_link
from app.api.models import SelfLinks
from app.api.operations import operation
from app.api.register_models import ListedLinks, TermRow, Topic, TopicList, Vocabulary, VocabularyList
from app.errors import NotFoundError
from app.pages import urls_of
from app.urls import Urls
from catalogue.terms_base import Term
from catalogue.vocabulary import (
    VOCABULARIES,
    Theme,
    WorkType,
)

router = APIRouter()
TAG = "lijsten"
Code = Annotated[str, Path(description="De code.")]
Topics = type[WorkType] | type[Theme]


@router.get(
    "/werksoorten",
    response_model=TopicList,
    **operation("leesWerksoorten", "Alle werksoorten", "Elke werksoort, met een inleiding.", tag=TAG),
)
def work_types(request: Request) -> Response:
    """All work types."""
    return kept(request, lambda _: _topics(request, "werksoort", WorkType))


@router.get(
    "/werksoorten/{code}",
    response_model=Topic,
    **operation(
        "leesWerksoort", "Een werksoort", "Een werksoort, met een inleiding.", tag=TAG, statuses=(404,)
    ),
)
def work_type(request: Request, code: Code) -> Response:
    """One work type."""
    return kept(request, lambda _: _one(_topics(request, "werksoort", WorkType), code))


@router.get(
    "/themas",
    response_model=TopicList,
    **operation("leesThemas", "Alle thema's", "Elk thema, met een inleiding.", tag=TAG),
)
def themes(request: Request) -> Response:
    """All themes."""
    return kept(request, lambda _: _topics(request, "thema", Theme))


@router.get(
    "/themas/{code}",
    response_model=Topic,
    **operation("leesThema", "Een thema", "Een thema, met een inleiding.", tag=TAG, statuses=(404,)),
)
def theme(request: Request, code: Code) -> Response:
    """One theme."""
    return kept(request, lambda _: _one(_topics(request, "thema", Theme), code))


def _topics(request: Request, facet: str, terms: Topics) -> TopicList:
    urls = urls_of(request)
    counts = topics.counts(request.state.index.engine).get(facet, {})
    rows = tuple(_topic(urls, facet, term, counts.get(term.value, 0)) for term in terms)
    own = urls.werksoorten() if facet == "werksoort" else urls.themas()
    return TopicList(links=SelfLinks(self=api_link(urls, own)), total=len(rows), results=rows)


def _topic(urls: Urls, facet: str, term: Term, count: int) -> Topic:
    introduction = topics.introduction(facet, term.value)
    path = urls.werksoort(term.value) if facet == "werksoort" else urls.thema(term.value)
    return Topic(
        links=ListedLinks(
            self=api_link(urls, path),
            page=page_link(urls, path),
            approaches=api_link(urls, urls.aanpakken(**{facet: term.value})),
        ),
        code=term.value,
        label=term.label,
        explanation=term.explanation,
        short=introduction.short,
        text=introduction.text,
        count=count,
    )


def _one(found: TopicList, code: str) -> Topic:
    for row in found.results:
        if row.code == code:
            return row
    raise NotFoundError


@router.get(
    "/begrippenlijsten",
    response_model=VocabularyList,
    **operation(
        "leesBegrippenlijsten",
        "Alle vaste lijsten met codes",
        "Elke code die in de gegevens kan staan, met de naam en uitleg in gewone taal.",
        tag=TAG,
    ),
)
def vocabularies(request: Request) -> Response:
    """All closed lists."""
    urls = urls_of(request)

    def make(_: Session) -> VocabularyList:
        rows = tuple(_vocabulary(urls, terms) for terms in VOCABULARIES.values())
        links = SelfLinks(self=api_link(urls, "/begrippenlijsten"))
        return VocabularyList(links=links, total=len(rows), results=rows)

    return kept(request, make)


@router.get(
    "/begrippenlijsten/{naam}",
    response_model=Vocabulary,
    **operation(
        "leesBegrippenlijst",
        "Een vaste lijst met codes",
        "Elke code van een lijst, met de naam en uitleg in gewone taal.",
        tag=TAG,
        statuses=(404,),
    ),
)
def vocabulary(
    request: Request, name: Annotated[str, Path(alias="naam", description="De naam van de lijst.")]
) -> Response:
    """One closed list."""
    if name not in VOCABULARIES:
        raise NotFoundError
    return kept(request, lambda _: _vocabulary(urls_of(request), VOCABULARIES[name]))


def _vocabulary(urls: Urls, terms: type[Term]) -> Vocabulary:
    rows = tuple(TermRow(code=term.value, label=term.label, explanation=term.explanation) for term in terms)
    return Vocabulary(
        links=SelfLinks(self=api_link(urls, f"/begrippenlijsten/{terms.dutch_name}")),
        name=terms.dutch_name,
        title=terms.title,
        about=terms.about,
        total=len(rows),
        results=rows,
    )
