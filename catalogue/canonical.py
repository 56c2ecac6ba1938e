"""The one text that stands for a document: what is stored, hashed and compared."""

import hashlib
import json
import unicodedata
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from catalogue.documents import FORMAT
from catalogue.kinds import MODELS, AnyDocument, Kind
from catalogue.schema import Document

_REMEMBERED = 1024
"""Parsed documents kept in memory; one takes about 90 kilobytes."""


class UnknownFormat(ValueError):
    """A stored document has a format that this version of the program does not know."""


def canonical(document: Document) -> str:
    """Canonical JSON: Dutch names, sorted keys, no spaces, NFC, every default written out."""
    data = document.model_dump(mode="json", by_alias=True)
    text = _json(data)
    if unicodedata.is_normalized("NFC", text):
        return text
    # Normalising the text itself would damage escapes: "\n" before a combining tilde becomes "\ñ".
    return _json(_composed(data))


def essence(document: Document) -> str:
    """As canonical, without the defaults: the same text before and after the format gains a field."""
    return _json(_composed(document.model_dump(mode="json", by_alias=True, exclude_defaults=True)))


def content_hash(text: str) -> str:
    """SHA-256 of a canonical text, in hexadecimals."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse(kind: Kind, text: str, content_format: int = FORMAT) -> AnyDocument:
    """The document in a canonical text. Raises UnknownFormat for a format of a later program."""
    if content_format != FORMAT:
        raise UnknownFormat(f"Formaat {content_format} is onbekend; dit programma kent {FORMAT}.")
    return MODELS[kind].model_validate_json(text)


def same(stored: str, kind: Kind, document: AnyDocument, content_format: int = FORMAT) -> bool:
    """Whether a stored text and a document mean the same, also when the format gained fields since.

    A concept in which something is still missing is the same as no document.
    """
    text = canonical(document)
    if stored == text:
        return True
    try:
        return canonical(parse(kind, stored, content_format)) == text
    except ValidationError:
        return False


class _Stored:
    """A stored text that is told apart by its hash alone, so that looking it up costs no comparison."""

    __slots__ = ("content_format", "content_hash", "kind", "text")

    def __init__(self, kind: Kind, text: str, content_format: int, content_hash: str) -> None:
        self.kind, self.text, self.content_format, self.content_hash = (
            kind,
            text,
            content_format,
            content_hash,
        )

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Stored) and other.content_hash == self.content_hash and other.kind == self.kind
        )


@lru_cache(maxsize=_REMEMBERED)
def _parsed(stored: _Stored) -> AnyDocument:
    return parse(stored.kind, stored.text, stored.content_format)


def remembered(kind: Kind, text: str, content_format: int, content_hash: str) -> AnyDocument:
    """The document of a revision, parsed once: a revision never changes and documents are frozen."""
    return _parsed(_Stored(kind, text, content_format, content_hash))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _composed(value: Any) -> Any:
    """The same value with every text in Unicode normal form C."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _composed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_composed(part) for part in value]
    return value
