"""From entries and their versions to answers."""

from collections.abc import Sequence
from typing import Any

from app.api.entry_models import (
    ApproachVersion,
    Completeness,
    EntryLinks,
    Outcome,
    PublicationSummary,
    PublicationVersion,
    Summary,
    VersionLinks,
)
from app.api.models import Link
from app.cards import Card
from app.urls import Urls
from catalogue import wording
from catalogue.completeness import completeness
from catalogue.documents import Approach, Publication, Study
from catalogue.queries import Version


def api_link(urls: Urls, path: str = "") -> Link:
    """An address in this API."""
    return Link(href=urls.absolute(urls.api(path)))


def page_link(urls: Urls, path: str) -> Link:
    """An address of a page on the site."""
    return Link(href=urls.absolute(path))


def outcome(study: Study) -> Outcome:
    """A study in words, with everything that must stand beside an outcome."""
    counted = completeness(study)
    return Outcome(
        study=study.id,
        title=study.title,
        sentence=wording.outcome(study),
        certainty=wording.certainty(study),
        method=study.method,
        timing=study.timing,
        year=study.year,
        bureaus=study.bureaus,
        compared_with=wording.comparison(study),
        sources=study.sources,
        completeness=Completeness(
            known=counted.count,
            total=counted.total,
            missing=tuple(item.label for item in counted.absent),
        ),
    )


def entry_links(urls: Urls, slug: str) -> EntryLinks:
    """Where an approach is to be found."""
    return EntryLinks(
        self=api_link(urls, urls.aanpak(slug)),
        page=page_link(urls, urls.aanpak(slug)),
        versions=api_link(urls, urls.versies(slug)),
    )


def summary(urls: Urls, card: Card) -> Summary:
    """An approach in a list."""
    approach, version = card.approach, card.version
    return Summary(
        slug=card.slug,
        name=approach.name,
        summary=approach.summary,
        selection=approach.selection,
        work_types=approach.work_types,
        themes=approach.themes,
        target_groups=approach.target_groups,
        municipalities=tuple(place.code for place in approach.municipalities),
        nationwide=approach.nationwide,
        studies=len(approach.studies),
        version=version.number,
        changed_at=version.published_at,
        outcome=outcome(card.study) if card.study else None,
        links=entry_links(urls, card.slug),
    )


def approach_version(urls: Urls, version: Version[Approach], own_path: str) -> ApproachVersion:
    """A version of an approach; `own_path` is the address asked for."""
    slug, number = version.slug, version.number
    page = urls.aanpak(slug) if own_path == urls.aanpak(slug) else urls.versie(slug, number)
    links = VersionLinks(
        self=api_link(urls, own_path),
        page=page_link(urls, page),
        versions=api_link(urls, urls.versies(slug)),
        version=api_link(urls, urls.versie(slug, number)),
        document=api_link(urls, f"{urls.versie(slug, number)}/document"),
        schema_=api_link(urls, "/schema/aanpak"),
    )
    return ApproachVersion(
        **_facts(version, version.document.studies), links=links, document=version.document
    )


def publication_version(urls: Urls, version: Version[Publication]) -> PublicationVersion:
    """The live version of a background publication."""
    own_path = urls.achtergrond(version.slug)
    links = VersionLinks(
        self=api_link(urls, own_path),
        page=page_link(urls, own_path),
        versions=None,
        version=None,
        document=None,
        schema_=api_link(urls, "/schema/achtergrond"),
    )
    return PublicationVersion(
        **_facts(version, (version.document.study,)), links=links, document=version.document
    )


def _facts(version: Version[Any], studies: Sequence[Study]) -> dict[str, Any]:
    return {
        "slug": version.slug,
        "number": version.number,
        "latest": version.latest,
        "state": version.state,
        "state_reason": version.state_reason,
        "published_at": version.published_at,
        "first_published_at": version.first_published_at,
        "note": version.note,
        "content_hash": version.content_hash,
        "outcomes": tuple(outcome(study) for study in studies),
    }


def publication_summary(urls: Urls, version: Version[Publication]) -> PublicationSummary:
    """A background publication in a list."""
    publication, path = version.document, urls.achtergrond(version.slug)
    return PublicationSummary(
        slug=version.slug,
        name=publication.name,
        summary=publication.summary,
        work_types=publication.work_types,
        themes=publication.themes,
        version=version.number,
        changed_at=version.published_at,
        checked_on=publication.checked_on,
        outcome=outcome(publication.study),
        links=EntryLinks(self=api_link(urls, path), page=page_link(urls, path), versions=None),
    )
