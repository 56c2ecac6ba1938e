"""Automatic notes at a study: what a reader has to know before using its figures."""

from dataclasses import dataclass

from catalogue.documents import Study
from catalogue.schema import known
from catalogue.vocabulary import Method, Provenance, RatioDefinition

DECENTRALISATIONS = 2015
OLD_AFTER_YEARS = 5


@dataclass(frozen=True, slots=True)
class Note:
    """A note: a code for styling and tests, a title and a sentence."""

    code: str
    title: str
    text: str


def notes(study: Study, this_year: int) -> tuple[Note, ...]:
    """The notes that hold for a study in a given year (METHOD A8, A10, V12)."""
    found = []
    year = known(study.year)
    if year is not None and year < DECENTRALISATIONS:
        found.append(BEFORE_2015)
    if is_sroi(study):
        found.append(NOT_AN_MKBA)
    if study.provenance is Provenance.SECONDARY:
        found.append(SECOND_HAND)
    if year is not None and this_year - year > OLD_AFTER_YEARS:
        age = this_year - year
        text = f"Dit onderzoek is {age} jaar oud. Prijzen, regels en werkwijze kunnen zijn veranderd."
        found.append(Note("ouder-dan-vijf-jaar", "Ouder dan vijf jaar", text))
    return tuple(found)


def is_sroi(study: Study) -> bool:
    """Whether the study or one of its ratios is an SROI, which never stands among MKBA ratios."""
    return study.method is Method.SROI or any(
        result.ratio_definition is RatioDefinition.SROI for result in study.results
    )


BEFORE_2015 = Note(
    "voor-2015",
    "Van vóór de decentralisaties van 2015",
    "In 2015 kregen gemeenten nieuwe taken door de Wmo, de Jeugdwet en de Participatiewet. "
    "Wie toen betaalde, is niet altijd wie nu betaalt.",
)
NOT_AN_MKBA = Note(
    "sroi",
    "SROI is geen MKBA",
    "Een SROI rekent met de waarde die betrokkenen zelf noemen. "
    "Vergelijk deze uitkomst niet met die van een MKBA.",
)
SECOND_HAND = Note(
    "tweede-hand",
    "Overgenomen uit een andere bron",
    "Wij lazen deze cijfers niet in het onderzoek zelf, maar in een bericht of artikel erover.",
)
