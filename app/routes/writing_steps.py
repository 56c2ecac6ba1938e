"""Around the form of a concept: removing a part, undoing, versions, the address and the change note."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.editing import parts, submission, versions
from app.editing.checks import checks_of
from app.editing.desk import Opened, now, opened
from app.editing.likely import likely
from app.editing.references import municipality_codes
from app.editing.screen import address, part_of, shared
from app.editing.submission import Destination
from app.editing.typed import clean
from app.editor_pages import editor_page
from app.errors import NotFoundError
from app.identity import Writer
from app.pages import urls_of
from catalogue import actions
from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.paths import NoSuchPlace
from catalogue.editing.trail import Action, record
from catalogue.errors import InvalidSlug, SlugTaken, StaleConcept

router = APIRouter(prefix="/redactie/concepten/{concept_id:int}")
LONGEST_NOTE = 500
LONGEST_VERSION = 120


@router.get("/verwijderen")
def ask_removal(request: Request, db: Db, actor: Writer, concept_id: int, deel: str = "") -> Response:
    """Ask whether a part may go, and say what goes with it."""
    open = opened(db, actor, concept_id)
    part = part_of(open, deel)
    if part.shape is None:
        raise NotFoundError
    inside = [(shape.label, len(held)) for shape, _, held in parts.children(part) if held]
    context = _shared(request, open) | {"deel": part, "inhoud": inside}
    return editor_page(request, actor, "redactie/schrijven/verwijder.html", context)


@router.post("/verwijderen")
def remove(
    request: Request, db: Db, actor: Writer, concept_id: int, deel: Annotated[str, Form()] = ""
) -> Response:
    """Remove a part."""
    open = opened(db, actor, concept_id)
    try:
        return _go(request, open, submission.remove(db, open, actor, deel))
    except NoSuchPlace:
        raise NotFoundError from None
    except (EditRefused, StaleConcept):
        return _back(request, open)


@router.post("/ongedaan")
def undo(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """Undo the last change."""
    open = opened(db, actor, concept_id)
    try:
        return _go(request, open, submission.undo(db, open, actor))
    except (EditRefused, StaleConcept):
        return _back(request, open)


@router.get("/versies")
def list_versions(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """The versions that somebody named, and those that were published."""
    return _versions_page(request, db, actor, opened(db, actor, concept_id))


@router.post("/versies")
def name_version(
    request: Request, db: Db, actor: Writer, concept_id: int, naam: Annotated[str, Form()] = ""
) -> Response:
    """Keep the text as it is now under a name."""
    open = opened(db, actor, concept_id)
    name = clean(naam)
    if not name or len(name) > LONGEST_VERSION:
        fault = "Geef de versie een naam, bijvoorbeeld ‘Voor het gesprek met de gemeente’."
        if name:
            fault = f"Deze naam is te lang. Er passen hoogstens {LONGEST_VERSION} tekens in."
        return _versions_page(request, db, actor, open, naam=name, fault=fault)
    if open.why_not:
        return _back(request, open)
    concepts.name_version(db, open.concept, name, actor, now())
    return RedirectResponse(urls_of(request).concept(concept_id, "versies", gedaan="bewaard"), 303)


@router.post("/versies/terug")
def restore(
    request: Request,
    db: Db,
    actor: Writer,
    concept_id: int,
    versie: Annotated[str, Form()] = "",
) -> Response:
    """Put an earlier version back into the concept; what stood there is kept as a named version."""
    open = opened(db, actor, concept_id)
    found = versions.find(db, open, versie)
    if found is None:
        raise NotFoundError
    if open.why_not:
        return _back(request, open)
    try:
        concepts.restore(db, open.concept, found.document, actor, now(), source=found.name)
    except (EditRefused, StaleConcept):
        return _back(request, open)
    return RedirectResponse(urls_of(request).concept(concept_id, gedaan="teruggezet"), 303)


@router.get("/gegevens")
def facts(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """The address of the page, and what visitors read about the change."""
    return _facts_page(request, actor, opened(db, actor, concept_id))


@router.post("/gegevens")
def save_facts(
    request: Request,
    db: Db,
    actor: Writer,
    concept_id: int,
    adres: Annotated[str | None, Form()] = None,
    toelichting: Annotated[str | None, Form()] = None,
) -> Response:
    """Save the address, while nothing was ever published, or the change note."""
    open = opened(db, actor, concept_id)
    if open.why_not:
        return _facts_page(request, actor, open, fault={"toelichting": open.why_not}, status=409)
    if toelichting is not None:
        note = clean(toelichting)
        if len(note) > LONGEST_NOTE:
            fault = {"toelichting": f"Dit is te lang. Er passen hoogstens {LONGEST_NOTE} tekens in."}
            return _facts_page(request, actor, open, note=note, fault=fault)
        concepts.set_note(db, open.concept, note, actor)
    if adres is not None and open.never_published:
        fault = _rename(db, open, actor, clean(adres).lower())
        if fault:
            return _facts_page(request, actor, open, slug=adres, fault={"adres": fault})
    return RedirectResponse(urls_of(request).concept(concept_id, "gegevens", gedaan="opgeslagen"), 303)


@router.get("/controles")
def checks(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """Everything publication will ask, each with the way to its field."""
    open = opened(db, actor, concept_id)
    context = _shared(request, open) | {"dubbel": likely(request, db, open, actor)}
    return editor_page(request, actor, "redactie/schrijven/controles.html", context)


def _rename(db: Session, open: Opened, actor: Actor, slug: str) -> str | None:
    """Give the page another address; what is wrong with it in Dutch, None when it went well."""
    if slug == open.entry.slug:
        return None
    old = open.entry.slug
    try:
        with db.begin_nested():
            actions.rename(db, open.entry, slug, now())
    except InvalidSlug:
        return "Gebruik alleen kleine letters, cijfers en losse streepjes, bijvoorbeeld buurtzorg-utrecht."
    except SlugTaken:
        return "Dit adres is al in gebruik, of was dat ooit. Kies een ander."
    record(db, Action.RENAMED, actor, now(), entry=open.entry, subject=slug, details={"van": old})
    return None


def _shared(request: Request, open: Opened) -> dict[str, object]:
    return shared(request, open, checks_of(open.kind, open.document, municipality_codes()))


def _go(request: Request, open: Opened, to: Destination) -> Response:
    return RedirectResponse(address(request, open, to.path, gedaan=to.told, plek=to.place), 303)


def _back(request: Request, open: Opened) -> Response:
    """To the screen, which says why nothing may be changed."""
    return RedirectResponse(address(request, open, ""), 303)


def _versions_page(
    request: Request, db: Session, actor: Actor, open: Opened, *, naam: str = "", fault: str = ""
) -> Response:
    context = _shared(request, open) | {
        "versies": versions.named(db, open),
        "gepubliceerd": versions.published(db, open),
        "getypt": naam,
        "fout": fault,
        "gedaan": request.query_params.get("gedaan", ""),
    }
    status = 422 if fault else 200
    return editor_page(request, actor, "redactie/schrijven/versies.html", context, status=status)


def _facts_page(
    request: Request,
    actor: Actor,
    open: Opened,
    *,
    slug: str | None = None,
    note: str | None = None,
    fault: dict[str, str] | None = None,
    status: int = 422,
) -> Response:
    context = _shared(request, open) | {
        "adres": open.entry.slug if slug is None else slug,
        "toelichting": (open.concept.note or "") if note is None else note,
        "fouten": fault or {},
        "gedaan": request.query_params.get("gedaan", ""),
    }
    name = "redactie/schrijven/gegevens.html"
    return editor_page(request, actor, name, context, status=status if fault else 200)
