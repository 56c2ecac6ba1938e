"""By what two entries are recognised as the same: their names, addresses of sources, and bureau with year."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$")
_SHORTEST_TITLE = 4
"""Letters; below that a title says too little to be the same by."""


class Why(StrEnum):
    """In what two entries are alike, the strongest first; the value is what people read."""

    URL = "Zelfde webadres van een bron"
    TITLE = "Zelfde naam of titel"
    BUREAU_YEAR = "Zelfde bureau en jaar"


@dataclass(frozen=True, slots=True)
class Signature:
    """What an entry is recognised by."""

    titles: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    studies: frozenset[tuple[str, int]] = frozenset()
    """Bureau and year of publication."""

    def like(self, other: "Signature") -> Why | None:
        """In what they are most alike; None when in nothing."""
        if self.urls & other.urls:
            return Why.URL
        if self.titles & other.titles:
            return Why.TITLE
        return Why.BUREAU_YEAR if self.studies & other.studies else None


def signature(document: Mapping[str, Any]) -> Signature:
    """What a working document is recognised by, as far as it is there."""
    studies = tuple(_studies(document))
    titles = [document.get("naam"), *(study.get("titel") for study in studies)]
    urls = [source.get("url") for study in studies for source in _dicts(study.get("bronnen"))]
    return Signature(
        titles=frozenset(filter(None, map(plain_title, titles))),
        urls=frozenset(filter(None, map(plain_url, urls))),
        studies=frozenset(_bureau_years(studies)),
    )


def plain_title(title: Any) -> str:
    """A title without what people write differently: capitals, accents, punctuation, articles."""
    if not isinstance(title, str):
        return ""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", letters) if word not in {"de", "het", "een"}]
    plain = " ".join(words)
    return plain if len(plain) >= _SHORTEST_TITLE else ""


def plain_url(url: Any) -> str:
    """An address without what makes no difference: scheme, www, last slash, fragment, tracking."""
    if not isinstance(url, str) or not url.strip():
        return ""
    text = url.strip()
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else ""


def _studies(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from _dicts(document.get("onderzoeken"))
    yield from _dicts([document.get("onderzoek")])


def _bureau_years(studies: tuple[Mapping[str, Any], ...]) -> Iterator[tuple[str, int]]:
    for study in studies:
        year, bureaus = study.get("jaar"), study.get("bureaus")
        if isinstance(year, int) and isinstance(bureaus, list):
            yield from ((name, year) for bureau in bureaus if (name := _bureau(bureau)))


def _bureau(name: Any) -> str:
    """A bureau without its legal form."""
    return " ".join(
        word
        for word in (re.findall(r"\w+", name.casefold()) if isinstance(name, str) else [])
        if word not in {"bv", "b", "v", "nv", "stichting"}
    )


def _dicts(values: Any) -> Iterator[Mapping[str, Any]]:
    yield from (value for value in (values if isinstance(values, list) else []) if isinstance(value, Mapping))
