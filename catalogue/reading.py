"""Which study and which result of an approach a short view shows. No study is preferred for its outcome."""

from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.schema import known


def main_result(study: Study) -> Result | None:
    """The result that the study itself puts first."""
    return next((result for result in study.results if result.is_main), None)


def has_outcome(study: Study) -> bool:
    """Whether at least one published total of the main result is known."""
    result = main_result(study)
    if result is None:
        return False
    figures = (result.costs, result.benefits, result.net, result.ratio)
    return any(isinstance(figure, KnownFigure) for figure in figures)


def leading_study(approach: Approach) -> Study | None:
    """The study a card speaks of: the newest with an outcome in euros, else the newest.

    The height of the outcome plays no part (principle 4); a study without a year counts as oldest.
    """
    ranked = sorted(
        enumerate(approach.studies),
        key=lambda pair: (has_outcome(pair[1]), known(pair[1].year) or 0, -pair[0]),
        reverse=True,
    )
    return ranked[0][1] if ranked else None


def newest_year(approach: Approach) -> int | None:
    """The publication year of the newest study, None when no year is known."""
    years = [year for study in approach.studies if (year := known(study.year)) is not None]
    return max(years, default=None)
