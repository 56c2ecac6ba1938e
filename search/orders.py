"""The orders a list can have without a text, kept ready so that a page costs no sorting."""

from collections.abc import Iterable, Mapping
from itertools import islice

from search.counting import holds_of, members_of
from search.dutch import fold
from search.engine import SearchDocument, Sort

_DENSE = 8  # walking a ready order beats sorting when at least one in eight documents is in the set

Key = tuple[object, ...]


class Orders:
    """Per order the key of each ordinal, and the ordinals in that order. Instances never change."""

    def __init__(self, keys: Mapping[Sort, list[Key]], lists: Mapping[Sort, list[int]]) -> None:
        self.keys = keys
        self._lists = lists

    @classmethod
    def of(cls, documents: Iterable[SearchDocument]) -> "Orders":
        """The orders of documents whose ordinals are their places."""
        empty = cls({sort: [] for sort in Sort}, {sort: [] for sort in Sort})
        return empty.changed((), enumerate(documents))

    def changed(self, gone: Iterable[int], come: Iterable[tuple[int, SearchDocument]]) -> "Orders":
        """The orders without the `gone` ordinals and with the documents that `come`."""
        rows, away = list(come), set(gone)
        keys: dict[Sort, list[Key]] = {}
        lists: dict[Sort, list[int]] = {}
        for sort in Sort:
            longest = max((ordinal + 1 for ordinal, _ in rows), default=0)
            known = self.keys[sort] + [()] * (longest - len(self.keys[sort]))
            for ordinal, document in rows:
                known[ordinal] = _key(document, sort)
            kept = [ordinal for ordinal in self._lists[sort] if ordinal not in away]
            keys[sort] = known
            lists[sort] = sorted(kept + [ordinal for ordinal, _ in rows], key=known.__getitem__)
        return Orders(keys, lists)

    def page(self, found: int, sort: Sort, start: int, end: int) -> list[int]:
        """Ordinals from `start` to `end` of a set of ordinals."""
        ordered = self._lists[sort]
        if found.bit_count() * _DENSE < len(ordered):
            return sorted(members_of(found), key=self.keys[sort].__getitem__)[start:end]
        return list(islice(filter(holds_of(found), ordered), start, end))


def _key(document: SearchDocument, sort: Sort) -> Key:
    """What a document is ordered by. An unknown year comes last."""
    name = (fold(document.name), document.slug)
    newest = -(document.newest_study or 0)
    if sort is Sort.NAME:
        return name
    if sort is Sort.NEWEST_STUDY:
        return (newest, document.rank_group, *name)
    if sort is Sort.LAST_CHANGED:
        return (-document.changed_at.timestamp(), *name)
    return (document.rank_group, newest, *name)
