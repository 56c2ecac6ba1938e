"""Looks over the register files: everything that is wrong with them at once, in plain Dutch.

The site itself stops at the first fault of a register, as it should; an editor wants to see them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.cpi import Cpi
from catalogue.faults import Fault, where
from catalogue.register_checks_base import Looked, parsed
from catalogue.register_checks_cpi import look_at_cpi
from catalogue.register_checks_municipalities import look_at_municipalities
from catalogue.register_checks_rates import look_at_rates
from catalogue.register_checks_unit_costs import look_at_kpis, look_at_unit_costs
from catalogue.register_file import DATA
from catalogue.yamltext import Text

CPI_FILE = "cpi.yaml"
Look = Callable[[Any], Looked]


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """One thing that is wrong: the file, the place in it, and what to do."""

    file: str
    place: str
    line: int | None
    message: str

    def __str__(self) -> str:
        line = f"regel {self.line}" if self.line else ""
        return ": ".join((", ".join(filter(None, (self.file, line, self.place))), self.message))


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What looking over one register found. `summary` tells counts and status."""

    name: str
    file: str
    summary: str
    problems: tuple[RegisterProblem, ...]


def check_registers(folder: Path = DATA) -> tuple[RegisterReport, ...]:
    """Look over every register in a folder. A file that is not there or not readable is a problem as well."""
    registers: tuple[tuple[str, str, Look], ...] = (
        ("Consumentenprijsindex", CPI_FILE, look_at_cpi),
        ("Discontovoeten", "discontovoeten.yaml", look_at_rates),
        ("Gemeenten", "gemeenten.yaml", look_at_municipalities),
        ("Kengetallen", "kengetallen.yaml", partial(look_at_unit_costs, indexed=_indexed(folder))),
        ("Indicatoren", "kpis.yaml", look_at_kpis),
    )
    return tuple(_check(name, folder / file, look) for name, file, look in registers)


def _indexed(folder: Path) -> range | None:
    """The years of the price index; None when that file has faults of its own, which are told there."""
    text = _read(folder / CPI_FILE)
    series = parsed(Cpi, text.value) if text and not text.faults else None
    return series.indexed if isinstance(series, Cpi) else None


def _read(path: Path) -> Text | None:
    try:
        return Text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _check(name: str, path: Path, look: Look) -> RegisterReport:
    text = _read(path)
    if text is None:
        absent = RegisterProblem(path.name, "", None, "Dit bestand is niet te lezen.")
        return RegisterReport(name, path.name, "", (absent,))
    looked = Looked(tuple(text.faults), "") if text.faults else look(text.value)
    problems = tuple(_problem(path.name, fault, text) for fault in looked.faults)
    return RegisterReport(name, path.name, looked.summary, problems)


def _problem(file: str, fault: Fault, text: Text) -> RegisterProblem:
    return RegisterProblem(file, where(fault.path), fault.line or text.line(fault.path), fault.message)
