"""Reads the register files in the data folder."""

from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from catalogue.yaml_exact import load

DATA = Path(__file__).resolve().parents[1] / "data"

Row = TypeVar("Row")


def read(name: str) -> dict[str, Any]:
    """The mapping in data/{name}.yaml. Raises YamlProblem, or FileNotFoundError without such a file."""
    content = load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise TypeError(f"data/{name}.yaml: verwacht sleutels met waarden.")
    return content


def by_key(keys: Iterable[Hashable], rows: Iterable[Row]) -> dict[Any, Row]:
    """Rows by their key. Raises ValueError for a key that occurs twice: a register has one truth per key."""
    found: dict[Any, Row] = {}
    for key, row in zip(keys, rows, strict=True):
        if key in found:
            raise ValueError(f"“{key}” staat er twee keer.")
        found[key] = row
    return found
