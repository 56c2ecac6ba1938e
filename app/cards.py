"""What a list shows of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from catalogue import queries, registers
from catalogue.completeness import Completeness, completeness
from catalogue.documents import Approach, Study
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.reading import leading_study
from catalogue.wording import basis, conclusion, timing_words
from search.engine import Answer


@dataclass(frozen=True, slots=True)
class Card:
    """One entry in a list. `highlights` holds safe HTML by naam, samenvatting, fragment."""

    version: Version[Approach]
    study: Study | None
    places: tuple[str, ...]
    highlights: Mapping[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The address part of the entry."""
        return self.version.slug

    @property
    def approach(self) -> Approach:
        """The document."""
        return self.version.document

    @property
    def outcome(self) -> str | None:
        """The outcome, with the effects that have no amount."""
        return conclusion(self.study) if self.study else None

    @property
    def basis(self) -> str | None:
        """Method, year, bureau and comparison that belong to the outcome."""
        return basis(self.study) if self.study else None

    @property
    def timing(self) -> str | None:
        """Forecast or measured, in a sentence."""
        return timing_words(self.study) if self.study else None

    @property
    def completeness(self) -> Completeness | None:
        """How much of the method is known of the study the card speaks of."""
        return completeness(self.study) if self.study else None


def card(version: Version[Approach], highlights: Mapping[str, str] | None = None) -> Card:
    """The card of a version."""
    approach = version.document
    return Card(version, leading_study(approach), place_names(approach), highlights or {})


def place_names(approach: Approach) -> tuple[str, ...]:
    """The municipalities of an approach by name, and the whole country last."""
    names = [registers.municipalities()[place.code].name for place in approach.municipalities]
    return (*names, "heel Nederland") if approach.nationwide else tuple(names)


def cards(db: Session, answer: Answer) -> list[Card]:
    """The cards of an answer, in its order. What the database no longer shows is left out."""
    versions = queries.lives(db, Kind.APPROACH, answer.slugs)
    return [card(versions[hit.slug], hit.highlights) for hit in answer.hits if hit.slug in versions]


def nearest(db: Session, answer: Answer) -> list[Card]:
    """The nearest alternatives of an answer without hits."""
    versions = queries.lives(db, Kind.APPROACH, answer.nearest)
    return [card(versions[slug]) for slug in answer.nearest if slug in versions]
