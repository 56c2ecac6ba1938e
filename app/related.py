"""Entries that resemble an entry: shared work types, themes and target groups, found by the search engine."""

from sqlmodel import Session

from app.cards import Card, card
from catalogue import queries
from catalogue.documents import Approach
from catalogue.kinds import Kind
from catalogue.queries import Version
from search.engine import Engine, Query

CANDIDATES = 40
WEIGHTS = {"work_types": 3, "themes": 2, "target_groups": 2}


def related(db: Session, engine: Engine, version: Version[Approach], limit: int = 4) -> list[Card]:
    """The entries that share most with this one; equal ones by name. Outcomes play no part."""
    approach = version.document
    found: dict[str, None] = {}
    for name, terms in (("werksoort", approach.work_types), ("thema", approach.themes)):
        codes = tuple(term.value for term in terms)
        if codes:
            query = Query(text=approach.name, facets={name: codes}, page_size=CANDIDATES)
            found |= dict.fromkeys(engine.answer(query).slugs)
            found |= dict.fromkeys(engine.answer(Query(facets={name: codes}, page_size=CANDIDATES)).slugs)
    found.pop(version.slug, None)
    others = queries.lives(db, Kind.APPROACH, tuple(found)).values()
    ranked = sorted(others, key=lambda other: (-likeness(approach, other.document), other.document.name))
    return [card(other) for other in ranked[:limit]]


def likeness(one: Approach, other: Approach) -> int:
    """How much two approaches share, weighted by what readers look for first."""
    return sum(
        weight * len(set(getattr(one, name)) & set(getattr(other, name))) for name, weight in WEIGHTS.items()
    )
