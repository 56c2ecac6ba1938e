"""Who gains, who loses and what changes hands, in sentences, where amounts may not be added up."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from catalogue.distribution import GAINS, below_zero
from catalogue.distribution_names import (
    NAMES,
    about,
    agree,
    amount_words,
    are_known,
    names,
    why_unknown,
)
from catalogue.distribution_rows import whole_euros
from catalogue.documents import Result
from catalogue.economics import Band, Computation, band_text
from catalogue.figures import KnownFigure, mid
from catalogue.money import euro_short
from catalogue.parts import BalanceItem
from catalogue.schema import known
from catalogue.vocabulary import Direction, ItemKind, Party

LOSSES = {Direction.NEGATIVE, Direction.STRONGLY_NEGATIVE}
GAINER_UNKNOWN = "wie er voordeel van heeft, is niet bekend."
ALL_GAINS_NOBODY = "het voordeel is niet toegedeeld aan een partij."
NO_GAIN = "het onderzoek vindt geen voordeel in geld."


class _Sign(Enum):
    GAIN = auto()
    LOSS = auto()
    NONE = auto()
    UNSURE = auto()


def _sign(item: BalanceItem) -> _Sign:
    """An unknown benefit is a benefit: the study names it as one. A bound leaves the other side open."""
    if not isinstance(item.amount, KnownFigure):
        return _Sign.GAIN
    band = Band.of(item.amount)
    if below_zero(item):
        return _Sign.LOSS
    if band.floor is None or band.floor < 0:
        return _Sign.UNSURE
    return _Sign.NONE if band.ceiling == 0 else _Sign.GAIN


def gain_sentences(result: Result, how: str, computation: Computation | None = None) -> Iterator[str]:
    """Who gains and who loses; `how` is " naar verwachting" for a forecast.

    With a computation its totals are named and never the amounts of one year beside them.
    """
    benefits = [item for item in result.items if item.kind is ItemKind.BENEFIT]
    by_sign = {sign: [item for item in benefits if _sign(item) is sign] for sign in _Sign}
    effects = {effect.party for effect in result.unpriced if effect.party and effect.direction in GAINS}
    found = [
        *_gainers(result, by_sign[_Sign.GAIN], effects, how, computation),
        *loss_sentences(result, how, computation),
        *_unsure(by_sign[_Sign.UNSURE]),
    ]
    if found:
        yield from found
    elif by_sign[_Sign.NONE]:
        yield NO_GAIN
    elif not any(item.kind is ItemKind.TRANSFER for item in result.items):
        yield GAINER_UNKNOWN


def _gainers(
    result: Result,
    gains: Sequence[BalanceItem],
    effects: set[Party],
    how: str,
    computation: Computation | None,
) -> Iterator[str]:
    gaining = {item.party for item in gains} | effects
    named = [party for party in Party if party in gaining and party is not Party.SOCIETY]
    payers = {item.party for item in result.items if item.kind is ItemKind.COST}
    for number, parties in enumerate(_told_apart(named, gains)):
        own = " zelf ook" if named == parties and payers == set(parties) else ""
        also = "ook " if number else ""
        verb = agree(parties, "heeft", "hebben")
        items = [item for item in gains if item.party in parties]
        yield f"{also}{names(parties)} {verb} er{how}{own} voordeel van{_size(parties, items, computation)}."
    if Party.SOCIETY in gaining:
        items = [item for item in gains if item.party is Party.SOCIETY]
        one = len(items) == 1 and are_known(items) and computation is None
        amount = f", {amount_words(items[0])}," if one else ""
        if named and amount and mid(items[0].amount) == mid(result.benefits):
            yield f"alle baten samen, {amount_words(items[0])}, zijn niet over partijen verdeeld."
            return
        part = "een deel van het voordeel" if named else "het voordeel"
        yield f"{part}{amount} is niet toegedeeld aan een partij."


def _told_apart(named: Sequence[Party], gains: Sequence[BalanceItem]) -> Iterator[list[Party]]:
    """Who has the only amount stands by itself, or the amount would seem to be that of all.

    So does who gains by an effect without euros only: of those no amount is missing.
    """
    without = [party for party in named if all(item.party is not party for item in gains)]
    if without and len(without) < len(named):
        yield from _told_apart([party for party in named if party not in without], gains)
        yield without
        return
    priced = [item.party for item in gains if item.party in named and are_known([item])]
    if len(priced) == 1 and sum(item.party is priced[0] for item in gains) == 1:
        yield priced
        named = [party for party in named if party not in priced]
    if named:
        yield list(named)


def present_value(band: Band) -> str:
    """A computed total in words, with what it is about."""
    return about(band_text(band, whole_euros).removeprefix("van "), "waarde nu, alle jaren samen")


def _size(parties: Sequence[Party], items: Sequence[BalanceItem], computation: Computation | None) -> str:
    """What is known of the size, as the end of a sentence about who gains."""
    priced = are_known(items)
    if not items:
        return "; daar is geen bedrag bij"
    if computation is not None:
        return _computed_size(parties, computation)
    if not priced:
        return f"; {why_unknown(items, 'hoe groot dat is')}"
    if len(items) == 1:
        return f": {amount_words(items[0])}"
    if len(priced) == len(items):
        return "; de bedragen staan per post in de tabel"
    verb = "is" if len(priced) == 1 else "zijn"
    noun = "het bedrag" if len(priced) == 1 else "de bedragen"
    return f"; van {len(priced)} van de {len(items)} posten {verb} {noun} bekend"


def _computed_size(parties: Sequence[Party], computation: Computation) -> str:
    found = [row.benefits for row in computation.parties if row.party in parties]
    if len(found) == 1 and found[0].is_known:
        return f": {present_value(found[0])}"
    return "; hoeveel, staat per partij onder ‘Narekenen’"


def loss_sentences(result: Result, how: str, computation: Computation | None = None) -> Iterator[str]:
    """Who is worse off: a benefit below zero, or a bad effect without euros."""
    benefits = [item for item in result.items if item.kind is ItemKind.BENEFIT]
    items = [item for item in benefits if _sign(item) is _Sign.LOSS]
    effects = {effect.party for effect in result.unpriced if effect.party and effect.direction in LOSSES}
    losing = {item.party for item in items} | effects
    named = [party for party in Party if party in losing and party is not Party.SOCIETY]
    if named:
        own = [item for item in items if item.party in named]
        one = len(own) == len(named) == 1 and computation is None
        amount = f": {_turned(own[0])}" if one else ""
        yield f"{names(named)} {agree(named, 'heeft', 'hebben')} er{how} nadeel van{amount}."
    if Party.SOCIETY in losing:
        yield "er is een nadeel dat niet is toegedeeld aan een partij."


def _unsure(items: Sequence[BalanceItem]) -> Iterator[str]:
    parties = [party for party in Party if any(item.party is party for item in items)]
    if parties:
        verb = agree(parties, "heeft", "hebben")
        yield f"of {names(parties)} er voordeel of nadeel van {verb}, is onzeker."


def _turned(item: BalanceItem) -> str:
    """An amount below zero as the size of the loss."""
    words = band_text(Band.of(item.amount).negated(), euro_short).removeprefix("van ")
    return about(words, known(item.per))


def transfer_sentences(result: Result, how: str, computation: Computation | None = None) -> Iterator[str]:
    """What goes from one to the other. Together nobody gains by it, so it is never called a benefit."""
    transfers = [
        item for item in result.items if item.kind is ItemKind.TRANSFER and _sign(item) is not _Sign.NONE
    ]
    if len(transfers) > 1:
        yield (
            f"via {len(transfers)} overdrachten gaat er{how} geld van de een naar de ander; "
            "samen wordt daar niemand beter van."
        )
    elif transfers:
        yield _transfer(transfers[0], how, with_amount=computation is None)


def _transfer(item: BalanceItem, how: str, *, with_amount: bool) -> str:
    party, other = NAMES[item.party], item.counter_party
    sign = _sign(item)
    if sign is _Sign.UNSURE:
        return f"of {party} bij de overdracht wint of verliest, is onzeker."
    if sign is _Sign.LOSS and other is None:
        verb = agree([item.party], "draagt", "dragen")
        amount = _turned(item) if with_amount else "geld"
        return f"{party} {verb}{how} {amount} over; wie dat ontvangt, is niet bekend."
    receiver, giver = (item.party, other) if sign is _Sign.GAIN or other is None else (other, item.party)
    verb = agree([receiver], "ontvangt of bespaart", "ontvangen of besparen")
    loser = (
        "wie dat geld mist, is niet bekend"
        if giver is None
        else f"{NAMES[giver]} {agree([giver], 'mist', 'missen')} dat geld"
    )
    if not isinstance(item.amount, KnownFigure):
        return f"{NAMES[receiver]} {verb}{how} geld door een overdracht; {why_unknown([item])}."
    amount = "geld"
    if with_amount:
        amount = _turned(item) if sign is _Sign.LOSS else amount_words(item)
    return f"{NAMES[receiver]} {verb}{how} {amount} door een overdracht; {loser}."
