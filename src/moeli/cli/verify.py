"""`./moeli verify FILE`: whether a pack is genuine. Needs no database and no house."""

import argparse
from pathlib import Path

from moeli.platform.packs import verifier

HELP = "Verify a pack: what it is, who signed it, the state of every file."


def configure(parser: argparse.ArgumentParser) -> None:
    """The pack, and the key it must be signed with."""
    parser.add_argument("pack", type=Path, help="the pack, as it was received")
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        type=verifier.public_key,
        metavar="HEX",
        help="the sender's public key, had in another way than the pack; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """0 proved, 1 refused, 2 nothing can be said (unreadable, sealed, or an unknown key)."""
    return verifier.told(arguments.pack, arguments.key, as_json=arguments.json)
