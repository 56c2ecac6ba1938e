"""What a comparison looks at: the subjects, and what each says on each aspect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalogue.documents import Result, Study
from catalogue.figures import KnownFigure
from catalogue.money import number, percent
from catalogue.schema import NOT_ADOPTED, Unknown
from catalogue.vocabulary import (
    Aspect,
    BaselineKind,
    Method,
    Perspective,
    RatioDefinition,
    Scope,
    Term,
    Timing,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One outcome in a comparison. `name` is how sentences call it: unique among the subjects compared."""

    name: str
    scope: Scope
    study: Study
    result: Result

    @property
    def has_ratio(self) -> bool:
        """Whether the study publishes a ratio for this result."""
        return isinstance(self.result.ratio, KnownFigure)


def fact(aspect: Aspect, subject: Subject) -> object:
    """What a subject says on an aspect: a term, a number, or Unknown with the reason.

    A list's own member for "unknown" counts as not adopted, as everywhere on the site.
    """
    value = _FACTS[aspect](subject)
    return NOT_ADOPTED if isinstance(value, Term) and value.value == "onbekend" else value


def in_words(aspect: Aspect, subject: Subject) -> str:
    """The known fact as words inside a sentence. Raises KeyError for an unknown one."""
    value = fact(aspect, subject)
    if isinstance(value, Unknown):
        raise KeyError(aspect)
    if isinstance(value, Term):
        return _WORDS[aspect][value]
    if aspect is Aspect.HORIZON and isinstance(value, Decimal):
        return f"{number(value)} jaar"
    if aspect is Aspect.DISCOUNT_RATE and isinstance(value, Decimal):
        return percent(value)
    return str(value)


_FACTS: Mapping[Aspect, Callable[[Subject], object]] = {
    Aspect.METHOD: lambda subject: subject.study.method,
    Aspect.PERSPECTIVE: lambda subject: subject.study.perspective,
    Aspect.UNIT: lambda subject: subject.study.unit,
    Aspect.HORIZON: lambda subject: subject.study.horizon_years,
    Aspect.RATIO_DEFINITION: lambda subject: subject.result.ratio_definition,
    Aspect.PRICE_YEAR: lambda subject: subject.study.price_year,
    Aspect.DISCOUNT_RATE: lambda subject: subject.study.discount_rate,
    Aspect.TIMING: lambda subject: subject.study.timing,
    Aspect.BASELINE: lambda subject: subject.study.baseline_kind,
    Aspect.SCOPE: lambda subject: subject.scope,
}

_WORDS: Mapping[Aspect, Mapping[Term, str]] = {
    Aspect.METHOD: {
        Method.MKBA: "een MKBA",
        Method.INDICATIVE_MKBA: "een indicatieve MKBA",
        Method.CBA: "een kosten-batenanalyse",
        Method.SROI: "een SROI",
        Method.BUSINESS_CASE: "een businesscase",
        Method.EFFECTENCALCULATOR: "een berekening met de effectencalculator",
        Method.COST_EFFECTIVENESS: "een onderzoek naar kosteneffectiviteit",
        Method.META_ANALYSIS: "een meta-analyse",
        Method.EVALUATION: "een evaluatie",
        Method.OTHER: "een onderzoek met een andere methode",
    },
    Aspect.PERSPECTIVE: {
        Perspective.SOCIETY: "de hele samenleving",
        Perspective.GOVERNMENT: "alleen de overheid",
        Perspective.MUNICIPALITY: "alleen de gemeente",
        Perspective.ORGANISATION: "alleen één organisatie",
    },
    Aspect.UNIT: {
        Unit.PER_PARTICIPANT: "per deelnemer",
        Unit.PER_HOUSEHOLD: "per huishouden",
        Unit.PER_TRAJECTORY: "per traject",
        Unit.WHOLE_PROJECT: "over het hele project",
        Unit.PER_YEAR: "per jaar",
        Unit.PER_MUNICIPALITY: "per gemeente",
        Unit.NATIONWIDE: "voor heel Nederland",
    },
    Aspect.RATIO_DEFINITION: {
        RatioDefinition.BENEFITS_OVER_COSTS: "baten gedeeld door kosten",
        RatioDefinition.SROI: "een SROI-verhouding",
        RatioDefinition.NET_RETURN: "een netto rendement",
        RatioDefinition.OTHER: "een getal op een eigen manier",
    },
    Aspect.TIMING: {
        Timing.EX_ANTE: "vooraf",
        Timing.EX_POST: "achteraf",
        Timing.INDICATIVE: "deels met metingen en deels met aannames",
    },
    Aspect.BASELINE: {
        BaselineKind.EXISTING_POLICY: "de gewone hulp",
        BaselineKind.WAITING_LIST: "een wachtlijst",
        BaselineKind.NOTHING: "niets doen",
        BaselineKind.OTHER_APPROACH: "een andere aanpak",
    },
    Aspect.SCOPE: {
        Scope.INDIVIDUAL: "één voor één",
        Scope.COLLECTIVE: "in een groep of buurt",
        Scope.BOTH: "op beide manieren",
    },
}
"""Per aspect: a code may occur in more than one list, and equal codes are equal keys."""
