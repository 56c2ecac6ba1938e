"""The values of one attribute over all documents: what filters, sorting and facets look in."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Any

from tests.meili.values import cut, normalized

Key = tuple[int, float | str]


class Facet:
    """Which documents (by their inner number) hold which value of an attribute."""

    def __init__(self) -> None:
        self.strings: dict[str, set[int]] = defaultdict(set)
        self.numbers: dict[float, set[int]] = defaultdict(set)
        self.existing: set[int] = set()
        self.null: set[int] = set()
        self.empty: set[int] = set()
        self.spelled: dict[tuple[int, str], str] = {}
        self.keys: dict[int, list[Key]] = defaultdict(list)

    def add(self, number: int, value: Any, *, own: bool) -> None:
        self.existing.add(number)
        if isinstance(value, bool):
            value = "true" if value else "false"
        if isinstance(value, str) and value:
            key = cut(normalized(value))
            self.strings[key].add(number)
            self.spelled.setdefault((number, key), value)
            self.keys[number].append((1, key))
        elif isinstance(value, int | float):
            self.numbers[float(value)].add(number)
            self.keys[number].append((0, float(value)))
        elif value is None and own:
            self.null.add(number)
        elif value in ("", [], {}) and own:
            self.empty.add(number)

    def remove(self, number: int) -> None:
        for kind, key in self.keys.pop(number, []):
            held: dict[Any, set[int]] = self.numbers if kind == 0 else self.strings
            held[key].discard(number)
            if not held[key]:
                del held[key]
            self.spelled.pop((number, str(key)), None)
        for group in (self.existing, self.null, self.empty):
            group.discard(number)

    def equal(self, text: str, value: float | None) -> set[int]:
        """Documents with this text, or with the number it stands for."""
        found = set(self.strings.get(normalized(text), ()))
        return found | self.numbers.get(value, set()) if value is not None else found

    def between(self, low: float | None, high: float | None, *, open_low: bool, open_high: bool) -> set[int]:
        """Documents with a number in this range; None is no bound."""
        return _within(self.numbers, low, high, open_low, open_high)

    def text_between(self, low: str | None, high: str | None, *, open_low: bool, open_high: bool) -> set[int]:
        return _within(self.strings, low, high, open_low, open_high)

    def starting(self, text: str) -> set[int]:
        if not text:
            return set(self.existing)
        return {number for key, held in self.strings.items() if key.startswith(text) for number in held}

    def sort_key(self, number: int, *, ascending: bool) -> Key | None:
        """The value a document is sorted on: its lowest going up, its highest going down; numbers first."""
        keys = self.keys.get(number)
        if not keys:
            return None
        kind = min(kind for kind, _ in keys)
        of_kind = [key for key in keys if key[0] == kind]
        return min(of_kind, key=_order) if ascending else max(of_kind, key=_order)


def _order(key: Key) -> Any:
    return key[1].encode() if isinstance(key[1], str) else key[1]


def _within(held: dict[Any, set[int]], low: Any, high: Any, open_low: bool, open_high: bool) -> set[int]:
    values = sorted(held)
    start = 0 if low is None else (bisect_right if open_low else bisect_left)(values, low)
    end = len(values) if high is None else (bisect_left if open_high else bisect_right)(values, high)
    return {number for value in values[start:end] for number in held[value]}
