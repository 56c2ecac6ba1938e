"""Writing mail: texts from templates/mail, in plain lines that every program shows well."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.formats import AMSTERDAM, datum
from app.pages import ROOT
from app.settings import Settings
from app.urls import Urls

WIDTH = 76
"""Characters on a line (RFC 5322 2.1.1 asks for at most 78)."""
LONGEST_SUBJECT = 150
CUT = "\x1e"
"""Parts the pieces of a text. Nobody can type it: what people typed has no such characters left."""
_BLANK = re.compile(r"\s+")
_LISTED = re.compile(r"(- |> )")


@dataclass(frozen=True, slots=True)
class Letter:
    """A written message. `core` is the text without greeting and explanation, as a digest shows it."""

    subject: str
    core: str
    body: str


class Letters:
    """Writes messages. What people typed comes through `one_line`, or goes through the filter `citaat`."""

    def __init__(self, settings: Settings) -> None:
        self.urls = Urls(settings.base_url)
        # Plain text has no markup that a value could break out of.
        self._env = Environment(
            loader=FileSystemLoader(ROOT / "templates" / "mail"),
            autoescape=False,  # noqa: S701
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters |= {"citaat": quoted, "datum": datum, "moment": moment}
        self._env.globals |= {
            "snede": CUT,
            "site_naam": settings.site_name,
            "instellen": self.urls.absolute(self.urls.account("mail")),
        }

    def write(self, name: str, context: Mapping[str, Any]) -> Letter:
        """A message from the template with this name. Raises jinja2 errors."""
        text = self._env.get_template(f"{name}.txt").render(context)
        subject, greeting, core, end = (part.strip() for part in text.split(CUT))
        return Letter(
            subject=one_line(subject)[:LONGEST_SUBJECT],
            core=wrapped(core),
            body="\n".join((wrapped(greeting), wrapped(core), wrapped(end))),
        )


def one_line(text: object) -> str:
    """What somebody typed, without line breaks and other characters that steer."""
    spaced = "".join(sign if sign.isprintable() else " " for sign in str(text))
    return _BLANK.sub(" ", spaced).strip()


def quoted(text: object) -> str:
    """What somebody typed, marked as such: it can never pass for a text of the site."""
    lines = [one_line(line) for line in str(text).splitlines()]
    return "\n".join(f"> {line}" for line in lines if line)


def moment(at: Any) -> str:
    """A day and time in the Netherlands."""
    return f"{datum(at)} om {at.astimezone(AMSTERDAM):%H:%M} uur"


def wrapped(text: str) -> str:
    """The text in lines of a sane length; addresses stay whole, or nobody could click them."""
    lines = [line for given in text.strip().splitlines() for line in _lines(given.rstrip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _lines(line: str) -> Iterator[str]:
    mark = _LISTED.match(line)
    indent = {"> ": "> ", "- ": "  "}[mark[0]] if mark is not None else ""
    yield from textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]
