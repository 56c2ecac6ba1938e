"""Samples of real questions with what must come up: read from tests/data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from search import Query

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLES: Mapping[str, Path] = {
    "voorbeeldvragen": DATA / "zoekvragen.yaml",
    "eigen vragen": DATA / "zoekvragen-eigen.yaml",
    "nieuwe vragen": DATA / "zoekvragen-nieuw.yaml",
    "blinde vragen": DATA / "zoekvragen-blind.yaml",
}
KINDS: Mapping[str, str] = {
    "exact_name": "exacte naam",
    "partial_name": "deel van een naam",
    "typo": "tikfout",
    "compound": "samenstelling",
    "synonym": "ander woord",
    "everyday": "alledaags woord",
    "theme": "thema",
    "municipality": "gemeente",
    "bureau": "bureau of organisatie",
    "question": "hele vraag",
    "phrase": "tussen aanhalingstekens",
    "filter": "keuze en vraag",
    "nonsense": "onzin",
    "not_covered": "staat er niet in",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question someone may ask, judged by reading the collection.

    `expect`: right answers; none means that nothing may be found. `best`: belong in the first 3.
    `reject`: may not be in the first 5. `broad`: many answers are right, so most of the first 5 must be.
    """

    id: str
    text: str
    kind: str
    expect: frozenset[str]
    best: frozenset[str] = frozenset()
    reject: frozenset[str] = frozenset()
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    broad: bool = False

    @property
    def query(self) -> Query:
        """The question as an engine is asked it: the first page."""
        return Query(self.text, dict(self.filters), page_size=10)

    @property
    def label(self) -> str:
        """The question as a person reads it, with its choices."""
        chosen = "".join(f" [{name}: {', '.join(codes)}]" for name, codes in self.filters)
        return f"{self.text}{chosen}"


@cache
def questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file. Raises KeyError on a kind that has no name here."""
    return tuple(map(_question, yaml.safe_load(path.read_text("utf-8"))))


def _question(row: dict[str, Any]) -> Question:
    return Question(
        id=row["id"],
        text=row["q"],
        kind=KINDS[row["kind"]],
        expect=frozenset(row["expect"]),
        best=frozenset(row["best"]),
        reject=frozenset(row["reject"]),
        filters=tuple((name, tuple(codes)) for name, codes in row["filters"].items()),
        broad=(row["note"] or "").startswith("breed"),
    )
