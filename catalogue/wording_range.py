"""What a range says about an outcome, and what may be said where there is none (METHOD A12.6, F9).

| What is known of a total | What is true to say |
|---|---|
| low and high | the numbers, and the sentence that belongs to them |
| one value, in a study that was read from cover to cover | geen bandbreedte gerapporteerd |
| one value, in a part of the study or at second hand | geen bandbreedte bekend: the study may give one |
| only "at least" or "at most" | that one bound; the other is not reported, or not known |
| nothing, `niet_gerapporteerd` | geen bandbreedte gerapporteerd, for there is no outcome in euros |
| nothing, `nog_niet_overgenomen` | geen bandbreedte bekend, for the outcome was not adopted yet |
| nothing, `niet_van_toepassing` | a range does not belong to such a study |
"""

from collections.abc import Iterator
from decimal import Decimal

from catalogue.documents import Result, Study
from catalogue.economics_bands import Band
from catalogue.figures import KnownFigure, reason
from catalogue.money import euro_short
from catalogue.schema import known
from catalogue.vocabulary import FirstHand, Provenance, RatioDefinition, ReadingDepth, UnknownReason
from catalogue.wording_figures import ratio_format, span

APPROXIMATELY_EQUAL = Decimal("0.1")
"""The part of the costs within which a balance counts as about nothing."""


def totals(result: Result) -> Iterator[KnownFigure]:
    """The known totals of a result; the balance first, for it is what is judged."""
    figures = (result.net, result.ratio, result.benefits, result.costs)
    return (figure for figure in figures if isinstance(figure, KnownFigure))


def balance_sentence(low: Decimal, high: Decimal, costs: KnownFigure | None) -> str:
    """What the range of the balance says."""
    if low > 0:
        return (
            "De baten zijn hoger dan de kosten. Dat blijft zo bij de onzekerheid die het onderzoek laat zien."
        )
    if high < 0:
        return "De kosten zijn hoger dan de baten in euro's. Er kunnen effecten zijn zonder bedrag."
    if low == high == 0:
        return "De baten zijn gelijk aan de kosten."
    if about_equal(low, high, costs):
        return "De baten zijn ongeveer gelijk aan de kosten."
    return "Het is onzeker of de baten hoger zijn dan de kosten."


def about_equal(low: Decimal, high: Decimal, costs: KnownFigure | None) -> bool:
    """Whether both ends lie within a tenth of the costs; with a range of costs, of the lowest."""
    measure = costs and (costs.low if costs.mid is None else costs.mid)
    return bool(measure and max(abs(low), abs(high)) <= measure * APPROXIMATELY_EQUAL)


def outer_balance(result: Result) -> Band | None:
    """The range of the balance that follows from ranges of costs and benefits (METHOD F9).

    None where costs and benefits give no range, and where the published balance lies outside it: then the
    figures do not belong together.
    """
    costs, benefits, net = (known(figure) for figure in (result.costs, result.benefits, result.net))
    if costs is None or benefits is None or not (costs.has_range or benefits.has_range):
        return None
    band = Band.of(benefits) - Band.of(costs)
    if band.low is None or band.high is None:
        return None
    fits = net is None or all(band.low <= value <= band.high for value in net.values)
    return band if fits else None


def computed_balance_sentence(band: Band, costs: KnownFigure | None) -> str:
    """As `balance_sentence`, for a range that we worked out from the published costs and benefits."""
    if band.low is None or band.high is None:
        raise ValueError("Zonder laag en hoog is er geen bandbreedte.")
    how = (
        f"Met de laagste baten en de hoogste kosten is het saldo {euro_short(band.low)}, "
        f"andersom {euro_short(band.high)}. Dat saldo rekenden wij zelf uit."
    )
    return f"{how} {balance_sentence(band.low, band.high, costs)}"


def ratio_sentence(definition: RatioDefinition, ratio: KnownFigure) -> str:
    """The range of a ratio; only benefits over costs are weighed against one."""
    bounds = f"Het onderzoek noemt een bandbreedte {_ratio_words(definition, ratio)}."
    if definition is not RatioDefinition.BENEFITS_OVER_COSTS or ratio.low is None or ratio.high is None:
        return bounds
    if ratio.low > 1:
        return f"{bounds} Ook bij de laagste waarde zijn de baten hoger dan de kosten."
    if ratio.high < 1:
        return f"{bounds} Ook bij de hoogste waarde zijn de kosten hoger dan de baten in euro's."
    return f"{bounds} Het is onzeker of de baten hoger zijn dan de kosten."


def _ratio_words(definition: RatioDefinition, ratio: KnownFigure) -> str:
    """From low to high. A return or a number of the study's own is never worded as euros per euro."""
    words = span(ratio.model_copy(update={"mid": None}), ratio_format(definition))
    return words if definition in {RatioDefinition.NET_RETURN, RatioDefinition.OTHER} else f"{words} per euro"


def gap(study: Study, figure: KnownFigure) -> UnknownReason:
    """Why a value is missing beside the values of a figure.

    Only who read the whole study may say that it does not give one.
    """
    read_all = study.reading is ReadingDepth.FULL and study.provenance is Provenance.PRIMARY
    if read_all and figure.first_hand is FirstHand.FIRST_HAND:
        return UnknownReason.NOT_REPORTED
    return UnknownReason.NOT_ADOPTED


def without_range(study: Study, figure: KnownFigure) -> str:
    """A note beside a single value: that there is no range, or that none is known here."""
    is_absent = gap(study, figure) is UnknownReason.NOT_REPORTED
    return "geen bandbreedte gerapporteerd" if is_absent else "bandbreedte niet bekend"


GAP_WORDS = {
    UnknownReason.NOT_REPORTED: "niet gerapporteerd",
    UnknownReason.NOT_ADOPTED: "niet bekend",
    UnknownReason.NOT_APPLICABLE: "niet van toepassing",
}


def no_range(study: Study, result: Result | None) -> str:
    """Why there is no range from low to high; see the table above."""
    figure = next(totals(result), None) if result else None
    if figure is None:
        return _no_outcome(result)
    why = gap(study, figure)
    if figure.low is not None or figure.high is not None:
        return _one_sided(figure, GAP_WORDS[why])
    if why is UnknownReason.NOT_REPORTED:
        return "Geen bandbreedte gerapporteerd: het onderzoek geeft één waarde."
    if figure.first_hand is FirstHand.SECOND_HAND or study.provenance is Provenance.SECONDARY:
        return (
            "Geen bandbreedte bekend: wij lazen dit cijfer niet in het onderzoek zelf. "
            "Daarin kan wel een bandbreedte staan."
        )
    return (
        "Geen bandbreedte bekend: wij lazen een deel van het onderzoek. "
        "In de rest kan wel een bandbreedte staan."
    )


def _one_sided(figure: KnownFigure, words: str) -> str:
    if figure.high is None:
        return f"Alleen een ondergrens is bekend. De hoogste waarde is {words}."
    return f"Alleen een bovengrens is bekend. De laagste waarde is {words}."


def _no_outcome(result: Result | None) -> str:
    figures = (result.net, result.ratio, result.benefits, result.costs) if result else ()
    reasons = {reason(figure) for figure in figures}
    if not reasons or UnknownReason.NOT_ADOPTED in reasons:
        return "Geen bandbreedte bekend: de uitkomst in euro's is nog niet overgenomen."
    if UnknownReason.NOT_REPORTED in reasons:
        return "Geen bandbreedte gerapporteerd: het onderzoek geeft geen uitkomst in euro's."
    return "Een bandbreedte hoort niet bij dit onderzoek: het geeft geen uitkomst in euro's."
