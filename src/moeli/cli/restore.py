"""`./moeli restore`: the way back from a backup, or a drill that proves it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moeli.operations.copies.restore import Outcome

HELP = "Make a home folder from a backup, or prove by a drill that it can be done."


def configure(parser: argparse.ArgumentParser) -> None:
    """Which backup, with which key, into which home."""
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument("--key", type=Path, required=True, help="file of the offline key")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--home", type=Path, help="the home folder to make; empty, or not there")
    where.add_argument("--drill", action="store_true", help="restore, compare, delete, and tell")
    parser.add_argument(
        "--replace", action="store_true", help="exchange the home; the former is kept beside it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; 1 when the journal of the copy does not stand."""
    # No house is open yet: the home is what this command makes.
    from django.conf import settings

    from moeli.cli.house import fits_home

    settings.configure(USE_I18N=False)
    from moeli.operations.copies import restore

    if arguments.home:
        fits_home(arguments.home.resolve())

    if arguments.drill:
        outcome = restore.drill(file=arguments.file, key_file=arguments.key)
        _tell(outcome, arguments.file)
        print("The drill's folder is deleted.")
        return int(bool(outcome.findings))
    home = arguments.home.resolve()
    outcome = restore.restore(
        file=arguments.file, key_file=arguments.key, home=home, replace=arguments.replace
    )
    _tell(outcome, arguments.file)
    _what_next(outcome, home)
    return int(bool(outcome.findings))


def _tell(outcome: "Outcome", file: Path) -> None:
    manifest, inventory = outcome.manifest, outcome.manifest.inventory
    size = sum(each.size for each in manifest.files.values())
    rate = size / 1e6 / max(outcome.seconds, 1e-9)
    print(f"{file.name}, made {manifest.made_at} by Moeli {manifest.version} ({manifest.engine}).")
    print(f"Signed by node {manifest.node['id']}, key {outcome.signer}: compare it with the paper.")
    print(
        f"{len(manifest.files)} files, {size:,} bytes in {outcome.seconds:.1f} s ({rate:.1f} MB/s)."
    )
    print(
        f"{len(inventory.rows)} tables, {sum(inventory.rows.values()):,} rows: as in the manifest."
    )
    for head in inventory.heads:
        print(
            f"The journal ends at entry {head.sequence:,} (epoch {head.epoch}): as in the manifest."
        )
    for finding in outcome.findings:
        print(f"FOUND in the journal: {finding}", file=sys.stderr)
    if not outcome.findings:
        print("Every entry of the journal stands where and as it was recorded.")


def _what_next(outcome: "Outcome", home: Path) -> None:
    ends = outcome.manifest.inventory.entries
    print(f"\n{home} is in place. This node begins epoch {outcome.epoch}.")
    if outcome.replaced:
        print(f"The former home lies in {outcome.replaced}.")
    if outcome.beyond > ends:
        print(
            f"LOST HERE: the second place names entry {outcome.beyond:,}, the backup ends at "
            f"{ends:,}. What was recorded after it must be entered again, from paper or from "
            "what headquarters received."
        )
    print("Next:")
    print("  1. MOELI_HOME set to this folder: ./moeli doctor")
    print("  2. ./moeli upgrade, when this Moeli is newer than the backup")
    if outcome.manifest.node["role"] == "post":
        print(
            "  3. Tell headquarters: until it has enrolled the new epoch of this node, it refuses"
        )
        print("     every batch from here. The desk works meanwhile.")
    else:
        print("  3. Let every post compare how far its batches were received, and send again.")
    print("  4. ./moeli serve")
