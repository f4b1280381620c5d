"""`./moeli import`: take the batches of a file; what was taken before is not taken twice."""

import argparse
from pathlib import Path

from moeli.cli.house import open_house

HELP = "Verify and take the batches of a file."


def configure(parser: argparse.ArgumentParser) -> None:
    """Which file."""
    parser.add_argument("file", type=Path, help="the file that ./moeli export wrote")


def run(arguments: argparse.Namespace) -> int:
    """Take every batch; the first one refused ends it, says why and answers 1."""
    open_house()
    from moeli.cli import ready
    from moeli.network import services
    from moeli.platform.access.actor import SYSTEM

    ready.migrated()
    waiting = 0
    for taken in services.import_file(actor=SYSTEM, path=arguments.file):
        waiting += taken.quarantined
        if taken.publication or taken.refused:
            print(_version(taken.publication, taken.refused), flush=True)
            continue
        told = f"{taken.new} new, {taken.applied} applied, {taken.quarantined} in quarantine"
        print(f"Entries {taken.first} to {taken.last} of {taken.node}: {told}.", flush=True)
    if waiting:
        print(f"{waiting} entries could not act. ./moeli node quarantine lists them.")
    return 0


def _version(publication: str, refused: str) -> str:
    if refused:
        return f"A published version was refused ({refused}); the last good one stays in force."
    return f"Published version {publication} was received."
