"""From a file on disk to the catalogue, telling the person at the terminal what happens."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine
from sqlmodel import Session

from app import demo
from app.database import is_current, writing
from app.dutch_typer import Complaint
from app.migrating import migrate
from catalogue import register_seed, registers
from catalogue.importing import Line, LoadRefused, Outcome, Report, load
from catalogue.register_file import DATA
from catalogue.seedfile import Seed, SeedUnreadable, read
from catalogue.tables import Memory

SEED = DATA / "mkba_seed.yaml"
REGISTERS = tuple(DATA / name for name in register_seed.FILES)
"""The register files whose rows are entries, such as unit costs."""
NOT_MIGRATED = "De database is nog niet bijgewerkt. Voer eerst uit: mkba migrate"
_CHECKSUM = "startgegevens"
_COLOURS = {Outcome.ADDED: "green", Outcome.CHANGED: "yellow", Outcome.REFUSED: "red"}


def read_text(path: Path) -> str:
    """The text of a file. Raises Complaint when it is not there or not text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Complaint(f"Het bestand {path} is er niet. Kijk of het pad klopt.") from None
    except IsADirectoryError:
        raise Complaint(f"{path} is een map. Geef het pad van een bestand.") from None
    except PermissionError:
        raise Complaint(f"Het bestand {path} mag niet worden gelezen. Kijk naar de rechten.") from None
    except UnicodeDecodeError:
        raise Complaint(f"{path} is geen tekst in UTF-8. Sla het bestand op als UTF-8.") from None


def read_seed(path: Path, text: str | None = None) -> Seed:
    """The entries in a catalogue file or register file. Raises Complaint with every fault and its line."""
    text = read_text(path) if text is None else text
    try:
        return register_seed.read(text) if register_seed.is_register(text) else read(text)
    except SeedUnreadable as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise Complaint(
            f"{path} kan niet worden gelezen. Verbeter dit en probeer het opnieuw:\n{faults}"
        ) from error


def load_file(engine: Engine, path: Path, console: Console, *, quiet: bool) -> Report:
    """Load a file in one transaction. Raises Complaint, and LoadRefused after telling why."""
    return _load_seed(engine, read_seed(path), console, quiet=quiet)


def prepare(engine: Engine, console: Console) -> None:
    """Bring the tables up to date, and load the start data when they differ from what was loaded last.

    Raises Complaint, and LoadRefused after telling why.
    """
    migrate(engine)
    console.print("De database is bijgewerkt.")
    texts = {path: read_text(path) for path in (SEED, *REGISTERS)}
    each = (hashlib.sha256(text.encode()).hexdigest() for text in texts.values())
    checksum = hashlib.sha256("".join(each).encode()).hexdigest()
    with Session(engine) as db:
        memory = db.get(Memory, _CHECKSUM)
    if memory is not None and memory.value == checksum:
        console.print("De startgegevens zijn niet veranderd en staan er al in.")
        return
    first, *others = (read_seed(path, text) for path, text in texts.items())
    seed = register_seed.joined(first, others)
    _load_seed(engine, seed, console, quiet=True, checksum=checksum)


def prepare_demo(engine: Engine, console: Console) -> None:
    """Make the demo accounts of a developer's machine that are not there yet."""
    with writing(engine) as db, db.begin():
        made = demo.make(db, datetime.now(UTC))
    if made:
        console.print(
            "De oefenaccounts staan klaar. U vindt ze op de pagina om u aan te melden.", soft_wrap=True
        )


def _load_seed(
    engine: Engine, seed: Seed, console: Console, *, quiet: bool, checksum: str | None = None
) -> Report:
    """Load entries; a checksum is remembered together with what it stands for."""
    if not is_current(engine):
        raise Complaint(NOT_MIGRATED)
    try:
        with writing(engine) as db, db.begin():
            report = _load(db, seed, console, quiet=quiet)
            if checksum is not None:
                db.merge(Memory(name=_CHECKSUM, value=checksum))
    except LoadRefused as refused:
        console.print(summary(refused.report), highlight=False, soft_wrap=True)
        raise
    console.print(summary(report), highlight=False, soft_wrap=True)
    return report


def summary(report: Report) -> str:
    """One sentence about a load, and one more when it was refused."""
    counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in Outcome)
    end = " Er is niets opgeslagen. Verbeter wat hierboven staat." if report.refused else ""
    return f"Totaal {len(report.lines)}: {counts}.{end}"


def _load(db: Session, seed: Seed, console: Console, *, quiet: bool) -> Report:
    show = line_printer(console, quiet=quiet)
    columns = (TextColumn("Nakijken"), BarColumn(), MofNCompleteColumn())
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=len(seed.entries))

        def step(line: Line) -> None:
            progress.advance(task)
            show(line)

        return load(
            db, seed, municipalities=registers.municipalities().keys(), at=datetime.now(UTC), progress=step
        )


def line_printer(console: Console, *, quiet: bool) -> Callable[[Line], None]:
    """Print what happens with each entry; quietly only what someone has to look at."""

    def show(line: Line) -> None:
        if quiet and not line.reasons and not line.notices:
            return
        console.print(
            f"{line.outcome:<12} {line.kind:<11} {line.slug}",
            style=_COLOURS.get(line.outcome),
            highlight=False,
            soft_wrap=True,
        )
        for remark in (*line.reasons, *line.notices):
            console.print(f"             - {remark}", highlight=False, markup=False, soft_wrap=True)

    return show
