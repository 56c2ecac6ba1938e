"""What follows from published totals alone: balance, benefits per euro, amounts each (METHOD F4, F5, F13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from catalogue.documents import Result, Study
from catalogue.economics_balance import ratio_of
from catalogue.economics_bands import Band
from catalogue.economics_beside import Beside, amounts_beside
from catalogue.economics_compare import ratio_beside
from catalogue.economics_computation import NO_RATIO, per_participant
from catalogue.economics_words import Format, band_text, euro_about
from catalogue.figures import KnownFigure
from catalogue.money import euro_short, number, per_euro
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Method, RatioDefinition, Unit

CROSSED = " Laag is de lage baten tegenover de hoge kosten; hoog is het omgekeerde."
NOT_BENEFITS_PER_EURO = NO_RATIO | {Method.SROI}
"""Methods whose totals do not divide into benefits per euro of costs that mean the same."""


class DerivedKind(StrEnum):
    """What was derived; the value is its label."""

    NET = "Saldo: baten min kosten"
    RATIO = "Baten per euro aan kosten"
    COSTS_EACH = "Kosten per deelnemer"
    BENEFITS_EACH = "Baten per deelnemer"
    NET_EACH = "Saldo per deelnemer"


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that the catalogue calculated from published totals, exact and unrounded.

    `formula` says how, in words with the numbers. `published` is the study's own figure of the same kind, or
    None where it can have none. `sources`: where the totals were read.
    """

    kind: DerivedKind
    band: Band
    formula: str
    sources: tuple[str, ...]
    published: KnownFigure | Unknown | None
    beside: Beside

    @property
    def difference(self) -> Decimal | None:
        """Calculated minus published; None without both."""
        return self.beside.difference

    @property
    def agrees(self) -> bool | None:
        """Whether the two agree within the rules for rounding (V7, V8); None when it cannot be said."""
        return self.beside.agrees

    @property
    def explanation(self) -> str:
        """The difference in words, or what to know about a figure that the study does not give."""
        return self.beside.explanation

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return self.kind.value

    @property
    def is_ratio(self) -> bool:
        """Whether it is euros per euro, which never stands without method, year, comparison and source."""
        return self.kind is DerivedKind.RATIO


def derive(study: Study, result: Result) -> tuple[Derived, ...]:
    """Everything that follows from the published totals; empty when nothing does.

    Items are never added up here: they may overlap. Benefits are not divided by costs where that quotient
    is not what the method means: an SROI values what those involved find important.
    """
    found = (*_from_both(study, result), *_each(study, result))
    return tuple(row for row in found if row.band.is_known)


def _from_both(study: Study, result: Result) -> Iterator[Derived]:
    if isinstance(result.costs, Unknown) or isinstance(result.benefits, Unknown):
        return
    costs, benefits = Band.of(result.costs), Band.of(result.benefits)
    sources = _sources(result.benefits, result.costs)
    net = benefits - costs
    formula = _formula(costs, benefits, net, "min", euro_short)
    beside = amounts_beside(net, result.net, costs, benefits)
    yield Derived(DerivedKind.NET, net, formula, sources, result.net, beside)
    if study.method in NOT_BENEFITS_PER_EURO or result.ratio_definition is RatioDefinition.SROI:
        return
    ratio = ratio_of(costs, benefits)
    formula = _formula(costs, benefits, ratio, "gedeeld door", per_euro)
    beside = ratio_beside(ratio, RatioDefinition.BENEFITS_OVER_COSTS, result)
    yield Derived(DerivedKind.RATIO, ratio, formula, sources, result.ratio, beside)


def _each(study: Study, result: Result) -> Iterator[Derived]:
    participants = known(study.participants)
    if study.unit is not Unit.WHOLE_PROJECT or participants is None:
        return
    totals: list[tuple[DerivedKind, Band, tuple[str, ...]]] = []
    for kind, figure in (
        (DerivedKind.COSTS_EACH, result.costs),
        (DerivedKind.BENEFITS_EACH, result.benefits),
    ):
        if isinstance(figure, KnownFigure):
            totals.append((kind, Band.of(figure), _sources(figure)))
    if isinstance(result.net, KnownFigure):
        totals.append((DerivedKind.NET_EACH, Band.of(result.net), _sources(result.net)))
    elif len(totals) == len(("costs", "benefits")):
        (_, costs, one), (_, benefits, other) = totals
        totals.append((DerivedKind.NET_EACH, benefits - costs, tuple(dict.fromkeys(one + other))))
    number_of = f"{number(participants)} deelnemers"
    caution = f"Dit klopt alleen als het totaal gaat over alle {number_of} van het onderzoek."
    for kind, total, sources in totals:
        each = per_participant(study, total)
        if each is not None:
            amounts = f"{band_text(total, euro_short)} gedeeld door {number_of}"
            formula = f"{amounts} is {band_text(each, euro_about)}."
            yield Derived(kind, each, formula, sources, None, Beside(None, None, caution))


def _formula(costs: Band, benefits: Band, outcome: Band, how: str, show: Format) -> str:
    def amount(band: Band) -> str:
        return band_text(band, euro_short)

    per = " per euro" if show is per_euro else ""
    sums = f"{amount(benefits)} aan baten {how} {amount(costs)} aan kosten"
    words = f"{sums} is {band_text(outcome, show)}{per}."
    return words + (CROSSED if outcome.has_range else "")


def _sources(*figures: KnownFigure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for figure in figures for source in figure.sources))
