"""Commands on the collection: database, files, and what they must look like."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli_base import SeedPath, app, console, engine, read_settings, session, write
from app.dutch_typer import DutchCommand


@app.command(cls=DutchCommand, help="Werk de tabellen van de database bij.")
def migrate() -> None:
    from app.migrating import migrate as bring_up_to_date

    with engine() as database:
        bring_up_to_date(database)
    console().print("De database is bijgewerkt.")


@app.command(
    cls=DutchCommand,
    help="Laad een catalogus- of registerbestand: alles of, bij een fout, niets.",
)
def load(
    path: SeedPath,
    quiet: Annotated[bool, typer.Option("--stil", help="Noem alleen wat aandacht vraagt.")] = False,
) -> None:
    from app.loading import load_file
    from catalogue.importing import LoadRefused

    with engine() as database:
        try:
            load_file(database, path, console(), quiet=quiet)
        except LoadRefused:
            raise typer.Exit(1) from None


@app.command(cls=DutchCommand, help="Schrijf de hele catalogus naar een bestand, of naar het scherm.")
def export(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PAD]", help="Waar het bestand komt.", show_default=False)
    ] = None,
) -> None:
    from catalogue.exporting import export as as_text

    with session() as db:
        text = as_text(db)
    if path is None:
        sys.stdout.write(text)
        return
    write(path, text)
    console().print(f"De catalogus staat nu in {path}.", highlight=False, soft_wrap=True)


@app.command(cls=DutchCommand, help="Maak alles klaar: werk de database bij en laad de startgegevens.")
def prepare() -> None:
    from app.loading import prepare as prepare_all
    from app.loading import prepare_demo
    from catalogue.importing import LoadRefused

    with engine() as database:
        try:
            prepare_all(database, console())
        except LoadRefused:
            raise typer.Exit(1) from None
        if read_settings().is_development:
            prepare_demo(database, console())


@app.command(cls=DutchCommand, help="Kijk een catalogus- of registerbestand na zonder iets te veranderen.")
def check(path: SeedPath) -> None:
    from app.checking import check_file

    if not check_file(path, console()):
        raise typer.Exit(1)


@app.command(cls=DutchCommand, help="Laat het JSON Schema van het catalogusbestand zien.")
def schema() -> None:
    import json

    from catalogue.seedform import SeedForm

    text = json.dumps(SeedForm.model_json_schema(by_alias=True), ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")
