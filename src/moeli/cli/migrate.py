"""`./moeli migrate`: bring the database up to date."""

import argparse

from moeli.cli.house import open_house

HELP = "Bring the database up to date."


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Migrate; a second time changes nothing."""
    open_house()
    from moeli.cli import ready

    del arguments
    pending = ready.pending_migrations()
    ready.migrate()
    print(f"The database is up to date ({pending} migrations applied).")
    return 0
