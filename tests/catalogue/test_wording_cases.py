"""The table of cases: what is read in a study, and every sentence that follows (METHOD A12.6, F9, F15)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.money import NBSP
from catalogue.parts import Sensitivity, UnpricedEffect
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED, Unknown
from catalogue.vocabulary import (
    Direction,
    EffectCategory,
    FirstHand,
    Provenance,
    RatioDefinition,
    Timing,
    Unit,
)
from catalogue.wording import certainty, conclusion, how_sure, outcome, outcome_of, own_number, timing_words
from tests.builders import make_result, make_study
from tests.catalogue.wording_cases import CASES, LOWER, Case, figure, one


def said(text: str) -> str:
    """The text with the spaces that never break."""
    return text.replace("€ ", f"€{NBSP}").replace(" procent", f"{NBSP}procent")


def built(case: Case) -> tuple[Study, Result]:
    nothing = dict.fromkeys(("costs", "benefits", "net", "ratio"), NOT_ADOPTED)
    result = make_result(**nothing | case.totals)
    unit = Unit.PER_PARTICIPANT if "per deelnemer" in case.outcome else Unit.UNKNOWN
    return make_study(results=(result,), unit=unit, **case.study), result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sentences_follow_from_what_was_read(case: Case) -> None:
    study, result = built(case)
    assert outcome(study) == outcome_of(study, result) == said(case.outcome)
    assert certainty(study) == how_sure(study, result).conclusion == said(case.certainty)
    if case.rows:
        rows = [(row.label, row.low, row.mid, row.high) for row in how_sure(study, result).rows]
        assert rows == [tuple(said(cell) for cell in row) for row in case.rows]


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing.EX_ANTE, "Dit is een verwachting vooraf."),
        (Timing.EX_POST, "Dit is achteraf gemeten."),
        (Timing.INDICATIVE, "Dit is een schatting: voor een deel gemeten, voor een deel aangenomen."),
        (Timing.UNKNOWN, "Of dit vooraf is verwacht of achteraf is gemeten, is niet bekend."),
    ],
)
def test_forecast_or_measured_is_always_said(timing: Timing, words: str) -> None:
    study = make_study(timing=timing)
    assert timing_words(study) == how_sure(study, study.results[0]).timing == words


def test_every_outcome_is_worded_and_not_only_the_main_one() -> None:
    loss = {"costs": one("1"), "net": figure("-9", None, "-1"), "ratio": NOT_ADOPTED}
    other = make_result(id="u2", is_main=False, **loss)
    study = make_study(results=(make_result(), other))
    assert how_sure(study, other).conclusion == LOWER
    assert "€" in outcome_of(study, other)


def test_the_conclusion_counts_effects_without_an_amount() -> None:
    effect = UnpricedEffect(
        id="e1", name="Rust", category=EffectCategory.WELLBEING, direction=Direction.POSITIVE
    )
    study = make_study(results=(make_result(unpriced=(effect,)),))
    beside = "Daarnaast is er 1 effect zonder bedrag, en dat is positief."
    assert conclusion(study) == f"{outcome(study)} {beside}"
    assert how_sure(study, study.results[0]).unpriced == beside
    assert conclusion(make_study()) == outcome(make_study())
    assert conclusion(make_study(results=())) == outcome(make_study(results=()))


def assumption(variable: str, *, changes: bool | Unknown, **more: Any) -> Sensitivity:
    return Sensitivity(id=variable, variable=variable, result="Anders.", changes_conclusion=changes, **more)


def test_an_assumption_that_changes_the_conclusion_is_named_with_its_tipping_point() -> None:
    rows = (
        assumption("Looptijd", changes=True, tipping_point="4 jaar."),
        assumption("Prijs", changes=True),
        assumption("Rente", changes=False),
        assumption("Deelnemers", changes=False),
        assumption("Regio", changes=NOT_ADOPTED),
    )
    result = make_result(sensitivities=rows)
    assert how_sure(make_study(results=(result,)), result).sensitivities == (
        "De conclusie verandert bij een andere aanname: ‘Looptijd’. Kosten en baten zijn gelijk bij: 4 jaar.",
        "De conclusie verandert bij een andere aanname: ‘Prijs’.",
        "De conclusie blijft hetzelfde bij een andere aanname: ‘Rente’, ‘Deelnemers’.",
        "Er is ook gerekend met 1 andere aanname. Of de conclusie dan verandert, is hier niet vastgelegd.",
    )


def test_without_a_sensitivity_nothing_is_said_of_it() -> None:
    assert how_sure(make_study(), make_result()).sensitivities == ()


def test_disputed_and_second_hand_figures_are_pointed_out() -> None:
    assert how_sure(make_study(), make_result()).cautions == ()
    net = figure("1", None, "2", disputed=True, first_hand=FirstHand.SECOND_HAND)
    result = make_result(net=net)
    assert how_sure(make_study(), result).cautions == (
        "Een andere bron spreekt een van deze cijfers tegen.",
        "Cijfers uit de tweede hand lazen wij niet in het onderzoek zelf.",
    )


def test_a_study_that_was_itself_read_elsewhere_has_a_note_for_that() -> None:
    result = make_result(net=one("1", first_hand=FirstHand.SECOND_HAND))
    assert how_sure(make_study(provenance=Provenance.SECONDARY), result).cautions == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [("2.45", "2,5"), ("0.04", "minder dan 0,1"), ("-0.04", "iets onder 0"), ("0", "0"), ("10432", "10.432")],
)
def test_a_number_of_the_studys_own_is_never_shown_as_nothing(value: str, words: str) -> None:
    assert own_number(Decimal(value)) == words


ANY = st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
KEPT = st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(any)
VALUES = st.tuples(ANY, ANY, ANY).map(sorted)
FIGURES = st.one_of(
    st.sampled_from([NOT_ADOPTED, NOT_REPORTED, NOT_APPLICABLE]),
    st.builds(
        lambda kept, values: figure(
            *(str(value) if keep else None for keep, value in zip(kept, values, strict=True))
        ),
        KEPT,
        VALUES,
    ),
)
RESULTS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("costs", "benefits", "net", "ratio"), FIGURES),
        "ratio_definition": st.sampled_from(RatioDefinition),
    }
)


@given(RESULTS, st.sampled_from(Timing))
def test_any_outcome_has_words_and_none_promises(facts: dict[str, Any], timing: Timing) -> None:
    result = make_result(**facts)
    study = make_study(results=(result,), timing=timing)
    sure = how_sure(study, result)
    text = " ".join((conclusion(study), sure.conclusion, sure.timing))
    assert "levert" not in text
    assert "None" not in text
    if timing is Timing.EX_ANTE:
        assert "volgens dit onderzoek" not in text.lower()
    known = [total for total in facts.values() if isinstance(total, KnownFigure)]
    computed = [row for row in sure.rows if row.label == "Saldo, door ons uitgerekend"]
    assert len(sure.rows) == len(known) + len(computed)
    assert all(cell for row in sure.rows for cell in (row.label, row.low, row.mid, row.high))


@given(FIGURES)
def test_a_range_is_stated_or_its_absence_is(net: KnownFigure | Unknown) -> None:
    result = make_result(costs=NOT_ADOPTED, benefits=NOT_ADOPTED, ratio=NOT_ADOPTED, net=net)
    study = make_study(results=(result,))
    if isinstance(net, KnownFigure) and net.has_range:
        assert "andbreedte" not in certainty(study)
    else:
        absent = ("Geen bandbreedte", "Alleen een")
        assert certainty(study).startswith(absent)
