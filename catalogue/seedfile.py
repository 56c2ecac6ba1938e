"""The catalogue as one YAML file that an editor can read, and that loads back without loss."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pydantic import BaseModel, ValidationError

from catalogue import yamltext
from catalogue.canonical import canonical, essence, same
from catalogue.editing import working
from catalogue.faults import Fault, faults
from catalogue.kinds import AnyDocument, Kind
from catalogue.schema import Document
from catalogue.seedform import FORMS, SLUG, EntryForm
from catalogue.vocabulary import EntryState

SEED_FORMAT = "mkba-catalogus/1"

_LISTS = {
    "aanpakken": Kind.APPROACH,
    "achtergrond": Kind.BACKGROUND,
    "kengetallen": Kind.UNIT_COST,
    "kpis": Kind.INDICATOR,
}
_HEADER = f"""\
# Aanpakken in het sociaal werk met hun kosten en baten. Een veld dat niet is ingevuld, heeft de
# standaardwaarde; die hoort bij het formaat. Nakijken: mkba check, gevolgd door de naam van dit bestand.
formaat: {SEED_FORMAT}
"""

__all__ = [
    "SEED_FORMAT",
    "SLUG",
    "Seed",
    "SeedConcept",
    "SeedEntry",
    "SeedRevision",
    "SeedUnreadable",
    "read",
    "write",
    "write_entry",
]


@dataclass(frozen=True)
class SeedRevision:
    """A published version. Numbers run from 1; no moment means: the moment of loading."""

    number: int
    published_at: datetime | None
    note: str | None
    document: AnyDocument


@dataclass(frozen=True)
class SeedConcept:
    """Work in progress and the number of the version it started from (None: a new entry).

    `document` is a whole document, or the JSON of one in which something is still missing.
    """

    document: AnyDocument | Mapping[str, Any]
    base: int | None = None

    @property
    def text(self) -> str:
        """What is stored of it."""
        whole = isinstance(self.document, Document)
        return canonical(self.document) if whole else working.write(self.document)  # type: ignore[arg-type]

    @property
    def essence(self) -> str:
        """The text that stays the same when the format gains a field."""
        return essence(self.document) if isinstance(self.document, Document) else self.text

    def is_in(self, kind: Kind, stored: str, content_format: int) -> bool:
        """Whether a stored concept says the same."""
        if isinstance(self.document, Document):
            return same(stored, kind, self.document, content_format)
        return stored == self.text


@dataclass(frozen=True)
class SeedEntry:
    """One entry. The last revision is the live one; an entry that is only a concept has none."""

    kind: Kind
    slug: str
    former_slugs: tuple[str, ...]
    state: EntryState
    state_reason: str | None
    revisions: tuple[SeedRevision, ...]
    concept: SeedConcept | None = None


@dataclass(frozen=True)
class Seed:
    """Everything in one file."""

    entries: tuple[SeedEntry, ...]


class SeedUnreadable(ValueError):
    """A file that cannot be read as a seed; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order of the file."""
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def read(text: str) -> Seed:
    """Read a seed file. Raises SeedUnreadable with all faults of the file, each with its line."""
    source = yamltext.Text(text)
    found = list(source.faults)
    if found and source.value is None:
        raise SeedUnreadable(found)
    if not isinstance(source.value, dict) or source.value.get("formaat") != SEED_FORMAT:
        message = f"Dit is geen catalogusbestand. Bovenaan hoort te staan: formaat: {SEED_FORMAT}"
        raise SeedUnreadable([Fault((), message, 1)])
    found.extend(_top_faults(source))
    entries = tuple(_entries(source, found))
    found.extend(_slug_faults(source))
    if found:
        raise SeedUnreadable(found)
    return Seed(entries)


def write(seed: Seed) -> str:
    """The text of a seed file; entries keep their order within their kind."""
    parts = [_HEADER]
    for name, kind in _LISTS.items():
        texts = [write_entry(entry) for entry in seed.entries if entry.kind == kind]
        if texts:
            parts += [f"{name}:\n" + "\n".join(texts)]
    return "\n".join(parts)


def write_entry(entry: SeedEntry) -> str:
    """One entry as an item of a YAML list."""
    return yamltext.dump([dict(_fields(entry))])


def _top_faults(source: yamltext.Text) -> Iterator[Fault]:
    for name, value in source.value.items():
        if name == "formaat":
            continue
        if name not in _LISTS:
            message = "Dit veld bestaat niet. Bovenaan kunnen staan: formaat, aanpakken, achtergrond, "
            message += "kengetallen en kpis."
            yield Fault((name,), message, source.line((name,)))
        elif value is not None and not isinstance(value, list):
            message = "Hier hoort een lijst: elk onderdeel begint met een streepje."
            yield Fault((name,), message, source.line((name,)))


def _rows(source: yamltext.Text) -> Iterator[tuple[str, int, Any]]:
    for name in _LISTS:
        rows = source.value.get(name)
        if isinstance(rows, list):
            yield from ((name, place, row) for place, row in enumerate(rows))


def _entries(source: yamltext.Text, found: list[Fault]) -> Iterator[SeedEntry]:
    """The readable entries; what is wrong with the others is added to `found`."""
    for name, place, row in _rows(source):
        form: type[BaseModel] = FORMS[_LISTS[name]]
        try:
            yield _entry(_LISTS[name], form.model_validate(row))  # type: ignore[arg-type]
        except ValidationError as error:
            shown = row["slug"] if isinstance(row, dict) and "slug" in row else place + 1
            for fault in faults(error, row, form):
                line = source.line((name, place, *fault.path))
                found.append(Fault((f"{name} '{shown}'", *fault.path), fault.message, line))


def _entry(kind: Kind, form: EntryForm[Any]) -> SeedEntry:
    published = [(one.published_at, one.note, one.document) for one in form.earlier]
    if form.document is not None:
        published.append((form.published_at, form.note, form.document))
    revisions = tuple(
        SeedRevision(number, _moment(day), note, document)
        for number, (day, note, document) in enumerate(published, start=1)
    )
    concept = None
    if form.concept:
        concept = SeedConcept(form.concept.document or form.concept.working or {}, form.concept.base)
    return SeedEntry(kind, form.slug, form.former_slugs, form.state, form.state_reason, revisions, concept)


def _slug_faults(source: yamltext.Text) -> Iterator[Fault]:
    """A slug names one entry for ever: it may stand in the file once, as present or former one."""
    seen: dict[str, int | None] = {}
    for name, place, row in _rows(source):
        former = row.get("oude_slugs") if isinstance(row, dict) else None
        slugs = [row.get("slug") if isinstance(row, dict) else None, *(former or ())]
        line = source.line((name, place, "slug"))
        for slug in slugs:
            if not isinstance(slug, str):
                continue
            if slug in seen:
                message = f"Deze slug staat ook op regel {seen[slug]}. Elke slug mag maar één keer voorkomen."
                yield Fault((f"{name} '{slug}'",), message, line)
            seen.setdefault(slug, line)


def _moment(day: date | datetime | None) -> datetime | None:
    """A date without a time stands for the start of that day in UTC."""
    if day is None or isinstance(day, datetime):
        return day
    return datetime.combine(day, time(), UTC)


def _shown_moment(moment: datetime | None) -> date | datetime | None:
    """The shortest way to write a moment: only the date where it is the start of that day in UTC."""
    if moment is None:
        return None
    moment = moment.astimezone(UTC)
    return moment.date() if moment.time() == time() else moment


def _fields(entry: SeedEntry) -> Iterator[tuple[str, Any]]:
    """The fields of an entry in reading order; empty ones are left out."""
    yield "slug", entry.slug
    if entry.former_slugs:
        yield "oude_slugs", entry.former_slugs
    yield "stand", entry.state
    if entry.state_reason:
        yield "reden", entry.state_reason
    if entry.revisions:
        yield from _revision_fields(entry.revisions[-1])
    if entry.revisions[:-1]:
        yield "eerdere_versies", [dict(_revision_fields(one)) for one in entry.revisions[:-1]]
    if entry.concept:
        base = {"basis": entry.concept.base} if entry.concept.base else {}
        yield "concept", base | _concept(entry.concept)


def _concept(concept: SeedConcept) -> dict[str, Any]:
    if isinstance(concept.document, Document):
        return {"document": _document(concept.document)}
    return {"werktekst": dict(concept.document)}


def _revision_fields(revision: SeedRevision) -> Iterator[tuple[str, Any]]:
    if revision.published_at:
        yield "gepubliceerd_op", _shown_moment(revision.published_at)
    if revision.note:
        yield "toelichting", revision.note
    yield "document", _document(revision.document)


def _document(document: AnyDocument) -> dict[str, Any]:
    return document.model_dump(by_alias=True, exclude_defaults=True)
