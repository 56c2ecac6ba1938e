"""Who pays and who gains: items and effects grouped per party. Nothing is added up here.

Items of one study often overlap or have different units, so a sum per party would be a figure
that no source gives.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogue.documents import Approach, Result
from catalogue.economics_bands import Band
from catalogue.parts import BalanceItem, UnpricedEffect
from catalogue.vocabulary import Direction, ItemKind, Party, Split

GAINS = {Direction.POSITIVE, Direction.STRONGLY_POSITIVE}


@dataclass(frozen=True, slots=True)
class PartyShare:
    """What one party pays, gains and hands over or receives according to one result."""

    party: Party
    costs: tuple[BalanceItem, ...]
    benefits: tuple[BalanceItem, ...]
    transfers: tuple[BalanceItem, ...]
    unpriced: tuple[UnpricedEffect, ...]
    mirrored: tuple[BalanceItem, ...] = ()
    """Transfers of which it is the other side; they stand among the items of that other party."""

    @property
    def items(self) -> tuple[BalanceItem, ...]:
        """Items in the order costs, benefits, transfers."""
        return (*self.costs, *self.benefits, *self.transfers)


def per_party(result: Result) -> tuple[PartyShare, ...]:
    """The parties of a result in the fixed order of the vocabulary; `samenleving` stands last."""
    shares = (_share(party, result) for party in Party)
    return tuple(share for share in shares if share.items or share.unpriced or share.mirrored)


def touched(result: Result) -> tuple[tuple[PartyShare, ...], tuple[PartyShare, ...]]:
    """The parties for which something changes: who gains, and who loses or sees no difference.

    Who may gain, as its amount is unknown, is among the first; see `gainers_in`.
    """
    found = [
        one for one in per_party(result) if one.benefits or one.transfers or one.unpriced or one.mirrored
    ]
    gaining = gainers_in(result)
    return (
        tuple(share for share in found if share.party in gaining),
        tuple(share for share in found if share.party not in gaining),
    )


def _share(party: Party, result: Result) -> PartyShare:
    def of(kind: ItemKind) -> tuple[BalanceItem, ...]:
        return tuple(item for item in result.items if item.party is party and item.kind is kind)

    effects = tuple(effect for effect in result.unpriced if effect.party is party)
    transfers = of(ItemKind.TRANSFER)
    mirrored = tuple(
        item for item in result.items if item.kind is ItemKind.TRANSFER and item.counter_party is party
    )
    return PartyShare(party, of(ItemKind.COST), of(ItemKind.BENEFIT), transfers, effects, mirrored)


def payers(approach: Approach) -> frozenset[Party]:
    """Parties that bear a cost in any result (METHOD F8)."""
    return frozenset().union(*(payers_in(result) for result in _results(approach)))


def gainers(approach: Approach) -> frozenset[Party]:
    """Parties that gain in any result."""
    return frozenset().union(*(gainers_in(result) for result in _results(approach)))


def payers_in(result: Result) -> frozenset[Party]:
    """Parties that bear a cost above zero in a result, or one of unknown amount (METHOD F8)."""
    costs = (item for item in result.items if item.kind is ItemKind.COST)
    return frozenset(item.party for item in costs if not _is_nothing(item))


def gainers_in(result: Result) -> frozenset[Party]:
    """Parties with a benefit, a transfer in their favour, or a positive effect without euros.

    A benefit of zero or less does not make its party a gainer. A transfer below zero is in favour of
    the party on the other side (METHOD V4).
    """
    priced = {item.party for item in result.items if item.kind is not ItemKind.COST and may_gain(item)}
    received = {
        item.counter_party
        for item in result.items
        if item.kind is ItemKind.TRANSFER and item.counter_party and below_zero(item)
    }
    unpriced = {effect.party for effect in result.unpriced if effect.party and effect.direction in GAINS}
    return frozenset(priced | received | unpriced)


def splits(approach: Approach) -> frozenset[Split]:
    """Whether the municipality pays while another gains, and the other ways round, in any one result.

    Who pays in one study and who gains in another says nothing, so each result is read by itself. What is
    attributed to nobody (`samenleving`) is no other party: it may be the municipality.
    """
    return frozenset(split for result in _results(approach) for split in _splits_in(result))


def _splits_in(result: Result) -> Iterator[Split]:
    pays, gains = payers_in(result), gainers_in(result)
    own, nobody = frozenset({Party.MUNICIPALITY}), frozenset({Party.SOCIETY})
    if own <= pays and gains - own - nobody:
        yield Split.MUNICIPALITY_PAYS_OTHER_GAINS
    if own <= gains and pays - own - nobody:
        yield Split.OTHER_PAYS_MUNICIPALITY_GAINS
    if own <= pays & gains:
        yield Split.MUNICIPALITY_PAYS_AND_GAINS


def may_gain(item: BalanceItem) -> bool:
    """Whether an amount is above zero, or may be: an unknown one is no reason to leave out its party."""
    band = Band.of(item.amount)
    return band.ceiling is None or band.ceiling > 0


def below_zero(item: BalanceItem) -> bool:
    """Whether an amount is certainly below zero."""
    return Band.of(item.amount).is_below_zero


def _is_nothing(item: BalanceItem) -> bool:
    return Band.of(item.amount).ceiling == 0


def _results(approach: Approach) -> Iterable[Result]:
    return (result for study in approach.studies for result in study.results)
