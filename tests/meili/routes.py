"""The endpoints: method, path, the action a key needs, and what is done."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.meili import parameters, reading, searching, settings, tasklists
from tests.meili.calls import Call, checked_uid
from tests.meili.checks import a_list, a_text, an_object, unknown_fields
from tests.meili.errors import NotBuilt, Refused
from tests.meili.filters import read_filter
from tests.meili.keys import invalid
from tests.meili.store import RENAMING, Store
from tests.meili.tasks import Task, written

OK, ACCEPTED = 200, 202
Answer = tuple[int, Any]
Handler = Callable[[Store, Call], Answer]


@dataclass(frozen=True)
class Route:
    """`endpoint` is the name faults and counters use; without an action no key is needed."""

    method: str
    pattern: re.Pattern[str]
    endpoint: str
    action: str | None
    handler: Handler


def accepted(task: Task) -> Answer:
    return ACCEPTED, task.summary()


def health(_: Store, call: Call) -> Answer:
    return OK, {"status": "available"}


def version(store: Store, _: Call) -> Answer:
    number = ".".join(map(str, store.version))
    return OK, {"commitSha": "unknown", "commitDate": "unknown", "pkgVersion": number}


def create_index(store: Store, call: Call) -> Answer:
    given = call.object()
    unknown_fields(given, ["uid", "primaryKey"], "bad_request")
    if "uid" not in given:
        raise Refused("missing_index_uid", "Missing field `uid`")
    a_text(given["uid"], ".uid", "invalid_index_uid")
    uid, key = checked_uid(given["uid"]), given.get("primaryKey")
    if key is not None:
        a_text(key, ".primaryKey", "invalid_index_primary_key")
    if not call.key.reaches(uid):
        raise invalid()
    return accepted(store.create(uid, key))


def list_indexes(store: Store, call: Call) -> Answer:
    offset = call.number("offset", "invalid_index_offset", 0)
    limit = call.number("limit", "invalid_index_limit", 20)
    uids = [uid for uid in sorted(store.indexes) if call.key.reaches(uid)]
    shown = [_index_view(store, uid) for uid in uids[offset : offset + limit]]
    return OK, {"results": shown, "offset": offset, "limit": limit, "total": len(uids)}


def get_index(store: Store, call: Call) -> Answer:
    return OK, _index_view(store, call.uid)


def _index_view(store: Store, uid: str) -> dict[str, Any]:
    index = store.get(uid)
    created, changed = (written(int(moment.timestamp() * 1e9)) for moment in (index.created, index.changed))
    return {"uid": uid, "createdAt": created, "updatedAt": changed, "primaryKey": index.primary_key}


def delete_index(store: Store, call: Call) -> Answer:
    return accepted(store.delete(call.uid))


def index_stats(store: Store, call: Call) -> Answer:
    index = store.get(call.uid)
    busy = any(task.status == "processing" and call.uid in task.indexes for task in store.queue.running())
    return OK, index.stats() | {"isIndexing": busy}


def all_stats(store: Store, call: Call) -> Answer:
    uids = [uid for uid in sorted(store.indexes) if call.key.reaches(uid)]
    changed = max((store.get(uid).changed for uid in uids), default=None)
    last = None if changed is None else written(int(changed.timestamp() * 1e9))
    sizes = {"databaseSize": 65_536, "usedDatabaseSize": 32_768, "lastUpdate": last}
    return OK, sizes | {"indexes": {uid: store.get(uid).stats() for uid in uids}}


def get_settings(store: Store, call: Call) -> Answer:
    return OK, store.get(call.uid).settings


def change_settings(store: Store, call: Call) -> Answer:
    given = call.object()
    settings.checked(given, store.version)
    may_create = call.key.may("indexes.create")
    return accepted(store.configure(call.uid, given, create=may_create))


def add_documents(store: Store, call: Call) -> Answer:
    asked = call.parameters(["primaryKey", "csvDelimiter", "customMetadata", "skipCreation"])
    if asked.keys() & {"csvDelimiter", "customMetadata", "skipCreation"}:
        raise NotBuilt("parameters of adding documents other than primaryKey")
    create = call.key.may("indexes.create")
    return accepted(store.add(call.uid, call.documents(), asked.get("primaryKey"), create=create))


def delete_batch(store: Store, call: Call) -> Answer:
    keys = [key if isinstance(key, str) else str(key) for key in call.array()]
    return accepted(store.remove(call.uid, keys))


def delete_by_filter(store: Store, call: Call) -> Answer:
    given = call.object()
    unknown_fields(given, ["filter"], "bad_request")
    if "filter" not in given:
        raise Refused("missing_document_filter", "Missing field `filter`")
    try:
        empty = read_filter(given["filter"]) is None
    except Refused as error:
        raise Refused("invalid_document_filter", error.message) from error
    if empty:
        raise Refused("invalid_document_filter", "Sending an empty filter is forbidden.")
    return accepted(store.remove_matching(call.uid, given["filter"]))


def delete_all(store: Store, call: Call) -> Answer:
    return accepted(store.clear(call.uid))


def delete_document(store: Store, call: Call) -> Answer:
    return accepted(store.remove(call.uid, [call.parts["document"]]))


def fetch_documents(store: Store, call: Call) -> Answer:
    return OK, reading.fetched(store.get(call.uid), call.uid, reading.from_body(call, store.version))


def get_documents(store: Store, call: Call) -> Answer:
    return OK, reading.fetched(store.get(call.uid), call.uid, reading.from_query(call))


def get_document(store: Store, call: Call) -> Answer:
    return OK, reading.one(store.get(call.uid), call.parts["document"])


def search(store: Store, call: Call) -> Answer:
    asked = call.object()
    parameters.checked(asked)
    return OK, searching.search(store.get(call.uid), call.uid, asked)


def multi_search(store: Store, call: Call) -> Answer:
    """All queries are checked before the first is searched; the first that fails is the whole answer."""
    given = call.object()
    unknown_fields(given, ["federation", "queries"], "bad_request")
    if given.get("federation") is not None:
        raise NotBuilt("federated search")
    if "queries" not in given:
        raise Refused("bad_request", "Missing field `queries`")
    a_list(given["queries"], ".queries", "bad_request")
    queries = [_query(asked, at) for at, asked in enumerate(given["queries"])]
    for at, (uid, _) in enumerate(queries):
        if not call.key.reaches(uid):
            raise invalid().inside(f"Inside `.queries[{at}]`: ")
    return OK, {"results": [_result(store, at, uid, asked) for at, (uid, asked) in enumerate(queries)]}


def _query(asked: Any, at: int) -> tuple[str, dict[str, Any]]:
    where = f".queries[{at}]"
    an_object(asked, where, "bad_request")
    if "indexUid" not in asked:
        raise Refused("missing_index_uid", f"Missing field `indexUid` inside `{where}`")
    a_text(asked["indexUid"], f"{where}.indexUid", "invalid_index_uid")
    rest = {name: value for name, value in asked.items() if name != "indexUid"}
    parameters.checked(rest, where)
    return checked_uid(asked["indexUid"]), rest


def _result(store: Store, at: int, uid: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"indexUid": uid} | searching.search(store.get(uid), uid, asked)
    except Refused as error:
        # The index is not in the path here, so a missing one is a bad request.
        status = 400 if error.code == "index_not_found" else error.status
        raise Refused(error.code, f"Inside `.queries[{at}]`: {error.message}", status) from error


def swap_indexes(store: Store, call: Call) -> Answer:
    pairs: list[tuple[str, str]] = []
    fields = ["indexes", "rename"] if store.version >= RENAMING else ["indexes"]
    for at, given in enumerate(call.array()):
        an_object(given, f"[{at}]", "bad_request")
        unknown_fields(given, fields, "bad_request")
        if given.get("rename"):
            raise NotBuilt("renaming an index")
        if "indexes" not in given:
            raise Refused("missing_swap_indexes", f"Missing field `indexes` inside `[{at}]`")
        pairs.append(_pair(call, given["indexes"], at))
    uids = [uid for pair in pairs for uid in pair]
    if twice := sorted({uid for uid in uids if uids.count(uid) > 1}):
        message = "Indexes must be declared only once during a swap."
        named = f"`{twice[0]}` was" if len(twice) == 1 else f"{', '.join(f'`{uid}`' for uid in twice)} were"
        raise Refused("invalid_swap_duplicate_index_found", f"{message} {named} specified several times.")
    return accepted(store.swap(pairs))


def _pair(call: Call, given: Any, at: int) -> tuple[str, str]:
    a_list(given, f"[{at}].indexes", "invalid_swap_indexes")
    names = ", ".join(f'"{uid}"' for uid in given)
    if len(given) != 2:
        message = (
            f"Two indexes must be given for each swap. The list `[{names}]` contains {len(given)} indexes."
        )
        raise Refused("invalid_swap_indexes", message)
    left, right = (checked_uid(str(uid)) for uid in given)
    if not (call.key.reaches(left) and call.key.reaches(right)):
        raise invalid()
    return left, right


def get_task(store: Store, call: Call) -> Answer:
    return OK, tasklists.one_task(store, call)


def get_tasks(store: Store, call: Call) -> Answer:
    return OK, tasklists.list_tasks(store, call)


def cancel_tasks(store: Store, call: Call) -> Answer:
    call.parameters([*tasklists.FILTERS, *tasklists.DATES])
    if not call.query:
        raise Refused("missing_task_filters", "Query parameters to filter the tasks to cancel are missing.")
    query = "&".join(f"{name}={value}" for name, value in call.query.items())
    return accepted(store.cancel([task.uid for task in tasklists.chosen(store, call)], query))


def _route(method: str, path: str, endpoint: str, action: str | None, handler: Handler) -> Route:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Route(method, re.compile(f"{pattern}/?"), endpoint, action, handler)


INDEX = "/indexes/{uid}"
ROUTES = [
    _route("GET", "/health", "health", None, health),
    _route("GET", "/version", "version", "version", version),
    _route("GET", "/stats", "stats", "stats.get", all_stats),
    _route("POST", "/indexes", "indexes", "indexes.create", create_index),
    _route("GET", "/indexes", "indexes", "indexes.get", list_indexes),
    _route("GET", INDEX, "indexes", "indexes.get", get_index),
    _route("DELETE", INDEX, "indexes", "indexes.delete", delete_index),
    _route("GET", f"{INDEX}/stats", "stats", "stats.get", index_stats),
    _route("GET", f"{INDEX}/settings", "settings", "settings.get", get_settings),
    _route("PATCH", f"{INDEX}/settings", "settings", "settings.update", change_settings),
    _route("POST", f"{INDEX}/documents", "documents", "documents.add", add_documents),
    _route("GET", f"{INDEX}/documents", "documents", "documents.get", get_documents),
    _route("POST", f"{INDEX}/documents/fetch", "documents", "documents.get", fetch_documents),
    _route("POST", f"{INDEX}/documents/delete-batch", "documents", "documents.delete", delete_batch),
    _route("POST", f"{INDEX}/documents/delete", "documents", "documents.delete", delete_by_filter),
    _route("DELETE", f"{INDEX}/documents", "documents", "documents.delete", delete_all),
    _route("GET", f"{INDEX}/documents/{{document}}", "documents", "documents.get", get_document),
    _route("DELETE", f"{INDEX}/documents/{{document}}", "documents", "documents.delete", delete_document),
    _route("POST", f"{INDEX}/search", "search", "search", search),
    _route("POST", "/multi-search", "multi-search", "search", multi_search),
    _route("POST", "/swap-indexes", "swap-indexes", "indexes.swap", swap_indexes),
    _route("GET", "/tasks", "tasks", "tasks.get", get_tasks),
    _route("POST", "/tasks/cancel", "tasks", "tasks.cancel", cancel_tasks),
    _route("GET", "/tasks/{task}", "tasks", "tasks.get", get_task),
]


def found(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    for route in ROUTES:
        matched = route.pattern.fullmatch(path)
        if matched is not None and route.method == method:
            return route, matched.groupdict()
    return None
