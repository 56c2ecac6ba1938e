"""The words around a range: true whatever the range of the study itself is."""

from decimal import Decimal

import pytest

from app.own_numbers_range import range_view
from catalogue.cpi import cpi
from catalogue.figures import KnownFigure
from catalogue.own_numbers import Inputs, Outcome, Start, explore, start_of
from catalogue.vocabulary import Unit
from tests.builders import make_figure, make_result, make_study


def shown(costs: KnownFigure, benefits: str) -> tuple[str, str]:
    """The sentence and what is said of the study's own outcome, with nothing changed."""
    result = make_result(costs=costs, benefits=make_figure(benefits))
    start = start_of(make_study(unit=Unit.PER_PARTICIPANT), result)
    assert isinstance(start, Start)
    found = explore(start, Inputs(), cpi())
    assert isinstance(found, Outcome)
    view = range_view(start, found)
    return view.sentence.replace("\xa0", " "), view.reproduced.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("benefits", "where"),
    [("1800", "De bovenkant is wat het onderzoek vond"), ("-500", "De onderkant is wat het onderzoek vond")],
)
def test_the_study_stands_at_the_end_that_it_is(benefits: str, where: str) -> None:
    assert shown(make_figure("1000"), benefits)[1].startswith(where)


def test_where_costs_have_a_range_the_study_lies_inside_and_the_turning_point_has_one_too() -> None:
    costs = make_figure("1000", low=Decimal(500), high=Decimal(2000))
    sentence, reproduced = shown(costs, "1800")
    assert reproduced.startswith("In dit bereik ligt wat het onderzoek vond")
    assert "gelijk bij ongeveer 28 procent" in sentence
    assert "bij de hoogste zijn de kosten ook met het hele effect hoger" in sentence
    narrow = make_figure("1000", low=Decimal(900), high=Decimal(1200))
    assert "gelijk bij ongeveer 50 tot 67 procent van het gevonden effect" in shown(narrow, "1800")[0]
