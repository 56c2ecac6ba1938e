"""The chart of who pays and who gains says everything in words and draws nothing that is not known."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.chart_text import text_width
from app.charts import NARROW, WIDE
from app.distribution_charts import TEXT_STYLES, chart_of, chart_views
from app.distribution_layout import NOBODY, Layout, lay_out, reach_of
from catalogue.distribution_rows import distribution
from catalogue.documents import Approach, Publication, Result, Study
from catalogue.economics import Band
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.schema import NOT_ADOPTED
from catalogue.seedfile import read
from catalogue.vocabulary import EntryState, Party
from tests.builders import make_approach, make_study
from tests.catalogue.distribution_cases import (
    ALL,
    BENEFIT,
    BOSSES,
    COST,
    INSURER,
    PEOPLE,
    STATE,
    TOWN,
    TRANSFER,
    between,
    effect,
    item,
    method_vector,
    result_of,
)
from tests.conftest import SEED

LONG = "Minder gebruik van arbeidsongeschiktheidsverzekeringen en langdurigezorgvoorzieningen in de wijk"


def make_version(*studies: Study) -> Version[Approach]:
    return Version(
        slug="jongerenwerk",
        kind=Kind.APPROACH,
        state=EntryState.PUBLISHED,
        state_reason=None,
        number=1,
        latest=1,
        content_hash="",
        published_at=datetime(2026, 11, 21, tzinfo=UTC),
        first_published_at=datetime(2026, 11, 21, tzinfo=UTC),
        note=None,
        document=make_approach(studies=studies),
    )


def laid_out(*items: Any, width: int = WIDE, **changes: Any) -> Layout:
    return lay_out(distribution(make_study(), result_of(*items, **changes)).rows, width)


def collection() -> list[tuple[Study, Result]]:
    entries = read(SEED.read_text("utf-8")).entries
    documents = [entry.revisions[-1].document for entry in entries if entry.revisions]
    studies = [
        study for document in documents if isinstance(document, Approach) for study in document.studies
    ]
    studies += [document.study for document in documents if isinstance(document, Publication)]
    return [(study, result) for study in studies for result in study.results]


def test_costs_are_drawn_to_the_left_of_zero_and_gains_to_the_right() -> None:
    found = laid_out(item(COST, TOWN, "300"), item(BENEFIT, STATE, "200"), item(BENEFIT, BOSSES, "-100"))
    cost, benefit, loss = found.bars
    assert cost["x2"] == benefit["x"] == loss["x2"] == pytest.approx(found.scale.zero)
    assert cost["x2"] - cost["x"] == pytest.approx(3 * (loss["x2"] - loss["x"]), abs=0.1)
    assert benefit["x2"] - benefit["x"] == pytest.approx(2 * (loss["x2"] - loss["x"]), abs=0.1)


def test_a_transfer_has_a_form_of_its_own_and_mirrored_bars_of_one_length() -> None:
    receives, gives = laid_out(item(TRANSFER, TOWN, "40", counter_party=PEOPLE)).bars
    assert receives["s"] == gives["s"] == "overdracht"
    assert receives["x2"] - receives["x"] == pytest.approx(gives["x2"] - gives["x"], abs=0.1)


@pytest.mark.parametrize(
    ("band", "reach"),
    [
        (Band.exactly(5), 5),
        (Band.of(between(3, 9, 5)), 5),
        (Band.of(between(3, 9)), 3),
        (Band.of(between(3, None)), 3),
        (Band.of(between(None, 9)), 0),
        (Band.of(between(-9, -3)), -3),
        (Band.of(between(-3, 9)), 0),
    ],
)
def test_a_bar_goes_no_further_than_what_is_sure(band: Band, reach: int) -> None:
    assert reach_of(band) == reach


def test_a_range_is_a_line_from_low_to_high() -> None:
    found = laid_out(item(BENEFIT, TOWN, between(100, 400, 200)))
    whole = found.ranges[0]
    (bar,) = found.bars
    assert (whole["x2"] - whole["x"]) / (bar["x2"] - bar["x"]) == pytest.approx(300 / 200, abs=0.01)


def test_unknown_amounts_are_named_and_not_drawn() -> None:
    found = laid_out(item(COST, TOWN), item(BENEFIT, INSURER, NOT_ADOPTED, name="Minder zorg"))
    words = " ".join(text["t"] for text in found.texts)
    assert "Baten: Minder zorg" in words
    assert "bedrag nog niet overgenomen" in words
    assert len(found.bars) == 1


def test_what_nobody_gets_stands_last_under_a_heavier_line() -> None:
    found = laid_out(item(BENEFIT, ALL), item(COST, TOWN), unpriced=(effect(PEOPLE),))
    parties = [text["t"] for text in found.texts if text["s"] == "partij"]
    assert parties == ["Gemeente", "Deelnemers en hun gezin", NOBODY]
    assert [rule["s"] for rule in found.rules if rule["s"] != "nul"] == ["regel", "regel", "scheiding"]


def assert_nothing_is_cut_off(found: Layout) -> None:
    for text in found.texts:
        _, size, weight = TEXT_STYLES[text["s"]]
        width = text_width(text["t"], size, bold=weight == "bold")
        left = text["x"] - width if text["a"] == "right" else text["x"]
        assert left >= 0, text
        assert left + width <= found.columns.width, text
        assert text["y"] < found.y
    for mark in (*found.bars, *found.ranges):
        assert -0.5 <= mark["x"] <= mark["x2"] <= found.columns.width + 0.5


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_long_names_and_amounts_are_broken_and_never_cut_off(width: int) -> None:
    whole = between(123_456_789, 987_654_321, 555_555_555)
    found = laid_out(
        item(COST, TOWN, whole, name=LONG),
        item(BENEFIT, STATE, "1150", per=LONG, name=LONG, id="b2"),
        item(BENEFIT, ALL, NOT_ADOPTED, name="Arbeidsongeschiktheidsverzekeringsmaatschappijen" * 2),
        width=width,
    )
    assert_nothing_is_cut_off(found)
    words = "".join(text["t"] for text in found.texts).replace(" ", "")
    assert words.count(LONG.replace(" ", "")) == 3


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_whole_collection_fits(width: int) -> None:
    drawn = [found for study, result in collection() if (found := distribution(study, result)).can_be_drawn]
    assert len(drawn) > 50
    for found in drawn:
        assert_nothing_is_cut_off(lay_out(found.rows, width))


def test_twelve_parties_fit_in_one_picture() -> None:
    found = laid_out(*(item(BENEFIT, party, str(100 + n)) for n, party in enumerate(Party)))
    assert len([text for text in found.texts if text["s"] == "partij"]) == 12
    assert len(found.bars) == 12


def test_the_chart_states_the_conclusion_the_source_and_the_day() -> None:
    study, result = method_vector()
    chart = chart_of(make_version(study), study, result)
    assert chart
    assert chart.conclusion.startswith("De gemeente betaalt €\xa079.417")
    assert chart.source == "Kosten en baten van jongerenwerk, 2020"
    assert chart.day.isoformat() == "2026-11-21"
    assert chart.title.startswith("Jongerenwerk in de wijk: wie betaalt en wie heeft er voordeel van (")
    assert chart.title.endswith("(bedragen in waarde nu, alle jaren samen)")
    assert (chart.spec["width"], chart.narrow and chart.narrow["width"]) == (WIDE, NARROW)


def test_a_result_among_more_is_named_in_the_title() -> None:
    items = (item(COST, TOWN), item(BENEFIT, TOWN))
    results = (result_of(*items), result_of(*items, id="u2", name="Tweede groep", is_main=False))
    study = make_study(results=results)
    chart = chart_of(make_version(study), study, results[1])
    assert chart
    assert "Tweede groep" in chart.title


@pytest.mark.parametrize(
    "items",
    [(), (item(COST, TOWN, NOT_ADOPTED), item(BENEFIT, TOWN, NOT_ADOPTED)), (item(COST, TOWN),)],
)
def test_without_two_rows_and_a_known_amount_there_is_no_chart(items: tuple[Any, ...]) -> None:
    study = make_study(results=(result_of(*items),))
    assert chart_of(make_version(study), study, study.results[0]) is None
    assert chart_views(make_version(study), [study], "/x") == {}


def test_an_id_that_is_no_file_name_still_gives_one() -> None:
    study = make_study(results=(result_of(item(COST, TOWN), item(BENEFIT, TOWN), id="Uitkomst_1"),))
    (view,) = chart_views(make_version(study), [study], "/aanpakken/x/grafieken").values()
    assert view.chart.name == "jongerenwerk-uitkomst-1"
    assert view.src() == "/aanpakken/x/grafieken/Uitkomst_1.svg"
