"""Introductions of work types and themes, and how many entries each has."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.pages import ROOT
from catalogue.yaml_exact import load
from search.engine import Engine, Query

KEYS = {"werksoort": "werksoorten", "thema": "themas"}


@dataclass(frozen=True, slots=True)
class Introduction:
    """One sentence and a paragraph about a work type or theme."""

    short: str
    text: str


@cache
def _introductions() -> Mapping[str, Mapping[str, Introduction]]:
    data = load((ROOT / "data" / "inleidingen.yaml").read_text("utf-8"))
    return {
        key: {code: Introduction(text["kort"], text["tekst"]) for code, text in texts.items()}
        for key, texts in data.items()
    }


def introduction(facet: str, code: str) -> Introduction:
    """The introduction of a work type or theme; raises KeyError when there is none."""
    return _introductions()[KEYS[facet]][code]


def counts(engine: Engine) -> Mapping[str, Mapping[str, int]]:
    """How many entries each facet value has in the whole collection."""
    return engine.answer(Query(page_size=1)).counts
