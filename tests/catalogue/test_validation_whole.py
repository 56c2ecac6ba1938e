"""The rules together: all problems at once, what a remark answers, and what keeps from publication."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.documents import Approach
from catalogue.kinds import MODELS, AnyDocument
from catalogue.parts import Place, Recognition, Remark
from catalogue.rules_figures import euro_amounts
from catalogue.schema import NOT_ADOPTED
from catalogue.validation import Problem, Weight, problems, refusals
from catalogue.vocabulary import (
    BaselineKind,
    Method,
    RatioDefinition,
    RecognitionLevel,
    RecognitionScheme,
    Selection,
)
from tests.builders import make_approach, make_figure, make_publication, make_result, make_source, make_study
from tests.catalogue.document_strategies import documents

DEVIATIONS: dict[str, dict[str, Any]] = {
    "R-titel": {"title": NOT_ADOPTED},
    "V6": {"price_year": 2030},
    "V7": {"results": (make_result(net=make_figure(900)),)},
    "V8": {"results": (make_result(ratio=make_figure(9)),)},
    "V10": {"method": Method.BUSINESS_CASE},
    "V11": {"baseline_kind": BaselineKind.UNKNOWN},
}


def places(found: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.path) for problem in found]


def with_study(**changes: Any) -> Approach:
    return make_approach(studies=(make_study(**changes),))


def test_all_problems_come_together_in_the_order_of_the_document() -> None:
    wrong = make_result(
        costs=make_figure(1000, sources=()), net=make_figure(900), ratio=make_figure(9),
        ratio_definition=RatioDefinition.SROI,
    )  # fmt: skip
    study = make_study(
        id="o2", conclusion="Het scheelt € 7 miljoen.", limitations=(), results=(wrong,),
        baseline_kind=BaselineKind.UNKNOWN, discount_rate=Decimal(11), participants=3,
        sources=(make_source(url=None),),
    )  # fmt: skip
    approach = make_approach(
        name="", themes=(), selection=Selection.LEAD, age_from=9, age_to=8,
        municipalities=(Place(code="0001"),), studies=(make_study(id="o1"), study),
    )  # fmt: skip
    other = "onderzoeken.1"
    assert places(problems(approach, municipalities={"0363"})) == [
        ("R", "naam"),
        ("R", "themas"),
        ("R", "selectie"),
        ("V15", "gemeenten.0.code"),
        ("R", "leeftijd_tot"),
        ("ID", "onderzoeken"),
        ("ID", "onderzoeken"),
        ("R", f"{other}.beperkingen"),
        ("V13", f"{other}.bronnen.0"),
        ("V16", f"{other}.aantal_deelnemers"),
        ("V11", f"{other}.nulalternatief_soort"),
        ("V18", f"{other}.discontovoet"),
        ("BRON", f"{other}.uitkomsten.0.kosten"),
        ("V7", f"{other}.uitkomsten.0.saldo"),
        ("V8", f"{other}.uitkomsten.0.ratio"),
        ("V14", f"{other}.conclusie"),
    ]


@pytest.mark.parametrize("rule", DEVIATIONS)
def test_a_remark_answers_the_problem_of_its_own_rule(rule: str) -> None:
    remark = Remark(rule=rule, text="Zo staat het in het rapport.")
    (open_problem,) = problems(with_study(**DEVIATIONS[rule]))
    (answered,) = problems(with_study(**DEVIATIONS[rule], remarks=(remark,)))
    assert (open_problem.rule, open_problem.weight, open_problem.answered) == (rule, Weight.REMARK, False)
    assert (answered.rule, answered.weight, answered.answered) == (rule, Weight.REMARK, True)
    assert refusals([open_problem]) == (open_problem,)
    assert refusals([answered]) == ()


def test_a_remark_about_another_rule_answers_nothing() -> None:
    remark = Remark(rule="V8", text="Afgerond.")
    (problem,) = problems(with_study(**DEVIATIONS["V7"], remarks=(remark,)))
    assert problem.refuses


def test_a_remark_at_another_study_answers_nothing() -> None:
    explained = make_study(remarks=(Remark(rule="V7", text="Afgerond."),))
    result = make_result(id="u2", net=make_figure(900, sources=("b2",)), costs=make_figure(sources=("b2",)),
                         benefits=make_figure(1500, sources=("b2",)), ratio=NOT_ADOPTED)  # fmt: skip
    other = make_study(id="o2", results=(result,), sources=(make_source(id="b2"),))
    (problem,) = problems(make_approach(studies=(explained, other)))
    assert (problem.rule, problem.path, problem.refuses) == ("V7", "onderzoeken.1.uitkomsten.0.saldo", True)


def test_no_remark_excuses_what_is_refused() -> None:
    remarks = tuple(Remark(rule=rule, text="Het is niet anders.") for rule in ("R", "V13", "BRON"))
    found = problems(with_study(sources=(), limitations=(), remarks=remarks))
    assert found
    assert all(problem.answered for problem in found)
    assert refusals(found) == found


def test_a_remark_without_text_is_no_remark() -> None:
    with pytest.raises(ValueError, match="at least 1 character"):
        Remark(rule="V7", text="  ")


def test_refusals_leave_out_notices_and_keep_the_order() -> None:
    found = problems(with_study(participants=3, limitations=(), discount_rate=Decimal(11), price_year=2030))
    assert [problem.rule for problem in found] == ["R", "V6", "V16", "V18"]
    assert [problem.rule for problem in refusals(found)] == ["R", "V6"]
    assert refusals(()) == ()


def test_a_municipality_must_exist_where_the_approach_is_and_where_the_study_was() -> None:
    approach = make_approach(
        municipalities=(Place(code="0363"), Place(code="9999")),
        studies=(make_study(municipalities=("9998", "0363")),),
    )
    assert places(problems(approach, municipalities={"0363"})) == [
        ("V15", "gemeenten.1.code"),
        ("V15", "onderzoeken.0.gemeenten.0"),
    ]
    assert problems(approach, municipalities={"0363", "9998", "9999"}) == ()
    assert problems(approach) == ()


def test_a_publication_has_the_rules_of_its_study_and_its_own_paths() -> None:
    assert problems(make_publication(), municipalities=set()) == ()
    study = make_study(id="u1", limitations=(), municipalities=("9999",))
    assert places(problems(make_publication(themes=(), study=study), municipalities={"0363"})) == [
        ("R", "themas"),
        ("ID", "onderzoek"),
        ("V15", "onderzoek.gemeenten.0"),
        ("R", "onderzoek.beperkingen"),
    ]


def test_an_id_is_used_once_in_the_whole_entry() -> None:
    recognition = Recognition(
        id="o1", scheme=RecognitionScheme.EMMIE, level=RecognitionLevel.DESCRIBED, year=2020
    )
    (problem,) = problems(make_approach(recognitions=(recognition,)))
    assert (problem.rule, problem.path) == ("ID", "onderzoeken")
    assert problem.message == "Het kenmerk ‘o1’ komt 2 keer voor. Elk kenmerk mag één keer voorkomen."


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Het kost € 1.200.", ["1200"]),
        ("Het kost €1.200,50 per jaar.", ["1200.50"]),
        ("Dat is 25 miljoen euro.", ["25000000"]),
        ("Dat is € 1,3 miljard.", ["1300000000"]),
        ("Dat is € 45 duizend.", ["45000"]),
        ("Elke euro geeft 1,90 euro terug.", ["1.90"]),
        ("Van € 5 tot € 9.", ["5", "9"]),
        ("In 2019 deden 120 mensen mee, 25 procent stopte.", []),
        ("Tegenover elke euro staat meer dan een euro.", []),
        ("", []),
    ],
)
def test_amounts_of_euros_are_recognised_in_a_dutch_text(text: str, amounts: list[str]) -> None:
    assert euro_amounts(text) == tuple(Decimal(amount) for amount in amounts)


@settings(max_examples=40)
@given(st.text() | st.from_regex(r"[€ \d.,miljoeneuro-]{0,30}", fullmatch=True))
def test_any_text_can_be_searched_for_amounts(text: str) -> None:
    assert all(amount >= 0 for amount in euro_amounts(text))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of([documents(model) for model in MODELS.values()]))
def test_any_document_can_be_judged_and_judging_says_the_same_twice(entry: AnyDocument) -> None:
    found = problems(entry, municipalities={"0363"})
    assert found == problems(entry, municipalities={"0363"})
    assert set(refusals(found)) <= set(found)
    assert all(problem.path and problem.message for problem in found)
