"""`./moeli backup`: the whole installation in one encrypted file."""

import argparse
from pathlib import Path

HELP = "Save everything into one file, encrypted to the offline key."


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to, how many to keep; or make the offline key."""
    parser.add_argument("--to", type=Path, help="folder for the backup (backup_to of moeli.toml)")
    parser.add_argument("--keep", type=int, help="how many of this node's backups stay there")
    parser.add_argument(
        "--new-key", type=Path, metavar="FILE", help="make the offline key, once, on a stick"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the backup, read it back, let old ones go."""
    from moeli.cli.house import open_house

    open_house()
    if arguments.new_key:
        return _new_key(arguments.new_key)
    from moeli.cli import ready
    from moeli.operations.saving import save

    ready.made()
    written = save(to=arguments.to, keep=arguments.keep)
    inventory = written.manifest.inventory
    print(f"{written.file}")
    print(f"{written.size:,} bytes in {written.seconds:.1f} s, read back and compared.")
    print(f"{sum(inventory.rows.values()):,} rows, {inventory.entries:,} journal entries.")
    print(f"{written.kept} backups of this node are kept there.")
    return 0


def _new_key(file: Path) -> int:
    from django.conf import settings

    from moeli.operations.copies.recipients import new_key
    from moeli.operations.settling.home_toml import remember

    public = new_key(file)
    remember(settings.MOELI_HOME, "backup_recipient", public)
    print(f"The offline key is in {file}. Its public half is now in moeli.toml:\n  {public}")
    print("Put the file away, twice, where nobody who holds this machine can reach it.")
    print("Without it no backup can be opened, by anybody.")
    return 0
