"""Commands on the registers: the data files with index figures, rates, municipalities and unit costs."""

import typer

from app.cli_base import app, console, finish
from app.dutch_typer import DutchCommand, DutchGroup

registers = typer.Typer(
    cls=DutchGroup,
    help="Beheer de registers: indexcijfers, discontovoeten, gemeenten, kengetallen en indicatoren.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(registers, name="registers")


@registers.callback()
def group() -> None:
    """Keep `check` a command of the group; with one command Typer would make the group that command."""


@registers.command(cls=DutchCommand, help="Kijk de registers na: volgorde, gaten, dubbele rijen en sommen.")
def check() -> None:
    from catalogue.register_checks import check_registers

    reports = check_registers()
    out = console()
    for report in reports:
        for problem in report.problems:
            out.print(str(problem), highlight=False, markup=False, soft_wrap=True)
        if not report.problems:
            line = f"{report.name}: {report.summary}. In orde."
            out.print(line, highlight=False, markup=False, soft_wrap=True)
    wrong = sum(len(report.problems) for report in reports)
    if wrong:
        out.print(f"{wrong} {'fout' if wrong == 1 else 'fouten'} gevonden.", highlight=False)
    finish(is_well=not wrong)
