"""What a column of a comparison may show: the outcomes of the studies of an approach, and their names."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.reading import leading_study
from catalogue.schema import known

MOST_OF_A_TITLE = 70


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of a study: the main one, or that of another scenario, group or perspective."""

    study: Study
    result: Result

    @property
    def key(self) -> str:
        """How an address names it behind the slug: the study, and the result unless it is the main one."""
        return self.study.id if self.result.is_main else f"{self.study.id}:{self.result.id}"

    @property
    def label(self) -> str:
        """The outcome in a list to choose from: maker and year, title or method, and which outcome."""
        title = known(self.study.title) or self.study.method.label
        short = title if len(title) <= MOST_OF_A_TITLE else f"{title[:MOST_OF_A_TITLE].rstrip()}…"
        return f"{study_name(self.study)}: {short}{self.which}"

    @property
    def which(self) -> str:
        """Which outcome of its study, where there are more: ", uitkomst: Zonder lichte gevallen"."""
        return f", uitkomst: {self.result.name}" if len(self.study.results) > 1 else ""


def outcomes_of(approach: Approach) -> list[Outcome]:
    """The outcomes that can be shown: the main ones first, that of the leading study before all others.

    Of the others only those that say something; a height plays no part.
    """
    leading = leading_study(approach)
    found = [Outcome(study, result) for study in approach.studies for result in _shown(study)]
    return sorted(found, key=lambda outcome: (not outcome.result.is_main, outcome.study != leading))


def _shown(study: Study) -> Iterator[Result]:
    for result in study.results:
        amounts = (result.costs, result.benefits, result.net, result.ratio)
        priced = (*amounts, *(item.amount for item in result.items))
        if result.is_main or any(isinstance(figure, KnownFigure) for figure in priced):
            yield result


def study_name(study: Study) -> str:
    """A study in a few words: who made it, and when."""
    maker = study.bureaus[0] if study.bureaus else study.method.label
    return f"{maker}, {known(study.year) or 'jaar onbekend'}"
