"""What changed between two versions of a document, field by field, in Dutch."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from catalogue.documents import Approach, Publication, Study
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

    @property
    def label(self) -> str:
        """The place of the change: "Onderzoek ‘…’ › Uitkomst ‘…’ › Kosten"."""
        return " › ".join(self.path)


def differences(
    old: AnyDocument, new: AnyDocument, unit_costs: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Every change from old to new. A part that only moved within its list has not changed.

    `unit_costs`: the names of unit costs by id, as they are called now. Raises TypeError for documents of
    two kinds: those have no fields in common to compare.
    """
    if type(old) is not type(new):
        raise TypeError("Vergelijk twee versies van hetzelfde soort document.")
    before, after = (Reader(_source_titles(one), unit_costs or {}) for one in (old, new))
    return tuple(_Comparison(before, after).document(old, new, ()))


@dataclass(frozen=True, slots=True)
class _Comparison:
    before: Reader
    after: Reader

    def document(self, old: Document, new: Document, path: tuple[str, ...]) -> Iterator[Change]:
        for shape in shapes(type(old)):
            was, is_now = getattr(old, shape.attribute), getattr(new, shape.attribute)
            if was == is_now:
                continue
            if shape.kind is not Kind.DOCUMENT:
                yield from self._facts(was, is_now, shape, (*path, shape.label))
            elif shape.many:
                yield from self._parts(was, is_now, path)
            elif isinstance(was, shape.type) and isinstance(is_now, shape.type):
                yield from self.document(was, is_now, (*path, self.after.name(is_now)))
            else:
                yield self._came_or_went(was, is_now, (*path, shape.label))

    def _came_or_went(self, was: Document | None, is_now: Document | None, path: tuple[str, ...]) -> Change:
        """A single part of which one side is absent, or unknown."""
        old, new = self.before.part(was), self.after.part(is_now)
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
        return Change(path, kind, old, new)

    def _parts(
        self, old: tuple[Document, ...], new: tuple[Document, ...], path: tuple[str, ...]
    ) -> Iterator[Change]:
        was, is_now = _by_identity(old), _by_identity(new)
        for key, part in was.items():
            if key not in is_now:
                yield from self._whole(part, path, ChangeKind.REMOVED)
        for key, part in is_now.items():
            if key in was:
                yield from self.document(was[key], part, (*path, self.after.name(part)))
            else:
                yield from self._whole(part, path, ChangeKind.ADDED)

    def _whole(self, part: Document, path: tuple[str, ...], kind: ChangeKind) -> Iterator[Change]:
        """A part that came or went: itself, and each part inside it."""
        reader = self.after if kind is ChangeKind.ADDED else self.before
        here = (*path, reader.name(part))
        yield _one_sided(here, kind, "\n".join(reader.lines(part)))
        for shape in shapes(type(part)):
            if shape.kind is Kind.DOCUMENT:
                value = getattr(part, shape.attribute)
                for inner in value if shape.many else (value,):
                    if isinstance(inner, shape.type):
                        yield from self._whole(inner, here, kind)

    def _facts(self, was: Any, is_now: Any, shape: Shape, path: tuple[str, ...]) -> Iterator[Change]:
        if shape.many:
            gone, come = Counter(was) - Counter(is_now), Counter(is_now) - Counter(was)
            for value in gone.elements():
                yield _one_sided(path, ChangeKind.REMOVED, self.before.value(value, shape))
            for value in come.elements():
                yield _one_sided(path, ChangeKind.ADDED, self.after.value(value, shape))
        elif was is None:
            yield _one_sided(path, ChangeKind.ADDED, self.after.value(is_now, shape))
        elif is_now is None:
            yield _one_sided(path, ChangeKind.REMOVED, self.before.value(was, shape))
        else:
            both_text = shape.kind is Kind.TEXT and isinstance(was, str) and isinstance(is_now, str)
            words = stretches(was, is_now) if both_text else ()
            old, new = self.before.value(was, shape), self.after.value(is_now, shape)
            yield Change(path, ChangeKind.CHANGED, old, new, words)


def _one_sided(path: tuple[str, ...], kind: ChangeKind, text: str) -> Change:
    added = kind is ChangeKind.ADDED
    return Change(path, kind, old=None if added else text, new=text if added else None)


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
