"""`./moeli export`: write what headquarters, or a post, does not have yet."""

import argparse
from pathlib import Path

from moeli.cli.house import open_house

HELP = "Write batches for headquarters, or for posts, to a file or a stick."


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to, and for whom."""
    parser.add_argument("--to", type=Path, required=True, help="a file, or a folder (a stick)")
    parser.add_argument(
        "--for", dest="port", default="", help="at headquarters: the code of one post (all posts)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write one file a recipient."""
    open_house()
    from moeli.cli import ready
    from moeli.network import selectors, services
    from moeli.platform.access.actor import SYSTEM

    ready.migrated()
    peers = selectors.recipients(arguments.port)
    if len(peers) > 1 and not arguments.to.is_dir():
        print("There are several posts: name a folder with --to, or one post with --for.")
        return 1
    for peer in peers:
        path = _path(arguments.to, peer.port or peer.role)
        done = services.export(actor=SYSTEM, peer=peer, path=path)
        print(f"{done.path}: {done.entries} entries in {done.batches} batches, {done.size} bytes.")
    return 0


def _path(to: Path, recipient: str) -> Path:
    """A folder gets a file of a new name, so that a stick may carry several."""
    if not to.is_dir():
        return to
    from moeli.platform import clock, node

    sender = node.current().port or "hq"
    return to / f"moeli-{sender}-to-{recipient}-{clock.now():%Y%m%d-%H%M%S}.batches"
