"""Which studies an address puts side by side: its state is the whole state of a comparison."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.filters import MOST_COMPARED, MOST_READ, Parameters
from app.price_view import PARAMETER, PriceChoice, price_choice
from catalogue import queries
from catalogue.comparability import Subject
from catalogue.documents import Approach, Result, Study
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.reading import leading_study, main_result
from catalogue.schema import known
from catalogue.vocabulary import EntryState

LEAST, MOST = 2, MOST_COMPARED
LONGEST_SLUG = 200
READABLE = (EntryState.PUBLISHED, EntryState.ARCHIVED)
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One column: a study of an approach, with its main result."""

    version: Version[Approach]
    study: Study
    result: Result
    name: str
    """The name of the approach, with the study where the approach stands there twice."""

    @property
    def slug(self) -> str:
        """The address part of the approach."""
        return self.version.slug

    @property
    def key(self) -> str:
        """The study as the address names it."""
        return f"{self.slug}:{self.study.id}"

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
    """Approaches in order; a study only where it is not the one that would be shown anyway."""
    times = Counter(column.slug for column in columns)
    studies = [
        column.key
        for column in columns
        if times[column.slug] > 1 or column.study != leading_study(column.version.document)
    ]
    return {"aanpak": [column.slug for column in columns], "onderzoek": studies}


def read_choice(db: Session, asked: Parameters) -> Choice:
    """The columns of an address, in its order. Nothing raises: what cannot be used is told in a message."""
    return _Reader(db, asked).choice()


def studies_of(approach: Approach) -> list[Study]:
    """The studies that can be shown, the leading one first."""
    usable = [study for study in approach.studies if main_result(study) is not None]
    leading = leading_study(approach)
    return sorted(usable, key=lambda study: study != leading)


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
        pairs = self._with_studies(found)
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

    def _with_studies(self, versions: Sequence[Version[Approach]]) -> list[tuple[Version[Approach], Study]]:
        """Each approach with a study of its own: the one asked for, else the first that is not there yet."""
        asked = self._asked_studies({version.slug: version for version in versions})
        pairs: list[tuple[Version[Approach], Study]] = []
        for version in versions:
            shown = [study for other, study in pairs if other.slug == version.slug]
            queue = asked.get(version.slug, [])
            rest = [study for study in studies_of(version.document) if study not in [*shown, *queue]]
            if queue or rest:
                pairs.append((version, queue.pop(0) if queue else rest[0]))
            else:
                self._tell_used_up(version.document, len(shown))
        return pairs

    def _asked_studies(self, versions: Mapping[str, Version[Approach]]) -> dict[str, list[Study]]:
        found: dict[str, list[Study]] = {}
        for slug, identifier in self.wanted:
            version = versions.get(slug)
            studies = studies_of(version.document) if version else []
            study = next((study for study in studies if study.id == identifier), None)
            if study is None:
                self.messages.append(f"Wij kennen geen onderzoek ‘{identifier[:60]}’ bij deze aanpakken.")
            elif study in found.get(slug, []):
                self.messages.append("U koos een onderzoek twee keer. Wij tonen het één keer.")
            else:
                found.setdefault(slug, []).append(study)
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


def _named(pairs: Sequence[tuple[Version[Approach], Study]]) -> tuple[Chosen, ...]:
    """Names that tell the columns apart: the study is added where the approach alone does not."""
    names = [version.document.name for version, _ in pairs]
    for tell in (study_name, lambda study: study.id):
        names = [
            name if names.count(name) == 1 else f"{version.document.name} ({tell(study)})"
            for name, (version, study) in zip(names, pairs, strict=True)
        ]
    chosen = []
    for name, (version, study) in zip(names, pairs, strict=True):
        result = main_result(study)
        if result is not None:
            chosen.append(Chosen(version, study, result, name))
    return tuple(chosen)


def study_name(study: Study) -> str:
    """A study in a few words: who made it, and when."""
    maker = study.bureaus[0] if study.bureaus else study.method.label
    return f"{maker}, {known(study.year) or 'jaar onbekend'}"
