"""For administrators: the people with an account, inviting, roles, stopping."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app import demo
from app.account_mail import send_invitation
from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.errors import NotFoundError
from app.forms import PostedForm, RowId
from app.identity import IDLE, Administrator
from app.pages import urls_of
from catalogue.editing import access, accounts, erasing, members, people_list, second_step
from catalogue.editing.accounts import Profile
from catalogue.editing.actor import Actor
from catalogue.editing.errors import AccountRefused, EditRefused
from catalogue.editing.people_list import Standing, standing_of
from catalogue.editing.trail import Action, record
from catalogue.tables_people import Member, Person
from catalogue.terms_workflow import AccountRole

router = APIRouter(prefix="/redactie/mensen")
DONE = {
    "uitgenodigd": "De uitnodiging is verstuurd.",
    "opgeslagen": "De wijziging is opgeslagen.",
    "gestopt": "Dit account is stilgezet. De persoon is overal afgemeld.",
    "gestart": "Dit account is weer in gebruik.",
    "gewist": "De gegevens zijn gewist. Het logboek noemt deze persoon voortaan ‘Voormalig medewerker’.",
    "afgemeld": "De persoon is overal afgemeld.",
    "tweede-stap-uit": "De tweede stap staat uit. De persoon kan zich nu zonder code aanmelden.",
}
CHANGED = (
    "Iemand anders wijzigde dit account intussen. Hieronder staat wat u invulde; daarboven staat hoe het nu "
    "is. Kijk of het nog klopt en sla het dan opnieuw op."
)
_NUMBER = re.compile(r"[0-9]{1,9}")
NO_DEMO = "Adressen die eindigen op @voorbeeld.nl zijn oefenaccounts. Die werken op deze site niet."


class ProfileForm(PostedForm):
    """What an administrator fills in about somebody. `stempel` tells how the account stood before."""

    naam: str = ""
    rol: list[str] = []  # noqa: RUF012  (Pydantic copies it)
    organisatie: str = ""
    stempel: str = ""

    def profile(self) -> Profile:
        """What was asked. Raises AccountRefused for a role or organisation that does not exist."""
        try:
            roles = frozenset(AccountRole(role) for role in self.rol)
        except ValueError:
            raise AccountRefused("Kies rollen uit de lijst.", "rol") from None
        if self.organisatie and not _NUMBER.fullmatch(self.organisatie):
            raise AccountRefused("Kies een organisatie uit de lijst.", "organisatie")
        member_id = int(self.organisatie) if self.organisatie else None
        return Profile(self.naam, roles, member_id)


class InvitationForm(ProfileForm):
    """Inviting somebody."""

    email: str = ""


class StepForm(PostedForm):
    """One step with an account."""

    stap: str = ""


@router.get("")
def people(  # noqa: PLR0917  (the parameters of the page)
    request: Request,
    db: Db,
    actor: Administrator,
    q: str = "",
    rol: str = "",
    stand: str = "",
    pagina: str = "",
) -> Response:
    """The list, searched and narrowed."""
    role = next((one for one in AccountRole if one == rol), None)
    standing = next((one for one in Standing if one == stand), None)
    number = int(pagina) if _NUMBER.fullmatch(pagina) else 1
    found = people_list.people_page(db, q[:100], role, standing, number)
    context = {
        "lijst": found,
        "q": q[:100],
        "rol": role,
        "stand": standing,
        "rollen": list(AccountRole),
        "standen": list(Standing),
        "gelukt": DONE.get(request.query_params.get("gelukt", "")),
    }
    return editor_page(request, actor, "redactie/mensen/mensen.html", context)


@router.get("/uitnodigen")
def ask_invitation(request: Request, db: Db, actor: Administrator) -> Response:
    """The form to invite somebody."""
    return _invitation_page(request, db, actor, InvitationForm(), {})


@router.post("/uitnodigen")
def invite(
    request: Request, db: Db, actor: Administrator, form: Annotated[InvitationForm, Form()]
) -> Response:
    """Make the account and mail the link with which its owner takes it into use."""
    at = datetime.now(UTC)
    if demo.is_refused(request.state.settings, form.email):
        return _invitation_page(request, db, actor, form, {"email": NO_DEMO}, 422)
    try:
        person, token = accounts.invite(db, form.email, form.profile(), actor, at)
    except AccountRefused as refused:
        return _invitation_page(request, db, actor, form, {refused.field: str(refused)}, 422)
    send_invitation(db, request.state.settings, person, token, at)
    return _to(request, f"mensen/{person.id}", "uitgenodigd")


@router.get("/{person_id}")
def person_page(request: Request, db: Db, actor: Administrator, person_id: RowId) -> Response:
    """One person."""
    return _person_page(request, db, actor, _person(db, person_id))


@router.post("/{person_id}")
def change(
    request: Request, db: Db, actor: Administrator, person_id: RowId, form: Annotated[ProfileForm, Form()]
) -> Response:
    """Change name, roles or organisation; not over what somebody else changed in between."""
    person = _person(db, person_id)
    if form.stempel != _stamp(db, person):
        return _person_page(request, db, actor, person, form=form, errors={"": CHANGED}, status=409)
    try:
        accounts.change(db, person, form.profile(), actor, datetime.now(UTC))
    except AccountRefused as refused:
        errors = {refused.field: str(refused)}
        return _person_page(request, db, actor, person, form=form, errors=errors, status=422)
    return _to(request, f"mensen/{person_id}", "opgeslagen")


@router.post("/{person_id}/stap")
def step(
    request: Request, db: Db, actor: Administrator, person_id: RowId, form: Annotated[StepForm, Form()]
) -> Response:
    """Stop or restart the account, invite again, sign out everywhere, or turn off the second step."""
    person = _person(db, person_id)
    try:
        done = _take(request, db, actor, person, form.stap)
    except AccountRefused as refused:
        return _person_page(request, db, actor, person, errors={"": str(refused)}, status=409)
    return _to(request, f"mensen/{person_id}", done)


def _take(request: Request, db: Session, actor: Actor, person: Person, wanted: str) -> str:
    """Take a step; returns the word for what was done. Raises AccountRefused."""
    at = datetime.now(UTC)
    match wanted:
        case "stop":
            accounts.stop(db, person, actor, at)
            return "gestopt"
        case "start":
            if erasing.is_erased(person):
                raise AccountRefused("De gegevens van dit account zijn gewist. Nodig de persoon opnieuw uit.")
            if demo.is_refused(request.state.settings, person.email):
                raise AccountRefused(NO_DEMO)
            accounts.restart(db, person, actor, at)
            return "gestart"
        case "uitnodigen":
            token = accounts.invite_again(db, person, actor, at)
            send_invitation(db, request.state.settings, person, token, at)
            return "uitgenodigd"
        case "wissen":
            _erase(db, actor, person, at)
            return "gewist"
        case "afmelden":
            access.end_sign_ins(db, person, at)
            details = {"persoon": person.id}
            record(db, Action.SIGNED_OUT_EVERYWHERE, actor, at, subject=person.name, details=details)
            return "afgemeld"
        case "tweede-stap-uit":
            second_step.turn_off(db, person, actor, at)
            return "tweede-stap-uit"
        case _:
            raise AccountRefused("Deze stap bestaat niet.")


def _erase(db: Session, actor: Actor, person: Person, at: datetime) -> None:
    """Erase who somebody is; only once the account is stopped, so that one click cannot do it."""
    if person.is_active:
        raise AccountRefused("Zet dit account eerst stil.")
    try:
        erasing.erase(db, person, actor, at)
    except EditRefused as refused:
        raise AccountRefused(str(refused)) from refused


def _invitation_page(  # noqa: PLR0917  (a page and what was typed on it)
    request: Request,
    db: Session,
    actor: Actor,
    form: InvitationForm,
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    context = {
        "getypt": form,
        "rollen": list(AccountRole),
        "organisaties": _choices(db, None),
        "fouten": errors,
    }
    return editor_page(request, actor, "redactie/mensen/uitnodigen.html", context, status=status)


def _person_page(
    request: Request,
    db: Session,
    actor: Actor,
    person: Person,
    *,
    form: ProfileForm | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    roles = accounts.roles_of(db, person)
    member = db.get(Member, person.member_id) if person.member_id else None
    now = ProfileForm(
        naam=person.name, rol=sorted(roles), organisatie=str(person.member_id or ""), stempel=""
    )
    context: dict[str, Any] = {
        "persoon": person,
        "stand": standing_of(person),
        "nu_rollen": [role for role in AccountRole if role in roles],
        "nu_organisatie": member.name if member else None,
        "getypt": form or now,
        "stempel": _stamp(db, person),
        "rollen": list(AccountRole),
        "organisaties": _choices(db, person.member_id),
        "aanmeldingen": len(access.sign_ins_of(db, person.id, datetime.now(UTC), IDLE)),
        "gewist": erasing.is_erased(person),
        "code_aan": second_step.is_on(person),
        "fouten": errors or {},
        "gelukt": DONE.get(request.query_params.get("gelukt", "")) if not errors else None,
    }
    return editor_page(request, actor, "redactie/mensen/persoon.html", context, status=status)


def _choices(db: Session, present: int | None) -> list[tuple[str, str]]:
    return [(str(member.id), member.name) for member in members.choices(db, present)]


def _person(db: Session, person_id: int) -> Person:
    person = db.get(Person, person_id)
    if person is None:
        raise NotFoundError
    return person


def _stamp(db: Session, person: Person) -> str:
    """Tells one state of what the form changes from another."""
    profile = accounts.profile_of(db, person)
    facts = (profile.name, sorted(profile.roles), profile.member_id)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def _to(request: Request, part: str, done: str) -> Response:
    return RedirectResponse(urls_of(request).redactie(part, gelukt=done), 303, PRIVATE)
