"""Publication rules (METHOD A12.4): for each rule what passes, what does not, and where it is said."""

from decimal import Decimal
from typing import Any

import pytest

from catalogue.documents import Approach
from catalogue.parts import BalanceItem, Sensitivity, UnpricedEffect
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.validation import Weight, problems
from catalogue.vocabulary import (
    BaselineKind,
    Direction,
    EffectCategory,
    ItemKind,
    Method,
    Party,
    Perspective,
    RatioDefinition,
    Selection,
)
from tests.builders import (
    make_approach,
    make_figure,
    make_refused_approach,
    make_result,
    make_source,
    make_study,
)

STUDY = "onderzoeken.0"
RESULT = f"{STUDY}.uitkomsten.0"
ITEM = f"{RESULT}.posten.0"
Found = list[tuple[str, str]]
REFUSE, REMARK, NOTICE = Weight.REFUSE, Weight.REMARK, Weight.NOTICE


def found_in(document: Approach, **options: Any) -> Found:
    return [(problem.rule, problem.path) for problem in problems(document, **options)]


def with_study(**changes: Any) -> Approach:
    return make_approach(studies=(make_study(**changes),))


def with_result(**changes: Any) -> Approach:
    return with_study(results=(make_result(**changes),))


def item(**changes: Any) -> BalanceItem:
    facts = {
        "id": "p1", "kind": ItemKind.BENEFIT, "name": "Minder zorg", "party": Party.MUNICIPALITY,
        "category": EffectCategory.WMO, "amount": make_figure(100),
    }  # fmt: skip
    return BalanceItem(**facts | changes)


def with_item(*, effect_is_net: bool = False, **changes: Any) -> Approach:
    return with_study(effect_is_net=effect_is_net, results=(make_result(items=(item(**changes),)),))


def effect(*sources: str) -> UnpricedEffect:
    return UnpricedEffect(
        id="e1", name="Meer rust", category=EffectCategory.WELLBEING, direction=Direction.POSITIVE,
        sources=sources,
    )  # fmt: skip


def row(**changes: Any) -> Sensitivity:
    return Sensitivity(**{"id": "g1", "variable": "Rekenrente", "result": NOT_ADOPTED} | changes)


LONG_NAME = "n" * 121
WORDS = "woord " * 26
TOO_MUCH = 10**12
PASSING = {
    "an approach as it should be": make_approach(),
    "a name of 120 signs": make_approach(name="n" * 120),
    "a summary of 80 signs": make_approach(summary="s" * 80),
    "a summary of 400 signs": make_approach(summary="s" * 400),
    "collected with unknown texts": make_approach(
        selection=Selection.COLLECTED, what=NOT_ADOPTED, for_whom=NOT_ADOPTED
    ),
    "one age": make_approach(age_from=18, age_to=18),
    "a year of 1990": with_study(year=1990, price_year=1991),
    "V1 just below a trillion": with_result(
        costs=make_figure(TOO_MUCH - 1), benefits=NOT_ADOPTED, net=NOT_ADOPTED, ratio=NOT_ADOPTED
    ),
    "V2 equal values": with_result(net=make_figure(500, low=Decimal(500), high=Decimal(500))),
    "V2 low and high without mid": with_result(
        net=make_figure().model_copy(update={"low": Decimal(-5), "mid": None, "high": Decimal(5)})
    ),
    "V3 costs of zero": with_result(
        costs=make_figure(0), benefits=make_figure(0), net=make_figure(0), ratio=NOT_REPORTED
    ),
    "V3 benefits below zero": with_result(
        benefits=make_figure(-500), net=make_figure(-1500), ratio=make_figure("-0.5")
    ),
    "V4 a transfer with both parties": with_item(kind=ItemKind.TRANSFER, counter_party=Party.PARTICIPANTS),
    "V5 the edges": with_item(deadweight_pct=Decimal(0), attribution_pct=Decimal(100)),
    "V6 a year later": with_study(year=2020, price_year=2021),
    "V7 one euro off": with_result(net=make_figure(501)),
    "V7 one percent off": with_result(
        costs=make_figure(10_000), benefits=make_figure(20_000), net=make_figure(10_100), ratio=NOT_REPORTED
    ),
    "V7 nothing to compare": with_result(net=make_figure(99), benefits=NOT_ADOPTED, ratio=NOT_ADOPTED),
    "V8 five cents off": with_result(ratio=make_figure("1.55")),
    "V8 another definition": with_result(
        ratio=make_figure("0.5"), ratio_definition=RatioDefinition.NET_RETURN
    ),
    "V9 not corrected twice": with_item(effect_is_net=True, deadweight_pct=Decimal(0)),
    "V9 corrected once": with_item(effect_is_net=False, deadweight_pct=Decimal(20)),
    "V10 a business case of one party": with_study(
        method=Method.BUSINESS_CASE, perspective=Perspective.MUNICIPALITY
    ),
    "V11 no ratio": with_study(
        baseline_kind=BaselineKind.UNKNOWN,
        results=(make_result(ratio=NOT_REPORTED, ratio_definition=RatioDefinition.UNKNOWN),),
    ),
    "V13 a place instead of an address": with_study(
        sources=(make_source(url=None, location="Archief van de gemeente"),)
    ),
    "V14 an amount that is recorded": with_study(conclusion="Het kost € 1.000 en geeft 1500 euro."),
    "V16 ten participants": with_study(participants=10),
    "V7 rounded to a tenth of a million": with_result(
        costs=make_figure(1_300_000), benefits=make_figure(3_100_000), net=make_figure(1_850_000),
        ratio=NOT_REPORTED,
    ),
    "V18 the edge": with_study(discount_rate=Decimal(10), year=NOT_ADOPTED),
    "V18 the usual rate of that year": with_study(discount_rate=Decimal(3), year=2018, price_year=2018),
    "V18 a year without a known rate": with_study(discount_rate=Decimal(6), year=2008, price_year=2008),
}  # fmt: skip

FAILING: dict[str, tuple[Approach, Found, Weight]] = {
    "no name": (make_approach(name=" "), [("R", "naam")], REFUSE),
    "a long name": (make_approach(name=LONG_NAME), [("R", "naam")], REFUSE),
    "a short summary": (make_approach(summary="s" * 79), [("R", "samenvatting")], REFUSE),
    "a long summary": (make_approach(summary="s" * 401), [("R", "samenvatting")], REFUSE),
    "no theme": (make_approach(themes=()), [("R", "themas")], REFUSE),
    "no work type": (make_approach(work_types=()), [("R", "werksoorten")], REFUSE),
    "a lead": (make_approach(selection=Selection.LEAD), [("R", "selectie")], REFUSE),
    "selected without texts": (
        make_approach(what=NOT_ADOPTED, for_whom=NOT_REPORTED),
        [("R", "wat_houdt_het_in"), ("R", "voor_wie")], REFUSE),
    "no study": (make_approach(studies=()), [("R", "onderzoeken")], REFUSE),
    "an age of 121": (make_approach(age_to=121), [("R", "leeftijd_tot")], REFUSE),
    "an age below zero": (make_approach(age_from=-1), [("R", "leeftijd_van")], REFUSE),
    "ages that are swapped": (make_approach(age_from=30, age_to=20), [("R", "leeftijd_tot")], REFUSE),
    "no conclusion": (with_study(conclusion=NOT_ADOPTED), [("R", f"{STUDY}.conclusie")], REFUSE),
    "no limitation": (with_study(limitations=()), [("R", f"{STUDY}.beperkingen")], REFUSE),
    "no main result": (with_result(is_main=False), [("R", f"{STUDY}.uitkomsten")], REFUSE),
    "two main results": (
        with_study(results=(make_result(), make_result(id="u2"))), [("R", f"{STUDY}.uitkomsten")], REFUSE),
    "a long quote": (with_study(quote=WORDS), [("R", f"{STUDY}.conclusie_letterlijk")], REFUSE),
    "a year after the day on which it was checked": (
        with_study(year=20199, discount_rate=NOT_ADOPTED), [("R-jaar", f"{STUDY}.jaar")], REFUSE),
    "a year before 1990": (
        with_study(year=1989, price_year=1989), [("R-jaar", f"{STUDY}.jaar")], REFUSE),
    "a horizon of zero": (with_study(horizon_years=Decimal(0)), [("R", f"{STUDY}.looptijd")], REFUSE),
    "a horizon over a century": (
        with_study(horizon_years=Decimal(101)), [("R", f"{STUDY}.looptijd")], REFUSE),
    "an unknown title": (with_study(title=NOT_ADOPTED), [("R-titel", f"{STUDY}.titel")], REMARK),
    "an amount without source": (make_refused_approach(), [("BRON", f"{RESULT}.kosten")], REFUSE),
    "an amount of a strange source": (
        with_result(net=make_figure(500, sources=("b9",))), [("BRON", f"{RESULT}.saldo")], REFUSE),
    "an effect of a strange source": (
        with_result(unpriced=(effect("b9"),)), [("BRON", f"{RESULT}.pm_posten.0.bronnen")], REFUSE),
    "a sensitivity of a strange source": (
        with_result(sensitivities=(row(sources=("b9",)),)),
        [("BRON", f"{RESULT}.gevoeligheden.0.bronnen")], REFUSE),
    "V1": (with_item(amount=make_figure(TOO_MUCH)), [("V1", f"{ITEM}.bedrag")], REFUSE),
    "V1 below zero": (with_item(amount=make_figure(-TOO_MUCH)), [("V1", f"{ITEM}.bedrag")], REFUSE),
    "V2": (
        with_result(net=make_figure(500, low=Decimal(501))), [("V2", f"{RESULT}.saldo")], REFUSE),
    "V2 with sign": (
        with_item(amount=make_figure(-5, high=Decimal(-6))), [("V2", f"{ITEM}.bedrag")], REFUSE),
    "V2 in a price": (
        with_item(unit_price=make_figure(5, high=Decimal(4))), [("V2", f"{ITEM}.prijs")], REFUSE),
    "V2 in a sensitivity": (
        with_result(sensitivities=(row(net=make_figure(5, high=Decimal(4))),)),
        [("V2", f"{RESULT}.gevoeligheden.0.saldo_variant")], REFUSE),
    "V3": (
        with_result(costs=make_figure(1000, low=Decimal(-1))), [("V3", f"{RESULT}.kosten")], REFUSE),
    "V3 of an item": (
        with_item(kind=ItemKind.COST, amount=make_figure(-1)), [("V3", f"{ITEM}.bedrag")], REFUSE),
    "V4": (with_item(kind=ItemKind.TRANSFER), [("V4", f"{ITEM}.tegenpartij")], REMARK),
    "V4 to itself": (
        with_item(kind=ItemKind.TRANSFER, counter_party=Party.MUNICIPALITY),
        [("V4-gelijk", f"{ITEM}.tegenpartij")], REFUSE),
    "V5": (
        with_item(displacement_pct=Decimal("-0.1"), drop_off_pct=Decimal("100.1")),
        [("V5", f"{ITEM}.verdringing_pct"), ("V5", f"{ITEM}.afname_pct_per_jaar")], REFUSE),
    "V6": (with_study(year=2020, price_year=2022), [("V6", f"{STUDY}.prijspeil")], REMARK),
    "V7": (with_result(net=make_figure(510)), [("V7", f"{RESULT}.saldo")], REMARK),
    "V8": (with_result(ratio=make_figure("1.56")), [("V8", f"{RESULT}.ratio")], REMARK),
    "V8 of an SROI": (
        with_result(ratio=make_figure("1.4"), ratio_definition=RatioDefinition.SROI),
        [("V8", f"{RESULT}.ratio")], REMARK),
    "V9": (
        with_item(effect_is_net=True, deadweight_pct=Decimal(1)), [("V9", f"{ITEM}.autonoom_pct")], REFUSE),
    "V10": (with_study(method=Method.BUSINESS_CASE), [("V10", f"{STUDY}.reikwijdte")], REMARK),
    "V11 without definition": (
        with_result(ratio_definition=RatioDefinition.UNKNOWN), [("V11", f"{STUDY}.uitkomsten")], REMARK),
    "V11 without comparison": (
        with_study(baseline_kind=BaselineKind.UNKNOWN), [("V11", f"{STUDY}.nulalternatief_soort")], REMARK),
    "V13 a source that cannot be found": (
        with_study(sources=(make_source(url=None),)), [("V13", f"{STUDY}.bronnen.0")], REFUSE),
    "V13 an address that is none": (
        with_study(sources=(make_source(url="javascript:alert(1)"),)),
        [("V13", f"{STUDY}.bronnen.0.url")], REFUSE),
    "V14": (with_study(conclusion="Het spaart € 25 uit."), [("V14", f"{STUDY}.conclusie")], NOTICE),
    "V16": (with_study(participants=9), [("V16", f"{STUDY}.aantal_deelnemers")], NOTICE),
    "V7 not that much rounded": (
        with_result(costs=make_figure(1_310_000), benefits=make_figure(3_110_000), net=make_figure(1_850_000),
                    ratio=NOT_REPORTED),
        [("V7", f"{RESULT}.saldo")], REMARK),
    "V18 another rate than the usual": (
        with_study(discount_rate=Decimal(4), year=2018, price_year=2018),
        [("V18-register", f"{STUDY}.discontovoet")], NOTICE),
    "V18": (with_study(discount_rate=Decimal("10.1")), [("V18", f"{STUDY}.discontovoet")], NOTICE),
    "V18 below zero": (with_study(discount_rate=Decimal(-1)), [("V18", f"{STUDY}.discontovoet")], NOTICE),
}  # fmt: skip


@pytest.mark.parametrize("document", PASSING.values(), ids=PASSING.keys())
def test_what_keeps_the_rules_passes(document: Approach) -> None:
    assert found_in(document) == []


@pytest.mark.parametrize(("document", "expected", "weight"), FAILING.values(), ids=FAILING.keys())
def test_a_deviation_is_found_at_its_place_and_nothing_else(
    document: Approach, expected: Found, weight: Weight
) -> None:
    found = problems(document)
    assert [(problem.rule, problem.path) for problem in found] == expected
    assert {problem.weight for problem in found} == {weight}
    assert {problem.refuses for problem in found} == {weight is not NOTICE}


def test_every_message_is_a_sentence_and_says_amounts_in_dutch() -> None:
    messages = [problem.message for document, _, _ in FAILING.values() for problem in problems(document)]
    assert all(message[0].isupper() and message.endswith((".", "?")) for message in messages)
    assert "Het bedrag €\u00a025 staat alleen in de tekst. Neem het ook op als cijfer met bron." in messages


def test_a_study_without_sources_cannot_be_published() -> None:
    found = found_in(with_study(sources=()))
    assert ("V13", f"{STUDY}.bronnen") in found
    assert ("BRON", f"{RESULT}.kosten") in found
