"""What people type into forms, before anything else looks at it."""

import unicodedata
from datetime import UTC, date, datetime, time

from app.formats import AMSTERDAM, datum

LONGEST = 4_000
_BREAKS = "\n\t"


def clean(text: str) -> str:
    """One kind of line ends, no characters that nobody can see, NFC."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(one for one in lines if one in _BREAKS or not unicodedata.category(one).startswith("C"))
    return unicodedata.normalize("NFC", seen).strip()


def too_long(text: str) -> str | None:
    """What to say of a text that does not fit; None when it does."""
    return None if len(text) <= LONGEST else f"Maak dit korter: hoogstens {LONGEST} tekens."


def moment_of(day: str, clock: str) -> datetime | None:
    """A day and a time in the Netherlands; None for what is no day or no time."""
    try:
        chosen = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), AMSTERDAM)
        return chosen.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def in_words(moment: datetime) -> str:
    """A moment in Dutch time: "27 november 2026 om 10.00 uur"."""
    return f"{datum(moment)} om {moment.astimezone(AMSTERDAM):%H.%M} uur"


def page_number(text: str) -> int:
    """A page of a list as an address asks for it; nonsense is the first."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 and int(text) else 1  # noqa: PLR2004


def safe_return(address: str) -> str:
    """An address to go back to, if it is one of the desk; empty otherwise."""
    path = address.partition("?")[0].partition("#")[0]
    is_ours = path.startswith("/redactie") and "\\" not in address and "//" not in path
    return address if is_ours and address.isprintable() else ""
