"""`./moeli messages`: gather the texts of all pages for translation, and compile them."""

import argparse
import filecmp
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from moeli.cli.workshop import ROOT, WorkshopError, furnish

HELP = "Gather texts for translation and compile them."
_LOCALE = Path("src/moeli/locale")
_LANGUAGE = "st"
_CATALOGUE = Path(_LANGUAGE) / "LC_MESSAGES" / "django.po"


def configure(parser: argparse.ArgumentParser) -> None:
    """Write, or only compare."""
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when one is old")


def run(arguments: argparse.Namespace) -> int:
    """Gather and compile; with --check in a copy, which must equal what is committed."""
    try:
        furnish("gettext")
    except WorkshopError as error:
        print(f"moeli: {error}", file=sys.stderr)
        return 1
    return _compare() if arguments.check else _gather(ROOT)


def _compare() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
        if _gather(copy):
            return 1
        names = [str(_CATALOGUE), str(_CATALOGUE.with_suffix(".mo"))]
        _, old, missing = filecmp.cmpfiles(ROOT / _LOCALE, copy / _LOCALE, names, shallow=False)
    if old or missing:
        print(f"moeli: run ./moeli messages; old: {', '.join([*old, *missing])}", file=sys.stderr)
        return 1
    return 0


def _gather(root: Path) -> int:
    """Texts without places and dates, so that a catalogue changes only when a text does."""
    catalogue = root / _LOCALE / _CATALOGUE
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    code = _makemessages(root)
    if code == 0:
        _without_dates(catalogue)
        code = subprocess.run(
            ["msgfmt", "--check-format", "-o", catalogue.with_suffix(".mo"), catalogue], check=False
        ).returncode
    return code


def _makemessages(root: Path) -> int:
    command = [sys.executable, "-P", "-m", "django", "makemessages", "-l", _LANGUAGE]
    command += ["--no-location", "--no-wrap", "--no-obsolete", "-v", "0"]
    return subprocess.run(command, cwd=root / "src" / "moeli", check=False).returncode


def _without_dates(catalogue: Path) -> None:
    lines = catalogue.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision'))]
    catalogue.write_text("\n".join(kept) + "\n", encoding="utf-8")
