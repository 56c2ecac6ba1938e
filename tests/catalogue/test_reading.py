"""Which study and result a short view shows: the newest with an outcome, never the most favourable."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.reading import has_outcome, leading_study, main_result, newest_year
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from tests.builders import make_approach, make_figure, make_result, make_study

TOTALS = ("costs", "benefits", "net", "ratio")
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
NOTHING = dict.fromkeys(TOTALS, NOT_ADOPTED)
YEARS = st.integers(2000, 2026) | st.just(NOT_REPORTED)


def study(identifier: str, year: object = 2020, outcome: Mapping[str, object] | None = None) -> Study:
    result = make_result(id=f"u-{identifier}", **(NOTHING if outcome is None else outcome))
    return make_study(id=identifier, year=year, results=(result,))


def with_amounts(entry: Approach, amounts: list[Decimal]) -> Approach:
    """The same studies, where every known total has another amount."""
    supply = iter(amounts)

    def changed(result: Result) -> Result:
        known = [name for name in TOTALS if isinstance(getattr(result, name), KnownFigure)]
        return result.model_copy(update={name: make_figure(str(next(supply))) for name in known})

    studies = [
        one.model_copy(update={"results": tuple(changed(result) for result in one.results)})
        for one in entry.studies
    ]
    return entry.model_copy(update={"studies": tuple(studies)})


def leader(entry: Approach) -> str | None:
    found = leading_study(entry)
    return found.id if found else None


@st.composite
def entries(draw: st.DrawFn) -> Approach:
    studies = []
    for number in range(draw(st.integers(0, 4))):
        names = draw(st.sets(st.sampled_from(TOTALS)))
        totals = NOTHING | {name: make_figure(str(draw(AMOUNTS))) for name in sorted(names)}
        studies.append(study(f"o{number}", draw(YEARS), totals))
    return make_approach(studies=tuple(studies))


@settings(max_examples=40, deadline=None)
@given(entries(), st.lists(AMOUNTS, min_size=16, max_size=16))
def test_other_amounts_never_make_another_study_lead(entry: Approach, amounts: list[Decimal]) -> None:
    assert leader(with_amounts(entry, amounts)) == leader(entry)


@settings(max_examples=40, deadline=None)
@given(
    entries(), st.randoms(use_true_random=False), st.sampled_from([Decimal(-1), Decimal(1000), Decimal(0)])
)
def test_swapping_or_multiplying_the_amounts_changes_nothing(
    entry: Approach, chance: object, factor: Decimal
) -> None:
    known = [
        figure.mid * factor
        for one in entry.studies for result in one.results
        for figure in (getattr(result, name) for name in TOTALS)
        if isinstance(figure, KnownFigure) and figure.mid is not None
    ]  # fmt: skip
    assert leader(with_amounts(entry, known)) == leader(entry)
    chance.shuffle(known)  # type: ignore[attr-defined]
    assert leader(with_amounts(entry, known)) == leader(entry)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_the_leading_study_is_the_newest_of_those_with_an_outcome(entry: Approach) -> None:
    found = leading_study(entry)
    assert (found is None) == (not entry.studies)
    if found is None:
        return
    rivals = [one for one in entry.studies if has_outcome(one)] or list(entry.studies)
    assert found in rivals
    newest = max((one.year for one in rivals if isinstance(one.year, int)), default=None)
    assert newest is None or found.year == newest


@pytest.mark.parametrize("order", [("good", "bad"), ("bad", "good")])
def test_of_two_studies_of_one_year_the_first_in_the_document_leads(order: tuple[str, str]) -> None:
    nets = {"good": make_figure(9000), "bad": make_figure(-9000)}
    studies = tuple(study(name, 2020, NOTHING | {"net": nets[name]}) for name in order)
    assert leader(make_approach(studies=studies)) == order[0]


def test_a_newer_study_that_lost_money_leads_over_an_older_one_that_gained() -> None:
    gain, loss = ({**NOTHING, "net": make_figure(amount)} for amount in (9000, -9000))
    assert leader(make_approach(studies=(study("o1", 2019, gain), study("o2", 2020, loss)))) == "o2"


def test_a_study_with_an_outcome_leads_over_a_newer_one_without() -> None:
    old = study("o1", 2010, NOTHING | {"costs": make_figure(0)})
    assert leader(make_approach(studies=(study("o2", 2025), old))) == "o1"


def test_a_study_without_a_year_comes_last() -> None:
    assert leader(make_approach(studies=(study("o1", NOT_REPORTED), study("o2", 1990)))) == "o2"
    assert leader(make_approach(studies=(study("o1", NOT_REPORTED),))) == "o1"


@pytest.mark.parametrize("name", TOTALS)
@pytest.mark.parametrize("amount", ["0", "-5", "5"])
def test_one_known_total_is_an_outcome_whatever_its_height(name: str, amount: str) -> None:
    assert has_outcome(study("o1", outcome=NOTHING | {name: make_figure(amount)}))


def test_without_known_totals_or_a_main_result_there_is_no_outcome() -> None:
    assert not has_outcome(study("o1"))
    assert not has_outcome(make_study(results=()))
    assert not has_outcome(make_study(results=(make_result(is_main=False),)))


def test_the_main_result_is_the_one_that_says_so_wherever_it_stands() -> None:
    first, main = make_result(id="u1", is_main=False), make_result(id="u2", net=make_figure(-1))
    assert main_result(make_study(results=(first, main))) == main
    assert main_result(make_study(results=(first,))) is None


def test_the_newest_year_is_of_the_studies_that_have_one() -> None:
    studies = (study("o1", 2011), study("o2", NOT_REPORTED), study("o3", 2019))
    assert newest_year(make_approach(studies=studies)) == 2019
    assert newest_year(make_approach(studies=(study("o1", NOT_REPORTED),))) is None
    assert newest_year(make_approach(studies=())) is None
