"""How well a document fits a plan, worked out from lists that Meilisearch gives.

Meilisearch orders by rules that know neither our weights nor Dutch compounds. So it selects, counts and
lists, and we weigh: for each concept it lists the documents that have it in a strong place, and one gets the
value of the best place of every concept. That keeps the order of the embedded engine, which answers when the
server is away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from search.fields import COVERAGE, GROUPS, LABELS, NAME, ROW, SAME_SCORE, TOGETHER, WEAK, Group
from search.meili_filters import NOTHING, Filter, either, found_in, one_of, together_filter
from search.meili_rows import ID, LABELS_LENGTH, NAME_KEY, NAME_LENGTH, RANK, ROWS, YEAR, attribute, row_term
from search.plan import Concept, Plan

STEPS = (9.0, 6.5, 4.5, 3.2, 2.2, 1.5, 1.0)
"""Values are rounded down to these, so that the number of lists stays small."""
LEAST = 0.5
"""What a concept is worth that was found, but in no listed place."""
_ELSEWHERE = 0.3
_USUAL_NAME, _USUAL_LABELS = 4.0, 18.0  # words, in the collection
_K1 = 1.2
_BELOW_LABELS = 2.0
_LENGTH = 0.75  # how much the length of a name matters, as in BM25


@dataclass(frozen=True, slots=True)
class Level:
    """Documents that fit `fits` have concept `number` at `value`; number None only helps to order."""

    number: int | None
    value: float
    fits: Filter


def levels(plan: Plan) -> list[Level]:
    """All lists to ask for a plan, the strongest of each concept first."""
    found = [
        level for number, concept in enumerate(plan.strong) for level in _levels(number, concept, GROUPS)
    ]
    weak = [concept for concept in plan.concepts if not concept.strong]
    for concept in weak:
        found += _levels(None, concept, (NAME,), WEAK)
    if len(plan.row) > 1:
        row = one_of(attribute(NAME.name, ROWS), [row_term(plan.row)])
        found.append(Level(None, ROW, row))
    return found


def _levels(
    number: int | None, concept: Concept, groups: Sequence[Group], factor: float = 1.0
) -> Iterator[Level]:
    by_step: dict[float, list[Filter]] = {}
    for group in groups:
        values = {way: _step(way.weight * group.weight, factor) for way in concept.ways}
        for step in dict.fromkeys(values.values()):
            ways = tuple(way for way, own in values.items() if own == step)
            by_step.setdefault(step, []).append(found_in(group, ways))
        for together in concept.together:
            step = _step(TOGETHER * len(together) * group.weight, factor)
            by_step.setdefault(step, []).append(together_filter(together, group))
    for step in sorted(by_step, reverse=True):
        fits = either(by_step[step])
        if step and fits != NOTHING:
            yield Level(number, step, fits)


def _step(value: float, factor: float) -> float:
    return next((step * factor for step in STEPS if value >= step), 0.0)


def ranked(
    rows: Iterable[Mapping[str, Any]],
    lists: Iterable[tuple[Level, Iterable[str]]],
    rarities: Sequence[float],
    covered: Mapping[str, float] | None = None,
) -> list[str]:
    """Ids of the rows, the best first; equal ones by group, year and name.

    `lists`: the ids of each level. `rarities`: per concept. `covered`: per id the share (0 to 1) of what was
    asked, when not every document has all of it; a larger share goes before any score.
    """
    values: dict[tuple[str, int | None], list[float]] = {}
    for level, ids in lists:
        for one in ids:
            values.setdefault((one, level.number), []).append(level.value)

    def key(row: Mapping[str, Any]) -> tuple[object, ...]:
        one, focus = row[ID], _Focus.of(row)
        score = COVERAGE * (covered or {}).get(one, 0.0) + sum(values.get((one, None), ()))
        for number, rare in enumerate(rarities):
            score += rare * _worth(values.get((one, number)) or [LEAST], focus)
        return (-round(score, SAME_SCORE), row[RANK], -row[YEAR], row[NAME_KEY], one)

    unique = {row[ID]: row for row in rows}
    return [row[ID] for row in sorted(unique.values(), key=key)]


@dataclass(frozen=True, slots=True)
class _Focus:
    """How much more a find says in a name and labels that are shorter than usual."""

    name: float
    labels: float

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(_shortness(row[NAME_LENGTH], _USUAL_NAME), _shortness(row[LABELS_LENGTH], _USUAL_LABELS))

    def at(self, value: float) -> float:
        if value > LABELS.weight:
            return self.name
        return self.labels if value > _BELOW_LABELS else 1.0


def _worth(values: Sequence[float], focus: _Focus) -> float:
    """What one concept adds: its best place by its focus, and a little for the others."""
    best = max(values)
    return best * focus.at(best) + _ELSEWHERE * (sum(values) - best)


def _shortness(words: int, usual: float) -> float:
    """The part of BM25 that favours short texts."""
    return (1 + _K1) / (1 + _K1 * (1 - _LENGTH + _LENGTH * words / usual))
