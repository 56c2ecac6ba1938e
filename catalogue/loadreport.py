"""What loading a file did, or would do, with each entry."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from catalogue.faults import where
from catalogue.kinds import Kind
from catalogue.problem import Problem


class Outcome(StrEnum):
    """What happened to one entry."""

    ADDED = "toegevoegd"
    CHANGED = "gewijzigd"
    UNCHANGED = "ongewijzigd"
    REFUSED = "geweigerd"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its outcome, why it was refused, and what an editor should know."""

    kind: Kind
    slug: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All entries of a file, in its order."""

    lines: tuple[Line, ...]

    def count(self, outcome: Outcome) -> int:
        """How many entries had this outcome."""
        return Counter(line.outcome for line in self.lines)[outcome]

    @property
    def refused(self) -> tuple[Line, ...]:
        """The entries that keep the file from being loaded."""
        return tuple(line for line in self.lines if line.outcome is Outcome.REFUSED)


class LoadRefused(Exception):
    """At least one entry was refused, so nothing was saved. `report` says which and why."""

    def __init__(self, report: Report) -> None:
        """Keep the report of all entries."""
        self.report = report
        super().__init__("; ".join(f"{line.slug}: {', '.join(line.reasons)}" for line in report.refused))


def sentences(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Problems as Dutch sentences with their place, in the order found."""
    return tuple(f"{_place(problem.path)}: {problem.message}" for problem in problems)


def _place(path: str) -> str:
    return where(tuple(int(step) if step.isdigit() else step for step in path.split(".")))
