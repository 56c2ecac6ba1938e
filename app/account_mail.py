"""Messages about somebody's own account: they go at once, whatever somebody chose about messages."""

from datetime import datetime

from sqlmodel import Session

from app.formats import datum
from app.settings import Settings
from app.urls import Urls
from catalogue.editing.access import LASTS
from catalogue.editing.post import post
from catalogue.editing.tokens import hashed
from catalogue.tables_people import Person
from catalogue.terms_workflow import LinkKind


def send_invitation(db: Session, settings: Settings, person: Person, token: str, at: datetime) -> None:
    """Send the link with which somebody takes an account into use."""
    until = datum(at + LASTS[LinkKind.INVITATION])
    body = f"""Beste {person.name},

U bent uitgenodigd om mee te werken aan {settings.site_name}. Open deze link en kies een wachtwoord:

{link_to(settings, token)}

De link werkt één keer, tot en met {until}. Werkt hij niet meer? Vraag dan een nieuwe uitnodiging aan
{settings.contact_name}.

Verwachtte u deze uitnodiging niet? Dan hoeft u niets te doen.
"""
    _send(db, person, "uitnodiging", f"Uitnodiging voor {settings.site_name}", body, token=token, at=at)


def send_password_link(db: Session, settings: Settings, person: Person, token: str, at: datetime) -> None:
    """Send the link with which somebody chooses a new password."""
    body = f"""Beste {person.name},

Iemand vroeg een nieuw wachtwoord aan voor uw account bij {settings.site_name}. Was u dat? Open dan deze link
en kies een nieuw wachtwoord:

{link_to(settings, token)}

De link werkt één keer, twee uur lang.

Vroeg u dit niet aan? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het was.
"""
    _send(db, person, "wachtwoord", f"Nieuw wachtwoord voor {settings.site_name}", body, token=token, at=at)


def tell_password_changed(db: Session, settings: Settings, person: Person, at: datetime) -> None:
    """Tell somebody that the password is another now, so that a thief does not stay unseen."""
    forgotten = Urls(settings.base_url).wachtwoord_vergeten()
    body = f"""Beste {person.name},

Het wachtwoord van uw account bij {settings.site_name} is gewijzigd. Op andere apparaten bent u afgemeld.

Deed u dit niet zelf? Vraag dan meteen een nieuw wachtwoord aan en laat het weten aan {settings.contact_name}:

{settings.base_url}{forgotten}
"""
    key = f"wachtwoord-gewijzigd:{person.id}:{at.isoformat()}"
    _send(db, person, "beveiliging", "Uw wachtwoord is gewijzigd", body, key=key, at=at)


def link_to(settings: Settings, token: str) -> str:
    """The whole address of a link that works once."""
    urls = Urls(settings.base_url)
    return urls.absolute(urls.eenmalig(token))


def _send(
    db: Session,
    person: Person,
    kind: str,
    subject: str,
    body: str,
    *,
    at: datetime,
    token: str = "",
    key: str = "",
) -> None:
    key = key or f"{kind}:{hashed(token)}"
    post(
        db,
        person.email,
        key=key,
        kind=kind,
        subject=subject,
        body=body,
        at=at,
        person_id=person.id,
    )
