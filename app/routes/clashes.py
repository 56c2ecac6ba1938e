"""Choosing by hand where a concept and what was published meanwhile changed the same."""

import json
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session, col, select

from app.database import Db
from app.editing.desk import now
from app.editor_pages import editor_page
from app.identity import Writer
from app.pages import urls_of
from app.register_view import unit_cost_names
from app.reviewing.work import Work, with_work
from app.routes.reviewing import to_review
from catalogue.editing import catching_up, concepts, working
from catalogue.editing.actor import Actor
from catalogue.editing.catching_up import Choice
from catalogue.editing.clashes import clash
from catalogue.editing.errors import EditRefused
from catalogue.editing.trail import Action
from catalogue.errors import StaleConcept
from catalogue.kinds import MODELS
from catalogue.tables_people import Trail

router = APIRouter(prefix="/redactie/concepten/{concept_id:int}/botsingen")
ALREADY = "Op deze plek is al gekozen, misschien in een ander venster."
UNKNOWN = "Kies een van de teksten."
MOVED_ON = "Iemand veranderde de tekst op dit moment. Kies nog eens."


@router.get("")
def show(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """What waits for a choice, with both texts side by side."""
    return with_work(request, db, actor, concept_id, lambda work: _page(request, db, actor, work))


@router.post("")
def choose(  # noqa: PLR0917  (what the form sends)
    request: Request,
    db: Db,
    actor: Writer,
    concept_id: int,
    pad: Annotated[str, Form()] = "",
    keuze: Annotated[str, Form()] = "",
) -> Response:
    """Choose which text stays; `zelf` leaves the text as it is, to be written by hand."""

    def answer(work: Work) -> Response:
        choice = next((one for one in _choices() if one == keuze), None)
        if choice is None:
            return _page(request, db, actor, work, UNKNOWN, 422)
        notice = _chosen(db, actor, work, pad, choice)
        if notice:
            return _page(request, db, actor, work, notice, 409)
        return _onwards(request, work, pad, choice)

    return with_work(request, db, actor, concept_id, answer)


def _chosen(db: Session, actor: Actor, work: Work, path: str, choice: Choice) -> str:
    """Decide; what stood in the way in words, or nothing."""
    try:
        with db.begin_nested():
            is_done = catching_up.choose(db, work.concept, path, choice, actor, now())
    except EditRefused as error:
        return str(error)
    except StaleConcept:
        return MOVED_ON
    return "" if is_done else ALREADY


def _onwards(request: Request, work: Work, path: str, choice: Choice) -> Response:
    """To the text that somebody writes by hand, to the next clash, or back to the difference."""
    urls, concept_id = urls_of(request), work.concept.id
    if choice == "zelf":
        around = path.rpartition("/")[0]
        way = urls.concept_deel(concept_id, around) if around else urls.concept(concept_id)
        return RedirectResponse(way, 303)
    if not catching_up.conflicts_of(work.concept):
        return to_review(request, concept_id, "gekozen")
    return RedirectResponse(urls.concept(concept_id, "botsingen", gedaan="gekozen"), 303)


def _page(  # noqa: PLR0917  (what the page may have to say)
    request: Request, db: Session, actor: Actor, work: Work, notice: str = "", status: int = 200
) -> Response:
    concept, text = work.concept, concepts.text_of(work.concept)
    names = unit_cost_names(request, db)
    waiting = [clash(MODELS[work.entry.kind], text, one, names) for one in catching_up.conflicts_of(concept)]
    done = _done(db, work)
    context = {
        "werk": work,
        "naam": working.part_name(text),
        "botsingen": waiting,
        "opgelost": done,
        "totaal": done + len(waiting),
        "melding": notice,
        "gedaan": not notice and request.query_params.get("gedaan") == "gekozen",
    }
    return editor_page(request, actor, "redactie/werk/botsingen.html", context, status=status)


def _done(db: Session, work: Work) -> int:
    """How many clashes were decided since the last merge."""
    statement = select(Trail).where(
        Trail.entry_id == work.entry.id,
        col(Trail.action).in_((Action.MERGED.value, Action.CONFLICT_RESOLVED.value)),
    )
    count = 0
    for line in db.exec(statement.order_by(col(Trail.id))):
        if json.loads(line.details or "{}").get("concept") == work.concept.id:
            count = 0 if line.action == Action.MERGED.value else count + 1
    return count


def _choices() -> tuple[Choice, ...]:
    found: tuple[Choice, ...] = get_args(Choice)
    return found
