"""The reply of a study's author: sent by anybody, shown when the desk decides so."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.errors import NotFoundError
from app.pages import urls_of
from app.visitor_forms import (
    NOT_KEPT,
    VisitorForm,
    cleaned,
    email_fault,
    is_trapped,
    moment_for,
    objection,
    one_line,
    too_long,
)
from app.visitor_pages import entry_at, visitor_page
from catalogue import queries
from catalogue.documents import Approach, Study
from catalogue.editing import desk, replies
from catalogue.kinds import REGISTER_KINDS
from catalogue.tables import Entry
from catalogue.tables_desk import Reply

router = APIRouter(prefix="/weerwoord/{kind}/{slug}")
LONGEST = 4000


class ReplyForm(VisitorForm):
    """What may be typed."""

    onderzoek: str = ""
    wie: str = ""
    email: str = ""
    tekst: str = ""
    akkoord: str = ""

    def tidied(self) -> "ReplyForm":
        """The same without characters that nobody sees."""
        lines = {name: one_line(getattr(self, name)) for name in ("wie", "email")}
        return self.model_copy(update={**lines, "tekst": cleaned(self.tekst)})

    def faults(self) -> dict[str, str]:
        """What is wrong, by field."""
        needed = {
            "wie": (self.wie, "Vul uw naam en functie in. Die staan straks bij uw weerwoord."),
            "email": (self.email, "Vul uw e-mailadres in. Wij vragen na of het weerwoord van u komt."),
            "tekst": (self.tekst, "Schrijf uw weerwoord."),
            "akkoord": (self.akkoord, "Wij plaatsen uw weerwoord alleen als u dat goed vindt."),
        }
        missing = {name: message for name, (text, message) in needed.items() if not text}
        wrong = {"email": fault} if (fault := email_fault(self.email)) else {}
        return missing | wrong | too_long({"wie": (self.wie, 120), "tekst": (self.tekst, LONGEST)})


@router.get("")
def reply(request: Request, db: Db, kind: str, slug: str, onderzoek: str = "") -> Response:
    """The form."""
    return _form_page(request, db, entry_at(db, kind, slug), ReplyForm(onderzoek=onderzoek))


@router.post("")
def send_reply(
    request: Request, db: Db, kind: str, slug: str, typed: Annotated[ReplyForm, Form()]
) -> Response:
    """A reply; the desk decides about it."""
    entry, form = entry_at(db, kind, slug), typed.tidied()
    thanks = RedirectResponse(urls_of(request).weerwoord(entry.slug, entry.kind, "dank"), 303, NOT_KEPT)
    if is_trapped(form):
        return thanks
    if faults := form.faults():
        return _form_page(request, db, entry, form, faults)
    if why := objection(request, form, "weerwoord"):
        return _form_page(request, db, entry, form, why=why)
    known = {code for code, _ in _studies(db, entry)}
    about = form.onderzoek if form.onderzoek in known else next(iter(known)) if len(known) == 1 else None
    row = Reply(
        entry_id=entry.id,
        study_id=about,
        author=form.wie,
        email=form.email,
        body=form.tekst,
        created_at=datetime.now(UTC),
    )
    replies.receive(db, entry, row)
    return thanks


@router.get("/dank")
def thanks_for_reply(request: Request, db: Db, kind: str, slug: str) -> Response:
    """What happens next."""
    entry = entry_at(db, kind, slug)
    back = (queries.live(db, entry).document.name, urls_of(request).pagina_van(entry.slug, entry.kind))
    context = {"soort": "weerwoord", "duur": desk.turnaround(db, datetime.now(UTC)), "terug": back}
    return visitor_page(request, "balie/dank.html", context)


def _studies(db: Session, entry: Entry) -> list[tuple[str, str]]:
    """The studies of a page with the names that a visitor sees. Raises NotFoundError where none can be."""
    document = queries.live(db, entry).document
    if entry.kind in REGISTER_KINDS:
        raise NotFoundError
    studies: tuple[Study, ...] = document.studies if isinstance(document, Approach) else (document.study,)
    return [(study.id, study_title(study)) for study in studies]


def study_title(study: Study) -> str:
    """The title of a study, or what else tells it from another."""
    if isinstance(study.title, str):
        return study.title
    year = study.year if isinstance(study.year, int) else "jaar onbekend"
    return f"{study.method.label}, {year}"


def _form_page(
    request: Request,
    db: Session,
    entry: Entry,
    form: ReplyForm,
    faults: dict[str, str] | None = None,
    *,
    why: str | None = None,
) -> Response:
    context: dict[str, Any] = {
        "aanpak": entry,
        "naam": queries.live(db, entry).document.name,
        "onderzoeken": _studies(db, entry),
        "vul": form,
        "fouten": faults or {},
        "bezwaar": why,
        "geopend": moment_for(request, form),
    }
    status = 422 if faults or why else 200
    return visitor_page(request, "balie/weerwoord.html", context, status=status)
