"""The fixed texts of the site: Markdown files in data/teksten, read once and made safe."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from app.pages import ROOT
from app.urls import Urls
from catalogue import glossary

FOLDER = ROOT / "data" / "teksten"
HANDBOOK = ROOT / "data" / "handleiding" / "redactie.md"
PICTURES = "/static/handleiding/"
NAMES = ("over", "handleiding", "toegankelijkheid", "privacy", "cookies", "contact", "open-data", "licenties")
NOTHING: Mapping[str, str] = MappingProxyType({})

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_STEP = re.compile(r"(Stap \d+)\.\s+")
_BLOCK = 3  # tokens of a heading or paragraph: open, words, close
_EXAMPLE = re.compile(r"<p>Rekenvoorbeeld: (.)(.*?)</p>", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_ATTRIBUTES = {
    "a": {"href", "class"},
    "p": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "table": {"class"},
    "th": {"scope"},
    "ol": {"start"},
    "img": {"src", "alt", "class", "loading"},
}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the second level with what stands below it. `step` is "Stap 3" in "Stap 3. Lees …"."""

    id: str
    heading: str
    html: Markup

    @property
    def step(self) -> str | None:
        """The first words of a numbered heading."""
        found = _STEP.match(self.heading)
        return found[1] if found else None

    @property
    def name(self) -> str:
        """The heading without its number."""
        return _STEP.sub("", self.heading)


@dataclass(frozen=True, slots=True)
class Text:
    """A fixed text: `lead` is its first paragraph, `intro` what else stands before the first part."""

    title: str
    lead: Markup
    intro: Markup
    parts: tuple[Part, ...]
    description: str


class PlaceholderError(LookupError):
    """A text asks for a value that nobody gave."""


def text(name: str, values: Mapping[str, str] = NOTHING) -> Text:
    """A text with its placeholders filled in. Raises PlaceholderError for a placeholder without a value."""
    return _text(FOLDER / f"{name}.md", tuple(sorted(values.items())))


def handbook() -> Text:
    """The handbook for editors, with its pictures."""
    return _text(HANDBOOK, ())


def sections(name: str, values: Mapping[str, str] = NOTHING) -> Mapping[str, Markup]:
    """The parts of a text by their heading; what stands before the first heading has the empty name."""
    whole = text(name, values)
    return {"": whole.lead + whole.intro, **{part.heading: part.html for part in whole.parts}}


@cache
def _text(path: Path, values: tuple[tuple[str, str], ...]) -> Text:
    tokens = _reader().parse(_filled(path.read_text("utf-8"), dict(values)))
    _link_terms(tokens)
    starts = [
        place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"
    ]
    intro = tokens[_BLOCK : (starts or [len(tokens)])[0]]
    parts, used = [], set[str]()
    for start, end in pairwise([*starts, len(tokens)]):
        heading = _plain(tokens[start + 1])
        parts.append(Part(_anchor(heading, used), heading, _html(tokens[start + _BLOCK : end])))
    intro[0].attrSet("class", "mk-lead")
    lead, rest = _html(intro[:_BLOCK]), _html(intro[_BLOCK:])
    return Text(_plain(tokens[1]), lead, rest, tuple(parts), _first_sentence(intro[1]))


def _anchor(heading: str, used: set[str]) -> str:
    """The id of a heading, unique in its text."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "deel"
    anchor = next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if name not in used)
    used.add(anchor)
    return anchor


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    # A wide table scrolls in a region of its own that a keyboard can reach.
    region = '<div class="mk-table" role="region" tabindex="0" aria-label="Tabel">\n'
    reader.add_render_rule("table_open", lambda *_: f'{region}<table class="utrecht-table">\n')
    reader.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    reader.add_render_rule("image", _picture)
    return reader


def _picture(_: object, tokens: Sequence[Token], place: int, *__: object) -> str:
    """A picture of the handbook, from this site only."""
    source, words = str(tokens[place].attrGet("src") or ""), escape(tokens[place].content)
    name = escape(source.rpartition("/")[2])
    return f'<img class="mk-shot" loading="lazy" src="{PICTURES}{name}" alt="{words}">'


def _html(tokens: Sequence[Token]) -> Markup:
    reader = _reader()
    made = _EXAMPLE.sub(_framed, reader.renderer.render(tokens, reader.options, {}))
    tags = {*"p h2 h3 ul ol li blockquote strong em code pre a hr br".split()}  # noqa: SIM905
    tags |= {"img", "div", "table", "thead", "tbody", "tr", "th", "td"}
    safe = nh3.clean(
        made, tags=tags, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto"}
    )
    return Markup(safe)  # noqa: S704  (made safe on the line above)


def _framed(example: re.Match[str]) -> str:
    """A worked example in a frame of its own, so that invented figures are never taken for found ones."""
    title = '<p class="mk-notice__title">Rekenvoorbeeld</p>'
    body = f'<div class="mk-notice__body">{title}<p>{example[1].upper()}{example[2]}</p></div>'
    return f'<div class="utrecht-alert mk-notice mk-notice--info">{body}</div>'


def _filled(source: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values:
            message = f"No value for {name!r} in a fixed text"
            raise PlaceholderError(message)
        if "@" in values[name]:
            return f"<{values[name]}>"  # an e-mail address becomes a link
        return _PUNCTUATION.sub(r"\\\1", values[name])  # no character of a name acts as Markdown

    return _PLACEHOLDER.sub(value, source)


def _link_terms(tokens: Sequence[Token]) -> None:
    """Link the first mention of each glossary term, in running text only."""
    seen: set[str] = set()
    for before, token in pairwise(tokens):
        if token.type != "inline" or before.type == "heading_open":
            continue
        depth = 0
        linked: list[Token] = []
        for child in token.children or []:
            depth += child.nesting if child.type.startswith("link_") else 0
            linked += _with_links(child, seen) if child.type == "text" and not depth else [child]
        token.children = linked


def _with_links(token: Token, seen: set[str]) -> Iterator[Token]:
    for segment in glossary.segments(token.content, seen):
        word = Token("text", "", 0, content=segment.text)
        if segment.term_id is None:
            yield word
            continue
        attributes: dict[str, str | int | float] = {
            "href": Urls("").begrippen(segment.term_id),
            "class": "mk-term",
        }
        yield Token("link_open", "a", 1, attrs=attributes)
        yield word
        yield Token("link_close", "a", -1)


def _plain(inline: Token) -> str:
    """The words of a line without their marking."""
    return "".join(" " if child.type == "softbreak" else child.content for child in inline.children or [])


def _first_sentence(inline: Token) -> str:
    return _SENTENCE_END.split(_plain(inline), maxsplit=1)[0]
