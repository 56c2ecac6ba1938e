"""For editors: what has to be looked at, the backlog, and links that no longer work."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.forms import PersonId
from app.identity import Editor
from app.link_words import status_words
from app.pages import today, urls_of
from catalogue import outbox, queries, registers
from catalogue.editing import links, transitions, upkeep
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.people import names_of, people_with
from catalogue.editing.rights import Right
from catalogue.editing.workflow import Asked, Step
from catalogue.kinds import Kind
from catalogue.outbox import Task
from catalogue.tables_people import Person

router = APIRouter(prefix="/redactie/bijhouden")
SHOWN = 25
"""Rows of a list, unless somebody asks for all of them."""
DONE = {
    "nagekeken": "Vastgelegd dat u de pagina hebt nagekeken. Een ander keurt dat nog goed.",
    "toegewezen": "De sporen zijn doorgegeven.",
    "controle": "De links worden gecontroleerd. Dat kan een paar minuten duren.",
}


@router.get("")
def overview(request: Request, db: Db, actor: Editor) -> Response:
    """Everything that asks for attention."""
    return _overview(request, db, actor)


@router.post("/toewijzen")
def assign(
    request: Request,
    db: Db,
    actor: Editor,
    spoor: Annotated[list[int], Form(default_factory=list)],
    persoon: PersonId = 0,
) -> Response:
    """Hand leads of the backlog to somebody."""
    person, now = db.get(Person, persoon), datetime.now(UTC)
    chosen = [lead.concept for lead in upkeep.leads(db) if lead.concept.id in set(spoor)]
    if person is None or not chosen:
        return _overview(request, db, actor, "Kies een of meer sporen, en wie ze krijgt.")
    try:
        for concept in chosen:
            transitions.assign(db, concept, person, actor, now)
    except StepRefused as error:
        return _overview(request, db, actor, str(error))
    return _to_overview(request, "toegewezen")


@router.post("/{kind}/{slug}/nog-juist")
def still_right(request: Request, db: Db, actor: Editor, kind: str, slug: str) -> Response:
    """Somebody looked and nothing had to change; another person has to agree."""
    found = queries.find(db, kind, slug) if kind in set(Kind) else None
    if found is None:
        raise NotFoundError
    now = datetime.now(UTC)
    try:
        concept = upkeep.still_right(db, found.entry, actor, now, today())
    except StepRefused as error:
        return _overview(request, db, actor, str(error))
    try:
        places = frozenset(registers.municipalities())
        transitions.take(db, concept, actor, Step.SUBMIT, Asked(now), municipalities=places)
    except StepRefused:
        # Something else has to be mended first; the page of the concept says what.
        return RedirectResponse(urls_of(request).concept(concept.id), 303, PRIVATE)
    return _to_overview(request, "nagekeken")


@router.get("/links")
def broken_links(request: Request, db: Db, actor: Editor) -> Response:
    """What the worker found at the web addresses of sources."""
    failing = links.failing(db)
    broken = [one for one in failing if links.is_broken(one.check)]
    context = {
        "stuk": [(one, status_words(one.check)) for one in broken],
        "twijfel": [(one, status_words(one.check)) for one in failing if one not in broken],
        "laatst": links.last_check(db),
        "staat_aan": request.state.settings.checks_links,
        "gedaan": DONE.get(request.query_params.get("gedaan", "")),
    }
    return editor_page(request, actor, "redactie/balie/links.html", context)


@router.post("/links/controleren")
def check_now(request: Request, db: Db, actor: Editor) -> Response:
    """Ask the worker to look at every address again."""
    del actor
    slugs = [slug for kind in Kind for slug in queries.live_slugs(db, kind)]
    outbox.add(db, Task.LINK_CHECK, slugs, datetime.now(UTC))
    return RedirectResponse(urls_of(request).bijhouden("links", gedaan="controle"), 303, PRIVATE)


def _to_overview(request: Request, done: str) -> Response:
    return RedirectResponse(urls_of(request).bijhouden(gedaan=done), 303, PRIVATE)


def _overview(request: Request, db: Session, actor: Actor, refusal: str | None = None) -> Response:
    day, pages, leads = today(), upkeep.kept(db), upkeep.leads(db)
    lists = {
        "te_laat": upkeep.overdue(pages, day),
        "binnenkort": upkeep.soon(pages, day),
        "zonder_beheer": upkeep.without_steward(pages),
    }
    everything = request.query_params.get("alles", "")
    people: set[int | None] = {lead.concept.assignee_id for lead in leads}
    people |= {one for page in pages for one in (page.entry.owner_id, page.entry.deputy_id)}
    broken = [one for one in links.failing(db) if links.is_broken(one.check)]
    context: dict[str, Any] = {
        name: (found, found if everything == name else found[:SHOWN]) for name, found in lists.items()
    } | {
        "sporen": leads,
        "bezig": upkeep.waiting_corrections(db),
        "links_stuk": len(broken),
        "namen": names_of(db, people),
        "mensen": [(str(one.id), one.name) for one in people_with(db, Right.EDIT)],
        "weigering": refusal,
        "gedaan": DONE.get(request.query_params.get("gedaan", "")),
    }
    status = 422 if refusal else 200
    return editor_page(request, actor, "redactie/balie/bijhouden.html", context, status=status)
