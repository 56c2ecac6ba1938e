"""When a page has to be looked at again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.editing import review_dates
from catalogue.problem import Weight
from catalogue.unit_costs import unit_costs
from catalogue.validation import problems
from tests.builders import make_approach, make_publication

DAY = date(2027, 3, 1)
"""When a page was published; it only counts for pages that do not say when somebody looked."""


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 24, date(2028, 11, 21)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(9999, 1, 1), 24, date.max),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_one(day: date, months: int, expected: date) -> None:
    assert review_dates.months_later(day, months) == expected


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 60))
def test_a_day_never_moves_into_a_later_month(day: date, months: int) -> None:
    later = review_dates.months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def test_a_page_is_due_on_the_chosen_day_or_after_two_years_whichever_comes_first() -> None:
    checked = date(2026, 11, 21)
    assert review_dates.due(make_approach(checked_on=checked), DAY) == date(2028, 11, 21)
    assert review_dates.due(make_publication(checked_on=checked), DAY) == date(2028, 11, 21)
    assert review_dates.due(make_approach(checked_on=checked, review_by=date(2027, 1, 1)), DAY) == date(
        2027, 1, 1
    )
    assert review_dates.due(make_approach(checked_on=checked, review_by=date(2030, 1, 1)), DAY) == date(
        2028, 11, 21
    )


def test_what_does_not_say_when_somebody_looked_is_counted_from_its_publication() -> None:
    assert review_dates.due(unit_costs()[0], DAY) == date(2029, 3, 1)


def test_before_a_day_ends_when_that_day_begins() -> None:
    approach = make_approach(review_by=date(2027, 1, 1))
    assert not review_dates.is_overdue(approach, DAY, date(2026, 12, 31))
    assert review_dates.is_overdue(approach, DAY, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("checked", "chosen", "today", "expected"),
    [
        (date(2026, 1, 1), None, date(2026, 6, 1), None),
        (date(2026, 1, 1), date(2026, 7, 1), date(2026, 8, 1), date(2027, 1, 29)),
        (date(2026, 1, 1), date(2025, 7, 1), date(2026, 8, 1), None),
        (date(2020, 1, 1), date(2029, 1, 1), date(2026, 8, 1), date(2028, 8, 1)),
    ],
)
def test_who_looks_again_gets_as_long_as_last_time(
    checked: date, chosen: date | None, today: date, expected: date | None
) -> None:
    assert review_dates.next_date(checked, chosen, today) == expected


@pytest.mark.parametrize(
    ("chosen", "is_refused"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), True),
        (date(2026, 11, 22), False),
        (date(2028, 11, 21), False),
        (date(2028, 11, 22), True),
    ],
)
def test_publication_asks_for_a_day_within_two_years_of_the_last_check(
    chosen: date, is_refused: bool
) -> None:
    found = problems(make_approach(checked_on=date(2026, 11, 21), review_by=chosen))
    refused = [one for one in found if one.rule == "R-controle"]
    assert bool(refused) is is_refused
    assert all((one.path, one.weight) == ("controle_voor", Weight.REFUSE) for one in refused)
