"""Atom feeds: what is new and what was changed, with the whole summary (METHOD B13)."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.feedgenerator import get_tag_uri
from markupsafe import escape
from sqlmodel import Session

from app.urls import Urls
from catalogue import queries
from catalogue.editing.corrections import Line
from catalogue.kinds import Kind
from catalogue.queries import Version
from catalogue.vocabulary import Theme

LONGEST = 50
IN_FEED = (Kind.APPROACH, Kind.BACKGROUND)
"""A feed tells what there is to read; a corrected amount in a register stands in its list of versions."""
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # XML 1.0 has no place for these


class _Feed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    def latest_post_date(self) -> datetime:
        """An empty feed stays the same until something is published; the library says "now"."""
        latest: datetime = super().latest_post_date() if self.items else _NEVER
        return latest


def newest(db: Session, theme: Theme | None = None) -> list[Version[Any]]:
    """The approaches and publications whose live version was published last, of one theme or of all."""
    found: list[Version[Any]] = []
    for kind in IN_FEED:
        # A theme may be anywhere in the collection, so only without one the database can stop early.
        found += queries.all_live(db, kind) if theme else queries.recent(db, kind, LONGEST)
    if theme:
        found = [version for version in found if theme in version.document.themes]
    return sorted(found, key=attrgetter("published_at"), reverse=True)[:LONGEST]


def atom(urls: Urls, site_name: str, versions: Iterable[Version[Any]], theme: Theme | None = None) -> str:
    """The feed as XML."""
    own = urls.absolute(urls.feed(theme.value if theme else None))
    feed = _Feed(
        title=f"{site_name}: {theme.label}" if theme else f"{site_name}: nieuw en gewijzigd",
        link=urls.absolute(urls.thema(theme.value) if theme else urls.start()),
        description="Wat nieuw is en wat is gewijzigd, met de samenvatting.",
        language="nl",
        feed_url=own,
        feed_guid=own,
        author_name=site_name,
    )
    for version in versions:
        link = urls.absolute(_path(urls, version))
        feed.add_item(
            title=_clean(version.document.name),
            link=link,
            description=_summary(version),
            # Holds the day of the first publication, so it survives every later change of the text.
            unique_id=get_tag_uri(link, version.first_published_at),
            pubdate=version.first_published_at,
            updateddate=version.published_at,
            categories=[term.value for term in (*version.document.work_types, *version.document.themes)],
        )
    text: str = feed.writeString("utf-8")
    return text


def corrections(urls: Urls, site_name: str, lines: Iterable[Line]) -> str:
    """The newest lines of the ledger of corrections as XML."""
    own = urls.absolute(urls.correcties(".atom"))
    feed = _Feed(
        title=f"{site_name}: correcties",
        link=urls.absolute(urls.correcties()),
        description="Wat er op de site is verbeterd, met de reden.",
        language="nl",
        feed_url=own,
        feed_guid=own,
        author_name=site_name,
    )
    for line in lines:
        one = line.correction
        link = urls.absolute(urls.verschil(line.slug, one.from_version, one.to_version, line.kind))
        old, new, why = (_clean(text or "niets") for text in (one.old, one.new, one.reason))
        feed.add_item(
            title=_clean(f"{line.name}: {one.place}"),
            link=link,
            description=f"<p>Eerst: {escape(old)}</p><p>Nu: {escape(new)}</p><p>{escape(why)}</p>",
            unique_id=get_tag_uri(f"{urls.absolute(urls.correcties())}#c{one.id}", one.at),
            pubdate=one.at,
            updateddate=one.at,
        )
    text: str = feed.writeString("utf-8")
    return text


def _path(urls: Urls, version: Version[Any]) -> str:
    return urls.pagina_van(version.slug, version.kind)


def _summary(version: Version[Any]) -> str:
    """The summary as HTML; a later version also says what changed."""
    text = f"<p>{escape(_clean(version.document.summary))}</p>"
    if version.note and version.number > 1:
        text += f"<p>Wat is er gewijzigd: {escape(_clean(version.note))}</p>"
    return text


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
