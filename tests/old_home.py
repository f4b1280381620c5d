"""A home folder from before, unpacked for one test, and commands that run on a home."""

import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any

import zstandard

from tests import once

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
KNOWN: dict[str, Any] = tomllib.loads((FIXTURES / "ground_floor.toml").read_text())


def unpack(home: Path) -> Path:
    """The ground floor's home in `home`, closed to others."""
    home.mkdir(mode=0o700)
    with (FIXTURES / "ground_floor.tar.zst").open("rb") as packed:
        stream = zstandard.ZstdDecompressor().stream_reader(packed)
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            tar.extractall(home, filter="data")
    return home


def brought_up_to_date(home: Path) -> Path:
    """The ground floor's home after `./moeli migrate`, made once by a run of the tests."""
    shutil.copytree(once.made("old_home", _bring_up_to_date), home)
    return home


def _bring_up_to_date(home: Path) -> None:
    done = moeli(unpack(home), "migrate")
    assert done.returncode == 0, done.stderr


def words(*command: str) -> list[str]:
    """The words that start `./moeli` with `command`, as the launcher does."""
    return [sys.executable, "-P", "-m", "moeli", *command]


def surroundings(home: Path, **extra: str) -> dict[str, str]:
    """The environment of a command on `home`; nothing of the tests' own settings is in it."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MOELI_")}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    return ours | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "MOELI_HOME": str(home), **extra}


def moeli(
    home: Path, *command: str, typed: str = "", **extra: str
) -> subprocess.CompletedProcess[str]:
    """Run `./moeli` on `home` to its end."""
    return subprocess.run(
        words(*command),
        env=surroundings(home, **extra),
        capture_output=True,
        text=True,
        check=False,
        input=typed,
    )


def started(
    home: Path, *command: str, log: Path = Path(os.devnull), **extra: str
) -> subprocess.Popen[bytes]:
    """Start `./moeli` on `home`, in a process group of its own; what it says goes to `log`."""
    with log.open("wb") as said:
        return subprocess.Popen(
            words(*command),
            env=surroundings(home, **extra),
            start_new_session=True,
            stdout=said,
            stderr=said,
        )


def killed(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the process and all that it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
