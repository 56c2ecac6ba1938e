"""A measurement as a file, and what changed since an earlier one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.relevance.measuring import Outcome

Run = Mapping[str, Mapping[str, Outcome]]
"""Per engine the outcomes by the id of the question."""
Saved = Mapping[str, Mapping[str, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered better or worse than before."""

    outcome: Outcome
    better: bool
    before: str
    after: str


def save(run: Run, path: Path) -> None:
    """Write a run so that a later one can be compared with it."""
    rows = {engine: {key: _row(one) for key, one in outcomes.items()} for engine, outcomes in run.items()}
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def saved(path: Path) -> Saved:
    """A run that was written before."""
    rows: Saved = json.loads(path.read_text("utf-8"))
    return rows


def changes(outcomes: Iterable[Outcome], earlier: Mapping[str, Mapping[str, object]]) -> list[Change]:
    """Questions of both runs that became better or worse: first by the criterion, then by rank."""
    return [
        change
        for outcome in outcomes
        if (row := earlier.get(outcome.question.id)) and (change := _change(outcome, row))
    ]


def _row(outcome: Outcome) -> dict[str, object]:
    return {"goed": outcome.met, "plaats": outcome.rank, "totaal": outcome.total, "slugs": outcome.slugs[:5]}


def _change(outcome: Outcome, before: Mapping[str, object]) -> Change | None:
    was = (bool(before["goed"]), _nearness(before["plaats"]))
    now = (outcome.met, _nearness(outcome.rank))
    if was == now:
        return None
    return Change(outcome, now > was, _told(*was), _told(*now))


def _nearness(rank: object) -> float:
    return 1 / rank if isinstance(rank, int) else 0.0


def _told(met: bool, nearness: float) -> str:
    place = f"plaats {round(1 / nearness)}" if nearness else "niet gevonden"
    return f"{'goed' if met else 'niet goed'}, {place}"
