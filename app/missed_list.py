"""The list of searches without a result, for the page and the command of editors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from babel.dates import format_date
from sqlmodel import Session

from app.missed_rows import Line, Times, lines, month_of, months_before, not_kept
from search.engine import Query, Searcher

COLUMNS = ("zoekvraag", "niets_gevonden", "deels_gevonden", "laatste_maand")


class Period(StrEnum):
    """Over which time is counted; the values stand in addresses."""

    YEAR = "12-maanden"
    MONTH = "deze-maand"

    @classmethod
    def of(cls, value: str) -> "Period":
        """The period of a word in an address; the longest one when there is no such period."""
        return cls(value) if value in set(cls) else cls.YEAR

    @property
    def label(self) -> str:
        """As editors read it."""
        return {Period.YEAR: "Laatste 12 maanden", Period.MONTH: "Deze maand"}[self]

    def first_month(self, now: datetime) -> str:
        """The first month that counts."""
        return months_before(month_of(now), 11 if self is Period.YEAR else 0)


@dataclass(frozen=True, slots=True)
class Report:
    """What was missed in a period: `lines` with the most missed first, and all texts that are not stored."""

    period: Period
    lines: Sequence[Line]
    not_kept: Times

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted at all."""
        return not self.lines and self.not_kept == Times()

    @property
    def total(self) -> Times:
        """Everything together."""
        total = self.not_kept
        for line in self.lines:
            total = total.plus(Times(line.nothing, line.partly))
        return total

    def rows(self) -> Iterable[Sequence[object]]:
        """For a file: a header, a row for each text, and one for all texts that are not stored."""
        yield COLUMNS
        for line in self.lines:
            yield line.text, line.nothing, line.partly, line.last_month
        if self.not_kept != Times():
            yield "(niet bewaard)", self.not_kept.nothing, self.not_kept.partly, ""


def report(db: Session, period: Period) -> Report:
    """What was missed until now."""
    first = period.first_month(datetime.now(UTC))
    return Report(period, lines(db, first), not_kept(db, first))


def month_text(month: str) -> str:
    """As in "november 2026"."""
    text: str = format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale="nl")
    return text


def found_now(finder: Searcher, text: str) -> str:
    """What a text finds today, in words: what was missed may have been put right since."""
    answer = finder.answer(Query(text=text, page_size=1))
    if answer.total == 0:
        return "nog niets"
    if answer.left_out:
        return "nog niet alle woorden"
    return "1 aanpak" if answer.total == 1 else f"{answer.total} aanpakken"
