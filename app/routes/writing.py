"""Writing a concept: the screen with one form per part, and saving, also while somebody types."""

from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from app.database import Db
from app.editing import submission
from app.editing.desk import Opened, opened
from app.editing.fields import fields_of
from app.editing.likely import likely
from app.editing.posted import Posted
from app.editing.references import unit_cost_choices
from app.editing.screen import Filled, address, answer_of, part_of, returned, screen
from app.editing.submission import Destination, Submission
from app.editing.typed import Typed
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.formats import AMSTERDAM
from app.identity import Writer
from app.pages import urls_of
from app.reviewing.comment_view import comments_at
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.paths import NoSuchPlace
from catalogue.errors import StaleConcept

router = APIRouter(prefix="/redactie/concepten/{concept_id:int}")
NEVER_ALIKE = frozenset({"uitkomsten", "erkenningen"})
"""Parts in which nothing stands by which two entries are recognised as the same."""
TAKEN = "Iemand anders verwijderde dit onderdeel, of zette een eerdere versie terug."
BUSY = "Iemand anders slaat nu op. Probeer het nog een keer."


@router.get("")
def whole(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """The form of the whole, with the structure beside it."""
    return _shown(request, db, actor, concept_id, "")


@router.get("/deel/{path:path}")
def part(request: Request, db: Db, actor: Writer, concept_id: int, path: str) -> Response:
    """The form of one part."""
    return _shown(request, db, actor, concept_id, path)


@router.post("")
def save_whole(request: Request, db: Db, actor: Writer, concept_id: int, posted: Posted) -> Response:
    """Save the form of the whole."""
    return _save(request, db, actor, opened(db, actor, concept_id), path="", posted=posted)


@router.post("/deel/{path:path}")
def save_part(
    request: Request, db: Db, actor: Writer, concept_id: int, *, path: str, posted: Posted
) -> Response:
    """Save the form of one part."""
    return _save(request, db, actor, opened(db, actor, concept_id), path=path, posted=posted)


def _shown(request: Request, db: Db, actor: Actor, concept_id: int, path: str) -> Response:
    work = opened(db, actor, concept_id)
    # Once a page was public, everybody knows that it is there. Figures make nothing alike.
    may_be_double = work.never_published and not NEVER_ALIKE & set(path.split("/"))
    similar = likely(request, db, work, actor) if may_be_double else []
    costs = unit_cost_choices(request, db)
    said = comments_at(db, work.concept, work.kind, path, back=request.url.path)
    return screen(request, actor, work, path, similar=similar, unit_costs=costs, comments=said)


def _save(request: Request, db: Db, actor: Actor, work: Opened, *, path: str, posted: Typed) -> Response:
    by_script = "application/json" in request.headers.get("accept", "")
    costs = unit_cost_choices(request, db)
    try:
        result = submission.submit(db, work, actor, path=path, posted=posted, unit_costs=costs)
    except (EditRefused, StaleConcept) as error:
        why = str(error) if isinstance(error, EditRefused) else BUSY
        return _refused(request, actor, work, path, posted=posted, why=why, by_script=by_script)
    if result.outcome is None:
        return _taken(request, actor, work, posted, by_script=by_script)
    if by_script:
        return _told(work, posted, result)
    after = opened(db, actor, work.concept.id)
    if result.outcome.pending:
        filled = returned(fields_of(part_of(after, path).model), posted, result.outcome)
        status = 409 if result.outcome.clashes else 422
        return screen(request, actor, after, path, filled, unit_costs=costs, status=status)
    try:
        return _go(request, after, submission.carry_on(db, after, actor, path, posted))
    except NoSuchPlace:
        raise NotFoundError from None


def _go(request: Request, work: Opened, to: Destination) -> Response:
    if to.confirm:
        target = urls_of(request).concept(work.concept.id, "verwijderen", deel=to.confirm)
    else:
        target = address(request, work, to.path, gedaan=to.told, plek=to.place)
    return RedirectResponse(target, 303)


def _told(work: Opened, posted: Typed, result: Submission) -> Response:
    """The answer to the script. What could not be read or clashes is said; the rest is stored."""
    if result.outcome is None:
        raise NotFoundError
    content = answer_of(posted, result.outcome) | {
        "versie": work.concept.lock_version,
        "opgeslagen": _time(work.concept.changed_at),
        "gewijzigd": result.saved,
    }
    return JSONResponse(content, 409 if result.outcome.clashes else 200, PRIVATE)


def _refused(
    request: Request, actor: Actor, work: Opened, path: str, *, posted: Typed, why: str, by_script: bool
) -> Response:
    """Nothing may be changed now: what was typed is shown, so that it can be copied."""
    if by_script:
        return JSONResponse({"reden": why}, 423, PRIVATE)
    stopped = Opened(work.concept, work.entry, work.situation, work.document, why)
    names = {name: texts for name, texts in posted.items() if not name.startswith("_")}
    basis = posted.get("_basis", ["{}"])[0]
    return screen(request, actor, stopped, path, Filled(names, basis), status=409)


def _taken(request: Request, actor: Actor, work: Opened, posted: Typed, *, by_script: bool) -> Response:
    """The part is gone: its text is shown, so that it can be used elsewhere."""
    if by_script:
        return JSONResponse({"reden": TAKEN}, 410, PRIVATE)
    texts = [(name, "\n".join(texts)) for name, texts in posted.items() if name[:1] != "_" and any(texts)]
    context = {"concept": work.concept, "waarom": TAKEN, "teksten": texts}
    return editor_page(request, actor, "redactie/schrijven/weg.html", context, status=409)


def _time(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%H.%M")
