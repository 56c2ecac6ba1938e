"""The sentences about an outcome, word for word (METHOD A12.6)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.documents import Study
from catalogue.figures import KnownFigure
from catalogue.money import NBSP, euro, euro_short
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED
from catalogue.vocabulary import (
    FirstHand,
    RatioDefinition,
    Timing,
    Unit,
)
from catalogue.wording import certainty, outcome, span, within
from tests.builders import make_result, make_study

UNSAID = NOT_ADOPTED
EURO = f"€{NBSP}"
AMOUNTS = st.decimals(min_value=-(10**7), max_value=10**7, places=2, allow_nan=False, allow_infinity=False)
OTHER_KINDS = (RatioDefinition.NET_RETURN, RatioDefinition.OTHER)


def figure(low: str | None = None, mid: str | None = None, high: str | None = None) -> KnownFigure:
    parts = [None if part is None else Decimal(part) for part in (low, mid, high)]
    return KnownFigure(low=parts[0], mid=parts[1], high=parts[2], first_hand=FirstHand.FIRST_HAND)


def exactly(mid: str | Decimal) -> KnownFigure:
    return figure(mid=str(mid))


def study(timing: Timing = Timing.EX_POST, unit: Unit = Unit.UNKNOWN, **outcomes: Any) -> Study:
    """A study of which only these outcomes are known."""
    nothing = {"costs": UNSAID, "benefits": UNSAID, "net": UNSAID, "ratio": UNSAID}
    return make_study(timing=timing, unit=unit, results=(make_result(**nothing | outcomes),))


def said(text: str) -> str:
    """The text with the spaces that never break."""
    return text.replace("€ ", EURO)


@pytest.mark.parametrize(
    ("low", "mid", "high", "words"),
    [
        (None, "5", None, "€ 5"),
        ("3", None, "6", "van € 3 tot € 6"),
        ("3", "4", "6", "€ 4 (van € 3 tot € 6)"),
        ("4", None, None, "minstens € 4"),
        (None, None, "45", "hoogstens € 45"),
        (None, "0", None, "€ 0"),
        (None, None, "0", "hoogstens € 0"),
    ],
)
def test_a_figure_is_said_with_its_range(
    low: str | None, mid: str | None, high: str | None, words: str
) -> None:
    assert span(figure(low, mid, high), euro) == said(words)
    assert within(figure(low, mid, high), euro) == said(words).removeprefix("van ")


@pytest.mark.parametrize(
    ("kind", "ratio", "sentence"),
    [
        (
            RatioDefinition.BENEFITS_OVER_COSTS, exactly("1.9"),
            "Tegenover elke euro aan kosten staat volgens dit onderzoek ongeveer € 1,90 aan baten.",
        ),
        (
            RatioDefinition.BENEFITS_OVER_COSTS, figure("1.1", None, "1.9"),
            "Tegenover elke euro aan kosten staat volgens dit onderzoek € 1,10 tot € 1,90 aan baten.",
        ),
        (
            RatioDefinition.BENEFITS_OVER_COSTS, figure("4"),
            "Tegenover elke euro aan kosten staat volgens dit onderzoek minstens € 4,00 aan baten.",
        ),
        (
            RatioDefinition.BENEFITS_OVER_COSTS, exactly("0.4"),
            "Tegenover elke euro aan kosten staat volgens dit onderzoek ongeveer € 0,40 aan baten.",
        ),
        (
            RatioDefinition.BENEFITS_OVER_COSTS, exactly("0.04"),
            "Tegenover elke euro aan kosten staat volgens dit onderzoek minder dan € 0,10 aan baten.",
        ),
        (
            RatioDefinition.SROI, exactly("2.3"),
            "Elke euro geeft volgens dit onderzoek ongeveer € 2,30 aan maatschappelijke waarde (SROI).",
        ),
        (
            RatioDefinition.NET_RETURN, exactly("0.2"),
            f"Het onderzoek noemt een rendement van 20{NBSP}procent. Dat is iets anders dan baten per euro.",
        ),
        (
            RatioDefinition.NET_RETURN, figure("0.03", None, "0.08"),
            (f"Het onderzoek noemt een rendement van 3{NBSP}procent tot 8{NBSP}procent. "
            "Dat is iets anders dan baten per euro."),
        ),
        (
            RatioDefinition.OTHER, exactly("2.42"),
            ("Het onderzoek noemt een getal van 2,4, op een eigen manier berekend. "
            "Dat zijn geen baten per euro."),
        ),
        (
            RatioDefinition.UNKNOWN, exactly("3.6"),
            "De bron noemt ongeveer € 3,60 per euro. Hoe dat is berekend, is niet bekend.",
        ),
    ],
)  # fmt: skip
def test_a_ratio_is_worded_as_what_it_is(kind: RatioDefinition, ratio: KnownFigure, sentence: str) -> None:
    assert outcome(study(ratio=ratio, ratio_definition=kind)) == said(sentence)


@pytest.mark.parametrize("kind", OTHER_KINDS)
@given(low=AMOUNTS, high=AMOUNTS)
@settings(max_examples=20)
def test_a_return_or_an_own_number_is_never_euros_per_euro(
    kind: RatioDefinition, low: Decimal, high: Decimal
) -> None:
    worded = study(ratio=figure(str(low), None, str(high)), ratio_definition=kind)
    assert "€" not in outcome(worded) + certainty(worded)
    assert "anders dan baten per euro" in outcome(worded) or "geen baten per euro" in outcome(worded)
    assert "per euro" not in certainty(worded)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"costs": exactly("25000000"), "benefits": exactly("52000000"), "unit": Unit.NATIONWIDE},
            ("Volgens dit onderzoek staat tegenover € 25\u00a0miljoen aan kosten "
            "€ 52\u00a0miljoen aan baten voor heel Nederland."),
        ),
        (
            {"costs": exactly("200"), "benefits": figure("50", None, "100"), "unit": Unit.PER_PARTICIPANT},
            "Volgens dit onderzoek staat tegenover € 200 aan kosten € 50 tot € 100 aan baten per deelnemer.",
        ),
        (
            {"net": exactly("45000"), "unit": Unit.PER_HOUSEHOLD},
            "Volgens dit onderzoek zijn de baten per huishouden € 45.000 hoger dan de kosten.",
        ),
        (
            {"net": exactly("-45000"), "unit": Unit.PER_HOUSEHOLD},
            "Volgens dit onderzoek zijn de kosten per huishouden € 45.000 hoger dan de baten.",
        ),
        (
            {"net": figure("-5", "-3", "-2")},
            "Volgens dit onderzoek zijn de kosten € 3 (van € 2 tot € 5) hoger dan de baten.",
        ),
        (
            {"net": figure("2", "3", "5")},
            "Volgens dit onderzoek zijn de baten € 3 (van € 2 tot € 5) hoger dan de kosten.",
        ),
        ({"net": figure("4")}, "Volgens dit onderzoek zijn de baten minstens € 4 hoger dan de kosten."),
        (
            {"net": figure(high="-4")},
            "Volgens dit onderzoek zijn de kosten minstens € 4 hoger dan de baten.",
        ),
        (
            {"net": figure(high="4"), "unit": Unit.PER_YEAR},
            ("Volgens dit onderzoek is het onzeker of de baten hoger zijn dan de kosten "
            "(saldo: hoogstens € 4 per jaar)."),
        ),
        (
            {"net": figure("-5", None, "9")},
            ("Volgens dit onderzoek is het onzeker of de baten hoger zijn dan de kosten "
            "(saldo: € -5 tot € 9)."),
        ),
        (
            {"net": figure("-5", None, "9"), "costs": exactly("100")},
            "Volgens dit onderzoek zijn de baten ongeveer gelijk aan de kosten (saldo: € -5 tot € 9).",
        ),
        ({"net": exactly("0")}, "Volgens dit onderzoek zijn de baten gelijk aan de kosten."),
        (
            {"benefits": exactly("476000"), "costs": NOT_REPORTED, "unit": Unit.WHOLE_PROJECT},
            ("Volgens dit onderzoek zijn de baten € 476.000 voor het hele project. "
            "De kosten zijn niet gerapporteerd."),
        ),
        (
            {"costs": figure("10", None, "12"), "unit": Unit.PER_TRAJECTORY},
            ("Volgens dit onderzoek zijn de kosten € 10 tot € 12 per traject. "
            "De baten zijn nog niet overgenomen."),
        ),
        ({}, "De uitkomst in euro's is nog niet overgenomen."),
        ({"net": NOT_REPORTED}, "De uitkomst in euro's is niet gerapporteerd."),
        ({"net": NOT_APPLICABLE}, "De uitkomst in euro's is niet van toepassing."),
    ],
)  # fmt: skip
def test_amounts_are_worded_with_their_unit_and_without_a_claim(facts: dict[str, Any], sentence: str) -> None:
    assert outcome(study(**facts)) == said(sentence)


def test_a_study_without_a_main_result_has_no_outcome_yet() -> None:
    assert outcome(make_study(results=())) == "De uitkomst in euro's is nog niet overgenomen."


EVERY_OUTCOME = [
    *({"ratio": exactly("1.9"), "ratio_definition": kind} for kind in RatioDefinition),
    {"costs": exactly("1"), "benefits": exactly("2")},
    {"net": exactly("5")},
    {"net": exactly("-5")},
    {"net": figure("-5", None, "5")},
    {"benefits": exactly("5")},
    {"costs": exactly("5")},
]


@pytest.mark.parametrize("facts", EVERY_OUTCOME)
def test_a_study_made_beforehand_is_an_expectation_and_never_a_claim(facts: dict[str, Any]) -> None:
    sentence = outcome(study(Timing.EX_ANTE, **facts)).lower()
    assert "levert" not in sentence
    assert "volgens dit onderzoek" not in sentence
    assert any(word in sentence for word in ("naar verwachting", "het onderzoek noemt", "de bron noemt"))


@pytest.mark.parametrize("timing", [Timing.EX_POST, Timing.INDICATIVE, Timing.UNKNOWN])
@pytest.mark.parametrize("facts", EVERY_OUTCOME)
def test_every_other_study_speaks_for_itself_only(timing: Timing, facts: dict[str, Any]) -> None:
    sentence = outcome(study(timing, **facts)).lower()
    assert "levert" not in sentence
    assert "naar verwachting" not in sentence
    assert "onderzoek" in sentence or "de bron noemt" in sentence


@given(AMOUNTS.filter(bool))
@settings(max_examples=40)
def test_a_loss_is_said_as_plainly_as_a_gain(amount: Decimal) -> None:
    turned = {"kosten": "baten", "baten": "kosten"}
    words = outcome(study(net=exactly(amount))).split(" ")
    swapped = " ".join(turned.get(word.rstrip("."), word.rstrip(".")) for word in words)
    assert outcome(study(net=exactly(-amount))) == f"{swapped}."
    assert euro_short(abs(amount)) in outcome(study(net=exactly(amount)))
