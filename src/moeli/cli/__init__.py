"""The command line: one module per command, imported only when its command is called."""

import argparse
import keyword
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from moeli import __version__

_GROUPS = {
    "Begin": ("demo", "setup", "serve", "practice", "work", "agent"),
    "Work": ("mrz", "read", "specimens", "journal", "verify", "forms"),
    "Look after": (
        "backup",
        "restore",
        "upgrade",
        "certificate",
        "migrate",
        "person",
        "keys",
        "doctor",
        "manage",
    ),
    "Carry": ("node", "export", "import"),
    "Build": ("test", "check", "bench", "docs", "messages", "lock"),
}
COMMANDS = tuple(name for names in _GROUPS.values() for name in names)
_INTERRUPTED = 130
_USAGE = 2


class Command(Protocol):
    """What a command's module offers; `run` answers with the exit code."""

    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it."""


def main(words: Sequence[str]) -> int:
    """Run the command that `words` name; the one place where errors become sentences."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    if words[0] not in COMMANDS:
        print(
            f"moeli: there is no command {words[0]!r}. ./moeli --help lists them.", file=sys.stderr
        )
        return _USAGE
    return _run(words[0], words[1:])


def overview() -> str:
    """All commands, each with its line."""
    lines = [f"Moeli {__version__}. Usage: ./moeli COMMAND [--help]"]
    for group, names in _GROUPS.items():
        lines += ["", group, *(f"  {name:<10} {command(name).HELP}" for name in names)]
    return "\n".join(lines)


def command(name: str) -> Command:
    """The module of a command."""
    return import_module(f"moeli.cli.{name}{'_' * keyword.iskeyword(name)}")


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser of a command's arguments."""
    module = command(name)
    parser = argparse.ArgumentParser(prog=f"./moeli {name}", description=module.HELP)
    module.configure(parser)
    return parser


def _run(name: str, words: Sequence[str]) -> int:
    arguments = parser_of(name).parse_args(_handed_on(name, words))
    try:
        return command(name).run(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 -- the last handler; what is not foreseen is raised
        return _said(error)


def _handed_on(name: str, words: Sequence[str]) -> Sequence[str]:
    """The words; those for pytest all behind `--`, or argparse takes the first option for ours."""
    theirs = name == "test" and bool(words) and words[0] not in ("-h", "--help")
    return ["--", *words] if theirs else words


def _said(error: Exception) -> int:
    """A foreseen error's sentence; anything else is a defect and keeps its traceback."""
    # A module that was never loaded cannot have raised its error.
    foreseen = (("moeli.platform.errors", "MoeliError"), ("moeli.cli.house", "NotReadyError"))
    kinds = tuple(getattr(sys.modules[at], name) for at, name in foreseen if at in sys.modules)
    if not isinstance(error, kinds):
        raise error
    print(f"moeli: {error}", file=sys.stderr)
    return 1
