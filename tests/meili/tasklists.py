"""The list of tasks: which there are, filtered, newest first."""

from typing import Any

from tests.meili.calls import Call
from tests.meili.errors import NotBuilt, Refused
from tests.meili.keys import Key
from tests.meili.store import Store
from tests.meili.tasks import KINDS, STATUSES, Task

LISTED = 20
FILTERS = ["uids", "batchUids", "canceledBy", "types", "statuses", "indexUids"]
DATES = [f"{side}{what}At" for what in ("Enqueued", "Started", "Finished") for side in ("after", "before")]
PARAMETERS = ["limit", "from", "reverse", *FILTERS, *DATES]


def seen_by(task: Task, key: Key) -> bool:
    """A key for some indexes sees the tasks that touch no other index."""
    return all(key.reaches(uid) for uid in task.indexes)


def one_task(store: Store, call: Call) -> dict[str, Any]:
    given = call.parts["task"]
    if not given.isdecimal():
        message = f"Task uid `{given}` is invalid. It should only contain numeric characters."
        raise Refused("invalid_task_uids", message)
    task = store.queue.tasks.get(int(given))
    if task is None or not seen_by(task, call.key):
        raise Refused("task_not_found", f"Task `{given}` not found.")
    return task.view()


def list_tasks(store: Store, call: Call) -> dict[str, Any]:
    call.parameters(PARAMETERS)
    found = chosen(store, call)
    if call.query.get("reverse") == "true":
        found.reverse()
    limit = call.number("limit", "invalid_task_limit", LISTED)
    start = call.query.get("from")
    total = len(found)
    if start is not None:
        first = call.number("from", "invalid_task_from", 0)
        found = [task for task in found if task.uid <= first]
    shown, rest = found[:limit], found[limit:]
    return {
        "results": [task.view() for task in shown],
        "total": total,
        "limit": limit,
        "from": shown[0].uid if shown else None,
        "next": rest[0].uid if rest else None,
    }


def chosen(store: Store, call: Call) -> list[Task]:
    """The tasks that fit the filters, newest first."""
    if any(name in call.query for name in DATES):
        raise NotBuilt("tasks by date")
    uids = _numbers(call, "uids", "invalid_task_uids")
    batches = _numbers(call, "batchUids", "invalid_batch_uids")
    by = _numbers(call, "canceledBy", "invalid_task_canceled_by")
    statuses = _names(call, "statuses", "task status", STATUSES)
    kinds = _names(call, "types", "task type", KINDS)
    indexes = _listed(call, "indexUids")
    with store.queue.changed:
        tasks = list(store.queue.tasks.values())
    return [
        task
        for task in reversed(tasks)
        if seen_by(task, call.key)
        and (uids is None or task.uid in uids)
        and (batches is None or task.uid in batches)
        and (by is None or task.canceled_by in by)
        and (statuses is None or task.status in statuses)
        and (kinds is None or task.kind in kinds)
        and (indexes is None or indexes & set(task.indexes))
    ]


def _listed(call: Call, name: str) -> set[str] | None:
    given = call.query.get(name)
    return None if given is None or given == "*" else set(given.split(","))


def _numbers(call: Call, name: str, code: str) -> set[int] | None:
    given = _listed(call, name)
    for text in given or ():
        if not text.isdecimal():
            message = f"Invalid value in parameter `{name}`: could not parse `{text}` as a positive integer"
            raise Refused(code, message)
    return None if given is None else {int(text) for text in given}


def _names(call: Call, name: str, what: str, known: tuple[str, ...]) -> set[str] | None:
    given = _listed(call, name)
    by_small = {option.lower(): option for option in known}
    for text in given or ():
        if text.lower() not in by_small:
            options = ", ".join(f"`{option}`" for option in known)
            kind = "statuses" if name == "statuses" else "types"
            message = f"`{text}` is not a valid {what}. Available {kind} are {options}."
            raise Refused(f"invalid_task_{name}", f"Invalid value in parameter `{name}`: {message}")
    return None if given is None else {by_small[text.lower()] for text in given}
