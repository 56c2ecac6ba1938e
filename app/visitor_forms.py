"""Forms for visitors without an account: a trap for robots, a clock without cookies, and a limit.

Nothing about a visitor is kept. A form carries the moment on which it was opened, signed, so that a
robot that fills in a form within a second is told from a person.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import Request
from pydantic import BaseModel

from app.settings import Settings
from app.throttle import TIP_ADDRESS, TooManyTries, client_of, duration

NOT_KEPT = {"Cache-Control": "no-store"}
"""A form carries its own moment, and an answer what somebody typed."""
SHORTEST_SECONDS = 3
LONGEST_SECONDS = 48 * 3600
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_EMAIL = re.compile(r"[^@\s<>\"(),;:\\]+@[^@\s<>\"(),;:\\]+\.[^@\s<>\"(),;:\\.]+")


class VisitorForm(BaseModel):
    """What each form has besides its own fields."""

    bijnaam: str = ""
    """The trap: people do not see this field."""
    geopend: str = ""
    """When the form was opened, signed."""


def stamp(settings: Settings, now: datetime) -> str:
    """The moment on which a form is opened, signed."""
    seconds = str(int(now.timestamp()))
    return f"{seconds}.{_signature(settings, seconds)}"


def seconds_open(settings: Settings, text: str, now: datetime) -> int | None:
    """How long ago a form was opened; None for a moment that this site did not sign."""
    seconds, _, signature = text.partition(".")
    is_ours = hmac.compare_digest(signature.encode(), _signature(settings, seconds).encode())
    return int(now.timestamp()) - int(seconds) if is_ours else None


def is_trapped(form: VisitorForm) -> bool:
    """Whether something was filled in that only robots see."""
    return bool(form.bijnaam)


def objection(request: Request, form: VisitorForm, name: str) -> str | None:
    """Why a form is not accepted now, in Dutch; None when it is. Counts against the limit of that name."""
    opened = seconds_open(request.state.settings, form.geopend, datetime.now(UTC))
    if opened is None or opened > LONGEST_SECONDS:
        return "Het formulier stond lang open. Kijk na wat u schreef en verstuur het nog een keer."
    if opened < SHORTEST_SECONDS:
        return "Dat ging wel heel snel. Wacht een paar tellen en verstuur het nog een keer."
    try:
        request.state.throttle.check(TIP_ADDRESS, f"{name} {client_of(request)}")
    except TooManyTries as error:
        wait = duration(error.seconds)
        return f"U stuurde al veel berichten. Wacht {wait} en verstuur dit dan opnieuw, of mail ons."
    return None


def moment_for(request: Request, form: VisitorForm | None = None) -> str:
    """The moment for a form that is shown: still that of the first time, as long as it is valid."""
    now = datetime.now(UTC)
    settings = request.state.settings
    if form is not None:
        opened = seconds_open(settings, form.geopend, now)
        if opened is not None and opened <= LONGEST_SECONDS:
            return form.geopend
    return stamp(settings, now)


def cleaned(text: str) -> str:
    """Typed text without characters that nobody sees, and with one kind of line end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).strip()


def one_line(text: str) -> str:
    """The same for a field of one line."""
    return " ".join(cleaned(text).split())


def too_long(fields: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """What to say at fields that hold more than fits; a field is its text with its longest length."""
    return {
        name: f"Maak dit korter: hoogstens {longest} tekens. Het zijn er nu {len(text)}."
        for name, (text, longest) in fields.items()
        if len(text) > longest
    }


def email_fault(text: str) -> str | None:
    """What is wrong with an e-mail address that may be left out."""
    if not text or (_EMAIL.fullmatch(text) and len(text) <= 254):  # noqa: PLR2004  (RFC 5321)
        return None
    return "Dit lijkt geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"


def address_fault(text: str) -> str | None:
    """What is wrong with a web address that may be left out."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_right = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not parts.username
        _ = parts.port
    except ValueError:
        is_right = False
    return None if is_right and " " not in text else "Dit lijkt geen webadres. Begin met https://"


def _signature(settings: Settings, text: str) -> str:
    key = settings.secret.get_secret_value().encode()
    return hmac.new(key, f"formulier {text}".encode(), hashlib.sha256).hexdigest()
