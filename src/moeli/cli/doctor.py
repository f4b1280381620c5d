"""`./moeli doctor`: what is wrong with this installation, and how to mend it."""

import argparse

from moeli.cli.house import open_house

HELP = "Examine this installation."


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Every finding with its mend; 1 when one of them is an error."""
    del arguments
    open_house()
    from moeli.cli import ready

    pending = ready.pending_migrations()
    if pending:
        print(f"✕ The database lacks {pending} migrations.\n    Mend: ./moeli migrate")
        return 1
    found = ready.examined()
    for message in found:
        print(f"{'✕' if message.is_serious() else '!'} {message.id}: {message.msg}")
        if message.hint:
            print(f"    Mend: {message.hint}")
    if not found:
        print("✓ Nothing was found.")
    return int(any(message.is_serious() for message in found))
