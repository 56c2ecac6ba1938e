"""Beginning a concept of a page that does not exist yet."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.database import Db
from app.editing.desk import now
from app.editing.parts import kind_of
from app.editing.typed import clean
from app.editor_pages import editor_page
from app.formats import AMSTERDAM
from app.identity import Writer
from app.pages import urls_of
from catalogue.editing import concepts, working
from catalogue.editing.actor import Actor
from catalogue.kinds import MODELS, Kind

router = APIRouter(prefix="/redactie/concepten/nieuw")
LONGEST_NAME = 200
KINDS_OF_SUBMITTERS = (Kind.APPROACH,)


def kinds_for(actor: Actor) -> list[tuple[str, str]]:
    """What somebody may begin, as code and name."""
    kinds = KINDS_OF_SUBMITTERS if actor.only_own else tuple(Kind)
    return [(kind.value, kind_of(MODELS[kind])) for kind in kinds]


@router.get("")
def ask(request: Request, actor: Writer, naam: str = "", soort: str = "") -> Response:
    """What it is about and what it is called."""
    return _page(request, actor, naam[:LONGEST_NAME], soort or Kind.APPROACH.value, {})


@router.post("")
def begin(
    request: Request,
    db: Db,
    actor: Writer,
    naam: Annotated[str, Form()] = "",
    soort: Annotated[str, Form()] = "",
) -> Response:
    """Make the concept, and go and write it."""
    name, faults = clean(naam), {}
    if not name:
        faults["naam"] = "Vul de naam in. U kunt die later nog veranderen."
    elif len(name) > LONGEST_NAME:
        faults["naam"] = f"Deze naam is te lang. Er passen hoogstens {LONGEST_NAME} tekens in."
    if soort not in dict(kinds_for(actor)):
        faults["soort"] = "Kies wat u wilt maken."
    if faults:
        return _page(request, actor, name, soort, faults)
    moment = now()
    kind = Kind(soort)
    text = working.blank(kind, name, moment.astimezone(AMSTERDAM).date())
    concept = concepts.begin(db, kind, text, actor, moment)
    return RedirectResponse(urls_of(request).concept(concept.id, gedaan="begonnen"), 303)


def _page(request: Request, actor: Actor, name: str, kind: str, faults: dict[str, str]) -> Response:
    context = {"naam": name, "gekozen": kind, "soorten": kinds_for(actor), "fouten": faults}
    status = 422 if faults else 200
    return editor_page(request, actor, "redactie/schrijven/nieuw.html", context, status=status)
