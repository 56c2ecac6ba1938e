"""Whether outcomes may be laid side by side: levels, reasons, charts of ratios, and the laws behind them."""

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.comparability import BASIS, Finding, Subject, Verdict, comparable_ratios, judge
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import (
    Aspect,
    BaselineKind,
    Comparable,
    Likeness,
    Method,
    Perspective,
    RatioDefinition,
    Scope,
    Timing,
    Unit,
)
from tests.builders import make_figure, make_result, make_study

WORSE = list(Comparable)
UNKNOWNS: dict[str, Any] = {
    "perspective": Perspective.UNKNOWN,
    "unit": Unit.UNKNOWN,
    "horizon_years": NOT_REPORTED,
    "ratio_definition": RatioDefinition.UNKNOWN,
}
RESERVED: dict[str, Any] = {
    "price_year": 2015,
    "discount_rate": Decimal("2.25"),
    "timing": Timing.EX_ANTE,
    "baseline_kind": BaselineKind.NOTHING,
    "scope": Scope.INDIVIDUAL,
}
UNKNOWN_RESERVED: dict[str, Any] = {
    "price_year": NOT_ADOPTED,
    "discount_rate": NOT_REPORTED,
    "timing": Timing.UNKNOWN,
    "baseline_kind": BaselineKind.UNKNOWN,
    "scope": Scope.UNKNOWN,
}


def subject(name: str = "A", **changes: Any) -> Subject:
    """A subject on which everything is known, with these facts changed; ratio=None takes the ratio away."""
    scope = changes.pop("scope", Scope.BOTH)
    parts = {key: changes.pop(key) for key in ("ratio", "ratio_definition") if key in changes}
    if "ratio" in parts and parts["ratio"] is None:
        parts["ratio"] = NOT_REPORTED
    result = make_result(**parts)
    return Subject(name, scope, make_study(results=(result,), **changes), result)


def pair(**changes: Any) -> Verdict:
    return judge([subject("A"), subject("B", **changes)])


def finding(verdict: Verdict, aspect: Aspect) -> Finding:
    [found] = [found for found in verdict.findings if found.aspect is aspect]
    return found


def test_outcomes_that_are_calculated_alike_compare_well() -> None:
    verdict = pair()
    assert verdict.level is Comparable.YES
    assert verdict.sentence == (
        "Goed te vergelijken: de onderzoeken rekenen op al deze punten op dezelfde manier."
    )
    assert {found.outcome for found in verdict.findings} == {Likeness.SAME}
    assert [found.aspect for found in verdict.findings] == list(Aspect)
    assert verdict.may_chart_ratios


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"method": Method.SROI},
            "Niet goed te vergelijken, want het ene onderzoek is een MKBA, het andere een SROI.",
        ),
        (
            {"method": Method.INDICATIVE_MKBA},
            "Niet goed te vergelijken, want het ene onderzoek is een MKBA, het andere een indicatieve MKBA.",
        ),
        (
            {"perspective": Perspective.MUNICIPALITY},
            (
                "Niet goed te vergelijken, want het ene onderzoek telt de hele samenleving, "
                "het andere alleen de gemeente."
            ),
        ),
        (
            {"unit": Unit.WHOLE_PROJECT},
            (
                "Niet goed te vergelijken, want het ene onderzoek rekent per deelnemer, "
                "het andere over het hele project."
            ),
        ),
        (
            {"horizon_years": Decimal("2.5")},
            "Niet goed te vergelijken, want het ene onderzoek telt 10 jaar, het andere 2,5 jaar.",
        ),
        (
            {"ratio_definition": RatioDefinition.NET_RETURN},
            (
                "Niet goed te vergelijken, want het ene onderzoek noemt baten gedeeld door kosten, "
                "het andere een netto rendement."
            ),
        ),
    ],
)
def test_a_difference_in_the_basis_stands_in_the_way_and_is_named(
    changes: dict[str, Any], sentence: str
) -> None:
    verdict = pair(**changes)
    assert verdict.level is Comparable.NO
    assert verdict.sentence == sentence
    assert [found.aspect for found in verdict.findings if found.blocks] == [
        aspect for aspect in BASIS if finding(verdict, aspect).outcome is not Likeness.SAME
    ]
    assert not verdict.may_chart_ratios


@pytest.mark.parametrize("name", UNKNOWNS)
def test_what_is_unknown_of_the_basis_makes_it_impossible_to_judge(name: str) -> None:
    verdict = pair(**{name: UNKNOWNS[name]})
    assert verdict.level is Comparable.UNKNOWN
    assert verdict.sentence.startswith(
        "Wij kunnen niet beoordelen of deze uitkomsten te vergelijken zijn, want dit is niet bekend: de "
    )
    assert "van ‘B’" in verdict.sentence
    assert not verdict.may_chart_ratios


def test_a_known_difference_outweighs_what_is_unknown() -> None:
    verdict = pair(unit=Unit.PER_YEAR, horizon_years=NOT_ADOPTED)
    assert verdict.level is Comparable.NO
    assert finding(verdict, Aspect.HORIZON) == Finding(
        Aspect.HORIZON, Likeness.UNKNOWN, blocks=True, reason="De looptijd van ‘B’ is niet bekend."
    )


@pytest.mark.parametrize(("name", "value"), [*RESERVED.items(), *UNKNOWN_RESERVED.items()])
def test_other_aspects_leave_a_reservation_whether_they_differ_or_are_unknown(
    name: str, value: object
) -> None:
    verdict = pair(**{name: value})
    assert verdict.level is Comparable.WITH_RESERVATION
    assert verdict.sentence.startswith("Te vergelijken, met voorbehoud: ")
    assert not any(found.blocks for found in verdict.findings)
    assert verdict.may_chart_ratios


def test_amounts_in_prices_of_different_years_have_to_be_converted_first() -> None:
    assert finding(pair(price_year=2015), Aspect.PRICE_YEAR).reason == (
        "Het ene onderzoek rekent in prijzen van 2019, het andere in prijzen van 2015. "
        "Reken de bedragen eerst om naar hetzelfde jaar."
    )


@pytest.mark.parametrize(
    ("years", "level", "blocks"),
    [
        ("10", Comparable.YES, False),
        ("20", Comparable.WITH_RESERVATION, False),
        ("5", Comparable.WITH_RESERVATION, False),
        ("20.01", Comparable.NO, True),
        ("4.99", Comparable.NO, True),
        ("0", Comparable.NO, True),
    ],
)
def test_horizons_may_differ_by_a_factor_of_two_and_no_more(
    years: str, level: Comparable, blocks: bool
) -> None:
    verdict = pair(horizon_years=Decimal(years))
    assert verdict.level is level
    assert finding(verdict, Aspect.HORIZON).blocks is blocks
    assert verdict.may_chart_ratios is not blocks


def test_the_kind_of_ratio_counts_only_where_there_are_two_ratios() -> None:
    verdict = pair(ratio=None, ratio_definition=RatioDefinition.UNKNOWN)
    assert verdict.level is Comparable.YES
    assert Aspect.RATIO_DEFINITION not in [found.aspect for found in verdict.findings]
    assert not verdict.may_chart_ratios


def test_two_other_methods_need_not_be_the_same_method() -> None:
    verdict = judge([subject("A", method=Method.OTHER), subject("B", method=Method.OTHER)])
    assert verdict.level is Comparable.UNKNOWN
    assert verdict.sentence.endswith("dit is niet bekend: of de methode gelijk is.")
    assert not verdict.may_chart_ratios


def test_two_ratios_of_their_own_kind_need_not_be_the_same_kind() -> None:
    own = RatioDefinition.OTHER
    verdict = judge([subject("A", ratio_definition=own), subject("B", ratio_definition=own)])
    assert verdict.level is Comparable.UNKNOWN
    assert not verdict.may_chart_ratios


@pytest.mark.parametrize("method", [Method.COST_EFFECTIVENESS, Method.EVALUATION, Method.META_ANALYSIS])
def test_a_method_that_does_not_fix_what_is_counted_leaves_a_reservation(method: Method) -> None:
    verdict = judge([subject("A", method=method), subject("B", method=method)])
    assert verdict.level is Comparable.WITH_RESERVATION
    assert finding(verdict, Aspect.METHOD).outcome is Likeness.UNKNOWN
    assert "niet vastgelegd" in finding(verdict, Aspect.METHOD).reason
    assert not verdict.may_chart_ratios


@pytest.mark.parametrize(
    ("baseline", "outcome"),
    [
        ("Gewone begeleiding naar werk", Likeness.SAME),
        ("Dagbesteding", Likeness.UNKNOWN),
        (NOT_ADOPTED, Likeness.UNKNOWN),
    ],
)
def test_another_approach_is_the_same_baseline_only_when_it_is_the_same_approach(
    baseline: object, outcome: Likeness
) -> None:
    other = {"baseline_kind": BaselineKind.OTHER_APPROACH}
    one = subject("A", baseline="Gewone begeleiding naar werk", **other)
    verdict = judge([one, subject("B", baseline=baseline, **other)])
    assert finding(verdict, Aspect.BASELINE).outcome is outcome


def test_several_differences_are_named_with_their_values() -> None:
    verdict = pair(method=Method.SROI, ratio_definition=RatioDefinition.SROI, unit=Unit.PER_YEAR)
    assert verdict.sentence == (
        "Niet goed te vergelijken, want de methode (een MKBA en een SROI), de eenheid (per deelnemer en "
        "per jaar) en de soort verhouding (baten gedeeld door kosten en een SROI-verhouding) verschillen."
    )


def test_what_is_missing_is_gathered_per_owner() -> None:
    both = {"perspective": Perspective.UNKNOWN, "horizon_years": NOT_ADOPTED}
    verdict = judge([subject("A", **both), subject("B", unit=Unit.UNKNOWN, **both)])
    assert verdict.sentence.endswith(
        "niet bekend: de reikwijdte en de looptijd van beide onderzoeken; de eenheid van ‘B’."
    )


def test_a_reservation_names_what_differs_and_what_is_not_known() -> None:
    verdict = pair(horizon_years=Decimal(8), discount_rate=NOT_REPORTED, price_year=NOT_ADOPTED)
    assert verdict.sentence == (
        "Te vergelijken, met voorbehoud: de looptijd (10 jaar en 8 jaar) verschilt, en niet alles is bekend "
        "over het prijspeil en de rekenrente."
    )


def test_with_more_than_two_the_reasons_say_which_is_which() -> None:
    town = Perspective.MUNICIPALITY
    verdict = judge(
        [
            subject("A"),
            subject("B", perspective=town),
            subject("C", perspective=town),
            subject("D", perspective=Perspective.UNKNOWN),
        ]
    )
    assert finding(verdict, Aspect.PERSPECTIVE) == Finding(
        Aspect.PERSPECTIVE,
        Likeness.DIFFERENT,
        blocks=True,
        reason="De reikwijdte verschilt: de hele samenleving bij ‘A’, alleen de gemeente bij ‘B’ en ‘C’. "
        "Van ‘D’ is dit niet bekend.",
    )
    assert finding(verdict, Aspect.METHOD).reason == "Alle vier zijn een MKBA."
    assert finding(verdict, Aspect.UNIT).reason == "Alle vier de onderzoeken rekenen per deelnemer."
    assert verdict.sentence == (
        "Niet goed te vergelijken, want de reikwijdte (de hele samenleving en alleen de gemeente) verschilt."
    )


def test_where_only_some_have_a_ratio_those_are_named() -> None:
    verdict = judge([subject("A"), subject("B", ratio=None), subject("C")])
    assert finding(verdict, Aspect.RATIO_DEFINITION).reason == (
        "‘A’ en ‘C’ noemen baten gedeeld door kosten."
    )


def test_a_comparison_takes_two() -> None:
    with pytest.raises(ValueError, match="ten minste twee"):
        judge([subject()])
    assert not comparable_ratios([subject()])
    assert not comparable_ratios([])


def test_an_sroi_never_shares_a_chart_with_anything_else() -> None:
    sroi = subject("S", method=Method.SROI, ratio_definition=RatioDefinition.SROI)
    for method in Method:
        if method is not Method.SROI:
            assert not comparable_ratios([sroi, subject("X", method=method)])
            assert not comparable_ratios(
                [sroi, subject("X", method=method, ratio_definition=RatioDefinition.SROI)]
            )
    assert comparable_ratios([sroi, sroi])


SUBJECTS = st.builds(
    lambda number, **facts: subject(f"S{number}", **facts),
    st.integers(0, 99),
    method=st.sampled_from([Method.MKBA, Method.SROI, Method.OTHER, Method.COST_EFFECTIVENESS]),
    perspective=st.sampled_from(Perspective),
    unit=st.sampled_from([Unit.PER_PARTICIPANT, Unit.WHOLE_PROJECT, Unit.UNKNOWN]),
    horizon_years=st.sampled_from([Decimal(3), Decimal(6), Decimal(10), NOT_ADOPTED]),
    ratio=st.sampled_from([None, make_figure("1.5")]),
    ratio_definition=st.sampled_from(RatioDefinition),
    price_year=st.sampled_from([2015, 2019, NOT_ADOPTED]),
    discount_rate=st.sampled_from([Decimal(3), NOT_REPORTED]),
    timing=st.sampled_from([Timing.EX_ANTE, Timing.UNKNOWN]),
    baseline_kind=st.sampled_from([BaselineKind.NOTHING, BaselineKind.OTHER_APPROACH]),
    scope=st.sampled_from([Scope.BOTH, Scope.UNKNOWN]),
)
ALIKE = st.builds(
    lambda **facts: subject("S", **facts),
    horizon_years=st.sampled_from([Decimal(3), Decimal(6), NOT_ADOPTED]),
    price_year=st.sampled_from([2015, NOT_ADOPTED]),
    ratio=st.sampled_from([None, make_figure("1.5")]),
)
"""Subjects that differ so little that every level occurs often."""
SEVERAL = st.lists(SUBJECTS | ALIKE, min_size=2, max_size=4)


def gist(verdict: Verdict) -> tuple[object, ...]:
    """What must not depend on the order."""
    return (
        verdict.level,
        verdict.may_chart_ratios,
        [(found.aspect, found.outcome, found.blocks) for found in verdict.findings],
    )


@given(SEVERAL)
def test_the_order_plays_no_part(subjects: list[Subject]) -> None:
    first = gist(judge(subjects))
    assert all(gist(judge(order)) == first for order in permutations(subjects))


@given(SUBJECTS | ALIKE)
def test_a_study_compared_with_itself_never_differs(one: Subject) -> None:
    verdict = judge([one, one])
    assert verdict.level is not Comparable.NO
    assert all(found.outcome is not Likeness.DIFFERENT for found in verdict.findings)


@given(SEVERAL, SUBJECTS | ALIKE)
def test_one_more_never_improves_the_verdict(subjects: list[Subject], added: Subject) -> None:
    before, after = judge(subjects), judge([*subjects, added])
    assert WORSE.index(after.level) >= WORSE.index(before.level)
    assert before.may_chart_ratios or not after.may_chart_ratios


@given(SEVERAL)
def test_ratios_in_one_chart_are_always_comparable_and_unknown_never_becomes_equal(
    subjects: list[Subject],
) -> None:
    verdict = judge(subjects)
    if verdict.may_chart_ratios:
        assert verdict.level in {Comparable.YES, Comparable.WITH_RESERVATION}
    for found in verdict.findings:
        assert found.reason.endswith(".")
        assert (found.outcome is Likeness.SAME) <= (not found.blocks)
    if any(one.study.unit is Unit.UNKNOWN for one in subjects):
        assert finding(verdict, Aspect.UNIT).outcome is not Likeness.SAME
    assert verdict.sentence.endswith(".")
