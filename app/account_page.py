"""One's own account: what the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app import codes, signing_in
from app.editor_pages import editor_page
from app.formats import AMSTERDAM, datum
from app.identity import IDLE
from catalogue.editing import access, second_step
from catalogue.editing.actor import Actor
from catalogue.editing.tokens import hashed
from catalogue.tables_people import Member, Person, SignIn
from catalogue.terms_workflow import AccountRole

DONE: Mapping[str, str] = MappingProxyType(
    {
        "wachtwoord": "Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld.",
        "aanmelding": "Die aanmelding is beëindigd.",
        "tweede-stap-aan": "De tweede stap staat aan. Bij het aanmelden vragen wij voortaan een code.",
        "tweede-stap-uit": "De tweede stap staat uit.",
        "mail": "Uw keuze voor berichten is opgeslagen.",
    }
)
"""What was done just now, by the word in the address."""


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """A sign-in as its owner sees it."""

    row: SignIn
    is_this_one: bool

    @property
    def since(self) -> str:
        """When it began, in words."""
        return _moment(self.row.created_at)

    @property
    def used(self) -> str:
        """When it was last used, in words; accurate to some minutes."""
        return _moment(self.row.seen_at)


def person_of(db: Session, actor: Actor) -> Person:
    """The row of who is signed in."""
    return db.get_one(Person, actor.id)


def _moment(at: datetime) -> str:
    return f"{datum(at)} om {at.astimezone(AMSTERDAM):%H.%M} uur"


def account_page(
    request: Request, db: Session, actor: Actor, errors: Mapping[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    """The page, with messages at fields that were wrong."""
    person = person_of(db, actor)
    member = db.get(Member, person.member_id) if person.member_id else None
    own = hashed(signing_in.token_in(request))
    rows = access.sign_ins_of(db, person.id, datetime.now(UTC), IDLE)
    settings = request.state.settings
    is_proposed = person.totp_secret is not None and not second_step.is_on(person)
    secret = codes.secret_of(settings, person) if is_proposed else None
    context = {
        "persoon": person,
        "rollen": [role for role in AccountRole if role in actor.roles],
        "organisatie": member.name if member else None,
        "aanmeldingen": [OwnSignIn(row, row.token_hash == own) for row in rows],
        "code_aan": second_step.is_on(person),
        "geheim": codes.grouped(secret) if secret else None,
        "plaatje": codes.picture(settings, person) if secret else None,
        "sso_naam": settings.oidc_name if settings.has_single_sign_on else None,
        "fouten": errors or {},
        "gelukt": DONE.get(request.query_params.get("gelukt", "")),
    }
    return editor_page(request, actor, "redactie/account.html", context, status=status)
