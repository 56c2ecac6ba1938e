"""What the catalogue calculates from published totals, and sets beside what the study says itself."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from catalogue.documents import Study
from catalogue.economics import Band, Derived, DerivedKind, derive
from catalogue.money import NBSP
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import Method, RatioDefinition, Unit
from tests.builders import make_figure, make_result, make_study


def derived(study_changes: Mapping[str, Any] | None = None, /, **changes: Any) -> dict[DerivedKind, Derived]:
    result = make_result(**changes)
    study: Study = make_study(results=(result,), **(study_changes or {}))
    return {row.kind: row for row in derive(study, result)}


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_balance_and_benefits_per_euro_follow_from_both_totals() -> None:
    found = derived()
    assert list(found) == [DerivedKind.NET, DerivedKind.RATIO]
    net, ratio = found.values()
    assert net.band == Band.exactly(500)
    assert plain(net.formula) == "€ 1.500 aan baten min € 1.000 aan kosten is € 500."
    assert net.difference == 0
    assert net.agrees is True
    assert net.explanation == "Gelijk aan wat het onderzoek noemt."
    assert plain(ratio.formula) == "€ 1.500 aan baten gedeeld door € 1.000 aan kosten is € 1,50 per euro."
    assert (ratio.is_ratio, net.is_ratio) == (True, False)
    assert ratio.sources == ("b1",)


def test_a_figure_the_study_does_not_give_has_no_difference() -> None:
    row = derived(net=NOT_REPORTED)[DerivedKind.NET]
    assert (row.difference, row.agrees) == (None, None)
    assert row.explanation == "Het onderzoek noemt dit zelf niet."


@pytest.mark.parametrize("lost", ["costs", "benefits"])
def test_nothing_follows_from_one_total_alone(lost: str) -> None:
    facts: dict[str, Any] = {lost: NOT_ADOPTED}
    assert derived(**facts) == {}


def test_a_range_crosses_its_corners() -> None:
    row = derived(benefits=make_figure(1500, low=Decimal(800), high=Decimal(2000)))[DerivedKind.NET]
    assert row.band == Band(Decimal(-200), Decimal(500), Decimal(1000))
    assert row.formula.endswith("Laag is de lage baten tegenover de hoge kosten; hoog is het omgekeerde.")


def test_an_sroi_is_never_turned_into_benefits_per_euro() -> None:
    assert DerivedKind.RATIO not in derived({"method": Method.SROI})
    assert DerivedKind.RATIO not in derived(ratio_definition=RatioDefinition.SROI)
    assert DerivedKind.NET in derived({"method": Method.SROI})


def test_costs_of_zero_give_no_ratio() -> None:
    assert list(derived(costs=make_figure(0))) == [DerivedKind.NET]


def test_a_published_ratio_that_is_rounded_coarsely_is_explained() -> None:
    row = derived(costs=make_figure(17), benefits=make_figure(82), net=NOT_ADOPTED, ratio=make_figure(5))[
        DerivedKind.RATIO
    ]
    assert row.agrees is False
    assert plain(row.explanation) == (
        "Dat is ongeveer € 0,20 lager dan het onderzoek noemt. "
        "Het onderzoek rondt zijn verhouding grover af; zo afgerond is het hetzelfde getal."
    )


def test_a_published_ratio_that_does_not_fit_is_said_to_differ() -> None:
    row = derived(ratio=make_figure("2.5"))[DerivedKind.RATIO]
    assert row.agrees is False
    assert row.explanation.endswith("Beide cijfers blijven staan.")


def test_a_whole_project_with_known_participants_gives_amounts_each() -> None:
    found = derived({"unit": Unit.WHOLE_PROJECT, "participants": 7}, net=NOT_ADOPTED)
    assert list(found)[2:] == [DerivedKind.COSTS_EACH, DerivedKind.BENEFITS_EACH, DerivedKind.NET_EACH]
    costs = found[DerivedKind.COSTS_EACH]
    assert plain(costs.formula) == "€ 1.000 gedeeld door 7 deelnemers is ongeveer € 143."
    assert costs.published is None
    assert "alle 7 deelnemers" in costs.explanation
    assert round(found[DerivedKind.NET_EACH].band.mid or 0, 2) == Decimal("71.43")


def test_the_published_balance_goes_before_the_calculated_one() -> None:
    found = derived({"unit": Unit.WHOLE_PROJECT, "participants": 10}, costs=NOT_ADOPTED, net=make_figure(90))
    assert found[DerivedKind.NET_EACH].band == Band.exactly(9)
    assert DerivedKind.COSTS_EACH not in found


@pytest.mark.parametrize(
    "study",
    [
        {"unit": Unit.NATIONWIDE},
        {"unit": Unit.PER_YEAR},
        {"unit": Unit.PER_MUNICIPALITY},
        {"unit": Unit.UNKNOWN},
        {"unit": Unit.PER_PARTICIPANT},
        {"unit": Unit.WHOLE_PROJECT, "participants": NOT_ADOPTED},
    ],
)
def test_other_totals_are_not_divided_by_participants(study: dict[str, Any]) -> None:
    assert set(derived(study)) <= {DerivedKind.NET, DerivedKind.RATIO}


def test_bounds_alone_give_bounds() -> None:
    row = derived(costs=make_figure(mid=None, high=Decimal(900)))[DerivedKind.NET]
    assert row.band == Band(Decimal(600), None, None)
    assert "minstens € 600" in plain(row.formula)
