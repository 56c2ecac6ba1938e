"""The sitemap: every public page once, by its canonical address (METHOD B13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from xml.etree import ElementTree as ET

from sqlmodel import Session

from app import texts, topics
from app.filters import NATIONWIDE
from app.urls import Urls
from catalogue import queries
from catalogue.kinds import Kind
from catalogue.vocabulary import Theme, WorkType
from search.engine import Engine

LARGEST = 5_000
"""Addresses in one file; above this number there are more files with an index of them."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Address:
    """A page and when it last changed, as far as that is known."""

    url: str
    changed: datetime | None = None


def addresses(urls: Urls, db: Session, engine: Engine) -> list[Address]:
    """All public pages: fixed pages, ways in, and entries of every kind."""
    fixed = [Address(urls.absolute(path)) for path in (*_fixed(urls), *_ways_in(urls, engine))]
    return fixed + list(_entries(urls, db))


def _fixed(urls: Urls) -> Iterator[str]:
    yield from (urls.start(), urls.aanpakken(), urls.werksoorten(), urls.themas(), urls.gemeenten())
    yield from (urls.vergelijk(), urls.witte_vlekken(), urls.meta(), urls.toetsvragen())
    yield from (urls.achtergrond(), urls.kengetallen(), urls.kpis(), urls.begrippen(), urls.woordenboek())
    yield from (urls.tip(), urls.correcties(), urls.afgewezen())
    yield from (urls.pagina(name) for name in texts.NAMES)


def _ways_in(urls: Urls, engine: Engine) -> Iterator[str]:
    yield from (urls.werksoort(term.value) for term in WorkType)
    yield from (urls.thema(term.value) for term in Theme)
    codes = topics.counts(engine).get("gemeente", {})
    yield from (urls.gemeente(code) for code in sorted(codes) if code != NATIONWIDE)


def _entries(urls: Urls, db: Session) -> Iterator[Address]:
    for kind in Kind:
        for version in queries.all_live(db, kind):
            yield Address(urls.absolute(urls.pagina_van(version.slug, kind)), version.published_at)


def files(found: Sequence[Address]) -> list[list[Address]]:
    """The addresses in files of at most LARGEST."""
    rest = iter(found)
    return list(iter(lambda: list(islice(rest, LARGEST)), []))


def as_sitemap(found: Sequence[Address]) -> str:
    """A sitemap with these pages."""
    return _document("urlset", "url", found)


def as_index(urls: Urls, parts: Sequence[Sequence[Address]]) -> str:
    """An index of sitemaps; each part changed when its newest page did."""
    listed = []
    for number, part in enumerate(parts, 1):
        changes = [address.changed for address in part if address.changed]
        listed.append(Address(urls.absolute(f"/sitemap-{number}.xml"), max(changes, default=None)))
    return _document("sitemapindex", "sitemap", listed)


def _document(root: str, item: str, found: Sequence[Address]) -> str:
    document = ET.Element(root, xmlns=_SCHEMA)
    for address in found:
        element = ET.SubElement(document, item)
        ET.SubElement(element, "loc").text = address.url
        if address.changed:
            moment = address.changed.astimezone(UTC).isoformat(timespec="seconds")
            ET.SubElement(element, "lastmod").text = moment
    made: bytes = ET.tostring(document, encoding="utf-8", xml_declaration=True)
    return made.decode()
