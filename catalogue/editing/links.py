"""The web addresses of sources: where they stand, and what the worker found there."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from catalogue.documents import Approach, Publication, Study
from catalogue.editing.trail import Action, record
from catalogue.kinds import AnyDocument, Kind
from catalogue.kpis import Kpi
from catalogue.queries import all_live, lives
from catalogue.tables import Entry
from catalogue.tables_desk import LinkCheck
from catalogue.unit_costs import UnitCost, UnitCostSource

BROKEN_AFTER = 3
"""So many checks in a row have to fail …"""
BROKEN_FOR = timedelta(days=3)
"""… over at least this time: a site that is down for a day is not broken."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one check found. `status` is None when there was no answer; `error` says why in a code."""

    status: int | None
    error: str | None = None

    @property
    def is_fine(self) -> bool:
        """Whether somebody who follows the link gets there, or would as a person with a browser."""
        return self.status is not None and (self.status < 400 or self.status in _ONLY_FOR_PEOPLE)  # noqa: PLR2004


_ONLY_FOR_PEOPLE = frozenset({401, 403, 405, 406, 429, 451, 999})
"""Answers with which sites turn away programs while people can read the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page on which a web address stands."""

    slug: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A web address that no longer works, with the pages on which it stands."""

    check: LinkCheck
    places: tuple[Place, ...]


def addresses(document: AnyDocument) -> list[str]:
    """The web addresses of a document that visitors can follow, each once."""
    return list(dict.fromkeys(_addresses(document)))


def places(db: Session) -> Mapping[str, list[Place]]:
    """Every web address on the site with the pages on which it stands."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for kind in Kind:
        for version in all_live(db, kind):
            for url in addresses(version.document):
                found[url].append(Place(version.slug, version.kind, version.document.name))
    return found


def of_entries(db: Session, slugs: Iterable[str]) -> dict[str, list[str]]:
    """The web addresses of published entries, by their slug; an entry that is not public has none."""
    wanted = list(slugs)
    return {
        slug: addresses(version.document)
        for kind in Kind
        for slug, version in lives(db, kind, wanted).items()
    }


def is_broken(check: LinkCheck) -> bool:
    """Whether it failed often enough, for long enough."""
    since = check.failing_since
    return since is not None and check.failures >= BROKEN_AFTER and check.checked_at - since >= BROKEN_FOR


def save(db: Session, url: str, found: Found, at: datetime) -> bool:
    """Keep what a check found; whether the address counts as broken from now on."""
    key = hashed(url)
    check = db.get(LinkCheck, key) or LinkCheck(url_hash=key, url=url, checked_at=at)
    was_broken = is_broken(check)
    check.checked_at, check.status, check.error = at, found.status, found.error
    if found.is_fine:
        check.failures, check.failing_since = 0, None
    else:
        check.failures += 1
        check.failing_since = check.failing_since or at
    db.add(check)
    db.flush()
    return is_broken(check) and not was_broken


def tell(db: Session, urls: Iterable[str], at: datetime) -> None:
    """Note in the logbook that addresses broke, one line for each page on which they stand."""
    wanted = set(urls)
    by_page: defaultdict[Place, list[str]] = defaultdict(list)
    for url, found in places(db).items():
        for place in found if url in wanted else ():
            by_page[place].append(url)
    for place, broken in by_page.items():
        entry = db.exec(select(Entry).where(Entry.kind == place.kind, Entry.slug == place.slug)).one()
        details: dict[str, Any] = {"adressen": broken}
        record(db, Action.LINKS_BROKEN, None, at, entry=entry, subject=place.name, details=details)


def failing(db: Session) -> list[Broken]:
    """The addresses on the site that failed last time, the longest failing first; not all count as broken."""
    where = places(db)
    statement = select(LinkCheck).where(col(LinkCheck.failures) > 0)
    found = db.exec(statement.order_by(col(LinkCheck.failing_since), col(LinkCheck.url_hash)))
    return [Broken(check, tuple(where[check.url])) for check in found if check.url in where]


def forget_gone(db: Session) -> None:
    """Remove what was found at addresses that no longer stand anywhere."""
    where = places(db)
    for check in db.exec(select(LinkCheck)):
        if check.url not in where:
            db.delete(check)
    db.flush()


def last_check(db: Session) -> datetime | None:
    """When the worker last looked at any address."""
    newest = select(LinkCheck.checked_at).order_by(col(LinkCheck.checked_at).desc()).limit(1)
    return db.exec(newest).one_or_none()


def hashed(url: str) -> str:
    """The key of an address: addresses are longer than a key may be."""
    return hashlib.sha256(url.encode()).hexdigest()


def _addresses(document: AnyDocument) -> Iterator[str]:
    match document:
        case Approach():
            for study in document.studies:
                yield from _of_sources(study)
            yield from (recognition.url for recognition in document.recognitions if recognition.url)
            if document.website:
                yield document.website
        case Publication():
            yield from _of_sources(document.study)
        case UnitCost():
            if isinstance(document.source, UnitCostSource) and document.source.url:
                yield document.source.url
        case Kpi():
            yield document.url


def _of_sources(study: Study) -> Iterator[str]:
    return (source.url for source in study.sources if source.url)
