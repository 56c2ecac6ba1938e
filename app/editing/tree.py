"""The structure of a concept beside its form: parts in their lists, with what each still misses."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.editing import parts
from app.editing.checks import Checks
from app.editing.fields import FormField, Widget, fields_of
from app.editing.parts import Part
from app.editing.reading import Context
from app.editing.typed import typed
from app.editing.views import in_words
from catalogue.editing.paths import ABSENT
from catalogue.editing.working import Working
from catalogue.schema import Document
from catalogue.shapes import Kind

FEW = 3
"""Up to so many parts of a list are shown unfolded."""
ESSENTIAL = ("onderzoek", "onderzoeken", "bronnen", "uitkomsten", "posten")
"""Lists without which an entry says little, in the order in which people fill them."""


@dataclass(frozen=True)
class Branch:
    """A list of parts in the structure."""

    label: str
    path: str
    singular: str
    nodes: tuple["Node", ...]
    is_open: bool
    may_add: bool


@dataclass(frozen=True)
class Node:
    """A part in the structure. `open` is how many things publication still asks in it and below it."""

    part: Part
    open: int
    is_here: bool
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Row:
    """A part in the list under the form of the part that holds it."""

    part: Part
    summary: str
    open: int


@dataclass(frozen=True)
class Listing:
    """The parts in one field of a part, to go to, move and remove."""

    label: str
    about: str
    path: str
    singular: str
    rows: tuple[Row, ...]
    may_add: bool


@dataclass(frozen=True)
class NextStep:
    """A button that saves and begins the next part."""

    path: str
    text: str


def tree(model: type[Document], document: Working, here: str, checks: Checks) -> Node:
    """The structure, unfolded around the part at `here`."""
    return _node(Part("", model, document), here, checks)


def _node(part: Part, here: str, checks: Checks) -> Node:
    is_around = not part.path or here == part.path or here.startswith(f"{part.path}/")
    branches = tuple(_branches(part, here, checks)) if is_around else ()
    return Node(part, checks.within(part.path), here == part.path, branches)


def _branches(part: Part, here: str, checks: Checks) -> Iterator[Branch]:
    for shape, path, held in parts.children(part):
        is_inside = here.startswith(f"{path}/") or here == path
        yield Branch(
            label=shape.label,
            path=path,
            singular=parts.kind_of(shape.type).lower(),
            nodes=tuple(_node(each, here, checks) for each in held),
            is_open=is_inside or part.path == here or len(held) <= FEW,
            may_add=shape.many or not held,
        )


def listings(part: Part, checks: Checks) -> list[Listing]:
    """The parts that a part holds, for under its form."""
    return [
        Listing(
            label=shape.label,
            about=shape.explanation,
            path=path,
            singular=parts.kind_of(shape.type).lower(),
            rows=tuple(Row(each, summary(each), checks.within(each.path)) for each in held),
            may_add=shape.many or not held,
        )
        for shape, path, held in parts.children(part)
    ]


def summary(part: Part) -> str:
    """What a part says in a few words: its first two choices, and its first two figures."""
    needed = [field for field in fields_of(part.model) if field.shape.required]
    terms = [field for field in needed if field.shape.kind is Kind.TERM and not field.shape.many]
    figures = [field for field in needed if field.widget is Widget.FIGURE]
    words = [_words(part, field) for field in terms[:2]]
    amounts = [_figure(part, field) for field in figures[:2]]
    return " · ".join(word for word in [*words, *amounts] if word and word != part.name)


def _words(part: Part, field: FormField) -> str:
    value = part.value.get(field.shape.dutch, ABSENT)
    return "" if value is ABSENT else in_words(field, value, Context())


def _figure(part: Part, field: FormField) -> str:
    found = typed(field, part.value.get(field.shape.dutch, ABSENT))
    amount = next(
        (found[name][0] for sub in ("midden", "laag", "hoog") if (name := field.sub(sub)) in found), ""
    )
    return f"{field.shape.label.lower()} {amount}" if amount else ""


def next_steps(model: type[Document], document: Working, part: Part) -> list[NextStep]:
    """What people do most after a form, in one step: fill the first empty list, or add one more of these."""
    around = parts.lineage(model, document, part.path)
    found: dict[str, NextStep] = {}
    for holder in reversed(around):
        empty = {
            shape.dutch: (path, parts.kind_of(shape.type).lower())
            for shape, path, held in parts.children(holder)
            if not held
        }
        for name in ESSENTIAL:
            if name in empty:
                path, singular = empty[name]
                found[path] = NextStep(path, f"Sla op en voeg een {singular} toe")
                break
        if found:
            break
    if part.shape is not None and part.shape.many:
        found[part.list_path] = NextStep(part.list_path, f"Sla op en voeg nog een {part.kind.lower()} toe")
    return list(found.values())
