"""Something read from the whole catalogue, kept until something is published."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made for one state of the catalogue."""

    def __init__(self) -> None:
        self._kept: tuple[int, T] | None = None
        self._lock = threading.Lock()

    def at(self, seen: int, make: Callable[[], T]) -> T:
        """What belongs to a change number. Who asks while it is made waits: a page is kept by that number."""
        with self._lock:
            if self._kept is None or self._kept[0] != seen:
                self._kept = (seen, make())
            return self._kept[1]
