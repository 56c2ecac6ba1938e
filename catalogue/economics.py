"""The economics of a result in one place: import from here, never from the modules behind it (METHOD A12.5).

Plain functions on documents, in exact decimals; unknown never becomes a number. Two ways to more than a
study says: `compute` from amounts per year where a study gives them, `derive` from its published totals.
"""

from catalogue.economics_balance import PartyBalance, WrongPocket, party_balances, wrong_pocket
from catalogue.economics_bands import UNKNOWN_BAND, Band, divided, precise, times
from catalogue.economics_break_even import (
    break_even_participants,
    break_even_share,
    break_even_year,
    cumulative,
)
from catalogue.economics_compare import Comparison, compare
from catalogue.economics_computation import (
    PER_HEAD,
    BreakEven,
    Computation,
    NotComputed,
    PerParticipant,
    per_participant,
)
from catalogue.economics_compute import compute
from catalogue.economics_derived import Derived, DerivedKind, derive
from catalogue.economics_discounting import annuity, discount_factor, present_value
from catalogue.economics_effects import net_effect
from catalogue.economics_lines import Line
from catalogue.economics_reasons import ONLY_TOTALS
from catalogue.economics_refusals import refusals_to_scale
from catalogue.economics_scale import Exploration, scale_up
from catalogue.economics_words import SMALL_AMOUNT, band_text, euro_about

__all__ = [
    "ONLY_TOTALS",
    "PER_HEAD",
    "SMALL_AMOUNT",
    "UNKNOWN_BAND",
    "Band",
    "BreakEven",
    "Comparison",
    "Computation",
    "Derived",
    "DerivedKind",
    "Exploration",
    "Line",
    "NotComputed",
    "PartyBalance",
    "PerParticipant",
    "WrongPocket",
    "annuity",
    "band_text",
    "break_even_participants",
    "break_even_share",
    "break_even_year",
    "compare",
    "compute",
    "cumulative",
    "derive",
    "discount_factor",
    "divided",
    "euro_about",
    "net_effect",
    "party_balances",
    "per_participant",
    "precise",
    "present_value",
    "refusals_to_scale",
    "scale_up",
    "times",
    "wrong_pocket",
]
