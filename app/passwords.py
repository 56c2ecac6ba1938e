"""Passwords: how they are kept and which are refused.

The rules are those of NIST SP 800-63B and NCSC: length counts, no demands on the kinds of characters,
and nothing that stands on a list of known passwords or says who it belongs to.
"""

import re
import string
import unicodedata
from functools import cache

from pwdlib import PasswordHash
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST, LONGEST = 12, 200
_JUDGED = 72
"""So many characters are judged on being easy to guess; judging more takes long and says little more."""
_EASY = 1
"""Scores up to this of zxcvbn are guessed within a million tries."""
_WORDS = (
    "wachtwoord wachtwoorden welkom geheim zomer winter herfst lente voorjaar najaar januari februari maart "
    "april juni juli augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag "
    "zaterdag zondag vakantie nederland amsterdam rotterdam utrecht sociaalwerk welzijn"
)
"""What the lists, which are English, lack: the words with which Dutch passwords begin."""
_DUTCH = frozenset(_WORDS.split())
_AROUND = string.digits + string.punctuation + string.whitespace
_TRIMMING = 9
"""More digits and signs than this around a word count for themselves."""
_TELLING = 4
"""Parts of a name of fewer letters are found in any sentence."""
_hasher = PasswordHash.recommended()


def hash_of(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def verify(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether a password is the right one, and a new text to keep when the old one is out of date.

    Without anything kept the same work is done, so that the time taken does not tell whether there is an
    account.
    """
    if kept is None or len(password) > LONGEST:
        _hasher.verify(password[:LONGEST], _nobodys())
        return False, None
    return _hasher.verify_and_update(password, kept)


def objection(password: str, *, name: str = "", email: str = "", site: str = "") -> str | None:
    """Why a new password is refused, and what to do; None when it is good."""
    if len(password) < SHORTEST:
        return (
            f"Gebruik minstens {SHORTEST} tekens. Een zin van een paar woorden is lang en goed te onthouden."
        )
    if len(password) > LONGEST:
        return f"Gebruik hoogstens {LONGEST} tekens."
    if _holds(password, _telling(name, email, site)):
        return "Gebruik niet uw naam, uw e-mailadres of de naam van deze site in het wachtwoord."
    if _is_known(password):
        return (
            "Dit wachtwoord staat op lijsten van bekende wachtwoorden, of lijkt daar te veel op. "
            "Kies een ander, bijvoorbeeld een zin van een paar woorden."
        )
    return None


def _is_known(password: str) -> bool:
    plain = password.casefold()
    core = plain.strip(_AROUND)
    # A year and some signs around a known word: people do that, and programs that guess know it.
    is_trimmed = len(plain) - len(core) <= _TRIMMING
    if plain in _common() or (is_trimmed and (core in _common() or core in _DUTCH)):
        return True
    score: int = zxcvbn(password[:_JUDGED])["score"]
    return score <= _EASY


def _telling(name: str, email: str, site: str) -> set[str]:
    account = email.partition("@")[0]
    words = [
        *re.split(r"\s+", name),
        *re.split(r"[._+-]+", account),
        name,
        account,
        site,
        site.partition(" ")[0],
    ]
    return {plain for word in words if len(plain := _letters(word)) >= _TELLING}


def _holds(password: str, words: set[str]) -> bool:
    plain = _letters(password)
    return any(word in plain for word in words)


def _letters(text: str) -> str:
    """Letters and digits only, without accents and capitals: "Daniëlle" is in "DANIELLE!"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


@cache
def _common() -> frozenset[str]:
    listed = FREQUENCY_LISTS["passwords"]
    return frozenset(listed.split(",") if isinstance(listed, str) else listed)


@cache
def _nobodys() -> str:
    """What is compared when there is no account: made once, with today's settings."""
    return _hasher.hash("van niemand")
