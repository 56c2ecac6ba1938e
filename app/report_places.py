"""The places of a page that somebody can report something about, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.documents import Approach, Publication
from catalogue.editing import paths, working
from catalogue.editing.paths import ABSENT, NoSuchPlace, join
from catalogue.kinds import MODELS
from catalogue.queries import Version
from catalogue.shapes import shapes

WHOLE = "De hele pagina"
LONGEST = 400
_TEXTS = (
    "samenvatting",
    "wat_houdt_het_in",
    "hoe_werkt_het",
    "voor_wie",
    "overdraagbaarheid",
    "wat_is_nodig",
    "gemeenten",
    "organisaties",
    "erkenningen",
)


@dataclass(frozen=True, slots=True)
class Places:
    """What a form offers, the place that is chosen, and that place in words: empty for the whole page."""

    options: tuple[tuple[str, str], ...]
    path: str
    words: str


def places(version: Version[Any], asked: str) -> Places:
    """The places of a version; an asked place that it does not have, is the whole page."""
    words = _words(version, asked)
    options = [("", WHOLE), *_offered(version)]
    if words and asked not in dict(options):
        options.append((asked, words))
    return Places(tuple(options), asked if words else "", words)


def _offered(version: Version[Any]) -> Iterator[tuple[str, str]]:
    document = version.document
    held = working.of(document)
    match document:
        case Approach():
            found = [name for name in _TEXTS if name in held]
            for study in document.studies:
                found.append(join("onderzoeken", study.id))
                found += [join("onderzoeken", study.id, "uitkomsten", result.id) for result in study.results]
        case Publication():
            found = ["samenvatting", "onderzoek"]
            found += [join("onderzoek", "uitkomsten", result.id) for result in document.study.results]
        case _:
            found = [shape.dutch for shape in shapes(MODELS[version.kind]) if shape.dutch in held]
    for path in found:
        yield path, _words(version, path)


def _words(version: Version[Any], path: str) -> str:
    """A place in words; empty for the whole page and for a place that is not there."""
    if not path or len(path) > LONGEST:
        return ""
    model, document = MODELS[version.kind], working.of(version.document)
    try:
        way = paths.steps(model, path)
        segments = [step.key for step in way]
        parts = [place for place, step in enumerate(way, start=1) if step.shape is None]
        if any(paths.find(model, document, join(*segments[:place])) is ABSENT for place in parts):
            return ""
        return paths.place(model, document, path)
    except NoSuchPlace:
        return ""
