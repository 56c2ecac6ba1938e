"""Which part of the gains falls to others than those who pay (METHOD F8), only where amounts may be added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.documents import Result
from catalogue.economics import Band, Computation, PartyBalance
from catalogue.economics_balance import party_balances, wrong_pocket
from catalogue.economics_bands import precise
from catalogue.economics_lines import Line
from catalogue.figures import KnownFigure, mid
from catalogue.item_subjects import subject_key
from catalogue.parts import BalanceItem
from catalogue.schema import Unknown, known
from catalogue.tolerance import amount_tolerance
from catalogue.vocabulary import ItemKind, Party


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`share`, from 0 to 1, of the gains falls to parties without costs; `payers` are the others.

    `with_transfers`: money handed over counts among the gains. `unattributed`: part of them is attributed
    to no party.
    """

    share: Decimal
    payers: tuple[Party, ...]
    with_transfers: bool
    unattributed: bool


def elsewhere(result: Result, computation: Computation | None) -> Elsewhere | None:
    """The share; None where it cannot be said: amounts overlap or are unknown, or nobody in particular pays.

    Amounts may be added when they were computed from amounts per year, or when they prove additive.
    """
    parties = computation.parties if computation else _additive(result)
    payers = tuple(row.party for row in parties if row.party and row.costs.mid)
    share = wrong_pocket(None, parties).share_elsewhere
    if share is None or not payers or Party.SOCIETY in payers:
        return None
    return Elsewhere(
        share=share,
        payers=payers,
        with_transfers=any(row.transfers.mid for row in parties),
        unattributed=any(row.party is Party.SOCIETY and _gains(row) for row in parties),
    )


def _gains(row: PartyBalance) -> bool:
    gain = (row.benefits + row.transfers).mid
    return gain is not None and gain > 0


def is_additive(items: Sequence[BalanceItem], total: KnownFigure | Unknown) -> bool:
    """Whether items prove to be the parts of a total: all known, about the same thing, and adding up to it.

    The sum may differ as much as rounding explains (METHOD V7).
    """
    amounts = [mid(item.amount) for item in items]
    parts = [amount for amount in amounts if amount is not None]
    whole = mid(total)
    subjects = _subjects(items)
    if not parts or len(parts) < len(items) or whole is None or len(subjects) > 1:
        return False
    return None not in subjects and abs(_sum(parts) - whole) <= amount_tolerance(whole, *parts)


def _subjects(items: Iterable[BalanceItem]) -> set[str | None]:
    subjects = (known(item.per) for item in items)
    return {None if subject is None else subject_key(subject) for subject in subjects}


def _is_whole(transfer: BalanceItem) -> bool:
    return transfer.counter_party is not None and mid(transfer.amount) is not None


@precise
def _sum(parts: Sequence[Decimal]) -> Decimal:
    return sum(parts, Decimal(0))


def _additive(result: Result) -> tuple[PartyBalance, ...]:
    """The parties of a result whose items prove additive; empty otherwise."""
    costs, benefits, transfers = (
        [item for item in result.items if item.kind is kind]
        for kind in (ItemKind.COST, ItemKind.BENEFIT, ItemKind.TRANSFER)
    )
    if not is_additive(costs, result.costs) or not is_additive(benefits, result.benefits):
        return ()
    if len(_subjects([*benefits, *transfers])) > 1 or not all(map(_is_whole, transfers)):
        return ()
    lines = [
        Line(item, Band.of(item.amount), None)
        for item in result.items
        if not isinstance(item.amount, Unknown)
    ]
    return party_balances(lines)
