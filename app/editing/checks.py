"""Everything publication will ask of a concept, each with the form and the field where it is put right."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.editing import parts
from app.editing.fields import is_part
from catalogue.editing import paths, steps, working
from catalogue.kinds import MODELS, Kind
from catalogue.problem import Problem, Weight
from catalogue.schema import Document
from catalogue.shapes import Kind as Fact
from catalogue.shapes import shapes


@dataclass(frozen=True)
class Check:
    """One thing that is asked: what, how heavily, and in which field of which part."""

    problem: Problem
    path: str
    """The part on whose form it is put right."""
    field: str
    """The Dutch name of the field; empty for the part as a whole."""
    place: str
    """The place in words."""

    @property
    def anchor(self) -> str:
        """The id of the field in the form."""
        return f"v-{self.field}" if self.field else "formulier"

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the concept from being published."""
        return self.problem.refuses


@dataclass(frozen=True)
class Checks:
    """What is asked of a whole concept."""

    found: tuple[Check, ...]

    @property
    def refusing(self) -> tuple[Check, ...]:
        """What has to be put right."""
        return tuple(each for each in self.found if each.problem.weight is Weight.REFUSE)

    @property
    def to_explain(self) -> tuple[Check, ...]:
        """What may stay with a remark that is not there yet."""
        return tuple(each for each in self.found if each.problem.weight is Weight.REMARK and each.is_open)

    @property
    def explained(self) -> tuple[Check, ...]:
        """What stays, with a remark."""
        return tuple(each for each in self.found if each.problem.answered)

    @property
    def notices(self) -> tuple[Check, ...]:
        """What somebody should look at; it stops nothing."""
        return tuple(each for each in self.found if each.problem.weight is Weight.NOTICE)

    @property
    def open(self) -> int:
        """How many things keep the concept from being published."""
        return sum(each.is_open for each in self.found)

    def within(self, path: str) -> int:
        """How many of those are in a part or in what it holds."""
        inside = [each for each in self.found if each.is_open]
        return sum(not path or each.path == path or each.path.startswith(f"{path}/") for each in inside)

    def at(self, path: str) -> dict[str, list[Check]]:
        """What is asked on the form of one part, by field."""
        found: dict[str, list[Check]] = {}
        for each in self.found:
            if each.path == path and not each.problem.answered:
                found.setdefault(each.field, []).append(each)
        return found


def checks_of(kind: Kind, document: working.Working, municipalities: Collection[str]) -> Checks:
    """Everything that publication will ask of a working document."""
    model = MODELS[kind]
    return Checks(
        tuple(
            _check(model, document, problem) for problem in working.problems(kind, document, municipalities)
        )
    )


def _check(model: type[Document], document: working.Working, problem: Problem) -> Check:
    path, field = located(model, document, problem.path)
    return Check(problem, path, field, _words(model, document, path, field))


def located(model: type[Document], document: Mapping[str, Any], dotted: str) -> tuple[str, str]:
    """The part and the field of a place with list positions, as rules write it: onderzoeken.0.titel."""
    way: list[str] = []
    value: Any = document
    rest: Sequence[str] = dotted.split(".") if dotted else ()
    while rest:
        shape = next((each for each in shapes(model) if each.dutch == rest[0]), None)
        if shape is None or shape.kind is not Fact.DOCUMENT or not is_part(shape):
            return "/".join(way), rest[0]
        held = value.get(shape.dutch) if isinstance(value, Mapping) else None
        if shape.many:
            if not (len(rest) > 1 and rest[1].isdigit() and isinstance(held, list)):
                return "/".join(way), rest[0]
            key = steps.keys(shape.type, held)[int(rest[1])]
            way += [shape.dutch, paths.join(key)]
            value, rest = held[int(rest[1])], rest[2:]
        else:
            if not isinstance(held, Mapping):
                return "/".join(way), rest[0]
            way.append(shape.dutch)
            value, rest = held, rest[1:]
        model = shape.type
    return "/".join(way), ""


def _words(model: type[Document], document: working.Working, path: str, field: str) -> str:
    """The parts around a place by name, and the label of the field: "Onderzoek X › Titel"."""
    around = parts.lineage(model, document, path)
    words = [part.name for part in around[1:]]
    label = next((shape.label for shape in shapes(around[-1].model) if shape.dutch == field), "")
    return " › ".join(filter(None, [*words, label])) or around[0].kind
