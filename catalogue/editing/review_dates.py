"""When somebody has to look at a page again: at most two years after the last time."""

import calendar
from datetime import MAXYEAR, date

from catalogue.kinds import AnyDocument

LONGEST_MONTHS = 24
"""Months within which each page is looked at again."""


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that day is not there."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def latest(checked_on: date) -> date:
    """The last day for looking again, counted from the day on which somebody looked."""
    return months_later(checked_on, LONGEST_MONTHS)


def last_check(document: AnyDocument, published: date) -> date:
    """When somebody last looked at a page: the day it says itself, otherwise the day it was published."""
    looked: date | None = getattr(document, "checked_on", None)
    return looked or published


def due(document: AnyDocument, published: date) -> date:
    """Before which day a page has to be looked at again: as its editors chose, or two years at most."""
    return due_after(last_check(document, published), getattr(document, "review_by", None))


def due_after(looked: date, chosen: date | None) -> date:
    """Before which day to look again, from when somebody looked last and what editors chose, if anything."""
    longest = latest(looked)
    return min(chosen, longest) if chosen else longest


def is_overdue(document: AnyDocument, published: date, today: date) -> bool:
    """Whether that day has come without anybody looking: "before a day" ends when that day begins."""
    return today >= due(document, published)


def next_date(checked_on: date, review_by: date | None, today: date) -> date | None:
    """What to choose when somebody looks today: as long ahead as last time; None where nothing was chosen."""
    if review_by is None or review_by <= checked_on:
        return None
    return min(today + (review_by - checked_on), latest(today))
