"""`./moeli journal`: prove the chain, anchor it, look at its last entries."""

import argparse
import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from moeli.cli.house import open_house

if TYPE_CHECKING:
    from moeli.platform.journal.report import Report

HELP = "Verify the journal, anchor it, or show its last entries."
_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """One of three acts."""
    acts = parser.add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help="prove that every entry stands as it was recorded")
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    acts.add_parser("anchor", help="sign the head of the chain and copy it to the second place now")
    show = acts.add_parser("show", help="list the last entries in words; the look is recorded")
    show.add_argument("--last", type=int, default=_SHOWN, help="how many (%(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Do it; a chain that does not stand answers 1."""
    open_house()
    if arguments.act == "verify":
        return _verify(as_json=arguments.json)
    return _anchor() if arguments.act == "anchor" else _show(arguments.last)


def _verify(*, as_json: bool) -> int:
    from moeli.platform.journal.report import described
    from moeli.platform.journal.verify import verify

    report, others = verify(), _imported()
    if as_json:
        told = asdict(report) | {"sound": report.sound, "unproved": report.unproved}
        told["imported"] = [asdict(each) | {"sound": each.sound} for each in others]
        print(json.dumps(told, default=str, ensure_ascii=False))
    else:
        print("\n".join(line for each in (report, *others) for line in described(each)))
    return 0 if all(each.sound for each in (report, *others)) else 1


def _imported() -> "list[Report]":
    """The chains of other nodes that are kept here, held against their admitted keys."""
    from django.db import connection

    from moeli.network import selectors
    from moeli.network.models import Peer
    from moeli.platform.journal.verify import verify_imported

    if Peer._meta.db_table not in connection.introspection.table_names():
        return []  # restored from an older Moeli, and not upgraded yet
    return [
        verify_imported(end, partial(selectors.sequence_of, end.node, end.epoch))
        for end in selectors.imported_chains()
    ]


def _anchor() -> int:
    from moeli.platform.journal.anchors import anchor_now

    try:
        anchor = anchor_now()
    except OSError as error:
        print(f"Signed here, but the second place cannot be written: {error.strerror}.")
        return 1
    print(f"Anchored at entry {anchor.sequence}." if anchor else "The journal is empty.")
    return 0


def _show(last: int) -> int:
    from moeli.platform.access.actor import SYSTEM
    from moeli.platform.journal.listing import last_entries

    for line in last_entries(SYSTEM, last):
        print(line)
    return 0
