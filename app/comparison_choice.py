"""Which outcomes an address puts side by side: its state is the whole state of a comparison."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.comparison_outcomes import Outcome, outcomes_of, study_name
from app.filters import MOST_COMPARED, MOST_READ, Parameters
from app.price_view import PARAMETER, PriceChoice, price_choice
from catalogue import queries
from catalogue.comparability import Subject
from catalogue.documents import Approach, Result, Study
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.vocabulary import EntryState

LEAST, MOST = 2, MOST_COMPARED
LONGEST_SLUG = 200
READABLE = (EntryState.PUBLISHED, EntryState.ARCHIVED)
LETTERS = "ABCD"
Pair = tuple[Version[Approach], Outcome]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One column: an outcome of a study of an approach."""

    version: Version[Approach]
    outcome: Outcome
    name: str
    """The name of the approach, with the study or the outcome where the approach stands there twice."""

    @property
    def study(self) -> Study:
        """The study."""
        return self.outcome.study

    @property
    def result(self) -> Result:
        """The outcome of the study that is compared."""
        return self.outcome.result

    @property
    def slug(self) -> str:
        """The address part of the approach."""
        return self.version.slug

    @property
    def key(self) -> str:
        """The outcome as the address names it."""
        return f"{self.slug}:{self.outcome.key}"

    @property
    def subject(self) -> Subject:
        """What is judged."""
        return Subject(self.name, self.version.document.scope, self.study, self.result)


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands side by side, in the order of the address, and what of the address could not be used."""

    columns: tuple[Chosen, ...]
    messages: tuple[str, ...]
    prices: PriceChoice = field(default_factory=lambda: price_choice(None))
    """The year in whose prices amounts are shown too."""

    @property
    def slugs(self) -> list[str]:
        """The approaches, one for each column."""
        return [column.slug for column in self.columns]

    @property
    def is_full(self) -> bool:
        """Whether no more fit beside each other."""
        return len(self.columns) >= MOST

    @property
    def parameters(self) -> dict[str, Any]:
        """The shortest query parameters that lead to exactly these columns, in these prices."""
        return self._address(self.columns)

    def without(self, number: int) -> dict[str, Any]:
        """The query parameters without one column, by its place from 0."""
        return self._address([column for place, column in enumerate(self.columns) if place != number])

    def plus(self, slug: str) -> dict[str, Any]:
        """The query parameters with one more approach."""
        found = self.parameters
        return {**found, "aanpak": [*found["aanpak"], slug]}

    def _address(self, columns: Sequence[Chosen]) -> dict[str, Any]:
        year = {} if self.prices.is_newest else {PARAMETER: str(self.prices.year)}
        return parameters(columns) | year


def parameters(columns: Sequence[Chosen]) -> dict[str, Any]:
    """Approaches in order; an outcome only where it is not the one that would be shown anyway."""
    times = Counter(column.slug for column in columns)
    named = [
        column.key
        for column in columns
        if times[column.slug] > 1 or column.outcome != outcomes_of(column.version.document)[0]
    ]
    return {"aanpak": [column.slug for column in columns], "onderzoek": named}


def read_choice(db: Session, asked: Parameters) -> Choice:
    """The columns of an address, in its order. Nothing raises: what cannot be used is told in a message."""
    return _Reader(db, asked).choice()


class _Reader:
    def __init__(self, db: Session, asked: Parameters) -> None:
        self.db = db
        self.messages: list[str] = []
        self.slugs = _values(asked, "aanpak")
        self.prices = price_choice(next(iter(_values(asked, PARAMETER)), None))
        self.wanted = [value.partition(":")[::2] for value in _values(asked, "onderzoek")]

    def choice(self) -> Choice:
        versions = queries.lives(self.db, Kind.APPROACH, self.slugs, READABLE)
        self._tell_missing(slug for slug in dict.fromkeys(self.slugs) if slug not in versions)
        found = [versions[slug] for slug in self.slugs if slug in versions]
        pairs = self._with_outcomes(found)
        if len(pairs) > MOST:
            self.messages.append(_too_many([version.document.name for version, _ in pairs[MOST:]]))
        return Choice(_named(pairs[:MOST]), tuple(self.messages), self.prices)

    def _tell_missing(self, slugs: Iterable[str]) -> None:
        for slug in slugs:
            entry = queries.find(self.db, Kind.APPROACH, slug)
            if entry is not None and entry.entry.state is EntryState.WITHDRAWN:
                self.messages.append(f"De pagina ‘{slug}’ is teruggetrokken. Die laten wij weg.")
            else:
                self.messages.append(f"Wij kennen geen aanpak ‘{slug[:60]}’. Die laten wij weg.")

    def _with_outcomes(self, versions: Sequence[Version[Approach]]) -> list[Pair]:
        """Each approach with an outcome of its own: the one asked for, else the first not there yet."""
        asked = self._asked_outcomes({version.slug: version for version in versions})
        pairs: list[Pair] = []
        for version in versions:
            shown = [outcome for other, outcome in pairs if other.slug == version.slug]
            queue = asked.get(version.slug, [])
            rest = [one for one in outcomes_of(version.document) if one not in [*shown, *queue]]
            if queue or rest:
                pairs.append((version, queue.pop(0) if queue else rest[0]))
            else:
                self._tell_used_up(version.document, len(shown))
        return pairs

    def _asked_outcomes(self, versions: Mapping[str, Version[Approach]]) -> dict[str, list[Outcome]]:
        found: dict[str, list[Outcome]] = {}
        for slug, key in self.wanted:
            version = versions.get(slug)
            outcomes = outcomes_of(version.document) if version else []
            outcome = next((outcome for outcome in outcomes if outcome.key == key), None)
            if outcome is None:
                self.messages.append(f"Wij kennen geen onderzoek ‘{key[:60]}’ bij deze aanpakken.")
            elif outcome in found.get(slug, []):
                self.messages.append("U koos een onderzoek twee keer. Wij tonen het één keer.")
            else:
                found.setdefault(slug, []).append(outcome)
        return found

    def _tell_used_up(self, approach: Approach, shown: int) -> None:
        if shown:
            self.messages.append(f"Van ‘{approach.name}’ staan alle onderzoeken er al.")
        else:
            self.messages.append(f"Van ‘{approach.name}’ is nog geen onderzoek om te vergelijken.")


def _too_many(names: Sequence[str]) -> str:
    left_out = " en ".join(f"‘{name}’" for name in dict.fromkeys(names))
    return f"U kunt er hoogstens {MOST} vergelijken. Wij tonen de eerste {MOST} en laten {left_out} weg."


def _values(asked: Parameters, name: str) -> list[str]:
    values = [value.strip()[:LONGEST_SLUG] for value in asked.getlist(name)]
    return [value for value in values if value][:MOST_READ]


def _named(pairs: Sequence[Pair]) -> tuple[Chosen, ...]:
    """Names that tell columns apart: the study, then the outcome, is added where the approach does not."""
    names = [version.document.name for version, _ in pairs]
    for tell in (_by_study, _by_outcome, lambda outcome: outcome.key):
        names = [
            name if names.count(name) == 1 else f"{version.document.name} ({tell(outcome)})"
            for name, (version, outcome) in zip(names, pairs, strict=True)
        ]
    return tuple(
        Chosen(version, outcome, name) for name, (version, outcome) in zip(names, pairs, strict=True)
    )


def _by_study(outcome: Outcome) -> str:
    return study_name(outcome.study)


def _by_outcome(outcome: Outcome) -> str:
    return f"{study_name(outcome.study)}{outcome.which}"
