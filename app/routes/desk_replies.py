"""Replies of authors at the desk: reading, placing, refusing."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.identity import Editor
from app.pages import urls_of
from catalogue import queries
from catalogue.documents import Approach
from catalogue.editing import replies
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.people import names_of
from catalogue.editing.titles import titles_of
from catalogue.tables import Entry
from catalogue.tables_desk import Reply
from catalogue.terms_workflow import ReplyState

router = APIRouter(prefix="/redactie/weerwoorden")
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]
DONE = {"geplaatst": "Het weerwoord staat op de site.", "geweigerd": "Het weerwoord staat niet op de site."}


@router.get("")
def all_replies(request: Request, db: Db, actor: Editor) -> Response:
    """Every reply, whatever was decided."""
    found = replies.in_state(db, None)
    context = {"weerwoorden": found, "paginanamen": titles_of(db, [entry.id for _, entry in found])}
    return editor_page(request, actor, "redactie/balie/weerwoorden.html", context)


@router.get("/{reply_id}")
def reply(request: Request, db: Db, actor: Editor, reply_id: Number) -> Response:
    """One reply with what can be decided."""
    return _page(request, db, actor, _reply(db, reply_id))


@router.post("/{reply_id}/plaatsen")
def place(request: Request, db: Db, actor: Editor, reply_id: Number) -> Response:
    """Show it at its study."""
    found = _reply(db, reply_id)
    try:
        replies.place(db, found, actor, datetime.now(UTC))
    except StepRefused as error:
        return _page(request, db, actor, found, refusal=str(error))
    return _to_reply(request, found, "geplaatst")


@router.post("/{reply_id}/weigeren")
def refuse(
    request: Request, db: Db, actor: Editor, reply_id: Number, reden: Annotated[str, Form()] = ""
) -> Response:
    """Do not show it, or no longer."""
    found = _reply(db, reply_id)
    try:
        replies.refuse(db, found, reden, actor, datetime.now(UTC))
    except StepRefused as error:
        return _page(request, db, actor, found, refusal=str(error), reason=reden)
    return _to_reply(request, found, "geweigerd")


def _reply(db: Db, reply_id: int) -> Reply:
    found = db.get(Reply, reply_id)
    if found is None:
        raise NotFoundError
    return found


def _to_reply(request: Request, found: Reply, done: str) -> Response:
    return RedirectResponse(urls_of(request).weerwoord_bureau(found.id, gedaan=done), 303, PRIVATE)


def _page(  # noqa: PLR0917  (what a refused step has to show again)
    request: Request, db: Db, actor: Actor, found: Reply, refusal: str | None = None, reason: str = ""
) -> Response:
    entry = db.get(Entry, found.entry_id)
    if entry is None:
        raise NotFoundError
    context: dict[str, Any] = {
        "weerwoord": found,
        "aanpak": entry,
        "naam": queries.live(db, entry).document.name,
        "onderzoek": _study(db, entry, found.study_id),
        "staat_er": found.state is ReplyState.PLACED,
        "weigering": refusal,
        "getypt": reason,
        "gedaan": DONE.get(request.query_params.get("gedaan", "")),
        "namen": names_of(db, [found.decided_by_id]),
    }
    status = 422 if refusal else 200
    return editor_page(request, actor, "redactie/balie/weerwoord.html", context, status=status)


def _study(db: Db, entry: Entry, study_id: str | None) -> str:
    """The study in words; also when it is no longer on the page, where the reply then shows nowhere."""
    if study_id is None:
        return "De hele pagina"
    document = queries.live(db, entry).document
    studies = document.studies if isinstance(document, Approach) else (document.study,)
    found = next((study for study in studies if study.id == study_id), None)
    if found is None:
        return "Een onderzoek dat niet meer op de pagina staat"
    return found.title if isinstance(found.title, str) else "Onderzoek zonder titel"
