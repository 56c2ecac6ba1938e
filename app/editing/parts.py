"""The parts of a concept that have a form of their own: finding one, and adding, moving and removing them."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from app.editing.fields import is_part, part_shapes
from app.editing.reading import Context
from catalogue.documents import Study
from catalogue.editing import paths, steps
from catalogue.editing.paths import ABSENT, NoSuchPlace
from catalogue.editing.working import Working, new_id, part_name
from catalogue.identities import identity_shape
from catalogue.namings import NAMINGS
from catalogue.schema import Document
from catalogue.shapes import Kind, Shape, shapes


@dataclass(frozen=True)
class Part:
    """One part: where it stands, its class and what it holds. `shape` is None for the whole."""

    path: str
    model: type[Document]
    value: dict[str, Any]
    shape: Shape | None = None
    position: int = 0
    siblings: int = 1

    @property
    def name(self) -> str:
        """What the part is called in a list."""
        return called(self.model, self.value)

    @property
    def kind(self) -> str:
        """What the class is called: "Onderzoek"."""
        return kind_of(self.model)

    @property
    def list_path(self) -> str:
        """The place of the list that the part stands in."""
        return self.path.rpartition("/")[0]

    @property
    def may_move(self) -> bool:
        """Whether the part stands in a list with others."""
        return self.shape is not None and self.shape.many and self.siblings > 1


def kind_of(model: type[Document]) -> str:
    """What a class is called in the singular."""
    naming = NAMINGS.get(model)
    return naming.name if naming else "Onderdeel"


def called(model: type[Document], value: Mapping[str, Any]) -> str:
    """The name of a part, or its kind while it has none."""
    name = part_name(value)
    if name == part_name({}):
        return f"{kind_of(model)} zonder naam"
    terms = (term for shape in shapes(model) if shape.kind is Kind.TERM for term in shape.type)
    return next((str(term.label) for term in terms if term.value == name), name)


def find(model: type[Document], document: Working, path: str) -> Part | None:
    """The part at a path; None where no part with a form of its own stands."""
    if not path:
        return Part("", model, document)
    try:
        way = steps.steps(model, path)
        value = paths.find(model, document, path)
    except NoSuchPlace:
        return None
    named = [step for step in way if step.shape]
    if not all(step.shape and is_part(step.shape) for step in named) or not isinstance(value, dict):
        return None
    shape = named[-1].shape
    if shape is None or (shape.many and way[-1].shape):
        return None
    if not shape.many:
        return Part(path, shape.type, value, shape)
    siblings = paths.find(model, document, path.rpartition("/")[0])
    position = next(number for number, each in enumerate(siblings) if each is value)
    return Part(path, shape.type, value, shape, position, len(siblings))


def children(part: Part) -> Iterator[tuple[Shape, str, tuple[Part, ...]]]:
    """Per field of a part that holds parts: the field, its path and the parts in it."""
    for shape in part_shapes(part.model):
        path = f"{part.path}/{shape.dutch}".lstrip("/")
        held = part.value.get(shape.dutch)
        yield shape, path, tuple(_in_field(shape, path, held))


def _in_field(shape: Shape, path: str, held: Any) -> Iterator[Part]:
    if not shape.many:
        if isinstance(held, dict):
            yield Part(path, shape.type, held, shape)
        return
    listed = held if isinstance(held, list) else []
    for position, (key, value) in enumerate(zip(steps.keys(shape.type, listed), listed, strict=True)):
        if isinstance(value, dict):
            yield Part(f"{path}/{paths.join(key)}", shape.type, value, shape, position, len(listed))


def lineage(model: type[Document], document: Working, path: str) -> tuple[Part, ...]:
    """The parts around a part, from the whole to the part itself."""
    segments = path.split("/") if path else []
    found = [find(model, document, "/".join(segments[:length])) for length in range(len(segments) + 1)]
    return tuple(part for part in found if part is not None)


def context_of(model: type[Document], document: Working, path: str, unit_costs: Any = ()) -> Context:
    """What the fields of a part may refer to: the sources of the study it belongs to."""
    studies = [part for part in lineage(model, document, path) if part.model is Study]
    sources = studies[-1].value.get("bronnen") if studies else []
    named = tuple(
        (str(source["id"]), part_name(source))
        for source in (sources if isinstance(sources, list) else [])
        if isinstance(source, dict) and "id" in source
    )
    return Context(sources=named, unit_costs=tuple(unit_costs))


def replace(model: type[Document], document: Working, path: str, value: dict[str, Any]) -> Working:
    """A copy of the document in which a part holds something else."""
    return value if not path else paths.put(model, document, path, value)


def add(model: type[Document], document: Working, path: str) -> tuple[Working, str]:
    """A copy with a new, empty part at the end of the list at a path, and where it stands.

    Raises NoSuchPlace for a path that leads to no field with parts.
    """
    way = steps.steps(model, path)
    shape = way[-1].shape if way else None
    if shape is None or not is_part(shape):
        raise NoSuchPlace(path)
    part: dict[str, Any] = {}
    if identity_shape(shape.type).dutch == "id":
        part["id"] = new_id()
    if not shape.many:
        there = paths.find(model, document, path) is not ABSENT
        return (document if there else paths.put(model, document, path, part)), path
    _holder(model, document, path)
    held = paths.find(model, document, path)
    changed = paths.put(model, document, path, [*(held if isinstance(held, list) else []), part])
    return changed, f"{path}/{paths.join(part['id'])}"


def move(model: type[Document], document: Working, path: str, by: int) -> Working:
    """A copy in which a part stands earlier (by -1) or later (by 1) in its list, as far as there is room."""
    part = find(model, document, path)
    if part is None or not part.may_move:
        raise NoSuchPlace(path)
    listed = deepcopy(paths.find(model, document, part.list_path))
    target = min(max(part.position + by, 0), len(listed) - 1)
    listed.insert(target, listed.pop(part.position))
    return paths.put(model, document, part.list_path, listed)


def remove(model: type[Document], document: Working, path: str) -> Working:
    """A copy without a part and all that is in it. Raises NoSuchPlace."""
    part = find(model, document, path)
    if part is None or part.shape is None:
        raise NoSuchPlace(path)
    return paths.remove(model, document, path)


def _holder(model: type[Document], document: Working, path: str) -> None:
    """See that the part in which a list stands is there. Raises NoSuchPlace."""
    around = path.rpartition("/")[0]
    if around and find(model, document, around) is None:
        raise NoSuchPlace(path)
