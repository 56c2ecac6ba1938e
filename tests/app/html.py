"""Reading pages in tests: strict parsing, links and their targets."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import html5lib
from bs4 import BeautifulSoup

# SVG and htmx attributes are fine in HTML; the parser's strict mode only objects to structure.
OWN_ORIGIN = "http://testserver"


def soup(text: str) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(text, "html5lib")


def faults(text: str) -> list[str]:
    """What is wrong with the structure of a page, by the HTML standard's parser."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    return [f"{place}: {code} {data}" for place, code, data in parser.errors]


class _Attributes(HTMLParser):
    """Links and anchors only: a tree of every page of the site would take minutes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if identity := values.get("id"):
            self.ids.add(identity)
        if tag == "a" and (href := values.get("href")) is not None:
            self.hrefs.append(href)


def links(text: str, base: str) -> Iterator[tuple[str, str]]:
    """(path with query, fragment) of every link to the own site."""
    for href in _Attributes(text).hrefs:
        if href.startswith(("mailto:", "http:", "https:")):
            continue
        path, fragment = urldefrag(urljoin(base, href))
        yield path, fragment


def ids(text: str) -> set[str]:
    """All anchors of a page."""
    return _Attributes(text).ids
