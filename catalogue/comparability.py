"""Whether outcomes may be laid side by side, and why (METHOD A12.7, with A3, A4, A5 and A8).

Any outcomes may stand beside each other; the verdict says what that is worth. It is that of the worst pair:

- `niet`: the basis differs (method, perspective, unit, kind of ratio, or a horizon more than twice as long);
- `niet_te_beoordelen`: nothing of the basis is known to differ, but part of it is not known;
- `voorbehoud`: the basis is the same; something else differs or is not known;
- `goed`: all aspects are known and the same.

A verdict says nothing about the height of an outcome, and the order of the subjects plays no part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.comparability_facts import Subject, fact
from catalogue.comparability_rules import BASIS, LIGHT_TO_HEAVY, Weight, concerns, heaviest, weigh
from catalogue.comparability_words import (
    PAIR,
    PHRASES,
    differing,
    enumerated,
    reason,
    untold_of,
    values,
)
from catalogue.vocabulary import Aspect, Comparable, Likeness

__all__ = ["BASIS", "Finding", "Subject", "Verdict", "comparable_ratios", "fact", "judge"]

LEVELS = (
    Comparable.YES,
    Comparable.WITH_RESERVATION,
    Comparable.WITH_RESERVATION,
    Comparable.UNKNOWN,
    Comparable.NO,
)
"""The level of each weight in LIGHT_TO_HEAVY."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How all subjects together turn out on one aspect. `blocks`: this alone stands in the way."""

    aspect: Aspect
    outcome: Likeness
    blocks: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The level with a finding per aspect, in the order in which a reader weighs them."""

    level: Comparable
    findings: tuple[Finding, ...]
    sentence: str
    may_chart_ratios: bool


def judge(subjects: Sequence[Subject]) -> Verdict:
    """The verdict on two to four subjects. Raises ValueError for fewer than two."""
    if len(subjects) < PAIR:
        raise ValueError("Vergelijken kan met ten minste twee uitkomsten.")
    weights = {
        aspect: weigh(aspect, subjects) for aspect in Aspect if len(concerns(aspect, subjects)) >= PAIR
    }
    level = LEVELS[LIGHT_TO_HEAVY.index(heaviest(weights.values()))]
    findings = tuple(
        Finding(aspect, weight.outcome, weight.blocks, reason(aspect, subjects, weight))
        for aspect, weight in weights.items()
    )
    return Verdict(level, findings, _sentence(level, weights, subjects), comparable_ratios(subjects))


def comparable_ratios(subjects: Sequence[Subject]) -> bool:
    """Whether the ratios of all subjects may stand in one chart (METHOD A12.7).

    All have a ratio; method, perspective, unit and kind of ratio are known and the same; all horizons are
    known and none is more than twice another. So an SROI never stands among others (A8).
    """
    if len(subjects) < PAIR or not all(subject.has_ratio for subject in subjects):
        return False
    equal = (Aspect.METHOD, Aspect.PERSPECTIVE, Aspect.UNIT, Aspect.RATIO_DEFINITION)
    if any(weigh(aspect, subjects).outcome is not Likeness.SAME for aspect in equal):
        return False
    return not weigh(Aspect.HORIZON, subjects).blocks


def _sentence(level: Comparable, weights: Mapping[Aspect, Weight], subjects: Sequence[Subject]) -> str:
    if level is Comparable.YES:
        return f"{level.label}: de onderzoeken rekenen op al deze punten op dezelfde manier."
    if level is Comparable.WITH_RESERVATION:
        return f"{level.label}: {_reservations(weights, subjects)}."
    if level is Comparable.NO:
        return f"{level.label}, want {_obstacles(weights, subjects)}."
    question = "Wij kunnen niet beoordelen of deze uitkomsten te vergelijken zijn"
    return f"{question}, want dit is niet bekend: {_gaps(weights, subjects)}."


def _obstacles(weights: Mapping[Aspect, Weight], subjects: Sequence[Subject]) -> str:
    found = _that(weights, Likeness.DIFFERENT, blocks=True)
    if len(found) == 1 and not untold_of(found[0], subjects):
        return differing(found[0], subjects)
    return _differences(found, subjects)


def _gaps(weights: Mapping[Aspect, Weight], subjects: Sequence[Subject]) -> str:
    """What is missing, gathered per owner: "de reikwijdte en de looptijd van beide onderzoeken"."""
    parts: list[str] = []
    owners: dict[str, list[str]] = {}
    for aspect in _that(weights, Likeness.UNKNOWN, blocks=True):
        owner, name = untold_of(aspect, subjects), PHRASES[aspect].name
        if owner:
            owners.setdefault(owner, []).append(name)
        else:
            parts.append(f"of {name} gelijk is")
    return "; ".join([*parts, *(f"{enumerated(names)} van {owner}" for owner, names in owners.items())])


def _reservations(weights: Mapping[Aspect, Weight], subjects: Sequence[Subject]) -> str:
    differ = _that(weights, Likeness.DIFFERENT, blocks=False)
    unknown = [PHRASES[aspect].name for aspect in _that(weights, Likeness.UNKNOWN, blocks=False)]
    parts = [_differences(differ, subjects)] if differ else []
    if unknown:
        parts.append(f"niet alles is bekend over {enumerated(unknown)}")
    return ", en ".join(parts)


def _differences(aspects: Sequence[Aspect], subjects: Sequence[Subject]) -> str:
    named = [f"{PHRASES[aspect].name} ({values(aspect, subjects)})" for aspect in aspects]
    return f"{enumerated(named)} {'verschilt' if len(aspects) == 1 else 'verschillen'}"


def _that(weights: Mapping[Aspect, Weight], outcome: Likeness, *, blocks: bool) -> list[Aspect]:
    return [aspect for aspect, weight in weights.items() if weight == Weight(outcome, blocks)]
