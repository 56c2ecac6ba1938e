"""Indexes outside the process, for tests: one in memory that fails on command, one in a file."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from search.engine import EngineUnavailable, SearchDocument, Trouble, fingerprint


class FakeIndex:
    """An index that keeps what it was given, and remembers every call.

    `trouble` makes every call fail; a slug in `refused` makes every put with it fail as a server would, and
    one in `bugs` as a fault in our own code would. `before_swap` is called by a rebuild that has read all.
    """

    def __init__(self) -> None:
        self.held: dict[str, SearchDocument] = {}
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.trouble: Trouble | None = None
        self.refused: set[str] = set()
        self.bugs: set[str] = set()
        self.reason: str | None = None
        self.prepared = 0
        self.during_call: Callable[[], None] = lambda: None
        self.before_swap: Callable[[], None] = lambda: None
        self.after_swap: Callable[[], None] = lambda: None

    def prepare(self) -> None:
        self._check()
        self.prepared += 1

    def outdated(self) -> str | None:
        self._check()
        return self.reason

    def rebuild(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None
    ) -> None:
        self._check()
        second = {document.slug: document for document in documents}
        if progress:
            progress(len(second))
        self.before_swap()
        self.held, self.reason = second, None
        self.after_swap()

    def put(self, *documents: SearchDocument) -> None:
        slugs = tuple(document.slug for document in documents)
        self.calls.append(("put", slugs))
        self._check()
        if self.bugs.intersection(slugs):
            raise ValueError("http://user:secret@server/ does not like this")
        if self.refused.intersection(slugs):
            raise EngineUnavailable("task failed", Trouble.FAULT)
        self.during_call()
        self.held |= {document.slug: document for document in documents}

    def drop(self, *slugs: str) -> None:
        self.calls.append(("drop", slugs))
        self._check()
        for slug in slugs:
            self.held.pop(slug, None)

    def fingerprints(self) -> Mapping[str, str]:
        self._check()
        return {slug: fingerprint(document) for slug, document in self.held.items()}

    def _check(self) -> None:
        if self.trouble:
            raise EngineUnavailable("http://user:secret@server/ does not answer", self.trouble)


class FileIndex:
    """An index that is a file with one line per change, so that it outlives a process that is killed.

    `at` is called at the points where a kill would hurt most.
    """

    def __init__(self, path: Path, at: Callable[[str], None] = lambda _: None) -> None:
        self._path = path
        self._at = at

    def prepare(self) -> None:
        self._at("prepare")

    def outdated(self) -> str | None:
        return None

    def rebuild(
        self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None
    ) -> None:
        second = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        lines = [self._line(document) for document in documents]
        self._at("rebuild")
        second.write_text("".join(f"\n{line}" for line in lines), "utf-8")
        self._at("swap")
        second.replace(self._path)
        self._at("swapped")
        if progress:
            progress(len(lines))

    def put(self, *documents: SearchDocument) -> None:
        self._append(self._line(document) for document in documents)

    def drop(self, *slugs: str) -> None:
        self._append(json.dumps([slug, None, None]) for slug in slugs)

    def fingerprints(self) -> Mapping[str, str]:
        held: dict[str, str] = {}
        for slug, mark, _ in self.history():
            held.pop(slug, None)
            if mark is not None:
                held[slug] = mark
        return held

    def history(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Every change: slug, fingerprint and name; None for what was dropped."""
        text = self._path.read_text("utf-8") if self._path.exists() else ""
        for line in text.splitlines():
            try:
                slug, mark, name = json.loads(line)
            except ValueError:
                continue  # the process was killed in the middle of this line
            yield slug, mark, name

    def _line(self, document: SearchDocument) -> str:
        return json.dumps([document.slug, fingerprint(document), document.name])

    def _append(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._at("before")
            with self._path.open("a", encoding="utf-8") as file:
                # A line begins on a new line, whatever a killed process left behind.
                file.write(f"\n{line}")
            self._at("after")
