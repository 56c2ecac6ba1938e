"""One approach: the live version, its versions for ever, and the difference between two of them."""

import gzip
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlmodel import Session, col, select

from app.api.answers import FOR_EVER, kept
from app.api.entry_answers import api_link, approach_version
from app.api.entry_models import ApproachVersion
from app.api.list_models import ChangeRow, Difference, VersionLineLinks, VersionList, VersionRow
from app.api.models import SelfLinks
from app.api.negotiation import JSON
from app.api.operations import operation
from app.errors import NotFoundError
from app.pages import urls_of
from app.register_view import unit_cost_names
from app.rendered import Rendered, send
from app.routes.versions import find_entry, find_version
from app.urls import Urls
from catalogue import queries
from catalogue.differences import differences
from catalogue.documents import Approach
from catalogue.queries import VersionLine
from catalogue.seedform import SLUG
from catalogue.tables import Revision

router = APIRouter(prefix="/aanpakken/{slug}")
TAG = "aanpakken"
STATUSES = (301, 404, 410)
LARGEST_NUMBER = 1_000_000

Slug = Annotated[
    str, Path(description="Het vaste deel van het adres van de aanpak.", pattern=SLUG, max_length=120)
]


NUMBER: Any = {"description": "Het nummer van een versie, vanaf 1.", "ge": 1, "le": LARGEST_NUMBER}


@router.get(
    "",
    response_model=ApproachVersion,
    **operation(
        "leesAanpak",
        "Een aanpak",
        "De gepubliceerde versie van een aanpak met alle onderzoeken, bedragen en bronnen. Een eerder adres "
        "verwijst door (301). Een teruggetrokken aanpak geeft 410 met de reden.",
        tag=TAG,
        statuses=STATUSES,
    ),
)
def live(request: Request, slug: Slug) -> Response:
    """The live version."""
    urls = urls_of(request)

    def make(db: Session) -> ApproachVersion:
        version = queries.live(db, find_entry(db, slug))
        return approach_version(urls, version, urls.aanpak(slug))

    return kept(request, make)


@router.get(
    "/versies",
    response_model=VersionList,
    **operation(
        "leesVersies",
        "Alle versies van een aanpak",
        "Elke versie die ooit is gepubliceerd, de nieuwste eerst.",
        tag=TAG,
        statuses=STATUSES,
    ),
)
def versions(request: Request, slug: Slug) -> Response:
    """All versions, the newest first."""
    urls = urls_of(request)

    def make(db: Session) -> VersionList:
        rows = queries.versions(db, find_entry(db, slug))
        return VersionList(
            links=SelfLinks(self=api_link(urls, urls.versies(slug))),
            slug=slug,
            total=len(rows),
            results=tuple(_row(urls, slug, row) for row in rows),
        )

    return kept(request, make)


def _row(urls: Urls, slug: str, row: VersionLine) -> VersionRow:
    own, number = urls.versie(slug, row.number), row.number
    links = VersionLineLinks(
        self=api_link(urls, own),
        document=api_link(urls, f"{own}/document"),
        difference=api_link(urls, urls.verschil(slug, number - 1, number)) if number > 1 else None,
    )
    return VersionRow(
        number=number,
        published_at=row.published_at,
        note=row.note,
        content_hash=row.content_hash,
        is_latest=row.is_latest,
        links=links,
    )


@router.get(
    "/versies/{nummer}",
    response_model=ApproachVersion,
    **operation(
        "leesVersie",
        "Een versie van een aanpak",
        "Deze versie blijft altijd op dit adres. Gebruik dit adres om naar een uitkomst te verwijzen.",
        tag=TAG,
        statuses=STATUSES,
    ),
)
def one_version(
    request: Request, slug: Slug, number: Annotated[int, Path(alias="nummer", **NUMBER)]
) -> Response:
    """One version."""
    urls = urls_of(request)

    def make(db: Session) -> ApproachVersion:
        return approach_version(urls, find_version(db, slug, number), urls.versie(slug, number))

    return kept(request, make)


@router.get(
    "/versies/{nummer}/document",
    response_model=Approach,
    **operation(
        "leesDocument",
        "Het opgeslagen document van een versie",
        "De tekst zoals die is opgeslagen, byte voor byte: JSON met sleutels op alfabet en zonder spaties. "
        "De SHA-256 van de bytes is de hash van de versie, en de ETag van dit antwoord. Bij een ingepakt "
        "antwoord (gzip) staat daar -gzip achter. Dit antwoord verandert nooit.",
        tag=TAG,
        statuses=STATUSES,
    ),
)
def document(
    request: Request, slug: Slug, number: Annotated[int, Path(alias="nummer", **NUMBER)]
) -> Response:
    """The stored text of a version."""
    with request.state.open_database() as db:
        statement = select(Revision.document, Revision.content_hash).where(
            col(Revision.entry_id) == find_entry(db, slug).id, col(Revision.number) == number
        )
        stored = db.exec(statement).one_or_none()
    if stored is None:
        raise NotFoundError
    body, content_hash = stored[0].encode(), stored[1]
    response = send(request, Rendered(body, gzip.compress(body, mtime=0), content_hash, JSON))
    response.headers["Cache-Control"] = FOR_EVER
    return response


@router.get(
    "/verschil/{oud}/{nieuw}",
    response_model=Difference,
    **operation(
        "leesVerschil",
        "Het verschil tussen twee versies",
        "Elk gegeven dat in de twee versies anders is, met de plaats en de oude en nieuwe tekst.",
        tag=TAG,
        statuses=STATUSES,
    ),
)
def difference(
    request: Request,
    slug: Slug,
    old: Annotated[int, Path(alias="oud", **NUMBER)],
    new: Annotated[int, Path(alias="nieuw", **NUMBER)],
) -> Response:
    """What changed from one version to another."""
    urls = urls_of(request)

    def make(db: Session) -> Difference:
        before, after = find_version(db, slug, old), find_version(db, slug, new)
        changes = differences(before.document, after.document, unit_cost_names(request, db))
        return Difference(
            links=SelfLinks(self=api_link(urls, urls.verschil(slug, old, new))),
            slug=slug,
            old=old,
            new=new,
            total=len(changes),
            results=tuple(
                ChangeRow(path=change.path, kind=change.kind, old=change.old, new=change.new)
                for change in changes
            ),
        )

    return kept(request, make)
