"""The collection as a whole: nothing counts twice, nothing is left out, no ratio stands in a wrong list."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.completeness import CHECKS
from catalogue.documents import Approach, Study
from catalogue.figures import KnownFigure
from catalogue.parts import Recognition
from catalogue.schema import NOT_ADOPTED
from catalogue.survey import (
    GROUP_CODES,
    Entries,
    Holding,
    PublishedRatio,
    RatioKind,
    Spread,
    Survey,
    gap_map,
    highest,
    lowest,
    published_ratios,
    ratio_groups,
    years,
)
from catalogue.vocabulary import (
    Design,
    Method,
    Perspective,
    RatioDefinition,
    RecognitionLevel,
    RecognitionScheme,
    TargetGroup,
    Theme,
    Unit,
    WorkType,
)
from tests.builders import make_approach, make_figure, make_publication, make_result, make_source, make_study

UNKNOWN_RESULT = make_result(costs=NOT_ADOPTED, benefits=NOT_ADOPTED, net=NOT_ADOPTED, ratio=NOT_ADOPTED)


def study_with(ratio: object, **changes: Any) -> Study:
    definition = changes.pop("definition", RatioDefinition.BENEFITS_OVER_COSTS)
    return make_study(results=(make_result(ratio=ratio, ratio_definition=definition),), **changes)


def entry(slug: str, *studies: Study, **changes: Any) -> tuple[str, Approach]:
    return slug, make_approach(name=slug.capitalize(), studies=studies, **changes)


def one_sided(**ends: Decimal) -> KnownFigure:
    return make_figure().model_copy(update={"mid": None, **ends})


def ratio(value: object = "1.5", **changes: Any) -> PublishedRatio:
    figure = value if isinstance(value, KnownFigure) else make_figure(str(value))
    return published_ratios([entry("a", study_with(figure, **changes))])[0]


@st.composite
def collections(draw: st.DrawFn) -> Entries:
    """Approaches with any terms and up to three studies, with any ratio of any kind or none."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        studies = tuple(
            study_with(
                draw(st.just(NOT_ADOPTED) | st.decimals(-5, 50, places=2).map(make_figure)),
                definition=draw(st.sampled_from(RatioDefinition)),
                method=draw(st.sampled_from(Method)),
                year=draw(st.just(NOT_ADOPTED) | st.integers(2000, 2026)),
                design=draw(st.sampled_from(Design)),
            )
            for _ in range(draw(st.integers(0, 3)))
        )
        terms = {
            "work_types": tuple(draw(st.lists(st.sampled_from(WorkType), max_size=3, unique=True))),
            "themes": tuple(draw(st.lists(st.sampled_from(Theme), max_size=3, unique=True))),
            "target_groups": tuple(draw(st.lists(st.sampled_from(TargetGroup), max_size=2, unique=True))),
        }
        found.append(entry(f"aanpak-{number}", *studies, **terms))
    return found


# ------------------------------------------------------------------------------------------ The gap map


@given(collections())
@settings(max_examples=60)
def test_a_cell_holds_exactly_the_approaches_that_name_both_terms(entries: Entries) -> None:
    for rows, own in ((WorkType, "work_types"), (TargetGroup, "target_groups")):
        found = gap_map(entries, rows)
        assert len(found.cells) == len(rows) * len(Theme)
        for (row, theme), cell in found.cells.items():
            expected = [slug for slug, one in entries if row in getattr(one, own) and theme in one.themes]
            assert [slug for slug, _ in cell.entries] == expected


@given(collections())
@settings(max_examples=60)
def test_totals_count_each_approach_and_each_study_once(entries: Entries) -> None:
    found = gap_map(entries, WorkType)
    assert found.total.approaches == len(entries)
    assert found.total.studies == sum(len(one.studies) for _, one in entries)
    for row, holding in found.by_row.items():
        assert holding.approaches == sum(row in one.work_types for _, one in entries)
        assert holding.approaches <= sum(found.cells[row, theme].approaches for theme in Theme) + sum(
            not one.themes for _, one in entries
        )
    for theme, holding in found.by_column.items():
        assert holding.approaches == sum(theme in one.themes for _, one in entries)


@given(collections())
@settings(max_examples=60)
def test_an_approach_stands_in_a_cell_or_is_counted_as_outside_the_map(entries: Entries) -> None:
    for rows in (WorkType, TargetGroup):
        found = gap_map(entries, rows)
        inside = {slug for cell in found.cells.values() for slug, _ in cell.entries}
        assert len(inside) + found.outside == len(entries)


@given(collections())
@settings(max_examples=40)
def test_the_themes_of_a_row_are_filled_or_empty_and_never_both(entries: Entries) -> None:
    found = gap_map(entries, WorkType)
    for row in WorkType:
        filled, empty = found.themes_of(row, filled=True), found.themes_of(row, filled=False)
        assert sorted({*filled, *empty}) == sorted(Theme)
        assert not {*filled} & {*empty}
    assert found.filled == sum(len(found.themes_of(row, filled=True)) for row in WorkType)


def test_two_work_types_put_an_approach_in_two_rows_and_once_in_the_total() -> None:
    both = entry("a", make_study(), work_types=(WorkType.YOUTH_WORK, WorkType.SPORT), themes=(Theme.HEALTH,))
    found = gap_map([both], WorkType)
    assert found.by_row[WorkType.YOUTH_WORK].approaches == found.by_row[WorkType.SPORT].approaches == 1
    assert found.by_column[Theme.HEALTH].approaches == found.total.approaches == 1


def test_a_holding_counts_outcomes_in_euros_strong_designs_and_recognitions() -> None:
    level = {"scheme": RecognitionScheme.RECOGNITION, "id": "e1", "year": 2020}
    good = Recognition(level=RecognitionLevel.GOOD_INDICATIONS, **level)
    none = Recognition(level=RecognitionLevel.NOT_RECOGNISED, **level)
    designs = (Design.RCT, Design.QUASI_EXPERIMENT, Design.BEFORE_AFTER, Design.UNKNOWN)
    studies = [make_study(id=f"o{number}", design=design) for number, design in enumerate(designs)]
    studies.append(make_study(design=Design.UNKNOWN, results=(UNKNOWN_RESULT,)))
    held = Holding((entry("a", *studies, recognitions=(good,)), entry("b", recognitions=(none,))))
    assert (held.approaches, held.studies, held.in_euros) == (2, 5, 4)
    assert (held.strong, held.design_unknown, held.recognised) == (2, 2, 1)


def test_an_empty_collection_makes_an_empty_map() -> None:
    survey = Survey(())
    assert survey.by_work_type.filled == survey.by_target_group.filled == 0
    assert (survey.ratios, survey.groups, survey.studies) == ((), (), ())
    assert survey.distributions["jaren"].total == 0


# ------------------------------------------------------------------------------------------- The spread


def spread(*studies: Study) -> Spread:
    return Spread(published_ratios([entry(f"a{n}", study) for n, study in enumerate(studies)]))


def test_comparable_ratios_make_a_range_from_the_lowest_low_to_the_highest_high() -> None:
    ranged = make_figure("1.9", low=Decimal("0.8"), high=Decimal("3.1"))
    found = spread(study_with(make_figure("1.2")), study_with(ranged))
    assert found.range == (Decimal("0.8"), Decimal("3.1"))
    assert found.reason is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": Method.CBA}, "de methode"),
        ({"perspective": Perspective.MUNICIPALITY}, "de reikwijdte"),
        ({"unit": Unit.PER_YEAR}, "de eenheid"),
        ({"horizon_years": Decimal(30)}, "de looptijd"),
        ({"definition": RatioDefinition.NET_RETURN}, "de soort verhouding"),
    ],
)
def test_ratios_with_another_basis_make_no_range_and_say_why(changes: dict[str, Any], words: str) -> None:
    found = spread(study_with(make_figure("1.2")), study_with(make_figure("3"), **changes))
    assert found.range is None
    assert found.reason == f"Niet goed te vergelijken, want {words} verschilt."


@pytest.mark.parametrize("fact", ["perspective", "unit", "horizon_years"])
def test_ratios_with_an_unknown_basis_make_no_range(fact: str) -> None:
    unknown = {"perspective": Perspective.UNKNOWN, "unit": Unit.UNKNOWN, "horizon_years": NOT_ADOPTED}[fact]
    found = spread(study_with(make_figure("1.2")), study_with(make_figure("3"), **{fact: unknown}))
    assert found.range is None
    assert "niet van elk onderzoek is dit bekend" in str(found.reason)


def test_a_list_of_any_length_says_why_it_does_not_compare() -> None:
    studies = [study_with(make_figure("2"), horizon_years=Decimal(4**number)) for number in range(1, 7)]
    assert spread(*studies).reason == "Niet goed te vergelijken, want de looptijd verschilt."


def test_at_least_gives_no_high_end_so_there_is_no_range() -> None:
    found = spread(study_with(make_figure("1.2")), study_with(one_sided(low=Decimal(4))))
    assert found.range is None
    assert found.reason == "Een laagste of hoogste waarde is niet bekend."


def test_fewer_than_two_ratios_have_no_range_and_need_no_reason() -> None:
    for found in (spread(), spread(study_with(make_figure("2")))):
        assert found.range is None
        assert found.reason is None


# ------------------------------------------------------------------------------- The lists of ratios


@given(collections())
@settings(max_examples=80)
def test_every_published_ratio_stands_in_exactly_one_list_and_no_unknown_becomes_one(
    entries: Entries,
) -> None:
    survey = Survey(entries)
    known = [
        (slug, one.id)
        for slug, approach in entries
        for one in approach.studies
        if isinstance(one.results[0].ratio, KnownFigure)
    ]
    listed = [(one.slug, one.study.id) for group in survey.groups for one in group.ratios]
    assert Counter(listed) == Counter(known)
    by_type = [one for group in survey.groups for _, ratios in group.by_work_type for one in ratios]
    assert len(by_type) == len(known)
    assert {group.code for group in survey.groups} <= GROUP_CODES


@given(collections())
@settings(max_examples=80)
def test_no_sroi_stands_among_benefits_per_euro_and_no_list_mixes_methods(entries: Entries) -> None:
    for group in Survey(entries).groups:
        for one in group.ratios:
            is_sroi = Method.SROI is one.study.method or RatioDefinition.SROI is one.result.ratio_definition
            assert is_sroi is (group.kind is RatioKind.SROI)
            if group.kind is RatioKind.BENEFITS_PER_EURO:
                assert one.study.method is group.method
                assert one.result.ratio_definition is RatioDefinition.BENEFITS_OVER_COSTS


@given(collections())
@settings(max_examples=80)
def test_the_order_follows_work_type_and_name_whatever_the_heights_are(entries: Entries) -> None:
    """The same collection with every ratio turned upside down stands in the same order."""
    turned = [(slug, turn(approach)) for slug, approach in entries]
    order = [(one.slug, one.study.id) for one in published_ratios(entries)]
    assert [(one.slug, one.study.id) for one in published_ratios(turned)] == order
    places = {kind: place for place, kind in enumerate((*WorkType, None))}
    for one, after in pairwise(published_ratios(entries)):
        assert (places[one.work_type], one.slug) <= (places[after.work_type], after.slug)


def turn(approach: Approach) -> Approach:
    def turned(study: Study) -> Study:
        result = study.results[0]
        if not isinstance(result.ratio, KnownFigure):
            return study
        figure = make_figure(-result.ratio.values[0])
        return study.model_copy(update={"results": (result.model_copy(update={"ratio": figure}),)})

    return approach.model_copy(update={"studies": tuple(turned(one) for one in approach.studies)})


@pytest.mark.parametrize("definition", RatioDefinition)
def test_only_benefits_over_costs_and_sroi_share_an_axis(definition: RatioDefinition) -> None:
    (group,) = ratio_groups([ratio(definition=definition)])
    expected = definition in {RatioDefinition.BENEFITS_OVER_COSTS, RatioDefinition.SROI}
    assert group.may_share_axis is expected


def test_an_sroi_study_that_divides_benefits_by_costs_stays_an_sroi() -> None:
    assert ratio(method=Method.SROI).kind is RatioKind.SROI


def test_a_ratio_is_named_after_its_approach_and_year_and_a_side_result_by_its_own_name() -> None:
    assert ratio(year=2019).label == "A, 2019"
    assert ratio(year=NOT_ADOPTED).label == "A, jaar onbekend"
    side = make_result(id="u2", name="Alleen jongens", is_main=False)
    one = published_ratios([entry("a", make_study(results=(make_result(), side)))])[1]
    assert one.label == "A: Alleen jongens, 2020"


def test_a_ratio_brings_the_sources_of_its_own_figure_only() -> None:
    sources = (make_source(), make_source(id="b2"))
    assert [one.id for one in ratio(make_figure("2", sources=("b2",)), sources=sources).sources] == ["b2"]


def test_an_end_that_the_study_does_not_give_stays_unknown() -> None:
    at_least, at_most = one_sided(low=Decimal(4)), one_sided(high=Decimal(4))
    assert (lowest(at_least), highest(at_least)) == (Decimal(4), None)
    assert (lowest(at_most), highest(at_most)) == (None, Decimal(4))


# ---------------------------------------------------------------------------------------- The divisions


@given(collections())
@settings(max_examples=60)
def test_each_division_holds_every_study_once(entries: Entries) -> None:
    survey = Survey(entries)
    for division in survey.distributions.values():
        assert division.total == len(survey.studies)
        assert len({line.code for line in division.lines}) == len(division.lines)
    for item in survey.items.values():
        assert item.total == len(survey.studies)


def test_the_fixed_list_is_counted_item_by_item() -> None:
    survey = Survey([entry("a", make_study(), make_study(id="o2", price_year=NOT_ADOPTED))])
    assert list(survey.items) == [code for code, _, _ in CHECKS]
    assert survey.items["prijspeil"].known == 1
    assert survey.items["prijspeil"].missing == {NOT_ADOPTED.reason: 1}


def test_a_year_between_two_studies_shows_as_none_and_an_unknown_year_by_its_own_line() -> None:
    division = years([make_study(year=2018), make_study(year=2020), make_study(year=NOT_ADOPTED)])
    assert [(line.code, line.count, line.is_known) for line in division.lines] == [
        ("2018", 1, True),
        ("2019", 0, True),
        ("2020", 1, True),
        ("onbekend", 1, False),
    ]
    assert division.unknown == 1
    assert division.count("2031") == 0


def test_background_publications_are_apart_and_their_ratios_in_no_list() -> None:
    meta = make_publication(name="B", study=make_study(method=Method.META_ANALYSIS))
    survey = Survey((), [("z", make_publication(name="a")), ("m", meta), ("y", make_publication(name="C"))])
    assert [slug for slug, _ in survey.meta_analyses] == ["m"]
    assert [slug for slug, _ in survey.other_publications] == ["z", "y"]
    assert (survey.ratios, survey.groups) == ((), ())
