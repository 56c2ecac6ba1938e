"""Merging lists: which elements stay, which belong together, and in which order."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from catalogue.editing.paths import ABSENT, keys
from catalogue.schema import Document

Order = list[int]
"""Elements by number, in the order of one side."""


class Trio(NamedTuple):
    """Where one part stands in each of the three lists; None where it is not in that list."""

    base: int | None
    ours: int | None
    theirs: int | None


def text(value: Any) -> str:
    """A JSON value as the text that decides whether two values are the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON. Being absent is a value of its own; true is not 1."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return text(one) == text(other)


def scalars(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """A list of values with what both sides added and without what either removed.

    The order is that of ours, then what theirs added; that of theirs first if only theirs put them in
    another order.
    """
    was, our, their = (Counter(map(text, values)) for values in (base, ours, theirs))
    left = Counter({one: _count(was[one], our[one], their[one]) for one in was | our | their})
    lists = [ours, theirs]
    if _only_theirs_moved(*([text(value) for value in values] for values in (base, ours, theirs))):
        lists.reverse()
    merged = []
    for value in (*lists[0], *lists[1]):
        if left[text(value)] > 0:
            left[text(value)] -= 1
            merged.append(value)
    return merged


def trios(model: type[Document], base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Trio]:
    """The parts of three lists, each with where it stands in them."""
    groups: dict[str, tuple[Order, Order, Order]] = defaultdict(lambda: ([], [], []))
    for side, parts in enumerate((base, ours, theirs)):
        for number, key in enumerate(keys(model, parts)):
            groups[key.identity][side].append(number)
    lists = (base, ours, theirs)
    return [trio for identity, group in groups.items() for trio in _group(lists, group, named=bool(identity))]


def ordered(all_trios: list[Trio], stays: Sequence[bool]) -> Order:
    """The numbers of the trios that stay, in the merged order.

    The order of the side that moved parts, or of ours if both or neither did. What only the other side has
    comes after the neighbour that it follows there.
    """
    base, ours, theirs = (_side(all_trios, side) for side in range(3))
    first, second = (theirs, ours) if _only_theirs_moved(base, ours, theirs) else (ours, theirs)
    merged = [one for one in first if stays[one]]
    before: int | None = None
    for one in second:
        if not stays[one]:
            continue
        if one not in first:
            place = 0 if before is None else merged.index(before) + 1
            while place < len(merged) and merged[place] not in second:
                place += 1  # what the first side added at the same spot comes first
            merged.insert(place, one)
        before = one
    return merged


def _count(was: int, our: int, their: int) -> int:
    """How often a value stays: what both sides added, or both removed, counts once."""
    our_change, their_change = our - was, their - was
    if our_change * their_change < 0:
        return was + our_change + their_change
    return was + max(our_change, their_change, key=abs)


def _group(lists: Sequence[list[Any]], group: tuple[Order, Order, Order], *, named: bool) -> Iterator[Trio]:
    """The parts with one identity; nearly always there is one in each list."""
    base, ours, theirs = group
    in_ours = _matched(lists[0], base, lists[1], ours)
    in_theirs = _matched(lists[0], base, lists[2], theirs)
    for one in base:
        yield Trio(one, in_ours.get(one), in_theirs.get(one))
    new_ours = [one for one in ours if one not in in_ours.values()]
    new_theirs = [one for one in theirs if one not in in_theirs.values()]
    # Two new parts that nobody named yet have nothing in common, unless they are the same in everything.
    pairs = _matched(lists[1], new_ours, lists[2], new_theirs, also_changed=named)
    for one in new_ours:
        yield Trio(None, one, pairs.get(one))
    for one in new_theirs:
        if one not in pairs.values():
            yield Trio(None, None, one)


def _matched(
    old: list[Any], olds: Order, new: list[Any], news: Order, *, also_changed: bool = True
) -> dict[int, int]:
    """Which of the new doubles is which of the old: first those without any change, then in their order."""
    found: dict[int, int] = {}
    for one in olds:
        equal = (two for two in news if two not in found.values() and same(old[one], new[two]))
        match = next(equal, None)
        if match is not None:
            found[one] = match
    if also_changed:
        rest = [two for two in news if two not in found.values()]
        found |= dict(zip((one for one in olds if one not in found), rest, strict=False))
    return found


def _side(all_trios: list[Trio], side: int) -> Order:
    there = [(trio[side], number) for number, trio in enumerate(all_trios) if trio[side] is not None]
    return [number for _, number in sorted(there, key=lambda pair: pair[0] or 0)]


def _only_theirs_moved(base: list[Any], ours: list[Any], theirs: list[Any]) -> bool:
    return _moved(base, theirs) and not _moved(base, ours)


def _moved(base: list[Any], side: list[Any]) -> bool:
    """Whether what is in both lists stands in another order."""
    both = Counter(base) & Counter(side)
    return _kept(base, both) != _kept(side, both)


def _kept(values: list[Any], both: Counter[Any]) -> list[Any]:
    left, kept = Counter(both), []
    for value in values:
        if left[value] > 0:
            left[value] -= 1
            kept.append(value)
    return kept
