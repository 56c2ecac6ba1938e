"""How values look on a page: filters for templates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.price_view import omgerekend
from catalogue import glossary
from catalogue.documents import Result
from catalogue.editing.replies import paragraphs
from catalogue.figures import KnownFigure
from catalogue.money import date_text, euro, euro_short, number, per_euro, percent
from catalogue.schema import Unknown
from catalogue.vocabulary import RatioDefinition, Term
from catalogue.wording import own_number, span

LARGER_THAN_A_YEAR = 10_000
"""From here on a whole number gets points for its thousands; below it may be a year."""
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def datum(moment: date | datetime) -> str:
    """A day in words, in Dutch time."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(AMSTERDAM).date()
    return date_text(moment)


def tijd(moment: datetime) -> str:
    """The time of day in the Netherlands: "14:05"."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"


def dag_en_tijd(moment: datetime) -> str:
    """A day and time in the Netherlands: "27 november 2026, 14:05"."""
    return f"{datum(moment)}, {tijd(moment)}"


def tekst(fact: object) -> Markup:
    """A fact as text; an unknown one says why, in a way that cannot be taken for a value."""
    if isinstance(fact, Unknown):
        label, why = escape(fact.reason.label), escape(fact.reason.explanation)
        return Markup('<span class="mk-unknown" title="{}">{}</span>').format(why, label)
    if isinstance(fact, bool):
        return escape("ja" if fact else "nee")
    if isinstance(fact, Decimal) or (isinstance(fact, int) and fact >= LARGER_THAN_A_YEAR):
        return escape(number(fact))
    return escape(fact)


def waarde(fact: object) -> Markup:
    """A known fact of any kind: the label of a code, a number in Dutch, a text."""
    return escape(fact.label) if isinstance(fact, Term) else tekst(fact)


def bedrag(figure: KnownFigure | Unknown) -> Markup:
    """An amount of euros in words, or why it is unknown."""
    return tekst(figure) if isinstance(figure, Unknown) else escape(span(figure, euro))


def kort_bedrag(figure: KnownFigure | Unknown) -> Markup:
    """An amount of euros in its shortest exact form, or why it is unknown."""
    return tekst(figure) if isinstance(figure, Unknown) else escape(span(figure, euro_short))


def verhouding(result: Result) -> Markup:
    """A published ratio in the words of its kind: only benefits over costs and SROI are euros per euro."""
    ratio = result.ratio
    if isinstance(ratio, Unknown):
        return tekst(ratio)
    if result.ratio_definition is RatioDefinition.NET_RETURN:
        return escape(span(ratio, lambda value: percent(value * 100)) + " rendement")
    if result.ratio_definition is RatioDefinition.OTHER:
        return escape(span(ratio, own_number))
    return escape(span(ratio, per_euro) + " per euro")


@pass_context
def begrippen(context: Context, text: object) -> Markup:
    """A text in which the first mention of each glossary term on the page links to its explanation."""
    if isinstance(text, Unknown):
        return tekst(text)
    seen: set[str] = context["geziene_begrippen"]
    href = context["urls"].begrippen
    parts = []
    for segment in glossary.segments(str(text), seen):
        word = escape(segment.text)
        link = Markup('<a class="mk-term" href="{}">{}</a>')
        parts.append(link.format(href(segment.term_id), word) if segment.term_id else word)
    return Markup("").join(parts)


def opsomming(words: Iterable[object]) -> str:
    """Words in a row: "a, b en c"."""
    *first, last = [str(word) for word in words] or [""]
    return f"{', '.join(first)} en {last}" if first else last


def voetnoot(source: str, numbers: Mapping[str, int]) -> int:
    """The footnote number of a source."""
    return numbers[source]


def reeks(numbers: Sequence[int]) -> str:
    """Ascending footnote numbers in short: "1–5", or "1, 3, 4"."""
    if len(numbers) > 1 and len(numbers) == numbers[-1] - numbers[0] + 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(str(number) for number in numbers)


def termen(terms: Iterable[Any]) -> str:
    """Labels in a row as one reads them: "Kinderen, jongeren en ouderen"."""
    first, *rest = [str(term.label) for term in terms] or [""]
    return opsomming([first, *(klein(word) for word in rest)])


def klein(label: str) -> str:
    """A label inside a sentence: without its capital, unless it begins with an abbreviation such as SROI."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def labels(terms: Iterable[Any]) -> list[str]:
    """The labels of vocabulary members."""
    return [term.label for term in terms]


def opties(choices: Iterable[Any]) -> list[tuple[str, str, int]]:
    """Choices of a filter as the facet macro takes them."""
    return [(choice.code, choice.label, choice.count) for choice in choices]


FILTERS = {
    "alineas": paragraphs,
    "begrippen": begrippen,
    "bedrag": bedrag,
    "dag_en_tijd": dag_en_tijd,
    "datum": datum,
    "euro": euro,
    "euro_kort": euro_short,
    "getal": number,
    "klein": klein,
    "kort_bedrag": kort_bedrag,
    "labels": labels,
    "omgerekend": omgerekend,
    "opsomming": opsomming,
    "opties": opties,
    "per_euro": per_euro,
    "procent": percent,
    "reeks": reeks,
    "tekst": tekst,
    "termen": termen,
    "tijd": tijd,
    "verhouding": verhouding,
    "voetnoot": voetnoot,
    "waarde": waarde,
}
