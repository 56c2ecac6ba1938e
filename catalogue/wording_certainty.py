"""How sure an outcome is: low, mid, high, forecast or measured, what it hangs on (METHOD A3.9, A12.6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.documents import Result, Study
from catalogue.economics_bands import Band
from catalogue.figures import KnownFigure
from catalogue.money import euro_short
from catalogue.parts import Sensitivity
from catalogue.reading import main_result
from catalogue.schema import Unknown, known
from catalogue.vocabulary import FirstHand, Provenance, RatioDefinition
from catalogue.wording_context import timing_words, unpriced
from catalogue.wording_figures import Bounds, Format, ratio_format
from catalogue.wording_range import (
    GAP_WORDS,
    balance_sentence,
    computed_balance_sentence,
    gap,
    no_range,
    outer_balance,
    ratio_sentence,
    totals,
)


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One total from low to high, each as a number or as the words for what is missing."""

    label: str
    low: str
    mid: str
    high: str
    has_bound: bool
    """Whether a low or a high value is given, and not one value alone."""


@dataclass(frozen=True, slots=True)
class HowSure:
    """Everything there is to say on how sure one outcome is, in sentences.

    `rows` has a row per known total and is empty without any; `conclusion` says what the range means, or
    that there is none.
    """

    rows: tuple[RangeRow, ...]
    conclusion: str
    timing: str
    unpriced: str | None
    sensitivities: tuple[str, ...]
    cautions: tuple[str, ...]

    @property
    def has_bounds(self) -> bool:
        """Whether a table from low to high says more than the totals themselves."""
        return any(row.has_bound for row in self.rows)


def certainty(study: Study) -> str:
    """How sure the outcome is that the study puts first."""
    result = main_result(study)
    return no_range(study, None) if result is None else certainty_of(study, result)


def certainty_of(study: Study, result: Result) -> str:
    """How sure one outcome is: what its range says, or that there is none and why.

    The balance comes before the ratio, and what was published before what follows from it.
    """
    net, ratio, costs = (known(figure) for figure in (result.net, result.ratio, result.costs))
    if net and net.low is not None and net.high is not None:
        return balance_sentence(net.low, net.high, costs)
    if ratio and ratio.has_range:
        return ratio_sentence(result.ratio_definition, ratio)
    computed = outer_balance(result)
    return computed_balance_sentence(computed, costs) if computed else no_range(study, result)


def how_sure(study: Study, result: Result) -> HowSure:
    """What the block "Hoe zeker is dit?" shows of one outcome."""
    said = certainty_of(study, result)
    return HowSure(
        rows=tuple(_rows(study, result)),
        conclusion=said,
        timing=timing_words(study),
        unpriced=unpriced(result),
        sensitivities=tuple(sensitivity_sentences(result.sensitivities)),
        cautions=tuple(_cautions(study, result)),
    )


RATIO_LABELS = {
    RatioDefinition.BENEFITS_OVER_COSTS: "Baten per euro aan kosten",
    RatioDefinition.SROI: "Maatschappelijke waarde per euro (SROI)",
    RatioDefinition.NET_RETURN: "Netto rendement",
    RatioDefinition.OTHER: "Verhouding, op een eigen manier berekend",
    RatioDefinition.UNKNOWN: "Verhouding, niet bekend hoe berekend",
}


def _rows(study: Study, result: Result) -> Iterator[RangeRow]:
    definition = result.ratio_definition
    rows: tuple[tuple[str, KnownFigure | Unknown, Format], ...] = (
        ("Kosten", result.costs, euro_short),
        ("Baten", result.benefits, euro_short),
        ("Saldo: baten min kosten", result.net, euro_short),
        (RATIO_LABELS[definition], result.ratio, ratio_format(definition)),
    )
    for label, figure, show in rows:
        if isinstance(figure, KnownFigure):
            yield _row(label, figure, show, GAP_WORDS[gap(study, figure)])
    computed = _computed(result)
    if computed:
        yield _row("Saldo, door ons uitgerekend", computed, euro_short, "niet bekend")


def _computed(result: Result) -> Band | None:
    """Where the balance was published with its range, there is nothing to work out."""
    net = known(result.net)
    return None if net and net.has_range else outer_balance(result)


def _row(label: str, figure: Bounds, show: Format, missing: str) -> RangeRow:
    low, mid, high = (
        missing if value is None else show(value) for value in (figure.low, figure.mid, figure.high)
    )
    return RangeRow(label, low, mid, high, has_bound=figure.low is not None or figure.high is not None)


def sensitivity_sentences(rows: tuple[Sensitivity, ...]) -> Iterator[str]:
    """Whether another assumption changes the conclusion; an assumption that does is called sensitive."""
    for row in rows:
        if row.changes_conclusion is True:
            yield f"De conclusie verandert bij een andere aanname: ‘{row.variable}’.{_tipping_point(row)}"
    steady = [f"‘{row.variable}’" for row in rows if row.changes_conclusion is False]
    if steady:
        yield f"De conclusie blijft hetzelfde bij een andere aanname: {', '.join(steady)}."
    open_ones = sum(isinstance(row.changes_conclusion, Unknown) for row in rows)
    if open_ones:
        what = "1 andere aanname" if open_ones == 1 else f"{open_ones} andere aannames"
        yield f"Er is ook gerekend met {what}. Of de conclusie dan verandert, is hier niet vastgelegd."


def _tipping_point(row: Sensitivity) -> str:
    point = known(row.tipping_point)
    return f" Kosten en baten zijn gelijk bij: {point.rstrip('.')}." if point else ""


def _cautions(study: Study, result: Result) -> Iterator[str]:
    """What a reader of these figures must know. A study read elsewhere has a note for that."""
    figures = tuple(totals(result))
    if any(figure.disputed for figure in figures):
        yield "Een andere bron spreekt een van deze cijfers tegen."
    read_itself = study.provenance is Provenance.PRIMARY
    if read_itself and any(figure.first_hand is FirstHand.SECOND_HAND for figure in figures):
        yield "Cijfers uit de tweede hand lazen wij niet in het onderzoek zelf."
