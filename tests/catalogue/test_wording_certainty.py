"""How sure an outcome is, on what it rests, and what stands beside a total (METHOD A12.6, F15)."""

from decimal import Decimal

import pytest

from catalogue.documents import Study
from catalogue.figures import KnownFigure
from catalogue.money import NBSP
from catalogue.parts import UnpricedEffect
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED, Unknown
from catalogue.vocabulary import BaselineKind, Direction, EffectCategory, FirstHand, Method, RatioDefinition
from catalogue.wording import basis, certainty, comparison, unpriced, year_text
from tests.builders import make_result, make_study

HIGHER = "De baten zijn hoger dan de kosten. Dat blijft zo bij de onzekerheid die het onderzoek laat zien."
LOWER = "De kosten zijn hoger dan de baten in euro's. Er kunnen effecten zijn zonder bedrag."
EQUAL = "De baten zijn ongeveer gelijk aan de kosten."
UNCERTAIN = "Het is onzeker of de baten hoger zijn dan de kosten."
NOT_GIVEN = "Geen bandbreedte gerapporteerd: het onderzoek geeft één waarde."
AT_LEAST = "Alleen een ondergrens is bekend. De hoogste waarde is niet gerapporteerd."
AT_MOST = "Alleen een bovengrens is bekend. De laagste waarde is niet gerapporteerd."


def figure(low: str | None = None, mid: str | None = None, high: str | None = None) -> KnownFigure:
    parts = [None if part is None else Decimal(part) for part in (low, mid, high)]
    return KnownFigure(low=parts[0], mid=parts[1], high=parts[2], first_hand=FirstHand.FIRST_HAND)


def balance(net: KnownFigure, costs: KnownFigure | Unknown = NOT_ADOPTED) -> Study:
    return make_study(results=(make_result(net=net, costs=costs, ratio=NOT_ADOPTED),))


def ratio(low: str, high: str, kind: RatioDefinition = RatioDefinition.BENEFITS_OVER_COSTS) -> Study:
    result = make_result(ratio=figure(low, None, high), ratio_definition=kind, net=NOT_ADOPTED)
    return make_study(results=(result,))


@pytest.mark.parametrize(
    ("low", "high", "costs", "sentence"),
    [
        ("0.01", "9", "1000", HIGHER),
        ("-9", "-0.01", "1000", LOWER),
        ("-100", "100", "1000", EQUAL),
        ("-100.01", "1", "1000", UNCERTAIN),
        ("-1", "100.01", "1000", UNCERTAIN),
        ("0", "9000", "1000", UNCERTAIN),
        ("0", "100", "1000", EQUAL),
        ("-9000", "0", "1000", UNCERTAIN),
        ("-1", "1", None, UNCERTAIN),
        ("-1", "1", "0", UNCERTAIN),
    ],
)
def test_the_range_of_the_balance_says_how_sure_the_outcome_is(
    low: str, high: str, costs: str | None, sentence: str
) -> None:
    known_costs = figure(mid=costs) if costs else NOT_REPORTED
    assert certainty(balance(figure(low, None, high), known_costs)) == sentence


@pytest.mark.parametrize(
    ("net", "sentence"),
    [
        (figure(mid="5"), NOT_GIVEN),
        (figure(low="5"), AT_LEAST),
        (figure(high="-5"), AT_MOST),
        (figure("1", "2"), AT_LEAST),
        (figure(None, "2", "3"), AT_MOST),
    ],
)
def test_without_low_and_high_only_their_absence_is_said(net: KnownFigure, sentence: str) -> None:
    assert certainty(balance(net)) == sentence


@pytest.mark.parametrize(
    ("low", "high", "rest"),
    [
        ("1.4", "1.7", "Ook bij de laagste waarde zijn de baten hoger dan de kosten."),
        ("0.4", "0.7", "Ook bij de hoogste waarde zijn de kosten hoger dan de baten in euro's."),
        ("0.7", "1.7", "Het is onzeker of de baten hoger zijn dan de kosten."),
        ("1", "1.7", "Het is onzeker of de baten hoger zijn dan de kosten."),
        ("0.4", "1", "Het is onzeker of de baten hoger zijn dan de kosten."),
    ],
)
def test_the_range_of_a_ratio_says_how_sure_the_outcome_is(low: str, high: str, rest: str) -> None:
    shown = [f"€{NBSP}{Decimal(bound):.2f}".replace(".", ",") for bound in (low, high)]
    bounds = f"Het onderzoek noemt een bandbreedte van {shown[0]} tot {shown[1]} per euro."
    assert certainty(ratio(low, high)) == f"{bounds} {rest}"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (RatioDefinition.SROI, f"van €{NBSP}1,40 tot €{NBSP}1,70 per euro"),
        (RatioDefinition.UNKNOWN, f"van €{NBSP}1,40 tot €{NBSP}1,70 per euro"),
        (RatioDefinition.NET_RETURN, f"van 140{NBSP}procent tot 170{NBSP}procent"),
        (RatioDefinition.OTHER, "van 1,4 tot 1,7"),
    ],
)
def test_only_benefits_over_costs_are_weighed_against_one(kind: RatioDefinition, words: str) -> None:
    assert certainty(ratio("1.4", "1.7", kind)) == f"Het onderzoek noemt een bandbreedte {words}."


def test_the_balance_comes_before_the_ratio() -> None:
    result = make_result(net=figure("-9", None, "-1"), ratio=figure("1.4", None, "1.7"))
    assert certainty(make_study(results=(result,))) == LOWER


def test_the_comparison_is_the_studys_own_or_the_kind_or_unknown() -> None:
    assert comparison(make_study(baseline="Jongeren krijgen niets.")) == "Jongeren krijgen niets."
    assert comparison(make_study(baseline=NOT_REPORTED)) == "de gewone hulp"
    nothing = make_study(baseline=NOT_REPORTED, baseline_kind=BaselineKind.UNKNOWN)
    assert comparison(nothing) == "niet bekend"


def test_the_basis_names_method_year_maker_and_comparison() -> None:
    study = make_study(bureaus=("Bureau A", "Bureau B"))
    assert basis(study) == (
        f"{Method.MKBA.label}, 2020, door Bureau A, Bureau B. "
        "Vergeleken met: Jongeren krijgen de hulp die er al was."
    )


def test_the_basis_says_what_is_not_known() -> None:
    study = make_study(year=NOT_REPORTED, baseline=NOT_ADOPTED, baseline_kind=BaselineKind.UNKNOWN)
    assert (
        basis(study)
        == f"{Method.MKBA.label}, jaar onbekend, door bureau onbekend. Vergeleken met: niet bekend."
    )
    assert year_text(study) == "jaar onbekend"


def effects(signs: str) -> tuple[UnpricedEffect, ...]:
    return tuple(
        UnpricedEffect(
            id=f"e{number}", name="Rust", category=EffectCategory.WELLBEING, direction=Direction(sign)
        )
        for number, sign in enumerate(signs.split())
    )


@pytest.mark.parametrize(
    ("signs", "sentence"),
    [
        ("", None),
        ("++", "Daarnaast is er 1 effect zonder bedrag, en dat is positief."),
        ("-", "Daarnaast is er 1 effect zonder bedrag, en dat is negatief."),
        ("0", "Daarnaast is er 1 effect zonder bedrag. Het onderzoek ziet geen verschil."),
        ("?", "Daarnaast is er 1 effect zonder bedrag. Of dat goed of slecht is, is niet bekend."),
        ("+ ++", "Daarnaast zijn er 2 effecten zonder bedrag, waarvan 2 positief."),
        ("- --", "Daarnaast zijn er 2 effecten zonder bedrag, waarvan 2 negatief."),
        ("- + +", "Daarnaast zijn er 3 effecten zonder bedrag, waarvan 2 positief en 1 negatief."),
        (
            "? 0 - +",
            (
                "Daarnaast zijn er 4 effecten zonder bedrag, waarvan 1 positief, 1 negatief, "
                "1 zonder verschil en 1 met onbekende richting."
            ),
        ),
    ],
)
def test_effects_without_an_amount_are_counted_by_direction_and_none_is_hidden(
    signs: str, sentence: str | None
) -> None:
    assert unpriced(make_result(unpriced=effects(signs))) == sentence


@pytest.mark.parametrize("direction", Direction)
def test_every_direction_has_words(direction: Direction) -> None:
    assert unpriced(make_result(unpriced=effects(direction.value)))
