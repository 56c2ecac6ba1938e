"""Per aspect: are two or more outcomes the same, different or unknown, and does that stand in the way?

The basis is method, perspective, unit, horizon and kind of ratio (METHOD A12.7; a ratio without its
definition says nothing, A8 and V11). A difference there makes outcomes not comparable; a point of it that
is unknown makes them impossible to judge. The other aspects leave a reservation: amounts can be converted
to one price year (A5), and a reader can weigh a discount rate (A4), a forecast beside a measurement, what
was compared with (A3.1) and individual beside collective work.

Method is taken literally: an indicative MKBA is not the same method as an MKBA, although it takes the same
steps, because estimates stand where the other has measurements.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from catalogue.comparability_facts import Subject, fact
from catalogue.schema import Unknown, known
from catalogue.vocabulary import Aspect, BaselineKind, Likeness, Method, RatioDefinition

BASIS = (
    Aspect.METHOD,
    Aspect.PERSPECTIVE,
    Aspect.UNIT,
    Aspect.HORIZON,
    Aspect.RATIO_DEFINITION,
)
"""What has to be the same and known before two outcomes may be compared."""

MOST_TIMES_LONGER = 2
"""Horizons within this factor do not stand in the way (METHOD A12.7)."""

OPEN_METHODS = (Method.COST_EFFECTIVENESS, Method.EVALUATION, Method.META_ANALYSIS)
"""Methods that fix how to study, not which effect is measured or what is counted."""

OPEN_CODES = (Method.OTHER, RatioDefinition.OTHER)
"""Codes that say what something is not: two of them need not be the same."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How two subjects turn out on an aspect, and whether that stands in the way of comparing."""

    outcome: Likeness
    blocks: bool = False


SAME = Weight(Likeness.SAME)
LIGHT_TO_HEAVY = (
    SAME,
    Weight(Likeness.UNKNOWN),
    Weight(Likeness.DIFFERENT),
    Weight(Likeness.UNKNOWN, blocks=True),
    Weight(Likeness.DIFFERENT, blocks=True),
)


def heaviest(weights: Iterable[Weight]) -> Weight:
    """The worst of these; `SAME` when there is none."""
    return max(weights, key=LIGHT_TO_HEAVY.index, default=SAME)


def concerns(aspect: Aspect, subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """The subjects for which an aspect plays a part: the kind of ratio only where there is a ratio."""
    if aspect is Aspect.RATIO_DEFINITION:
        return tuple(subject for subject in subjects if subject.has_ratio)
    return tuple(subjects)


def weigh(aspect: Aspect, subjects: Sequence[Subject]) -> Weight:
    """The worst pair on one aspect. One subject alone is the same as itself."""
    pairs = combinations(concerns(aspect, subjects), 2)
    return heaviest(_weigh_pair(aspect, one, other) for one, other in pairs)


def _weigh_pair(aspect: Aspect, one: Subject, other: Subject) -> Weight:
    basic = aspect in BASIS
    first, second = fact(aspect, one), fact(aspect, other)
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return Weight(Likeness.UNKNOWN, basic)
    if first != second:
        return Weight(Likeness.DIFFERENT, basic and not _near(aspect, first, second))
    return _left_open(aspect, one, other) or SAME


def _near(aspect: Aspect, first: object, second: object) -> bool:
    if aspect is not Aspect.HORIZON or not isinstance(first, Decimal) or not isinstance(second, Decimal):
        return False
    return max(first, second) <= MOST_TIMES_LONGER * min(first, second)


def _left_open(aspect: Aspect, one: Subject, other: Subject) -> Weight | None:
    """Equal codes that do not mean equal things; None where they do."""
    value = fact(aspect, one)
    if aspect in {Aspect.METHOD, Aspect.RATIO_DEFINITION} and value in OPEN_CODES:
        return Weight(Likeness.UNKNOWN, blocks=True)
    if aspect is Aspect.METHOD and value in OPEN_METHODS:
        return Weight(Likeness.UNKNOWN)
    if aspect is Aspect.BASELINE and value == BaselineKind.OTHER_APPROACH and not _same_baseline(one, other):
        return Weight(Likeness.UNKNOWN)
    return None


def _same_baseline(one: Subject, other: Subject) -> bool:
    first, second = known(one.study.baseline), known(other.study.baseline)
    return first is not None and first == second
