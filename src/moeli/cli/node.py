"""`./moeli node`: this node's card, the nodes it believes, and what waits."""

import argparse
import sys
from pathlib import Path

from moeli.cli.house import NotReadyError, open_house

HELP = "Show this node's card, admit others, begin a new epoch, retry what waits."


def configure(parser: argparse.ArgumentParser) -> None:
    """One of several acts."""
    acts = parser.add_subparsers(dest="act", required=True)
    card = acts.add_parser("card", help="print this node's public card, or write it to a file")
    card.add_argument("--to", type=Path, help="the file")
    for name, whom in (("admit", "a post, at headquarters"), ("trust", "headquarters, at a post")):
        act = acts.add_parser(name, help=f"believe {whom}, by its card")
        act.add_argument("card", type=Path, help="the file of its card")
        act.add_argument("--fingerprint", help="as read out over the telephone (asked for)")
    acts.add_parser("peers", help="list the nodes that are believed, and how each stands")
    acts.add_parser("new-epoch", help="begin a new epoch after this node was restored")
    acts.add_parser("quarantine", help="list the entries that could not act")
    acts.add_parser("retry", help="try the entries in quarantine again")


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    open_house()
    from moeli.cli import ready

    ready.migrated()
    acts = {
        "card": _card,
        "admit": _admit,
        "trust": _admit,
        "peers": _peers,
        "new-epoch": _new_epoch,
        "quarantine": _quarantine,
        "retry": _retry,
    }
    return acts[arguments.act](arguments)


def _card(arguments: argparse.Namespace) -> int:
    from moeli.network import services

    card, text = services.own_card()
    if arguments.to:
        arguments.to.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    print(f"Fingerprint, to be read out: {card.fingerprint}", file=sys.stderr)
    return 0


def _admit(arguments: argparse.Namespace) -> int:
    from moeli.network import services
    from moeli.platform.access.actor import SYSTEM

    try:
        text = arguments.card.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NotReadyError(f"{arguments.card} cannot be read: {error.strerror}.") from error
    fingerprint = arguments.fingerprint or input("Fingerprint, as read out over the telephone: ")
    peer = services.admit(actor=SYSTEM, text=text, fingerprint=fingerprint)
    print(f"Node {peer.node} ({peer.port or peer.role}) is believed in epoch {peer.epoch}.")
    return 0


def _peers(arguments: argparse.Namespace) -> int:
    from moeli.network import selectors
    from moeli.network.presenters import standing_line
    from moeli.platform import clock
    from moeli.platform.access.actor import SYSTEM

    del arguments
    lines = [standing_line(each, clock.now()) for each in selectors.standings(SYSTEM)]
    print("\n".join(lines) or "No node is admitted yet. ./moeli node card begins it.")
    return 0


def _new_epoch(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from moeli.platform import node

    del arguments
    begun = node.begin_epoch(settings.MOELI_HOME)
    print(f"Epoch {begun} begins with the next entry. Send the new card: ./moeli node card")
    return 0


def _quarantine(arguments: argparse.Namespace) -> int:
    from moeli.network import selectors
    from moeli.platform.access.actor import SYSTEM

    del arguments
    for each in selectors.quarantined(SYSTEM):
        where = f"{each.node} {each.epoch}/{each.sequence}"
        print(f"{each.entry}  {where}  {each.verb}  {each.reason}")
    return 0


def _retry(arguments: argparse.Namespace) -> int:
    from moeli.network import services
    from moeli.platform.access.actor import SYSTEM

    del arguments
    released, waiting = services.retry(actor=SYSTEM)
    print(f"{released} entries have acted; {waiting} still wait.")
    return int(bool(waiting))
