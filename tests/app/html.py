"""Reading pages in tests: strict parsing, links and their targets."""

from collections.abc import Iterator
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


def links(text: str, base: str) -> Iterator[tuple[str, str]]:
    """(path with query, fragment) of every link to the own site."""
    for link in soup(text).select("a[href]"):
        href = str(link["href"])
        if href.startswith(("mailto:", "http:", "https:")):
            continue
        path, fragment = urldefrag(urljoin(base, href))
        yield path, fragment


def ids(text: str) -> set[str]:
    """All anchors of a page."""
    return {str(tag["id"]) for tag in soup(text).select("[id]")}
