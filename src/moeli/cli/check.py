"""`./moeli check`: everything about the code that a machine can judge without running it."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from moeli.cli.workshop import ROOT, WorkshopError, furnish

HELP = "Check style, types, floors of the house, templates, migrations, translations, reference."


class Step(NamedTuple):
    """One check: its name and its command."""

    name: str
    command: tuple[str, ...]


def _tool(name: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-P", "-m", name, *words)


def _moeli(*words: str) -> tuple[str, ...]:
    return _tool("moeli", *words)


STEPS = (
    Step("style", _tool("ruff", "check", "--no-cache", "src", "tests", "tools")),
    Step("format", _tool("ruff", "format", "--no-cache", "--check", "src", "tests", "tools")),
    Step("types", _tool("mypy")),
    Step("floors", ("lint-imports", "--no-cache")),
    Step("templates", ("djlint", "--lint", "--quiet", "src")),
    Step("migrations", _moeli("manage", "makemigrations", "--check", "--dry-run")),
    Step("translations", _moeli("messages", "--check")),
    Step("reference", _moeli("docs", "--check")),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """All, or some by name."""
    names = [step.name for step in STEPS]
    parser.add_argument("names", nargs="*", choices=[[], *names], help=f"of {', '.join(names)}")


def run(arguments: argparse.Namespace) -> int:
    """Run every step, whatever fails; 1 when one does."""
    try:
        furnish("gettext")
    except WorkshopError as error:
        print(f"moeli: {error}", file=sys.stderr)
        return 1
    chosen = [step for step in STEPS if not arguments.names or step.name in arguments.names]
    failed = [step.name for step in chosen if not _stands(step)]
    print(f"\n{len(chosen) - len(failed)} of {len(chosen)} checks stand.")
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return int(bool(failed))


def _stands(step: Step) -> bool:
    started = time.monotonic()
    found = Path(sys.executable).parent
    ours = os.environ | {"PATH": f"{found}{os.pathsep}{os.environ.get('PATH', '')}"}
    ours |= {"MOELI_SETTINGS": "test"}
    done = subprocess.run(step.command, cwd=ROOT, env=ours, capture_output=True, check=False)
    stands = done.returncode == 0
    print(
        f"{'✓' if stands else '✕'} {step.name:<14}{time.monotonic() - started:6.1f} s", flush=True
    )
    if not stands:
        print((done.stdout + done.stderr).decode(errors="replace"), flush=True)
    return stands
