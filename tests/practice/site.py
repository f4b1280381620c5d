"""A practice desk, or a live site with one beside it, in processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def surroundings(home: Path | None = None) -> dict[str, str]:
    """What a process of ours gets: nothing of the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"PYTHONPATH": str(ROOT / "src")} | ({"MOELI_HOME": str(home)} if home else {})


def moeli(
    *words: object, home: Path | None = None, patience: int = PATIENCE
) -> subprocess.CompletedProcess[str]:
    """A command of the house, which ends within so many seconds."""
    command = [sys.executable, "-P", "-m", "moeli", *map(str, words)]
    return subprocess.run(
        command, env=surroundings(home), capture_output=True, text=True, timeout=patience
    )


@contextmanager
def running(*words: object, port: int, home: Path | None = None) -> Iterator[int]:
    """A site that answers at `port`, for the length of a block; gives its process."""
    command = [sys.executable, "-P", "-m", "moeli", *map(str, words)]
    process = subprocess.Popen(command, env=surroundings(home), stdout=subprocess.DEVNULL)
    try:
        answers(port, process)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def answers(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and (process is None or process.poll() is None):
        try:
            urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers at port {port}")


def below(pid: int) -> list[int]:
    """The process and all that it started."""
    found, children = [pid], Path(f"/proc/{pid}/task").glob("*/children")
    for each in children:
        found += [one for child in each.read_text().split() for one in below(int(child))]
    return found
