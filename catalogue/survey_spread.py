"""A number of published ratios together: a range where they compare, else why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from catalogue.comparability import BASIS, comparable_ratios
from catalogue.comparability_facts import Subject
from catalogue.comparability_rules import Weight, weigh
from catalogue.comparability_words import PHRASES, enumerated
from catalogue.survey_ratios import PublishedRatio, highest, lowest
from catalogue.vocabulary import Aspect, Likeness

PAIR = 2
DIFFERENT = Weight(Likeness.DIFFERENT, blocks=True)
UNKNOWN = Weight(Likeness.UNKNOWN, blocks=True)


@dataclass(frozen=True)
class Spread:
    """The published ratios of one place. Only comparable ones make a range (METHOD A12.7)."""

    ratios: tuple[PublishedRatio, ...]

    @cached_property
    def comparable(self) -> bool:
        """Whether there are two or more and each pair may stand in one chart."""
        return comparable_ratios(self._subjects)

    @property
    def _subjects(self) -> list[Subject]:
        return [one.subject for one in self.ratios]

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """Lowest and highest value of comparable ratios.

        None where they do not compare, and where one is only known as "at least" or "at most": then an
        end of the range is unknown.
        """
        if not self.comparable:
            return None
        bottoms = [value for one in self.ratios if (value := lowest(one.figure)) is not None]
        tops = [value for one in self.ratios if (value := highest(one.figure)) is not None]
        if len(bottoms) < len(self.ratios) or len(tops) < len(self.ratios):
            return None
        return min(bottoms), max(tops)

    @property
    def reason(self) -> str | None:
        """Why there is no range, as a sentence; None where there is one, and for fewer than two ratios."""
        if len(self.ratios) < PAIR or self.range is not None:
            return None
        if self.comparable:
            return "Een laagste of hoogste waarde is niet bekend."
        return apart(self._subjects)


def apart(subjects: Sequence[Subject]) -> str:
    """What stands between outcomes that do not compare, in one sentence for any number of them.

    The verdict of `comparability` names two to four subjects one by one; a list may hold many more.
    """
    weights = {aspect: weigh(aspect, subjects) for aspect in BASIS}
    differ = _names(aspect for aspect, weight in weights.items() if weight == DIFFERENT)
    unknown = _names(aspect for aspect, weight in weights.items() if weight == UNKNOWN)
    if differ:
        verb = "verschilt" if len(differ) == 1 else "verschillen"
        return f"Niet goed te vergelijken, want {enumerated(differ)} {verb}."
    start = "Of zij te vergelijken zijn, weten wij niet"
    return f"{start}, want niet van elk onderzoek is dit bekend: {enumerated(unknown)}."


def _names(aspects: Iterable[Aspect]) -> list[str]:
    return [PHRASES[aspect].name for aspect in aspects]
