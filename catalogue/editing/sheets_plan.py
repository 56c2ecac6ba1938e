"""What reading a file would do to one entry: nothing, a new concept, a change, or why it cannot."""

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from catalogue.differences import differences
from catalogue.editing import working
from catalogue.editing.merging import merge
from catalogue.editing.paths import place
from catalogue.editing.sheets import SLUG
from catalogue.editing.sheets_reading import Base, Proposal, Read
from catalogue.editing.sheets_tables import CellFault
from catalogue.editing.working import Working
from catalogue.kinds import MODELS, Kind
from catalogue.schema import Document
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import Shape, shapes
from catalogue.validation import refusals

_NOT_YET = {"onbekend": "nog_niet_overgenomen"}
_CLASHES = "Iemand werkt aan een concept en schreef op deze plekken al iets anders."


class Outcome(StrEnum):
    """What reading a file does to an entry; the value stands in addresses and in the report."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "gelijk"
    BUSY = "bezet"
    FAULTY = "fout"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands: what is public and what somebody works on. `mark` tells if that changed."""

    kind: Kind
    mark: str
    live: Working | None = None
    concept: Working | None = None
    concept_base: Working | None = None
    is_own: bool = False
    """Whether only the person who reads the file in wrote the concept."""
    refusal: str | None = None
    """Why the concept may not be changed now."""

    @property
    def current(self) -> Working:
        """The text that would change."""
        return self.concept if self.concept is not None else (self.live or {})

    @property
    def base(self) -> Base:
        """The text that the rows of a file change: of a concept of others what it started from."""
        text = self.concept_base if self.concept is not None and not self.is_own else None
        return Base(self.kind, text if text is not None else self.current)


@dataclass(frozen=True, slots=True)
class Changed:
    """One change in words."""

    label: str
    kind: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What happens to one entry."""

    slug: str
    kind: Kind
    name: str
    outcome: Outcome
    text: Working
    changes: tuple[Changed, ...] = ()
    kept: tuple[str, ...] = ()
    """Places where a concept of somebody else stays as it is, in words."""
    still_needed: int = 0
    """How many things publication asks that are not there."""
    reason: str = ""
    has_concept: bool = False
    line: int = 0


def plan(
    proposal: Proposal,
    standing: Standing | None,
    municipalities: Collection[str] | None = None,
    *,
    faulty: bool = False,
) -> Planned:
    """Judge an entry as a file wants it against how it stands."""
    kind, model = proposal.kind, MODELS[proposal.kind]
    current = standing.current if standing else {}
    text = proposal.text
    kept: tuple[str, ...] = ()
    if standing is not None and standing.concept is not None and not standing.is_own:
        text, kept = _beside(model, proposal, standing)
    name = working.part_name(text)
    is_same = standing is not None and normal(model, text) == normal(model, current)
    outcome, reason = _outcome(standing, is_same=is_same, kept=kept, faulty=faulty)
    shows = outcome in {Outcome.CHANGED, Outcome.BUSY} and not is_same
    asks = outcome in {Outcome.NEW, Outcome.CHANGED}
    return Planned(
        slug=proposal.slug,
        kind=kind,
        name=name,
        outcome=outcome,
        text=text,
        changes=_changes(kind, current, text) if shows else (),
        kept=kept,
        still_needed=len(refusals(working.problems(kind, text, municipalities))) if asks else 0,
        reason=reason,
        has_concept=standing is not None and standing.concept is not None,
        line=proposal.line,
    )


def same_entry_twice(read: Read, marks: Mapping[str, str]) -> list[CellFault]:
    """The faults of entries that stand in a file under a former slug as well. `marks` tell entries apart."""
    seen: dict[str, str] = {}
    found: list[CellFault] = []
    for proposal in read.proposals:
        mark = marks.get(proposal.slug)
        first = seen.setdefault(mark, proposal.slug) if mark else proposal.slug
        if first != proposal.slug:
            message = f"Dit is een vroeger adres van dezelfde pagina als {first}. Haal er één weg."
            at = proposal.records[0].fault(message, SLUG) if proposal.records else None
            found.append(at or CellFault("", proposal.line, 0, SLUG, proposal.slug, message, proposal.slug))
    return found


def normal(model: type[Document], text: Working) -> str:
    """A text in which every default is written out, so that leaving one out is no difference."""
    return working.write(_with_defaults(model, text))


def _outcome(
    standing: Standing | None, *, is_same: bool, kept: tuple[str, ...], faulty: bool
) -> tuple[Outcome, str]:
    if faulty:
        return Outcome.FAULTY, ""
    if standing is None:
        return Outcome.NEW, ""
    if is_same:
        return (Outcome.BUSY, _CLASHES) if kept else (Outcome.SAME, "")
    if standing.concept is not None and standing.refusal:
        return Outcome.BUSY, standing.refusal
    return Outcome.CHANGED, _CLASHES if kept else ""


def _beside(model: type[Document], proposal: Proposal, standing: Standing) -> tuple[Working, tuple[str, ...]]:
    """The concept of somebody else with what the file changes elsewhere, and the places of clashes."""
    ours = standing.current
    base = standing.concept_base if standing.concept_base is not None else _gaps(model, ours)
    merged = merge(
        model, _with_defaults(model, base), _with_defaults(model, ours), _with_defaults(model, proposal.text)
    )
    words = [place(model, merged.document, conflict.path) for conflict in merged.conflicts]
    return merged.document, tuple(dict.fromkeys(words))


def _gaps(model: type[Document], text: Working) -> Working:
    """A text with only what nobody has filled in yet: that may be filled in without overwriting anything."""
    result: Working = {}
    for number, shape in enumerate(shapes(model)):
        if shape.dutch not in text:
            continue
        value = text[shape.dutch]
        is_part = shape.kind is FactKind.DOCUMENT
        if value in (None, [], "", _NOT_YET) or (number == 0 and shape.attribute != "name"):
            result[shape.dutch] = value
        elif is_part and shape.many and isinstance(value, list):
            result[shape.dutch] = [_gaps(shape.type, part) for part in value if isinstance(part, dict)]
        elif is_part and isinstance(value, dict):
            result[shape.dutch] = _gaps(shape.type, value)
    return result


def _changes(kind: Kind, old: Working, new: Working) -> tuple[Changed, ...]:
    before, _ = working.viewable(kind, old)
    after, left_out = working.viewable(kind, new)
    found = [
        Changed(change.label, change.kind.label, change.old, change.new)
        for change in differences(before, after)
    ]
    found += [Changed(name, "Nog niet compleet", None, None) for name in left_out]
    return tuple(found)


def _with_defaults(model: type[Document], text: Working) -> Working:
    result: dict[str, Any] = dict(text)
    for shape in shapes(model):
        if shape.dutch not in result:
            if not shape.required:
                result[shape.dutch] = _default(model, shape)
            continue
        value = result[shape.dutch]
        if shape.kind is FactKind.DOCUMENT and isinstance(value, list):
            result[shape.dutch] = [
                _with_defaults(shape.type, part) if isinstance(part, dict) else part for part in value
            ]
        elif isinstance(value, dict) and "onbekend" not in value and _holds_fields(shape):
            result[shape.dutch] = _with_defaults(shape.type, value)
    return result


def _holds_fields(shape: Shape) -> bool:
    return shape.kind in {FactKind.DOCUMENT, FactKind.FIGURE}


def _default(model: type[Document], shape: Shape) -> Any:
    """The default of a field as it stands in JSON."""
    default = model.model_fields[shape.attribute].default
    if isinstance(default, Document):
        return default.model_dump(mode="json", by_alias=True)
    return deepcopy(list(default)) if isinstance(default, tuple) else default
