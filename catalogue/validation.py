"""Rules for publication: each is named, and together they return every problem (METHOD A12.4).

A concept needs only to parse; these rules are asked when it is published.
"""

from collections.abc import Collection, Mapping
from typing import assert_never

from catalogue import rules_entry, rules_study
from catalogue.documents import Approach, Publication, Study
from catalogue.kinds import AnyDocument
from catalogue.kpis import Kpi
from catalogue.problem import Problem, Weight
from catalogue.register_rules import row_problems
from catalogue.unit_costs import UnitCost

__all__ = ["Problem", "Weight", "problems", "refusals"]


def problems(document: AnyDocument, municipalities: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Every deviation from a rule, in document order.

    `municipalities` are the CBS codes that exist; without them rule V15 is not asked.
    """
    studies: Mapping[str, Study] = {}
    match document:
        case Approach():
            found = [*rules_entry.approach_problems(document, municipalities)]
            studies = {f"onderzoeken.{number}": study for number, study in enumerate(document.studies)}
        case Publication():
            found = [*rules_entry.publication_problems(document)]
            studies = {"onderzoek": document.study}
        case UnitCost() | Kpi():
            found = [*row_problems(document)]
        case _:
            assert_never(document)
    for path, study in studies.items():
        found += rules_entry.study_places(study, path, municipalities)
        found += rules_study.study_problems(study, path)
    return tuple(found)


def refusals(found: Collection[Problem]) -> tuple[Problem, ...]:
    """The problems that keep a document from being published."""
    return tuple(problem for problem in found if problem.refuses)
