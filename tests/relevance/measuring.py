"""How good answers are: rank, reciprocal rank, the criterion, and sums over questions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from operator import attrgetter

from search import Answer
from search.engine import Searcher
from tests.relevance.questions import Question

FIRST = 3
"""A right answer counts as found when it is among so many."""
PAGE_TOP = 5
"""So many answers are looked at for broad questions and for answers that may not be there."""
BROAD_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine answered to a question: the slugs of the first page in order, and how many in all."""

    question: Question
    slugs: tuple[str, ...]
    total: int

    @property
    def rank(self) -> int | None:
        """The place of the first right answer, from 1; None when there is none on the first page."""
        places = (n for n, slug in enumerate(self.slugs, 1) if slug in self.question.expect)
        return next(places, None)

    @property
    def reciprocal(self) -> float:
        """1 for a right answer in front, 1/2 for one in second place, 0 for none."""
        return 1 / self.rank if self.rank else 0.0

    @property
    def empty_handed(self) -> bool:
        """Whether nothing was found where something should have been."""
        return bool(self.question.expect) and not self.total

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the criterion is not met, in Dutch; nothing when it is."""
        return tuple(_faults(self))

    @property
    def met(self) -> bool:
        """Whether the question is answered well."""
        return not self.faults


def _faults(outcome: Outcome) -> Iterable[str]:
    asked = outcome.question
    if not asked.expect:
        if outcome.total:
            yield f"vindt er {outcome.total}, terwijl er niets over is"
        return
    if asked.broad:
        needed = ceil(BROAD_SHARE * min(PAGE_TOP, len(asked.expect)))
        right = len(asked.expect.intersection(outcome.slugs[:PAGE_TOP]))
        if right < needed:
            yield f"{right} goede in de eerste {PAGE_TOP}, {needed} nodig"
    elif not asked.expect.intersection(outcome.slugs[:FIRST]):
        yield f"geen goede in de eerste {FIRST}"
    late = asked.best.difference(outcome.slugs[:FIRST])
    if late:
        yield f"niet vooraan: {', '.join(sorted(late))}"
    wrong = asked.reject.intersection(outcome.slugs[:PAGE_TOP])
    if wrong:
        yield f"hoort er niet bij: {', '.join(sorted(wrong))}"


@dataclass(frozen=True, slots=True)
class Score:
    """Sums over questions. Ranks count only the questions that have right answers: `answerable`."""

    questions: int
    answerable: int
    top1: int
    top3: int
    top10: int
    mrr: float
    empty: int
    met: int

    @property
    def met_share(self) -> float:
        """The part of the questions that is answered well; 1 when there are none."""
        return self.met / self.questions if self.questions else 1.0

    @property
    def empty_share(self) -> float:
        """The part of the answerable questions that gives nothing at all."""
        return self.empty / self.answerable if self.answerable else 0.0


def asked(engine: Searcher, sample: Iterable[Question]) -> list[Outcome]:
    """The outcome of every question, in order."""
    return [_outcome(question, engine.answer(question.query)) for question in sample]


def _outcome(question: Question, answer: Answer) -> Outcome:
    return Outcome(question, answer.slugs, answer.total)


def score(outcomes: Iterable[Outcome]) -> Score:
    """The sums."""
    found = list(outcomes)
    answerable = [one for one in found if one.question.expect]
    ranks = [one.rank for one in answerable if one.rank]
    within: Callable[[int], int] = lambda most: sum(rank <= most for rank in ranks)  # noqa: E731 - local shorthand
    return Score(
        len(found),
        len(answerable),
        within(1),
        within(FIRST),
        within(10),
        sum(one.reciprocal for one in answerable) / len(answerable) if answerable else 0.0,
        sum(one.empty_handed for one in found),
        sum(one.met for one in found),
    )


def per_kind(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """The sums per kind of question, by name."""
    kind = attrgetter("question.kind")
    return {name: score(group) for name, group in groupby(sorted(outcomes, key=kind), kind)}
