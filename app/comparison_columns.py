"""The columns of a comparison: a study with all its page says, and where one may go from it."""

from dataclasses import dataclass

from app.comparison_choice import LETTERS, Choice, Chosen
from app.comparison_outcomes import outcomes_of
from app.studies import ResultView, StudyView, Subjects, study_view, subjects_of
from app.urls import Urls
from catalogue import wording
from catalogue.distribution import PartyShare
from catalogue.notes import is_sroi


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of the page. `options`: key and label of the outcomes to choose from."""

    letter: str
    chosen: Chosen
    view: StudyView
    options: tuple[tuple[str, str], ...]
    remove_url: str
    beside_url: str | None
    """The address with another outcome of the same approach beside this one, where there is one."""

    @property
    def outcome(self) -> str:
        """The compared outcome in one sentence."""
        return wording.outcome_of(self.chosen.study, self.chosen.result)

    @property
    def certainty(self) -> str:
        """How sure the compared outcome is."""
        return wording.certainty_of(self.chosen.study, self.chosen.result)

    @property
    def subjects(self) -> Subjects:
        """What the totals are about, more exactly than the unit where that is known."""
        return subjects_of(self.chosen.study, self.chosen.result)

    @property
    def word(self) -> str:
        """What the options are of: other studies, or other outcomes of one study."""
        return "onderzoek" if len(self.chosen.version.document.studies) > 1 else "uitkomst"

    @property
    def place(self) -> int:
        """The place of the column from 0, as in the facts of an aspect."""
        return LETTERS.index(self.letter)

    @property
    def first_source(self) -> int:
        """The footnote number of the first source."""
        return min(self.view.numbers.values(), default=1)

    @property
    def is_sroi(self) -> bool:
        """Whether its ratio is an SROI, which never stands in one row with other ratios (METHOD A8)."""
        return is_sroi(self.chosen.study)

    @property
    def payers(self) -> list[PartyShare]:
        """The parties with a cost in the compared result."""
        return [share for share in self.main.shares if share.costs]

    @property
    def gainers(self) -> list[PartyShare]:
        """The parties that gain by the compared result, or may."""
        return list(self.main.gaining)

    @property
    def losers(self) -> list[PartyShare]:
        """The parties that lose by it, or see no difference."""
        return list(self.main.losing)

    @property
    def main(self) -> ResultView:
        """The result that is compared, with its items per party."""
        return next(one for one in self.view.results if one.result == self.chosen.result)


def columns(urls: Urls, choice: Choice, year: int) -> tuple[ColumnView, ...]:
    """The columns with their sources numbered through the page, as footnotes are."""
    found, first = [], 1
    for place, chosen in enumerate(choice.columns):
        sources = chosen.study.sources
        numbers = {source.id: first + offset for offset, source in enumerate(sources)}
        first += len(sources)
        found.append(
            ColumnView(
                LETTERS[place],
                chosen,
                study_view(chosen.study, numbers, year, choice.prices),
                _options(choice, chosen),
                urls.vergelijk(**choice.without(place)),
                _beside(urls, choice, chosen),
            )
        )
    return tuple(found)


def _options(choice: Choice, chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """The shown outcome and those that stand in no other column."""
    taken = {column.key for column in choice.columns} - {chosen.key}
    options = [
        (f"{chosen.slug}:{outcome.key}", outcome.label) for outcome in outcomes_of(chosen.version.document)
    ]
    return tuple(option for option in options if option[0] not in taken)


def _beside(urls: Urls, choice: Choice, chosen: Chosen) -> str | None:
    if choice.is_full or len(_options(choice, chosen)) < 2:  # noqa: PLR2004
        return None
    return urls.vergelijk(**choice.plus(chosen.slug))
