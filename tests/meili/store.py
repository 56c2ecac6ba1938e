"""The indexes of the server and the work that tasks do on them."""

import json
import threading
from collections.abc import Iterable, Sequence
from typing import Any

from tests.meili import reading
from tests.meili.documents import by_key, inferred_key
from tests.meili.errors import Refused, no_index
from tests.meili.index import Document, Index
from tests.meili.tasks import Queue, Task

Version = tuple[int, int, int]
RENAMING = (1, 18, 0)


class Store:
    """Indexes by uid. A swap exchanges names, never content, so a search keeps the index it found."""

    def __init__(self, version: Version) -> None:
        self.lock = threading.RLock()
        self.version = version
        self.indexes: dict[str, Index] = {}
        self.queue = Queue()

    def get(self, uid: str) -> Index:
        """Raises Refused with index_not_found."""
        with self.lock:
            index = self.indexes.get(uid)
        if index is None:
            raise no_index(uid)
        return index

    def upgrade(self, version: Version) -> None:
        with self.lock:
            self.version = version
            for index in self.indexes.values():
                index.version = version

    def _ensure(self, uid: str, *, create: bool) -> Index:
        with self.lock:
            if uid not in self.indexes and create:
                self.indexes[uid] = Index(self.version)
            return self.get(uid)

    def create(self, uid: str, primary_key: str | None) -> Task:
        def work(_: Task) -> None:
            with self.lock:
                if uid in self.indexes:
                    raise Refused("index_already_exists", f"Index `{uid}` already exists.")
                self.indexes[uid] = Index(self.version, primary_key)

        return self.queue.add("indexCreation", uid, {"primaryKey": primary_key}, work)

    def delete(self, uid: str) -> Task:
        def work(task: Task) -> None:
            with self.lock:
                task.details["deletedDocuments"] = len(self.get(uid).documents)
                del self.indexes[uid]

        return self.queue.add("indexDeletion", uid, {"deletedDocuments": None}, work)

    def configure(self, uid: str, given: dict[str, Any], *, create: bool) -> Task:
        def work(_: Task) -> None:
            self._ensure(uid, create=create).configure(given)

        return self.queue.add("settingsUpdate", uid, dict(given), work)

    def add(self, uid: str, documents: Sequence[Document], key: str | None, *, create: bool) -> Task:
        def work(task: Task) -> None:
            index = self._ensure(uid, create=create)
            name = inferred_key(index.primary_key, key, documents, uid)
            index.put(by_key(documents, name) if name is not None else {})
            index.primary_key = name
            task.details["indexedDocuments"] = len(documents)

        details = {"receivedDocuments": len(documents), "indexedDocuments": None}
        return self.queue.add("documentAdditionOrUpdate", uid, details, work)

    def clear(self, uid: str) -> Task:
        def work(task: Task) -> None:
            index = self.get(uid)
            task.details["deletedDocuments"] = index.drop(list(index.numbers))

        return self.queue.add("documentDeletion", uid, {"deletedDocuments": None}, work)

    def remove_matching(self, uid: str, given: Any) -> Task:
        def work(task: Task) -> None:
            index = self.get(uid)
            with index.lock:
                numbers = reading.passing(index, uid, given)
                keys = [key for key, number in index.numbers.items() if number in numbers]
                task.details["deletedDocuments"] = index.drop(keys)

        details = {"providedIds": 0, "deletedDocuments": None, "originalFilter": json.dumps(given)}
        return self.queue.add("documentDeletion", uid, details, work)

    def remove(self, uid: str, keys: Sequence[str]) -> Task:
        def work(task: Task) -> None:
            task.details["deletedDocuments"] = self.get(uid).drop(keys)

        details = {"providedIds": len(keys), "deletedDocuments": None, "originalFilter": None}
        return self.queue.add("documentDeletion", uid, details, work)

    def swap(self, pairs: Sequence[tuple[str, str]]) -> Task:
        """Exchange indexes by pairs: all of them or none. Older tasks follow the index they worked on."""

        def work(task: Task) -> None:
            with self.lock:
                uids = [uid for pair in pairs for uid in pair]
                self._check_swap([uid for uid in uids if uid not in self.indexes])
                for left, right in pairs:
                    self.indexes[left], self.indexes[right] = self.indexes[right], self.indexes[left]
                    self._rename_tasks(task.uid, {left: right, right: left})

        extra = {"rename": False} if self.version >= RENAMING else {}
        details = {"swaps": [{"indexes": list(pair)} | extra for pair in pairs]}
        return self.queue.add("indexSwap", None, details, work, [uid for pair in pairs for uid in pair])

    def _check_swap(self, missing: Iterable[str]) -> None:
        names = [f"`{uid}`" for uid in sorted(missing)]
        if len(names) == 1:
            raise Refused("index_not_found", f"Index {names[0]} not found.")
        if names:
            raise Refused("index_not_found", f"Indexes {', '.join(names)} not found.")

    def _rename_tasks(self, before: int, names: dict[str, str]) -> None:
        with self.queue.changed:
            older = [task for task in self.queue.tasks.values() if task.uid < before]
            for task in older:
                task.index_uid = names.get(task.index_uid or "", task.index_uid)
                task.indexes = tuple(names.get(uid, uid) for uid in task.indexes)
                for swap in task.details.get("swaps", []):
                    swap["indexes"] = [names.get(uid, uid) for uid in swap["indexes"]]

    def cancel(self, uids: Sequence[int], query: str) -> Task:
        def work(task: Task) -> None:
            task.details["canceledTasks"] = self.queue.cancel(uids, task.uid)

        details = {"matchedTasks": len(uids), "canceledTasks": None, "originalFilter": f"?{query}"}
        return self.queue.add("taskCancelation", None, details, work)
