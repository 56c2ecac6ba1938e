"""For administrators: the member organisations."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.forms import PostedForm, RowId
from app.identity import Administrator
from app.pages import urls_of
from catalogue.editing import members
from catalogue.editing.actor import Actor
from catalogue.editing.errors import AccountRefused
from catalogue.tables_people import Member

router = APIRouter(prefix="/redactie/organisaties")
DONE = {
    "toegevoegd": "De organisatie is toegevoegd.",
    "opgeslagen": "De wijziging is opgeslagen.",
    "gestopt": "Deze organisatie doet niet meer mee. Nieuwe mensen kunnen er niet meer bij.",
    "gestart": "Deze organisatie doet weer mee.",
}
CHANGED = (
    "Iemand anders wijzigde deze organisatie intussen. Hieronder staat wat u invulde; in de titel staat de "
    "naam van nu. Kijk of het nog klopt en sla het dan opnieuw op."
)


class MemberForm(PostedForm):
    """An organisation. `stempel` tells how it stood before."""

    naam: str = ""
    website: str = ""
    stempel: str = ""


class StepForm(PostedForm):
    """Letting an organisation stop or take part again."""

    stap: str = ""


@router.get("")
def all_members(request: Request, db: Db, actor: Administrator) -> Response:
    """The list, and the form to add one."""
    return _list_page(request, db, actor, MemberForm(), {})


@router.post("")
def add(request: Request, db: Db, actor: Administrator, form: Annotated[MemberForm, Form()]) -> Response:
    """Add an organisation."""
    try:
        members.add(db, name=form.naam, website=form.website, actor=actor, at=datetime.now(UTC))
    except AccountRefused as refused:
        return _list_page(request, db, actor, form, {refused.field: str(refused)}, 422)
    return _to(request, "organisaties", "toegevoegd")


@router.get("/{member_id}")
def member_page(request: Request, db: Db, actor: Administrator, member_id: RowId) -> Response:
    """One organisation."""
    return _member_page(request, actor, _member(db, member_id))


@router.post("/{member_id}")
def change(
    request: Request, db: Db, actor: Administrator, member_id: RowId, form: Annotated[MemberForm, Form()]
) -> Response:
    """Change the name or the address; not over what somebody else changed in between."""
    member = _member(db, member_id)
    if form.stempel != _stamp(member):
        return _member_page(request, actor, member, form=form, errors={"": CHANGED}, status=409)
    try:
        members.change(db, member, name=form.naam, website=form.website, actor=actor, at=datetime.now(UTC))
    except AccountRefused as refused:
        errors = {refused.field: str(refused)}
        return _member_page(request, actor, member, form=form, errors=errors, status=422)
    return _to(request, f"organisaties/{member_id}", "opgeslagen")


@router.post("/{member_id}/stap")
def step(
    request: Request, db: Db, actor: Administrator, member_id: RowId, form: Annotated[StepForm, Form()]
) -> Response:
    """Let an organisation stop, or take part again."""
    member = _member(db, member_id)
    if form.stap not in {"stop", "start"}:
        return _member_page(request, actor, member, errors={"": "Deze stap bestaat niet."}, status=409)
    active = form.stap == "start"
    members.set_active(db, member, active=active, actor=actor, at=datetime.now(UTC))
    return _to(request, f"organisaties/{member_id}", "gestart" if active else "gestopt")


def _list_page(  # noqa: PLR0917  (a page and what was typed on it)
    request: Request, db: Session, actor: Actor, form: MemberForm, errors: dict[str, str], status: int = 200
) -> Response:
    context = {
        "organisaties": members.everyone(db),
        "getypt": form,
        "fouten": errors,
        "gelukt": DONE.get(request.query_params.get("gelukt", "")),
    }
    return editor_page(request, actor, "redactie/mensen/organisaties.html", context, status=status)


def _member_page(
    request: Request,
    actor: Actor,
    member: Member,
    *,
    form: MemberForm | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    context: dict[str, Any] = {
        "organisatie": member,
        "getypt": form or MemberForm(naam=member.name, website=member.website or ""),
        "stempel": _stamp(member),
        "fouten": errors or {},
        "gelukt": DONE.get(request.query_params.get("gelukt", "")) if not errors else None,
    }
    return editor_page(request, actor, "redactie/mensen/organisatie.html", context, status=status)


def _member(db: Session, member_id: int) -> Member:
    member = db.get(Member, member_id)
    if member is None:
        raise NotFoundError
    return member


def _stamp(member: Member) -> str:
    """Tells one state of what the form changes from another."""
    return sha256(repr((member.name, member.website)).encode()).hexdigest()[:16]


def _to(request: Request, part: str, done: str) -> Response:
    return RedirectResponse(urls_of(request).redactie(part, gelukt=done), 303, PRIVATE)
