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
from app.editing.posted import Posted
from app.editing.references import municipality_codes
from app.editing.screen import address, part_of, shared
from app.editing.submission import Destination
from app.editing.typed import clean, one
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
    work = opened(db, actor, concept_id)
    part = part_of(work, deel)
    if part.shape is None:
        raise NotFoundError
    inside = [(shape.label, len(held)) for shape, _, held in parts.children(part) if held]
    context = _shared(work) | {"deel": part, "inhoud": inside}
    return editor_page(request, actor, "redactie/schrijven/verwijder.html", context)


@router.post("/verwijderen")
def remove(
    request: Request, db: Db, actor: Writer, concept_id: int, deel: Annotated[str, Form()] = ""
) -> Response:
    """Remove a part."""
    work = opened(db, actor, concept_id)
    try:
        return _go(request, work, submission.remove(db, work, actor, deel))
    except NoSuchPlace:
        raise NotFoundError from None
    except (EditRefused, StaleConcept):
        return _back(request, work)


@router.post("/ongedaan")
def undo(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """Undo the last change."""
    work = opened(db, actor, concept_id)
    try:
        return _go(request, work, submission.undo(db, work, actor))
    except (EditRefused, StaleConcept):
        return _back(request, work)


@router.get("/versies")
def list_versions(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """The versions that somebody named, and those that were published."""
    return _versions_page(request, db, actor, opened(db, actor, concept_id))


@router.post("/versies")
def name_version(
    request: Request, db: Db, actor: Writer, concept_id: int, naam: Annotated[str, Form()] = ""
) -> Response:
    """Keep the text as it is now under a name."""
    work = opened(db, actor, concept_id)
    name = clean(naam)
    if not name or len(name) > LONGEST_VERSION:
        fault = "Geef de versie een naam, bijvoorbeeld ‘Voor het gesprek met de gemeente’."
        if name:
            fault = f"Deze naam is te lang. Er passen hoogstens {LONGEST_VERSION} tekens in."
        return _versions_page(request, db, actor, work, naam=name, fault=fault)
    if work.why_not:
        return _back(request, work)
    concepts.name_version(db, work.concept, name, actor, now())
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
    work = opened(db, actor, concept_id)
    found = versions.find(db, work, versie)
    if found is None:
        raise NotFoundError
    if work.why_not:
        return _back(request, work)
    try:
        concepts.restore(db, work.concept, found.document, actor, now(), source=found.name)
    except (EditRefused, StaleConcept):
        return _back(request, work)
    return RedirectResponse(urls_of(request).concept(concept_id, gedaan="teruggezet"), 303)


@router.get("/gegevens")
def facts(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """The address of the page, and what visitors read about the change."""
    return _facts_page(request, actor, opened(db, actor, concept_id))


@router.post("/gegevens")
def save_facts(request: Request, db: Db, actor: Writer, concept_id: int, posted: Posted) -> Response:
    """Save the address, while nothing was ever published, or the change note."""
    work = opened(db, actor, concept_id)
    note, slug = one(posted, "toelichting"), one(posted, "adres").lower()
    if work.why_not:
        return _facts_page(request, actor, work, note=note, fault={"toelichting": work.why_not}, status=409)
    if "toelichting" in posted:
        if len(note) > LONGEST_NOTE:
            fault = {"toelichting": f"Dit is te lang. Er passen hoogstens {LONGEST_NOTE} tekens in."}
            return _facts_page(request, actor, work, note=note, fault=fault)
        concepts.set_note(db, work.concept, note, actor, now())
    if "adres" in posted and work.never_published:
        wrong = _rename(db, work, actor, slug)
        if wrong:
            return _facts_page(request, actor, work, slug=slug, fault={"adres": wrong})
    return RedirectResponse(urls_of(request).concept(concept_id, "gegevens", gedaan="opgeslagen"), 303)


@router.get("/controles")
def checks(request: Request, db: Db, actor: Writer, concept_id: int) -> Response:
    """Everything publication will ask, each with the way to its field."""
    work = opened(db, actor, concept_id)
    context = _shared(work) | {"dubbel": likely(request, db, work, actor)}
    return editor_page(request, actor, "redactie/schrijven/controles.html", context)


def _rename(db: Session, work: Opened, actor: Actor, slug: str) -> str | None:
    """Give the page another address; what is wrong with it in Dutch, None when it went well."""
    if slug == work.entry.slug:
        return None
    old = work.entry.slug
    try:
        with db.begin_nested():
            actions.rename(db, work.entry, slug, now())
    except InvalidSlug:
        return "Gebruik alleen kleine letters, cijfers en losse streepjes, bijvoorbeeld buurtzorg-utrecht."
    except SlugTaken:
        return "Dit adres is al in gebruik, of was dat ooit. Kies een ander."
    record(db, Action.RENAMED, actor, now(), entry=work.entry, subject=slug, details={"van": old})
    return None


def _shared(work: Opened) -> dict[str, object]:
    return shared(work, checks_of(work.kind, work.document, municipality_codes()))


def _go(request: Request, work: Opened, to: Destination) -> Response:
    return RedirectResponse(address(request, work, to.path, gedaan=to.told, plek=to.place), 303)


def _back(request: Request, work: Opened) -> Response:
    """To the screen, which says why nothing may be changed."""
    return RedirectResponse(address(request, work, ""), 303)


def _versions_page(
    request: Request, db: Session, actor: Actor, work: Opened, *, naam: str = "", fault: str = ""
) -> Response:
    context = _shared(work) | {
        "versies": versions.named(db, work),
        "gepubliceerd": versions.published(db, work),
        "getypt": naam,
        "fout": fault,
        "gedaan": request.query_params.get("gedaan", ""),
    }
    status = 422 if fault else 200
    return editor_page(request, actor, "redactie/schrijven/versies.html", context, status=status)


def _facts_page(
    request: Request,
    actor: Actor,
    work: Opened,
    *,
    slug: str | None = None,
    note: str | None = None,
    fault: dict[str, str] | None = None,
    status: int = 422,
) -> Response:
    context = _shared(work) | {
        "adres": work.entry.slug if slug is None else slug,
        "toelichting": (work.concept.note or "") if note is None else note,
        "fouten": fault or {},
        "gedaan": request.query_params.get("gedaan", ""),
    }
    name = "redactie/schrijven/gegevens.html"
    return editor_page(request, actor, name, context, status=status if fault else 200)
