"""Descriptions for machines: true, without unknowns, and impossible to break out of."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from app.jsonld import block, breadcrumbs, report, service, website
from app.urls import Urls
from catalogue.documents import Approach
from catalogue.kinds import Kind
from catalogue.parts import Organisation
from catalogue.queries import Version
from catalogue.schema import NOT_ADOPTED, NOT_REPORTED
from catalogue.vocabulary import EntryState, Role, TargetGroup
from tests.builders import SUMMARY, make_approach, make_source, make_study

URLS = Urls("https://mkba.example.org/")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ATTACKS = [
    "</script><script>alert(1)</script>", "<!--<script>", "-->", "]]>", "</SCRIPT\t>", "\u2028\u2029",
    '"}</script>', "&lt;/script&gt;", "{{ 7 * 7 }}", "\\u003c/script>", "{}", "%s",
]  # fmt: skip
TEXTS = st.text(alphabet=st.characters(codec="utf-8")) | st.sampled_from(ATTACKS)


class Tags(HTMLParser):
    """What a browser sees: the tags, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {dict(attrs)}")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.data += data


def graph(text: str) -> list[dict[str, Any]]:
    """The nodes of a block, read as a browser and a JSON parser would."""
    seen = Tags(text)
    assert seen.tags == ["script {'type': 'application/ld+json'}", "/script"]
    data = json.loads(seen.data)
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def version(document: Approach) -> Version[Approach]:
    return Version(
        slug="jongerenwerk", kind=Kind.APPROACH, state=EntryState.PUBLISHED, state_reason=None, number=1,
        latest=1, content_hash="", published_at=NOON, first_published_at=NOON, note=None, document=document,
    )  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_breaks_out_of_the_block(text: str) -> None:
    found = block({"name": text, text: [text]})
    assert isinstance(found, Markup)
    assert graph(found) == [{"name": text, text: [text]}]


@settings(max_examples=80)
@given(TEXTS, TEXTS)
def test_every_text_comes_out_as_it_went_in(one: str, other: str) -> None:
    found = block({"name": one + other}, {"description": other})
    assert graph(found) == [{"name": one + other}, {"description": other}]
    inside = found.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search(r"[<>&]", inside)


def test_an_approach_is_a_service_with_its_studies() -> None:
    document = make_approach(
        target_groups=(TargetGroup.YOUTH,),
        organisations=(Organisation(name="Buurtwerk", role=Role.PROVIDER),),
        studies=(make_study(bureaus=("Bureau A",)),),
    )
    assert service(URLS, version(document), ["Amsterdam"]) == {
        "@type": "Service",
        "@id": "https://mkba.example.org/aanpakken/jongerenwerk",
        "name": "Jongerenwerk in de wijk",
        "description": SUMMARY,
        "serviceType": ["Jongerenwerk"],
        "about": [document.themes[0].label],
        "areaServed": ["Amsterdam"],
        "audience": [{"@type": "Audience", "audienceType": "Jongeren"}],
        "provider": [{"@type": "Organization", "name": "Buurtwerk"}],
        "subjectOf": [
            {
                "@type": "Report",
                "name": "Kosten en baten van jongerenwerk",
                "datePublished": "2020",
                "author": [{"@type": "Organization", "name": "Bureau A"}],
                "isBasedOn": ["https://example.org/rapport.pdf"],
                "inLanguage": "nl",
            }
        ],
    }


def test_what_is_unknown_is_left_out() -> None:
    source = make_source(url=None, location="Archief")
    study = make_study(title=NOT_ADOPTED, year=NOT_REPORTED, sources=(source,))
    assert report(study) == {"@type": "Report", "inLanguage": "nl"}
    node = service(URLS, version(make_approach(studies=())), [])
    assert not {"audience", "provider", "areaServed", "subjectOf"} & node.keys()


def test_no_outcome_or_rating_is_told_to_machines() -> None:
    text = json.dumps(service(URLS, version(make_approach()), []))
    assert not re.search(r"rating|review|price|offer|1500|1\.5", text, re.IGNORECASE)


def test_breadcrumbs_are_numbered_from_the_start_page_with_whole_addresses() -> None:
    node = breadcrumbs(URLS, [("Start", "/"), ("Aanpakken", "/aanpakken")])
    assert node == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Start", "item": "https://mkba.example.org/"},
            {
                "@type": "ListItem",
                "position": 2,
                "name": "Aanpakken",
                "item": "https://mkba.example.org/aanpakken",
            },
        ],
    }


def test_the_site_says_how_to_search_it() -> None:
    node = website(URLS, "Naam")
    assert (node["name"], node["url"]) == ("Naam", "https://mkba.example.org/")
    assert node["potentialAction"]["target"] == "https://mkba.example.org/aanpakken?q={zoekterm}"
    assert graph(block(node)) == [node]
