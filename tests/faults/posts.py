"""A post in a process of its own, which a test may kill: it says aloud what it was promised."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import fresh_home

ROOT = Path(__file__).resolve().parents[2]

_OPEN = """
import os, sys
import django
django.setup()
from django.db import connection
def say(*words):
    print(*words, flush=True)
"""


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a post whose home folder is `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "MOELI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "moeli.config.settings.dev",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


def ended(home: Path, program: str) -> list[str]:
    """What `program` said in the post at `home`; it must end well."""
    command = [sys.executable, "-c", _OPEN + program]
    done = subprocess.run(
        command, env=surroundings(home), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@contextmanager
def running(home: Path, program: str) -> Iterator[subprocess.Popen[str]]:
    """`program` at work in the post at `home`; killed at the end, if not before."""
    command = [sys.executable, "-c", _OPEN + program]
    with subprocess.Popen(
        command,
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def new_post(home: Path) -> None:
    """A database with its tables, and keys."""
    fresh_home.put(home)
