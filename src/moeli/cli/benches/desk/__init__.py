"""`./moeli bench desk`: what a scan and a decision take at a desk, as its history grows.

A real site is asked over HTTP by officers who have signed in. The history is written by the
hundred with the rows and the chain of the desk; nobody waits for half a million officers.
"""

import argparse
from pathlib import Path
from typing import Any

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
LISTED = {"none": 0, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
_DISK_BYTES = 3_300  # of one crossing with its entries, bodies and indexes, on SQLite
_LISTED_BYTES = 2_800  # of one listed person, with her key and her entry
_OVERHEAD_BYTES = 50_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """How much history, on which engine, how hard it is pressed."""
    parser.add_argument("--size", choices=SIZES, default="10k", help="crossings (%(default)s)")
    parser.add_argument(
        "--listed", choices=LISTED, default="none", help="persons on the list (%(default)s)"
    )
    parser.add_argument(
        "--engine", choices=("sqlite", "postgresql"), default="sqlite", help="(%(default)s)"
    )
    parser.add_argument(
        "--rate", type=int, default=150, help="decisions a second that arrive (%(default)s)"
    )
    parser.add_argument(
        "--workers",
        type=int,
        nargs="+",
        default=[1, 2],
        help="processes that answer, one run of the open loop each (%(default)s)",
    )
    parser.add_argument(
        "--seconds", type=int, default=10, help="for how long; 60 to quote it (%(default)s)"
    )
    parser.add_argument(
        "--folder", type=Path, help="where the history lies meanwhile; elsewhere than the default"
    )


def run(*, quick: bool, arguments: argparse.Namespace) -> dict[str, Any]:
    """Load, measure, and say on what; the folder is gone afterwards. Raises SystemExit."""
    from moeli.cli.benches.desk.house import house

    size, listed = SIZES[arguments.size], LISTED[arguments.listed]
    if quick:
        size, listed = 500, min(listed, 1_000)
    with house(arguments.engine, arguments.folder, needed(size, listed)) as home:
        from moeli.cli.benches.desk import measuring  # its rooms need the house

        workers = tuple(arguments.workers)
        full = measuring.Pressure(arguments.rate, arguments.seconds, workers)
        brief = measuring.Pressure(arguments.rate, 2, workers, looks=20, steps=1)
        return measuring.measured(home, size, brief if quick else full, listed)


def needed(size: int, listed: int = 0) -> int:
    """The disk that so many crossings and listed persons need, in bytes."""
    return _OVERHEAD_BYTES + size * _DISK_BYTES + listed * _LISTED_BYTES
