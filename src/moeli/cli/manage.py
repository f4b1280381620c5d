"""`./moeli manage`: Django's own management commands, for those who know them."""

import argparse

from moeli.cli.house import open_house

HELP = "Run one of Django's management commands."


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` is handed on."""
    parser.add_argument("words", nargs=argparse.REMAINDER, help="the command and its arguments")


def run(arguments: argparse.Namespace) -> int:
    """Hand over."""
    open_house()
    from django.core.management import (
        execute_from_command_line,
    )

    execute_from_command_line(["./moeli manage", *arguments.words])
    return 0
