"""Reporting an error at a field of a page, or saying what could be better."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.pages import urls_of
from app.report_places import places
from app.visitor_forms import (
    NOT_KEPT,
    VisitorForm,
    address_fault,
    cleaned,
    email_fault,
    is_trapped,
    moment_for,
    objection,
    one_line,
    too_long,
)
from app.visitor_pages import entry_at, version_read, visitor_page
from catalogue import queries
from catalogue.editing import desk
from catalogue.editing.tickets import Message, Place, receive_report
from catalogue.tables import Entry
from catalogue.terms_workflow import TicketKind

router = APIRouter(prefix="/melden/{kind}/{slug}")
KINDS = (
    (TicketKind.ERROR.value, "Er klopt iets niet"),
    (TicketKind.FEEDBACK.value, "Ik heb een vraag of een reactie"),
)


class ReportForm(VisitorForm):
    """What may be typed."""

    soort: str = TicketKind.ERROR.value
    veld: str = ""
    versie: str = ""
    mis: str = ""
    beter: str = ""
    bewijs: str = ""
    email: str = ""

    def tidied(self) -> "ReportForm":
        """The same without characters that nobody sees."""
        kinds = {code for code, _ in KINDS}
        return self.model_copy(
            update={
                "soort": self.soort if self.soort in kinds else TicketKind.ERROR.value,
                "mis": cleaned(self.mis),
                "beter": cleaned(self.beter),
                "bewijs": one_line(self.bewijs),
                "email": one_line(self.email),
            }
        )

    def faults(self) -> dict[str, str]:
        """What is wrong, by field."""
        missing = {} if self.mis else {"mis": "Schrijf wat er niet klopt, of wat u wilt vragen."}
        asked = {"bewijs": address_fault(self.bewijs), "email": email_fault(self.email)}
        wrong = {name: fault for name, fault in asked.items() if fault}
        longest = {"mis": (self.mis, 4000), "beter": (self.beter, 4000), "bewijs": (self.bewijs, 2000)}
        return missing | wrong | too_long(longest)

    @property
    def message(self) -> Message:
        """What the desk reads."""
        better = f"\n\nVolgens de melder moet er staan:\n{self.beter}" if self.beter else ""
        return Message(self.mis + better, url=self.bewijs, sender_email=self.email)


@router.get("")
def report(request: Request, db: Db, kind: str, slug: str) -> Response:
    """The form, with the place filled in that somebody came from."""
    asked = {name: request.query_params.get(name, "") for name in ("veld", "versie")}
    return _form_page(request, db, entry_at(db, kind, slug), ReportForm(**asked))


@router.post("")
def send_report(
    request: Request, db: Db, kind: str, slug: str, typed: Annotated[ReportForm, Form()]
) -> Response:
    """A report; the desk gets it, unless a robot wrote it."""
    entry, form = entry_at(db, kind, slug), typed.tidied()
    address = urls_of(request).fout_melden(entry.slug, entry.kind, "dank")
    thanks = RedirectResponse(address, 303, NOT_KEPT)
    if is_trapped(form):
        return thanks
    if faults := form.faults():
        return _form_page(request, db, entry, form, faults)
    if why := objection(request, form, "melding"):
        return _form_page(request, db, entry, form, why=why)
    version = version_read(db, entry, form.versie)
    about = places(version, form.veld)
    place = Place(version.document.name, version.number, about.path, about.words)
    receive_report(db, TicketKind(form.soort), entry, place, form.message, at=datetime.now(UTC))
    return thanks


@router.get("/dank")
def thanks_for_report(request: Request, db: Db, kind: str, slug: str) -> Response:
    """What happens next."""
    entry = entry_at(db, kind, slug)
    back = (queries.live(db, entry).document.name, urls_of(request).pagina_van(entry.slug, entry.kind))
    context = {"soort": "melding", "duur": desk.turnaround(db, datetime.now(UTC)), "terug": back}
    return visitor_page(request, "balie/dank.html", context)


def _form_page(
    request: Request,
    db: Session,
    entry: Entry,
    form: ReportForm,
    faults: dict[str, str] | None = None,
    *,
    why: str | None = None,
) -> Response:
    version = version_read(db, entry, form.versie)
    context: dict[str, Any] = {
        "aanpak": entry,
        "versie": version,
        "plekken": places(version, form.veld),
        "soorten": KINDS,
        "vul": form,
        "fouten": faults or {},
        "bezwaar": why,
        "geopend": moment_for(request, form),
    }
    status = 422 if faults or why else 200
    return visitor_page(request, "balie/melden.html", context, status=status)
