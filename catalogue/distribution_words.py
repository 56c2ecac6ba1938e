"""Who pays and who gains, in a few plain sentences made by rules (METHOD A10).

A part of the gains is named only where amounts may be added up; otherwise what can be said is said.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from catalogue.distribution_gains import (
    ALL_GAINS_NOBODY,
    GAINER_UNKNOWN,
    gain_sentences,
    loss_sentences,
    present_value,
    transfer_sentences,
)
from catalogue.distribution_names import (
    NAMES,
    agree,
    amount_words,
    are_known,
    capital,
    in_a_row,
    names,
    why_unknown,
)
from catalogue.distribution_rows import whole_euros
from catalogue.distribution_shares import Elsewhere, elsewhere
from catalogue.documents import Result, Study
from catalogue.economics import Computation
from catalogue.money import percent
from catalogue.parts import BalanceItem
from catalogue.vocabulary import ItemKind, Party, Timing

MOST_AMOUNTS = 3
GIVES_TIME = frozenset({Party.CARERS_VOLUNTEERS})
"""Whose costs are hours rather than payments."""
NOTHING_KNOWN = "Wie betaalt en wie er voordeel van heeft, is hier niet bekend."
PAYER_UNKNOWN = "wie betaalt, is niet bekend."
ALL_COSTS_NOBODY = "de kosten zijn niet toegedeeld aan een partij."
BOTH_SIDES = {
    f"{capital(PAYER_UNKNOWN)} {capital(GAINER_UNKNOWN)}": NOTHING_KNOWN,
    f"{capital(ALL_COSTS_NOBODY)} {capital(ALL_GAINS_NOBODY)}": (
        "De kosten en het voordeel zijn niet toegedeeld aan een partij."
    ),
}
UNATTRIBUTED = (
    "Niet toegedeeld: in wat wij lazen, ligt dit niet bij één partij uit deze lijst. "
    "Het kan gaan om buren, slachtoffers of alle inwoners samen, maar ook om een partij die niet is genoemd."
)


def who_pays_who_gains(study: Study, result: Result, computation: Computation | None) -> str:
    """The sentences of a result. Amounts are those of the study, or totals where those were computed."""
    if not result.items and not any(effect.party for effect in result.unpriced):
        return NOTHING_KNOWN
    how = " naar verwachting" if study.timing is Timing.EX_ANTE else ""
    share = elsewhere(result, computation)
    sentences = [*_payers(result, computation, how)]
    if share is not None:
        losses = loss_sentences(result, how, computation)
        sentences += [*_shares(share, how), *_short(computation, how), *losses]
    else:
        gains = gain_sentences(result, how, computation)
        sentences += [*gains, *transfer_sentences(result, how, computation)]
    return _joined(sentences)


def _joined(sentences: Sequence[str]) -> str:
    """The sentences in a row; two that say the same of both sides become one."""
    text = " ".join(capital(sentence) for sentence in sentences)
    for pair, one in BOTH_SIDES.items():
        text = text.replace(pair, one)
    return text


def _payers(result: Result, computation: Computation | None, how: str) -> Iterator[str]:
    costs = {
        party: [item for item in result.items if item.kind is ItemKind.COST and item.party is party]
        for party in Party
    }
    payers = [party for party in Party if costs[party] and party is not Party.SOCIETY]
    if not any(costs.values()):
        yield PAYER_UNKNOWN
        return
    amounts: dict[Party, str | None] = {
        party: _paid(party, costs[party], computation) for party in payers if party not in GIVES_TIME
    }
    yield from _named_payers(amounts, costs, how)
    for party in (party for party in payers if party in GIVES_TIME):
        amount = _paid(party, costs[party], computation)
        tail = f": {amount}" if amount else f"; {_why(costs[party])}"
        yield f"{NAMES[party]} zetten{how} tijd of geld in{tail}."
    if costs[Party.SOCIETY]:
        yield _nobody(costs[Party.SOCIETY], is_all=not payers, computation=computation)


def _named_payers(
    amounts: dict[Party, str | None], costs: dict[Party, list[BalanceItem]], how: str
) -> Iterator[str]:
    told = [party for party, amount in amounts.items() if amount]
    if len(told) > MOST_AMOUNTS:
        told = []
    rest = [party for party in amounts if party not in told]
    if told:
        first, *others = told
        parts = [f"{NAMES[first]} {agree([first], 'betaalt', 'betalen')}{how} {amounts[first]}"]
        yield in_a_row([*parts, *(f"{NAMES[party]} {amounts[party]}" for party in others)]) + "."
    if rest:
        items = [item for party in rest for item in costs[party]]
        also = "ook " if told else ""
        subject = f"{also}{names(rest)} {agree(rest, 'betaalt', 'betalen')}{how}"
        yield f"{subject}; {_why(items)}."


def _why(items: Sequence[BalanceItem]) -> str:
    return "hoeveel, staat per post in de tabel" if are_known(items) else why_unknown(items)


def _paid(party: Party, items: Sequence[BalanceItem], computation: Computation | None) -> str | None:
    """What a party pays, in words; None where no one amount says it."""
    if computation:
        return _computed_costs(party, computation)
    return amount_words(items[0]) if len(items) == 1 and are_known(items) else None


def _computed_costs(party: Party, computation: Computation) -> str | None:
    found = next((row.costs for row in computation.parties if row.party is party), None)
    if found is None or not found.is_known:
        return None
    return present_value(found)


def _nobody(items: Sequence[BalanceItem], *, is_all: bool, computation: Computation | None) -> str:
    amount = _paid(Party.SOCIETY, items, computation)
    beside = f", {amount}," if amount else ""
    if is_all:
        return f"de kosten{beside} zijn niet toegedeeld aan een partij."
    return f"een deel van de kosten{beside} is niet toegedeeld aan een partij."


def _shares(found: Elsewhere, how: str) -> Iterator[str]:
    gains = "baten en overdrachten samen" if found.with_transfers else "baten"
    if not found.share:
        own = f"{NAMES[found.payers[0]]} zelf" if len(found.payers) == 1 else "de partijen die betalen"
        yield f"alle {gains} vallen{how} bij {own}."
    elif found.share == 1:
        yield f"alle {gains} vallen{how} bij anderen{_partly_nobody(found)}."
    else:
        part = part_of(found.share)
        yield f"van de {gains} valt{how} {part} bij anderen{_partly_nobody(found)}."


def _partly_nobody(found: Elsewhere) -> str:
    return "; een deel daarvan is niet toegedeeld aan een partij" if found.unattributed else ""


def part_of(share: Decimal) -> str:
    """A share from 0 to 1 in whole percents; one that is not all and not nothing never reads as that."""
    points = share * 100
    rounded = points.quantize(Decimal(1), ROUND_HALF_UP)
    if share and not rounded:
        return "minder dan 1%"
    return "meer dan 99%" if rounded == 100 > points else percent(rounded)  # noqa: PLR2004


def _short(computation: Computation | None, how: str) -> Iterator[str]:
    """The wrong pocket: who pays and does not get it back, while all together gain."""
    if computation is None or not computation.wrong_pocket.flag:
        return
    for row in computation.parties:
        if row.party and row.costs.mid and row.balance.mid is not None and row.balance.mid < 0:
            verb = agree([row.party], "komt", "komen")
            short = whole_euros(-row.balance.mid)
            yield f"{NAMES[row.party]} {verb} zelf{how} {short} tekort, terwijl er samen voordeel is."
