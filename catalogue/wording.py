"""Sentences about an outcome, computed from the document in plain Dutch (METHOD A12.6).

A ratio is always worded together with what kind of ratio it is; method, year, comparison and source
stand beside it in `basis`.
"""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.money import NBSP, euro_short, number, per_euro, percent
from catalogue.reading import main_result
from catalogue.schema import Unknown, known
from catalogue.vocabulary import BaselineKind, Direction, RatioDefinition, Timing, Unit

APPROXIMATELY_EQUAL = Decimal("0.1")
Format = Callable[[Decimal], str]


def span(figure: KnownFigure, show: Format) -> str:
    """A figure in words: "€ 5", "van € 3 tot € 6", "minstens € 4", "€ 4 (van € 3 tot € 6)"."""
    low, mid, high = figure.low, figure.mid, figure.high
    if low is not None and high is not None:
        bounds = f"van {show(low)} tot {show(high)}"
        return bounds if mid is None else f"{show(mid)} ({bounds})"
    if mid is not None:
        return show(mid)
    if low is not None:
        return f"minstens {show(low)}"
    return f"hoogstens {show(high or Decimal(0))}"


def within(figure: KnownFigure, show: Format) -> str:
    """As `span`, for inside a sentence: "de baten zijn € 3 tot € 6", without "van"."""
    return span(figure, show).removeprefix("van ")


def outcome(study: Study) -> str:
    """The outcome of a study in one honest sentence, without a claim that the study does not make."""
    result = main_result(study)
    if result is None:
        return "De uitkomst in euro's is nog niet overgenomen."
    if isinstance(result.ratio, KnownFigure):
        return _ratio(study, result, result.ratio)
    return _amounts(study, result)


def _expected(study: Study) -> str:
    return "naar verwachting" if study.timing is Timing.EX_ANTE else "volgens dit onderzoek"


def _ratio(study: Study, result: Result, ratio: KnownFigure) -> str:
    how = _expected(study)
    worth = within(ratio, per_euro)
    one_value = ratio.mid is not None
    about = "ongeveer " if one_value and worth.startswith("€") else ""
    match result.ratio_definition:
        case RatioDefinition.BENEFITS_OVER_COSTS:
            return f"Tegenover elke euro aan kosten staat {how} {about}{worth} aan baten."
        case RatioDefinition.SROI:
            return f"Elke euro geeft {how} {about}{worth} aan maatschappelijke waarde (SROI)."
        case RatioDefinition.NET_RETURN:
            share = f"Het onderzoek noemt een rendement van {within(ratio, _return)}."
            return f"{share} Dat is iets anders dan baten per euro."
        case RatioDefinition.OTHER:
            own = f"Het onderzoek noemt een getal van {within(ratio, number)}, op een eigen manier berekend."
            return f"{own} Dat zijn geen baten per euro."
        case _:
            return f"De bron noemt {about}{worth} per euro. Hoe dat is berekend, is niet bekend."


def _return(share: Decimal) -> str:
    return percent(share * 100).replace("%", f"{NBSP}procent")


def _amounts(study: Study, result: Result) -> str:
    how = _expected(study).capitalize()
    unit = UNIT_WORDS[study.unit]
    costs, benefits, net = (_known(figure) for figure in (result.costs, result.benefits, result.net))
    if costs and benefits:
        shown = f"{_euros(costs)} aan kosten {_euros(benefits)} aan baten"
        return f"{how} staat tegenover {shown}{unit}."
    if net:
        return f"{how} {_net(net, costs, unit)}."
    if benefits:
        return f"{how} zijn de baten {_euros(benefits)}{unit}. De kosten zijn {_why(result.costs)}."
    if costs:
        return f"{how} zijn de kosten {_euros(costs)}{unit}. De baten zijn {_why(result.benefits)}."
    return f"De uitkomst in euro's is {_why(result.net)}."


def _net(net: KnownFigure, costs: KnownFigure | None, unit: str) -> str:
    """The balance in words. "At most 5" leaves open which side is higher, so it claims neither."""
    low = net.mid if net.low is None else net.low
    high = net.mid if net.high is None else net.high
    if low is not None and low > 0:
        return f"zijn de baten{unit} {_euros(net)} hoger dan de kosten"
    if high is not None and high < 0:
        return f"zijn de kosten{unit} {_euros(_turned(net))} hoger dan de baten"
    if low == high == 0:
        return f"zijn de baten{unit} gelijk aan de kosten"
    balance = f"(saldo: {_euros(net)}{unit})"
    if low is not None and high is not None and _about_equal(low, high, costs):
        return f"zijn de baten ongeveer gelijk aan de kosten {balance}"
    return f"is het onzeker of de baten hoger zijn dan de kosten {balance}"


def _turned(figure: KnownFigure) -> KnownFigure:
    """The same figure seen from the other side: a shortfall of 5 to 2 is 2 to 5 too much."""
    low, mid, high = (None if value is None else -value for value in (figure.high, figure.mid, figure.low))
    return figure.model_copy(update={"low": low, "mid": mid, "high": high})


def _known(figure: KnownFigure | Unknown) -> KnownFigure | None:
    return figure if isinstance(figure, KnownFigure) else None


def _euros(figure: KnownFigure) -> str:
    return within(figure, euro_short)


def _why(figure: object) -> str:
    return figure.reason.label.lower() if isinstance(figure, Unknown) else "bekend"


def certainty(study: Study) -> str:
    """How sure the outcome is, from the range of the balance (METHOD A12.6)."""
    result = main_result(study)
    net = _known(result.net) if result else None
    ratio = _known(result.ratio) if result else None
    if net and net.low is not None and net.high is not None:
        return _certainty_of_balance(net.low, net.high, _known(result.costs) if result else None)
    if ratio and ratio.has_range and result:
        return _certainty_of_ratio(result, ratio)
    return "Hoe onzeker de uitkomst is, is hier niet bekend: een bandbreedte van laag tot hoog ontbreekt."


def _certainty_of_balance(low: Decimal, high: Decimal, costs: KnownFigure | None) -> str:
    if low > 0:
        return (
            "De baten zijn hoger dan de kosten. Dat blijft zo bij de onzekerheid die het onderzoek laat zien."
        )
    if high < 0:
        return "De kosten zijn hoger dan de baten in euro's. Er kunnen effecten zijn zonder bedrag."
    if _about_equal(low, high, costs):
        return "De baten zijn ongeveer gelijk aan de kosten."
    return "Het is onzeker of de baten hoger zijn dan de kosten."


def _about_equal(low: Decimal, high: Decimal, costs: KnownFigure | None) -> bool:
    return bool(costs and costs.mid and max(abs(low), abs(high)) <= costs.mid * APPROXIMATELY_EQUAL)


def _certainty_of_ratio(result: Result, ratio: KnownFigure) -> str:
    bounds = f"Het onderzoek noemt een bandbreedte {_bounds(result.ratio_definition, ratio)}."
    if result.ratio_definition is not RatioDefinition.BENEFITS_OVER_COSTS or ratio.low is None:
        return bounds
    if ratio.low > 1:
        return f"{bounds} Ook bij de laagste waarde zijn de baten hoger dan de kosten."
    if ratio.high is not None and ratio.high < 1:
        return f"{bounds} Ook bij de hoogste waarde zijn de kosten hoger dan de baten in euro's."
    return f"{bounds} Het is onzeker of de baten hoger zijn dan de kosten."


def _bounds(definition: RatioDefinition, ratio: KnownFigure) -> str:
    """A return or a number of the study's own is never worded as euros per euro."""
    if definition is RatioDefinition.NET_RETURN:
        return span(ratio, _return)
    if definition is RatioDefinition.OTHER:
        return span(ratio, number)
    return f"{span(ratio, per_euro)} per euro"


def comparison(study: Study) -> str:
    """What the study compares with, as a phrase after "vergeleken met"."""
    text = known(study.baseline)
    if text:
        return text
    if study.baseline_kind is BaselineKind.UNKNOWN:
        return "niet bekend"
    return study.baseline_kind.label.lower()


def year_text(study: Study) -> str:
    """The publication year, or that it is not known."""
    year = known(study.year)
    return "jaar onbekend" if year is None else str(year)


def basis(study: Study) -> str:
    """What belongs beside every outcome: method, year, comparison and who made it."""
    makers = ", ".join(study.bureaus) or "bureau onbekend"
    compared = comparison(study).rstrip(".")
    return f"{study.method.label}, {year_text(study)}, door {makers}. Vergeleken met: {compared}."


def unpriced(result: Result) -> str | None:
    """The sentence that must stand beside a total: effects without euros are not zero (METHOD F15)."""
    found = Counter(DIRECTION_WORDS[effect.direction] for effect in result.unpriced)
    if not found:
        return None
    if found.total() == 1:
        return f"Daarnaast is er 1 effect zonder bedrag{ONE_EFFECT[next(iter(found))]}."
    *first, last = [f"{found[words]} {words}" for words in ONE_EFFECT if found[words]]
    split = f"{', '.join(first)} en {last}" if first else last
    return f"Daarnaast zijn er {found.total()} effecten zonder bedrag, waarvan {split}."


DIRECTION_WORDS = {
    Direction.STRONGLY_POSITIVE: "positief",
    Direction.POSITIVE: "positief",
    Direction.NEGATIVE: "negatief",
    Direction.STRONGLY_NEGATIVE: "negatief",
    Direction.NEUTRAL: "zonder verschil",
    Direction.UNKNOWN: "met onbekende richting",
}
ONE_EFFECT = {
    "positief": ", en dat is positief",
    "negatief": ", en dat is negatief",
    "zonder verschil": ". Het onderzoek ziet geen verschil",
    "met onbekende richting": ". Of dat goed of slecht is, is niet bekend",
}
"""What follows on one effect; the order is that of a row of effects."""

UNIT_WORDS = {
    Unit.PER_PARTICIPANT: " per deelnemer",
    Unit.PER_HOUSEHOLD: " per huishouden",
    Unit.PER_TRAJECTORY: " per traject",
    Unit.WHOLE_PROJECT: " voor het hele project",
    Unit.PER_YEAR: " per jaar",
    Unit.PER_MUNICIPALITY: " per gemeente",
    Unit.NATIONWIDE: " voor heel Nederland",
    Unit.UNKNOWN: "",
}
