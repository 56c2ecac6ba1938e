"""For member organisations: their submissions, and the check before sending one in."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.identity import Writer
from app.pages import today, urls_of
from app.visitor_forms import cleaned, one_line
from catalogue import registers
from catalogue.editing import concepts, submissions, transitions, working
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.situations import situation_of
from catalogue.editing.workflow import EDITABLE, Asked, Step, may_see, refusal
from catalogue.errors import NotFound
from catalogue.kinds import Kind
from catalogue.tables import Concept
from catalogue.terms_workflow import WorkState

router = APIRouter(prefix="/redactie/inzendingen")
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]
LONGEST_NAME = 120
YES, NO = "ja", "nee"
NOW = {
    WorkState.CONCEPT: "U schrijft nog. Kijk na of de inzending klaar is, en stuur haar dan in.",
    WorkState.IN_REVIEW: "De redactie leest de inzending. U krijgt bericht.",
    WorkState.RETURNED: "De redactie vroeg om aanpassingen. Lees de opmerkingen en stuur haar opnieuw in.",
    WorkState.APPROVED: "De redactie vindt de inzending goed. Zij komt binnenkort op de site.",
}
DONE = {"ingediend": "De inzending is ingestuurd. De redactie leest haar en laat van zich horen."}


class Answers(BaseModel):
    """What somebody answers before sending in."""

    openbaar: str = ""
    herkenbaar: str = ""
    belang: str = ""
    gelezen: str = ""
    toelichting: str = ""

    def faults(self) -> dict[str, str]:
        """What is not answered, or answered in a way in which nothing may be published."""
        asked = {"openbaar": self.openbaar, "herkenbaar": self.herkenbaar}
        asked |= {"belang": self.belang, "gelezen": self.gelezen}
        found = {name: "Kies ja of nee." for name, text in asked.items() if text not in {YES, NO}}
        if self.openbaar == NO:
            found["openbaar"] = "Vraag eerst toestemming. Wat niet openbaar mag, kan niet op de site."
        if self.herkenbaar == YES:
            found["herkenbaar"] = "Haal eerst weg waaraan iemand te herkennen is."
        if len(self.toelichting) > 2000:  # noqa: PLR2004
            found["toelichting"] = "Maak dit korter: hoogstens 2000 tekens."
        return found


@router.get("")
def overview(request: Request, db: Db, actor: Writer) -> Response:
    """What the own organisation works on."""
    return _overview(request, db, actor)


@router.post("")
def begin(request: Request, db: Db, actor: Writer, naam: Annotated[str, Form()] = "") -> Response:
    """A new submission: a concept with a name."""
    name = one_line(naam)
    if not name or len(name) > LONGEST_NAME:
        fault = f"Vul in hoe de aanpak heet, in hoogstens {LONGEST_NAME} tekens."
        return _overview(request, db, actor, name, fault)
    text = working.blank(Kind.APPROACH, name, today())
    concept = concepts.begin(db, Kind.APPROACH, text, actor, datetime.now(UTC))
    return RedirectResponse(urls_of(request).concept(concept.id), 303, PRIVATE)


@router.get("/{concept_id}/klaar")
def self_check(request: Request, db: Db, actor: Writer, concept_id: Number) -> Response:
    """Is this ready to be sent in?"""
    return _check_page(request, db, actor, _concept(db, actor, concept_id), Answers())


@router.post("/{concept_id}/klaar")
def send_in(
    request: Request, db: Db, actor: Writer, concept_id: Number, typed: Annotated[Answers, Form()]
) -> Response:
    """Send it in, and keep what was answered."""
    concept = _concept(db, actor, concept_id)
    answers = typed.model_copy(update={"toelichting": cleaned(typed.toelichting)})
    if faults := answers.faults():
        return _check_page(request, db, actor, concept, answers, faults)
    now = datetime.now(UTC)
    places = frozenset(registers.municipalities())
    why = refusal(situation_of(db, concept, places), actor, Step.SUBMIT, Asked(now))
    if why:
        return _check_page(request, db, actor, concept, answers, why=why)
    submissions.keep_answers(db, concept, answers.model_dump(), actor, now)
    try:
        transitions.take(db, concept, actor, Step.SUBMIT, Asked(now), municipalities=places)
    except StepRefused as error:
        return _check_page(request, db, actor, concept, answers, why=str(error))
    return RedirectResponse(urls_of(request).redactie("inzendingen", gedaan="ingediend"), 303, PRIVATE)


def _concept(db: Db, actor: Actor, concept_id: int) -> Concept:
    """A concept that somebody may see; of other organisations nobody learns that it is there."""
    try:
        concept, _ = concepts.get(db, concept_id)
    except NotFound:
        raise NotFoundError from None
    if not may_see(situation_of(db, concept, judged=False), actor):
        raise NotFoundError
    return concept


def _overview(request: Request, db: Db, actor: Actor, name: str = "", fault: str | None = None) -> Response:
    context: dict[str, Any] = {
        "inzendingen": submissions.ours(db, actor),
        "klaar": submissions.finished(db, actor),
        "wat_nu": NOW,
        "open_standen": EDITABLE,
        "naam": name,
        "fouten": {"naam": fault} if fault else {},
        "gedaan": DONE.get(request.query_params.get("gedaan", "")),
    }
    return editor_page(
        request, actor, "redactie/balie/inzendingen.html", context, status=422 if fault else 200
    )


def _check_page(  # noqa: PLR0917  (what was typed, and what is wrong with it)
    request: Request,
    db: Db,
    actor: Actor,
    concept: Concept,
    answers: Answers,
    faults: dict[str, str] | None = None,
    why: str | None = None,
) -> Response:
    _, entry = concepts.get(db, concept.id)
    places = frozenset(registers.municipalities())
    text = concepts.text_of(concept)
    found = submissions.checks(entry.kind, text, places)
    asked = Asked(datetime.now(UTC))
    context: dict[str, Any] = {
        "concept": concept,
        "naam": working.part_name(text),
        "controles": found,
        "is_heel": not any(check.faults for check in found),
        "bezwaar": refusal(situation_of(db, concept, places), actor, Step.SUBMIT, asked),
        "vul": answers,
        "fouten": faults or {},
        "weigering": why,
        "ja_nee": ((YES, "Ja"), (NO, "Nee")),
    }
    status = 422 if faults or why else 200
    return editor_page(request, actor, "redactie/balie/klaar.html", context, status=status)
