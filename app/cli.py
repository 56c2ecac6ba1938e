"""The command line: `mkba`. Each module named here adds its commands to the list."""

import sys

import typer
from rich.console import Console
from sqlalchemy.exc import ArgumentError, OperationalError

from app import cli_data, cli_people, cli_registers, cli_reports, cli_serving
from app.cli_base import app
from app.dutch_typer import sentence

__all__ = ["app", "cli_data", "cli_people", "cli_registers", "cli_reports", "cli_serving", "main", "run"]


def run(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit code; what a person can put right is told in Dutch."""
    try:
        code = app(arguments, prog_name="mkba", standalone_mode=False)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(f"{error.message}\n")
            return 2
        return _complain(sentence(error))
    except typer.Abort:
        return 1
    except ArgumentError:
        return _complain(
            "DATABASE_URL is geen adres van een database. Een voorbeeld: sqlite:///var/mkba.sqlite3"
        )
    except OperationalError as error:
        return _complain(
            "De database is niet bereikbaar, is bezet of is nog niet bijgewerkt. Kijk naar DATABASE_URL en "
            f"DATA_DIR en voer zo nodig uit: mkba migrate\n  ({error.orig})"
        )
    return code if isinstance(code, int) else 0


def main() -> None:
    """Start from a terminal."""
    sys.exit(run())


def _complain(message: str) -> int:
    Console(stderr=True).print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    return 2
