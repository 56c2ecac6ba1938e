"""A concept as visitors will see it: the same template and the same figures as after publication."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.charts import answer
from app.database import Db
from app.editing.desk import now, opened
from app.editor_pages import PRIVATE
from app.errors import NotFoundError
from app.identity import Writer
from app.pages import urls_of
from app.previews import Preview
from app.price_view import PARAMETER, PriceChoice, price_choice
from app.routes.charts import chart_in
from app.routes.entry import entry_page
from app.routes.register_entries import indicator_page, unit_cost_page
from app.routes.topics import publication_page
from catalogue.editing import working
from catalogue.editing.working import Working
from catalogue.kinds import REGISTER_KINDS, Kind
from catalogue.queries import Version, versions
from catalogue.tables import Entry
from catalogue.vocabulary import EntryState

router = APIRouter(prefix="/redactie/concepten/{concept_id:int}/voorbeeld")
Page = Callable[[Request, Session, Version[Any], PriceChoice, Preview], str]

PAGES: Mapping[Kind, Page] = MappingProxyType(
    {
        Kind.APPROACH: entry_page,
        Kind.BACKGROUND: publication_page,
        Kind.UNIT_COST: lambda request, db, version, _, preview: unit_cost_page(
            request, db, version, preview
        ),
        Kind.INDICATOR: lambda request, db, version, _, preview: indicator_page(
            request, db, version, preview
        ),
    }
)
"""The page of each kind of entry."""


def version_to_be(
    db: Session, entry: Entry, document: Working, note: str | None, at: datetime
) -> tuple[Version[Any], tuple[str, ...]]:
    """The version that a working document would become, and the parts that it cannot show yet."""
    shown, left_out = working.viewable(entry.kind, document)
    earlier = versions(db, entry)
    number = max((line.number for line in earlier), default=0) + 1
    version = Version(
        slug=entry.slug,
        kind=entry.kind,
        state=EntryState.PUBLISHED,
        state_reason=None,
        number=number,
        latest=number,
        content_hash="",
        published_at=at,
        first_published_at=min((line.published_at for line in earlier), default=at),
        note=note,
        document=shown,
    )
    return version, left_out


def preview_page(request: Request, db: Session, version: Version[Any], preview: Preview) -> HTMLResponse:
    """The page of a version that is not published. Nobody keeps a copy, no search engine either."""
    choice = price_choice(request.query_params.get(PARAMETER))
    text = PAGES[version.kind](request, db, version, choice, preview)
    return HTMLResponse(text, headers=PRIVATE)


def preview_chart(request: Request, version: Version[Any], name: str, suffix: str) -> Response:
    """The picture of a chart on such a page. Raises NotFoundError, also for a page without studies."""
    if version.kind in REGISTER_KINDS:
        raise NotFoundError
    picture = answer(request, chart_in(version, name), suffix)
    picture.headers.update(PRIVATE)
    return picture


@router.get("")
def preview(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """The page that this concept would be."""
    work = opened(db, actor, concept_id)
    version, left_out = version_to_be(db, work.entry, work.document, work.concept.note, now())
    urls = urls_of(request)
    told = Preview(
        back=urls.concept(concept_id),
        back_words="Terug naar het schrijven",
        charts=urls.concept(concept_id, "voorbeeld/grafieken"),
        left_out=left_out,
    )
    return preview_page(request, db, version, told)


@router.get("/grafieken/{name}.{suffix}")
def chart(request: Request, db: Db, actor: Writer, concept_id: int, *, name: str, suffix: str) -> Response:
    """The chart of a result of this concept."""
    work = opened(db, actor, concept_id)
    version, _ = version_to_be(db, work.entry, work.document, work.concept.note, now())
    return preview_chart(request, version, name, suffix)
