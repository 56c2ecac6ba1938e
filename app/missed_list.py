"""The list of searches without a result, for the page and the command of editors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from babel.dates import format_date
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlmodel import Session

from app import csv_files
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

    @property
    def invitation(self) -> str:
        """To go and see this period."""
        return {
            Period.YEAR: "Bekijk de laatste 12 maanden",
            Period.MONTH: "Bekijk alleen deze maand",
        }[self]

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

    def csv(self) -> str:
        """The rows as text for a spreadsheet."""
        return csv_files.written(self.rows())


def report(db: Session, period: Period) -> Report:
    """What was missed until now."""
    first = period.first_month(datetime.now(UTC))
    return Report(period, lines(db, first), not_kept(db, first))


def tell(found: Report, console: Console) -> None:
    """The report as a table on a terminal."""
    if found.is_empty:
        console.print("Er is nog niets geteld.")
        return
    table = Table(title=found.period.label, title_justify="left", box=SIMPLE_HEAD)
    table.add_column("Zoekvraag", overflow="fold")
    table.add_column("Niets", justify="right")
    table.add_column("Deels", justify="right")
    table.add_column("Laatst gezocht")
    for line in found.lines:
        table.add_row(Text(line.text), str(line.nothing), str(line.partly), month_text(line.last_month))
    if found.not_kept != Times():
        table.add_section()
        table.add_row("(niet bewaard)", str(found.not_kept.nothing), str(found.not_kept.partly))
    console.print(table)
    console.print(
        "Niets: er werd niets gevonden. Deels: in elke aanpak ontbrak een woord. Niet bewaard: de tekst was "
        "lang of leek op gegevens van een persoon."
    )


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
        return "nog deels"
    return "1 aanpak" if answer.total == 1 else f"{answer.total} aanpakken"
