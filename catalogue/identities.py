"""What tells the parts in a list apart: the first field of their class, and a number for doubles."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from catalogue.schema import Document
from catalogue.shapes import Shape, shapes

Identity = TypeVar("Identity", bound=Hashable)


def identity_shape(model: type[Document]) -> Shape:
    """The field that parts of a class are told apart by, which is its first: id, code, name or rule."""
    return shapes(model)[0]


def numbered(identities: Iterable[Identity]) -> Iterator[tuple[Identity, int]]:
    """Each identity with its number, from 1, among its equals, such as two remarks about one rule."""
    seen: Counter[Identity] = Counter()
    for identity in identities:
        seen[identity] += 1
        yield identity, seen[identity]
