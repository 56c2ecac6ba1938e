"""What the checks of all registers share: rows, their shape, links between rows, and what is there twice."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from catalogue.faults import Fault, Path, faults
from catalogue.schema import Document

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking over one register found; `summary` tells counts and status."""

    faults: tuple[Fault, ...]
    summary: str


def rows_of(content: Any, key: str) -> tuple[list[tuple[Path, dict[str, Any]]], list[Fault]]:
    """The rows under a key with their paths, and what is no row."""
    listed = content.get(key) if isinstance(content, Mapping) else None
    if not isinstance(listed, list):
        return [], [Fault((key,), "Hier hoort een lijst te staan.")]
    rows: list[tuple[Path, dict[str, Any]]] = []
    wrong: list[Fault] = []
    for number, row in enumerate(listed):
        path: Path = (key, number)
        if isinstance(row, dict):
            rows.append((path, row))
        else:
            wrong.append(Fault(path, "Hier horen velden te staan, elk met een naam en een waarde."))
    return rows, wrong


def parsed(model: type[D], value: Any, path: Path = ()) -> D | list[Fault]:
    """The value as a document, or everything that is wrong with its shape."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        return [Fault((*path, *fault.path), fault.message) for fault in faults(error, value, model)]


def twice(values: Iterable[tuple[Path, object]], what: str) -> Iterator[Fault]:
    """A fault for each value that was there before; `what` names it: "Dit kenmerk"."""
    seen: dict[Hashable, Path] = {}
    for path, value in values:
        if value is None or not isinstance(value, Hashable):
            continue  # its shape is wrong, which is told where shapes are looked at
        if value in seen:
            yield Fault(path, f"{what} ({value}) staat er twee keer.")
        seen.setdefault(value, path)


def linked(row: Mapping[str, Any], key: str, known: Mapping[str, Any], path: Path) -> tuple[Any, list[Fault]]:
    """What the ids under a key of a row stand for, one or a list, and the ids that stand for nothing."""
    named = row.get(key)
    ids: Sequence[Any] = named if isinstance(named, list) else [named]
    wrong = [
        Fault((*path, key), f"‘{id}’ staat niet in dit bestand.")
        for id in ids
        if not isinstance(id, str) or id not in known
    ]
    found = [known[id] for id in ids if isinstance(id, str) and id in known]
    return (found if isinstance(named, list) else found[0] if found else None), wrong


def by_id(rows: Iterable[tuple[Path, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Rows by their id; of two with one id the first."""
    found: dict[str, dict[str, Any]] = {}
    for _, row in rows:
        if isinstance(row.get("id"), str):
            found.setdefault(row["id"], row)
    return found
