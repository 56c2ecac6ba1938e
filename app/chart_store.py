"""Pictures that were drawn: kept in memory and in a folder that several processes share."""

import contextlib
import os
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import structlog

LARGEST_FOLDER = 200_000_000
LARGEST_MEMORY = 8_000_000
LEFT_AFTER_CLEARING = 0.8
STALE_SECONDS = 3_600

log = structlog.stdlib.get_logger("mkba")


class ChartStore:
    """Pictures by the hash of everything they are made of. A folder that cannot be used breaks nothing.

    The folder holds at most about `largest` bytes: what was not used for longest is removed.
    """

    def __init__(self, folder: Path, *, largest: int = LARGEST_FOLDER, memory: int = LARGEST_MEMORY) -> None:
        self.folder = folder
        self._largest = largest
        self._memory = memory
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._unseen: int | None = None
        self._drawing: dict[str, Future[bytes]] = {}
        self._lock = threading.Lock()

    def get(self, name: str, draw: Callable[[], bytes]) -> bytes:
        """The picture of this file name, drawn when nobody did; requests at the same time draw it once.

        Raises what `draw` raises, to everybody who waited for it.
        """
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None:
                self._kept.move_to_end(name)
                return kept
            future = self._drawing.get(name)
            is_first = future is None
            if future is None:
                future = self._drawing[name] = Future()
        return self._made(name, draw, future) if is_first else future.result()

    def _made(self, name: str, draw: Callable[[], bytes], future: Future[bytes]) -> bytes:
        try:
            picture = self._from_folder(name)
            if picture is None:
                picture = draw()
                self._to_folder(name, picture)
        except BaseException as error:
            with self._lock:
                del self._drawing[name]
            future.set_exception(error)
            raise
        with self._lock:
            self._remember(name, picture)
            del self._drawing[name]
        future.set_result(picture)
        return picture

    def _remember(self, name: str, picture: bytes) -> None:
        self._kept[name] = picture
        self._size += len(picture)
        while self._size > self._memory:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)

    def _from_folder(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            picture = path.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(
            OSError
        ):  # its time says when it was last used; not being able to is no harm
            os.utime(path)
        return picture or None

    def _to_folder(self, name: str, picture: bytes) -> None:
        """Write beside it and rename: another process never reads half a picture."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".tmp")
            with os.fdopen(handle, "wb") as file:
                file.write(picture)
            Path(temporary).replace(self.folder / name)
        except OSError as error:
            log.warning("chart cannot be kept", folder=str(self.folder), error=str(error))
            return
        self._clear_when_due(len(picture))

    def _clear_when_due(self, written: int) -> None:
        """Look at the whole folder at the first picture, then each time a tenth of the limit was added."""
        with self._lock:
            is_due = self._unseen is None or self._unseen + written > self._largest / 10
            self._unseen = 0 if is_due else (self._unseen or 0) + written
        if is_due:
            with contextlib.suppress(OSError):
                self._clear()

    def _clear(self) -> None:
        files = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):  # another process may have removed it
                facts = path.stat()
                if path.suffix == ".tmp" and facts.st_mtime < time.time() - STALE_SECONDS:
                    path.unlink()
                elif path.suffix != ".tmp":
                    files.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in files)
        if total <= self._largest:
            return
        for _, size, path in sorted(files):
            path.unlink(missing_ok=True)
            total -= size
            if total <= self._largest * LEFT_AFTER_CLEARING:
                return
