"""The outcome of a study in one honest sentence (METHOD A12.6)."""

from collections.abc import Iterable

from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.money import euro_short, per_euro
from catalogue.reading import main_result
from catalogue.schema import Unknown, known
from catalogue.vocabulary import RatioDefinition, Timing
from catalogue.wording_context import unpriced
from catalogue.wording_figures import UNIT_WORDS, own_number, return_words, within
from catalogue.wording_range import about_equal

DISPUTED = "Een andere bron spreekt dit tegen."


def outcome(study: Study) -> str:
    """The outcome that the study puts first, without a claim that the study does not make."""
    result = main_result(study)
    return "De uitkomst in euro's is nog niet overgenomen." if result is None else outcome_of(study, result)


def outcome_of(study: Study, result: Result) -> str:
    """One outcome of a study in words. A figure that another source contradicts is said to be disputed."""
    ratio = known(result.ratio)
    sentence = _ratio(study, result, ratio) if ratio else _amounts(study, result)
    spoken_of = (ratio,) if ratio else _shown_amounts(result)
    return f"{sentence} {DISPUTED}" if any(figure.disputed for figure in spoken_of) else sentence


def conclusion(study: Study) -> str:
    """The outcome with the effects that have no amount, which belong in one breath with it (METHOD F15)."""
    result = main_result(study)
    beside = unpriced(result) if result else None
    return f"{outcome(study)} {beside}" if beside else outcome(study)


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
            share = f"Het onderzoek noemt een rendement van {within(ratio, return_words)}."
            return f"{share} Dat is iets anders dan baten per euro."
        case RatioDefinition.OTHER:
            own = f"Het onderzoek noemt een getal van {within(ratio, own_number)}"
            return f"{own}, op een eigen manier berekend. Dat zijn geen baten per euro."
        case _:
            return f"De bron noemt {about}{worth} per euro. Hoe dat is berekend, is niet bekend."


def _shown_amounts(result: Result) -> Iterable[KnownFigure]:
    """The figures that the sentence on amounts speaks of."""
    costs, benefits, net = (known(figure) for figure in (result.costs, result.benefits, result.net))
    spoken_of = (net,) if net and not (costs and benefits) else (costs, benefits)
    return (figure for figure in spoken_of if figure)


def _amounts(study: Study, result: Result) -> str:
    how = _expected(study).capitalize()
    unit = UNIT_WORDS[study.unit]
    costs, benefits, net = (known(figure) for figure in (result.costs, result.benefits, result.net))
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
    if low is not None and high is not None and about_equal(low, high, costs):
        return f"zijn de baten ongeveer gelijk aan de kosten {balance}"
    return f"is het onzeker of de baten hoger zijn dan de kosten {balance}"


def _turned(figure: KnownFigure) -> KnownFigure:
    """The same figure seen from the other side: a shortfall of 5 to 2 is 2 to 5 too much."""
    low, mid, high = (None if value is None else -value for value in (figure.high, figure.mid, figure.low))
    return figure.model_copy(update={"low": low, "mid": mid, "high": high})


def _euros(figure: KnownFigure) -> str:
    return within(figure, euro_short)


def _why(figure: object) -> str:
    return figure.reason.label.lower() if isinstance(figure, Unknown) else "bekend"
