"""A comparison as its page shows it: the verdict per aspect, and each study with all it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.comparison_choice import LEAST, LETTERS, Choice
from app.comparison_columns import columns
from app.comparison_silence import silent
from app.price_view import page_prices
from app.urls import Urls
from catalogue.comparability import BASIS, Finding, Subject, Verdict, fact, judge
from catalogue.money import number, percent
from catalogue.notes import is_sroi
from catalogue.vocabulary import Aspect, Comparable, Likeness, Term

ADVICE: Mapping[Comparable, str] = {
    Comparable.YES: (
        "Ook dan is een hogere uitkomst nog geen betere aanpak. Kijk voor wie de aanpak is, "
        "en of de situatie bij u lijkt op die van het onderzoek."
    ),
    Comparable.WITH_RESERVATION: (
        "Noem deze punten erbij als u de uitkomsten naast elkaar legt. "
        "Een hogere uitkomst is nog geen betere aanpak."
    ),
    Comparable.UNKNOWN: (
        "Vergelijk de bedragen en verhoudingen niet met elkaar zolang dit niet bekend is. "
        "U kunt wel lezen wat elk onderzoek zelf zegt."
    ),
    Comparable.NO: (
        "Vergelijk de bedragen en verhoudingen dus niet met elkaar. "
        "U kunt wel lezen wat elk onderzoek zelf zegt: voor wie, hoe zeker en voor welke partij."
    ),
}
LEVEL_ICONS: Mapping[Comparable, str] = {
    Comparable.YES: "vink",
    Comparable.WITH_RESERVATION: "info",
    Comparable.UNKNOWN: "onbekend",
    Comparable.NO: "let-op",
}


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One line of the verdict: what each study says, how that turns out and why."""

    finding: Finding
    facts: tuple[object, ...]

    @property
    def code(self) -> str:
        """How the line is marked: `staat_in_de_weg`, `moet_bekend_zijn`, or the likeness itself."""
        return mark(self.finding)


MARKS: Mapping[str, tuple[str, str]] = {
    "staat_in_de_weg": ("Staat in de weg", "let-op"),
    "moet_bekend_zijn": ("Eerst nodig", "onbekend"),
    "verschilt": ("Verschilt", "weegschaal"),
    "onbekend": ("Niet bekend", "onbekend"),
    "gelijk": ("Gelijk", "vink"),
}
"""Words and icon of each mark: never a colour alone."""


def mark(finding: Finding) -> str:
    """How heavily a finding counts, as a key of MARKS."""
    if not finding.blocks:
        return finding.outcome.value
    return "staat_in_de_weg" if finding.outcome is Likeness.DIFFERENT else "moet_bekend_zijn"


def comparison(urls: Urls, choice: Choice, year: int) -> dict[str, Any]:
    """Everything the page of two or more columns needs."""
    subjects = _subjects(choice)
    verdict = judge(subjects)
    rows = aspect_rows(verdict, subjects)
    shown = columns(urls, choice, year)
    return {
        "keuze": choice,
        "kolommen": shown,
        "prijzen": page_prices(choice.prices, [column.main.prices for column in shown]),
        "oordeel": verdict,
        "oordeel_icoon": LEVEL_ICONS[verdict.level],
        "advies": ADVICE[verdict.level],
        "basis": [row for row in rows if row.finding.aspect in BASIS],
        "overig": [row for row in rows if row.finding.aspect not in BASIS],
        "gemengd": len({is_sroi(column.study) for column in choice.columns if column.subject.has_ratio}) > 1,
        "geen_grafiek": None if verdict.may_chart_ratios else _no_chart(verdict, subjects),
        "stil": silent(choice),
        "punten": {row.finding.aspect.value: row for row in rows},
        "merken": MARKS,
        "eigen_adres": urls.absolute(urls.vergelijk(**choice.parameters)),
        "csv_adres": urls.vergelijk(".csv", **choice.parameters),
        "meer_adres": None if choice.is_full else urls.aanpakken(vergelijk=choice.slugs),
    }


def _subjects(choice: Choice) -> list[Subject]:
    """What is judged. Three names in every reason are too much to read: then the letters name the columns."""
    subjects = [column.subject for column in choice.columns]
    if len(subjects) == LEAST:
        return subjects
    return [replace(subject, name=letter) for subject, letter in zip(subjects, LETTERS, strict=False)]


def _no_chart(verdict: Verdict, subjects: Sequence[Subject]) -> str:
    """Why the ratios stand in no picture together (METHOD A12.7)."""
    if not all(subject.has_ratio for subject in subjects):
        return "Er is geen grafiek van de verhoudingen, want niet van elk onderzoek is er een bekend."
    if verdict.level in {Comparable.NO, Comparable.UNKNOWN}:
        return "Er is geen grafiek van de verhoudingen: dan leken zij wel vergelijkbaar."
    return "Er is geen grafiek van de verhoudingen, want wat de methode telt, ligt niet vast."


def aspect_rows(verdict: Verdict, subjects: Sequence[Subject]) -> list[AspectRow]:
    """The findings of a verdict with what each subject says."""
    return [
        AspectRow(finding, tuple(shown(finding.aspect, subject) for subject in subjects))
        for finding in verdict.findings
    ]


def shown(aspect: Aspect, subject: Subject) -> object:
    """A fact as text for a cell, or Unknown with the reason."""
    if aspect is Aspect.RATIO_DEFINITION and not subject.has_ratio:
        return subject.result.ratio
    value = fact(aspect, subject)
    if isinstance(value, Term):
        return value.label
    if isinstance(value, Decimal):
        return f"{number(value)} jaar" if aspect is Aspect.HORIZON else percent(value)
    return value
