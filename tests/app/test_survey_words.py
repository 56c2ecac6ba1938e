"""What is said and drawn of the collection as a whole: counted, never written down."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from app.ratio_charts import ratio_chart, shape, values
from app.survey_words import conclusion, evidence, in_euros, not_told, spread_text
from catalogue.documents import Study
from catalogue.figures import KnownFigure
from catalogue.schema import NOT_ADOPTED
from catalogue.survey import Entries, Holding, Spread, Survey, published_ratios, ratio_groups
from catalogue.vocabulary import Design, FirstHand, Method, RatioDefinition
from tests.builders import make_approach, make_figure, make_result, make_study

# --------------------------------------------------------------------------------------- The sentences


def study_with(ratio: object, **changes: Any) -> Study:
    definition = changes.pop("definition", RatioDefinition.BENEFITS_OVER_COSTS)
    return make_study(results=(make_result(ratio=ratio, ratio_definition=definition),), **changes)


def entries(*studies: Study) -> Entries:
    return [(f"a{n}", make_approach(name=f"Aanpak {n}", studies=(study,))) for n, study in enumerate(studies)]


def one_sided(**ends: Decimal) -> KnownFigure:
    return make_figure().model_copy(update={"mid": None, **ends})


def test_a_range_of_comparable_ratios_names_method_years_and_comparison() -> None:
    both = (study_with(make_figure("0.8"), year=2018), study_with(make_figure("2.1")))
    found = Spread(published_ratios(entries(*both)))
    assert spread_text(found).replace("\u00a0", " ") == (
        "2 verhoudingen, van € 0,80 tot € 2,10 per euro (MKBA, 2018 en 2020, vergeleken met: "
        "Jongeren krijgen de hulp die er al was)"
    )


def test_a_range_of_returns_is_no_amount_per_euro() -> None:
    both = [study_with(make_figure(value), definition=RatioDefinition.NET_RETURN) for value in ("0.2", "0.5")]
    assert "van 20% tot 50% rendement" in spread_text(Spread(published_ratios(entries(*both))))


def test_none_or_one_ratio_is_said_in_words() -> None:
    assert spread_text(Spread(())) == "Geen verhouding bekend"
    one = Spread(published_ratios(entries(study_with(make_figure("2")))))
    assert spread_text(one) == "1 verhouding, dus geen spreiding"


@pytest.mark.parametrize(
    ("designs", "text"),
    [
        ([Design.UNKNOWN], "Opzet niet bekend"),
        ([Design.CASE], "Geen onderzoek met een sterke opzet"),
        ([Design.CASE, Design.UNKNOWN], "Geen onderzoek met een sterke opzet; van 1 is de opzet niet bekend"),
        ([Design.RCT], "1 onderzoek met een sterke opzet"),
        ([Design.RCT, Design.QUASI_EXPERIMENT], "2 onderzoeken met een sterke opzet"),
    ],
)
def test_evidence_says_what_is_known_of_the_design(designs: list[Design], text: str) -> None:
    held = Holding(tuple(entries(*(make_study(design=design) for design in designs))))
    assert evidence(held) == text


def test_no_outcome_in_euros_is_said_in_words() -> None:
    nothing = make_result(costs=NOT_ADOPTED, benefits=NOT_ADOPTED, net=NOT_ADOPTED, ratio=NOT_ADOPTED)
    assert (
        in_euros(Holding(tuple(entries(make_study(results=(nothing,)))))) == "Geen uitkomst in euro’s bekend"
    )
    assert in_euros(Holding(tuple(entries(make_study())))) == "1 met een uitkomst in euro’s"


def test_the_conclusion_of_a_chart_names_both_sides_of_one_euro_alike() -> None:
    ranged = make_figure("1.2", low=Decimal("0.8"), high=Decimal("1.6"))
    studies = [study_with(one) for one in (ranged, make_figure("0.4"), make_figure("3"))]
    (group,) = ratio_groups(published_ratios(entries(*studies)))
    assert conclusion(group).replace("\u00a0", " ") == (
        "3 gepubliceerde verhoudingen, 1 met een laagste en hoogste waarde. Boven € 1 aan baten per euro: 1. "
        "Onder € 1: 1. Op of aan beide kanten van € 1: 1. Welke aanpak beter is, volgt hier niet uit."
    )


def test_a_ratio_below_one_is_counted_among_what_is_not_told() -> None:
    told = dict(not_told(Survey(entries(study_with(make_figure("0.4")), study_with(make_figure("3"))))))
    bias = told["Wat gunstig is, wordt eerder bekend"].replace("\u00a0", " ")
    assert bias.endswith("1 van de 2 verhoudingen in de lijsten hierboven ligt onder € 1 per euro.")


def test_an_empty_collection_tells_nothing_and_claims_nothing() -> None:
    assert list(not_told(Survey(()))) == []


# ------------------------------------------------------------------------------------------- The chart


def test_a_range_that_was_not_looked_for_is_not_said_to_be_absent() -> None:
    second = make_figure("2", first_hand=FirstHand.SECOND_HAND)
    (one,) = published_ratios(entries(study_with(second)))
    assert values(one).replace("\u00a0", " ") == "€ 2,00, bandbreedte niet bekend"


@pytest.mark.parametrize(
    ("figure", "form", "text"),
    [
        (make_figure("2"), "een waarde", "€ 2,00, geen bandbreedte gerapporteerd"),
        (make_figure("2", low=Decimal(1), high=Decimal(3)), "bandbreedte", "€ 2,00 (van € 1,00 tot € 3,00)"),
        (one_sided(low=Decimal(1), high=Decimal(3)), "bandbreedte", "van € 1,00 tot € 3,00"),
        (one_sided(low=Decimal(4)), "minstens", "minstens € 4,00"),
        (one_sided(high=Decimal(4)), "hoogstens", "hoogstens € 4,00"),
    ],
)
def test_what_is_not_known_of_a_ratio_decides_its_shape_and_its_words(
    figure: KnownFigure, form: str, text: str
) -> None:
    (one,) = published_ratios(entries(study_with(figure)))
    assert shape(one) == form
    assert values(one).replace("\u00a0", " ") == text


def test_a_chart_reaches_below_nothing_for_a_ratio_that_does() -> None:
    below, above = study_with(make_figure("-0.4")), study_with(make_figure("9.1"))
    (group,) = ratio_groups(published_ratios(entries(below, above)))
    chart = ratio_chart(group, date(2026, 11, 22))
    assert chart is not None
    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer in chart.spec["layer"]
        if "scale" in layer["encoding"]["x"]
    ]
    assert domains
    assert all(domain == [-1, 10] for domain in domains)


def test_the_lines_of_a_chart_follow_each_other_downwards_in_the_order_of_the_table() -> None:
    studies = [study_with(make_figure(str(number)), method=Method.CBA) for number in (3, 1, 2)]
    (group,) = ratio_groups(published_ratios(entries(*studies)))
    for spec in ((chart := ratio_chart(group, date(2026, 11, 22))) and (chart.spec, chart.narrow)) or ():
        assert spec is not None
        labels = spec["layer"][1]["data"]["values"]
        assert [" ".join(row["tekst"]).split(",")[0] for row in labels] == [
            "Aanpak 0",
            "Aanpak 1",
            "Aanpak 2",
        ]
        assert all(one["y"] < after["y"] for one, after in pairwise(labels))


def test_one_ratio_alone_gets_no_chart() -> None:
    (group,) = ratio_groups(published_ratios(entries(study_with(make_figure("2")))))
    assert ratio_chart(group, date(2026, 11, 22)) is None
