"""Commands that run: the site, the worker, and the upkeep of the search server."""

import gc
import os
from typing import Annotated

import typer

from app.cli_base import app, console, engine, finish, read_settings
from app.dutch_typer import Complaint, DutchCommand
from app.settings import Settings


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

    settings = read_settings()
    if reload and workers > 1:
        raise Complaint("Met --reload draait de site in één proces. Laat --workers weg.")
    _refuse_demo_accounts(settings)
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


@app.command(cls=DutchCommand, help="Draai de werker: die geeft wijzigingen door aan de zoekserver.")
def work(
    once: Annotated[bool, typer.Option("--once", help="Doe wat er nu wacht en stop dan.")] = False,
) -> None:
    from app.upkeep_commands import work as do_work

    finish(is_well=do_work(read_settings(), console(), once=once))


@app.command(cls=DutchCommand, help="Maak de index van de zoekserver helemaal opnieuw.")
def reindex() -> None:
    from app.upkeep_commands import reindex as build

    with engine() as database:
        finish(is_well=build(read_settings(), database, console()))


@app.command(cls=DutchCommand, help="Vergelijk de index van de zoekserver met de database en herstel die.")
def check_index(
    only_look: Annotated[
        bool, typer.Option("--alleen-kijken", help="Noem alleen de verschillen; herstel niets.")
    ] = False,
) -> None:
    from app.upkeep_commands import check_index as compare

    with engine() as database:
        finish(is_well=compare(read_settings(), database, console(), only_look=only_look))


def _refuse_demo_accounts(settings: Settings) -> None:
    """Say why the site does not start in production with demo accounts, before any process begins."""
    if settings.is_development:
        return
    from app.state import refuse_demo_accounts

    with engine() as database:
        try:
            refuse_demo_accounts(settings, database)
        except RuntimeError as refused:
            raise Complaint(str(refused)) from None
