"""Delivering changed entries to an index outside this process, as they stand at that moment."""

from collections.abc import Callable, Sequence
from typing import Protocol

import structlog
from sqlmodel import Session

from app.indexing import search_document
from app.upkeep import RebuildBusy
from catalogue import queries
from catalogue.kinds import Kind
from search.engine import EngineUnavailable, Index, Trouble

log = structlog.stdlib.get_logger("mkba")


class OutsideIndex(Index, Protocol):
    """An index on a server. All methods may raise EngineUnavailable."""

    def prepare(self) -> None:
        """Check that the server will do."""

    def outdated(self) -> str | None:
        """Why the index has to be built as a whole before readers can use it; None when it is fit."""


class IndexUpdates:
    """The handler of Task.SEARCH_INDEX.

    Without an index outside there is nothing to deliver: each web process follows the database itself.
    """

    def __init__(self, index: OutsideIndex | None, fill: Callable[[OutsideIndex], object]) -> None:
        """Take the index, and what builds it as a whole. That may raise EngineUnavailable and RebuildBusy."""
        self._index = index
        self._fill = fill
        self._is_ready = False

    def ready(self) -> None:
        """Ready the index at the first delivery, and after each time that it did not answer.

        An index that is not there is built as a whole: one that holds the newest entries only would mislead.
        """
        if self._index is None or self._is_ready:
            return
        self._index.prepare()
        if reason := self._index.outdated():
            log.info("the index is built anew", reason=reason)
            try:
                self._fill(self._index)
            except RebuildBusy as error:
                raise EngineUnavailable("the index is being built", Trouble.MISSING) from error
        self._is_ready = True

    def tend(self) -> None:
        """Make an index that was thrown away, or that was never made because nothing has changed since."""
        self._is_ready = False
        self.ready()

    def read(self, db: Session, subjects: Sequence[str]) -> Callable[[], None]:
        """Published entries are put, and at every other address nothing may be found any more."""
        index = self._index
        if index is None:
            return _nothing
        versions = queries.lives(db, Kind.APPROACH, subjects)
        # A former slug leads to an entry that stands under another slug by now.
        shown = {slug: version for slug, version in versions.items() if version.slug == slug}
        documents = [search_document(version) for version in shown.values()]
        gone = [slug for slug in subjects if slug not in shown]

        def deliver() -> None:
            try:
                if gone:
                    index.drop(*gone)
                if documents:
                    index.put(*documents)
            except EngineUnavailable:
                self._is_ready = False
                raise

        return deliver


def _nothing() -> None:
    """Check off without doing anything."""
