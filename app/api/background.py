"""Background publications: studies about themes rather than one approach."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.api.answers import kept
from app.api.entry_answers import api_link, publication_summary, publication_version
from app.api.entry_models import PublicationVersion
from app.api.list_models import PublicationList
from app.api.models import SelfLinks
from app.api.operations import operation
from app.api.versions import STATUSES, Slug
from app.pages import urls_of
from app.routes.versions import find_entry
from catalogue import queries
from catalogue.kinds import Kind

router = APIRouter(prefix="/achtergrond")
TAG = "achtergrond"


@router.get(
    "",
    response_model=PublicationList,
    **operation(
        "leesAchtergrondpublicaties",
        "Alle achtergrondpublicaties",
        "Onderzoeken die over thema's gaan en niet over een aanpak. Er is een pagina met alles.",
        tag=TAG,
    ),
)
def publications(request: Request) -> Response:
    """All background publications by name."""
    urls = urls_of(request)

    def make(db: Session) -> PublicationList:
        found = queries.all_live(db, Kind.BACKGROUND)
        found.sort(key=lambda version: version.document.name.casefold())
        return PublicationList(
            links=SelfLinks(self=api_link(urls, urls.achtergrond())),
            total=len(found),
            results=tuple(publication_summary(urls, version) for version in found),
        )

    return kept(request, make)


@router.get(
    "/{slug}",
    response_model=PublicationVersion,
    **operation(
        "leesAchtergrondpublicatie",
        "Een achtergrondpublicatie",
        "De gepubliceerde versie van een achtergrondpublicatie, met het onderzoek en de bronnen.",
        tag=TAG,
        statuses=STATUSES,
    ),
)
def publication(request: Request, slug: Slug) -> Response:
    """The live version of one publication."""
    urls = urls_of(request)

    def make(db: Session) -> PublicationVersion:
        return publication_version(urls, queries.live(db, find_entry(db, slug, Kind.BACKGROUND)))

    return kept(request, make)
