"""`./moeli upgrade`: backup, migrate, verify; or everything as it was."""

import argparse
from pathlib import Path

HELP = "Bring the database up to date: backup, migrate, verify, or the way back."


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the backup goes, and what may be lost."""
    backup = parser.add_mutually_exclusive_group()
    backup.add_argument("--to", type=Path, help="folder for the backup (backup_to of moeli.toml)")
    backup.add_argument(
        "--without-backup", action="store_true", help="where nothing is worth keeping"
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="TABLE",
        help="a table that may have fewer rows afterwards",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it, and say what was found."""
    from moeli.cli.house import open_house

    open_house()
    from moeli.cli import ready
    from moeli.operations.saving import save
    from moeli.operations.upgrading import upgrade

    ready.made()
    saved = None if arguments.without_backup else lambda: save(to=arguments.to)
    done = upgrade(save=saved, accepted=arguments.accept)
    if done.written:
        print(f"Backup: {done.written.file} ({done.written.size:,} bytes, read back).")
    for name in done.applied:
        print(f"  applied {name}")
    rows = sum(done.before.rows.values()), sum(done.after.rows.values())
    print(f"{len(done.applied)} migrations; {rows[0]:,} rows before, {rows[1]:,} after.")
    print(f"Verified: no table lost rows, the journal stands up to entry {done.after.entries:,}.")
    return 0
