"""The command line: `mkba`."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import ArgumentError, OperationalError

from app.dutch_typer import Complaint, DutchCommand, DutchGroup, sentence
from app.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

app = typer.Typer(
    cls=DutchGroup,
    help="Beheer de catalogus van maatschappelijke kosten-batenanalyses in het sociaal werk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

SeedPath = Annotated[Path, typer.Argument(metavar="PAD", help="Het catalogusbestand (YAML).")]


@app.command(cls=DutchCommand, help="Werk de tabellen van de database bij.")
def migrate() -> None:
    from app.migrating import migrate as bring_up_to_date

    with _engine() as engine:
        bring_up_to_date(engine)
    _console().print("De database is bijgewerkt.")


@app.command(cls=DutchCommand, help="Laad een catalogusbestand: alles of, bij een fout, niets.")
def load(
    path: SeedPath,
    quiet: Annotated[bool, typer.Option("--stil", help="Noem alleen wat aandacht vraagt.")] = False,
) -> None:
    from app.loading import load_file
    from catalogue.importing import LoadRefused

    with _engine() as engine:
        try:
            load_file(engine, path, _console(), quiet=quiet)
        except LoadRefused:
            raise typer.Exit(1) from None


@app.command(cls=DutchCommand, help="Schrijf de hele catalogus naar een bestand, of naar het scherm.")
def export(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PAD]", help="Waar het bestand komt.", show_default=False)
    ] = None,
) -> None:
    from sqlmodel import Session

    from app.database import is_current
    from app.loading import NOT_MIGRATED
    from catalogue.exporting import export as as_text

    with _engine() as engine, Session(engine) as db:
        if not is_current(engine):
            raise Complaint(NOT_MIGRATED)
        text = as_text(db)
    if path is None:
        sys.stdout.write(text)
        return
    _write(path, text)
    _console().print(f"De catalogus staat nu in {path}.", highlight=False, soft_wrap=True)


@app.command(cls=DutchCommand, help="Maak alles klaar: werk de database bij en laad de startgegevens.")
def prepare() -> None:
    from app.loading import prepare as prepare_all
    from catalogue.importing import LoadRefused

    with _engine() as engine:
        try:
            prepare_all(engine, _console())
        except LoadRefused:
            raise typer.Exit(1) from None


@app.command(cls=DutchCommand, help="Start de site.")
def serve(
    host: Annotated[
        str, typer.Option(metavar="ADRES", help="Het netwerkadres om op te luisteren.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="POORT", help="De poort om op te luisteren.", min=0, max=65535)
    ] = 8000,
    reload: Annotated[
        bool, typer.Option("--reload", help="Start opnieuw als de code verandert; voor ontwikkelaars.")
    ] = False,
    workers: Annotated[
        int, typer.Option(metavar="AANTAL", help="Hoeveel processen de site draaien.", min=1)
    ] = 1,
) -> None:
    import uvicorn

    settings = _settings()
    if reload and workers > 1:
        raise Complaint("Met --reload draait de site in één proces. Laat --workers weg.")
    if settings.is_development or not settings.meili_url:
        # Through the environment, as the processes that uvicorn starts read their settings there.
        os.environ.setdefault("MKBA_WORKER", "1")
    # What is made at start lives for ever; looking for garbage in it takes a fifth of the start.
    # The site turns the collector on again once it is ready.
    gc.disable()
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        reload=reload,
        workers=workers,
        access_log=False,
        server_header=False,
    )


@app.command(cls=DutchCommand, help="Kijk een catalogusbestand na zonder iets te veranderen.")
def check(path: SeedPath) -> None:
    from app.checking import check_file

    if not check_file(path, _console()):
        raise typer.Exit(1)


@app.command(cls=DutchCommand, help="Draai de werker: die geeft wijzigingen door aan de zoekserver.")
def work(
    once: Annotated[bool, typer.Option("--once", help="Doe wat er nu wacht en stop dan.")] = False,
) -> None:
    from app.upkeep_commands import work as do_work

    _exit(is_well=do_work(_settings(), _console(), once=once))


@app.command(cls=DutchCommand, help="Maak de index van de zoekserver helemaal opnieuw.")
def reindex() -> None:
    from app.upkeep_commands import reindex as build

    with _engine() as engine:
        _exit(is_well=build(_settings(), engine, _console()))


@app.command(cls=DutchCommand, help="Vergelijk de index van de zoekserver met de database en herstel die.")
def check_index(
    only_look: Annotated[
        bool, typer.Option("--alleen-kijken", help="Noem alleen de verschillen; herstel niets.")
    ] = False,
) -> None:
    from app.upkeep_commands import check_index as compare

    with _engine() as engine:
        _exit(is_well=compare(_settings(), engine, _console(), only_look=only_look))


@app.command(cls=DutchCommand, help="Laat zien waar bezoekers op zochten zonder iets te vinden.")
def searches(
    month: Annotated[
        bool, typer.Option("--maand", help="Alleen deze maand, in plaats van de laatste 12 maanden.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Schrijf alles als CSV naar het scherm.")] = False,
) -> None:
    from sqlmodel import Session

    from app.database import is_current
    from app.loading import NOT_MIGRATED
    from app.missed_list import Period, report, tell

    with _engine() as engine, Session(engine) as db:
        if not is_current(engine):
            raise Complaint(NOT_MIGRATED)
        found = report(db, Period.MONTH if month else Period.YEAR)
    if csv:
        sys.stdout.write(found.csv())
    else:
        tell(found, _console())


@app.command(cls=DutchCommand, help="Stel woorddelen voor waarmee de zoekmachine meer woorden kan splitsen.")
def words(
    most: Annotated[
        int, typer.Option("--aantal", metavar="AANTAL", help="Hoeveel voorstellen u wilt zien.", min=1)
    ] = 30,
) -> None:
    from sqlmodel import Session

    from app.database import is_current
    from app.loading import NOT_MIGRATED
    from app.word_list import proposed, tell

    with _engine() as engine, Session(engine) as db:
        if not is_current(engine):
            raise Complaint(NOT_MIGRATED)
        tell(proposed(db), _console(), most)


@app.command(cls=DutchCommand, help="Laat het JSON Schema van het catalogusbestand zien.")
def schema() -> None:
    import json

    from catalogue.seedform import SeedForm

    text = json.dumps(SeedForm.model_json_schema(by_alias=True), ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


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


def _exit(*, is_well: bool) -> None:
    if not is_well:
        raise typer.Exit(1)


def _console() -> Console:
    return Console()


def _complain(message: str) -> int:
    Console(stderr=True).print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    return 2


def _settings() -> Settings:
    """The settings. Raises Complaint that names each one that cannot be right."""
    try:
        return Settings()
    except ValidationError as error:
        from app.settings import explain

        lines = "\n".join(f"  {line}" for line in explain(error))
        raise Complaint(f"De instellingen kloppen niet. Verbeter dit:\n{lines}") from None


@contextmanager
def _engine() -> Iterator["Engine"]:
    from app.database import make_engine

    engine = make_engine(_settings())
    try:
        yield engine
    finally:
        engine.dispose()


def _write(path: Path, text: str) -> None:
    """Write beside the old file first, so that a full disk leaves the old one whole."""
    beside = path.with_name(path.name + ".nieuw")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Complaint(f"{path} kan niet worden geschreven: kijk naar de map en de rechten.") from error
