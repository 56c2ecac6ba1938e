"""Judging a concept: what changed, what was said about it, and deciding on the same page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.editing.desk import now
from app.editor_pages import editor_page
from app.errors import NotFoundError
from app.identity import Writer
from app.pages import urls_of
from app.reviewing.deciding import decide
from app.reviewing.review_view import review_context
from app.reviewing.steps_view import Typed
from app.reviewing.typed import clean
from app.reviewing.work import Work, gone, with_work
from catalogue.editing import catching_up, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.workflow import OF_THE_ENTRY, Step
from catalogue.errors import NotFound
from catalogue.tables_people import Person

router = APIRouter(prefix="/redactie/concepten/{concept_id:int}")
DONE = {
    "voorleggen": "De tekst ligt ter beoordeling. Een ander leest hem.",
    "terugnemen": "U hebt de tekst teruggenomen. U kunt er weer aan werken.",
    "teruggeven": "U hebt de tekst teruggegeven. De schrijver krijgt bericht.",
    "goedkeuren": "U hebt de tekst goedgekeurd. Hij kan worden gepubliceerd.",
    "plannen": "De publicatie is gepland. De tekst komt vanzelf op de site.",
    "planning_vervallen": "De planning is weg. De tekst blijft goedgekeurd.",
    "toegewezen": "Het werk is doorgegeven.",
    "samengevoegd": "De nieuwste versie van de site is in dit concept verwerkt.",
    "opmerking": "Uw opmerking staat erbij.",
    "afgehandeld": "De opmerking is afgehandeld.",
    "heropend": "De opmerking staat weer open.",
    "gekozen": "Alle botsingen zijn opgelost.",
    "teruggezet": "De eerdere versie staat in dit concept.",
}
OK = 200
_LONGEST_NUMBER = 9


@router.get("/verschil")
def difference(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """What changed, what waits and what can be done."""
    return with_work(request, db, actor, concept_id, lambda work: review_page(request, db, actor, work))


@router.post("/stappen/{step}")
def take_step(  # noqa: PLR0917  (what the forms send)
    request: Request,
    db: Db,
    actor: Writer,
    concept_id: int,
    step: str,
    versie: Annotated[str, Form()] = "",
    reden: Annotated[str, Form()] = "",
    dag: Annotated[str, Form()] = "",
    tijd: Annotated[str, Form()] = "",
    toelichting: Annotated[str | None, Form()] = None,
    zeker: Annotated[str, Form()] = "",
) -> Response:
    """Take a step with the text that somebody read; `versie` is the lock version of that."""
    taken = _step(step)
    note = None if toelichting is None else clean(toelichting)
    typed = Typed(taken, clean(reden), dag, tijd, note, whole_number(versie) or -1, zeker == "ja")
    return with_work(
        request, db, actor, concept_id, lambda work: _take(request, db, actor, work, taken, typed)
    )


@router.post("/toewijzen")
def assign(
    request: Request, db: Db, actor: Writer, concept_id: int, persoon: Annotated[str, Form()] = ""
) -> Response:
    """Hand the work to somebody, or to whoever picks it up."""

    def answer(work: Work) -> Response:
        key = whole_number(persoon)
        person = db.get(Person, key) if key is not None else None
        if persoon and person is None:
            return review_page(request, db, actor, work, notice="Kies iemand uit de lijst.", status=422)
        try:
            transitions.assign(db, work.concept, person, actor, now())
        except StepRefused as error:
            return review_page(request, db, actor, work, notice=str(error), status=409)
        return to_review(request, concept_id, "toegewezen")

    return with_work(request, db, actor, concept_id, answer)


@router.post("/overnemen")
def catch_up(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """Take over what was published since the concept was begun."""

    def answer(work: Work) -> Response:
        if work.why_not_edit:
            return review_page(request, db, actor, work, notice=work.why_not_edit, status=409)
        catching_up.catch_up(db, work.concept, actor, now())
        if catching_up.conflicts_of(work.concept):
            return RedirectResponse(urls_of(request).concept(concept_id, "botsingen"), 303)
        return to_review(request, concept_id, "samengevoegd")

    return with_work(request, db, actor, concept_id, answer)


def review_page(
    request: Request,
    db: Session,
    actor: Actor,
    work: Work,
    typed: Typed | None = None,
    *,
    notice: str = "",
    status: int = OK,
) -> Response:
    """The page, with what stands in the way of what was asked, if anything."""
    done = request.query_params.get("gedaan", "") if status == OK else ""
    context = review_context(request, db, work, actor, typed)
    context |= {"melding": notice, "gedaan": DONE.get(done, "")}
    return editor_page(request, actor, "redactie/werk/verschil.html", context, status=status)


def to_review(request: Request, concept_id: int, done: str, anchor: str = "") -> Response:
    """To the page after something was done."""
    address = urls_of(request).concept(concept_id, "verschil", gedaan=done)
    return RedirectResponse(f"{address}#{anchor}" if anchor else address, 303)


def whole_number(text: str) -> int | None:
    """A number as a form sends it; None for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None


def _take(  # noqa: PLR0917  (who takes which step with what)
    request: Request, db: Session, actor: Actor, work: Work, step: Step, typed: Typed
) -> Response:
    concept_id, slug = work.concept.id, work.entry.slug
    try:
        outcome = decide(db, work, actor, step, typed)
    except NotFound:
        return gone(request, db, actor, concept_id)
    if outcome.typed.errors:
        return review_page(request, db, actor, outcome.work, outcome.typed, status=422)
    if outcome.notice:
        return review_page(request, db, actor, outcome.work, outcome.typed, notice=outcome.notice, status=409)
    if outcome.revision is not None:
        return RedirectResponse(urls_of(request).bureau(slug, gedaan="gepubliceerd"), 303)
    if step in {Step.REFUSE, Step.DISCARD}:
        return RedirectResponse(_after_the_end(request, actor, step), 303)
    return to_review(request, concept_id, step.value)


def _step(name: str) -> Step:
    """The step of an address. Raises NotFoundError for what is no step with a concept."""
    try:
        step = Step(name)
    except ValueError:
        raise NotFoundError from None
    if step in OF_THE_ENTRY:
        raise NotFoundError
    return step


def _after_the_end(request: Request, actor: Actor, step: Step) -> str:
    """Where to go from a concept that is no more."""
    urls = urls_of(request)
    if actor.only_own:
        return urls.redactie("inzendingen", gedaan=step.value)
    return urls.werk(gedaan=step.value)
