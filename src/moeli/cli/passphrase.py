"""Secrets that are typed: unseen, or from a file, never among the words of a command."""

import getpass
import sys
from pathlib import Path

from moeli.cli.house import NotReadyError


def asked(file: Path | None, *, twice: bool) -> str:
    """The first line of `file`, else typed; without a terminal, a line of standard input."""
    try:
        if file:
            return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError) as error:
        raise NotReadyError(f"The passphrase cannot be read from {file}.") from error
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Passphrase of the site CA: ")
    if twice and getpass.getpass("Again: ") != first:
        raise NotReadyError("The two passphrases differ. Nothing was changed.")
    return first
