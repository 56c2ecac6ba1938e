"""Who pays and who gains, without adding anything up."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from catalogue.distribution import gainers, payers, per_party, splits, touched
from catalogue.documents import Approach, Result
from catalogue.parts import BalanceItem, UnpricedEffect
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import Direction, EffectCategory, ItemKind, Party, Split
from tests.builders import make_approach, make_figure, make_result, make_study
from tests.catalogue.document_strategies import documents

COST, BENEFIT, TRANSFER = ItemKind.COST, ItemKind.BENEFIT, ItemKind.TRANSFER
TOWN, STATE, PEOPLE, INSURER, ALL = (
    Party.MUNICIPALITY, Party.STATE, Party.PARTICIPANTS, Party.HEALTH_INSURER, Party.SOCIETY,
)  # fmt: skip
BOSSES, POLICE, SCHOOL = Party.EMPLOYERS, Party.POLICE_JUSTICE, Party.EDUCATION
ELSEWHERE = Split.MUNICIPALITY_PAYS_OTHER_GAINS


def item(kind: ItemKind, party: Party, amount: Any = "100", **changes: Any) -> BalanceItem:
    figure = make_figure(amount) if isinstance(amount, str) else amount
    facts = {
        "id": f"{kind}-{party}", "kind": kind, "name": "Post", "party": party,
        "category": EffectCategory.OTHER, "amount": figure,
    }  # fmt: skip
    return BalanceItem(**facts | changes)


def effect(direction: Direction, party: Party | None = PEOPLE) -> UnpricedEffect:
    return UnpricedEffect(
        id="e1", name="Rust", category=EffectCategory.WELLBEING, direction=direction, party=party
    )


def approach(*items: BalanceItem, unpriced: tuple[UnpricedEffect, ...] = ()) -> Approach:
    return make_approach(studies=(make_study(results=(make_result(items=items, unpriced=unpriced),)),))


def test_parties_stand_in_a_fixed_order_whatever_the_amounts_and_society_last() -> None:
    items = (item(BENEFIT, ALL, "900"), item(COST, PEOPLE), item(BENEFIT, TOWN, "1"), item(COST, STATE, "5"))
    for order in (items, items[::-1]):
        shares = per_party(make_result(items=order))
        assert [share.party for share in shares] == [TOWN, STATE, PEOPLE, ALL]


def test_a_party_has_its_costs_benefits_transfers_and_effects_apart() -> None:
    cost, benefit, transfer = item(COST, TOWN), item(BENEFIT, TOWN), item(TRANSFER, TOWN)
    rest = effect(Direction.POSITIVE, TOWN)
    (share,) = per_party(make_result(items=(transfer, benefit, cost), unpriced=(rest,)))
    assert (share.costs, share.benefits, share.transfers) == ((cost,), (benefit,), (transfer,))
    assert share.items == (cost, benefit, transfer)
    assert share.unpriced == (rest,)


def test_a_party_with_an_effect_without_euros_only_is_shown_too() -> None:
    (share,) = per_party(make_result(unpriced=(effect(Direction.NEGATIVE, INSURER),)))
    assert (share.party, share.items) == (INSURER, ())


def test_a_result_without_items_has_no_parties() -> None:
    assert per_party(make_result()) == ()
    assert payers(approach()) == gainers(approach()) == frozenset()


def test_who_loses_or_sees_no_difference_is_told_apart_from_who_gains() -> None:
    items = (
        item(COST, TOWN), item(BENEFIT, STATE), item(BENEFIT, INSURER, "-40"),
        item(TRANSFER, PEOPLE, "-30", counter_party=BOSSES),
    )  # fmt: skip
    effects = (effect(Direction.NEUTRAL, POLICE), effect(Direction.NEGATIVE, SCHOOL))
    gaining, losing = touched(make_result(items=items, unpriced=effects))
    assert [share.party for share in gaining] == [STATE, BOSSES]
    assert [share.party for share in losing] == [INSURER, PEOPLE, POLICE, SCHOOL]


def test_a_bound_below_zero_leaves_open_who_gains() -> None:
    at_least, at_most = (make_figure(None, **{end: Decimal(-5)}) for end in ("low", "high"))
    assert gainers(approach(item(BENEFIT, STATE, at_least))) == {STATE}
    assert gainers(approach(item(BENEFIT, STATE, at_most))) == frozenset()


def test_a_cost_of_nothing_makes_no_payer() -> None:
    assert payers(approach(item(COST, TOWN, "0"), item(BENEFIT, STATE))) == frozenset()


@pytest.mark.parametrize("amount", ["100", NOT_ADOPTED, NOT_REPORTED])
def test_who_bears_a_cost_pays_also_when_the_amount_is_unknown(amount: object) -> None:
    assert payers(approach(item(COST, TOWN, amount), item(BENEFIT, STATE))) == {TOWN}


@pytest.mark.parametrize("kind", [BENEFIT, TRANSFER])
@pytest.mark.parametrize(
    ("amount", "gains"),
    [
        ("100", True),
        (NOT_ADOPTED, True),
        (make_figure(-1, low=Decimal(-9), high=Decimal(1)), True),
        ("0", False),
        ("-100", False),
        (make_figure(-5, low=Decimal(-9), high=Decimal(-1)), False),
    ],
)
def test_who_loses_or_gets_nothing_is_no_gainer(kind: ItemKind, amount: object, gains: bool) -> None:
    assert gainers(approach(item(kind, TOWN, amount))) == ({TOWN} if gains else set())


def test_a_cost_makes_nobody_a_gainer_and_a_benefit_nobody_a_payer() -> None:
    found = approach(item(COST, TOWN), item(BENEFIT, STATE))
    assert payers(found) == {TOWN}
    assert gainers(found) == {STATE}


def test_a_party_may_pay_and_gain() -> None:
    found = approach(item(COST, TOWN), item(BENEFIT, TOWN))
    assert payers(found) == gainers(found) == {TOWN}


@pytest.mark.parametrize(
    ("amount", "gainer"), [("4000", {TOWN}), ("-4000", {PEOPLE}), ("0", set()), (NOT_ADOPTED, {TOWN})]
)
def test_a_transfer_is_in_favour_of_one_side_only(amount: object, gainer: set[Party]) -> None:
    assert gainers(approach(item(TRANSFER, TOWN, amount, counter_party=PEOPLE))) == gainer


@pytest.mark.parametrize(
    ("direction", "gains"),
    [
        (Direction.STRONGLY_POSITIVE, True),
        (Direction.POSITIVE, True),
        (Direction.NEUTRAL, False),
        (Direction.NEGATIVE, False),
        (Direction.STRONGLY_NEGATIVE, False),
        (Direction.UNKNOWN, False),
    ],
)
def test_an_effect_without_euros_counts_when_it_is_good(direction: Direction, gains: bool) -> None:
    assert gainers(approach(unpriced=(effect(direction),))) == ({PEOPLE} if gains else set())
    assert gainers(approach(unpriced=(effect(direction, None),))) == set()


def test_every_result_of_every_study_counts() -> None:
    first = make_study(results=(make_result(items=(item(COST, TOWN),)),))
    other = make_result(id="u3", is_main=False, items=(item(BENEFIT, INSURER),))
    second = make_study(id="o2", results=(make_result(id="u2"), other))
    found = make_approach(studies=(first, second))
    assert payers(found) == {TOWN}
    assert gainers(found) == {INSURER}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(Result))
def test_every_item_and_effect_with_a_party_is_shown_exactly_once(result: Result) -> None:
    shares = per_party(result)
    shown = [one for share in shares for one in share.items]
    assert sorted(map(repr, shown)) == sorted(map(repr, result.items))
    effects = [one for share in shares for one in share.unpriced]
    assert sorted(map(repr, effects)) == sorted(repr(one) for one in result.unpriced if one.party)


def results(*each: tuple[BalanceItem, ...]) -> Approach:
    """One study per list of items."""
    studies = (
        make_study(id=f"o{n}", results=(make_result(id=f"u{n}", items=items),))
        for n, items in enumerate(each)
    )
    return make_approach(studies=tuple(studies))


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((item(COST, TOWN), item(BENEFIT, INSURER)), {ELSEWHERE}),
        ((item(COST, TOWN, NOT_ADOPTED), item(BENEFIT, INSURER, NOT_REPORTED)), {ELSEWHERE}),
        ((item(COST, INSURER), item(BENEFIT, TOWN)), {Split.OTHER_PAYS_MUNICIPALITY_GAINS}),
        ((item(COST, TOWN), item(BENEFIT, TOWN)), {Split.MUNICIPALITY_PAYS_AND_GAINS}),
        ((item(COST, TOWN), item(COST, STATE), item(BENEFIT, TOWN), item(BENEFIT, PEOPLE)), set(Split)),
        ((item(COST, TOWN), item(TRANSFER, TOWN, "-5", counter_party=PEOPLE)), {ELSEWHERE}),
        ((item(COST, TOWN), item(BENEFIT, INSURER, "-5")), set()),
        ((item(COST, TOWN), item(BENEFIT, ALL)), set()),
        ((item(COST, ALL), item(BENEFIT, TOWN)), set()),
        ((item(COST, STATE), item(BENEFIT, PEOPLE)), set()),
        ((), set()),
    ],
)  # fmt: skip
def test_paying_and_gaining_are_told_apart_per_result(
    items: tuple[BalanceItem, ...], expected: set[Split]
) -> None:
    assert splits(results(items)) == expected


def test_who_pays_in_one_study_and_who_gains_in_another_says_nothing() -> None:
    assert splits(results((item(COST, TOWN),), (item(BENEFIT, INSURER),))) == set()


def test_an_effect_without_euros_makes_another_party_gain() -> None:
    found = approach(item(COST, TOWN), unpriced=(effect(Direction.POSITIVE),))
    assert splits(found) == {ELSEWHERE}
