"""The writing side of Meilisearch: settings, documents, and a rebuild that no reader sees half."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import structlog
from meilisearch import Client

from search.engine import EngineUnavailable, SearchDocument, Trouble
from search.meili_client import check_version, connect, guarded
from search.meili_filters import one_of
from search.meili_rows import ANALYSIS, ID, PRINT, Row, analysis, as_row
from search.meili_settings import settings

_BATCH = 250  # rows of some 20 kB each; a request may be 100 MB
_PAGE = 1_000
_TIMEOUT = 30.0
_TASK_MS = 600_000
_LOOK_AGAIN_MS = 10
_SECOND = "_nieuw"
_FULL = frozenset({"no_space_left_on_device", "database_size_limit_reached"})

log = structlog.stdlib.get_logger("mkba")


class MeiliIndex:
    """An Index on a Meilisearch server, with the admin key. Every task is awaited; a failed one is an error.

    Readers use the index `name`. A rebuild fills another one with the settings of now and swaps the two.
    """

    def __init__(self, url: str, key: str | None, name: str, *, task_ms: int = _TASK_MS) -> None:
        self._client: Client = connect(url, key, _TIMEOUT)
        self._name = name
        self._task_ms = task_ms

    def prepare(self) -> None:
        """Check that the server will do. Raises EngineUnavailable (VERSION, REFUSED …)."""
        log.info("search server", version=check_version(self._client))

    def outdated(self) -> str | None:
        """Why the index has to be made anew: it is missing or made by other rules. None when fit."""
        try:
            current = guarded(lambda: self._client.index(self._name).get_settings())
        except EngineUnavailable as error:
            if error.trouble is Trouble.MISSING:
                return "there is no index"
            raise
        if not _fits(current):
            return "the index has other settings"
        return "the word lists or settings have changed" if self._has_other_analysis() else None

    def rebuild(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None
    ) -> None:
        second = self._name + _SECOND
        self._delete(second)
        self._create(second)
        self._await(lambda: self._client.index(second).update_settings(settings()))
        number = 0
        for rows in _batches(map(as_row, documents)):
            self._add(second, rows)
            number += len(rows)
            if progress:
                progress(number)
        held = guarded(lambda: self._client.index(second).get_stats().number_of_documents)
        if held != number:
            raise EngineUnavailable(f"the new index holds {held} of {number} documents")
        if not self._exists(self._name):
            self._create(self._name)
        self._await(lambda: self._client.swap_indexes([{"indexes": [self._name, second]}]))
        self._delete(second)

    def put(self, *documents: SearchDocument) -> None:
        if documents:
            self._require_settings()
        for rows in _batches(map(as_row, documents)):
            self._add(self._name, rows)

    def drop(self, *slugs: str) -> None:
        if slugs:
            self._require_settings()
            self._await(lambda: self._client.index(self._name).delete_documents(filter=one_of(ID, slugs)))

    def fingerprints(self) -> Mapping[str, str]:
        """What the index holds; a document that was analysed by former word lists differs from any other."""
        found: dict[str, str] = {}
        for row in self._rows((ID, PRINT, ANALYSIS)):
            found[str(row[ID])] = str(row.get(PRINT)) if row.get(ANALYSIS) == analysis() else "verouderd"
        return found

    def remove(self) -> None:
        """Remove the index, and what an interrupted rebuild left."""
        self._delete(self._name)
        self._delete(self._name + _SECOND)

    def _rows(self, fields: Iterable[str]) -> Iterator[Mapping[str, Any]]:
        offset = 0
        while True:
            options = {"limit": _PAGE, "offset": offset, "fields": list(fields)}
            page = guarded(lambda: self._client.index(self._name).get_documents(dict(options)).results)  # noqa: B023
            yield from (vars(row) for row in page)
            if len(page) < _PAGE:
                return
            offset += _PAGE

    def _has_other_analysis(self) -> bool:
        question = {"limit": 1, "filter": f'NOT {ANALYSIS} = "{analysis()}"'}
        return bool(guarded(lambda: self._client.index(self._name).search("", question)["hits"]))

    def _require_settings(self) -> None:
        """A document put into a missing index would make one without settings, in which nothing is found."""
        current = guarded(lambda: self._client.index(self._name).get_settings())
        if not _fits(current):
            raise EngineUnavailable("the index has other settings: make it anew", Trouble.MISSING)

    def _exists(self, name: str) -> bool:
        try:
            guarded(lambda: self._client.get_raw_index(name))
        except EngineUnavailable as error:
            if error.trouble is Trouble.MISSING:
                return False
            raise
        return True

    def _create(self, name: str) -> None:
        self._await(lambda: self._client.create_index(name, {"primaryKey": ID}))

    def _delete(self, name: str) -> None:
        if self._exists(name):
            self._await(lambda: self._client.delete_index(name))

    def _add(self, name: str, rows: list[Row]) -> None:
        self._await(lambda: self._client.index(name).add_documents(rows, ID))

    def _await(self, start: Callable[[], Any]) -> None:
        """Start a task and wait for its end. Raises EngineUnavailable when it fails or takes too long."""

        def done() -> Any:
            return self._client.wait_for_task(start().task_uid, self._task_ms, _LOOK_AGAIN_MS)

        task = guarded(done)
        if task.status != "succeeded":
            error = task.error or {}
            trouble = Trouble.FULL if error.get("code") in _FULL else Trouble.FAULT
            raise EngineUnavailable(
                f"task {task.uid} ({task.type}) {task.status}: {error.get('code')}: {error.get('message')}",
                trouble,
            )


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _fits(current: Mapping[str, Any]) -> bool:
    """Whether an index takes our filters and orders. What else the settings say is part of `analysis`."""
    return all(
        set(settings()[name]) <= {one for one in current.get(name) or () if isinstance(one, str)}
        for name in ("filterableAttributes", "sortableAttributes")
    )
