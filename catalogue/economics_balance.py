"""Totals and balances per party from lines (METHOD F4, F5, F7, F8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.economics_bands import UNKNOWN_BAND, Band, divided, precise, sum_of
from catalogue.economics_lines import Line
from catalogue.vocabulary import ItemKind, Party


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """What one party pays, gains, receives (+) or hands over (-), and keeps in the end, in present values.

    `party` is None for the other side of a transfer of which the study does not name that side.
    """

    party: Party | None
    costs: Band
    benefits: Band
    transfers: Band
    balance: Band


@dataclass(frozen=True, slots=True)
class WrongPocket:
    """Whether one pays and another gains (F8). None is unknown.

    `flag`: the balance of all is above zero while a payer ends below zero. `share_elsewhere`: the part,
    0 to 1, of all gains, transfers included, that goes to parties without costs.
    """

    flag: bool | None
    share_elsewhere: Decimal | None


def total(lines: Sequence[Line], kind: ItemKind) -> Band:
    """The sum of all lines of a kind (F4).

    No line at all is unknown, not zero: every approach costs something, and the study may name no benefits.
    Only when what the parties gain was counted as transfers, the benefits are zero.
    """
    found = [line for line in lines if line.item.kind is kind]
    if found:
        return sum_of(line.present for line in found)
    only_transfers = kind is ItemKind.BENEFIT and any(line.item.kind is ItemKind.TRANSFER for line in lines)
    return Band.exactly(0) if only_transfers else UNKNOWN_BAND


def at_least(lines: Sequence[Line], kind: ItemKind) -> Decimal | None:
    """A lower bound for a total that misses amounts: only when no known part is below zero (F14).

    For benefits it holds on the condition that no unknown benefit is below zero; say so beside it.
    """
    found = [line.present for line in lines if line.item.kind is kind]
    parts = [band.low if band.low is not None else band.mid for band in found]
    least = [part for part in parts if part is not None]
    if not least or any(value < 0 for band in found for value in band.values):
        return None
    complete = all(band.mid is not None or None not in (band.low, band.high) for band in found)
    return None if complete else _sum(least)


def ratio_of(costs: Band, benefits: Band) -> Band:
    """Benefits per euro of costs as an outer range; unknown where costs are not above zero (F5).

    The low end divides by the highest costs (F9), or by the lowest where the benefits are below zero.
    """
    worst = costs.high if benefits.low is None or benefits.low >= 0 else costs.low
    best = costs.low if benefits.high is None or benefits.high >= 0 else costs.high
    return Band(
        _per_euro(benefits.low, worst), _per_euro(benefits.mid, costs.mid), _per_euro(benefits.high, best)
    )


def party_balances(lines: Sequence[Line]) -> tuple[PartyBalance, ...]:
    """The balance of every party that a line names, in the order of the vocabulary (F7).

    A transfer also counts, with the other sign, for the party on its other side. The mid balances add up to
    the balance of all. So do the ends, unless a transfer has a range: what is the best case of the one is
    then the worst case of the other.
    """
    named = {line.item.party for line in lines} | {
        line.item.counter_party for line in lines if line.item.kind is ItemKind.TRANSFER
    }
    order: list[Party | None] = [*(party for party in Party if party in named)]
    return tuple(_balance(party, lines) for party in [*order, *([None] if None in named else [])])


def wrong_pocket(net: Decimal | None, parties: Sequence[PartyBalance]) -> WrongPocket:
    """Whether the parties that pay are those that gain, at mid values (F8)."""
    if not parties or any(row.party is None or row.costs.mid is None for row in parties):
        return WrongPocket(None, None)
    payers = [row for row in parties if row.costs.mid]
    return WrongPocket(_flag(net, payers), _share_elsewhere(parties, payers))


def _flag(net: Decimal | None, payers: Iterable[PartyBalance]) -> bool | None:
    balances = [row.balance.mid for row in payers]
    if net is None or any(balance is None for balance in balances):
        return None
    return net > 0 and any(balance is not None and balance < 0 for balance in balances)


@precise
def _share_elsewhere(parties: Sequence[PartyBalance], payers: Sequence[PartyBalance]) -> Decimal | None:
    all_gains, elsewhere = Decimal(0), Decimal(0)
    for row in parties:
        gain = (row.benefits + row.transfers).mid
        if gain is None:
            return None
        all_gains += max(gain, Decimal(0))
        elsewhere += Decimal(0) if row in payers else max(gain, Decimal(0))
    return divided(elsewhere, all_gains)


def _balance(party: Party | None, lines: Sequence[Line]) -> PartyBalance:
    def of(kind: ItemKind) -> Band:
        return sum_of(line.present for line in lines if line.item.kind is kind and line.item.party is party)

    mirrored = (
        line.present.negated()
        for line in lines
        if line.item.kind is ItemKind.TRANSFER and line.item.counter_party is party
    )
    costs, benefits, transfers = of(ItemKind.COST), of(ItemKind.BENEFIT), of(ItemKind.TRANSFER)
    transfers += sum_of(mirrored)
    return PartyBalance(party, costs, benefits, transfers, benefits - costs + transfers)


def _per_euro(benefits: Decimal | None, costs: Decimal | None) -> Decimal | None:
    return divided(benefits, costs) if costs is not None and costs > 0 else None


@precise
def _sum(parts: Sequence[Decimal]) -> Decimal:
    return sum(parts, Decimal(0))
