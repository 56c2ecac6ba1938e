"""Working documents: a concept as people write it, in which anything may still be missing.

A working document is plain JSON in the Dutch names of the schema. It becomes a document, with every
promise that gives, at publication (DESIGN.md 2.6). Until then nothing is filled in for anybody: what is
absent is absent, and never turns into a value that nobody chose.
"""

import json
import secrets
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from catalogue import validation
from catalogue.canonical import canonical
from catalogue.faults import faults
from catalogue.kinds import MODELS, REGISTER_KINDS, AnyDocument, Kind
from catalogue.problem import Problem, Weight
from catalogue.schema import Document
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import Shape, shapes

Working = dict[str, Any]


class Incomplete(ValueError):
    """A working document is no document yet; `problems` says what is missing, by place."""

    def __init__(self, problems: Collection[Problem]) -> None:
        """Keep the problems in document order."""
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.message}" for problem in self.problems))


def write(working: Mapping[str, Any]) -> str:
    """The one text of a working document: sorted keys, NFC. Of a whole document it is the canonical text."""
    return json.dumps(_composed(working), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Working:
    """The working document in a stored text."""
    found: Working = json.loads(text)
    return found


def of(document: AnyDocument) -> Working:
    """A published document to work on."""
    return read(canonical(document))


def blank(kind: Kind, name: str, today: date) -> Working:
    """A new working document: a name, and the day on which somebody looked at it.

    A row of a register gets an id of its own: it cannot change once others refer to it.
    """
    working: Working = {"naam": name}
    if kind in REGISTER_KINDS:
        working["id"] = new_id()
    if any(shape.dutch == "laatst_gecontroleerd_op" for shape in shapes(MODELS[kind])):
        working["laatst_gecontroleerd_op"] = today.isoformat()
    return working


def new_id() -> str:
    """A fresh stable id for a part; it means nothing, so that nothing makes it untrue later."""
    return secrets.token_hex(5)


def complete(kind: Kind, working: Mapping[str, Any]) -> AnyDocument:
    """The document, once everything that a document must have is there. Raises Incomplete."""
    try:
        return MODELS[kind].model_validate_json(write(working))
    except ValidationError as error:
        found = faults(error, working, MODELS[kind])
        raise Incomplete(
            [
                Problem("R", ".".join(map(str, fault.path)), _plain(fault.message), Weight.REFUSE)
                for fault in found
            ]
        ) from error


def problems(
    kind: Kind, working: Mapping[str, Any], municipalities: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Everything that publication will ask, each with the place as catalogue.validation writes it.

    While parts are missing, the rules are asked of what is there already.
    """
    try:
        return validation.problems(complete(kind, working), municipalities)
    except Incomplete as error:
        missing = error.problems
    seen = {problem.path for problem in missing}
    rest = validation.problems(_shown(kind, working, [], keeps=True), municipalities)
    # A rule that looks at a stand-in for what is missing would blame it twice.
    kept = [problem for problem in rest if not any(_overlap(problem.path, path) for path in seen)]
    return (*missing, *kept)


def viewable(kind: Kind, working: Mapping[str, Any]) -> tuple[AnyDocument, tuple[str, ...]]:
    """The document to show while it is being written, and the names of the parts that are left out.

    A fact that was not given shows as not adopted yet, or as unknown. A part that lacks what it cannot do
    without is left out whole: a made-up value would look like a fact.
    """
    left_out: list[str] = []
    document = _shown(kind, working, left_out, keeps=False)
    return document, tuple(dict.fromkeys(left_out))


def _shown(kind: Kind, working: Mapping[str, Any], left_out: list[str], *, keeps: bool) -> AnyDocument:
    """A document of what is there. It `keeps` every part in its place, to ask the rules of the others."""
    filled = _filled(MODELS[kind], working, left_out, must=True, keeps=keeps)
    return MODELS[kind].model_validate_json(write(filled or {}))


def _filled(
    model: type[Document], given: Mapping[str, Any], left_out: list[str], *, must: bool, keeps: bool
) -> Working | None:
    """The facts, with what is absent made visible as unknown; None when that cannot be said of a fact.

    A part that `must` be there gets a stand-in for such a fact, which is then named as missing; with `keeps`
    so does every part in a list.
    """
    if _is_whole(model, given):
        return dict(given)
    result: Working = {}
    for shape in shapes(model):
        value = given.get(shape.dutch)
        if shape.kind is FactKind.DOCUMENT and value is not None and not _is_unknown(shape, value):
            value = _filled_parts(shape, value, left_out, keeps=keeps)
        # Parts in a list were filled one by one just now; reading them all again takes long.
        is_list = shape.kind is FactKind.DOCUMENT and shape.many
        if value is not None and (is_list or _is_readable(model, shape, value)):
            result[shape.dutch] = value
            continue
        if not shape.required:
            continue
        stand_in = _unknown(shape)
        if stand_in is None:
            if not must:
                return None
            left_out.append(shape.label)
            stand_in = _stand_in(shape, left_out, keeps=keeps)
        result[shape.dutch] = stand_in
    return result


def _is_whole(model: type[Document], given: Mapping[str, Any]) -> bool:
    """Whether a part lacks nothing: most parts, and then its fields need no look one by one."""
    try:
        model.model_validate_json(write(given))
    except ValidationError:
        return False
    return True


def _is_unknown(shape: Shape, value: Any) -> bool:
    """Whether somebody said of a whole part that it is not known."""
    return shape.may_be_unknown and isinstance(value, Mapping) and "onbekend" in value


def _is_readable(model: type[Document], shape: Shape, value: Any) -> bool:
    """Whether this value can stand in this field, whatever else is missing."""
    try:
        model.model_validate_json(write({shape.dutch: value}))
    except ValidationError as error:
        return all(found["loc"][0] != shape.dutch for found in error.errors() if found["loc"])
    return True


_NEVER_LOOKED_AT = "1970-01-01"


def _stand_in(shape: Shape, left_out: list[str], *, keeps: bool) -> Any:
    """Something that fits in a field of the shown page, which says elsewhere that the fact is missing."""
    if shape.kind is FactKind.DOCUMENT:
        return _filled(shape.type, {}, left_out, must=True, keeps=keeps)
    if shape.kind is FactKind.TERM:
        return next(iter(shape.type)).value
    if shape.kind is FactKind.DATE:
        return _NEVER_LOOKED_AT
    return shape.type[0] if shape.kind is FactKind.CHOICE else "nog-niet-ingevuld"


def _filled_parts(shape: Shape, value: Any, left_out: list[str], *, keeps: bool) -> Any:
    if not shape.many:
        filled = _filled(shape.type, value, left_out, must=shape.required or keeps, keeps=keeps)
        if filled is None:
            left_out.append(shape.label)
        return filled
    parts = []
    for part in value:
        filled = _filled(shape.type, part, left_out, must=keeps, keeps=keeps)
        # A stand-in cannot have every form, such as that of a code.
        if filled is None or (filled != part and not _is_whole(shape.type, filled)):
            left_out.append(f"{shape.label}: {part_name(part)}")
        else:
            parts.append(filled)
    return parts


def part_name(part: Mapping[str, Any]) -> str:
    """What a part is called in a list, also while it has no name."""
    for name in ("naam", "titel", "variabele", "schema", "code", "regel"):
        value = part.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return "nog zonder naam"


def _unknown(shape: Shape) -> Any:
    """How a fact that nobody gave is shown; None when there is no honest way."""
    if shape.may_be_unknown or shape.kind is FactKind.FIGURE:
        return {"onbekend": "nog_niet_overgenomen"}
    if shape.many:
        return []
    if shape.kind is FactKind.TERM and "onbekend" in {term.value for term in shape.type}:
        return "onbekend"
    if shape.kind is FactKind.TEXT and shape.attribute not in {"id", "code", "rule"}:
        return ""
    if shape.kind is FactKind.YES_NO:
        return False
    return None


def _overlap(one: str, other: str) -> bool:
    """Whether one place is the other, or lies within it."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _plain(message: str) -> str:
    """A fault in the words of a form instead of a file."""
    return "Vul dit nog in." if message == "Dit verplichte veld ontbreekt." else message


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _composed(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(part) for part in value]
    return value
