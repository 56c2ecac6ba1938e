"""Completeness counts what is known, never how good it is, and never an unknown as known."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from catalogue.completeness import CHECKS, MethodItem, completeness
from catalogue.documents import Study
from catalogue.parts import BalanceItem, Sensitivity, UnpricedEffect
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Unknown
from catalogue.vocabulary import (
    BaselineKind,
    Design,
    Direction,
    EffectCategory,
    ItemKind,
    Party,
    Provenance,
    UnknownReason,
)
from tests.builders import make_figure, make_result, make_study
from tests.catalogue.document_strategies import documents

RESULT_FACTS = ("costs", "benefits", "net", "ratio")
REASONS = (NOT_ADOPTED, NOT_REPORTED, NOT_APPLICABLE)


def item(kind: ItemKind, **changes: Any) -> BalanceItem:
    facts = {
        "id": f"p-{kind}", "kind": kind, "name": "Post", "party": Party.MUNICIPALITY,
        "category": EffectCategory.WMO, "amount": make_figure(),
    }  # fmt: skip
    return BalanceItem(**facts | changes)


def effect() -> UnpricedEffect:
    return UnpricedEffect(
        id="e1", name="Rust", category=EffectCategory.WELLBEING, direction=Direction.UNKNOWN
    )


def bare(why: Unknown = NOT_ADOPTED) -> Study:
    """A study of which nothing on the list is known."""
    result = make_result(costs=why, benefits=why, net=why, ratio=why)
    return make_study(
        results=(result,), price_year=why, discount_rate=why, horizon_years=why, participants=why,
        commissioner=why, baseline_kind=BaselineKind.UNKNOWN, design=Design.UNKNOWN,
        provenance=Provenance.SECONDARY, effect_is_net=why,
    )  # fmt: skip


def full() -> Study:
    """A study of which everything on the list is known."""
    items = (item(ItemKind.COST), item(ItemKind.BENEFIT))
    row = Sensitivity(id="g1", variable="Rente", result=NOT_REPORTED)
    net = make_figure(500, low=Decimal(1), high=Decimal(900))
    result = make_result(items=items, unpriced=(effect(),), sensitivities=(row,), net=net)
    return make_study(results=(result,), effect_is_net=True, commissioner="Gemeente")


def missing(study: Study) -> dict[str, UnknownReason]:
    return {one.code: one.missing for one in completeness(study).absent if one.missing}


def test_a_study_of_which_nothing_is_known_counts_nothing() -> None:
    found = completeness(bare())
    assert (found.count, found.total) == (0, len(CHECKS))


def test_a_study_of_which_all_is_known_counts_all() -> None:
    found = completeness(full())
    assert (found.count, found.total, found.absent) == (len(CHECKS), len(CHECKS), ())


def test_a_study_without_a_main_result_lacks_its_result() -> None:
    found = missing(full().model_copy(update={"results": ()}))
    assert {"kosten", "baten", "uitkomst", "betaalt", "profiteert", "bandbreedte"} <= found.keys()
    assert set(found.values()) == {UnknownReason.NOT_ADOPTED}


@pytest.mark.parametrize("why", REASONS)
@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("participants", "deelnemers"),
        ("price_year", "prijspeil"),
        ("discount_rate", "rekenrente"),
        ("horizon_years", "looptijd"),
        ("commissioner", "opdrachtgever"),
        ("effect_is_net", "zonder-aanpak"),
    ],
)
def test_an_unknown_fact_is_missing_for_its_own_reason(field: str, code: str, why: Unknown) -> None:
    study = full().model_copy(update={field: why})
    without = [one.model_copy(update={"deadweight_pct": why}) for one in study.results[0].items]
    result = study.results[0].model_copy(update={"items": tuple(without)})
    assert missing(study.model_copy(update={"results": (result,)})) == {code: why.reason}


@pytest.mark.parametrize("why", REASONS)
@pytest.mark.parametrize(("field", "code"), [("costs", "kosten"), ("benefits", "baten")])
def test_an_unknown_amount_is_missing_for_its_own_reason(field: str, code: str, why: Unknown) -> None:
    result = full().results[0].model_copy(update={field: why})
    assert missing(full().model_copy(update={"results": (result,)})) == {code: why.reason}


@pytest.mark.parametrize("why", REASONS)
def test_what_cannot_apply_lowers_the_total_and_nothing_else_does(why: Unknown) -> None:
    found = completeness(full().model_copy(update={"discount_rate": why}))
    assert found.count == len(CHECKS) - 1
    assert found.total == len(CHECKS) - (why is NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("net", "ratio", "why"),
    [
        (NOT_APPLICABLE, NOT_ADOPTED, UnknownReason.NOT_ADOPTED),
        (NOT_REPORTED, NOT_ADOPTED, UnknownReason.NOT_REPORTED),
        (NOT_APPLICABLE, NOT_APPLICABLE, UnknownReason.NOT_APPLICABLE),
        (NOT_APPLICABLE, make_figure(2), None),
        (make_figure(2), NOT_ADOPTED, None),
    ],
)
def test_one_of_two_is_enough_and_only_both_can_be_out_of_place(
    net: object, ratio: object, why: UnknownReason | None
) -> None:
    study = make_study(results=(make_result(net=net, ratio=ratio),))
    assert missing(study).get("uitkomst") is why


def test_who_pays_and_who_gains_are_asked_apart() -> None:
    paying = make_study(results=(make_result(items=(item(ItemKind.COST),)),))
    gaining = make_study(results=(make_result(items=(item(ItemKind.TRANSFER),)),))
    assert "betaalt" not in missing(paying)
    assert "profiteert" in missing(paying)
    assert "betaalt" in missing(gaining)
    assert "profiteert" not in missing(gaining)


def test_parties_without_amounts_do_not_count_as_amounts_per_party() -> None:
    items = tuple(item(kind, amount=NOT_REPORTED) for kind in (ItemKind.COST, ItemKind.BENEFIT))
    study = make_study(results=(make_result(items=items),))
    assert missing(study)["bedragen-per-partij"] is UnknownReason.NOT_REPORTED


def test_one_side_is_no_range() -> None:
    study = make_study(results=(make_result(net=make_figure(500, low=Decimal(1))),))
    assert "bandbreedte" in missing(study)


@pytest.mark.parametrize("amount", ["-1000000", "0", "1000000"])
def test_the_height_of_an_outcome_plays_no_part(amount: str) -> None:
    figures = {name: make_figure(amount) for name in RESULT_FACTS}
    study = make_study(results=(make_result(**figures),))
    assert completeness(study) == completeness(make_study())


def test_the_list_is_fixed_with_unique_codes_and_labels() -> None:
    codes, labels = {code for code, _, _ in CHECKS}, {label for _, label, _ in CHECKS}
    assert len(codes) == len(labels) == len(CHECKS) == 18


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(Study))
def test_known_and_unknown_are_told_apart_for_any_study(study: Study) -> None:
    found = completeness(study)
    assert found.items == tuple(MethodItem(code, label, check(study)) for code, label, check in CHECKS)
    assert {*found.present, *found.absent} == {*found.items}
    assert 0 <= found.count <= found.total <= len(CHECKS)
    for name, code in (("price_year", "prijspeil"), ("participants", "deelnemers")):
        assert (code in missing(study)) == isinstance(getattr(study, name), Unknown)
