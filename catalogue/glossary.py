"""The glossary, and where its words occur in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from catalogue.register_file import DATA, by_key
from catalogue.schema import Document, field
from catalogue.yaml_exact import load

_APOSTROPHES = "['’]"


class GlossaryTerm(Document):
    """A word with its explanation, and the other forms that lead to it."""

    id: str = field("id", "Kenmerk", "Vast kenmerk van dit begrip.", pattern=r"^[a-z0-9-]+$")
    term: str = field("term", "Begrip", "Het woord dat wordt uitgelegd.")
    also: tuple[str, ...] = field("ook", "Ook wel", "Andere woorden en vormen voor hetzelfde.", default=())
    explanation: str = field("uitleg", "Uitleg", "Wat het woord betekent.")
    example: str | None = field("voorbeeld", "Voorbeeld", "Een voorbeeld bij de uitleg.", default=None)
    see_also: tuple[str, ...] = field("zie_ook", "Zie ook", "Begrippen die erbij horen.", default=())
    source: str | None = field("bron", "Bron", "Waar de uitleg op steunt.", default=None)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every word that leads to this term, itself first."""
        return (self.term, *self.also)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; with the id of a term where it should become a link."""

    text: str
    term_id: str | None = None


class Glossary:
    """Terms with one pattern that finds all their forms.

    Raises ValueError for an id or form that is used twice, and for a reference to a term that is not there.
    """

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.terms = tuple(terms)
        ids = by_key((term.id for term in self.terms), self.terms)
        for term in self.terms:
            if missing := set(term.see_also) - ids.keys():
                raise ValueError(
                    f"“{term.id}” verwijst naar {', '.join(sorted(missing))}, maar dat begrip is er niet."
                )
        pairs = [(_key(form), term.id) for term in self.terms for form in term.forms]
        self._by_form: Mapping[str, str] = by_key((form for form, _ in pairs), (id for _, id in pairs))
        self._pattern = _pattern(self._by_form)

    def segments(self, text: str, seen: set[str]) -> tuple[Segment, ...]:
        """The text in pieces, with a term on the first occurrence of each.

        `seen` holds the terms that already have a link on the page, and is added to.
        """
        return tuple(self._segments(text, seen))

    def _segments(self, text: str, seen: set[str]) -> Iterator[Segment]:
        done = 0
        for found in self._pattern.finditer(_lower(text)):
            id = self._by_form[_key(found.group())]
            if id in seen:
                continue
            seen.add(id)
            start, end = found.span()
            if start > done:
                yield Segment(text[done:start])
            yield Segment(text[start:end], id)
            done = end
        if done < len(text):
            yield Segment(text[done:])


def _lower(text: str) -> str:
    """Lower case, letter by letter, so that places in it are places in the text."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(_lower_letter(letter) for letter in text)


def _lower_letter(letter: str) -> str:
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter


def _key(form: str) -> str:
    """A form as it is looked up: without the differences that a reader does not see."""
    return re.sub(r"\s+", " ", _lower(form)).replace("’", "'")


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Whole words only, the longest form first. A word part before or after a hyphen is not a whole word.

    Made for text in lower case: a pattern that ignores case is ten times slower.
    """
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    if not longest_first:
        return re.compile(r"(?!)")
    one_of = "|".join(
        re.escape(form).replace(r"\ ", r"\s+").replace("'", _APOSTROPHES) for form in longest_first
    )
    return re.compile(rf"(?<![\w-])(?:{one_of})(?![\w-]|{_APOSTROPHES}\w)")


@cache
def glossary() -> Glossary:
    """The glossary in data/begrippen.yaml."""
    rows = load((DATA / "begrippen.yaml").read_text(encoding="utf-8"))
    return Glossary(GlossaryTerm.model_validate(row) for row in rows)


def terms() -> tuple[GlossaryTerm, ...]:
    """Every term, in the order of the file."""
    return glossary().terms


def segments(text: str, seen: set[str]) -> tuple[Segment, ...]:
    """The text in pieces, linking each term once per page; see Glossary.segments."""
    return glossary().segments(text, seen)
