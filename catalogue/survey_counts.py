"""What the collection consists of: years, methods, provenance, and how much of each study is known."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalogue.completeness import completeness
from catalogue.documents import Study
from catalogue.schema import known
from catalogue.vocabulary import (
    Design,
    Method,
    Perspective,
    Provenance,
    ReadingDepth,
    Term,
    Timing,
    UnknownReason,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One value with its number of studies. `is_known` is False for the line of what nobody knows."""

    code: str
    label: str
    count: int
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Distribution:
    """How studies are divided over one property. The counts add up to `total`: nothing is left out."""

    code: str
    title: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """Number of studies."""
        return sum(line.count for line in self.lines)

    @property
    def unknown(self) -> int:
        """Number of studies of which the property is not known here."""
        return sum(line.count for line in self.lines if not line.is_known)

    def count(self, code: str) -> int:
        """The number of studies with one value; zero for a value that does not occur."""
        return next((line.count for line in self.lines if line.code == code), 0)


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How many studies know one item of the fixed list, and why the others do not."""

    code: str
    label: str
    known: int
    missing: dict[UnknownReason, int]

    @property
    def total(self) -> int:
        """Number of studies."""
        return self.known + sum(self.missing.values())


TERMS: tuple[tuple[str, str, type[Term], Callable[[Study], Term]], ...] = (
    ("methoden", "Methode", Method, lambda study: study.method),
    ("opzetten", "Hoe het effect is onderzocht", Design, lambda study: study.design),
    ("meetmomenten", "Vooraf of achteraf", Timing, lambda study: study.timing),
    ("reikwijdten", "Voor wie kosten en baten zijn geteld", Perspective, lambda study: study.perspective),
    ("herkomst", "Waar wij het lazen", Provenance, lambda study: study.provenance),
    ("gelezen", "Hoeveel wij lazen", ReadingDepth, lambda study: study.reading),
)


def distributions(studies: Sequence[Study]) -> tuple[Distribution, ...]:
    """The divisions a reader needs to judge what the collection stands for; the years come first."""
    return (years(studies), *(_by_term(studies, *row) for row in TERMS))


def _by_term(
    studies: Iterable[Study], code: str, title: str, terms: type[Term], value: Callable[[Study], Term]
) -> Distribution:
    """In the order of the vocabulary; values that no study has are left out."""
    counts = Counter(value(study) for study in studies)
    lines = (Line(term.value, term.label, counts[term], term.value != "onbekend") for term in terms)
    return Distribution(code, title, tuple(line for line in lines if line.count))


def years(studies: Sequence[Study]) -> Distribution:
    """Publication years from the first to the last; a year without a study shows as none."""
    counts = Counter(known(study.year) for study in studies)
    dated = [year for year in counts if year is not None]
    span = range(min(dated), max(dated) + 1) if dated else ()
    lines = [Line(str(year), str(year), counts[year]) for year in span]
    if counts[None]:
        lines.append(Line("onbekend", "Jaar onbekend", counts[None], is_known=False))
    return Distribution("jaren", "Jaar van publicatie", tuple(lines))


def item_counts(studies: Iterable[Study]) -> tuple[ItemCount, ...]:
    """For each item of the fixed list: how many studies know it, and the reasons of the others."""
    facts: dict[tuple[str, str], Counter[UnknownReason | None]] = {}
    for study in studies:
        for item in completeness(study).items:
            facts.setdefault((item.code, item.label), Counter())[item.missing] += 1
    return tuple(
        ItemCount(code, label, counts[None], {why: counts[why] for why in UnknownReason if counts[why]})
        for (code, label), counts in facts.items()
    )
