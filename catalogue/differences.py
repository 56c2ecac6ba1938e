"""What changed between two versions of a document, field by field, in Dutch."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, assert_never

from catalogue.documents import Approach, Publication, Study
from catalogue.editing.steps import Key, join
from catalogue.gaps import gap
from catalogue.identities import identity_shape, numbered
from catalogue.kinds import AnyDocument
from catalogue.kpis import Kpi
from catalogue.parts import Source
from catalogue.readable import Reader
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes
from catalogue.terms_changes import ChangeKind
from catalogue.textdiff import Stretch, stretches
from catalogue.unit_costs import UnitCost

__all__ = ["Change", "ChangeKind", "differences"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` and `new` are readable text, one line per fact; None where there was nothing."""

    path: tuple[str, ...]
    kind: ChangeKind
    old: str | None
    new: str | None
    words: tuple[Stretch, ...] = ()
    """For a changed text: old and new woven together, to mark with ins and del."""
    place: str = field(default="", compare=False)
    """The place by ids, as catalogue.editing.steps writes it."""
    is_part: bool = field(default=False, compare=False)
    """Whether this is about a part as a whole, and not about one of its facts."""
    is_move: bool = field(default=False, compare=False)
    """Whether only the place in a list is another one; never so in what visitors see."""
    aside: str = field(default="", compare=False)
    """For numbers: how far they are apart. For what moved: from where to where."""

    @property
    def label(self) -> str:
        """The place of the change: "Onderzoek ‘…’ › Uitkomst ‘…’ › Kosten"."""
        return " › ".join(self.path)


def differences(
    old: AnyDocument,
    new: AnyDocument,
    unit_costs: Mapping[str, str] | None = None,
    *,
    moves: bool = False,
) -> tuple[Change, ...]:
    """Every change from old to new. A part that only moved within its list has not changed, unless `moves`.

    `unit_costs`: the names of unit costs by id, as they are called now. Raises TypeError for documents of
    two kinds: those have no fields in common to compare.
    """
    if type(old) is not type(new):
        raise TypeError("Vergelijk twee versies van hetzelfde soort document.")
    before, after = (Reader(_source_titles(one), unit_costs or {}) for one in (old, new))
    return tuple(_Comparison(before, after, moves).document(old, new, _Spot()))


def additions(document: AnyDocument, unit_costs: Mapping[str, str] | None = None) -> tuple[Change, ...]:
    """Everything a new document says, as additions: its own facts one by one, then part by part."""
    reader = Reader(_source_titles(document), unit_costs or {})
    comparison = _Comparison(reader, reader)
    return tuple(comparison.everything(document, _Spot()))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where we are, in words and by ids."""

    words: tuple[str, ...] = ()
    ids: tuple[str | Key, ...] = ()

    def at(self, word: str | None, *ids: str | Key) -> "_Spot":
        return _Spot(self.words if word is None else (*self.words, word), (*self.ids, *ids))


@dataclass(frozen=True, slots=True)
class _Comparison:
    before: Reader
    after: Reader
    moves: bool = False

    def document(self, old: Document, new: Document, spot: _Spot) -> Iterator[Change]:
        for shape in shapes(type(old)):
            was, is_now = getattr(old, shape.attribute), getattr(new, shape.attribute)
            if was == is_now:
                continue
            if shape.kind is not Kind.DOCUMENT:
                here = spot.at(shape.label, shape.dutch)
                for change in self._facts(was, is_now, shape, here.words):
                    yield replace(change, place=join(*here.ids))
            elif shape.many:
                yield from self._parts(was, is_now, spot.at(None, shape.dutch))
            elif isinstance(was, shape.type) and isinstance(is_now, shape.type):
                yield from self.document(was, is_now, spot.at(self.after.name(is_now), shape.dutch))
            else:
                yield self._came_or_went(was, is_now, spot.at(shape.label, shape.dutch))

    def _came_or_went(self, was: Document | None, is_now: Document | None, spot: _Spot) -> Change:
        """A single part of which one side is absent, or unknown."""
        old, new = self.before.part(was), self.after.part(is_now)
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
        return Change(spot.words, kind, old, new, place=join(*spot.ids))

    def everything(self, document: Document, spot: _Spot) -> Iterator[Change]:
        """What a document holds, none of which was there before."""
        for shape in shapes(type(document)):
            value = getattr(document, shape.attribute)
            if shape.kind is Kind.DOCUMENT:
                yield from self._inside(value, shape, spot, ChangeKind.ADDED)
            elif text := self.after.fact(document, shape):
                here = spot.at(shape.label, shape.dutch)
                yield replace(_one_sided(here.words, ChangeKind.ADDED, text), place=join(*here.ids))

    def _parts(self, old: tuple[Document, ...], new: tuple[Document, ...], spot: _Spot) -> Iterator[Change]:
        was, is_now = _by_identity(old), _by_identity(new)
        for key, part in was.items():
            if key not in is_now:
                yield from self._whole(part, spot.at(None, _key(key)), ChangeKind.REMOVED)
        places = {key: (list(was).index(key), place) for place, key in enumerate(is_now) if key in was}
        moved = _moved(list(places.values())) if self.moves else frozenset()
        for key, part in is_now.items():
            here = spot.at(self.after.name(part), _key(key))
            if key not in was:
                yield from self._whole(part, spot.at(None, _key(key)), ChangeKind.ADDED)
                continue
            if places[key] in moved:
                yield _move(here, *places[key])
            yield from self.document(was[key], part, here)

    def _whole(self, part: Document, spot: _Spot, kind: ChangeKind) -> Iterator[Change]:
        """A part that came or went: itself, and each part inside it."""
        reader = self.after if kind is ChangeKind.ADDED else self.before
        here = spot.at(reader.name(part))
        text = "\n".join(reader.lines(part))
        yield replace(_one_sided(here.words, kind, text), place=join(*here.ids), is_part=True)
        for shape in shapes(type(part)):
            if shape.kind is Kind.DOCUMENT:
                yield from self._inside(getattr(part, shape.attribute), shape, here, kind)

    def _inside(self, value: Any, shape: Shape, spot: _Spot, kind: ChangeKind) -> Iterator[Change]:
        """The parts in a field of something that came or went as a whole."""
        if not shape.many:
            if isinstance(value, shape.type):
                yield from self._whole(value, spot.at(None, shape.dutch), kind)
            return
        for key, part in _by_identity(value).items():
            yield from self._whole(part, spot.at(None, shape.dutch, _key(key)), kind)

    def _facts(self, was: Any, is_now: Any, shape: Shape, path: tuple[str, ...]) -> Iterator[Change]:
        if shape.many:
            gone, come = Counter(was) - Counter(is_now), Counter(is_now) - Counter(was)
            for value in gone.elements():
                yield _one_sided(path, ChangeKind.REMOVED, self.before.value(value, shape))
            for value in come.elements():
                yield _one_sided(path, ChangeKind.ADDED, self.after.value(value, shape))
            if self.moves and not gone and not come:
                old, new = (
                    "; ".join(self.before.value(one, shape) for one in side) for side in (was, is_now)
                )
                yield Change(path, ChangeKind.CHANGED, old, new, is_move=True, aside="De volgorde is anders.")
        elif was is None:
            yield _one_sided(path, ChangeKind.ADDED, self.after.value(is_now, shape))
        elif is_now is None:
            yield _one_sided(path, ChangeKind.REMOVED, self.before.value(was, shape))
        else:
            both_text = shape.kind is Kind.TEXT and isinstance(was, str) and isinstance(is_now, str)
            words = stretches(was, is_now) if both_text else ()
            old, new = self.before.value(was, shape), self.after.value(is_now, shape)
            yield Change(path, ChangeKind.CHANGED, old, new, words, aside=gap(was, is_now, shape.unit))


def _one_sided(path: tuple[str, ...], kind: ChangeKind, text: str) -> Change:
    added = kind is ChangeKind.ADDED
    return Change(path, kind, old=None if added else text, new=text if added else None)


def _move(spot: _Spot, was: int, is_now: int) -> Change:
    old, new = f"plek {was + 1}", f"plek {is_now + 1}"
    return Change(
        spot.words,
        ChangeKind.CHANGED,
        old,
        new,
        place=join(*spot.ids),
        is_part=True,
        is_move=True,
        aside=f"Verplaatst van {old} naar {new}.",
    )


def _moved(places: list[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The fewest parts whose move explains the new order: all but a longest row that kept its order.

    Each part is the pair of its old and its new place.
    """
    rows: list[list[tuple[int, int]]] = []
    for pair in sorted(places, key=lambda one: one[1]):
        fitting = sorted((row for row in rows if row[-1][0] < pair[0]), key=len)
        rows.append([*(fitting[-1] if fitting else ()), pair])
    return frozenset(places) - frozenset(max(rows, key=len) if rows else ())


def _key(key: tuple[Any, int]) -> Key:
    """What tells a part from the others, as paths of ids write it."""
    identity = key[0].value if isinstance(key[0], Enum) else key[0]
    return Key("" if identity is None else str(identity), key[1])


def _by_identity(parts: tuple[Document, ...]) -> dict[tuple[Any, int], Document]:
    """Parts by what tells them apart in their list."""
    identities = (getattr(part, identity_shape(type(part)).attribute) for part in parts)
    return dict(zip(numbered(identities), parts, strict=True))


def _source_titles(document: AnyDocument) -> Mapping[str, str]:
    studies: tuple[Study, ...]
    match document:
        case Approach():
            studies = document.studies
        case Publication():
            studies = (document.study,)
        case UnitCost() | Kpi():
            studies = ()
        case _:
            assert_never(document)
    sources: list[Source] = [source for study in studies for source in study.sources]
    return {source.id: source.title for source in sources}
