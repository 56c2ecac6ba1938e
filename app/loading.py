"""From a file on disk to the catalogue, telling the person at the terminal what happens."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine
from sqlmodel import Session

from app.database import is_current, writing
from app.dutch_typer import Complaint
from app.migrating import migrate
from catalogue import registers
from catalogue.importing import Line, LoadRefused, Outcome, Report, load
from catalogue.seedfile import Seed, SeedUnreadable, read
from catalogue.tables import Memory

SEED = Path(__file__).resolve().parents[1] / "data" / "mkba_seed.yaml"
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
    """The entries in a file. Raises Complaint with every fault and its line."""
    try:
        return read(read_text(path) if text is None else text)
    except SeedUnreadable as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise Complaint(
            f"{path} kan niet worden gelezen. Verbeter dit en probeer het opnieuw:\n{faults}"
        ) from error


def load_file(
    engine: Engine, path: Path, console: Console, *, quiet: bool, only_when_new: bool = False
) -> Report | None:
    """Load a file in one transaction; None when `only_when_new` and this very file was loaded last.

    Raises Complaint for a file that cannot be read and LoadRefused, after telling, for refused entries.
    """
    text = read_text(path)
    if not is_current(engine):
        raise Complaint("De database is nog niet bijgewerkt. Voer eerst uit: mkba migrate")
    checksum = hashlib.sha256(text.encode()).hexdigest()
    with writing(engine) as db, db.begin():
        if only_when_new and _last_loaded(db) == checksum:
            return None
        try:
            report = _load(db, read_seed(path, text), console, quiet=quiet)
        except LoadRefused as refused:
            console.print(summary(refused.report), highlight=False, soft_wrap=True)
            raise
        if only_when_new:
            db.merge(Memory(name=_CHECKSUM, value=checksum))
    console.print(summary(report), highlight=False, soft_wrap=True)
    return report


def prepare(engine: Engine, console: Console) -> None:
    """Bring the tables up to date, and load the start data when they differ from what was loaded last."""
    migrate(engine)
    console.print("De database is bijgewerkt.")
    if load_file(engine, SEED, console, quiet=True, only_when_new=True) is None:
        console.print("De startgegevens zijn niet veranderd en staan er al in.")


def summary(report: Report) -> str:
    """One sentence about a load, and one more when it was refused."""
    counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in Outcome)
    end = " Er is niets opgeslagen. Verbeter wat hierboven staat." if report.refused else ""
    return f"Totaal {len(report.lines)}: {counts}.{end}"


def _last_loaded(db: Session) -> str | None:
    memory = db.get(Memory, _CHECKSUM)
    return memory.value if memory else None


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
