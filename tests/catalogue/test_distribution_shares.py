"""A part of the gains is named only where the amounts may be added up."""

from decimal import Decimal
from typing import Any

import pytest

from catalogue.distribution_shares import elsewhere, is_additive
from catalogue.economics import Computation, compute
from catalogue.parts import BalanceItem
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from tests.builders import make_figure
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
    item,
    method_vector,
    result_of,
)


def share(*items: BalanceItem, costs: Any = "100", benefits: Any = "100") -> Decimal | None:
    totals: dict[str, Any] = {
        name: make_figure(value) if isinstance(value, str) else value
        for name, value in (("costs", costs), ("benefits", benefits))
    }
    found = elsewhere(result_of(*items, **totals), None)
    return found.share if found else None


PAYS = item(COST, TOWN, "100")


def test_the_share_of_the_method_comes_from_computed_amounts() -> None:
    study, result = method_vector()
    computed = compute(study, result)
    assert isinstance(computed, Computation)
    found = elsewhere(result, computed)
    assert found
    assert round(found.share, 5) == Decimal("0.39226")
    assert (found.payers, found.with_transfers, found.unattributed) == ((TOWN,), True, False)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((PAYS, item(BENEFIT, TOWN, "40"), item(BENEFIT, INSURER, "60")), "0.6"),
        ((PAYS, item(BENEFIT, TOWN, "100")), "0"),
        ((PAYS, item(BENEFIT, INSURER, "100")), "1"),
        ((PAYS, item(BENEFIT, TOWN, "40"), item(BENEFIT, ALL, "60")), "0.6"),
        ((PAYS, item(BENEFIT, TOWN, "100"), item(TRANSFER, STATE, "50", counter_party=PEOPLE)), "0.3333"),
    ],
)
def test_items_that_add_up_to_the_published_totals_give_a_share(
    items: tuple[BalanceItem, ...], expected: str
) -> None:
    found = share(*items)
    assert found is not None
    assert round(found, 4) == Decimal(expected)


@pytest.mark.parametrize(
    "items",
    [
        (),
        (PAYS,),
        (item(BENEFIT, TOWN, "40"), item(BENEFIT, INSURER, "60")),
        (PAYS, item(BENEFIT, TOWN, "40"), item(BENEFIT, INSURER, "80")),
        (PAYS, item(BENEFIT, TOWN, "100"), item(BENEFIT, INSURER, NOT_ADOPTED)),
        (PAYS, item(BENEFIT, TOWN, "40"), item(BENEFIT, INSURER, "60", per="per kind")),
        (PAYS, item(BENEFIT, TOWN, "100", per=NOT_REPORTED)),
        (PAYS, item(BENEFIT, TOWN, between(90, 110))),
        (item(COST, TOWN, "70"), item(BENEFIT, INSURER, "100")),
        (item(COST, ALL, "100"), item(BENEFIT, INSURER, "100")),
        (item(COST, TOWN, "50"), item(COST, ALL, "50"), item(BENEFIT, INSURER, "100")),
        (PAYS, item(BENEFIT, INSURER, "100"), item(TRANSFER, TOWN, "5")),
        (PAYS, item(BENEFIT, INSURER, "100"), item(TRANSFER, TOWN, NOT_ADOPTED, counter_party=PEOPLE)),
        (
            PAYS,
            item(BENEFIT, INSURER, "100"),
            item(TRANSFER, TOWN, "5", per="per kind", counter_party=PEOPLE),
        ),
    ],
)
def test_without_that_proof_there_is_no_share(items: tuple[BalanceItem, ...]) -> None:
    assert share(*items) is None


@pytest.mark.parametrize("total", [NOT_ADOPTED, NOT_REPORTED, between(90, 110)])
def test_an_unknown_total_proves_nothing(total: Any) -> None:
    items = (PAYS, item(BENEFIT, INSURER, "100"))
    assert share(*items, costs=total) is None
    assert share(*items, benefits=total) is None


@pytest.mark.parametrize(
    ("sum_of", "is_proof"), [("99", True), ("101", True), ("98.9", False), ("101.1", False)]
)
def test_the_sum_may_differ_as_much_as_rounding_explains(sum_of: str, is_proof: bool) -> None:
    assert is_additive([item(BENEFIT, TOWN, sum_of)], make_figure("100")) is is_proof
