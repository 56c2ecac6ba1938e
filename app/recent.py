"""What was made of late, kept in memory: the most recently used stay."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Up to `capacity` things by key; what was used longest ago goes first. Safe with threads."""

    def __init__(self, capacity: int) -> None:
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._capacity = capacity
        self._lock = threading.Lock()

    def peek(self, key: Hashable) -> T | None:
        """What is kept under a key, which counts as use; None when nothing is."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made when it is not there yet. What `make` raises is not kept."""
        found = self.peek(key)
        if found is not None:
            return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
