"""`./moeli lock`: write requirements/*.txt anew, each library pinned by its hash."""

import argparse
import subprocess
import sys
from pathlib import Path

from moeli.cli.workshop import ROOT

HELP = "Pin the libraries of requirements/*.in by hash."
_PEERS = "peers"


def configure(parser: argparse.ArgumentParser) -> None:
    """All, or newer versions than those pinned."""
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where allowed")


def run(arguments: argparse.Namespace) -> int:
    """Compile every list; 1 when one cannot be."""
    folder = ROOT / "requirements"
    lists = [*(folder / f"{name}.in" for name in ("launcher", "run", "test", "train", "fuzz"))]
    lists += sorted((folder / _PEERS).glob("*.in"))
    return max(_compile(each, upgrade=arguments.upgrade) for each in lists)


def _compile(source: Path, *, upgrade: bool) -> int:
    uv = Path(sys.executable).with_name("uv")
    command = [
        str(uv),
        "--no-config",
        "--system-certs",
        "pip",
        "compile",
        "--quiet",
        "--generate-hashes",
    ]
    command += ["--no-emit-index-url", "--python-version", "3.11", *_form(source)]
    command += ["--custom-compile-command", "./moeli lock", *(["--upgrade"] if upgrade else [])]
    target = source.with_suffix(".txt")
    code = subprocess.run([*command, str(source), "-o", str(target)], check=False).returncode
    print(f"{'✓' if code == 0 else '✕'} {target.relative_to(ROOT)}", flush=True)
    return code


def _form(source: Path) -> list[str]:
    """Ours install on any machine; the peers of a bench only where it is run."""
    return [] if source.parent.name == _PEERS else ["--universal"]
