"""Rules for publication: each is named, and together they return every problem (METHOD A12.4).

A concept needs only to parse; these rules are asked when it is published.
"""

from collections.abc import Collection

from catalogue import rules_entry, rules_study
from catalogue.documents import Approach, Publication
from catalogue.problem import Problem, Weight

__all__ = ["Problem", "Weight", "problems", "refusals"]


def problems(
    document: Approach | Publication, municipalities: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Every deviation from a rule, in document order.

    `municipalities` are the CBS codes that exist; without them rule V15 is not asked.
    """
    if isinstance(document, Publication):
        found = [*rules_entry.publication_problems(document)]
        studies = {"onderzoek": document.study}
    else:
        found = [*rules_entry.approach_problems(document, municipalities)]
        studies = {f"onderzoeken.{number}": study for number, study in enumerate(document.studies)}
    for path, study in studies.items():
        found += rules_entry.study_places(study, path, municipalities)
        found += rules_study.study_problems(study, path)
    return tuple(found)


def refusals(found: Collection[Problem]) -> tuple[Problem, ...]:
    """The problems that keep a document from being published."""
    return tuple(problem for problem in found if problem.refuses)
