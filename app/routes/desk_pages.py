"""Pages as the desk sees them: the list, one page with its versions and its work, and what can be done."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session, select

from app.database import Db
from app.editing.desk import now
from app.editor_pages import editor_page
from app.errors import NotFoundError
from app.identity import Editor
from app.pages import urls_of
from app.reviewing.desk_view import Faults, desk_context
from app.reviewing.typed import clean, page_number, too_long
from app.routes.queue import Desk, code_of
from app.routes.reviewing import whole_number
from catalogue.editing import page_list, stewardship, transitions
from catalogue.editing.actor import Actor
from catalogue.editing.errors import StepRefused
from catalogue.editing.page_list import NONE, SOME, Sought
from catalogue.editing.workflow import OF_THE_ENTRY, Asked, Step
from catalogue.errors import NotFound
from catalogue.kinds import Kind
from catalogue.tables import Entry, Slug
from catalogue.tables_people import Person
from catalogue.terms_editorial import EntryState
from catalogue.terms_work import WorkType
from catalogue.terms_workflow import WorkState

router = APIRouter(prefix="/redactie/paginas")
PAGE_SIZE = 50
VOID = "vervallen"
WORK = (
    (SOME, "Er loopt iets"),
    (NONE, "Er loopt niets"),
    *((state.value, state.label) for state in WorkState),
)


@router.get("")
def show_list(request: Request, db: Db, actor: Desk) -> Response:
    """All pages, with what is public beside what is being worked on."""
    asked = request.query_params
    sought = _sought(asked)
    page = page_number(asked.get("pagina", ""))
    found = page_list.pages(db, sought, page=page, size=PAGE_SIZE)
    pages = max(-(-found.total // PAGE_SIZE), 1)
    if page > pages:
        page = pages
        found = page_list.pages(db, sought, page=page, size=PAGE_SIZE)
    chosen = _parameters(sought)
    urls = urls_of(request)
    context = {
        "rijen": found.lines,
        "gevonden": found.total,
        "namen": found.names,
        "gekozen": chosen,
        "standen": [*((one.value, one.label) for one in EntryState), (VOID, "Vervallen: geen tekst meer")],
        "werkstanden": WORK,
        "soorten": [(kind.value, kind.heading) for kind in Kind],
        "werksoorten": [(one.value, one.label) for one in WorkType],
        "bladzij": page,
        "bladzijden": pages,
        "paginaadres": lambda number: urls.redactie(
            "paginas", **{**chosen, "pagina": number if number > 1 else None}
        ),
    }
    return editor_page(request, actor, "redactie/werk/paginas.html", context)


@router.get("/{slug}")
def show(request: Request, db: Db, actor: Desk, slug: str) -> Response:
    """One page."""
    entry = _entry(db, slug)
    if entry.slug != slug:
        return RedirectResponse(urls_of(request).bureau(entry.slug), 303)
    return _page(request, db, actor, entry)


@router.post("/{slug}/concept")
def begin(request: Request, db: Db, actor: Editor, slug: str, soort: Annotated[str, Form()] = "") -> Response:
    """Begin or open the concept, or with `soort=correctie` the quick correction."""

    def do(entry: Entry) -> str:
        concept, _ = stewardship.begin_work(db, entry, actor, now(), is_quick=soort == "correctie")
        return urls_of(request).concept(concept.id)

    return _doing(request, db, actor, slug, do)


@router.post("/{slug}/versies/{number:int}/terug")
def put_back(request: Request, db: Db, actor: Editor, slug: str, number: int) -> Response:
    """Put a published version into the concept."""

    def do(entry: Entry) -> str:
        concept = stewardship.put_back(db, entry, number, actor, now())
        return urls_of(request).concept(concept.id, "verschil", gedaan="teruggezet")

    return _doing(request, db, actor, slug, do)


@router.post("/{slug}/stappen/{step}")
def take_step(  # noqa: PLR0917  (what the form sends)
    request: Request, db: Db, actor: Desk, slug: str, step: str, reden: Annotated[str, Form()] = ""
) -> Response:
    """Withdraw or archive a page, with the reason that visitors read."""
    taken, reason = code_of(Step, step), clean(reden)
    if taken is None or taken not in OF_THE_ENTRY:
        raise NotFoundError
    field = f"reden-{taken.value}"

    def do(entry: Entry) -> str:
        if why := too_long(reason):
            raise StepRefused(why)
        transitions.take_on_entry(db, entry, actor, taken, Asked(now(), reason))
        return urls_of(request).bureau(entry.slug, gedaan=taken.value)

    return _doing(request, db, actor, slug, do, field=field, typed={field: reason})


@router.post("/{slug}/adres")
def move(request: Request, db: Db, actor: Editor, slug: str, adres: Annotated[str, Form()] = "") -> Response:
    """Give a page another address."""
    wanted = clean(adres).lower()

    def do(entry: Entry) -> str:
        stewardship.move(db, entry, wanted, actor, now())
        return urls_of(request).bureau(entry.slug, gedaan="adres")

    return _doing(request, db, actor, slug, do, field="adres", typed={"adres": adres})


@router.post("/{slug}/beheer")
def set_stewards(  # noqa: PLR0917  (what the form sends)
    request: Request,
    db: Db,
    actor: Editor,
    slug: str,
    eigenaar: Annotated[str, Form()] = "",
    vervanger: Annotated[str, Form()] = "",
) -> Response:
    """Say who looks after a page."""

    def do(entry: Entry) -> str:
        owner, deputy = _person(db, eigenaar), _person(db, vervanger)
        stewardship.set_stewards(db, entry, owner, deputy, actor, now())
        return urls_of(request).bureau(entry.slug, gedaan="beheer")

    typed = {"eigenaar": eigenaar, "vervanger": vervanger}
    return _doing(request, db, actor, slug, do, field="vervanger", typed=typed)


def _doing(
    request: Request,
    db: Session,
    actor: Actor,
    slug: str,
    do: Callable[[Entry], str],
    *,
    field: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Do something with a page and go where that leads; a refusal shows the page with what was typed.

    A refusal that the form can mend is shown at its field. Raises NotFoundError.
    """
    entry = _entry(db, slug)
    try:
        return RedirectResponse(do(entry), 303)
    except NotFound:
        raise NotFoundError from None
    except StepRefused as error:
        errors = {field: str(error)} if field else {}
        faults = Faults(errors, dict(typed or {}), "" if field else str(error))
        return _page(request, db, actor, entry, faults, status=422 if field else 409)


def _page(  # noqa: PLR0917  (what the page may have to say)
    request: Request,
    db: Session,
    actor: Actor,
    entry: Entry,
    faults: Faults | None = None,
    status: int = 200,
) -> Response:
    context: dict[str, Any] = desk_context(db, entry, actor, faults or Faults({}, {}, ""))
    context["gedaan"] = request.query_params.get("gedaan", "") if faults is None else ""
    return editor_page(request, actor, "redactie/werk/pagina.html", context, status=status)


def _entry(db: Session, slug: str) -> Entry:
    """The page at a present or former address. Raises NotFoundError."""
    statement = select(Entry).join(Slug).where(Slug.slug == slug)
    entry = db.exec(statement).one_or_none()
    if entry is None:
        raise NotFoundError
    return entry


def _person(db: Session, text: str) -> Person | None:
    """The person of a choice. Raises StepRefused for somebody who is not there."""
    if not text:
        return None
    key = whole_number(text)
    person = db.get(Person, key) if key is not None else None
    if person is None:
        raise StepRefused("Kies iemand uit de lijst.")
    return person


def _sought(asked: Mapping[str, str]) -> Sought:
    """What an address asks for; what makes no sense asks for everything."""
    state, work = asked.get("stand", ""), asked.get("werk", "")
    return Sought(
        state=code_of(EntryState, state),
        kind=code_of(Kind, asked.get("soort", "")),
        work=work if work in dict(WORK) else "",
        work_type=code.value if (code := code_of(WorkType, asked.get("werksoort", ""))) else "",
        words=clean(asked.get("q", ""))[:200],
        overdue_on=now().date() if asked.get("te_laat") == "ja" else None,
        is_void=state == VOID,
    )


def _parameters(sought: Sought) -> dict[str, str | int | None]:
    """The address of what is asked for."""
    state = VOID if sought.is_void else sought.state.value if sought.state else None
    return {
        "stand": state,
        "soort": sought.kind.value if sought.kind else None,
        "werk": sought.work or None,
        "werksoort": sought.work_type or None,
        "q": sought.words or None,
        "te_laat": "ja" if sought.overdue_on else None,
    }
