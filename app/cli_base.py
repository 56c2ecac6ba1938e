"""What all commands share: the list of commands, settings, the database, and how a command ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from app.dutch_typer import Complaint, DutchGroup
from app.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

app = typer.Typer(
    cls=DutchGroup,
    help="Beheer de catalogus van maatschappelijke kosten-batenanalyses in het sociaal werk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

SeedPath = Annotated[Path, typer.Argument(metavar="PAD", help="Het catalogusbestand (YAML).")]


def console() -> Console:
    """Where a command tells what it did."""
    return Console()


def finish(*, is_well: bool) -> None:
    """End the command; exit code 1 when it was not well."""
    if not is_well:
        raise typer.Exit(1)


def read_settings() -> Settings:
    """The settings. Raises Complaint that names each one that cannot be right."""
    try:
        return Settings()
    except ValidationError as error:
        from app.settings import explain

        lines = "\n".join(f"  {line}" for line in explain(error))
        raise Complaint(f"De instellingen kloppen niet. Verbeter dit:\n{lines}") from None


@contextmanager
def engine() -> Iterator["Engine"]:
    """The database, closed afterwards."""
    from app.database import make_engine

    found = make_engine(read_settings())
    try:
        yield found
    finally:
        found.dispose()


@contextmanager
def session() -> Iterator["Session"]:
    """A session on a database with all its tables. Raises Complaint when they are not up to date."""
    from sqlmodel import Session

    from app.database import is_current
    from app.loading import NOT_MIGRATED

    with engine() as database, Session(database) as db:
        if not is_current(database):
            raise Complaint(NOT_MIGRATED)
        yield db


def write(path: Path, text: str) -> None:
    """Write beside the old file first, so that a full disk leaves the old one whole."""
    beside = path.with_name(path.name + ".nieuw")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Complaint(f"{path} kan niet worden geschreven: kijk naar de map en de rechten.") from error
