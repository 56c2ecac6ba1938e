"""The ids of documents: which attribute holds them and what they may look like."""

import json
import re
from collections.abc import Sequence
from typing import Any

from tests.meili.errors import Refused
from tests.meili.index import Document

MAX_ID_BYTES = 511
ID = re.compile(r"[A-Za-z0-9_-]+")
RULE = (
    "A document identifier can be of type integer or string, only composed of alphanumeric characters "
    "(a-z A-Z 0-9), hyphens (-) and underscores (_), and can not be more than 511 bytes."
)
BY_HAND = "Please specify the primary key manually using the `primaryKey` query parameter."


def inferred_key(
    current: str | None, asked: str | None, documents: Sequence[Document], uid: str
) -> str | None:
    """The attribute with the id; guessed from the first document when nobody says. Raises Refused."""
    if current is not None:
        if asked is not None and asked != current:
            message = f"Index `{uid}`: Index already has a primary key: `{current}`."
            raise Refused("index_primary_key_already_exists", message)
        return current
    if asked is not None or not documents:
        return asked
    candidates = [name for name in documents[0] if name.lower().endswith("id")]
    failed = f"Index `{uid}`: The primary key inference failed as the engine"
    if not candidates:
        message = f"{failed} did not find any field ending with `id` in its name. {BY_HAND}"
        raise Refused("index_primary_key_no_candidate_found", message)
    if len(candidates) > 1:
        first, second = sorted(candidates)[:2]
        named = f"found {len(candidates)} fields ending with `id` in their names: '{first}' and '{second}'"
        raise Refused("index_primary_key_multiple_candidates_found", f"{failed} {named}. {BY_HAND}")
    return candidates[0]


def by_key(documents: Sequence[Document], name: str) -> dict[str, Document]:
    """Documents by their id, the last one of each. Raises Refused at the first bad one."""
    result: dict[str, Document] = {}
    for document in documents:
        if name not in document:
            shown = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
            raise Refused("missing_document_id", f"Document doesn't have a `{name}` attribute: `{shown}`.")
        result[document_id(document[name])] = document
    return result


def document_id(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and ID.fullmatch(value) and len(value) <= MAX_ID_BYTES:
        return value
    shown = json.dumps(value, ensure_ascii=False)
    raise Refused("invalid_document_id", f"Document identifier `{shown}` is invalid. {RULE}")
