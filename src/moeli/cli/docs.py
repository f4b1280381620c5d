"""`./moeli docs`: write docs/reference from what the rooms declare."""

import argparse
import sys

from moeli.cli.house import open_house
from moeli.cli.workshop import ROOT

HELP = "Write the generated pages of docs/reference."


def configure(parser: argparse.ArgumentParser) -> None:
    """Write, or only compare."""
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when a page is old")


def run(arguments: argparse.Namespace) -> int:
    """Write every page, or name the old ones."""
    open_house()
    from moeli.cli.reference import PAGES

    old = []
    for name, page in PAGES.items():
        target, text = ROOT / name, page()
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        old.append(name)
        if not arguments.check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    if old and arguments.check:
        print(f"moeli: run ./moeli docs; old: {', '.join(old)}", file=sys.stderr)
        return 1
    print(f"{len(PAGES)} pages, {len(old)} written." if not arguments.check else "All are current.")
    return 0
