"""Descriptions for machines in schema.org words (METHOD B6)."""

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from app.urls import Urls
from catalogue.documents import Approach, Study
from catalogue.queries import Version
from catalogue.schema import known

CONTEXT = "https://schema.org"
Node = dict[str, Any]


def block(*nodes: Node) -> Markup:
    """A data block for the head of a page; a "<" is escaped so that no text can end the block."""
    text = json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(safe))  # noqa: S704


def breadcrumbs(urls: Urls, steps: Sequence[tuple[str, str]]) -> Node:
    """The path to a page: (name, path) from the start page on."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": urls.absolute(path)}
        for number, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(urls: Urls, name: str) -> Node:
    """The site with its search."""
    target = urls.absolute("/aanpakken?q={zoekterm}")
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=zoekterm"}
    return {
        "@type": "WebSite",
        "name": name,
        "url": urls.absolute("/"),
        "inLanguage": "nl",
        "potentialAction": action,
    }


def service(urls: Urls, version: Version[Approach], places: Sequence[str]) -> Node:
    """An approach with its studies."""
    approach = version.document
    node: Node = {
        "@type": "Service",
        "@id": urls.absolute(urls.aanpak(version.slug)),
        "name": approach.name,
        "description": approach.summary,
        "serviceType": [term.label for term in approach.work_types],
        "about": [term.label for term in approach.themes],
        "areaServed": list(places),
        "subjectOf": [report(study) for study in approach.studies],
    }
    if audience := [term.label for term in approach.target_groups]:
        node["audience"] = [{"@type": "Audience", "audienceType": label} for label in audience]
    if providers := [item.name for item in approach.organisations]:
        node["provider"] = [{"@type": "Organization", "name": name} for name in providers]
    return {key: value for key, value in node.items() if value}


def report(study: Study) -> Node:
    """A study; what is unknown is left out, as the vocabulary has no word for unknown."""
    year = known(study.year)
    node: Node = {
        "@type": "Report",
        "name": known(study.title),
        "datePublished": str(year) if year else None,
        "author": [{"@type": "Organization", "name": name} for name in study.bureaus],
        "isBasedOn": [source.url for source in study.sources if source.url],
        "inLanguage": "nl",
    }
    return {key: value for key, value in node.items() if value}
