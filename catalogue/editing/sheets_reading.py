"""From the rows of a file to entries as they would become: parts in their place, faults by their cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from catalogue.editing.concepts import slug_of
from catalogue.editing.sheets import REMOVE, RESULT, SHEETS, SLUG, STUDY
from catalogue.editing.sheets_cells import Odd, read
from catalogue.editing.sheets_tables import CellFault, Record, Tables
from catalogue.editing.sheets_values import fill
from catalogue.editing.working import Working
from catalogue.kinds import MODELS, Kind
from catalogue.seedform import SLUG as SLUG_FORM
from catalogue.shapes import shapes

LONGEST_SLUG = 120
_ID_NAMES = {
    "onderzoeken": "onderzoek",
    "uitkomsten": "uitkomst",
    "bronnen": "bron",
    "posten": "post",
    "effecten_zonder_bedrag": "effect",
    "gevoeligheden": "gevoeligheid",
    "erkenningen": "erkenning",
}


@dataclass(frozen=True, slots=True)
class Base:
    """The entry that rows change: its kind and the text they start from."""

    kind: Kind
    text: Working


@dataclass(slots=True)
class Proposal:
    """An entry as a file wants it. Without a base it is new."""

    slug: str
    kind: Kind
    text: Working
    base: Working | None = None
    is_whole: bool = False
    """Whether the file gives the whole text, so that what it does not name is gone."""
    records: list[Record] = field(default_factory=list)
    line: int = 0
    """Where it starts in a text file."""


@dataclass(slots=True)
class Read:
    """What a file proposes, and everything that is wrong with it."""

    proposals: list[Proposal] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    notes: dict[tuple[str, int], str] = field(default_factory=dict)
    """Remarks by sheet and row, on what is no fault."""


def slugs_of(found: Tables) -> set[str]:
    """The slugs that a file names."""
    return {record.text(SLUG) for records in found.records.values() for record in records} - {""}


def proposals(found: Tables, bases: Mapping[str, Base], known: Iterable[str] = ()) -> Read:
    """Put the rows together. `bases` are the entries at the slugs in it; `known`: all slugs, for hints."""
    assembly = _Assembly(found, bases, known)
    for sheet in SHEETS:
        for record in found.records[sheet.name]:
            assembly.add(record)
    return assembly.result()


class _Assembly:
    def __init__(self, found: Tables, bases: Mapping[str, Base], known: Iterable[str]) -> None:
        self.read = Read(faults=list(found.faults))
        self._bases = bases
        self._known = set(known)
        self._entries: dict[str, Proposal] = {}
        self._rows: dict[tuple[str, str], int] = {}
        self._claimed: set[int] = set()
        self._removed: list[tuple[list[Any], Any]] = []
        self._places: Counter[tuple[str, str]] = Counter()
        self._ids: dict[str, set[str]] = {}
        for records in found.records.values():
            for record in records:
                if "id" in record.cells:
                    self._ids.setdefault(record.text(SLUG), set()).add(record.text("id"))

    def result(self) -> Read:
        for parts, part in self._removed:
            parts[:] = [one for one in parts if one is not part]
        self.read.proposals = list(self._entries.values())
        return self.read

    def add(self, record: Record) -> None:
        slug = record.text(SLUG)
        if not slug:
            name = record.text("naam") if record.sheet.is_top else ""
            hint = f", bijvoorbeeld {slug_of(name)}" if name else ""
            self._blame(record, f"Vul bij slug de naam van de pagina in het webadres in{hint}.")
        elif not re.fullmatch(SLUG_FORM, slug) or len(slug) > LONGEST_SLUG:
            message = "Een slug heeft alleen kleine letters, cijfers en streepjes. "
            self._blame(record, f"{message}Bedoelt u {slug_of(slug)}?", SLUG)
        elif record.sheet.is_top:
            self._add_entry(record, slug)
        else:
            self._add_part(record, slug)

    def _blame(self, record: Record, message: str, name: str = "") -> None:
        self.read.faults.append(record.fault(message, name))

    def _add_entry(self, record: Record, slug: str) -> None:
        kind = record.sheet.kind
        former = self._rows.setdefault((SLUG, slug), record.row)
        base = self._bases.get(slug)
        if former != record.row or slug in self._entries:
            self._blame(record, f"Deze slug staat er twee keer: zie ook rij {former}.", SLUG)
        elif base is not None and base.kind != kind:
            self._blame(record, f"Op de site hoort deze slug bij een pagina van de soort {base.kind}.", SLUG)
        elif base is None and "naam" not in record.cells:
            near = _near(slug, self._known)
            hint = f" Bedoelt u {near}?" if near else ""
            self._blame(record, f"Deze slug is nieuw: geef de pagina ook een naam.{hint}", SLUG)
        elif kind is not None:
            entry = self._entry(slug, kind)
            entry.records.append(record)
            fill(entry.text, record, lambda message, name: self._blame(record, message, name))

    def _entry(self, slug: str, kind: Kind) -> Proposal:
        base = self._bases.get(slug)
        text = deepcopy(base.text) if base else {}
        self._entries[slug] = entry = Proposal(slug, kind, text, base.text if base else None)
        return entry

    def _add_part(self, record: Record, slug: str) -> None:
        entry = self._entries.get(slug)
        if entry is None and slug in self._bases:
            entry = self._entry(slug, self._bases[slug].kind)
        if entry is None:
            near = _near(slug, self._known | set(self._entries))
            hint = f" Bedoelt u {near}?" if near else ""
            self._blame(record, f"Deze slug staat niet op het blad aanpakken en niet op de site.{hint}", SLUG)
            return
        entry.records.append(record)
        parts = self._parts(entry, record)
        if parts is None:
            return
        part = self._part(entry, record, parts)
        if part is None:
            return
        self._claimed.add(id(part))
        if self._is_removal(record):
            self._removed.append((parts, part))
        else:
            fill(part, record, lambda message, name: self._blame(record, message, name))
            if record.sheet.name == "onderzoeken" and entry.kind is Kind.BACKGROUND:
                entry.text["onderzoek"] = part

    def _is_removal(self, record: Record) -> bool:
        word = record.text(REMOVE).casefold()
        if word not in {"", "ja", "nee"}:
            self._blame(record, "Vul ja in om dit onderdeel weg te halen, of laat de cel leeg.", REMOVE)
        return word == "ja"

    def _parts(self, entry: Proposal, record: Record) -> list[Any] | None:
        """The list that a row belongs in; None, with a fault, when that cannot be told."""
        holder = entry.text
        if STUDY in record.sheet.keys:
            study = self._pick(_studies(entry), record, STUDY, "onderzoek")
            if study is None:
                return None
            holder = study
        if RESULT in record.sheet.keys:
            result = self._pick(_listed(holder, "uitkomsten"), record, RESULT, "uitkomst")
            if result is None:
                return None
            holder = result
        elif record.sheet.name == "onderzoeken":
            return _studies(entry)
        elif holder is entry.text and record.sheet.field not in {
            shape.dutch for shape in shapes(MODELS[entry.kind])
        }:
            self._blame(record, "Zo’n pagina heeft deze onderdelen niet.", SLUG)
            return None
        return _listed(holder, record.sheet.field)

    def _pick(self, parts: list[Any], record: Record, key: str, noun: str) -> Any:
        wanted = record.text(key)
        names = [str(part.get("id", "")) for part in parts]
        if wanted and wanted in names:
            return parts[names.index(wanted)]
        if not wanted and len(parts) == 1:
            return parts[0]
        if not parts:
            message = f"Hier is nog geen {noun} om bij te horen. Voeg dat eerst toe op zijn eigen blad."
        elif wanted:
            near = _near(wanted, names)
            message = f"Dit {noun} is er niet. " if noun == "onderzoek" else f"Deze {noun} is er niet. "
            message += f"Bedoelt u {near}?" if near else f"Kies uit: {', '.join(names)}."
        else:
            message = f"Vul bij {key} in waar deze regel bij hoort: {', '.join(names)}."
        self._blame(record, message, key)
        return None

    def _part(self, entry: Proposal, record: Record, parts: list[Any]) -> Any:
        """The part of a row: the one with its identity, or a new one. None, with a fault, if it is odd."""
        identity = record.sheet.identity
        if identity not in record.cells:
            if not record.sheet.has_ids:
                self._blame(record, f"Vul {identity} in.", identity)
                return None
            return self._without_id(entry, record, parts)
        shape = shapes(record.sheet.model)[0]
        try:
            wanted = read(shape, record.cells[identity].value)
        except Odd as odd:
            self._blame(record, str(odd), identity)
            return None
        # A list is known by what it is; the one study of a publication stands in no list.
        is_alone = entry.kind is Kind.BACKGROUND and record.sheet.name == "onderzoeken"
        place = (entry.slug if is_alone else str(id(parts)), str(wanted))
        former = self._rows.setdefault(place, record.row)
        if record.sheet.has_ids and former != record.row:
            self._blame(record, f"Dit kenmerk staat er twee keer: zie ook rij {former}.", identity)
            return None
        same = [part for part in parts if part.get(identity) == wanted]
        number = self._places[place]
        self._places[place] += 1
        return same[number] if number < len(same) else self._new(entry, record, parts, str(wanted))

    def _without_id(self, entry: Proposal, record: Record, parts: list[Any]) -> Any:
        """A row without an id is a part that says the same already, or else a new one."""
        free = [part for part in parts if id(part) not in self._claimed]
        if record.is_flat and len(parts) == 1:
            return parts[0]
        for part in free:
            trial = deepcopy(part)
            fill(trial, record, lambda _message, _name: None)
            if trial == part:
                return part
        taken = self._ids.get(entry.slug, set()) | set(_ids(entry.text))
        prefix, number = _ID_NAMES[record.sheet.name], 1
        while f"{prefix}-{number}" in taken:
            number += 1
        new = f"{prefix}-{number}"
        self.read.notes[record.shown_sheet, record.row] = f"Krijgt het kenmerk (id) {new}."
        return self._new(entry, record, parts, new)

    def _new(self, entry: Proposal, record: Record, parts: list[Any], identity: str) -> Any:
        if entry.kind is Kind.BACKGROUND and record.sheet.name == "onderzoeken" and parts:
            message = f"Een publicatie heeft één onderzoek, met het kenmerk {parts[0].get('id', '')}."
            self._blame(record, message, "id")
            return None
        part = {record.sheet.identity: identity}
        if self._is_removal(record):
            return None
        parts.append(part)
        return part


def _studies(entry: Proposal) -> list[Any]:
    if entry.kind is Kind.APPROACH:
        return _listed(entry.text, "onderzoeken")
    study = entry.text.get("onderzoek")
    return [study] if isinstance(study, dict) else []


def _listed(holder: dict[str, Any], name: str) -> list[Any]:
    """The list of parts in a field, made when it is not there."""
    if not isinstance(holder.get(name), list):
        holder[name] = []
    found: list[Any] = holder[name]
    return found


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)


def _near(text: str, names: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(text, list(names), n=1, cutoff=0.7)), None)
