"""The codes of the second step: RFC 6238, six digits, half a minute, one step of grace on both sides."""

import hmac
from datetime import datetime

from cryptography.fernet import InvalidToken
from markupsafe import Markup
from pyotp import TOTP, random_base32
from segno import make_qr

from app.secret_keys import SECOND_STEP, cipher
from app.settings import Settings
from catalogue.tables_people import Person

STEP_SECONDS = 30
GRACE = 1


def new_secret(settings: Settings) -> str:
    """A secret for an app, encrypted as it is stored."""
    return cipher(settings, SECOND_STEP).encrypt(random_base32().encode()).decode()


def secret_of(settings: Settings, person: Person) -> str | None:
    """The secret as an app takes it; None without one, or when the secret of the site is another by now."""
    if person.totp_secret is None:
        return None
    try:
        return cipher(settings, SECOND_STEP).decrypt(person.totp_secret.encode()).decode()
    except InvalidToken:
        return None


def step_of(settings: Settings, person: Person, code: str, at: datetime) -> int | None:
    """The time step that a code belongs to; None when it is not right now, or was used already."""
    secret = secret_of(settings, person)
    typed = "".join(code.split())
    if secret is None or not typed.isascii():
        return None
    now = int(at.timestamp()) // STEP_SECONDS
    totp = TOTP(secret, interval=STEP_SECONDS)
    steps = [step for step in range(now - GRACE, now + GRACE + 1) if _is(totp, step, typed)]
    fresh = [step for step in steps if person.totp_step is None or step > person.totp_step]
    return fresh[0] if fresh else None


def picture(settings: Settings, person: Person) -> Markup:
    """The square that a telephone reads, as SVG without styles; dark on white in every colour scheme."""
    secret = secret_of(settings, person) or ""
    address = TOTP(secret).provisioning_uri(name=person.email, issuer_name=settings.site_name)
    svg = make_qr(address, error="m").svg_inline(
        border=4, light="#fff", svgclass="mk-qr", lineclass=None, omitsize=True
    )
    return Markup(svg)  # noqa: S704  (made here, of squares only)


def grouped(secret: str) -> str:
    """A secret in pieces of four, to type over."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def _is(totp: TOTP, step: int, typed: str) -> bool:
    return hmac.compare_digest(totp.at(step * STEP_SECONDS), typed)
