"""Commands that report on searching: what was not found, and which word parts would help."""

import sys
from typing import Annotated

import typer

from app.cli_base import app, console, session
from app.dutch_typer import DutchCommand


@app.command(cls=DutchCommand, help="Laat zien waar bezoekers op zochten zonder iets te vinden.")
def searches(
    month: Annotated[
        bool, typer.Option("--maand", help="Alleen deze maand, in plaats van de laatste 12 maanden.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Schrijf alles als CSV naar het scherm.")] = False,
) -> None:
    from app.missed_list import Period, report, tell

    with session() as db:
        found = report(db, Period.MONTH if month else Period.YEAR)
    if csv:
        sys.stdout.write(found.csv())
    else:
        tell(found, console())


@app.command(cls=DutchCommand, help="Stel woorddelen voor waarmee de zoekmachine meer woorden kan splitsen.")
def words(
    most: Annotated[
        int, typer.Option("--aantal", metavar="AANTAL", help="Hoeveel voorstellen u wilt zien.", min=1)
    ] = 30,
) -> None:
    from app.word_list import proposed, tell

    with session() as db:
        tell(proposed(db), console(), most)
