"""Typer in Dutch: its headings, its help and its complaints."""

from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.ARGUMENTS_PANEL_TITLE = "Wat u opgeeft"
rich_utils.OPTIONS_PANEL_TITLE = "Opties"
rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
rich_utils.DEFAULT_STRING = "[anders: {}]"
rich_utils.REQUIRED_LONG_STRING = "[verplicht]"


class Complaint(typer.TyperException):
    """Something a person can put right; the message says how. The program stops with exit code 2."""

    exit_code = 2


class DutchCommand(TyperCommand):
    """A command whose help is Dutch."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **(options | {"options_metavar": "[OPTIES]"}))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _in_dutch(super().get_help_option(ctx))


class DutchGroup(TyperGroup):
    """The list of commands, with Dutch help."""

    def __init__(self, *args: Any, **options: Any) -> None:
        names = {"options_metavar": "[OPTIES]", "subcommand_metavar": "OPDRACHT …"}
        super().__init__(*args, **(options | names))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _in_dutch(super().get_help_option(ctx))


def sentence(error: typer.TyperException) -> str:
    """What went wrong on the command line, and what to do about it."""
    if isinstance(error, Complaint):
        return error.message
    match type(error).__name__:
        case "NoSuchOption":
            what = f"De optie {getattr(error, 'option_name', '')} bestaat niet."
        case "MissingParameter":
            what = f"Er ontbreekt iets: {_name(error)}."
        case "BadParameter":
            what = f"De waarde bij {_name(error)} kan niet."
        case _:
            # The only other mistakes left: a command that does not exist, or a word too many.
            what = "Deze opdracht bestaat niet, of er staat een woord te veel."
    return f"{what} Met --help ziet u wat er kan."


def _name(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "een waarde"
    options = [option for option in parameter.opts if option.startswith("--")]
    return str(options[0] if options else parameter.metavar or parameter.name)


def _usage(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix="Gebruik: ")


def _in_dutch(option: Any) -> Any:
    if option is not None:
        option.help = "Laat deze uitleg zien."
    return option
