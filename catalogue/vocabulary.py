"""All closed lists in one place: import every term from here, never from the modules behind it."""

from collections.abc import Mapping
from types import MappingProxyType

from catalogue.terms_base import Term
from catalogue.terms_changes import ChangeKind
from catalogue.terms_comparability import Aspect, Comparable, Likeness
from catalogue.terms_distribution import Split
from catalogue.terms_editorial import EntryState, Prevention, Role, Scope, Selection
from catalogue.terms_method import BaselineKind, Method, Perspective, RatioDefinition, Timing, Unit
from catalogue.terms_money import (
    Cashable,
    CostBehaviour,
    Direction,
    EffectKind,
    Frequency,
    ItemKind,
    Reliability,
    UnitCostKind,
    Valuation,
)
from catalogue.terms_parties import EffectCategory, Party
from catalogue.terms_people import TargetGroup
from catalogue.terms_registers import (
    DiscountKind,
    Domain,
    IndexStatus,
    KpiKind,
    KpiKindBasis,
    KpiOrigin,
    RegisterStatus,
)
from catalogue.terms_research import Causality, Design, Independence, RecognitionLevel, RecognitionScheme
from catalogue.terms_review import Judgement, ReviewerRole, ReviewLabel, ReviewStatus
from catalogue.terms_sources import FirstHand, Provenance, ReadingDepth, SourceKind, UnknownReason
from catalogue.terms_themes import Theme
from catalogue.terms_work import WorkType

__all__ = [
    "VOCABULARIES",
    "Aspect",
    "BaselineKind",
    "Cashable",
    "Causality",
    "ChangeKind",
    "Comparable",
    "CostBehaviour",
    "Design",
    "Direction",
    "DiscountKind",
    "Domain",
    "EffectCategory",
    "EffectKind",
    "EntryState",
    "FirstHand",
    "Frequency",
    "Independence",
    "IndexStatus",
    "ItemKind",
    "Judgement",
    "KpiKind",
    "KpiKindBasis",
    "KpiOrigin",
    "Likeness",
    "Method",
    "Party",
    "Perspective",
    "Prevention",
    "Provenance",
    "RatioDefinition",
    "ReadingDepth",
    "RecognitionLevel",
    "RecognitionScheme",
    "RegisterStatus",
    "Reliability",
    "ReviewLabel",
    "ReviewStatus",
    "ReviewerRole",
    "Role",
    "Scope",
    "Selection",
    "SourceKind",
    "Split",
    "TargetGroup",
    "Term",
    "Theme",
    "Timing",
    "Unit",
    "UnitCostKind",
    "UnknownReason",
    "Valuation",
    "WorkType",
]

_ORDER: tuple[type[Term], ...] = (
    WorkType,
    Theme,
    TargetGroup,
    Party,
    Split,
    EffectCategory,
    Method,
    Perspective,
    Timing,
    Unit,
    Design,
    BaselineKind,
    RatioDefinition,
    ItemKind,
    EffectKind,
    Frequency,
    Causality,
    Cashable,
    CostBehaviour,
    Direction,
    Valuation,
    Prevention,
    Scope,
    Role,
    SourceKind,
    Provenance,
    ReadingDepth,
    FirstHand,
    UnknownReason,
    Independence,
    Selection,
    RecognitionScheme,
    RecognitionLevel,
    Judgement,
    ReviewLabel,
    ReviewStatus,
    ReviewerRole,
    EntryState,
    UnitCostKind,
    Reliability,
    Domain,
    DiscountKind,
    IndexStatus,
    RegisterStatus,
    KpiKind,
    KpiKindBasis,
    KpiOrigin,
    ChangeKind,
    Comparable,
    Aspect,
    Likeness,
)

#: Every closed list by its Dutch name, in the order in which a reader meets them.
VOCABULARIES: Mapping[str, type[Term]] = MappingProxyType({terms.dutch_name: terms for terms in _ORDER})
