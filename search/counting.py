"""Sets of documents as integers, one bit per document, and how many documents of a set carry each code."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from search.facets import FACETS, facets_of

_FEW = 20  # up to one in so many documents found, looking at each is quicker than intersecting every code

Masks = dict[str, dict[str, int]]
Rows = Iterable[tuple[int, Mapping[str, tuple[str, ...]]]]
Counts = dict[str, dict[str, int]]


def mask_of(ordinals: Iterable[int]) -> int:
    """The integer whose set bits are these ordinals."""
    numbers = list(ordinals)
    digits = bytearray(b"0") * (max(numbers, default=0) + 1)
    one = ord("1")
    for number in numbers:
        digits[number] = one
    digits.reverse()
    return int(digits, 2)


def holds_of(mask: int) -> Callable[[int], bool]:
    """Whether an ordinal is in the set, for asking often."""
    flags = mask.to_bytes(mask.bit_length() // 8 + 1, "little")
    bits = 8 * len(flags)
    return lambda ordinal: ordinal < bits and bool(flags[ordinal >> 3] >> (ordinal & 7) & 1)


def members_of(mask: int) -> Iterator[int]:
    """The ordinals in a mask, ascending."""
    for index, byte in enumerate(mask.to_bytes(mask.bit_length() // 8 + 1, "little")):
        if byte:
            for bit in range(8):
                if byte >> bit & 1:
                    yield index * 8 + bit


class FacetIndex:
    """Which documents carry which code, both ways round. It never changes: `changed` gives a new one."""

    def __init__(self, masks: Masks, pairs: list[tuple[str, ...]]) -> None:
        self._masks = masks
        self._pairs = pairs  # per ordinal its "facet=code" strings, which count quicker than tuples

    @classmethod
    def of(cls, rows: Rows) -> "FacetIndex":
        """Built from (ordinal, facets) rows."""
        members: dict[tuple[str, str], list[int]] = {}
        pairs: list[tuple[str, ...]] = []
        shared: dict[str, str] = {}
        for ordinal, values in rows:
            for pair in facets_of(values):
                members.setdefault(pair, []).append(ordinal)
            _place(pairs, ordinal, values, shared)
        masks: Masks = {}
        for (name, code), ordinals in members.items():
            masks.setdefault(name, {})[code] = mask_of(ordinals)
        return cls(masks, pairs)

    def changed(self, gone: Rows, come: Rows) -> "FacetIndex":
        """The same index without the `gone` rows and with the `come` rows."""
        masks = {name: dict(codes) for name, codes in self._masks.items()}
        pairs = list(self._pairs)
        for ordinal, values in gone:
            pairs[ordinal] = ()
            for name, code in facets_of(values):
                masks[name][code] &= ~(1 << ordinal)
        for ordinal, values in come:
            _place(pairs, ordinal, values, {})
            for name, code in facets_of(values):
                codes = masks.setdefault(name, {})
                codes[code] = codes.get(code, 0) | 1 << ordinal
        return FacetIndex(
            {name: {c: m for c, m in codes.items() if m} for name, codes in masks.items()}, pairs
        )

    def codes(self, name: str) -> Iterable[str]:
        """The codes of one facet that occur."""
        return self._masks.get(name, {}).keys()

    def narrowed(self, found: int, chosen: Mapping[str, frozenset[str]], *, but: str | None = None) -> int:
        """`found` narrowed by every choice, except that of facet `but`."""
        for name, codes in chosen.items():
            if name != but:
                masks = self._masks.get(name, {})
                union = 0
                for code in codes:
                    union |= masks.get(code, 0)
                found &= union
        return found

    def counts(self, found: int, chosen: Mapping[str, frozenset[str]]) -> Counts:
        """Per facet and code: how many of `found` remain when that facet's own choice is left out.

        Codes without documents are absent, unless they are chosen: what is chosen must stay visible.
        """
        result = self._all_counts(self.narrowed(found, chosen))
        for name, own in chosen.items():
            numbers = self._counts_of(name, self.narrowed(found, chosen, but=name))
            result[name] = dict.fromkeys(own, 0) | numbers
        return result

    def _all_counts(self, found: int) -> Counts:
        if found == self._everything:
            return {name: dict(numbers) for name, numbers in self._totals.items()}
        if found.bit_count() * _FEW > len(self._pairs):
            return {facet.name: self._counts_of(facet.name, found) for facet in FACETS}
        result: Counts = {facet.name: {} for facet in FACETS}
        seen = Counter(chain.from_iterable(self._pairs[ordinal] for ordinal in members_of(found)))
        for pair, number in seen.items():
            name, _, code = pair.partition("=")
            result[name][code] = number
        return result

    def _counts_of(self, name: str, found: int) -> dict[str, int]:
        numbers = {code: (mask & found).bit_count() for code, mask in self._masks.get(name, {}).items()}
        return {code: number for code, number in numbers.items() if number}

    @cached_property
    def _everything(self) -> int:
        return mask_of(ordinal for ordinal, pairs in enumerate(self._pairs) if pairs)

    @cached_property
    def _totals(self) -> Counts:
        return {facet.name: self._counts_of(facet.name, self._everything) for facet in FACETS}


def _place(
    pairs: list[tuple[str, ...]], ordinal: int, values: Mapping[str, tuple[str, ...]], shared: dict[str, str]
) -> None:
    pairs.extend([()] * (ordinal + 1 - len(pairs)))
    own = (f"{name}={code}" for name, code in facets_of(values))
    pairs[ordinal] = tuple(shared.setdefault(pair, pair) for pair in own)
