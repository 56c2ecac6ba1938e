"""Reading documents back: all fields, in the order of their places, whatever displayedAttributes says."""

from collections.abc import Mapping
from typing import Any

from tests.meili.calls import Call
from tests.meili.checks import positive, texts, unknown_fields
from tests.meili.errors import NotBuilt, Refused
from tests.meili.filters import read_filter
from tests.meili.index import Document, Index
from tests.meili.values import selected

LISTED = 20
BY_IDS = (1, 14, 0)
Version = tuple[int, int, int]


def from_body(call: Call, version: Version) -> dict[str, Any]:
    given = call.object()
    known = [
        "offset",
        "limit",
        "fields",
        "retrieveVectors",
        "filter",
        *(["ids"] if version >= BY_IDS else []),
    ]
    unknown_fields(given, [*known, "sort"], "bad_request")
    for name in ("offset", "limit"):
        if name in given:
            positive(given[name], f".{name}", f"invalid_document_{name}")
    if given.get("fields") is not None:
        texts(given["fields"], ".fields", "invalid_document_fields")
    return given


def from_query(call: Call) -> dict[str, Any]:
    asked = call.parameters(["offset", "limit", "fields", "retrieveVectors", "ids", "filter", "sort"])
    fields, ids = asked.get("fields"), asked.get("ids")
    return {
        "offset": call.number("offset", "invalid_document_offset", 0),
        "limit": call.number("limit", "invalid_document_limit", LISTED),
        "fields": None if fields is None or fields == "*" else fields.split(","),
        "filter": asked.get("filter"),
        "ids": None if ids is None else ids.split(","),
        "sort": asked.get("sort"),
    }


def fetched(index: Index, uid: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    if asked.get("sort") or asked.get("retrieveVectors"):
        raise NotBuilt("sorting and vectors when reading documents")
    offset, limit = asked.get("offset", 0), asked.get("limit", LISTED)
    with index.lock:
        numbers = sorted(_chosen(index, uid, asked))
        shown = [index.documents[number] for number in numbers[offset : offset + limit]]
    fields = asked.get("fields")
    results = shown if fields is None else [selected(document, set(fields)) for document in shown]
    return {"results": results, "offset": offset, "limit": limit, "total": len(numbers)}


def _chosen(index: Index, uid: str, asked: Mapping[str, Any]) -> set[int]:
    chosen = set(index.documents)
    ids = asked.get("ids")
    if ids is not None:
        chosen &= {index.numbers[str(key)] for key in ids if str(key) in index.numbers}
    return chosen if asked.get("filter") is None else chosen & passing(index, uid, asked["filter"])


def passing(index: Index, uid: str, given: Any) -> set[int]:
    """The documents that pass a filter, which is refused with the code of documents, not of searches."""
    try:
        read = read_filter(given)
        return set(index.documents) if read is None else index.filtering().passing(*read)
    except Refused as error:
        code = "invalid_document_filter" if error.code == "invalid_search_filter" else error.code
        raise Refused(code, f"Index `{uid}`: {error.message}") from error


def one(index: Index, key: str) -> Document:
    with index.lock:
        number = index.numbers.get(key)
        if number is None:
            raise Refused("document_not_found", f"Document `{key}` not found.")
        return index.documents[number]
