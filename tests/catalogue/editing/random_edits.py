"""Random edits of working documents, at every level, as two editors would make them."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from catalogue.editing.paths import keys
from catalogue.identities import identity_shape
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes
from catalogue.vocabulary import FirstHand, UnknownReason

Holder = tuple[type[Document], dict[str, Any], str]
"""A document or part, its class, and where it is: in words that differ for each list."""
Values = list[Any]


@dataclass(frozen=True)
class Editor:
    """Makes edits from one source of chance."""

    chance: Random
    leaves_gaps: bool = True
    """Whether fields may be taken away, as in a concept."""
    mixes_lists: bool = False
    """Whether ids may turn up in another list than before."""
    makes_doubles: bool = False
    """Whether parts in one list may have the same identity, or none yet."""

    def edited(self, model: type[Document], document: dict[str, Any], edits: int) -> dict[str, Any]:
        """A copy of the document after some edits."""
        copy = deepcopy(document)
        for _ in range(edits):
            every = list(holders(model, copy, ""))
            holder = self.chance.choice(every)
            self._edit(holder, [one for one in every if one[0] is holder[0]])
        return copy

    def _edit(self, holder: Holder, alike: list[Holder]) -> None:
        model, part, where = holder
        lists = [shape for shape in shapes(model) if shape.kind is Kind.DOCUMENT and shape.many]
        if lists and self.chance.random() < 0.6:
            shape = self.chance.choice(lists)
            parts = part.setdefault(shape.dutch, [])
            self._edit_parts(shape, parts, f"{where}/{shape.dutch}")
            if self.mixes_lists and parts and self.chance.random() < 0.3:
                other = self.chance.choice(alike)[1].setdefault(shape.dutch, [])
                moved = parts.pop()
                if keys(shape.type, [moved])[0] not in keys(shape.type, other):
                    other.append(moved)
            return
        plain = [one for one in shapes(model)[1:] if one.kind is not Kind.DOCUMENT or one.may_be_unknown]
        if not plain:
            return
        shape = self.chance.choice(plain)
        if self.leaves_gaps and self.chance.random() < 0.2:
            part.pop(shape.dutch, None)
        elif shape.many:
            part[shape.dutch] = self._edit_values(shape, list(part.get(shape.dutch) or []))
        else:
            part[shape.dutch] = self.value(shape)

    def _edit_parts(self, shape: Shape, parts: Values, where: str) -> None:
        action = self.chance.choice(["add", "add", "remove", "move"])
        if action == "remove" and parts:
            parts.pop(self.chance.randrange(len(parts)))
        elif action == "move":
            self.chance.shuffle(parts)
        else:
            name = identity_shape(shape.type).dutch
            made = self.part(shape.type)
            place = "" if self.mixes_lists else where
            made[name] = self._identity(shape.type, place)
            if self.makes_doubles and self.chance.random() < 0.3:
                made[name] = self.chance.choice(["", *(part.get(name) for part in parts)])
            elif made[name] in [part.get(name) for part in parts]:
                return
            parts.insert(self.chance.randint(0, len(parts)), made)

    def _identity(self, model: type[Document], where: str) -> str:
        number = self.chance.randint(1, 4)
        return f"000{number}" if identity_shape(model).dutch == "code" else f"nieuw {where} {number}"

    def _edit_values(self, shape: Shape, values: Values) -> Values:
        action = self.chance.choice(["add", "add", "remove", "move"])
        if action == "remove" and values:
            values.pop(self.chance.randrange(len(values)))
        elif action == "move":
            self.chance.shuffle(values)
        else:
            values.insert(self.chance.randint(0, len(values)), self._one(shape))
        return values

    def part(self, model: type[Document]) -> dict[str, Any]:
        """A complete part with some of the fields that it may leave out, and no parts of its own."""
        made: dict[str, Any] = {}
        for shape in shapes(model):
            if shape.kind is Kind.DOCUMENT and shape.many:
                made[shape.dutch] = []
            elif shape.required or self.chance.random() < 0.3:
                made[shape.dutch] = [self._one(shape)] if shape.many else self.value(shape)
        return made

    def value(self, shape: Shape) -> Any:
        """One of few values, so that two editors now and then agree."""
        if shape.may_be_empty and self.chance.random() < 0.2:
            return None
        if shape.may_be_unknown and self.chance.random() < 0.3:
            return {"onbekend": self.chance.choice(list(UnknownReason)).value}
        return self._one(shape)

    def _one(self, shape: Shape) -> Any:
        number = self.chance.randint(1, 3)
        if shape.kind is Kind.DOCUMENT:
            return self.part(shape.type)
        if shape.kind is Kind.TERM:
            return self.chance.choice(list(shape.type)).value
        if shape.kind is Kind.CHOICE:
            return self.chance.choice(shape.type)
        if shape.kind is Kind.FIGURE:
            return {"midden": str(number), "gelezen": next(iter(FirstHand)).value, "bronnen": ["rapport"]}
        return {
            Kind.TEXT: f"tekst {number}",
            Kind.INTEGER: 2020 + number,
            Kind.NUMBER: str(number),
            Kind.YES_NO: number == 1,
            Kind.DATE: f"2026-01-0{number}",
        }[shape.kind]


def holders(model: type[Document], document: dict[str, Any], where: str) -> Iterator[Holder]:
    """A document and every part inside it, at every level."""
    yield model, document, where
    for shape in shapes(model):
        inner = document.get(shape.dutch)
        if shape.kind is not Kind.DOCUMENT or not inner:
            continue
        for part in inner if shape.many else [one for one in [inner] if "onbekend" not in one]:
            own = part.get(identity_shape(shape.type).dutch)
            yield from holders(shape.type, part, f"{where}/{shape.dutch}/{own}")
