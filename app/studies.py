"""A study as a page shows it: its sentences, notes, parties and numbered sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.calculations import CalculationView, calculation_view
from app.price_view import PriceChoice, ResultPrices, price_choice, result_prices
from catalogue import wording
from catalogue.completeness import Completeness, completeness
from catalogue.distribution import PartyShare, per_party, touched
from catalogue.distribution_rows import distribution
from catalogue.distribution_words import UNATTRIBUTED, who_pays_who_gains
from catalogue.documents import Approach, Result, Study
from catalogue.item_subjects import subject_of_total
from catalogue.notes import Note, notes
from catalogue.reading import main_result
from catalogue.review import Profile, profile
from catalogue.schema import NOT_ADOPTED, Unknown, known
from catalogue.vocabulary import ItemKind, Term, Unit, UnknownReason

NO_REVIEWS: Mapping[str, Profile] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result with its items per party, how sure it is, and its amounts in prices of the chosen year."""

    result: Result
    shares: tuple[PartyShare, ...]
    gaining: tuple[PartyShare, ...]
    """The parties that gain, or may."""
    losing: tuple[PartyShare, ...]
    """The parties that lose, or see no difference."""
    unpriced: str | None
    sure: wording.HowSure
    prices: ResultPrices
    calculation: CalculationView | None
    who: str
    """Who pays and who gains, in sentences."""
    unattributed: str | None
    """What "niet toegedeeld" means, where something is."""


@dataclass(frozen=True, slots=True)
class StudyView:
    """A study with everything computed from it. `numbers` maps a source id to its footnote number."""

    study: Study
    outcome: str
    certainty: str
    basis: str
    comparison: str
    notes: tuple[Note, ...]
    completeness: Completeness
    results: tuple[ResultView, ...]
    numbers: Mapping[str, int]
    review: Profile

    @property
    def known_facts(self) -> list[tuple[str, object]]:
        """What is known of the study, with the labels of its fields."""
        return [(label, value) for label, value in _facts(self.study) if not isinstance(value, Unknown)]

    @property
    def unknown_facts(self) -> list[tuple[UnknownReason, list[str]]]:
        """What is unknown, gathered per reason so that a reader sees it at a glance."""
        gathered: dict[UnknownReason, list[str]] = {}
        for label, value in _facts(self.study):
            if isinstance(value, Unknown):
                gathered.setdefault(value.reason, []).append(label.lower())
        return list(gathered.items())

    @property
    def title(self) -> str:
        """The title, or what kind of study it is when the title is not known."""
        return known(self.study.title) or f"{self.study.method.label} (titel nog niet overgenomen)"


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the totals of a main result are about, to stand below them; empty where that is not known."""

    costs: str
    benefits: str
    net: str


def subjects_of(study: Study, result: Result | None = None) -> Subjects:
    """The unit of a study, or more exactly what the totals are about: of the main result unless another."""
    unit = "" if study.unit is Unit.UNKNOWN else study.unit.label
    result = result or main_result(study)
    if result is None:
        return Subjects(unit, unit, unit)
    costs, benefits = (_subject(result, kind) or unit for kind in (ItemKind.COST, ItemKind.BENEFIT))
    return Subjects(costs, benefits, costs if costs == benefits else unit)


def _subject(result: Result, kind: ItemKind) -> str:
    subject = subject_of_total(result, kind) or ""
    return subject[:1].upper() + subject[1:]


FACTS = (
    "perspective", "timing", "design", "unit", "participants", "price_year", "discount_rate", "base_year",
    "horizon_years", "effect_is_net", "commissioner", "funder", "independence", "reading", "provenance",
)  # fmt: skip
"""What the second layer lists of a study, in this order."""


def _facts(study: Study) -> Iterator[tuple[str, object]]:
    """Label and value; a list's own member for "unknown" counts as not adopted."""
    for name in FACTS:
        value = getattr(study, name)
        if isinstance(value, Term) and value.value == "onbekend":
            value = NOT_ADOPTED
        yield str(Study.model_fields[name].title), value


def study_view(
    study: Study,
    numbers: Mapping[str, int],
    this_year: int,
    choice: PriceChoice | None = None,
    review: Profile | None = None,
) -> StudyView:
    """Everything a page shows of one study, with amounts also in prices of the chosen year."""
    choice = choice or price_choice(None)
    return StudyView(
        study=study,
        outcome=wording.outcome(study),
        certainty=wording.certainty(study),
        basis=wording.basis(study),
        comparison=wording.comparison(study),
        notes=notes(study, this_year),
        completeness=completeness(study),
        results=tuple(_result_view(study, result, choice) for result in study.results),
        numbers=numbers,
        review=review or profile(None),
    )


def _result_view(study: Study, result: Result, choice: PriceChoice) -> ResultView:
    rows = distribution(study, result)
    gaining, losing = touched(result)
    return ResultView(
        result=result,
        shares=per_party(result),
        gaining=gaining,
        losing=losing,
        unpriced=wording.unpriced(result),
        sure=wording.how_sure(study, result),
        prices=result_prices(study, result, choice),
        calculation=calculation_view(study, result),
        who=who_pays_who_gains(study, result, rows.computation),
        unattributed=UNATTRIBUTED if rows.has_unattributed else None,
    )


def has_main_result(view: StudyView) -> bool:
    """Whether one of the results is put first; of a published study always, of a concept not yet."""
    return any(result.result.is_main for result in view.results)


def study_views(
    approach: Approach,
    this_year: int,
    choice: PriceChoice | None = None,
    reviews: Mapping[str, Profile] = NO_REVIEWS,
) -> tuple[StudyView, ...]:
    """The studies of an approach as its page shows them."""
    return study_views_of(approach.studies, this_year, choice, reviews)


def study_views_of(
    studies: Sequence[Study],
    this_year: int,
    choice: PriceChoice | None = None,
    reviews: Mapping[str, Profile] = NO_REVIEWS,
) -> tuple[StudyView, ...]:
    """Studies of one page; sources are numbered through the whole page, as footnotes are."""
    identifiers = (source.id for study in studies for source in study.sources)
    numbers = {identifier: number for number, identifier in enumerate(identifiers, 1)}
    return tuple(study_view(study, numbers, this_year, choice, reviews.get(study.id)) for study in studies)
