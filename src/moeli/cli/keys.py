"""`./moeli keys`: a new master key, an escrow that any two of its keepers open, and its drill."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from moeli.cli import keepers
from moeli.cli.house import NotReadyError, open_house

HELP = "Rotate the master key; put the key files in escrow, drill it, recover from it."


def configure(parser: argparse.ArgumentParser) -> None:
    """One of five acts."""
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("rotate", help="make a new master key and wrap all keys anew; goes on if cut")
    acts.add_parser("forget", help="remove earlier master keys that nothing needs any more")
    escrow = acts.add_parser("escrow", help="seal the key files so that any two keepers open them")
    escrow.add_argument("--to", type=Path, required=True, metavar="FILE", help="a new file")
    escrow.add_argument(
        "--keeper",
        action="append",
        metavar="OFFICE",
        help="who keeps a passphrase: an office, not a person; once for each",
    )
    drill = acts.add_parser("drill", help="prove that an escrow opens to the keys in use")
    recover = acts.add_parser("recover", help="write the key files of an escrow that are missing")
    for act in (drill, recover):
        act.add_argument("file", type=Path, metavar="FILE", help="the escrow")
    for act in (escrow, drill, recover):
        act.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="of mode 600, lines OFFICE=PASSPHRASE, instead of asking",
        )


def run(arguments: argparse.Namespace) -> int:
    """Do it; a drill that finds a key missing answers 1."""
    open_house()
    acts = {"rotate": _rotate, "forget": _forget, "escrow": _escrow, "drill": _drill}
    return (acts | {"recover": _recover})[arguments.act](arguments)


def _rotate(_arguments: argparse.Namespace) -> int:
    from moeli.platform.keyring import rotation

    _ready()
    rotation.rotate(_show_progress)
    _record("vault.rotated", {})
    print("A new master key wraps all keys. Make a new escrow now: ./moeli keys escrow --to FILE")
    return 0


def _show_progress(done: int, total: int) -> None:
    ends = "\n" if done >= total or not sys.stdout.isatty() else "\r"
    print(f"{done:,} of {total:,} keys wrapped anew", end=ends, flush=True)


def _forget(_arguments: argparse.Namespace) -> int:
    from moeli.platform.keyring import rotation

    _ready()
    count = rotation.forget()
    if count:
        _record("vault.forgotten", {"files": count})
    print(f"{count} files of earlier master keys were removed.")
    return 0


def _escrow(arguments: argparse.Namespace) -> int:
    from moeli.platform import keyfiles
    from moeli.platform.keyring import key_files
    from moeli.platform.vault import escrow

    _ready()
    phrases = keepers.new_phrases(arguments.keeper, arguments.passphrase_file)
    secrets = key_files.in_use()
    file = escrow.made(secrets, phrases)
    try:
        keyfiles.write(arguments.to.absolute(), file)
    except OSError as error:
        raise NotReadyError(f"{arguments.to} cannot be written: {error.strerror}.") from error
    _record("vault.escrow_made", {"keepers": len(phrases), "files": sorted(secrets)})
    print(f"{arguments.to} holds {len(secrets)} key files; any two of {len(phrases)} open it.")
    print("Keep it away from this machine, and prove it: ./moeli keys drill FILE")
    return 0


def _drill(arguments: argparse.Namespace) -> int:
    from moeli.platform.keyring import key_files

    _ready()
    opened = _opened(arguments)
    differing = key_files.differing(opened)
    verb = "vault.escrow_failed" if differing else "vault.escrow_drilled"
    _record(verb, {"files": sorted(opened), "differing": differing})
    for name in differing:
        print(f"✕ {name} is not in the escrow as it is in use here.")
    if differing:
        print("Make a new escrow: ./moeli keys escrow --to FILE")
        return 1
    print(f"✓ The escrow opens to all {len(opened)} key files in use. Nothing was changed.")
    return 0


def _recover(arguments: argparse.Namespace) -> int:
    from moeli.platform.keyring import key_files

    written = key_files.recover(_opened(arguments))
    print(f"Written: {', '.join(written) or 'nothing, all key files lie here already'}.")
    return 0


def _opened(arguments: argparse.Namespace) -> Mapping[str, bytes]:
    from moeli.platform.errors import MoeliError
    from moeli.platform.keyring.errors import KeyringError
    from moeli.platform.vault import escrow
    from moeli.platform.vault.envelope import EnvelopeError

    try:
        file = arguments.file.read_bytes()
    except OSError as error:
        raise NotReadyError(f"{arguments.file} cannot be read: {error.strerror}.") from error
    try:
        phrases = keepers.two_phrases(escrow.keepers(file), arguments.passphrase_file)
        return escrow.opened(file, phrases)
    except EnvelopeError as error:
        raise MoeliError(KeyringError.ESCROW) from error


def _ready() -> None:
    from moeli.cli import ready

    ready.migrated()


def _record(verb: str, body: Mapping[str, object]) -> None:
    from django.db import transaction

    from moeli.platform import node
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.journal.services import NewEntry, record

    with transaction.atomic():
        record(NewEntry(verb=verb, actor=SYSTEM.id, subject=str(node.current().id), body=body))
