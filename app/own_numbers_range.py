"""A range with own numbers as the page words it: rounded, to claim no more than it knows (METHOD F11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalogue.economics import Band
from catalogue.figures import KnownFigure
from catalogue.money import NBSP, euro, euro_short, number
from catalogue.own_numbers import Outcome, Start, rounded
from catalogue.own_numbers_words import EXPLORATION
from catalogue.price_level import CENT
from catalogue.vocabulary import FirstHand

LEAST_PERCENT = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what the study says, and the range with own numbers."""

    name: str
    published: str
    own: str
    each: str


@dataclass(frozen=True, slots=True)
class RangeView:
    """The range in words."""

    costs: str
    benefits: str
    net: str
    sentence: str
    reproduced: str
    rows: tuple[Row, ...]
    cautions: tuple[str, ...]
    """What the study's own figures are worth, where that is less than a reader would think."""
    exploration: str = EXPLORATION


def range_view(start: Start, outcome: Outcome) -> RangeView:
    """Everything the page says of an outcome."""
    published = (start.costs, start.benefits, start.benefits - start.costs)
    exact = published if outcome.unchanged else (None, None, None)
    shown = [_range(band, given) for band, given in zip(outcome.totals, exact, strict=True)]
    own_cost = _own_cost(outcome.each[0])
    if outcome.participants == 1:
        shown[0] = own_cost or shown[0]
        each = shown
    else:
        each = [_range(band, None) for band in outcome.each]
        each[0] = own_cost or each[0]
    names = ("Kosten", "Baten", "Saldo: baten min kosten")
    rows = tuple(
        Row(name, _published(given), own, per_one)
        for name, given, own, per_one in zip(names, published, shown, each, strict=True)
    )
    costs, benefits, net = shown
    cautions = tuple(_cautions(start))
    return RangeView(costs, benefits, net, _sentence(outcome), _reproduced(start, outcome), rows, cautions)


def _cautions(start: Start) -> Iterator[str]:
    """That figures are second-hand or disputed, and what the editors remarked about them."""
    figures = [one for one in (start.result.costs, start.result.benefits) if isinstance(one, KnownFigure)]
    if any(one.first_hand is not FirstHand.FIRST_HAND for one in figures):
        yield "Wij lazen deze bedragen niet in het onderzoek zelf, maar in een bericht of artikel erover."
    if any(one.disputed for one in figures):
        yield "Een andere bron spreekt een van deze bedragen tegen."
    yield from dict.fromkeys(one.remark for one in figures if one.remark)


def _published(band: Band) -> str:
    if band.mid is not None:
        return euro(band.mid)
    return "onbekend" if band.low is None or band.high is None else f"{euro(band.low)} tot {euro(band.high)}"


def _range(band: Band, published: Band | None) -> str:
    """An end that is the study's own figure is not rounded: there it claims nothing of ours."""
    exact = {published.low, published.mid, published.high} if published else set()
    given = [value for value in (band.low, band.high) if value is not None]
    ends = [euro(value) if value in exact else _round(value) for value in given]
    if len(set(ends)) == 1:
        is_exact = band.low in exact or band.low == rounded(band.low or Decimal(0))
        return ends[0] if is_exact else f"ongeveer {ends[0]}"
    return " tot ".join(ends)


def _own_cost(each: Band) -> str | None:
    """What one participant costs, as it was typed or published: there is nothing to round in that."""
    if each.low is None or each.low != each.high or each.low != each.low.quantize(CENT):
        return None
    return euro(each.low)


def _round(value: Decimal) -> str:
    return euro_short(rounded(value))


def _sentence(outcome: Outcome) -> str:
    low, high = outcome.net.low, outcome.net.high
    if low is None or high is None:
        return "Wat het saldo wordt, is niet te zeggen."
    ends = dict.fromkeys(_round(abs(end)) for end in sorted((low, high), key=abs))
    words = " tot ".join(ends)
    if low > 0:
        return f"Met deze getallen zijn de baten {words} hoger dan de kosten. {_turning_point(outcome)}"
    if high < 0:
        return f"Met deze getallen zijn de kosten {words} hoger dan de baten. {_turning_point(outcome)}"
    return f"Met deze getallen is het onzeker of de baten hoger zijn dan de kosten. {_turning_point(outcome)}"


def _turning_point(outcome: Outcome) -> str:
    low, high = outcome.break_even.low, outcome.break_even.high
    if low is None or high is None:
        return "Het onderzoek vond geen baten boven nul."
    if low > 1:
        return "Ook met het hele effect van het onderzoek zijn de kosten hoger."
    if high > 1:
        return (
            f"Bij de laagste kosten zijn kosten en baten gelijk bij {_percent(low)} van het "
            "gevonden effect; bij de hoogste zijn de kosten ook met het hele effect hoger."
        )
    share = _percent(high)
    if _whole(low) != _whole(high):
        share = f"ongeveer {_whole(low)} tot {_whole(high)}{NBSP}procent"
    return f"Kosten en baten zijn gelijk bij {share} van het gevonden effect."


def _whole(share: Decimal) -> str:
    return number((share * 100).quantize(Decimal(1)))


def _percent(share: Decimal) -> str:
    if share and share * 100 < LEAST_PERCENT:
        return f"minder dan 1{NBSP}procent"
    return f"ongeveer {_whole(share)}{NBSP}procent"


def _reproduced(start: Start, outcome: Outcome) -> str:
    """Where in the range the study's own outcome is: at an end, unless its costs have a range too."""
    costs, benefits = _published(start.costs), _published(start.benefits)
    net = (start.benefits - start.costs).mid
    ends = {outcome.net.high: "De bovenkant is", outcome.net.low: "De onderkant is"}
    where = ends.get(net, "In dit bereik ligt")
    return f"{where} wat het onderzoek vond: kosten {costs}, baten {benefits}."
