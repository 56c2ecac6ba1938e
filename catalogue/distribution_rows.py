"""Who pays and who gains as rows of one chart and its table: every party and every amount by name.

Only amounts about the same thing get a bar. What is about something else, or unknown, is a row with its
words: never left out, never zero, never added up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from catalogue.distribution import per_party
from catalogue.documents import Result, Study
from catalogue.economics import Band, Computation, band_text, compute
from catalogue.economics_words import SMALL_AMOUNT, Format
from catalogue.figures import KnownFigure
from catalogue.item_subjects import AVERAGE, subject_key
from catalogue.money import euro, euro_short
from catalogue.parts import BalanceItem, UnpricedEffect
from catalogue.schema import Unknown, known
from catalogue.vocabulary import ItemKind, Party

PRESENT_VALUES = "in waarde nu, alle jaren samen"
ALL_ITEMS = "alle posten samen"
UNKNOWN_BASIS = "waarover is niet bekend"


class RowKind(StrEnum):
    """What a row says of its party; the value is its Dutch label."""

    COST = "Kosten"
    BENEFIT = "Baten"
    DISADVANTAGE = "Nadeel"
    RECEIVES = "Overdracht (ontvangt)"
    HANDS_OVER = "Overdracht (draagt af)"
    UNPRICED = "Effect zonder bedrag"


LEFT = frozenset({RowKind.COST, RowKind.DISADVANTAGE, RowKind.HANDS_OVER})
"""What takes from its party."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `bar` is in euros, below zero to the left; None where no bar can be drawn.

    `words` says the amount, or why there is none. `item` is the id of the item, None for a total of a party
    and for effects without euros. `mirrored`: the other side of a transfer that stands at another party.
    """

    party: Party
    kind: RowKind
    name: str
    bar: Band | None
    words: str
    item: str | None = None
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """The rows of a result by party, `samenleving` last; `basis` is what the bars are about.

    With a `computation` the bars are totals per party; without one each is an item as the study gives it.
    """

    rows: tuple[Row, ...]
    basis: str | None
    computation: Computation | None

    @property
    def can_be_drawn(self) -> bool:
        """Whether at least one row has a bar."""
        return any(row.bar is not None for row in self.rows)

    @property
    def has_unattributed(self) -> bool:
        """Whether something is attributed to no party."""
        return any(row.party is Party.SOCIETY for row in self.rows)


def distribution(study: Study, result: Result) -> Distribution:
    """The rows of a result. Totals per party only where they were computed from stored amounts per year."""
    computed = compute(study, result)
    if isinstance(computed, Computation):
        return Distribution(tuple(_ordered(_of_balances(computed, result))), PRESENT_VALUES, computed)
    basis = common_basis(result.items)
    return Distribution(tuple(_ordered(_of_items(result, basis))), basis, None)


def common_basis(items: Sequence[BalanceItem]) -> str | None:
    """What the bars are about: the subject of most amounts, with costs and gains both when that can be.

    None when nothing has an amount. Amounts of unknown subject share no scale: one alone has itself as its
    subject, of several none is drawn.
    """
    priced = [item for item in items if isinstance(item.amount, KnownFigure)]
    subjects = [subject for item in priced if (subject := known(item.per))]
    if not subjects:
        return UNKNOWN_BASIS if len(priced) == 1 else None
    counts = Counter(map(subject_key, subjects))

    def sides(subject: str) -> int:
        return len({item.kind is ItemKind.COST for item in priced if _is_about(item, subject)})

    # The first of equals: items stand in the order of the study.
    return max(subjects, key=lambda subject: (sides(subject), counts[subject_key(subject)]))


def _is_about(item: BalanceItem, basis: str | None) -> bool:
    subject = known(item.per)
    if basis is None or subject is None:
        return basis == UNKNOWN_BASIS and subject is None
    return subject_key(subject) == subject_key(basis)


def _ordered(rows: Iterator[Row]) -> list[Row]:
    places = list(Party)
    return sorted(rows, key=lambda row: places.index(row.party))


def _of_items(result: Result, basis: str | None) -> Iterator[Row]:
    mirrored = [item for item in result.items if item.kind is ItemKind.TRANSFER and item.counter_party]
    for share in per_party(result):
        for item in share.items:
            yield _row(item, item.party, basis)
        yield from _unpriced(share.party, share.unpriced)
    for item in mirrored:
        if item.counter_party:
            yield _row(item, item.counter_party, basis, mirrored=True)


def _row(item: BalanceItem, party: Party, basis: str | None, *, mirrored: bool = False) -> Row:
    amount = item.amount
    if isinstance(amount, Unknown):
        words = f"bedrag {amount.reason.label.lower()}"
        return Row(party, _kind(item, None, mirrored=mirrored), item.name, None, words, item.id, mirrored)
    given = Band.of(amount)
    signed = given.negated() if (item.kind is ItemKind.COST) != mirrored else given
    kind = _kind(item, signed, mirrored=mirrored)
    words = _size(kind, signed, euro_short)
    if not _is_about(item, basis):
        return Row(party, kind, item.name, None, f"{words}, {_subject(item)}", item.id, mirrored)
    average = f", {AVERAGE}" if AVERAGE in _subject(item) and AVERAGE not in (basis or "") else ""
    return Row(party, kind, item.name, signed, f"{words}{average}", item.id, mirrored)


def _size(kind: RowKind, signed: Band, show: Format) -> str:
    """The amount in words. What its kind calls a cost, a loss or handed over is said without a minus."""
    return band_text(signed.negated() if kind in LEFT else signed, show)


def _subject(item: BalanceItem) -> str:
    return known(item.per) or UNKNOWN_BASIS


def _kind(item: BalanceItem, signed: Band | None, *, mirrored: bool) -> RowKind:
    """What it is for its party. An amount of unknown size or sign stays on the side of its kind."""
    is_negative = signed is not None and signed.is_below_zero
    if item.kind is ItemKind.COST:
        return RowKind.COST
    if item.kind is ItemKind.BENEFIT:
        return RowKind.DISADVANTAGE if is_negative else RowKind.BENEFIT
    hands_over = is_negative or (signed is None and mirrored)
    return RowKind.HANDS_OVER if hands_over else RowKind.RECEIVES


def _unpriced(party: Party, effects: Sequence[UnpricedEffect]) -> Iterator[Row]:
    for effect in effects:
        words = f"{effect.direction.label.lower()}, zonder bedrag"
        yield Row(party, RowKind.UNPRICED, effect.name, None, words)


def _of_balances(computed: Computation, result: Result) -> Iterator[Row]:
    for balance in computed.parties:
        if balance.party is None:  # the other side of a transfer that the study does not name
            continue
        parts = (
            (RowKind.COST, balance.costs.negated(), ItemKind.COST),
            (RowKind.BENEFIT, balance.benefits, ItemKind.BENEFIT),
            (RowKind.RECEIVES, balance.transfers, ItemKind.TRANSFER),
        )
        for kind, signed, of in parts:
            if _has(result, balance.party, of):
                yield _total_row(balance.party, kind, signed)
    for share in per_party(result):
        yield from _unpriced(share.party, share.unpriced)


def _has(result: Result, party: Party, kind: ItemKind) -> bool:
    return any(
        item.kind is kind and party in {item.party, item.counter_party if kind is ItemKind.TRANSFER else None}
        for item in result.items
    )


def _total_row(party: Party, kind: RowKind, signed: Band) -> Row:
    if not signed.is_known:
        return Row(party, kind, ALL_ITEMS, None, "niet bekend, want van een deel ontbreekt het bedrag")
    if signed.is_below_zero and kind is not RowKind.COST:
        kind = RowKind.DISADVANTAGE if kind is RowKind.BENEFIT else RowKind.HANDS_OVER
    return Row(party, kind, ALL_ITEMS, signed, _size(kind, signed, whole_euros))


def whole_euros(amount: Decimal) -> str:
    """A calculated amount without the cents it only seems to have; small ones keep them."""
    return euro(amount.quantize(Decimal(1), ROUND_HALF_UP) if abs(amount) >= SMALL_AMOUNT else amount)
