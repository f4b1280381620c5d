"""The readers of the bench of zones: Moeli and its peers, each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from moeli.cli.workshop import ROOT

OURS = "moeli"
_PEERS = ("mrz", "passporteye", "fastmrz")
_DRIVERS = ROOT / "tools" / "peers"
_ENVIRONMENTS = ROOT / "var" / "peers"


class Answer(NamedTuple):
    """One pass: documents read, seconds they took, how many of the documents were accepted."""

    read: int
    seconds: float
    accepted: int


class Reader:
    """A running reader. Ask it one thing at a time."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        self.name = name
        self._process = process

    def ask(self, form: str, documents: list[list[str]], seconds: float) -> Answer:
        """Have it read the documents over and over for so long. EOFError where it has ended."""
        request = {"format": form, "documents": documents, "seconds": seconds}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise EOFError(f"The reader {self.name} has ended.")
        return Answer(**json.loads(answer))


@contextmanager
def open_readers() -> Iterator[tuple[list[Reader], list[str]]]:
    """All readers that run here, Moeli first, and the names of those that cannot be installed."""
    found = {OURS: Path(sys.executable)} | {
        name: python for name in _PEERS if (python := _installed(name))
    }
    with ExitStack() as stack:
        readers = [
            Reader(name, stack.enter_context(_process(name, python)))
            for name, python in found.items()
        ]
        yield readers, [name for name in _PEERS if name not in found]


def _process(name: str, python: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(python), str(_DRIVERS / f"with_{name}.py")],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src") if name == OURS else ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _installed(name: str) -> Path | None:
    """The peer's own Python, made where it is not there; None where that cannot be done."""
    folder, wanted = _ENVIRONMENTS / name, ROOT / "requirements" / "peers" / f"{name}.txt"
    stamp, python = folder / "installed.txt", folder / "bin" / "python"
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return python
    print(f"installing the peer {name} (once)", file=sys.stderr, flush=True)
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    fill = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(wanted)]
    try:
        for command in (make, fill):
            subprocess.run(command, check=True, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError):
        return None
    stamp.write_bytes(wanted.read_bytes())
    return python
