"""Sentences about an outcome, computed from the document in plain Dutch (METHOD A12.6): import from here.

A ratio is always worded together with what kind of ratio it is; method, year, comparison and source
stand beside it in `basis`, forecast or measured in `timing_words`.
"""

from catalogue.wording_certainty import HowSure, RangeRow, certainty, certainty_of, how_sure
from catalogue.wording_context import TIMING_WORDS, basis, comparison, timing_words, unpriced, year_text
from catalogue.wording_figures import (
    UNIT_WORDS,
    Bounds,
    Format,
    own_number,
    ratio_format,
    return_words,
    span,
    within,
)
from catalogue.wording_outcome import conclusion, outcome, outcome_of
from catalogue.wording_range import APPROXIMATELY_EQUAL, gap, without_range

__all__ = [
    "APPROXIMATELY_EQUAL",
    "TIMING_WORDS",
    "UNIT_WORDS",
    "Bounds",
    "Format",
    "HowSure",
    "RangeRow",
    "basis",
    "certainty",
    "certainty_of",
    "comparison",
    "conclusion",
    "gap",
    "how_sure",
    "outcome",
    "outcome_of",
    "own_number",
    "ratio_format",
    "return_words",
    "span",
    "timing_words",
    "unpriced",
    "within",
    "without_range",
    "year_text",
]
