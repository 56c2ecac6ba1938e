"""Who pays and who gains in sentences: what can be said is said, and nothing more."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from catalogue.distribution_rows import distribution
from catalogue.distribution_words import NOTHING_KNOWN, who_pays_who_gains
from catalogue.documents import Result
from catalogue.parts import BalanceItem
from catalogue.schema import NOT_ADOPTED, NOT_APPLICABLE, NOT_REPORTED
from catalogue.vocabulary import Direction, Timing
from tests.builders import make_figure, make_study
from tests.catalogue.distribution_cases import (
    ALL,
    BENEFIT,
    BOSSES,
    CARERS,
    COST,
    INSURER,
    PEOPLE,
    POLICE,
    SCHOOL,
    STATE,
    TOWN,
    TRANSFER,
    between,
    effect,
    item,
    method_vector,
    result_of,
)
from tests.catalogue.document_strategies import documents


def say(*items: BalanceItem, timing: Timing = Timing.EX_POST, **changes: Any) -> str:
    result = result_of(*items, **changes)
    return who_pays_who_gains(make_study(timing=timing), result, None).replace("\xa0", " ")


PAYERS = [
    ((), "Wie betaalt, is niet bekend."),
    (
        (item(COST, TOWN, "32000", "per persoon per jaar"),),
        "De gemeente betaalt € 32.000 per persoon per jaar.",
    ),
    ((item(COST, PEOPLE, "5"),), "Deelnemers betalen € 5 per jaar."),
    ((item(COST, TOWN, "1700000", "hele project"),), "De gemeente betaalt € 1,7 miljoen (hele project)."),
    ((item(COST, TOWN, "5", "per jaar, landelijk"),), "De gemeente betaalt € 5 (per jaar, landelijk)."),
    ((item(COST, TOWN, "5", NOT_ADOPTED),), "De gemeente betaalt € 5."),
    ((item(COST, TOWN, between(3, 6)),), "De gemeente betaalt € 3 tot € 6 per jaar."),
    ((item(COST, TOWN, NOT_ADOPTED),), "De gemeente betaalt; hoeveel, is nog niet overgenomen."),
    ((item(COST, TOWN, NOT_REPORTED),), "De gemeente betaalt; hoeveel, noemt het onderzoek niet."),
    ((item(COST, TOWN, NOT_APPLICABLE),), "De gemeente betaalt; hoeveel, is niet bekend."),
    (
        (item(COST, TOWN, NOT_ADOPTED), item(COST, STATE, NOT_REPORTED)),
        "De gemeente en het Rijk betalen; hoeveel, is niet bekend.",
    ),
    (
        (item(COST, TOWN, "5"), item(COST, STATE, "7")),
        "De gemeente betaalt € 5 per jaar en het Rijk € 7 per jaar.",
    ),
    (
        (item(COST, TOWN, "5"), item(COST, STATE, "7"), item(COST, BOSSES, "9")),
        "De gemeente betaalt € 5 per jaar, het Rijk € 7 per jaar en werkgevers € 9 per jaar.",
    ),
    (
        tuple(item(COST, party) for party in (TOWN, STATE, BOSSES, SCHOOL)),
        "De gemeente, het Rijk, werkgevers en het onderwijs betalen; hoeveel, staat per post in de tabel.",
    ),
    (
        (item(COST, TOWN, "5"), item(COST, INSURER, NOT_ADOPTED)),
        "De gemeente betaalt € 5 per jaar. Ook de zorgverzekeraar betaalt; hoeveel, is nog niet overgenomen.",
    ),
    (
        (item(COST, TOWN, "5"), item(COST, TOWN, "9", id="k2")),
        "De gemeente betaalt; hoeveel, staat per post in de tabel.",
    ),
    ((item(COST, CARERS, "5"),), "Mantelzorgers en vrijwilligers zetten tijd of geld in: € 5 per jaar."),
    (
        (item(COST, CARERS, NOT_ADOPTED),),
        "Mantelzorgers en vrijwilligers zetten tijd of geld in; hoeveel, is nog niet overgenomen.",
    ),
    ((item(COST, ALL, "5", "per zaak"),), "De kosten, € 5 per zaak, zijn niet toegedeeld aan een partij."),
    ((item(COST, ALL, NOT_ADOPTED),), "De kosten zijn niet toegedeeld aan een partij."),
    (
        (item(COST, TOWN, "5"), item(COST, ALL, "9")),
        (
            "De gemeente betaalt € 5 per jaar. "
            "Een deel van de kosten, € 9 per jaar, is niet toegedeeld aan een partij."
        ),
    ),
]


@pytest.mark.parametrize(("items", "expected"), PAYERS)
def test_who_pays(items: tuple[BalanceItem, ...], expected: str) -> None:
    told = say(*items, item(BENEFIT, TOWN, "3"), item(BENEFIT, TOWN, "7", "per kind", id="b2"))
    assert told.startswith(expected + " De gemeente heeft er")


GAINERS = [
    ((item(BENEFIT, INSURER, "7", "per kind"),), "De zorgverzekeraar heeft er voordeel van: € 7 per kind."),
    (
        (item(BENEFIT, PEOPLE, NOT_ADOPTED),),
        "Deelnemers hebben er voordeel van; hoe groot dat is, is nog niet overgenomen.",
    ),
    (
        (item(BENEFIT, PEOPLE, NOT_REPORTED), item(BENEFIT, INSURER, NOT_REPORTED)),
        (
            "De zorgverzekeraar en deelnemers hebben er voordeel van; "
            "hoe groot dat is, noemt het onderzoek niet."
        ),
    ),
    (
        tuple(item(BENEFIT, party, NOT_ADOPTED) for party in (PEOPLE, POLICE, SCHOOL)),
        (
            "Deelnemers, politie, justitie en het onderwijs hebben er voordeel van; "
            "hoe groot dat is, is nog niet overgenomen."
        ),
    ),
    (
        (item(BENEFIT, INSURER, "7"), item(BENEFIT, PEOPLE, NOT_ADOPTED)),
        (
            "De zorgverzekeraar heeft er voordeel van: € 7 per jaar. "
            "Ook deelnemers hebben er voordeel van; hoe groot dat is, is nog niet overgenomen."
        ),
    ),
    (
        (item(BENEFIT, INSURER, "7"), item(BENEFIT, PEOPLE, "8")),
        "De zorgverzekeraar en deelnemers hebben er voordeel van; de bedragen staan per post in de tabel.",
    ),
    (
        (item(BENEFIT, INSURER, "7"), item(BENEFIT, INSURER, NOT_ADOPTED)),
        "De zorgverzekeraar heeft er voordeel van; van 1 van de 2 posten is het bedrag bekend.",
    ),
    (
        (item(BENEFIT, ALL, "7", "per kind"),),
        "Het voordeel, € 7 per kind, is niet toegedeeld aan een partij.",
    ),
    (
        (item(BENEFIT, PEOPLE, NOT_ADOPTED), item(BENEFIT, ALL, NOT_ADOPTED)),
        (
            "Deelnemers hebben er voordeel van; hoe groot dat is, is nog niet overgenomen. "
            "Een deel van het voordeel is niet toegedeeld aan een partij."
        ),
    ),
    ((item(BENEFIT, BOSSES, "-500"),), "Werkgevers hebben er nadeel van: € 500 per jaar."),
    ((item(BENEFIT, BOSSES, between(-9, -4)),), "Werkgevers hebben er nadeel van: € 4 tot € 9 per jaar."),
    ((item(BENEFIT, ALL, "-500"),), "Er is een nadeel dat niet is toegedeeld aan een partij."),
    ((item(BENEFIT, BOSSES, between(-5, 5)),), "Of werkgevers er voordeel of nadeel van hebben, is onzeker."),
    ((item(BENEFIT, BOSSES, "0"),), "Het onderzoek vindt geen voordeel in geld."),
    ((), "Wie er voordeel van heeft, is niet bekend."),
    (
        (item(TRANSFER, TOWN, "15000"),),
        (
            "De gemeente ontvangt of bespaart € 15.000 per jaar door een overdracht; "
            "wie dat geld mist, is niet bekend."
        ),
    ),
    (
        (item(TRANSFER, TOWN, "15000", counter_party=PEOPLE),),
        "De gemeente ontvangt of bespaart € 15.000 per jaar door een overdracht; deelnemers missen dat geld.",
    ),
    (
        (item(TRANSFER, TOWN, "-15000", counter_party=PEOPLE),),
        "Deelnemers ontvangen of besparen € 15.000 per jaar door een overdracht; de gemeente mist dat geld.",
    ),
    (
        (item(TRANSFER, TOWN, "-15000"),),
        "De gemeente draagt € 15.000 per jaar over; wie dat ontvangt, is niet bekend.",
    ),
    (
        (item(TRANSFER, TOWN, NOT_ADOPTED),),
        "De gemeente ontvangt of bespaart geld door een overdracht; hoeveel, is nog niet overgenomen.",
    ),
    (
        (item(TRANSFER, TOWN, between(-5, 5)),),
        "Of de gemeente bij de overdracht wint of verliest, is onzeker.",
    ),
    (
        (item(TRANSFER, TOWN, "5"), item(TRANSFER, STATE, NOT_ADOPTED)),
        "Via 2 overdrachten gaat er geld van de een naar de ander; samen wordt daar niemand beter van.",
    ),
]


@pytest.mark.parametrize(("items", "expected"), GAINERS)
def test_who_gains(items: tuple[BalanceItem, ...], expected: str) -> None:
    told = say(item(COST, STATE, "5"), *items, benefits=NOT_ADOPTED)
    assert told == f"Het Rijk betaalt € 5 per jaar. {expected}"


def test_who_pays_and_gains_alone_gains_itself() -> None:
    told = say(item(COST, TOWN, "5"), item(BENEFIT, TOWN, NOT_ADOPTED))
    assert told.endswith(
        "De gemeente heeft er zelf ook voordeel van; hoe groot dat is, is nog niet overgenomen."
    )


def test_an_effect_without_euros_is_a_gain_without_an_amount() -> None:
    told = say(item(COST, TOWN, "5"), unpriced=(effect(PEOPLE), effect(TOWN, Direction.NEGATIVE)))
    assert told.endswith(
        "Deelnemers hebben er voordeel van; daar is geen bedrag bij. De gemeente heeft er nadeel van."
    )


def test_a_forecast_is_worded_as_one() -> None:
    told = say(
        item(COST, TOWN, "5"),
        item(BENEFIT, PEOPLE, NOT_ADOPTED),
        item(TRANSFER, STATE, "9"),
        timing=Timing.EX_ANTE,
    )
    assert told.count("naar verwachting") == 3
    assert "levert" not in told


def test_when_nothing_is_known_one_sentence_says_so() -> None:
    assert say() == NOTHING_KNOWN
    assert say(unpriced=(effect(PEOPLE, Direction.UNKNOWN),)) == NOTHING_KNOWN


def test_what_is_attributed_to_nobody_is_said_once() -> None:
    told = say(item(COST, ALL, NOT_ADOPTED), item(BENEFIT, ALL, NOT_ADOPTED))
    assert told == "De kosten en het voordeel zijn niet toegedeeld aan een partij."


@pytest.mark.parametrize(
    ("benefits", "expected"),
    [
        ((item(BENEFIT, TOWN, "40"), item(BENEFIT, INSURER, "60")), "Van de baten valt 60% bij anderen."),
        ((item(BENEFIT, TOWN, "100"),), "Alle baten vallen bij de gemeente zelf."),
        ((item(BENEFIT, INSURER, "100"),), "Alle baten vallen bij anderen."),
        (
            (item(BENEFIT, TOWN, "40"), item(BENEFIT, ALL, "60")),
            "Van de baten valt 60% bij anderen; een deel daarvan is niet toegedeeld aan een partij.",
        ),
        (
            (item(BENEFIT, TOWN, "99.8"), item(BENEFIT, INSURER, "0.2")),
            "Van de baten valt minder dan 1% bij anderen.",
        ),
        (
            (item(BENEFIT, TOWN, "0.2"), item(BENEFIT, INSURER, "99.8")),
            "Van de baten valt meer dan 99% bij anderen.",
        ),
        (
            (item(BENEFIT, TOWN, "130"), item(BENEFIT, BOSSES, "-30")),
            "Alle baten vallen bij de gemeente zelf. Werkgevers hebben er nadeel van: € 30 per jaar.",
        ),
        (
            (item(BENEFIT, TOWN, "100"), item(TRANSFER, STATE, "100", counter_party=PEOPLE)),
            "Van de baten en overdrachten samen valt 50% bij anderen.",
        ),
    ],
)
def test_a_share_is_named_where_the_items_prove_to_be_the_parts(
    benefits: tuple[BalanceItem, ...], expected: str
) -> None:
    told = say(item(COST, TOWN, "80"), *benefits, costs=make_figure("80"), benefits=make_figure("100"))
    assert told == f"De gemeente betaalt € 80 per jaar. {expected}"


def test_payers_who_keep_all_gains_are_named_together() -> None:
    told = say(
        item(COST, TOWN, "50"), item(COST, STATE, "30"),
        item(BENEFIT, TOWN, "40"), item(BENEFIT, STATE, "60"),
        costs=make_figure("80"), benefits=make_figure("100"),
    )  # fmt: skip
    assert told.endswith("Alle baten vallen bij de partijen die betalen.")


def test_computed_amounts_name_the_share_and_the_wrong_pocket() -> None:
    study, result = method_vector()
    told = who_pays_who_gains(study, result, distribution(study, result).computation).replace("\xa0", " ")
    assert told == (
        "De gemeente betaalt € 79.417 (waarde nu, alle jaren samen). "
        "Van de baten en overdrachten samen valt 39% bij anderen. "
        "De gemeente komt zelf € 21.072 tekort, terwijl er samen voordeel is."
    )


def test_a_computed_total_never_stands_beside_the_amount_of_one_year() -> None:
    _, vector = method_vector()
    unknown = item(BENEFIT, ALL, NOT_ADOPTED, per="hele project")
    result = vector.model_copy(update={"items": (*vector.items, unknown)})
    study, _ = method_vector()
    told = who_pays_who_gains(study, result, distribution(study, result).computation).replace("\xa0", " ")
    assert "De gemeente betaalt € 79.417 (waarde nu, alle jaren samen)." in told
    assert "hoeveel, staat per partij onder ‘Narekenen’" in told
    assert "12.000" not in told
    assert "4.000" not in told


def test_at_least_a_little_below_zero_is_not_certainly_a_loss() -> None:
    told = say(item(COST, TOWN, "80"), item(BENEFIT, STATE, between(-5, None)))
    assert told.endswith("Of het Rijk er voordeel of nadeel van heeft, is onzeker.")
    told = say(item(COST, TOWN, "80"), item(BENEFIT, STATE, between(None, -5)))
    assert "Het Rijk heeft er nadeel van" in told


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(Result))
def test_every_result_gets_whole_sentences(result: Result) -> None:
    study = make_study()
    told = who_pays_who_gains(study, result, distribution(study, result).computation)
    assert told.endswith(".")
    assert told[0].isupper()
    assert "None" not in told
    assert "  " not in told
