"""A study with a reader's own numbers: only a range, only where the study carries it, and true to it."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import seedfile
from catalogue.documents import Approach, Result, Study
from catalogue.economics import Band
from catalogue.figures import KnownFigure
from catalogue.own_numbers import CONTEXT, Inputs, Outcome, Refused, Start, explore, rounded, start_of
from catalogue.registers import cpi
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import (
    BaselineKind,
    CostBehaviour,
    Method,
    Provenance,
    RatioDefinition,
    Timing,
    Unit,
)
from tests.builders import make_figure, make_flow_items, make_flow_study, make_result, make_study

SEED = Path(__file__).resolve().parents[2] / "data" / "mkba_seed.yaml"
CENT = Decimal("0.01")
PER_ONE = {"unit": Unit.PER_PARTICIPANT, "participants": 50, "price_year": 2019}


@cache
def published() -> tuple[tuple[str, Study, Result], ...]:
    """Every result of the real collection with the address of its entry."""

    def every() -> Iterator[tuple[str, Study, Result]]:
        for entry in seedfile.read(SEED.read_text(encoding="utf-8")).entries:
            document = entry.revisions[-1].document if entry.revisions else None
            if isinstance(document, Approach):
                yield from (
                    (entry.slug, study, result) for study in document.studies for result in study.results
                )

    return tuple(every())


def bounds(**ends: Decimal) -> KnownFigure:
    """A figure without a middle."""
    return make_figure().model_copy(update={"mid": None, **ends})


def start(result: Result | None = None, **facts: object) -> Start:
    study = make_study(**PER_ONE | facts)
    found = start_of(study, result or study.results[0])
    assert isinstance(found, Start), found
    return found


def outcome(begin: Start, **inputs: object) -> Outcome:
    found = explore(begin, Inputs(**inputs), cpi())  # type: ignore[arg-type]
    assert isinstance(found, Outcome), found
    return found


def ends(band: Band) -> tuple[object, object]:
    """Low and high, to compare with plain numbers."""
    return band.low, band.high


def refused(study: Study, **inputs: object) -> str:
    begin = start_of(study, study.results[0])
    found = explore(begin, Inputs(**inputs), cpi()) if isinstance(begin, Start) else begin  # type: ignore[arg-type]
    assert isinstance(found, Refused)
    return " ".join(found.reasons)


def cents(value: Decimal | None) -> Decimal:
    assert value is not None
    return value.quantize(CENT)


def test_every_published_result_either_reproduces_its_figures_or_says_why_it_cannot() -> None:
    carried = set()
    for slug, study, result in published():
        begin = start_of(study, result)
        if isinstance(begin, Refused):
            assert all(reason.endswith(".") for reason in begin.reasons)
            continue
        carried.add(slug)
        found = outcome(begin)
        assert isinstance(result.costs, KnownFigure)
        assert isinstance(result.benefits, KnownFigure)
        assert found.unchanged
        assert cents(found.costs.high) == cents(result.costs.high or result.costs.mid)
        assert cents(found.benefits.high) == cents(result.benefits.mid or result.benefits.high)
    assert carried == {"begeleide-maatschappelijke-opvang", "cursus-laaggeletterden", "mazl"}


@given(st.integers(1, 10_000), st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_whole_project_is_reproduced_to_the_cent_whatever_its_size(
    participants: int, costs: int, benefits: int
) -> None:
    result = make_result(costs=make_figure(costs), benefits=make_figure(benefits))
    found = outcome(start(result, unit=Unit.WHOLE_PROJECT, participants=participants))
    assert [cents(found.costs.high), cents(found.benefits.high)] == [Decimal(costs), Decimal(benefits)]
    assert found.participants == participants


def test_the_range_starts_at_half_the_effect_and_ends_at_what_was_found() -> None:
    found = outcome(start())
    assert [str(end) for end in CONTEXT] == ["0.5", "1"]
    assert ends(found.costs) == (1000, 1000)
    assert ends(found.benefits) == (750, 1500)
    assert found.benefits.mid is None
    assert ends(found.net) == (-250, 500)
    assert found.break_even.low == found.break_even.high
    assert found.break_even.mid == pytest.approx(Decimal("0.6667"), abs=Decimal("0.0001"))


def test_the_ranges_of_the_study_widen_the_outcome_and_its_high_benefits_do_not() -> None:
    result = make_result(
        costs=make_figure(1000, low=Decimal(800), high=Decimal(1200)),
        benefits=make_figure(1500, low=Decimal(1000), high=Decimal(9000)),
    )
    found = outcome(start(result))
    assert ends(found.costs) == (800, 1200)
    assert ends(found.benefits) == (500, 1500)
    assert ends(found.net) == (500 - 1200, 1500 - 800)


def test_a_range_without_a_middle_ends_at_its_high_value() -> None:
    result = make_result(benefits=bounds(low=Decimal(1000), high=Decimal(2000)))
    found = outcome(start(result))
    assert ends(found.benefits) == (500, 2000)


def test_own_numbers_change_what_they_should_and_nothing_else() -> None:
    found = outcome(start(), participants=40, cost=Decimal("1100.50"), effect=Decimal(80))
    assert ends(found.costs) == (44020, 44020)
    assert ends(found.benefits) == (24000, 48000)
    assert not found.unchanged


def test_the_studys_own_numbers_typed_again_change_nothing() -> None:
    assert outcome(start(), participants=1, effect=Decimal(100), price_year=2019).unchanged


@given(st.integers(1, 500), st.decimals(min_value=0, max_value=100, places=1, allow_nan=False))
def test_more_effect_never_makes_the_outcome_worse_and_twice_the_people_doubles_it(
    people: int, effect: Decimal
) -> None:
    begin = start(participants=1000)
    some, whole = outcome(begin, participants=people, effect=effect), outcome(begin, participants=people)
    assert some.net.high is not None
    assert whole.net.high is not None
    assert some.net.high <= whole.net.high
    twice = outcome(begin, participants=2 * people, effect=effect)
    for one, other in zip(some.totals, twice.totals, strict=True):
        assert (cents(one.low) * 2, cents(one.high) * 2) == (cents(other.low), cents(other.high))


def test_amounts_are_converted_to_the_prices_of_the_chosen_year_and_own_costs_are_not() -> None:
    factor = cpi().convert(Decimal(1), 2019, 2024)
    assert factor is not None
    found = outcome(start(), price_year=2024)
    assert cents(found.costs.high) == cents(1000 * factor)
    assert cents(found.benefits.high) == cents(1500 * factor)
    assert any("consumentenprijsindex" in sentence for sentence in found.assumptions)
    typed = outcome(start(), price_year=2024, cost=Decimal(1000))
    assert typed.costs.high == 1000


@pytest.mark.parametrize(
    ("facts", "inputs", "words"),
    [
        ({"method": Method.SROI}, {}, "SROI"),
        ({"method": Method.BUSINESS_CASE}, {}, "businesscase"),
        ({"unit": Unit.NATIONWIDE}, {}, "heel Nederland"),
        ({"unit": Unit.PER_YEAR}, {}, "per deelnemer"),
        ({"unit": Unit.PER_MUNICIPALITY}, {}, "gemeente"),
        ({"unit": Unit.UNKNOWN}, {}, "niet bekend"),
        ({"unit": Unit.WHOLE_PROJECT, "participants": NOT_ADOPTED}, {}, "hoeveel mensen"),
        ({}, {"participants": 501}, "tien keer"),
        ({"price_year": NOT_REPORTED}, {"price_year": 2024}, "prijspeil"),
        ({"price_year": 1995}, {"price_year": 2024}, "1995"),
        ({"results": (make_result(costs=NOT_ADOPTED),)}, {}, "kosten"),
        ({"results": (make_result(benefits=NOT_REPORTED),)}, {}, "baten"),
        (
            {"results": (make_result(benefits=bounds(low=Decimal(5))),)},
            {},
            "minstens",
        ),
    ],
)
def test_what_the_study_does_not_carry_is_refused_in_words(
    facts: dict[str, object], inputs: dict[str, object], words: str
) -> None:
    assert words in refused(make_study(**PER_ONE | facts), **inputs)


def test_the_most_participants_a_study_carries_is_ten_times_what_it_studied() -> None:
    assert outcome(start(), participants=500).participants == 500


def test_without_benefits_there_is_no_turning_point() -> None:
    result = make_result(benefits=make_figure(-100))
    found = outcome(start(result))
    assert not found.break_even.is_known
    assert ends(found.benefits) == (-100, -50)


def test_what_is_assumed_follows_from_the_study() -> None:
    shaky = make_study(
        **PER_ONE
        | {
            "participants": NOT_ADOPTED,
            "price_year": NOT_ADOPTED,
            "horizon_years": NOT_ADOPTED,
            "timing": Timing.EX_ANTE,
            "baseline_kind": BaselineKind.UNKNOWN,
            "provenance": Provenance.SECONDARY,
        }
    )
    begin = start_of(shaky, shaky.results[0])
    assert isinstance(begin, Start)
    told = " ".join(outcome(begin, cost=Decimal(5)).assumptions)
    for words in (
        "Hoeveel deelnemers",
        "prijspeil van het onderzoek is niet bekend",
        "van een ander jaar",
        "hoeveel jaar",
        "zelf een verwachting",
        "vergelijkt, is niet bekend",
        "andere bron",
    ):
        assert words in told
    sound = " ".join(outcome(start(horizon_years=Decimal(4), timing=Timing.EX_POST)).assumptions)
    assert "50 deelnemers onderzocht" in sound
    assert "over 4 jaar" in sound
    assert "verwachting" not in sound


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1234.5", 1200),
        ("-124", -120),
        ("0", 0),
        ("99.6", 100),
        ("0.0456", "0.046"),
        ("7", 7),
        ("1000000", 10**6),
    ],
)
def test_a_range_is_shown_in_two_digits(value: str, shown: object) -> None:
    assert rounded(Decimal(value)) == Decimal(str(shown))


def test_totals_that_are_not_published_come_from_the_stored_flows() -> None:
    study = make_flow_study(unit=Unit.WHOLE_PROJECT, participants=50)
    result = study.results[0].model_copy(update={"costs": NOT_ADOPTED, "benefits": NOT_ADOPTED})
    begin = start_of(study, result)
    assert isinstance(begin, Start), begin
    found = outcome(begin)
    assert cents(found.costs.high) == Decimal("79417.48")
    assert cents(found.benefits.high) == Decimal("96004.77")
    assert cents(found.benefits.low) == cents(Decimal("45257.78") / 2)


def test_a_sroi_ratio_is_refused_whatever_the_method_is_called() -> None:
    study = make_study(**PER_ONE)
    result = study.results[0].model_copy(update={"ratio_definition": RatioDefinition.SROI})
    assert isinstance(start_of(study, result), Refused)


def test_totals_from_flows_are_in_the_prices_of_those_flows() -> None:
    items = tuple(one.model_copy(update={"price_year": 2005}) for one in make_flow_items())
    facts = {"unit": Unit.WHOLE_PROJECT, "participants": 50, "price_year": 2019}
    study = make_flow_study(items, **facts)
    found = start_of(study, study.results[0])
    assert isinstance(found, Start)
    assert found.price_year == 2005
    half = study.results[0].model_copy(update={"costs": make_figure("100")})
    refused = start_of(study, half)
    assert isinstance(refused, Refused)
    assert "in prijzen van andere jaren" in refused.reasons[0]


@pytest.mark.parametrize(("studied", "words"), [(1, "Er is 1 deelnemer onderzocht."), (0, "is niet bekend")])
def test_one_participant_or_none_is_said_as_it_should_be(studied: int, words: str) -> None:
    found = outcome(start(participants=studied))
    assert any(words in sentence for sentence in found.assumptions)


def test_costs_with_a_range_have_a_turning_point_with_a_range() -> None:
    costs = make_figure("1000", low=Decimal(500), high=Decimal(2000))
    found = outcome(start(make_result(costs=costs, benefits=make_figure("1800"))))
    assert found.break_even.low == pytest.approx(Decimal("0.2778"), abs=Decimal("0.0001"))
    assert found.break_even.high is not None
    assert found.break_even.high > 1


def with_fixed_costs(fixed: int, **changes: object) -> Study:
    """The study of METHOD A12.8, of whose first costs a part does not grow with the participants."""
    first, *rest = make_flow_items()
    parts = [
        first.model_copy(update={"amount": make_figure(amount), "id": f"k{place}", "cost_behaviour": kind})
        for place, (amount, kind) in enumerate(
            [(fixed, CostBehaviour.FIXED), (60_000 - fixed, CostBehaviour.VARIABLE)]
        )
    ]
    second = rest[0].model_copy(update={"cost_behaviour": CostBehaviour.VARIABLE})
    return make_flow_study((*parts, second, *rest[1:]), price_year=2019, **changes)


def test_fixed_costs_stay_the_same_with_more_participants() -> None:
    """The numbers of METHOD A12.8: 30,000 fixed, 988.35 for each, eighty participants."""
    study = with_fixed_costs(30_000)
    begin = start_of(study, study.results[0])
    assert isinstance(begin, Start)
    assert begin.fixed == Band.exactly(30_000)
    assert f"{begin.cost_each.mid:.2f}" == "988.35"
    assert f"{outcome(begin).costs.high:.2f}" == "79417.48"
    larger = outcome(begin, participants=80)
    assert f"{larger.costs.low:.2f}" == f"{larger.costs.high:.2f}" == "109067.96"
    assert f"{larger.benefits.high:.2f}" == "153607.63"
    assert any(
        "De vaste kosten, € 30.000, blijven gelijk" in line.replace("\xa0", " ")
        for line in larger.assumptions
    )
    own = outcome(begin, participants=80, cost=Decimal(1000))
    assert own.costs.high == Decimal(110_000)
    later = outcome(begin, price_year=2024)
    assert later.costs.high == pytest.approx(Decimal("97483.90"), abs=Decimal("0.01"))


@pytest.mark.parametrize(("published", "told_apart"), [("79417.48", True), ("79000", True), ("60000", False)])
def test_published_costs_hold_the_fixed_ones_only_where_they_agree_with_the_items(
    published: str, told_apart: bool
) -> None:
    study = with_fixed_costs(30_000)
    result = study.results[0].model_copy(update={"costs": make_figure(published)})
    begin = start_of(study, result)
    assert isinstance(begin, Start)
    assert (begin.fixed == Band.exactly(30_000)) is told_apart
    assert outcome(begin).costs.high == Decimal(published)


def test_costs_of_which_it_is_not_known_whether_they_grow_are_not_told_apart() -> None:
    study = make_flow_study()
    begin = start_of(study, study.results[0])
    assert isinstance(begin, Start)
    assert begin.fixed is None
    none_fixed = with_fixed_costs(0)
    begin = start_of(none_fixed, none_fixed.results[0])
    assert isinstance(begin, Start)
    assert any("Alle kosten groeien mee" in line for line in outcome(begin).assumptions)
