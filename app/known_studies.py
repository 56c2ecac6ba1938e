"""Whether a study that a visitor tells about stands in the catalogue already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlmodel import Session, col, or_, select

from catalogue import queries
from catalogue.documents import Approach, Publication, Study
from catalogue.kinds import Kind
from catalogue.queries import PUBLISHED
from catalogue.tables import Entry, Revision

SHORTEST_TITLE = 8
"""A shorter title says too little to find something by."""
MOST = 5
_SPACE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A page on which the study stands, or that has its title."""

    name: str
    slug: str
    kind: str


def known(db: Session, title: str, url: str) -> list[Known]:
    """The pages with a source at this web address, or with this title, by name."""
    address, words = _address(url), _words(title)
    if len(words) < SHORTEST_TITLE:
        words = ""
    found: list[Known] = []
    for kind in (Kind.APPROACH, Kind.BACKGROUND):
        slugs = _candidates(db, kind, address, title if words else "")
        found += [
            Known(version.document.name, version.slug, version.kind)
            for version in queries.lives(db, kind, slugs).values()
            if _matches(version.document, address, words)
        ]
    return sorted(found, key=lambda one: one.name.casefold())[:MOST]


def _candidates(db: Session, kind: Kind, address: str, title: str) -> list[str]:
    """Pages in whose text it occurs somewhere: the database looks through them faster than we do."""
    text = col(Revision.document)
    wanted = [text.icontains(part, autoescape=True) for part in (address, title) if part]
    if not wanted:
        return []
    statement = (
        select(Entry.slug)
        .join(Revision, col(Revision.id) == col(Entry.live_revision_id))
        .where(Entry.kind == kind, col(Entry.state).in_(PUBLISHED), or_(*wanted))
        .order_by(Entry.slug)
        .limit(10 * MOST)
    )
    return list(db.exec(statement))


def _matches(document: Approach | Publication, address: str, words: str) -> bool:
    titles = [document.name, *(study.title for study in _studies(document))]
    if words and any(_words(title) == words for title in titles if isinstance(title, str)):
        return True
    sources = (source for study in _studies(document) for source in study.sources)
    return bool(address) and any(_address(source.url or "") == address for source in sources)


def _studies(document: Approach | Publication) -> Iterator[Study]:
    yield from document.studies if isinstance(document, Approach) else (document.study,)


def _address(url: str) -> str:
    """What is left of a web address without what makes no difference: "www.", a last slash, a place in it."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else ""


def _words(title: str) -> str:
    return _SPACE.sub(" ", title).strip().casefold()
