"""Tipping: anybody may point the desk at a study that is not here yet."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.database import Db
from app.known_studies import Known, known
from app.pages import page, urls_of
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
from catalogue.editing import desk
from catalogue.editing.tickets import Message, receive_tip

router = APIRouter(prefix="/tip")


class TipForm(VisitorForm):
    """What may be typed."""

    titel: str = ""
    link: str = ""
    waarom: str = ""
    naam: str = ""
    email: str = ""
    toch: str = ""
    """Whether somebody sends it although it stands here already."""

    def tidied(self) -> "TipForm":
        """The same without characters that nobody sees."""
        lines = {name: one_line(getattr(self, name)) for name in ("titel", "link", "naam", "email")}
        return self.model_copy(update={**lines, "waarom": cleaned(self.waarom)})

    def faults(self) -> dict[str, str]:
        """What is wrong, by field."""
        missing = {"titel": "Vul in hoe het onderzoek heet, of waar het over gaat."} if not self.titel else {}
        if not self.waarom:
            missing["waarom"] = "Schrijf in een paar woorden waarom dit onderzoek hier hoort."
        asked = {"link": address_fault(self.link), "email": email_fault(self.email)}
        wrong = {name: fault for name, fault in asked.items() if fault}
        longest = {
            "titel": (self.titel, 300),
            "link": (self.link, 2000),
            "waarom": (self.waarom, 4000),
            "naam": (self.naam, 120),
        }
        return missing | wrong | too_long(longest)


@router.get("")
def tip(request: Request) -> Response:
    """The form."""
    return _form_page(request, TipForm())


@router.post("")
def send_tip(request: Request, db: Db, typed: Annotated[TipForm, Form()]) -> Response:
    """A tip; the desk gets it, unless a robot wrote it."""
    form = typed.tidied()
    thanks = RedirectResponse(urls_of(request).tip("dank"), 303, NOT_KEPT)
    if is_trapped(form):
        return thanks
    if faults := form.faults():
        return _form_page(request, form, faults, status=422)
    if why := objection(request, form, "tip"):
        return _form_page(request, form, why=why, status=422)
    if not form.toch and (there := known(db, form.titel, form.link)):
        return _form_page(request, form, there=there, status=422)
    message = Message(form.waarom, form.titel, form.link, form.naam, form.email)
    receive_tip(db, message, datetime.now(UTC))
    return thanks


@router.get("/dank")
def thanks_for_tip(request: Request, db: Db) -> Response:
    """What happens next."""
    context = {"soort": "tip", "duur": desk.turnaround(db, datetime.now(UTC)), "terug": None}
    response = page(request, "balie/dank.html", context)
    response.headers.update(NOT_KEPT)
    return response


def _form_page(
    request: Request,
    form: TipForm,
    faults: dict[str, str] | None = None,
    *,
    why: str | None = None,
    there: list[Known] | None = None,
    status: int = 200,
) -> Response:
    context = {
        "vul": form,
        "fouten": faults or {},
        "bezwaar": why,
        "bekend": there or [],
        "geopend": moment_for(request, form),
    }
    response = page(request, "balie/tip.html", context, status=status)
    response.headers.update(NOT_KEPT)
    return response
