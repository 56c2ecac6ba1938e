"""Entries in a YAML file: the catalogue file itself, or a list of texts that may be incomplete.

A YAML text is the whole entry: what it does not name has its default, as in the catalogue file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from catalogue.canonical import canonical
from catalogue.editing.concepts import slug_of
from catalogue.editing.sheets_reading import LONGEST_SLUG, Base, Proposal, Read
from catalogue.editing.sheets_tables import CellFault, shorten
from catalogue.editing.working import Working
from catalogue.editing.working import read as read_working
from catalogue.faults import Path, faults, where
from catalogue.kinds import MODELS, Kind
from catalogue.schema import Document, plain
from catalogue.seedform import SLUG
from catalogue.shapes import Kind as FactKind
from catalogue.shapes import Shape, shapes
from catalogue.yamltext import Text

LISTS: Mapping[str, Kind] = {
    "aanpakken": Kind.APPROACH,
    "achtergrond": Kind.BACKGROUND,
    "kengetallen": Kind.UNIT_COST,
    "kpis": Kind.INDICATOR,
}
_AROUND = {"slug", "soort"}
_BEGINNING = re.compile(r"(formaat|aanpakken|achtergrond|kengetallen|kpis)\s*:|- *\w+\s*:|---")
_MISSING = "Dit verplichte veld ontbreekt."
_NOTHING = (
    "Hier staan geen pagina’s in. Bovenaan hoort ‘aanpakken:’ of ‘achtergrond:’ met daaronder een lijst, "
    "of meteen een lijst van pagina’s met een slug."
)


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    kind: Kind
    slug: str
    document: Any
    document_path: Path


class YamlFile:
    """A YAML text with entries. Reading never raises; what is wrong comes out with the proposals."""

    def __init__(self, text: str) -> None:
        self._source = Text(text)
        self._rows = list(self._found())

    @property
    def slugs(self) -> set[str]:
        """The slugs that the file names."""
        return {row.slug for row in self._rows if row.slug}

    def proposals(self, bases: Mapping[str, Base]) -> Read:
        """The entries as the file wants them."""
        found = Read(faults=[self._fault(fault.path, fault.message) for fault in self._source.faults])
        seen: dict[str, int] = {}
        if not self._rows and not found.faults:
            found.faults.append(CellFault("", 1, 0, "", "", _NOTHING))
        for row in self._rows:
            if message := self._odd(row, seen, bases):
                found.faults.append(self._fault(row.path, message, row.slug))
                continue
            seen[row.slug] = self._line(row.path)
            text = self._text(row, found)
            if text is not None:
                base = bases.get(row.slug)
                proposal = Proposal(row.slug, row.kind, text, base.text if base else None, is_whole=True)
                proposal.line = self._line(row.path)
                found.proposals.append(proposal)
        return found

    def _odd(self, row: _Row, seen: Mapping[str, int], bases: Mapping[str, Base]) -> str | None:
        """Why an entry cannot be read at all."""
        if not isinstance(row.document, dict):
            return "Hier hoort een pagina te staan, met een slug en daaronder het document."
        name = row.document.get("naam")
        if not row.slug:
            hint = f", bijvoorbeeld {slug_of(name)}" if isinstance(name, str) else ""
            return f"Vul bij slug de naam van de pagina in het webadres in{hint}."
        if not re.fullmatch(SLUG, row.slug) or len(row.slug) > LONGEST_SLUG:
            return (
                f"Een slug heeft alleen kleine letters, cijfers en streepjes. Bedoelt u {slug_of(row.slug)}?"
            )
        if row.slug in seen:
            return f"Deze slug staat er twee keer: zie ook regel {seen[row.slug]}."
        base = bases.get(row.slug)
        if base is not None and base.kind != row.kind:
            return f"Op de site hoort deze slug bij een pagina van de soort {base.kind}."
        return None if name else "Geef de pagina een naam."

    def _text(self, row: _Row, found: Read) -> Working | None:
        """The working document of an entry; None when something in it cannot be read."""
        model = MODELS[row.kind]
        try:
            return read_working(canonical(model.model_validate(row.document)))
        except ValidationError as error:
            wrong = [one for one in faults(error, row.document, model) if one.message != _MISSING]
        for fault in wrong:
            path = (*row.document_path, *fault.path)
            found.faults.append(self._fault(path, fault.message, row.slug, where(fault.path)))
        return None if wrong else _working(model, row.document)

    def _fault(self, path: Path, message: str, slug: str = "", place: str = "") -> CellFault:
        value = self._source.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
                break
        shown = shorten(str(value)) if isinstance(value, str | int | Decimal | date) else ""
        return CellFault("", self._line(path), 0, place or where(path), shown, message, slug)

    def _line(self, path: Path) -> int:
        return self._source.line(path) or 1

    def _found(self) -> Iterator[_Row]:
        value = self._source.value
        if isinstance(value, list):
            for place, item in enumerate(value):
                yield _row((place,), item, None)
        elif isinstance(value, dict):
            for name, kind in LISTS.items():
                items = value.get(name)
                for place, item in enumerate(items if isinstance(items, list) else ()):
                    yield _row((name, place), item, kind)


def looks_like_yaml(text: str) -> bool:
    """Whether a text file is YAML and no CSV, by its first line that says something."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            return bool(_BEGINNING.match(line.strip()))
    return False


def _row(path: Path, item: Any, kind: Kind | None) -> _Row:
    if not isinstance(item, dict):
        return _Row(path, kind or Kind.APPROACH, "", item, path)
    slug = item.get("slug")
    named = next((one for one in Kind if one.value == item.get("soort")), None)
    kind = kind or named or (Kind.BACKGROUND if "onderzoek" in item else Kind.APPROACH)
    concept = item.get("concept")
    if isinstance(concept, dict) and "document" in concept:
        document, inner = concept["document"], (*path, "concept", "document")
    elif "document" in item:
        document, inner = item["document"], (*path, "document")
    else:
        document, inner = {key: value for key, value in item.items() if key not in _AROUND}, path
    return _Row(path, kind, slug if isinstance(slug, str) else "", document, inner)


def _working(model: type[Document], given: Mapping[str, Any]) -> Working:
    """The plain JSON of what is there, in Dutch names."""
    names = {shape.attribute: shape for shape in shapes(model)} | {
        shape.dutch: shape for shape in shapes(model)
    }
    return {names[key].dutch: _value(names[key], value) for key, value in given.items()}


def _value(shape: Shape, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_value(shape, one) for one in value]
    if isinstance(value, Mapping):
        is_part = shape.kind in {FactKind.DOCUMENT, FactKind.FIGURE} and "onbekend" not in value
        return _working(shape.type, value) if is_part else dict(value)
    if shape.kind is FactKind.NUMBER and isinstance(value, int | Decimal):
        return plain(Decimal(value))
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return value.strip() if isinstance(value, str) else value
