"""Every party and amount is a row; only amounts about the same thing have a bar; nothing is added up."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from catalogue.distribution_rows import (
    PRESENT_VALUES,
    UNKNOWN_BASIS,
    Row,
    RowKind,
    common_basis,
    distribution,
)
from catalogue.documents import Result
from catalogue.economics import Band
from catalogue.parts import BalanceItem
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import Direction, ItemKind, Party
from tests.builders import make_study
from tests.catalogue.distribution_cases import (
    ALL,
    BENEFIT,
    COST,
    INSURER,
    PEOPLE,
    STATE,
    TOWN,
    TRANSFER,
    between,
    effect,
    item,
    method_vector,
    result_of,
)
from tests.catalogue.document_strategies import documents


def rows(*items: BalanceItem, **changes: Any) -> tuple[Row, ...]:
    return distribution(make_study(), result_of(*items, **changes)).rows


def test_costs_go_to_the_left_and_benefits_to_the_right() -> None:
    cost, benefit = rows(item(COST, TOWN, "300"), item(BENEFIT, STATE, "200"))
    assert (cost.kind, cost.bar, cost.words) == (RowKind.COST, Band.exactly(-300), "€\xa0300")
    assert (benefit.kind, benefit.bar, benefit.words) == (RowKind.BENEFIT, Band.exactly(200), "€\xa0200")


def test_an_average_is_about_the_same_as_the_amount_itself_and_says_so_beside_its_bar() -> None:
    cost, benefit = rows(
        item(COST, TOWN, "17", per="per leerling"), item(BENEFIT, STATE, "82", per="gemiddeld per leerling")
    )
    assert (cost.bar, benefit.bar) == (Band.exactly(-17), Band.exactly(82))
    assert (cost.words, benefit.words) == ("€\xa017", "€\xa082, gemiddeld")
    averages = [item(kind, TOWN, "17", per="gemiddeld per jaar") for kind in (COST, BENEFIT)]
    assert [row.words for row in rows(*averages)] == ["€\xa017", "€\xa017"]


def test_a_benefit_below_zero_is_a_disadvantage_on_the_left() -> None:
    (row,) = rows(item(BENEFIT, TOWN, "-50"))
    assert (row.kind, row.bar, row.words) == (RowKind.DISADVANTAGE, Band.exactly(-50), "€\xa050")


def test_a_range_turns_around_with_its_side() -> None:
    cost, benefit = rows(item(COST, TOWN, between(10, 30, 20)), item(BENEFIT, STATE, between(10, 30)))
    assert cost.bar == Band(Decimal(-30), Decimal(-20), Decimal(-10))
    assert cost.words == "€\xa020 (van €\xa010 tot €\xa030)"
    assert benefit.bar == Band(Decimal(10), None, Decimal(30))


def test_a_transfer_stands_at_both_parties_and_adds_up_to_nothing() -> None:
    receives, gives = rows(item(TRANSFER, TOWN, "40", counter_party=PEOPLE))
    assert (receives.party, receives.kind, receives.mirrored) == (TOWN, RowKind.RECEIVES, False)
    assert (gives.party, gives.kind, gives.mirrored) == (PEOPLE, RowKind.HANDS_OVER, True)
    assert receives.bar
    assert gives.bar
    assert receives.bar + gives.bar == Band.exactly(0)
    assert receives.words == gives.words == "€\xa040"


def test_a_transfer_below_zero_is_handed_over_by_its_own_party() -> None:
    gives, receives = rows(item(TRANSFER, TOWN, "-40", counter_party=PEOPLE))
    assert (gives.kind, receives.kind) == (RowKind.HANDS_OVER, RowKind.RECEIVES)


@pytest.mark.parametrize(
    ("reason", "words"), [(NOT_ADOPTED, "nog niet overgenomen"), (NOT_REPORTED, "niet gerapporteerd")]
)
def test_an_unknown_amount_is_a_row_with_its_reason_and_no_bar(reason: Any, words: str) -> None:
    known, unknown = rows(item(COST, TOWN), item(BENEFIT, STATE, reason))
    assert known.bar is not None
    assert (unknown.bar, unknown.words) == (None, f"bedrag {words}")


def test_an_amount_about_something_else_is_a_row_with_its_subject_and_no_bar() -> None:
    _, _, other = rows(
        item(COST, TOWN), item(BENEFIT, TOWN), item(BENEFIT, STATE, "1150", per="per voorkomen plaatsing")
    )
    assert (other.bar, other.words) == (None, "€\xa01.150, per voorkomen plaatsing")


def test_effects_without_euros_are_rows_too() -> None:
    (row,) = rows(unpriced=(effect(PEOPLE, Direction.NEGATIVE),))
    assert (row.kind, row.party, row.bar) == (RowKind.UNPRICED, PEOPLE, None)


def test_rows_stand_in_the_order_of_parties_whatever_the_amounts_and_what_nobody_gets_last() -> None:
    items = (item(BENEFIT, ALL, "900"), item(BENEFIT, PEOPLE), item(BENEFIT, TOWN, "1"), item(COST, STATE))
    for order in (items, items[::-1]):
        assert [row.party for row in rows(*order)] == [TOWN, STATE, PEOPLE, ALL]


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (("per jaar", "per jaar", "per kind"), "per jaar"),
        (("per kind", "Per  Jaar", "per jaar"), "Per  Jaar"),
        (("per kind", "per jaar"), "per kind"),
        ((NOT_ADOPTED,), UNKNOWN_BASIS),
        ((NOT_ADOPTED, NOT_ADOPTED), None),
        ((NOT_ADOPTED, "per kind"), "per kind"),
        ((), None),
    ],
)
def test_the_bars_are_about_what_most_amounts_are_about(subjects: tuple[Any, ...], expected: str) -> None:
    assert common_basis([item(BENEFIT, TOWN, per=subject) for subject in subjects]) == expected


def test_a_subject_with_costs_and_gains_goes_before_one_with_more_amounts() -> None:
    items = [
        *(item(BENEFIT, party, per="per kind") for party in (TOWN, STATE, INSURER)),
        item(COST, TOWN, per="per jaar"),
        item(BENEFIT, TOWN, per="per jaar"),
    ]
    assert common_basis(items) == "per jaar"


def test_of_several_amounts_about_unknown_things_none_has_a_bar() -> None:
    found = distribution(
        make_study(), result_of(item(BENEFIT, TOWN, per=NOT_ADOPTED), item(BENEFIT, STATE, per=NOT_ADOPTED))
    )
    assert not found.can_be_drawn
    assert [row.words for row in found.rows] == [f"€\xa0100, {UNKNOWN_BASIS}"] * 2


def test_where_amounts_per_year_are_known_the_bars_are_computed_totals_per_party() -> None:
    found = distribution(*method_vector())
    assert found.basis == PRESENT_VALUES
    shown = [(row.party, row.kind, row.words) for row in found.rows]
    assert shown[0] == (TOWN, RowKind.COST, "€\xa079.417")
    assert [kind for party, kind, _ in shown if party is TOWN] == [
        RowKind.COST, RowKind.BENEFIT, RowKind.RECEIVES,
    ]  # fmt: skip
    assert (PEOPLE, RowKind.HANDS_OVER, "€\xa07.431") in shown
    assert all(row.item is None for row in found.rows)


def test_the_computed_bars_of_transfers_add_up_to_nothing() -> None:
    bars = [
        row.bar
        for row in distribution(*method_vector()).rows
        if row.kind in {RowKind.RECEIVES, RowKind.HANDS_OVER}
    ]
    mids = [bar.mid for bar in bars if bar and bar.mid is not None]
    assert len(mids) == 2
    assert mids[0] == mids[1].copy_negate()


def test_a_computed_total_that_misses_an_amount_is_a_row_without_a_bar() -> None:
    study, result = method_vector()
    missing = item(BENEFIT, INSURER, NOT_ADOPTED, per="hele project", id="mist")
    found = distribution(study, result.model_copy(update={"items": (*result.items, missing)}))
    (row,) = [row for row in found.rows if row.party is INSURER]
    assert row.bar is None
    assert "niet bekend" in row.words


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(Result))
def test_no_item_is_left_out_and_no_unknown_amount_gets_a_bar(result: Result) -> None:
    found = distribution(make_study(), result)
    if found.computation is None:
        own = [row.item for row in found.rows if row.item and not row.mirrored]
        assert sorted(map(str, own)) == sorted(one.id for one in result.items)
    mirrored = [row for row in found.rows if row.mirrored]
    pairs = [one for one in result.items if one.kind is ItemKind.TRANSFER and one.counter_party]
    assert found.computation or len(mirrored) == len(pairs)
    places = [list(Party).index(row.party) for row in found.rows]
    assert places == sorted(places)
    assert all(row.words for row in found.rows)
    assert all(row.bar.is_known for row in found.rows if row.bar)
