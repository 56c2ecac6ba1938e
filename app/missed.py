"""Which searches without a result are counted, and under which text: what was asked, never who asked."""

import re

from fastapi import Request

from app.filters import Question
from app.missed_rows import NOT_KEPT, Times
from search.dutch import folded_words
from search.engine import Answer

MOST_WORDS = 6
MOST_CHARACTERS = 60
MOST_DIGITS = 4
_ADDRESS = re.compile(r"@|://|www\.|\.(?:nl|com|org|net|eu|be|de|info|frl|amsterdam)\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{4}\s?[a-z]{2}\b", re.IGNORECASE)
_ROBOT = re.compile(r"bot\b|bots\b|crawl|spider|slurp|preview|monitor|archiver|scrap", re.IGNORECASE)
_AGAIN = ("no-cache", "max-age=0")


def kept_text(text: str) -> str | None:
    """The folded words under which a text is counted; NOT_KEPT when it may tell who someone is.

    Mail and web addresses, postcodes, numbers that may be a date of birth, a telephone or a citizen service
    number, and long texts are never stored. None for a text without words.
    """
    words = folded_words(text)
    if not words:
        return None
    kept = " ".join(words)
    long = len(words) > MOST_WORDS or max(len(kept), len(text.strip())) > MOST_CHARACTERS
    digits = sum(char.isdigit() for char in text)
    if long or digits > MOST_DIGITS or _ADDRESS.search(text) or _POSTCODE.search(text):
        return NOT_KEPT
    return kept


def times_missed(question: Question, answer: Answer) -> Times | None:
    """How a search counts; None when it found what was asked.

    Only plain searches count: with filters, the filters may be what is in the way.
    """
    query = question.query
    filtered = query.facets or query.year_from or query.year_to
    if not query.text or filtered or query.page > 1:
        return None
    if answer.total == 0:
        return Times(nothing=1)
    return Times(partly=1) if answer.left_out else None


def is_typed(request: Request) -> bool:
    """Whether a person asked for this page just now: no robot, no page fetched ahead, no reload.

    Parts of the page (htmx) follow after a search that was counted; editors come from their own list.
    """
    headers = request.headers
    if request.scope.get("asked_method", "GET") != "GET" or headers.get("hx-request"):
        return False
    ahead = any("pre" in headers.get(name, "").lower() for name in ("sec-purpose", "purpose", "x-moz"))
    again = any(word in headers.get("cache-control", "").lower() for word in _AGAIN)
    from_editors = "/redactie" in headers.get("referer", "")
    return not (ahead or again or from_editors or _ROBOT.search(headers.get("user-agent", "")))
