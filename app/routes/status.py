"""How the site stands: a page for people, and numbers for programs."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from app import metrics, status
from app.pages import page
from app.status import SearchState, Status
from search.standby import StandbyEngine

router = APIRouter()
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@router.get("/gezond")
def status_page(request: Request) -> Response:
    """What works, what waits and what needs attention."""
    found = _status(request)
    context = {
        "stand": found,
        "aandacht": list(status.remarks(found)),
        "fout_in_woorden": status.error_words,
        "werk_in_woorden": status.work_words,
        "duur": status.duur,
        "moment": status.moment,
    }
    answer = page(request, "stand/stand.html", context)
    answer.headers.update(HEADERS)
    return answer


@router.get("/gezond/metingen")
def numbers(request: Request) -> Response:
    """The same for a program that keeps watch."""
    return Response(metrics.exposition(_status(request)), media_type=CONTENT_TYPE_LATEST, headers=HEADERS)


def _status(request: Request) -> Status:
    state = request.state
    condition = state.searcher.condition if isinstance(state.searcher, StandbyEngine) else None
    search = SearchState.of(condition)
    return status.read(state.database, state.index.engine, search, state.settings.mail_way)
